"""项目预算: what a welfare project may spend on what, and how that is changed."""
