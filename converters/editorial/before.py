"""What stands before a mark in its paragraph, and what its words are."""

from __future__ import annotations

from converters.editorial.content import said
from converters.editorial.document import Document
from converters.editorial.lazy import lazy
from converters.editorial.scan import Mark
from tei.model import Span

REACH = 240
"""Characters before a mark that are looked at."""
_WORDS_BEFORE = 9


def last_is_apostrophe(left: str) -> bool:
    """Whether a closing ’ is an apostrophe (no ‘ before it in reach)."""
    return "‘" not in left[-120:]


class Before:
    """One mark and what is before it. Everything is reckoned when first asked for."""

    def __init__(self, mark: Mark, document: Document, previous: Span | None) -> None:
        self.mark = mark
        self.document = document
        self.lexicon = document.lexicon
        self.previous = previous
        text = document.text
        start, end = mark.inner
        raw = text[start:end]
        lead = len(raw) - len(raw.lstrip())
        self.content = raw.strip()
        self.content_span = (start + lead, start + lead + len(self.content))
        self.said = said(self.content, document.lexicon)

    @lazy
    def paragraph(self) -> Span:
        """The paragraph in which the mark stands."""
        return self.document.paragraph(self.mark.start)

    @lazy
    def left_start(self) -> int:
        """Where what is looked at before the mark begins."""
        return max(self.paragraph[0], self.mark.start - REACH)

    @lazy
    def left(self) -> str:
        """What stands before the mark in its paragraph, as far as is looked at."""
        return self.document.text[self.left_start : self.mark.start]

    @lazy
    def glued(self) -> bool:
        """Whether the mark follows a letter or figure without a space."""
        left = self.left
        if left[-1:] in ("'", "’"):  # O’[berführer]
            return left[-2:-1].isalnum() and self.content[:1].islower()
        return bool(left) and left[-1].isalnum()

    @lazy
    def words_before(self) -> list[str]:
        """The words before, nearest first, with their punctuation; nine at most."""
        return self.left.replace("—", " ").rsplit(None, _WORDS_BEFORE)[: -_WORDS_BEFORE - 1 : -1]

    @lazy
    def before_tokens(self) -> list[Span]:
        """Their source spans."""
        spans: list[Span] = []
        start = len(self.left)
        for word in self.words_before:
            start = self.left.rindex(word, 0, start)
            spans.append((self.left_start + start, self.left_start + start + len(word)))
        return spans

    def word(self, index: int) -> str:
        """The `index`th word before; empty where there is none."""
        words = self.words_before
        return words[index] if index < len(words) else ""

    @lazy
    def word_before(self) -> str:
        """The word that the mark follows; none if a full stop ends a sentence or nothing precedes."""
        return self.word(0)

    def capital_expected(self, index: int) -> bool:
        """Whether a capital after the `index`th word before means a name: it begins no sentence or line."""
        word = self.word(index)
        if not word:
            return False
        kinds = self.lexicon.kinds(word)
        return word[-1] not in ".!?:" or "initial" in kinds or "title" in kinds or "abbreviated" in kinds

    def adjective(self, index: int) -> bool:
        """Whether the `index`th word before, without a capital, stands right after an article: the *new* President."""
        kinds = self.lexicon.kinds(self.word(index))
        earlier = self.lexicon.kinds(self.word(index + 1))
        return "lower" in kinds and "grammar" not in kinds and "article" in earlier and self.word(index)[-1:].isalpha()
