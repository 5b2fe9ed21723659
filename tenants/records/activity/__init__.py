"""活动: a group event."""
