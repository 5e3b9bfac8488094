"""How a document stands to others: which memorandum or letter it says that it answers.

The words are data (`relations.toml`). Only what a message event of the same document stands for is linked:
the answered document is known by what the text says of it, and by nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from converters.matching import Words
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
    blocks = sorted((a for a in annotations if a.element in ("head", "opener", "p", "ab")), key=lambda a: a.start)
    found: dict[tuple[str, str], Relation] = {}
    text = reading.text.casefold()
    if len(text) != len(reading.text):  # a letter that folds to two: offsets would shift
        text = reading.text.lower() if len(reading.text.lower()) == len(reading.text) else reading.text
    for word, start, end in words.find(text):
        cue = cues[word]
        place = reading.at(start)
        block = _block(blocks, place)
        if block is None or block.element not in cue.where or not _leads(reading, block, start):
            continue
        span = reading.span(start, min(end + _NEAR, len(text)))
        for event in _answered(messages, annotations, (span[0], min(span[1], block.end))):
            cert: Cert = "high" if block.element == "head" else "medium"
            found.setdefault((cue.name, event.id), Relation(cue.name, f"#{document}", f"#{event.id}", cert))
    return tuple(found.values())


def _block(blocks: Sequence[Annotation], place: int) -> Annotation | None:
    inside = [a for a in blocks if a.start <= place < a.end]
    return inside[-1] if inside else None


def _leads(reading: Reading, block: Annotation, start: int) -> bool:
    """Whether the words stand in a heading, or in the first sentence of a paragraph."""
    if block.element != "p":
        return True
    before = reading.text[max(0, start - 400) : start].rpartition("\n")[2]
    return ". " not in before and len(before) < 200


def _answered(events: Iterable[Event], annotations: Sequence[Annotation], span: Span) -> Iterator[Event]:
    """The message events that the characters after the words speak of: by a passage, or by the date."""
    dates = {a.attrs["when"] for a in annotations
             if a.element == "date" and "when" in a.attrs and span[0] <= a.start and a.end <= span[1] + 1}  # fmt: skip
    for event in events:
        if event.date.get("when") in dates or (
            not dates and any(start <= span[0] and span[1] <= end for start, end in event.passages)
        ):
            yield event
