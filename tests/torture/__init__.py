"""What the program must live through: kills, crowds, full disks, damage, nonsense, and all undone.

Each test has a short form, which the ordinary suite runs, and a full one behind the marker
`torture`: `pytest -m torture`. What the full ones measured is printed below their results.
"""
