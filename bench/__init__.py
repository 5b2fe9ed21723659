"""The benchmark: this project beside its peers, on the same database and machine, in one run."""
