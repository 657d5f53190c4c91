"""Show report values: tables, charts and JSON, for people on a terminal and for programs.

The only code that prints, and the only user of Rich. `show.py` decides between the screen, a pipe
and `--json`, and writes the last two; `json_schema.py` makes the schema of the JSON; `styled.py`,
`grid.py` and `widths.py` lay out tables; `terminal.py` knows the width and the colours. One module
for each report has its screen and its rows for a pipe together.

Text from outside is shown, never interpreted. A table fits 80 columns and stays readable at 40;
colour alone means nothing. Keys of JSON are the fields of the report: add new ones at the end.

To add a column: a `Column` in the module of the table, and the same value at the end of its rows
for a pipe. To add a chart: a report in `planning/` and a field for it in `planning/chart.py`; a
module `chart_NAME.py` here that draws it, its rows in `chart_rows.py` and its picture in `svg.py`;
the word for it in `cli/chart.py`, which calls them.
"""
