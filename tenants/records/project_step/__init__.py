"""项目环节: a step of a welfare project, from the call to its closing."""
