"""A deadline-aware reading tracker for the command line."""

__version__ = "0.4.0"
