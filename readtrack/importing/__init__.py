"""Bring readers' files into the store: one module for each step.

A source in `sources/` turns a file into `records`; `columns` and `date_columns` say which column
tells what, `values`, `days`, `statuses`, `people` and `media` parse its cells, and `sheets` has
each table of a workbook read. `check` refuses impossible records, `unchanged` finds rows that the
store already has, `match` and `merge` find the book of each record, `loans` its loan, `learn` what
else is new in it. `apply` takes a file through these steps and `report` counts the results;
`replay` restores what readtrack exported. `measuring/` finds the length of a book in a file of its
own, and `places` the files of remembered sources.

Importing a file again changes nothing, and says so. What is reported as new or changed is exactly
what is written, whatever the order of the file or its parts. Rows are read and written in sets
(`store/sets.py`), with the journal and the checks of any other command.

To add a source: see `sources/__init__.py`. To add a kind of book file: see `measuring/__init__.py`.
To add a column that any table may have: its names in `column_words.py` and its field of a record in
`records.py`, filled by `sources/table.py`; `check`, `loans` or `learn` then use it.
"""
