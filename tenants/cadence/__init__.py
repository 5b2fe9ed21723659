"""Cadence: what is owed to each child and when, the agendas that follow from it, and how far it was done."""
