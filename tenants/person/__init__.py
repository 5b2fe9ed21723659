"""One person: everything held on a child or a Caring Mother, exported or erased at their request."""
