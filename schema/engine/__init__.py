"""The engine: an operation becomes a plan, kept and run again; the plan's answer is JSON as the database made it."""
