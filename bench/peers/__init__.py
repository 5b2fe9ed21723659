"""What a user would run instead: programs of their own, which import nothing of this project."""
