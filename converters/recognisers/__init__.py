"""Recognisers by others: off unless asked for, their suggestions marked, and never in place of a rule's.

A recogniser is a function `(reading, *, language) -> iterable of Annotation` over the reading text (see
`converters.reading`; `reading.span(start, end)` gives source offsets). A package offers one by an entry point:

    [project.entry-points."regesta.recognisers"]
    mine = "my_package:recognise"

`regesta convert … --recogniser mine` runs it. What it finds is written with `@cert="low"` and `@ana="#recogniser.mine"`
where no rule of regesta has said anything of the same characters. A recogniser that fails is reported and passed over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from typing import Protocol

from converters.reading import Reading
from tei import grammar
from tei.content import ALLOWED
from tei.model import WRITTEN, Annotation, Notice

GROUP = "regesta.recognisers"
_MENTIONS = frozenset({"persName", "orgName", "placeName", "rs", "abbr", "date", "time", "num", "measure", "name"})


class Recogniser(Protocol):
    """What a plug-in offers."""

    def __call__(self, reading: Reading, *, language: str) -> Iterable[Annotation]:
        """Suggest annotations of names, dates or numbers."""


class RecogniserError(ValueError):
    """A recogniser that is not installed, or cannot be loaded."""


def available() -> tuple[str, ...]:
    """The recognisers that installed packages offer."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def load(name: str) -> Recogniser:
    """The recogniser of that name. Raises `RecogniserError`."""
    for point in entry_points(group=GROUP):
        if point.name == name:
            try:
                found: Recogniser = point.load()
            except Exception as error:  # whatever the plug-in's import does, it must not end the run
                raise RecogniserError(f"recogniser {name!r} cannot be loaded: {error}") from error
            return found
    raise RecogniserError(f"no recogniser {name!r}; installed: {', '.join(available()) or 'none'}")


def suggest(
    names: Sequence[str], reading: Reading, found: Sequence[Annotation], *, language: str
) -> tuple[list[Annotation], list[Notice]]:
    """What the recognisers called `names` suggest where `found` says nothing, and which of them failed."""
    if not names:
        return [], []
    kept: list[Annotation] = []
    notices: list[Notice] = []
    taken = sorted((a.start, a.end) for a in found if a.element in _MENTIONS)
    for name in names:
        try:
            suggestions = list(load(name)(reading, language=language))
        except Exception as error:  # a plug-in's failure is its own
            why = " ".join(f"{type(error).__name__}: {error}".split())
            notices.append(Notice("recogniser.failed", f"the recogniser {name} failed: {why}"))
            continue
        last = reading.span(0, len(reading.text))[1] if reading.text else 0
        faults = [fault for a in suggestions if (fault := _fault(a, last))]
        if faults:
            words = f"the recogniser {name} gave what cannot be written, {len(faults)} times: {faults[0]}"
            notices.append(Notice("recogniser.failed", words))
            suggestions = [a for a in suggestions if not _fault(a, last)]
        for a in sorted(suggestions, key=lambda a: (a.start, -a.end)):
            index = bisect_left(taken, (a.end, 0))
            if not any(start < a.end and a.start < end for start, end in taken[max(0, index - 3) : index]):
                kept.append(replace(a, cert="low", rule=f"recogniser.{name}"))
                taken.insert(index, (a.start, a.end))
    return kept, notices


def _fault(a: object, last: int) -> str:
    """Why a suggestion cannot stand in the TEI of a text that ends at `last`; empty where it can."""
    if not isinstance(a, Annotation) or not (isinstance(a.start, int) and isinstance(a.end, int)):
        return f"{a!r:.60} is no annotation"
    if not 0 <= a.start < a.end <= last:
        return f"{a.element} over {a.start} to {a.end}, where the text has {last} characters"
    said = grammar.load().element(a.element) if a.element in ALLOWED["p"] else None
    if said is None:
        return f"{a.element} may not stand in a paragraph"
    for name, value in a.attrs.items():
        values = said.attributes.get(name) if name not in WRITTEN else None
        if values is None or not isinstance(value, str) or not values.accepts(value):
            return f"{a.element} cannot have {name}={value!r}"
    return ""
