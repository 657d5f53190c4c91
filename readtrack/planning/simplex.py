"""Small linear programmes, solved by the dual simplex method."""


def minimise(rows: list[list[float]], costs: list[float]) -> list[float] | None:
    """The x ≥ 0 with rows `a·x ≤ b` of least cost, none of them negative; None when there is none.

    The dual simplex method in dictionary form (Chvátal, Linear Programming, 1983, chapter 10).
    """
    width = len(costs)
    inside, outside = list(range(width, width + len(rows))), list(range(width))
    rows, costs = [row[:] for row in rows], costs[:]
    for _ in range(100 * (width + len(rows))):
        low = min(range(len(rows)), key=lambda r: rows[r][-1])
        if rows[low][-1] >= -1e-11:
            break
        pivot = rows[low]
        falling = [c for c in range(width) if pivot[c] < -1e-12]
        if not falling:
            return None
        column = min(falling, key=lambda c: (costs[c] / -pivot[c], outside[c]))
        scale = pivot[column]
        rows[low] = pivot = [each / scale for each in pivot]
        pivot[column] = 1 / scale
        for place, row in enumerate(rows):
            factor = row[column]
            if place != low and factor:
                rows[place] = [a - factor * p for a, p in zip(row, pivot, strict=True)]
                rows[place][column] = -factor / scale
        factor = costs[column]
        costs = [c - factor * p for c, p in zip(costs, pivot, strict=False)]
        costs[column] = -factor / scale
        inside[low], outside[column] = outside[column], inside[low]
    else:
        raise ArithmeticError("the simplex method went round in circles")
    found = [0.0] * (width + len(rows))
    for label, row in zip(inside, rows, strict=True):
        found[label] = row[-1]
    return found[:width]
