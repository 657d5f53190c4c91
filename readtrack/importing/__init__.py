"""What readers have in files, on its way into the store: one file a step.

A source of `sources/` reads a file into `records`, with what `files` opens and `values`, `columns`,
`days`, `extents`, `people` and their kin understand. `titles` takes out of a title what a catalogue
has added. `check` refuses what makes no sense. `unchanged` finds the rows that the store has word
for word. `match` says whether two titles are one book, `merge` finds the book of each record,
`loans` its loan, and `learn` what else is new in it. `apply` takes a file through all of these, a
batch at a time, and `report` counts what became of each item. `replay` takes back what readtrack
exported. `measuring/` finds the length of a book that is a file itself. `places` finds the files of
what is remembered, and whether they have changed.

The rules: importing a file again changes nothing, and says so; what is reported as new or changed
is all that is written; the order of a file, or its parts, make no other store. A source knows
nothing of the store. Rows are read and written in sets (`store/sets.py`), with the journal and the
checks of any other command. Nothing private is read: no notes, quotes, cards or tokens.

To add a source: a module in `sources/` with `LABEL`, `recognises(file)` and `read(file, context)`,
and its line in `sources/registry.py`.
"""
