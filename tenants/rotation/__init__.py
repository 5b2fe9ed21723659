"""Rotation: encrypts stored values anew, under a new key or what an older version left in plaintext."""
