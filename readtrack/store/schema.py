"""The two numbers in a store's header that say what the file is."""

APPLICATION_ID = 0x72647472
"""`rdtr`: kept in the file's header, so that other databases are told from stores."""

VERSION = 8
"""Version of the schema that `tables.py` and `views.py` declare."""
