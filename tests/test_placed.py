"""What stands where: the same as looking at every stretch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from converters.placed import Placed
from tei.model import Annotation

offsets = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: (min(ends), max(ends)))


@given(st.lists(offsets, max_size=12), offsets)
def test_inside_and_around(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    stretches = sorted((Annotation(*span, "p") for span in spans), key=lambda a: a.start)
    start, end = asked
    assert Placed(stretches).inside(start, end) == [a for a in stretches if start <= a.start and a.end <= end]
    assert [*Placed(stretches).around(start, end)] == [
        a for a in reversed(stretches) if a.start <= start and end <= a.end
    ]
