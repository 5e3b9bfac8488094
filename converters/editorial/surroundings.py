"""What stands before a mark and after it, in the terms in which rules ask."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from converters.editorial import likeness
from converters.editorial.before import REACH, Before, last_is_apostrophe
from converters.editorial.covers import cover_abbreviation, cover_name
from converters.editorial.lazy import lazy
from converters.editorial.words import GRAMMAR, bare
from tei.model import Span

_WHERE = frozenset({"in", "at", "near", "into", "via", "through", "bei", "nach", "à", "в", "под"})
_NO_NAME_PART = frozenset({"grammar", "office", "title", "nation", "institution", "month", "abbreviated"})


class Context(Before):
    """One mark and all that is around it."""

    @lazy
    def glued_after(self) -> bool:
        """Whether a letter or figure follows without a space."""
        return bool(self.right) and self.right[0].isalnum()

    @lazy
    def before_kinds(self) -> frozenset[str]:
        """What the word before is, and what stands between it and the mark."""
        left = self.left.rstrip()
        if not left:
            return frozenset({"nothing"})
        word = self.word_before
        kinds = set(self.lexicon.kinds(word))
        last = left[-1]
        if self.glued:
            kinds.add("glued")
        if last in ".!?" and "initial" not in kinds and "abbreviated" not in kinds:
            kinds.add("sentence-end")
        if last in ",;:.!?)—–-…/&" and not ("initial" in kinds or ("abbreviated" in kinds and last == ".")):
            kinds.add("punctuation")
        if last == ":":
            kinds.add("colon")
        if last in '”»“"' or (last in "’'" and not last_is_apostrophe(left)):
            kinds.add("quotation")
        if not any(map(str.isalnum, word)):
            kinds.add("sign")
        if "capital" in kinds and "grammar" not in kinds:
            first = not self.capital_expected(1)
            kinds.add("first-word" if first else "name")
            if first and not kinds.isdisjoint({"given-name", "nation", "initial"}):
                kinds.add("name")
            earlier = self.lexicon.kinds(self.word(1))
            if "capital" in earlier and earlier.isdisjoint(_NO_NAME_PART) and self.word(1)[-1:] not in ",;:":
                kinds.add("full-name")
                if "iberian-name" in earlier:
                    kinds.add("first-surname")
        if "office" in kinds and not kinds.isdisjoint({"capital", "lower"}):
            kinds.add("role")
        kinds |= self.lexicon.classes.get(f"{bare(self.word(1))} {bare(word)}".casefold(), frozenset())
        self._dates(kinds)
        if "number" in self.lexicon.kinds(self.word(1)):
            kinds.add("measured")
        if self._articled():
            kinds.add("with-article")
        if "capital" in kinds and bare(self.word(1)).casefold() in _WHERE:
            kinds.add("in-place")
        if "lower" in kinds and "grammar" not in kinds and self._determined():
            kinds.add("noun")
        return frozenset(kinds)

    def _dates(self, kinds: set[str]) -> None:
        words = [self.lexicon.kinds(self.word(i)) for i in range(3)]
        if "month" in words[0] and "capital" in words[0] | {"capital"}:
            kinds.add("month-name")
            if "number" in words[1]:
                kinds.add("day-and-month")
        if "number" in words[0] and "month" in words[1]:
            kinds.add("day-and-month" if "year" not in words[0] else "month-and-year")

    def _articled(self) -> bool:
        """Whether an article stands before the word before, or before it and capitals, offices or adjectives."""
        for index in range(1, 5):
            kinds = self.lexicon.kinds(self.word(index))
            if self.word(index)[-1:] in ",;:":
                return False
            if kinds & {"article", "possessive", "determiner", "genitive"} and "conjunction" not in kinds:
                return True
            if kinds.isdisjoint({"capital", "office", "nation"}) and not self.adjective(index):
                return False
            if "grammar" in kinds:
                return False
        return False

    def _determined(self) -> bool:
        """Whether an article or the like stands within three words before the word before."""
        for index in range(1, 4):
            kinds = self.lexicon.kinds(self.word(index))
            if kinds & {"article", "determiner", "possessive", "genitive"}:
                return True
            if "grammar" in kinds:
                return False
        return False

    # --- after

    @lazy
    def right(self) -> str:
        """What follows the mark in its paragraph, as far as is looked at."""
        return self.document.text[self.mark.end : min(self.paragraph[1], self.mark.end + 80)]

    @lazy
    def after_kinds(self) -> frozenset[str]:
        """What follows the mark."""
        right = self.right.lstrip(" \t\u00a0")
        if not right.strip():
            return frozenset({"nothing"})
        if right[0] == "\n" or right[0] == "\r":
            kinds = {"line-end"}
            right = right.lstrip()
        else:
            kinds = set()
        if self.glued_after:
            kinds.add("glued")
        if right[0] in ".,;:!?)”\"»—–-/'’":
            kinds.add("punctuation")
        if right[0] == ":":
            kinds.add("colon")
        if right[:2] in ("'s", "’s"):
            kinds.add("genitive")
        word = right.split(None, 1)[0]
        if right[0] == "[":
            kinds.add("mark")
        if "punctuation" not in kinds or kinds & {"glued"}:
            kinds |= self.lexicon.kinds(word)
            if "capital" in kinds and "grammar" not in kinds:
                kinds.add("name")
        return frozenset(kinds)

    # --- place

    @lazy
    def place_kinds(self) -> frozenset[str]:
        """Where the mark stands on its line and in the document."""
        text, (low, high) = self.document.text, self.document.body
        start = text.rfind("\n", max(0, self.mark.start - REACH), self.mark.start) + 1
        short = start or self.mark.start < REACH
        before = text[start : self.mark.start] if short else "…"
        end = text.find("\n", self.mark.end, self.mark.end + REACH)
        after = text[self.mark.end : end] if end >= 0 else text[self.mark.end : self.mark.end + REACH]
        kinds: set[str] = set()
        blank_before = not before.strip(' \t\r\u00a0“"(*')
        blank_after = not after.strip(' \t\r\u00a0.,;:”")*')
        if blank_before:
            kinds.add("line-start")
        if blank_after:
            kinds.add("line-end")
        if blank_before and blank_after:
            kinds.add("alone")
        if self.glued or self.glued_after:
            kinds.add("within-word")
        above = self._paragraphs(low, self.mark.start)
        early = self.mark.start - low < max(200, (high - low) // 20) and above < 6
        if early and above <= self._paragraphs(self.mark.end, high):
            kinds.add("head")
        if high - self.mark.end < 400 or self._paragraphs(self.mark.end, high) < 4:
            kinds.add("end")
        return frozenset(kinds)

    def _paragraphs(self, start: int, end: int) -> int:
        return bisect_left(self.document.edges, end) - bisect_right(self.document.edges, start) + 1

    @lazy
    def block_names(self) -> frozenset[str]:
        """Names of the layout’s blocks around the mark."""
        return frozenset(b.element for b in self.document.around(self.mark.start, self.mark.end))

    # --- comparison

    @lazy
    def compared(self) -> frozenset[str]:
        """How the content stands to the words before it."""
        words = self.said.tokens
        if not words or len(words) > 12 or not self.word_before:
            return frozenset()
        kinds: set[str] = set()
        before = self.word_before
        content = self.content.rstrip("?. ")
        if len(words) == 1:
            if likeness.similar(before, content) and not self._other_grammar(before, content):
                kinds.add("similar")
            if likeness.alike(before, content):
                kinds.add("alike")
            if likeness.same_class(before, content, self.lexicon):
                kinds.add("same-class")
        elif len(words) <= 4:
            earlier = [self.word(i) for i in range(len(words) - 1, -1, -1)]
            pairs = list(zip(earlier, words, strict=True))
            if all(earlier) and all(
                bare(a).casefold() == bare(b).casefold() or likeness.similar(a, b) for a, b in pairs
            ):
                kinds.add("similar")
            if all(
                bare(a).casefold() == bare(b).casefold() or likeness.same_class(a, b, self.lexicon) for a, b in pairs
            ) and any(bare(a).casefold() != bare(b).casefold() for a, b in pairs):
                kinds.add("same-class")
            shapes = [self.lexicon.kinds(a) & {"capital", "number"} for a in earlier]
            if (
                shapes == [_roman(b) or self.lexicon.kinds(b) & {"capital", "number"} for b in words]
                and any("number" in s for s in shapes)
                and any("capital" in s for s in shapes)
            ):
                kinds.add("same-shape")
            if likeness.distance(bare(before).casefold(), "".join(words).casefold()) <= 2:  # one word, written as two
                kinds.add("similar")
        if "name" in self.said.kinds and (name := self.text_of(cover_name(self))):
            whole = "".join(map(bare, name.split())), "".join(map(bare, words))
            if " " in name + content.strip() and likeness.similar(*whole):
                kinds.add("same-name")
        short = self.text_of(cover_abbreviation(self))
        if likeness.expands(short, words) or (len(words) == 1 and self._shortened(before, content)):
            kinds.add("expansion")
        if len(words) == 1 and likeness.abbreviates(bare(content), [*map(bare, reversed(self.words_before))]):
            kinds.add("abbreviation")
        if likeness.other_script(before, content):
            kinds.add("other-script")
        shared = {bare(w).casefold() for w in words if len(bare(w)) > 3}
        if bare(before).casefold() in shared:
            kinds.add("shares-word")
        return frozenset(kinds)

    def _shortened(self, short: str, word: str) -> bool:
        """Whether `word` begins with the letters of `short`: `Gov [government]`."""
        a, b = bare(short), bare(word)
        return (
            2 <= len(a) <= 5
            and len(b) >= len(a) + 3
            and b.casefold().startswith(a.casefold())
            and (self.lexicon.kinds(short).isdisjoint({"grammar", "given-name", "nation", "number"}))
        )

    def _other_grammar(self, left: str, right: str) -> bool:
        """Whether two grammar words are unlike in kind and in more than a letter: `there [were]`."""
        a, b = self.lexicon.kinds(left), self.lexicon.kinds(right)
        return "grammar" in a & b and not a & b & GRAMMAR and likeness.distance(bare(left), bare(right)) > 1

    @lazy
    def completed_kinds(self) -> frozenset[str]:
        """Of letters supplied within a word: what the word is as a whole."""
        stem = bare(self.word_before) if self.glued else ""
        tail = self.right.split(None, 1)[0] if self.glued_after else ""
        tail = tail.split("[")[0]
        whole = stem + self.content.rstrip("? ") + bare(tail)
        kinds = set(self.lexicon.kinds(whole))
        kinds.add(f"stem-{'one' if len(stem) == 1 else 'two' if len(stem) == 2 else 'long' if stem else 'none'}")
        if stem and stem.isupper():
            kinds.add("stem-capitals")
        if self.glued and self.previous is not None and "[" in self.word_before:
            kinds.add("in-parts")
        if tail:
            kinds.add("has-tail")
        if stem and stem[0].isupper():
            kinds.add("stem-capital")
        if len(stem) > 1 and stem[-1].isupper():
            kinds.add("stem-ends-capital")
        return frozenset(kinds)

    def text_of(self, span: Span | None) -> str:
        """The source text of a span."""
        return self.document.text[span[0] : span[1]] if span else ""


def _roman(word: str) -> frozenset[str]:
    core = bare(word)
    return frozenset({"number"}) if core and set(core) <= set("IVXLC") else frozenset()
