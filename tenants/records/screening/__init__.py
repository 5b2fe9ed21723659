"""审核申请: one application of a Caring Mother to be screened."""
