"""余款划转: what is left of a project that is over, given to another or to a fund."""
