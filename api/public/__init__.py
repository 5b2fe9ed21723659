"""What the public reads, by GET: figures, stories and feeds."""
