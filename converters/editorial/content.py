"""What the words of a mark are: a name, a date, a sentence, a number …"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters.editorial.lazy import lazy
from converters.editorial.wording import doubted, fold
from converters.editorial.words import Lexicon, bare

PARTICLES = frozenset("de da do dos del della di du des la le van von der den ten al el bin ibn ben y e zu af".split())  # noqa: SIM905
"""Small words within names."""
_ORDINARY = str.maketrans("", "", ".,;:!?'’‘“”\"„«»()[]-–—‑/&…*°§½¼¾$£€")
SHORT = 80
"""Characters of a mark that may well come again."""
_NUMBERS = frozenset({"number", "number-word"})


class Said:
    """The words of a mark, wherever it stands. Everything is reckoned when first asked for."""

    def __init__(self, content: str, lexicon: Lexicon) -> None:
        self.content = content
        self.lexicon = lexicon

    @lazy
    def folded(self) -> str:
        """The words for looking them up."""
        return fold(self.content)

    @lazy
    def doubt(self) -> bool:
        """Whether the editors put a question mark to them."""
        return doubted(self.content)

    @lazy
    def tokens(self) -> list[str]:
        """The words, as written."""
        return [token for token in self.content.split() if bare(token)]

    @lazy
    def kinds(self) -> frozenset[str]:
        """What they are as a whole."""
        return frozenset(content_kinds(self.content, self.tokens, self.folded, self.lexicon))

    @lazy
    def first_kinds(self) -> frozenset[str]:
        """The kinds of the first word."""
        return self.lexicon.kinds(self.tokens[0]) if self.tokens else frozenset()

    @lazy
    def last_kinds(self) -> frozenset[str]:
        """The kinds of the last word."""
        return self.lexicon.kinds(self.tokens[-1]) if self.tokens else frozenset()

    @lazy
    def any_kinds(self) -> frozenset[str]:
        """The kinds of all words together."""
        return frozenset[str]().union(*map(self.lexicon.kinds, self.tokens[:60]))


def said(content: str, lexicon: Lexicon) -> Said:
    """What a mark says; most say what others have said before them."""
    return _kept(content, lexicon) if len(content) <= SHORT else Said(content, lexicon)


@lru_cache(maxsize=2000)
def _kept(content: str, lexicon: Lexicon) -> Said:
    return Said(content, lexicon)


def content_kinds(content: str, tokens: Sequence[str], folded: str, lexicon: Lexicon) -> set[str]:
    """The kinds of `content`, whose words are `tokens` and whose folded form is `folded`."""
    kinds: set[str] = set()
    if not content:
        return {"empty"}
    first = next(filter(str.isalnum, content), "")
    if not first:
        return {"punctuation"} if "?" not in content or len(content) > 1 else {"question"}
    words = [lexicon.kinds(token) for token in tokens[:40]]
    special = "".join(content[:200].translate(_ORDINARY).split())
    if special and not special.isalnum():
        kinds.add("odd")
    kinds.add("one-word" if len(words) == 1 else "several-words")
    kinds.add(
        "lower" if first.islower() else "capital" if first.isupper() else "figure" if first.isdigit() else "caseless"
    )
    if len(words) == 1:
        kinds |= words[0] - {"lower", "capital"}
        core = bare(content)
        if len(core) <= 2 and first.isalpha():
            kinds.add("few-letters")
        if len(core) == 1 and first.isalpha():
            kinds.add("single-letter")
    kinds |= lexicon.classes.get(folded) or lexicon.classes.get(folded.replace(".", "")) or frozenset()
    if "grammar" in words[0].intersection(*words):
        kinds.add("grammar")
    found = words[0].union(*words)
    if not _NUMBERS.isdisjoint(found) and not any(map(_NUMBERS.isdisjoint, words)):
        kinds.add("number")
    capitals = sum("capital" in w for w in words)
    stop = content.rstrip("”\"’')")[-1:] in (".", "!", "?")
    opening = content.lstrip("“\"‘'(")[:1]
    if len(words) >= 3 and stop and opening.isupper() and capitals < len(words):
        kinds.add("sentence")
    if content.endswith(":"):
        kinds.add("colon")
    if "month" in found and "number" in found and len(words) <= 5:
        kinds.add("date")
        if capitals >= 2 and "," in content:
            kinds.add("place-and-date")
    if is_name(tokens, words):
        kinds.add("name")
    if (
        content.isascii()
        and content.rstrip(".,: ").isupper()
        and 2 <= len(content.replace(".", "").replace(" ", "")) <= 4
    ):
        kinds.add("initials")
    return kinds


def is_name(tokens: Sequence[str], words: Sequence[frozenset[str]]) -> bool:
    """One to six words with capitals, or particles of names between such; at least one no grammar word."""
    if not 1 <= len(tokens) <= 6 or len(words) < len(tokens):
        return False
    named = False
    for index, (token, kinds) in enumerate(zip(tokens, words, strict=False)):
        core = bare(token)
        if "capital" in kinds or "caseless" in kinds:
            named = named or "grammar" not in kinds or "initial" in kinds
        elif not (core in PARTICLES and index < len(tokens) - 1) and not (core[:2] in ("al", "el") and "-" in core):
            return False
    return named and "grammar" not in words[0]
