"""Tests of the store: the file, the journal, and what happens when many use it at once."""
