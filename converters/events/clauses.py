"""Sentences and clauses, and what stands in them: names, dates, quantities, cues and triggers.

One pass of the automaton finds stops, conjunctions, cues and triggers; all offsets here are those of the
reading text (`converters.reading`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from converters.events.cues import Cues
from converters.events.grammar import Grammar
from converters.events.items import Cue, Item, Trigger, outermost
from converters.events.people import with_holders, with_members, with_people
from converters.events.triggers import closed, longest, resumed, whole, with_objects
from converters.reading import Reading
from tei.model import Annotation

_ACTORS = {"persName": "person", "orgName": "org", "placeName": "place", "rs": "person", "name": "person"}
_COUNTS = frozenset({"measure", "num"})
_GROUPS = frozenset({"", "person", "persons", "people", "vote", "family"})
"""Units of numbers that may count who took part; not months, miles or money."""
DATABLE = frozenset(
    f"{name}{kind}" for name in ("when", "notBefore", "notAfter", "from", "to") for kind in ("", "-custom", "-iso")
)
"""TEI att.datable."""
_HEADS = frozenset({"head", "title"})
_SKIPPED = frozenset(
    [
        "opener",
        "dateline",
        "closer",
        "signed",
        "salute",
        "fw",
        "byline",
        "listBibl",
        "docImprint",
        "gap",
        "stamp",
        "label",
        "speaker",
    ]
)
"""Parts that say who wrote, when and where: the record's own acts, not what it tells."""
_BLOCKS = frozenset(
    [
        "p",
        "head",
        "note",
        "item",
        "cell",
        "l",
        "lg",
        "quote",
        "opener",
        "closer",
        "salute",
        "signed",
        "ab",
        "dateline",
        "trailer",
    ]
)
CLAUSE, SENTENCE = 600, 1500
"""Characters before and after a trigger beyond which nothing is of its clause or sentence: a text may have no stops."""
_CLOSING = "\"'”’»)] "


@dataclass(frozen=True, slots=True)
class Clauses:
    """A text taken apart."""

    text: str
    lower: str
    sentences: tuple[int, ...]
    """Where each sentence starts."""
    clauses: tuple[int, ...]
    """Where each clause starts; every sentence start is one."""
    actors: tuple[Item, ...]
    dates: tuple[Item, ...]
    counts: tuple[Item, ...]
    cues: tuple[Cue, ...]
    governing: tuple[Cue, ...]
    undone: tuple[Cue, ...]
    triggers: tuple[Trigger, ...]
    heads: tuple[tuple[int, int], ...]

    def clause(self, offset: int) -> tuple[int, int]:
        """The clause around `offset`; of one without end, what is near."""
        return self._around(self.clauses, offset, CLAUSE)

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence around `offset`; of one without end, what is near."""
        return self._around(self.sentences, offset, SENTENCE)

    def _around(self, starts: Sequence[int], offset: int, reach: int) -> tuple[int, int]:
        index = bisect_right(starts, offset) - 1
        start, end = starts[index], starts[index + 1] if index + 1 < len(starts) else len(self.text)
        if offset - start > reach:
            start = self.lower.find(" ", offset - reach, offset) + 1 or offset - reach
        if end - offset > reach:
            at = self.lower.rfind(" ", offset, offset + reach)
            end = at if at > offset else offset + reach
        return start, end

    def head(self, offset: int) -> tuple[int, int] | None:
        """The heading around `offset`."""
        index = bisect_right(self.heads, (offset, len(self.text))) - 1
        if index >= 0 and self.heads[index][0] <= offset < self.heads[index][1]:
            return self.heads[index]
        return None

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without white space at its ends, and without a comma before what follows."""
        while start < end and self.text[start] in " \t\r\n,;":
            start += 1
        while end > start and self.text[end - 1] in " \t\r\n,;":
            end -= 1
        return start, end


def triggers_within(
    clauses: Clauses, start: int, end: int, objects: frozenset[str] = frozenset()
) -> Sequence[Trigger]:
    """The triggers that start in a stretch, without those that are `objects` of the verb that asks."""
    triggers = clauses.triggers
    found = triggers[bisect_left(triggers, (start,)) : bisect_left(triggers, (end,))]
    return [t for t in found if t.hit.value not in objects] if objects else found


def take_apart(reading: Reading, annotations: Sequence[Annotation], grammar: Grammar) -> Clauses:
    """Find sentences, clauses, names, dates, quantities, cues and triggers in one go."""
    text = reading.text
    lower = _lower(text, grammar.cues)
    actors, dates, counts, heads, skipped, edges = _items(reading, annotations)
    protected = [(i.start, i.end) for i in sorted((*actors, *dates, *counts))]
    abbreviated = {date.end for date in dates}
    sentences, clauses = {0, *edges}, set[int]()
    cues: list[Cue] = []
    governing: list[Cue] = []
    parted: list[tuple[Cue, str]] = []
    triggers: list[Trigger] = []
    light: set[int] = set()
    people: list[tuple[int, int]] = []
    members: list[tuple[int, int]] = []
    capitals, table = grammar.cues.noun_capitals, grammar.table
    for word, start, end in grammar.words.find(lower):
        meaning = table[word]
        if meaning.stop:
            if meaning.stop == ";":
                clauses.add(start + 1)
            elif start + 1 in abbreviated:
                if _opens(text, end, grammar.cues):
                    sentences.add(end)
            elif _ends_sentence(lower, text, start, grammar.cues) and not _inside(protected, start):
                sentences.add(end)
            continue
        if meaning.triggers:
            triggers.extend(Trigger(start, end, hit) for hit in meaning.triggers)
        if meaning.conjunction and not _inside(protected, start, True):
            clauses.add(start)
        if meaning.light:
            light.add(start)
        if meaning.people:
            people.append((start, end))
        if meaning.member:
            members.append((start, end))
        if meaning.undone:
            parted.extend((Cue(start, end, modality), closing) for modality, closing in meaning.undone)
        if meaning.governing:
            governing.append(Cue(start, end, meaning.governing))
        if meaning.cue:
            if meaning.abbreviation and lower[end : end + 1] == ".":
                continue  # `No. 2406`
            if text[start].isupper() and not capitals and start > 1 and text[start - 2] not in ".?!:\n”":
                continue  # the month of May, a Mr. Will
            if not _inside(protected, start + 1):
                cues.append(Cue(start, end, meaning.cue, meaning.clausal))
    actors = with_holders(actors, lower, grammar.cues)
    actors = with_members(actors, members, text, lower, grammar.cues)
    actors = with_people(actors, counts, people, text, lower, grammar.cues)
    stops, starts = sorted(sentences), sorted(sentences | clauses)
    undone = [cue for cue, closing in parted if closed(lower, cue.end, closing, stops)]
    triggers = [t for t in triggers if t.start not in light and closed(lower, t.end, t.hit.closing, stops)]
    triggers = longest(whole(triggers))
    if grammar.cues.verb_final:
        starts = sorted({*starts, *resumed(triggers, lower, starts, grammar.cues)})
    triggers = with_objects(triggers, lower, starts)
    handed = {t.start for t in triggers if t.hit.rule.objects}
    undone = [cue for cue in undone if cue.start not in handed]  # `remis` of a note, not of a visit
    back = Back(reading)
    counted = sorted((back(a.start), back(a.end)) for a in annotations if a.element == "measure")
    triggers = [t for t in triggers if t.hit.form == "noun" or not _inside(counted, t.start)]  # `and five wounded`
    if skipped:
        skipped = _joined(skipped)
        triggers = [t for t in triggers if not _inside(skipped, t.start, True)]
    return Clauses(
        text,
        lower,
        tuple(stops),
        tuple(starts),
        tuple(actors),
        tuple(dates),
        tuple(counts),
        tuple(cues),
        tuple(governing),
        tuple(undone),
        tuple(triggers),
        tuple(sorted(heads)),
    )


def _lower(text: str, cues: Cues) -> str:
    """In small letters, character for character; line breaks within a paragraph read as spaces, and phrases that stand
    for a preposition as that."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    lower = lower.replace("\r", " ").replace("\n", " ").replace("\u00a0", " ").replace("\u2019", "'")
    for phrase, preposition in cues.phrases.items():
        lower = lower.replace(phrase, preposition)
    return lower


def _items(
    reading: Reading, annotations: Iterable[Annotation]
) -> tuple[list[Item], list[Item], list[Item], list[tuple[int, int]], list[tuple[int, int]], set[int]]:
    actors: list[Item] = []
    dates: list[Item] = []
    counts: list[Item] = []
    heads: list[tuple[int, int]] = []
    skipped: list[tuple[int, int]] = []
    edges: set[int] = set()
    back = Back(reading)
    for a in annotations:
        element = a.element
        kind = _ACTORS.get(element)
        if kind is not None:
            if element in ("rs", "name"):
                kind = a.attrs.get("type", "")
                kind = kind if kind in ("person", "org", "place") else "person"
            actors.append(Item(back(a.start), back(a.end), kind, a))
        elif element == "date" and not DATABLE.isdisjoint(a.attrs):
            dates.append(Item(back(a.start), back(a.end), "date", a))
        elif element in _COUNTS and a.attrs.get("unit", "") in _GROUPS:
            counts.append(Item(back(a.start), back(a.end), "count", a))
        elif element in _SKIPPED or (element == "note" and a.attrs.get("type") != "gloss"):
            skipped.append((back(a.start), back(a.end)))
        if element in _BLOCKS and not (element == "note" and a.attrs.get("type") == "gloss"):
            span = back(a.start), back(a.end)
            edges.update(span)
            if element in _HEADS:
                heads.append(span)
    text, at = reading.text, reading.text.find("\n\n")
    while at >= 0:
        edges.add(at + 2)
        at = text.find("\n\n", at + 2)
    edges.discard(len(text))
    return outermost(actors), outermost(dates), outermost(counts), heads, skipped, edges


class Back:
    """From the source to the reading: the way back of `Reading.at`."""

    def __init__(self, reading: Reading) -> None:
        """Of one reading."""
        self._starts, self._origins = reading.starts, reading.origins
        self._simple = len(reading.origins) == 1 and reading.origins[0] == 0
        self._ends = (*reading.starts[1:], len(reading.text))

    def __call__(self, offset: int) -> int:
        """The offset in the reading of one in the source; what is passed over reads as what follows."""
        if self._simple:
            return min(offset, self._ends[0])
        index = max(bisect_right(self._origins, offset) - 1, 0)
        return min(self._starts[index] + max(offset - self._origins[index], 0), self._ends[index])


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted, and those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _inside(spans: list[tuple[int, int]], offset: int, first: bool = False) -> bool:
    """Whether `offset` is within one of sorted `spans`; at its start counts if `first`."""
    index = bisect_right(spans, (offset, 1 << 60)) - 1
    return index >= 0 and spans[index][0] - first < offset < spans[index][1]


def _opens(text: str, start: int, cues: Cues) -> bool:
    """Whether a small word with a capital opens a sentence after `1962 г.` or `3rd ult.`: a name may go on with it."""
    word = text[start : start + 24].lstrip().split(" ", 1)[0]
    small = cues.prepositions | cues.articles | cues.pronouns | cues.adverbs | cues.conjunctions | cues.demonstrative
    return word[:1].isupper() and word.lower() in small


def _ends_sentence(lower: str, text: str, stop: int, cues: Cues) -> bool:
    """Whether the mark at `stop` ends a sentence: not after an abbreviation, an initial or a number."""
    if lower[stop] != ".":
        return True
    follow = stop + 1
    while follow < len(text) and (text[follow] in _CLOSING or text[follow] in "\r\n"):
        follow += 1
    if follow < len(text) and text[follow].islower():
        return False
    word = lower[max(stop - 20, 0) : stop].rsplit(" ", 1)[-1].lstrip("([/")
    start = stop - len(word)
    if word.isdigit():
        numbering = start == 0 or text[start - 1] in "\r\n"
        return not (numbering or (cues.ordinal_points and len(word) <= 2))
    return not (word in cues.abbreviations or (len(word) == 1 and word.isalpha()))
