"""Writing: what may be written is checked and said in one go; who may write is asked of the same policy as reading."""
