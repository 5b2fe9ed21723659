"""Who may see and do what, and where: roles and reaches, users and grants, sign-in and sessions."""
