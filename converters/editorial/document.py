"""A text as a whole: its paragraphs, the layout's blocks, whether people speak in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from converters.editorial.content import PARTICLES
from converters.editorial.lazy import lazy
from converters.editorial.words import Lexicon
from tei.model import Annotation, Span


class Document:
    """A text with its paragraphs, and what can be asked of it as a whole."""

    def __init__(self, text: str, edges: Sequence[int], blocks: Sequence[Annotation], lexicon: Lexicon) -> None:
        self.text = text
        self.edges = edges
        self.lexicon = lexicon
        self.has_blocks = any(block.start < block.end for block in blocks)
        self._laid = blocks

    def paragraph(self, offset: int) -> Span:
        """The paragraph in which `offset` stands."""
        index = bisect_right(self.edges, offset)
        start = self.edges[index - 1] if index else 0
        return start, self.edges[index] if index < len(self.edges) else len(self.text)

    @lazy
    def _blocks(self) -> list[Annotation]:
        return sorted((b for b in self._laid if b.start < b.end), key=lambda b: (b.start, -b.end))

    @lazy
    def _starts(self) -> list[int]:
        return [b.start for b in self._blocks]

    def around(self, start: int, end: int) -> list[Annotation]:
        """The layout's blocks around a stretch, innermost first (of those that begin not far before)."""
        index = bisect_right(self._starts, start)
        return [b for b in reversed(self._blocks[max(0, index - 24) : index]) if b.end >= end]

    def innermost(self, start: int, end: int) -> Annotation | None:
        """The innermost block around a stretch."""
        return next(iter(self.around(start, end)), None)

    @lazy
    def body(self) -> Span:
        """From the first to the last character that is not white space."""
        text = self.text
        return len(text) - len(text.lstrip()), len(text.rstrip())

    @lazy
    def speeches(self) -> bool:
        """Whether people speak in turns: several lines begin with a name and a colon."""
        turns = 0
        start = 0
        while start < len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            colon = self.text.find(":", start, min(end, start + 40))
            if colon > start:
                words = self.text[start:colon].split()
                if 1 <= len(words) <= 4 and words[0][:1].isupper() and end - colon > 3 and self._named(words):
                    turns += 1
                    if turns >= 3:
                        return True
            start = end + 1
        return False

    def _named(self, words: Sequence[str]) -> bool:
        return all(w[:1].isupper() or w in PARTICLES or w[:1] == "[" for w in words)
