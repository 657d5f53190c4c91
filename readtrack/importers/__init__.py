"""Files that readers already have: one module a source, which recognises its files and reads them."""
