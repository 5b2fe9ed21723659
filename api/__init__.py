"""The edge: HTTP, settings, sign-in, command line. Knows no table."""
