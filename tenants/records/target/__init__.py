"""目标: what a tenant is to achieve in a period, set by the level above and answered by the branch."""
