"""项目节点: what is due in a welfare project."""
