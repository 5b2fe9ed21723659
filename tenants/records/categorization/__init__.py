"""类别认定: that a child is of a category, from one day until another; several at once."""
