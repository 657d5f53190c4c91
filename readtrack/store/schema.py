"""The two numbers in a store's header that say what the file is."""

APPLICATION_ID = 0x72647472
"""`rdtr`: stands in the file's header, and tells a store from other databases."""

VERSION = 9
"""Version of the schema that `tables.py` and `views.py` declare."""
