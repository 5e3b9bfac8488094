"""The values that the parts of person recognition pass on: a text in words, and a mention in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from converters.names.index import Person
from converters.names.lexicon import lexicon
from converters.names.runs import Run, Token, runs, together
from tei.model import Cert, Span

Hit = tuple[str, int, int]
"""A form of a name, and where it stands."""

ROMAN = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split())  # noqa: SIM905


_NEAR = 120
"""How far from a name the beginning and end of its line are looked for; a line may be as long as the text."""


@dataclass(slots=True)
class Mention:
    """A name at `start:end` of the reading. `candidates` are the authority's persons that it may mean."""

    start: int
    end: int
    surname: str
    forenames: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """Words of title before it, in lower case without full stop; nearest last."""
    sex: str = ""
    candidates: list[tuple[Person, int]] = field(default_factory=list)
    rule: str = ""
    weak: bool = False
    """The word is an ordinary one, and nothing beside it shows that a person is meant."""
    titles_from: int = 0
    """Where the titles begin."""
    ref: str = ""
    """The id of the bearer; several, parted by blanks, where it stays open."""
    cert: Cert = "high"
    transcribed: bool = False
    """The text writes the surname otherwise than the authority: in other letters, or as another language does."""
    carried: bool = False
    """The document's other mentions settled it."""
    bearer: Mention | None = None
    """The mention right before, whose bearer has this name by birth or another marriage."""
    described: frozenset[str] = frozenset()
    """Words of the office before a name in brackets, or after one in a list, in lower case."""


class Words:
    """A folded text and its runs of capitalised words."""

    __slots__ = ("firsts", "french", "german", "kinds", "language", "runs", "starts", "text", "tokens", "written_at")

    def __init__(self, text: str, language: str, written_at: Span = (-1, -1)) -> None:
        """Take `text` apart; `language` is its BCP 47 tag, `written_at` is where it names the place of writing."""
        self.written_at = written_at
        self.text = text
        self.language = language.partition("-")[0] or "en"
        self.german = language.startswith("de")
        self.french = language.startswith("fr")
        self.runs: list[Run] = runs(text)
        if apart := lexicon().prepositions.get(self.language):
            self.runs = [part for run in self.runs for part in _cut(run, apart)]
        self.tokens: list[Token] = []
        self.firsts: list[int] = []
        """Per run, which of all tokens its first one is."""
        self.kinds: list[int] = []
        """Per run, the flags of its words together: what it has no word of need not be looked for in it."""
        for run in self.runs:
            self.firsts.append(len(self.tokens))
            self.tokens += run
            self.kinds.append(together(run))
        self.starts = [token.start for token in self.tokens]

    def locate(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """The run in which `start:end` lies, its first and last token there, and the first among all tokens."""
        first = bisect_left(self.starts, start)
        if first and self.tokens[first - 1].end > start:
            first -= 1
        if first >= len(self.tokens) or self.tokens[first].start >= end:
            return None
        number = bisect_right(self.firsts, first) - 1
        i, j = first - self.firsts[number], bisect_left(self.starts, end) - 1 - self.firsts[number]
        return (number, i, j, first) if j < len(self.runs[number]) else None

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands on the line."""
        left = self.text[max(0, start - _NEAR) : start].rpartition("\n")
        right = self.text[end : end + _NEAR].partition("\n")
        if (not left[1] and start > _NEAR) or (not right[1] and end + _NEAR < len(self.text)):
            return False
        return not left[2].strip(" []()/*") and not right[0].strip(" []()/*.:")


def _cut(run: Run, apart: Container[str]) -> Iterator[Run]:
    """The stretches of a run between words that join no names in the language of the text."""
    first = 0
    for at, token in enumerate(run):
        if token.word in apart:
            if first < at:
                yield run[first:at]
            first = at + 1
    if first < len(run):
        yield run[first:]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that do not lie within a longer one, in order."""
    kept: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda h: (h[1], -h[2])):
        if hit[2] > reach:
            kept.append(hit)
            reach = hit[2]
    return kept


class Spans:
    """Stretches that do not overlap, to ask whether another one touches them."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the spans in any order."""
        ordered = sorted(spans)
        self.starts = [start for start, _ in ordered]
        self.ends = [end for _, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them overlaps `start:end`."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.ends[at] > start


def spans_of(mentions: Iterable[Mention]) -> Spans:
    """The stretches of mentions."""
    return Spans((m.start, m.end) for m in mentions)
