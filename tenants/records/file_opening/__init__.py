"""档案调阅: a director above a child's tenant opens one file for a while, with a reason."""
