"""Measure the book in a file: title, authors and length of an EPUB, a PDF or audio.

`measure` chooses the module by the content of a file; `measured` has what all of them share,
and `discs` the names of parts of audiobooks.

To add a kind of file: a module here with `measure(path)`, which returns a `Measured`, and a line in
`measure.py`. Nothing in a file is trusted: every module limits what it reads.
"""
