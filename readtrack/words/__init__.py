"""Turn facts into sentences, for the screen, for JSON and for reminders alike.

Functions take values of `planning` and return text; nothing is printed here, and nothing knows of
columns or colours. One module for each report, `amounts.py` for numbers with their units,
`commands.py` for command lines, which are quoted so that they can be pasted.

Sentences are plain, short and kind: "12 pages to go today". A time of an hour or more is "3 h 20
min". What a sentence offers to type has to work as it stands.

To add a sentence: a function in the module of its report, and its wording in that report's tests.
If programs should read it too, make it a field of the report that the function returns.
"""
