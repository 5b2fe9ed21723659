"""The database's schema as frozen SQL, one revision after another; imports no application code."""
