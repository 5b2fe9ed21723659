"""Reading: a selection of records and what the grant may see of it become one SQL statement that returns JSON."""
