"""Accounts: signing in, passwords, second factors, sessions and identities."""
