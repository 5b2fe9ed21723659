"""Writing: input is checked all at once, and who may write is decided by the same policy as reading."""
