"""Who may see and do what, and where: roles, verbs and scopes, grants, and who acts under which."""
