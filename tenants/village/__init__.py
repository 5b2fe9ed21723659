"""一村一册: the record of a village, a township or a county: how its children are, and what is done for them."""
