"""公开信息: what the public reads without signing in."""
