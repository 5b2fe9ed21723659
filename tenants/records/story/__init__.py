"""宣传稿: a story for the public, from its draft until it is taken down."""
