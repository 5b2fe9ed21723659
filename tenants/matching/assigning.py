"""Who with whom: as many as can be, and among all ways to do so one with the most points; exactly, by SciPy.

SciPy is large and only this needs it: docs/decisions/0032-proposing-pairings.md.
"""

from collections.abc import Sequence
from importlib.util import find_spec

from tenants.errors import Unavailable


def assign(points: Sequence[Sequence[int | None]], places: Sequence[int]) -> list[int | None]:
    """Of each row the column it is given, or none; a column is given to as many rows as it has places.

    `points` are not negative, and None where row and column may not be joined. Raises Unavailable without SciPy.
    """
    if find_spec("scipy") is None:
        raise Unavailable("NO_SOLVER")
    import numpy as np  # noqa: PLC0415  # an optional dependency
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # noqa: PLC0415  # likewise

    # One more row joined outweighs all points that it could cost.
    joined = 1 + sum(max((one for one in row if one is not None), default=0) for row in points)
    columns = [column for column, free in enumerate(places) for _ in range(min(free, len(points)))]
    if not columns or not points:
        return [None] * len(points)
    weights = np.array([[0 if one is None else joined + one for one in row] for row in points], dtype=float)[:, columns]
    rows, slots = linear_sum_assignment(weights, maximize=True)
    found: list[int | None] = [None] * len(points)
    for row, slot in zip(rows.tolist(), slots.tolist(), strict=True):
        found[row] = columns[slot] if points[row][columns[slot]] is not None else None
    return found
