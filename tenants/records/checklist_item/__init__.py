"""清单事项: what is asked to be done for the children of a tenant, and how often."""
