"""附件: what is kept beside a child's file, and by what it is known."""
