"""A deadline-aware reading tracker for the command line."""

__version__ = "1.0.0"
