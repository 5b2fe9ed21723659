"""清单免除: an item of a checklist does not apply to a child, for a time and with a reason."""
