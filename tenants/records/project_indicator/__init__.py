"""项目指标: what a welfare project is to change, and what was measured of it."""
