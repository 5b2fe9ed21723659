"""Signing in by an OpenID provider: the browser is sent there and comes back (authorization code flow with PKCE)."""
