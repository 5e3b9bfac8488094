"""Plug-ins: asked for by name, marked as what they are, and never in place of a rule's word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import regesta
from converters import recognisers
from converters.reading import Reading
from tei import Annotation


class Point:
    """An entry point as an installed package would have one."""

    def __init__(self, name: str, function: object) -> None:
        self.name = name
        self.load = lambda: function


def ships(reading: Reading, *, language: str) -> Iterator[Annotation]:
    for word in ("Potemkin", "Mr. Brown"):
        start = reading.text.find(word)
        if start >= 0:
            yield Annotation(*reading.span(start, start + len(word)), "name", {"type": "ship"}, cert="high")


def broken(reading: Reading, *, language: str) -> Iterator[Annotation]:
    raise ValueError("no model")


def odd(reading: Reading, *, language: str) -> list[object]:
    return [
        None,
        Annotation(0, 2, "persname"),
        Annotation(0, 2, "name", {"typ": "x"}),
        Annotation(0, 99, "name"),
        *ships(reading, language=language),
    ]


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [Point("ships", ships), Point("broken", broken), Point("odd", odd)]
    monkeypatch.setattr(recognisers, "entry_points", lambda group: points)


def test_suggestions_are_marked_and_yield_to_rules() -> None:
    document = regesta.convert("We saw Mr. Brown on the old Potemkin.", recognisers=["ships"])
    assert [(document.text[a.start : a.end], a.element, a.cert, a.rule) for a in document.annotations if a.cert] == [
        ("Brown", "persName", "medium", "name.title"),
        ("Potemkin", "name", "low", "recogniser.ships"),
    ]


def test_off_by_default() -> None:
    assert "Potemkin</name>" not in str(regesta.convert("We saw the old Potemkin."))


def test_one_that_fails_is_passed_over() -> None:
    reading = Reading("Potemkin", (0,), (0,), {}, {})
    kept, notices = recognisers.suggest(["broken", "ships"], reading, [], language="en")
    assert len(kept) == 1
    assert [n.message for n in notices] == ["the recogniser broken failed: ValueError: no model"]


def test_what_cannot_be_written_is_passed_over() -> None:
    kept, notices = recognisers.suggest(["odd"], Reading("Potemkin", (0,), (0,), {}, {}), [], language="en")
    assert [a.element for a in kept] == ["name"]
    assert [n.message for n in notices] == [
        "the recogniser odd gave what cannot be written, 4 times: None is no annotation"
    ]


def test_one_that_is_not_installed() -> None:
    with pytest.raises(recognisers.RecogniserError, match="no recogniser 'nobody'; installed: broken, odd, ships"):
        recognisers.load("nobody")
