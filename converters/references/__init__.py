"""References to documents: `ref` where a number names one, `bibl` where kind and date do.

The rules are in references.toml. Nothing is linked here: that is for a stage that knows the corpus.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters import citation
from converters.dates.recognise import mentions
from converters.lexicon import begins_line
from converters.matching import Automaton, Pattern, pattern
from converters.reading import Reading
from converters.references import archives
from tei.model import Annotation, Span

__all__ = ["find_references"]

_WINDOW = 60
_LEFT, _RIGHT = 24, 12
"""How far the number of a form goes to both sides of its sign."""
_DIGITS = tuple("0123456789§")
_SERIES = r"(?:,\s(?:and\s|und\s)?|\s(?:and|und|et|и|through|or|&)\s)(\d{1,6}(?:[-–/][0-9A-Z]{1,4})?|[A-Z]\b)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of reference: what follows its cue."""

    id: str
    type: str
    number: Pattern
    series: bool
    glued: bool
    """The number follows without a space, and the cue is part of it."""
    designator: bool
    """The cue says in which series the number is: `Embtel`, `NSC`."""
    inside: bool = False
    """Not at the beginning of a line, where it numbers what follows."""
    holder: bool = False
    """The cue is the name of an archive, and the numbers are those of its papers."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Kinds of document that are referred to by their date, in one language."""

    nouns: Mapping[str, str]
    links: frozenset[str]
    determiners: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "references.toml").read_text(encoding="utf-8"))


def describe(rule: str) -> str:
    """What a rule of this module finds, in prose; empty for others."""
    if rule == "reference.dated":
        return "A document by its kind and date: the memorandum of 29 April"
    if rule == "reference.archive":
        return "Papers in an archive: AAN, KC PZPR, XI A/15, k. 22-30"
    entries = [*_data()["rule"], *_data()["form"]]
    return next((str(e["description"]) for e in entries if f"reference.{e['id']}" == rule), "")


@lru_cache(maxsize=1)
def _rules() -> tuple[Automaton, list[Rule]]:
    """The automaton over all cues, and the rule of each."""
    data = _data()
    cues: list[str] = []
    rules: list[Rule] = []
    for entry in data["rule"]:
        shape = pattern(data["shapes"][entry["number"]])
        rule = Rule(
            entry["id"],
            entry["type"],
            shape,
            entry.get("series", False),
            entry.get("glued", False),
            entry.get("designator", False),
            entry.get("inside", False),
        )
        for cue in entry["cues"]:
            cues.append(cue)
            rules.append(rule)
    archival = next(rule for rule in rules if rule.id == "archival")
    forms = [form for holder in citation.holders().values() for form in holder.forms]
    rules += [replace(archival, id="archive", holder=True)] * len(forms)
    return Automaton(cues + forms, overlapping=True), rules


@lru_cache(maxsize=1)
def _forms() -> list[tuple[Rule, str]]:
    """The rules that go by the form alone, with the sign that they turn on."""
    return [
        (Rule(entry["id"], entry["type"], pattern(entry["shape"]), False, False, False), sign)
        for entry in _data()["form"]
        for sign in entry["signs"]
    ]


@lru_cache(maxsize=16)
def _dated(code: str) -> Dated | None:
    for entry in _data()["dated"]:
        if code in entry["languages"]:
            nouns = {word: kind for kind, words in entry["nouns"].items() for word in words}
            capital = {word[:1].upper() + word[1:]: kind for word, kind in nouns.items()}
            return Dated(capital | nouns, frozenset(entry["links"]), frozenset(entry["determiners"]))
    return None


def find_references(reading: Reading, *, language: str) -> list[Annotation]:
    """The `ref` and `bibl` elements of a text, in order of place."""
    found = [*_numbered(reading), *_by_form(reading), *_with_dates(reading, language)]
    return sorted(found, key=lambda a: (a.start, -a.end))


def _numbered(reading: Reading) -> Iterator[Annotation]:
    text = reading.text
    automaton, rules = _rules()
    done = 0
    hits = automaton.find(text)
    for index, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        if start < done or (start and (text[start - 1].isalnum() or text[start - 1] in "-/–")):
            continue
        rule = rules[index]
        following = text[end : end + 1]
        if not rule.glued and (following.isalpha() or not following):
            continue
        if rule.inside and begins_line(text, start):
            continue
        if rule.holder:
            whole = archives.extent(text, start, end)
            if whole is not None:
                yield _ref(reading, *whole, rule, text[slice(*whole)], "")
                done = whole[1]
            continue
        window = text[end : end + _WINDOW]
        match = rule.number.match(window)
        if match is None or _continues(window, match.end()):
            continue
        if rule.glued and not any(c.isdigit() for c in match.group(0) or ""):
            continue
        stop = end + match.end()
        number = text[start:stop] if rule.glued else match.group(1) or ""
        yield _ref(reading, start, stop, rule, number, text[start:end])
        done = stop
        if rule.series:
            for begin, done in _series(text, stop, number):
                yield _ref(reading, begin, done, rule, text[begin:done], text[start:end])


def _series(text: str, position: int, first: str) -> Iterator[Span]:
    """The further numbers after commas and `and`: `telegrams 526, 537, and 574`."""
    series = pattern(_SERIES)
    while True:
        window = text[position : position + _WINDOW]
        match = series.match(window)
        if match is None or not _same_shape(first, match.group(1) or ""):
            return
        following = window[match.end() : match.end() + 2]
        if following[:1].isalnum() or following.strip()[:1] == "%":
            return
        begin, end = match.span(1)
        yield position + begin, position + end
        position += end


def _continues(window: str, end: int) -> bool:
    """Whether the number goes on in a way that its shape does not know: `620-02` is a telephone."""
    following = window[end : end + 2]
    return following[:1].isalnum() or (following[:1] in ("-", "–") and following[1:].isdigit())


def _by_form(reading: Reading) -> Iterator[Annotation]:
    """Numbers that their form alone gives away."""
    text = reading.text
    for rule, sign in _forms():
        position = text.find(sign)
        while position >= 0:
            stop = position + len(sign)
            if text[position - 1 : position].strip() and text[stop : stop + 1] in _DIGITS:
                left = max(0, position - _LEFT)
                found = rule.number.finditer(text[left : stop + _RIGHT])
                match = next((m for m in found if m.start() <= position - left < m.end()), None)
                if match is not None:
                    yield _ref(reading, left + match.start(), left + match.end(), rule, match.group(0) or "", "")
            position = text.find(sign, position + 1)


def _same_shape(first: str, other: str) -> bool:
    return first[:1].isdigit() == other[:1].isdigit() and (not other.isdigit() or len(other) <= 5)


def _ref(reading: Reading, start: int, end: int, rule: Rule, number: str, cue: str) -> Annotation:
    attrs = {"type": rule.type, "n": " ".join(number.split())}
    if rule.designator and cue.isascii():
        attrs["subtype"] = cue.lower().replace(".", "").replace(" ", "-").replace("/", "-")
    span = reading.span(start, end)
    return Annotation(*span, "ref", attrs, cert="high", rule=f"reference.{rule.id}")


def _with_dates(reading: Reading, language: str) -> Iterator[Annotation]:
    """`the memorandum of 29 April`: a kind of document before a date."""
    dated = _dated(language.partition("-")[0].lower())
    if dated is None:
        return
    text = reading.text
    for mention in mentions(text, language):
        if not mention.days or (mention.days[0].day is None and mention.days[0].month_shift is None):
            continue
        start = mention.start
        left = max(0, start - 60)
        chunk = text[left:start].rpartition("\n\n")[2]
        words = chunk.split()
        if len(words) < 2:
            continue
        for size in (1, 2, 3):
            link = " ".join(words[-size:])
            if link not in dated.links or len(words) <= size:
                continue
            kind = dated.nouns.get(words[-size - 1])
            if kind is None:
                continue
            first = size + 1 + _determined(words[: -size - 1], dated)
            begin = _position(text, start, words[-first:])
            if begin is not None:
                attrs = {"type": kind}
                yield Annotation(*reading.span(begin, mention.end), "bibl", attrs, cert="high", rule="reference.dated")
            break


def _determined(words: Sequence[str], dated: Dated) -> int:
    """How many of the last words belong to the noun: `your`, `the Soviet`."""
    for count, word in enumerate(reversed(words[-3:]), start=1):
        if word in dated.determiners:
            return count
        if not (word[0].isupper() and word.replace("-", "").replace("’s", "").replace("'s", "").isalpha()):
            break
    return 0


def _position(text: str, end: int, words: Sequence[str]) -> int | None:
    """Where the words begin that end before `end`."""
    for word in reversed(words):
        end = text.rfind(word, 0, end)
        if end < 0:
            return None
    return end
