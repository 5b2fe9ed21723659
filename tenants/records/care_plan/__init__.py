"""照护计划: what is to be reached for a child in a period, and who answers for it."""
