"""评估: how much is at stake for a child, as somebody found on a day and somebody else reviewed."""
