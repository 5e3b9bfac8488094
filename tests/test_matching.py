"""Words found in long texts: piece by piece the same as all at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters import matching
from converters.matching import Automaton


@pytest.fixture(scope="module", autouse=True)
def small_pieces() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_PIECE", 5)
        yield


@given(st.text("abc", max_size=40), st.lists(st.text("abc", min_size=1, max_size=8), min_size=1, max_size=6, unique=True))
def test_occurrences_in_pieces_are_those_of_the_whole(text: str, words: list[str]) -> None:
    for overlapping in (True, False):
        automaton = Automaton(words, overlapping=overlapping)
        assert list(automaton.find(text)) == automaton._automaton.find_matches_as_indexes(text, overlapping=overlapping)
