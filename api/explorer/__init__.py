"""The explorer: GraphiQL with its plug-ins, built from npm and served from here."""
