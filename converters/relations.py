"""How a document stands to others: which memorandum or letter it says that it answers.

The words are data (`relations.toml`). Only what a message event of the same document stands for is linked:
the answered document is known by what the text says of it, and by nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from converters.matching import Words
from converters.placed import Placed
from converters.reading import Reading
from tei.entities import Event, Relation
from tei.model import Annotation, Cert, Span

_NEAR = 60
"""Characters between the words and the date or name of what is answered: a noun phrase, not a sentence."""
_MESSAGES = frozenset({"message", "memorandum", "letter", "telegram", "note", "proposal"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a relation."""

    id: str
    name: str
    description: str
    where: frozenset[str]


@lru_cache
def _cues() -> tuple[Words, Mapping[str, Cue]]:
    data = tomllib.loads((resources.files("converters") / "relations.toml").read_text("utf-8"))
    by_word: dict[str, Cue] = {}
    for entry in data["relation"]:
        cue = Cue(entry["id"], entry["name"], entry["description"], frozenset(entry["where"]))
        for words in entry["words"].values():
            by_word |= dict.fromkeys(words, cue)
    return Words(by_word), by_word


def describe(rule: str) -> str:
    """What a rule of this module does, in prose; empty for others."""
    return next((cue.description for cue in _cues()[1].values() if cue.id == rule), "")


def find_relations(
    reading: Reading, annotations: Sequence[Annotation], events: Sequence[Event], document: str
) -> tuple[Relation, ...]:
    """The relations that the document with the id `document` states of itself.

    In a heading the words count wherever they stand; in a paragraph only in its first sentence, for later ones
    tell of other people's letters.
    """
    messages = [e for e in events if e.type in _MESSAGES and not e.record and not e.modality]
    if not messages:
        return ()
    words, cues = _cues()
    blocks = Placed(a for a in annotations if a.element in ("head", "opener", "p", "ab"))
    answers = _Answers(messages, annotations)
    found: dict[tuple[str, str], Relation] = {}
    text = reading.text.casefold()
    if len(text) != len(reading.text):  # a letter that folds to two: offsets would shift
        text = reading.text.lower() if len(reading.text.lower()) == len(reading.text) else reading.text
    for word, start, end in words.find(text):
        cue = cues[word]
        place = reading.at(start)
        block = next(blocks.around(place, place + 1), None)
        if block is None or block.element not in cue.where or not _leads(reading, block, start):
            continue
        span = reading.span(start, min(end + _NEAR, len(text)))
        for event in answers.of((span[0], min(span[1], block.end))):
            cert: Cert = "high" if block.element == "head" else "medium"
            found.setdefault((cue.name, event.id), Relation(cue.name, f"#{document}", f"#{event.id}", cert))
    return tuple(found.values())


def _leads(reading: Reading, block: Annotation, start: int) -> bool:
    """Whether the words stand in a heading, or in the first sentence of a paragraph."""
    if block.element != "p":
        return True
    before = reading.text[max(0, start - 400) : start].rpartition("\n")[2]
    return ". " not in before and len(before) < 200


class _Passage(NamedTuple):
    start: int
    end: int
    number: int
    """Of the event that it tells of."""


class _Answers:
    """The message events of a text, by their dates and passages."""

    def __init__(self, events: Sequence[Event], annotations: Iterable[Annotation]) -> None:
        self._events = events
        self._dates = Placed(a for a in annotations if a.element == "date" and "when" in a.attrs)
        self._passages = Placed(_Passage(*span, i) for i, event in enumerate(events) for span in event.passages)
        self._on: dict[str, list[int]] = {}
        for number, event in enumerate(events):
            if "when" in event.date:
                self._on.setdefault(event.date["when"], []).append(number)

    def of(self, span: Span) -> list[Event]:
        """Those that the characters after the words speak of: by the date, or by a passage."""
        if dates := {a.attrs["when"] for a in self._dates.inside(span[0], span[1] + 1)}:
            numbers = {number for date in dates for number in self._on.get(date, ())}
        else:
            numbers = {passage.number for passage in self._passages.around(*span)}
        return [self._events[number] for number in sorted(numbers)]
