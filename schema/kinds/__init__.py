"""Kinds of record as GraphQL has them: what the domain says of each, translated."""
