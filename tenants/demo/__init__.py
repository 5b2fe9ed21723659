"""The demo: a whole province's records, made up and always the same, whose figures are the article's."""
