"""微心愿: a child's small wish, from when it is made until it is thanked for; published, it names nobody."""
