"""Books as files: what an EPUB, a PDF or audio says of its title, its authors and its length."""
