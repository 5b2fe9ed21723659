"""父母情况: what became of a child's father or mother, from one day until another."""
