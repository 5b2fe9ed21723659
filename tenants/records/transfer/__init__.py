"""转档: a child's file goes from one tenant to another."""
