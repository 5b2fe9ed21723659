"""Change history: who changed which field of a record, from what to what, as the database wrote it down."""
