"""Administration: the users and grants of a range, as administrators, directors and the operator manage them."""
