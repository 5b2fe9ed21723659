"""匹配: who might be paired with a child, and why; and who with whom in a whole county."""
