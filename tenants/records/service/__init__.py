"""供需对接: what organisations offer, what branches ask for, and what the two agree on."""
