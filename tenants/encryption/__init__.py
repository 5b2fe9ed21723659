"""Encryption: what identifies a person is stored as ciphertext, and decrypted only for those who may see it."""
