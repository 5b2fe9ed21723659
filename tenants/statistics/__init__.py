"""Statistics: every figure of every tenant and all below it, live and exact."""
