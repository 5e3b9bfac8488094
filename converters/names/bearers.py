"""Which of the names that no authority has are one bearer's, and which stay open between several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from converters.names import russian
from converters.names.lexicon import lexicon
from converters.names.mention import Mention

_NAMESAKES = 20
"""Among how many bearers of a surname a mention's is looked for."""


class Clusters(NamedTuple):
    """The mentions of each bearer in order, and those that may mean one of several, by number in `bearers`."""

    bearers: list[list[Mention]]
    open: list[tuple[Mention, list[int]]]


def clusters(mentions: Iterable[Mention]) -> Clusters:
    """The unlinked mentions by bearer: same surname, and no forename or sex that speaks against it.

    The fullest names are sorted first. A surname alone that two bearers have, of whom forenames tell, stays open.
    """
    groups: dict[str, list[_Bearer]] = {}
    open_: list[tuple[Mention, list[_Bearer]]] = []
    unlinked = [m for m in mentions if not m.ref and m.bearer is None]
    for mention in sorted(unlinked, key=_fullness):
        name = russian.stem(mention.surname) if russian.is_russian(mention.surname) else mention.surname
        same = groups.setdefault(name.upper(), [])
        fitting = [b for b in same[:_NAMESAKES] if b.admits(mention)] if same else same
        if len(fitting) > 1:
            if not mention.forenames and not mention.sex:  # women are seldom called by the surname alone
                fitting = [b for b in fitting if b.sex != "f"] or fitting
            told = sum(bool(b.forenames) for b in fitting)
            if told > 1 and mention.forenames not in fitting[0].forenames:
                open_.append((mention, fitting))
                continue
        bearer = fitting[0] if fitting else _Bearer()
        if not fitting:
            same.append(bearer)
        bearer.add(mention)
    every = sorted((b for same in groups.values() for b in same), key=lambda b: b.first)
    number = {id(bearer): at for at, bearer in enumerate(every)} if open_ else {}
    bearers = [sorted(bearer.mentions, key=lambda m: m.start) for bearer in every]
    return Clusters(bearers, [(mention, [number[id(b)] for b in fitting]) for mention, fitting in open_])


def _fullness(mention: Mention) -> tuple[int, int]:
    """Names with a forename first, then those with initials, then surnames alone; each in order."""
    whole = any(len(name.rstrip(".")) > 1 for name in mention.forenames)
    return (0 if whole else 1 if mention.forenames else 2), mention.start


class _Bearer:
    """Mentions that agree, and what they have said of sex and forenames."""

    __slots__ = ("first", "forenames", "mentions", "sex", "unmarried")

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.first = 0
        self.forenames: set[tuple[str, ...]] = set()
        self.sex = ""
        self.unmarried: bool | None = None
        """Whether a woman is addressed as one who is not married; None where nothing tells."""

    def add(self, mention: Mention) -> None:
        self.first = min(self.first, mention.start) if self.mentions else mention.start
        self.mentions.append(mention)
        self.sex = self.sex or mention.sex
        self.unmarried = _unmarried(mention) if self.unmarried is None else self.unmarried
        if mention.forenames:
            self.forenames.add(mention.forenames)

    def admits(self, mention: Mention) -> bool:
        """Whether no forename, and not the sex, speaks against the mention."""
        if mention.sex and self.sex and mention.sex != self.sex:
            return False
        if None not in (self.unmarried, unmarried := _unmarried(mention)) and unmarried is not self.unmarried:
            return False  # Mrs. Weiss and Miss Weiss
        if not mention.forenames:
            bare = not self.sex and not self.mentions[0].titles and self.mentions[0].start < mention.start
            return mention.sex != "f" or self.sex == "f" or not (self.forenames or bare)  # Hooker and Mrs. Hooker
        if mention.forenames in self.forenames:
            return True
        return all(_agree(mention.forenames, known) for known in self.forenames)


def _unmarried(mention: Mention) -> bool | None:
    """What the address of a woman says of her being married, if anything."""
    known = lexicon()
    told = [word in known.unmarried for word in mention.titles if word in known.unmarried | known.married]
    return told[0] if told else None


def _cut_short(a: str, b: str) -> bool:
    """Whether one forename is the beginning of the other with a full stop: `Th.` of Thomas."""
    short, long = sorted((a, b), key=len)
    return short.endswith(".") and long.startswith(short[:-1])


def _agree(first: Sequence[str], second: Sequence[str]) -> bool:
    for a, b in zip(first, second, strict=False):
        one, other = a.rstrip(".").upper(), b.rstrip(".").upper()
        if one[:1] != other[:1] or (len(one) > 1 and len(other) > 1 and one != other and not _cut_short(a, b)):
            return False
    return True
