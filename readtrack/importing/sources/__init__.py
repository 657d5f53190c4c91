"""Files that readers already have: one module a source, which recognises and reads its files.

Adding one is a module here and its line in `registry.py`; see `importing/__init__.py`.
"""
