"""审核步骤: what is looked into before a Caring Mother is approved, and what has to be."""
