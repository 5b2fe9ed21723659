"""Sealing: what identifies a person is stored as ciphertext, and opened only in answers to those who may see it."""
