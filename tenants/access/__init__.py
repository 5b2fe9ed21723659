"""Who may see and do what, where: roles and reaches, grants and sessions."""
