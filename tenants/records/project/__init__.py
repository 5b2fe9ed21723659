"""公益项目: a welfare project and its fund."""
