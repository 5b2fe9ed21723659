"""知情同意: one decision on one purpose, by somebody who may make it."""
