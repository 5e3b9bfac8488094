"""Numbers and known words of a text, in one pass: what dates, quantities and references start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from converters.matching import Automaton

_REACH = 34
_LONGEST_PHRASE = 5
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Signs of footnotes, which stand right behind a word."""
_OPENERS = "/([{\"'“„«‘—–"


class Token(NamedTuple):
    """A number or a known word at `start:end`.

    `kind` is one letter for what it can be, as the entry of the lexicon says; of a number
    `D` (one or two digits), `Y` (four), `L` (else), `O` (with an ordinal ending), `G` (glued to a letter).
    """

    start: int
    end: int
    kind: str
    value: Any
    suffix: str = ""
    """Letters joined to a number: `rd` of `23rd`, `s` of `1950s`."""


class Lexicon:
    """A fixed set of words, each with kind and value; finds them and all numbers."""

    def __init__(
        self,
        words: Mapping[str, tuple[str, Any]],
        ordinal_suffixes: Iterable[str] = (),
        other_suffixes: Iterable[str] = (),
    ) -> None:
        self._ordinal_suffixes = frozenset(ordinal_suffixes)
        self._other_suffixes = frozenset(other_suffixes)
        entries: list[tuple[str, Any] | None] = [None] * 10
        entries.extend(words.values())
        self._entries = entries
        self._automaton = Automaton([*"0123456789", *words], overlapping=False)

    def scan(self, text: str) -> list[Token]:
        """The tokens of `text` in order; none overlap."""
        tokens: list[Token] = []
        entries, length, done = self._entries, len(text), 0
        for index, start, end in self._automaton.find(text):
            if start < done:
                continue
            entry = entries[index]
            if entry is None:
                token = self._number(text, start, length)
                done = token.end
                tokens.append(token)
                continue
            if start and text[start - 1].isalpha() and text[start].isalnum():
                continue
            if end < length and text[end].isalnum() and text[end - 1].isalnum() and text[end] not in _RAISED:
                continue
            tokens.append(Token(start, end, *entry))
            done = end
        return tokens

    def _number(self, text: str, start: int, length: int) -> Token:
        end = start + 1
        while end < length and "0" <= text[end] <= "9":
            end += 1
        digits = end - start
        if digits > 18:  # no number that means anything here; and int() is not linear
            return Token(start, end, "L", 0)
        value = int(text[start:end])
        kind = "D" if digits <= 2 else "Y" if digits == 4 else "L"
        before = text[start - 1] if start else " "
        if before.isalpha() or before == "_":
            return Token(start, end, "G", value)
        last = end
        if last < length and text[last] in "-‑" and last + 1 < length and text[last + 1].isalpha():
            last += 1
        while last < length and text[last].isalpha() and last - end < 12:
            last += 1
        if last > end:
            suffix = text[end:last].lower()
            if kind == "D" and suffix in self._ordinal_suffixes:
                return Token(start, last, "O", value, suffix)
            if text[end].isalpha() or suffix in self._other_suffixes:
                return Token(start, end, kind, value, suffix)
        return Token(start, end, kind, value)


class Phrases(dict[str, str]):
    """Phrases in small letters, and what they say."""

    def __init__(self, senses: Mapping[str, str]) -> None:
        super().__init__(senses)
        self.first_letters = frozenset(phrase[0] for phrase in senses)
        self.last_words = frozenset(phrase.split()[-1] for phrase in senses)


def phrase_before(text: str, start: int, phrases: Phrases) -> tuple[str, int, str]:
    """What the longest of `phrases` (in small letters) that ends before `start` says.

    Returns its value, where it begins, and the phrase itself; the value is empty if there is none.
    """
    left = start - _REACH if start > _REACH else 0
    chunk = text[left:start]
    nothing = ("", start, "")
    glued = text[start : start + 1].isdigit() and chunk[-1:].isupper()  # `FY62`
    if not chunk or not (glued or chunk[-1].isspace() or chunk[-1] in "-‑–'’"):
        return nothing
    if "\n\n" in chunk:
        chunk = chunk.rpartition("\n\n")[2]
    words = chunk.split()
    if len(chunk) == _REACH and words and not chunk[0].isspace():
        del words[0]  # it may be the end of a longer word
    if not words or words[-1].lstrip(_OPENERS).lower() not in phrases.last_words:
        return nothing
    phrase, value, size = "", "", 0
    for count, word in enumerate(reversed(words[-_LONGEST_PHRASE:]), start=1):
        bare = word.lstrip(_OPENERS)
        phrase = f"{bare} {phrase}" if phrase else bare
        found = phrases.get(phrase.lower())
        if found is not None:
            value, size = found, count
        if bare != word:
            break
    if not size:
        return nothing
    begin = start
    for word in words[: -size - 1 : -1]:
        begin = text.rfind(word, 0, begin)
    begin += len(words[-size]) - len(words[-size].lstrip(_OPENERS))
    return value, begin, " ".join(text[begin:start].split())


def next_word(text: str, position: int) -> str:
    """The word after `position`; empty where something else than one space and a letter follows."""
    if text[position : position + 1] not in (" ", "\n", "\u00a0"):
        return ""
    begin = last = position + 1
    while last < len(text) and last - begin < 24 and text[last].isalpha():
        last += 1
    return text[begin:last]


def begins_line(text: str, position: int) -> bool:
    """Whether a line begins at `position`."""
    return not position or text[position - 1] == "\n"


def word_before(text: str, position: int) -> str:
    """The word that ends before `position`, on the same line, in small letters."""
    words = text[max(0, position - 18) : position].rpartition("\n")[2].split()
    return words[-1].lstrip(_OPENERS).lower() if words else ""
