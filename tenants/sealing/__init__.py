"""Sealing: what points at a person is kept as ciphertext, and opened only in what goes out to who may see it."""
