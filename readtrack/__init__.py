"""A deadline-aware reading tracker for the command line."""
