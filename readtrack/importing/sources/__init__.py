"""Files that readers already have: one module a source, which recognises and reads its files."""
