"""惠及: one delivery of a project's help, and how many women and children it reached."""
