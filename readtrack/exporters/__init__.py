"""The library as a file: one module a format."""
