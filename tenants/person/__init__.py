"""One person: all that is held on a child or a Caring Mother handed out, or erased, at their request."""
