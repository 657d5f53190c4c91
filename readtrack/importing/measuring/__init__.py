"""Books as files: what an EPUB, a PDF or audio says of its title, its authors and its length.

`measure` chooses by the content of a file; what the kinds share is in `measured`.
"""
