"""The revisions, each a module that runs the SQL file beside it."""
