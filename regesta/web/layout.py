"""Where the points of a network are drawn: the same for the same network, and worked out here, not in the browser."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_STEPS = 160
_DRAW = 1.2
"""How strongly points are drawn to the middle: groups that nothing links would else drive each other to the rim."""


def positions(points: Sequence[str], edges: Mapping[tuple[str, str], float]) -> dict[str, tuple[float, float]]:
    """Places between 0 and 1 for points that push each other off while edges pull (Fruchterman & Reingold 1991).

    The time is that of the square of the number of points: give it not many more than a hundred.
    """
    count = len(points)
    if count == 0:
        return {}
    # Points begin on a spiral of golden angles: even, and without chance.
    golden = math.pi * (3 - math.sqrt(5))
    xs = [math.sqrt((i + 0.5) / count) * math.cos(i * golden) for i in range(count)]
    ys = [math.sqrt((i + 0.5) / count) * math.sin(i * golden) for i in range(count)]
    at = {point: i for i, point in enumerate(points)}
    heaviest = max(edges.values(), default=1.0)
    pulls = [(at[a], at[b], 0.35 + 0.65 * weight / heaviest) for (a, b), weight in edges.items()]
    ideal = 1.6 / math.sqrt(count)
    for step in range(_STEPS):
        heat = 0.12 * (1 - step / _STEPS)
        dx, dy = [-_DRAW * x for x in xs], [-_DRAW * y for y in ys]
        for i in range(count):
            for j in range(i):
                x, y = xs[i] - xs[j], ys[i] - ys[j]
                push = ideal * ideal / max(x * x + y * y, 1e-6)
                dx[i] += x * push
                dy[i] += y * push
                dx[j] -= x * push
                dy[j] -= y * push
        for i, j, weight in pulls:
            x, y = xs[i] - xs[j], ys[i] - ys[j]
            pull = weight * math.hypot(x, y) / ideal
            dx[i] -= x * pull
            dy[i] -= y * pull
            dx[j] += x * pull
            dy[j] += y * pull
        for i in range(count):
            length = math.hypot(dx[i], dy[i]) or 1.0
            move = min(length, heat) / length
            xs[i] += dx[i] * move
            ys[i] += dy[i] * move
    return dict(zip(points, zip(_unit(xs), _unit(ys), strict=True), strict=True))


def _unit(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(v - low) / (high - low) if high > low else 0.5 for v in values]
