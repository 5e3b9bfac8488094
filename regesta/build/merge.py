"""Three-way merge of TEI: what a new conversion changes is taken over where no person changed the same place.

`base` is what regesta wrote last, `mine` what a person made of it, `new` what regesta would write now. Files are
compared as tags and words; a tag goes with its partner, so that an element is changed whole or not at all. Where both
sides changed the same place, or places that touch, the person's stays (as in `diff3`; Khanna, Kunal, Pierce 2007).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from regesta.build.align import differences
from tei import Document, TeiError

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<\s]+\s*|\s+|<", re.DOTALL
)
_OF_SOURCE = re.compile(r"<(text|xenoData|extent|tagsDecl|bibl)\b")
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Collision:
    """A place that a new conversion would change and where a person's change stays."""

    mine: str
    new: str

    def __str__(self) -> str:
        return f"kept {_short(self.mine) or 'nothing'}, where a new conversion has {_short(self.new) or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Merged:
    """`document` says all that the person said, and what of the new conversion does not collide with it."""

    document: bytes
    collisions: tuple[Collision, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """Tokens `start` to `end` of the base become `tokens`; `low` and `high` are their places on the other side."""

    start: int
    end: int
    low: int
    high: int
    tokens: tuple[str, ...]


def merge(base: bytes, mine: bytes, new: bytes) -> Merged:
    """The three made one. `mine` is to be TEI that can be read. Raises `TeiError`, `UnicodeDecodeError`."""
    sealed = _with_record_of(new, base)
    old, theirs, ours = (_tokens(data.decode("utf-8")) for data in (base, mine, sealed))
    edits = _changes(old, theirs)
    done = {(c.start, c.end, c.tokens) for c in edits}
    changes = [c for c in _changes(old, ours) if (c.start, c.end, c.tokens) not in done]
    groups = _groups(old, ours, changes, _retold(base, sealed))
    beside = _Beside(edits)
    free = [group for group in groups if not any(beside(c) for c in group)]
    good = _judge(mine)

    def joined(chosen: Sequence[Sequence[_Change]]) -> bytes:
        return "".join(_applied(old, [*edits, *(c for group in chosen for c in group)])).encode()

    taken = _fitting(free, [], lambda chosen: good(joined(chosen)))
    there = set(map(id, taken))
    left = [group for group in groups if id(group) not in there]
    return Merged(joined(taken), tuple(_collision(group, old, beside) for group in left))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _with_record_of(new: bytes, base: bytes) -> bytes:
    """`new` with the record of its encoding, and the seal, of `base`: neither is a change."""
    record = re.compile(rb'<change who="#regesta"[^>]* n="sha256:[0-9a-f]{64}"[^>]*>')
    there, here = list(record.finditer(new)), list(record.finditer(base))
    if not there or not here:
        return new
    return new[: there[-1].start()] + here[-1][0] + new[there[-1].end() :]


def _changes(base: list[str], other: list[str]) -> list[_Change]:
    """What makes `other` of `base`, in order."""
    return [_Change(a, b, c, d, tuple(other[c:d])) for a, b, c, d in differences(base, other)]


def _partners(tokens: list[str]) -> dict[int, int]:
    """The place of the end tag for that of each start tag, and the other way round."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place, token in enumerate(tokens):
        if not token.startswith("<") or token.startswith(("<!", "<?")) or token.endswith("/>"):
            continue
        if not token.startswith("</"):
            waiting.append(place)
        elif waiting:
            start = waiting.pop()
            found[start], found[place] = place, start
    return found


def _groups(base: list[str], other: list[str], changes: list[_Change], retold: bool) -> list[list[_Change]]:
    """Changes that belong together: both tags of an element; and all of the source, if it is another (`retold`)."""
    parent = list(range(len(changes)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    gone, come = _partners(base), _partners(other)
    at_base = {place: n for n, c in enumerate(changes) for place in range(c.start, c.end)}
    at_other = {place: n for n, c in enumerate(changes) for place in range(c.low, c.high)}
    for places, partner in ((at_base, gone), (at_other, come)):
        for place, number in places.items():
            if (beside := places.get(partner.get(place, -1))) is not None:
                parent[root(number)] = root(beside)
    if retold:
        parts = _source_parts(base)
        words = [n for n, c in enumerate(changes) if any(s <= c.start <= e for s, e in parts) and _says(c, base)]
        for number in words[1:]:
            parent[root(number)] = root(words[0])
    found: dict[int, list[_Change]] = {}
    for number, change in enumerate(changes):
        found.setdefault(root(number), []).append(change)
    return list(found.values())


def _source_parts(tokens: list[str]) -> list[tuple[int, int]]:
    """Where the file holds the source, or says what it is."""
    partners = _partners(tokens)
    return [
        (place, partners.get(place, place))
        for place, token in enumerate(tokens)
        if (found := _OF_SOURCE.match(token)) and (found[1] != "bibl" or 'type="source-file"' in token)
    ]


def _says(change: _Change, base: list[str]) -> bool:
    """Whether words or measures change, not tags that mark words alone."""
    both = (*base[change.start : change.end], *change.tokens)
    return any(not t.startswith("<") or t.startswith(("<measure", "<rendition", "<lb")) for t in both)


def _retold(base: bytes, new: bytes) -> bool:
    digest = re.compile(rb'<idno type="SHA-256">([0-9a-f]{64})<')
    return digest.findall(base) != digest.findall(new)


class _Beside:
    """Tells which of a person's changes, which are in order, a new one touches."""

    def __init__(self, edits: list[_Change]) -> None:
        self._edits, self._ends = edits, [e.end for e in edits]

    def __call__(self, change: _Change) -> list[_Change]:
        first = bisect_left(self._ends, change.start)
        return list(takewhile(lambda e: e.start <= change.end, islice(self._edits, first, None)))


def _applied(base: list[str], changes: list[_Change], position: int = 0, stop: int | None = None) -> Iterator[str]:
    """The tokens from `position` to `stop` with the changes, which lie between them."""
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        yield from base[position : change.start]
        yield from change.tokens
        position = change.end
    yield from base[position:stop]


def _judge(mine: bytes) -> Callable[[bytes], bool]:
    """What tells whether a merged file is as sound as the person's own."""
    wrong, restores = _state(mine)

    def good(data: bytes) -> bool:
        try:
            now, again = _state(data)
        except TeiError:
            return False
        return now <= wrong and again >= restores

    return good


def _state(data: bytes) -> tuple[int, bool]:
    """(number of errors, whether the source can be restored). Raises `TeiError`."""
    from tei.validate import validate

    document = Document.parse(data, "merged")
    errors = sum(problem.level == "error" for problem in validate(document.tree))
    try:
        document.restore()
    except (TeiError, ValueError):
        return errors, False
    return errors, True


def _fitting(
    groups: list[list[_Change]], taken: list[list[_Change]], good: Callable[[list[list[_Change]]], bool]
) -> list[list[_Change]]:
    """`taken` with as many more of the groups as can be taken, found by halving."""
    if not groups or good([*taken, *groups]):
        return [*taken, *groups]
    if len(groups) == 1:
        return taken
    middle = len(groups) // 2
    return _fitting(groups[middle:], _fitting(groups[:middle], taken, good), good)


def _collision(group: list[_Change], base: list[str], beside: _Beside) -> Collision:
    """The passage of the group's first change that collides, as the person has it and as it would be."""
    worst = next((c for c in group if beside(c)), group[0])
    mine = beside(worst)
    start, end = min(c.start for c in (worst, *mine)), max(c.end for c in (worst, *mine))

    def said(changes: list[_Change]) -> str:
        return "".join(_applied(base, changes, start, end))

    return Collision(said(mine), said([worst]))


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _SHOWN else f"{folded[: _SHOWN - 1]}…"
