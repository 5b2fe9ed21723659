"""GraphQL: types, queries, mutations; an operation becomes a selection. Knows no SQL, no HTTP."""
