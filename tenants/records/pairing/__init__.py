"""结对: a dated episode of one child and one Caring Mother."""
