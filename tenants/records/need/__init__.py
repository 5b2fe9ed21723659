"""需求: one need of one child, until it is met or declined."""
