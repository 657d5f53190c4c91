"""Writes the library as a file: one module for each format."""
