"""The domain: hierarchy, access, records, statistics; the rules and all the SQL. Knows neither GraphQL nor HTTP."""
