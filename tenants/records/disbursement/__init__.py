"""支出: money paid to an organisation, out of a fund or a project's own account."""
