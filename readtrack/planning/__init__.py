"""Compute reports from the library and today's date: speed, fit, plan, chances, warnings.

Pure arithmetic: values of `model` and `library` in, report values out. Nothing here reads the clock
or the store, and there are no sentences and no command lines. A `Situation` (`situation.py`) is
built once for each command and works every figure out at most once: speed, capacity, fit, plan.
A function takes the situation and returns a `NamedTuple` with units in its field names.

`peak.py` finds the lowest peak load and `schedule.py` the plan, `forecast.py` the chance to finish
in time, `gate.py` whether a book may be borrowed, `ways.py` what helps when not everything fits.
The formulas, with sources and what was measured: `readtrack help design`.

To add a figure to a report: a field at the end of its `NamedTuple`, such as `LoanPace` in
`pace.py`, computed where the others are; JSON and its schema follow by themselves. To add a report:
a module here, its sentences in `words`, its table in `render`, its command in `cli`.
"""
