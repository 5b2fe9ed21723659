"""强制报告: suspected harm of a child, reported at once, and never edited away."""
