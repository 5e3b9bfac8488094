"""What a mark says: the wordings of all rules of a convention, looked up at once.

A wording is written as an editor writes it, with `{slots}` for what varies, `a|b` for alternatives and
`(of source text)` for words that may be absent. Exact wordings are found by hashing, all others by one
RE2 set. A mark that fits none is looked up again with misspelt words put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from converters.editorial.spelling import SHORTEST, Spelling
from converters.matching import AnyOf, pattern

SLOTS = {
    "anything": ".+",
    "extent": ".{1,160}",
    "word": "[^ ]+",
    "words": "[^ ]+(?: [^ ]+){0,5}",
    "number": "[0-9]+(?:[.,–-][0-9]+)*[rv]?",
    "name": "[^ ]+(?: [^ ]+){0,4}",
    "letter": "[a-z]",
}
_CLOSING = ".!;:,"
_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', " ": " ", "‐": "-", "‑": "-"})


def fold(content: str) -> str:
    """The words of a mark for looking them up: lower case, single spaces, no closing punctuation.

    A question mark is left off too (see `doubted`), unless there is nothing else.
    """
    folded = " ".join(content.translate(_TYPOGRAPHY).casefold().split())
    if len(folded) < 40 and not any(c.isalnum() for c in folded):
        return folded.replace(" ", "").replace("...", "…").replace("—", "-").replace("–", "-")
    return folded.rstrip(_CLOSING + "? ") or folded


def doubted(content: str) -> bool:
    """Whether the editors put a question mark to their own words."""
    return content.rstrip(" .)").endswith("?") and len(content.strip(" ?.")) > 0


def template(wording: str) -> tuple[str, tuple[str, ...]]:
    """RE2 for a wording, over folded words with a space after each, and the slots in it.

    Raises ValueError for a slot that does not exist, brackets that do not match, and where no word is asked for.
    """
    pieces: list[str] = []
    asked = False
    slots: list[str] = []
    optional = False
    plain = wording.translate(_TYPOGRAPHY).rstrip(_CLOSING) if "{" in wording[-12:] else fold(wording)
    for unit in plain.split():
        if unit.startswith("(") and not optional:
            optional, unit = True, unit[1:]
            pieces.append("(?:")
        asked = asked or not optional
        closes = optional and unit.endswith(")")
        unit = unit[:-1] if closes else unit
        if unit.startswith("{"):
            name, brace, rest = unit[1:].partition("}")
            if not brace or name not in SLOTS:
                raise ValueError(f"no slot {{{name}}}: there are {', '.join('{' + s + '}' for s in SLOTS)}")
            slots.append(name)
            group = f"(?P<{name}>{SLOTS[name]})" if slots.count(name) == 1 else f"(?:{SLOTS[name]})"
            pieces.append(f"{group}{_escape(rest)} ")
        else:
            choices = [_escape(choice) for choice in unit.casefold().split("|")]
            pieces.append(f"(?:{'|'.join(choices)}) " if len(choices) > 1 else f"{choices[0]} ")
        if closes:
            pieces.append(")?")
            optional = False
    if optional:
        raise ValueError("a bracket is not closed")
    if not asked and any(c.isalnum() for c in wording):
        raise ValueError("all of its words may be absent: it would fit every mark")
    return "".join(pieces), tuple(slots)


def _escape(words: str) -> str:
    return "".join(c if c.isalnum() or c == "'" else f"\\x{{{ord(c):x}}}" for c in words)


class Wordings:
    """The wordings of many rules, each known by a number."""

    def __init__(self, wordings: Iterable[tuple[int, str]]) -> None:
        self._exact: dict[str, list[int]] = {}
        self._worded: list[tuple[int, str]] = []
        """Of each pattern the number of its rule; and the pattern itself if it has slots."""
        self._vocabulary: set[str] = set()
        sources: list[str] = []
        for number, wording in wordings:
            if any(sign in wording for sign in "{(|"):
                source, slots = template(wording)
                sources.append(source)
                self._worded.append((number, source if slots else ""))
            else:
                self._exact.setdefault(fold(wording), []).append(number)
            for unit in wording.casefold().replace("(", " ").replace(")", " ").replace("|", " ").split():
                if "{" not in unit and unit.isalpha() and len(unit) >= SHORTEST:
                    self._vocabulary.add(unit)
        self._all = AnyOf(sources)

    def find(self, folded: str) -> dict[int, str]:
        """The numbers of the wordings that `folded` words are, each with the first pattern that has slots, if any."""
        found = dict.fromkeys(self._exact.get(folded, ()), "")
        for index in self._all.find(folded + " "):
            number, slotted = self._worded[index]
            found[number] = found.get(number) or slotted
        return found

    def corrected(self, folded: str) -> str:
        """`folded` with misspelt words put right after the words that the wordings use."""
        return self._spelling.corrected(folded)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._vocabulary)


def caught(slotted: str, folded: str) -> Mapping[str, str]:
    """What stands in the slots of a pattern that `folded` words fit."""
    found = pattern(slotted).fullmatch(folded + " ")
    return {name: value.strip() for name, value in found.groupdict().items() if value} if found else {}
