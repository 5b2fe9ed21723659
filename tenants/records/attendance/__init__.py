"""参加活动: a child on file at an activity, signed up for and attended."""
