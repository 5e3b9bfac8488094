"""Archival citations taken apart: holder, shelfmark and its parts, folios, translators, publisher.

Holders are data (`holders.csv`), forms of shelfmarks too (`citation.toml`). What nothing is known of
stays in the citation as it stands; nothing is guessed.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from converters.matching import Match, Pattern, Words, part, pattern
from tei.metadata import Stated
from tei.model import Cert, Span


class _State(Protocol):
    def __call__(self, field: str, a: int, b: int, cert: Cert = "high", **attrs: str) -> None: ...


_LONGEST = 4000
_BEGINS = 2
"""Where a holder begins that begins a line, at the latest."""
_HOLDER = 200
"""Characters of a holder's name at most."""
_LONGEST_SOURCE = 300
_QUOTES = {"“": "”", '"': '"', "„": "“", "«": "»", "'": "'", "‘": "’", "《": "》", "”": "”"}
_NUMBER = pattern(
    r"[,:;.]? ?(?P<number>(?:\p{Lu}[\p{Lu}.-]{0,9}[ ,/-]{0,2}){0,3}\p{L}{0,3}-?\(?\d[\p{L}\d./()#–-]*"
    r"(?:, ?(?:\p{Lu}{1,4} ?)?\d[\p{L}\d./()–-]*/[\p{L}\d./()–-]+)?)"
)
"""Letters and figures with strokes or points between them, and no word."""
_MIXED = pattern(r"\p{L}[-(]?\d|\d\p{L}|\d[/#–-]\d|\)\d")
"""What a number has that is no year."""
_FIELDS = frozenset(("locus", "url", "series"))


@dataclass(frozen=True, slots=True)
class Holder:
    """An archive or library that holds originals."""

    id: str
    name: str
    place: str
    country: str
    forms: tuple[str, ...]


@lru_cache(maxsize=1)
def holders() -> Mapping[str, Holder]:
    """The holders that are known, by id."""
    text = files("converters").joinpath("citation/holders.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {r["id"]: Holder(r["id"], r["name"], r["place"], r["country"], tuple(r["forms"].split("|"))) for r in rows}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a shelfmark; `of`: the countries, or the ids of the holders, whose archives write it so."""

    expression: Pattern
    of: frozenset[str]

    def is_of(self, holder: Holder | None) -> bool:
        """Whether it is one of this holder's, and not of all."""
        return holder is not None and not self.of.isdisjoint((holder.id, holder.country))


@dataclass(frozen=True, slots=True)
class _Forms:
    publishers: Words
    affiliations: Words
    series: tuple[Pattern, ...]
    contributors: tuple[tuple[str, Pattern], ...]
    parts: tuple[_Part, ...]
    holders: Words
    holders_of: Mapping[str, tuple[str, ...]]
    """The ids of the holders that go by a form."""


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    data = tomllib.loads(files("converters").joinpath("citation/citation.toml").read_text("utf-8"))
    holders_of: dict[str, tuple[str, ...]] = {}
    for holder in holders().values():
        for form in holder.forms:
            holders_of[form] = (*holders_of.get(form, ()), holder.id)
    return _Forms(
        Words(data["publishers"]),
        Words(data["affiliations"]),
        tuple(pattern(p) for p in data["series"]),
        tuple((e["field"], pattern(e["is"])) for e in data["contributor"]),
        tuple(_Part(pattern(e["is"]), frozenset(e.get("of", ()))) for e in data["part"]),
        Words(holders_of),
        holders_of,
    )


def parse(text: str, start: int = 0) -> list[tuple[str, Stated]]:
    """The parts of the citation `text`, which stands in the source at `start`: (field of Metadata, value)."""
    if len(text) > _LONGEST:
        return []
    flat = text.replace("\n", " ").replace("\r", " ")
    forms = _forms()
    found: list[tuple[str, Stated]] = []

    def state(field: str, a: int, b: int, cert: Cert = "high", **attrs: str) -> None:
        while a < b and flat[a] in " ,;":
            a += 1
        while b > a and flat[b - 1] in " ,;":
            b -= 1
        if a < b:
            content = " ".join(flat[a:b].split())
            found.append((field, Stated(content, (start + a, start + b), attrs, cert)))

    title = _title(flat)
    rest = 0
    if title is not None:
        state("title", *title)
        rest = title[1]
        if date := _date_after(flat, rest):
            state("date", *date)
            rest = max(rest, date[1])
    taken: list[Span] = []
    for field, expression in forms.contributors:
        for match in expression.finditer(flat[rest:]):
            _contributors(field, match, rest, flat, state)
            taken.append((rest + match.start(), rest + match.end()))
    for expression in forms.series:
        if (named := expression.search(flat[rest:])) is not None:
            state("series", rest + named.start(), rest + named.end())
            taken.append((rest + named.start(), rest + named.end()))
            break
    publishers = [s for s in _longest(forms.publishers, flat, rest) if _free((s[0], s[1]), taken)]
    if publishers:
        state("publisher", *publishers[0][:2])
        taken.append(publishers[0][:2])
    held = [s for s in _longest(forms.holders, flat, rest) if _free((s[0], s[1]), taken)]
    holder = None
    if held:
        a, b, form = held[0]
        holder, alone = _holder(form, flat[rest:])
        state("repository", a, b, "high" if len(form) > 3 and alone else "medium", key=holder.id)
        taken.append((a, b))
    _parts(flat, rest, _parts_of(holder), taken, state)
    if held and not any(field == "idnos" for field, _ in found):
        _bare(flat, held[0][1], taken, state)
    return found


def _holder(form: str, text: str) -> tuple[Holder, bool]:
    """The holder that goes by `form`, and whether it alone does; of several the one in whose manner `text` is."""
    bearers = [holders()[name] for name in _forms().holders_of[form]]
    own = (h for h in bearers if any(p.expression.search(text) for p in _forms().parts if p.is_of(h)))
    return (bearers[0], True) if len(bearers) == 1 else (next(own, bearers[0]), False)


def _parts_of(holder: Holder | None) -> list[Pattern]:
    """The forms of parts of a shelfmark: first those of the holder or its country, then those of all."""
    parts = _forms().parts
    return [p.expression for p in parts if p.is_of(holder)] + [p.expression for p in parts if not p.of]


def _bare(flat: str, start: int, taken: list[Span], state: _State) -> None:
    """The number of nothing that is known, right behind the holder: `NAA: A1838, 250/9/1/1`."""
    match = _NUMBER.match(flat, start)
    if match is not None and _free(number := part(match, "number"), taken) and _MIXED.search(flat[slice(*number)]):
        state("idnos", *number, "medium", type="shelfmark")


def held(text: str) -> bool:
    """Whether a line says where the original is: a holder that is known, and a shelfmark."""
    if len(text) > _LONGEST_SOURCE or not any(map(str.isdecimal, text)):
        return False
    if all(start > _BEGINS for _, start, _ in _forms().holders.find(text[:_HOLDER])):
        return False
    named = dict(parse(text))
    holder = named.get("repository")
    begins = holder is not None and holder.span is not None and holder.span[0] <= _BEGINS
    return begins and bool(named.keys() & {"idnos", "locus"})


def up_to_holder(text: str) -> str:
    """`text` up to the first holder that it names."""
    return text[: min((start for _, start, _ in _forms().holders.find(text)), default=len(text))]


def _parts(flat: str, rest: int, parts: Sequence[Pattern], taken: list[Span], state: _State) -> None:
    spans: list[tuple[int, int, str]] = []
    for expression in parts:
        for match in expression.finditer(flat[rest:]):
            whole = (rest + match.start(), rest + match.end())
            if not _free(whole, taken):
                continue
            taken.append(whole)
            spans += [
                (rest + part(match, k)[0], rest + part(match, k)[1], k) for k, v in match.groupdict().items() if v
            ]
    for a, b, kind in sorted(spans):
        if kind == "locus":
            first, last = _range(flat[a:b])
            state("locus", a, b, "high", **{"from": first, "to": last})
        elif kind in _FIELDS:
            state("collection" if kind == "series" else kind, a, b)
        else:
            state("idnos", a, b, type=kind)


def _contributors(field: str, match: Match, rest: int, flat: str, state: _State) -> None:
    a, b = part(match, "names")
    content = _sentence(flat[rest + a : rest + b])
    if (other := _OTHER_WORK.search(content)) is not None:
        content = content[: other.start()]
    for place, (first, last) in enumerate(names(content)):
        name = content[first:last]
        if name[0].islower() or (place and any(_forms().affiliations.find(name))):
            break
        state(field, rest + a + first, rest + a + last)
    language = match.groupdict().get("original_language")
    if language:
        a, b = part(match, "original_language")
        state("original_language", rest + a, rest + b)


def _sentence(text: str) -> str:
    """`text` up to the full stop that ends its sentence; initials and titles do not."""
    position = 0
    while (stop := text.find(".", position)) >= 0:
        word = text[:stop].rsplit(None, 1)[-1] if text[:stop].strip() else ""
        if (
            len(word) > 1
            and word.rstrip(".").casefold() not in ("dr", "mr", "mrs", "prof", "jr", "sr", "st")
            and "." not in word
        ):
            return text[:stop]
        position = stop + 1
    return text


_OTHER_WORK = pattern(
    r"(?i),?\s(?:and )?(?:translated|obtained|edited|annotated|transcribed|contributed|introduced)\b"
    r"|,? for (?:cwihp|nkidp)\b"
)
_SEPARATOR = pattern(r"\s*(?:;|,? (?:and|und|et|y|e|и|with|mit)\s|,|&|\n|•|\|)\s*")
_SEPARATOR_NO_AND = pattern(r"\s*(?:;|,|\n|•|\|)\s*")


def names(text: str, *, at_and: bool = True) -> list[Span]:
    """The names in an enumeration such as `X, Y and Z`, as offsets into `text`."""
    spans: list[Span] = []
    position = 0
    for match in (_SEPARATOR if at_and else _SEPARATOR_NO_AND).finditer(text):
        spans.append((position, match.start()))
        position = match.end()
    spans.append((position, len(text)))
    kept = []
    for a, b in spans:
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip(" \t\r\n•"))
        if text[a : a + 4].casefold() == "the ":
            a += 4
        b = a + len(text[a:b].rstrip(" \t\r\n.•"))
        if any(map(str.isalpha, text[a:b])):
            kept.append((a, b))
    return kept


def _title(flat: str) -> Span | None:
    """The title in quotation marks that the citation begins with."""
    first = len(flat) - len(flat.lstrip(" [("))
    close = _QUOTES.get(flat[first : first + 1])
    if close is None:
        return None
    end = -1
    # The closing mark is the one that a comma or full stop goes with; titles quote too.
    for mark in (f",{close}", f".{close}", f"{close},", f"{close}.", f"{close} ", close):
        at = flat.find(mark, first + 1)
        if at > first:
            end = at if end < 0 or at < end else end
            if mark[0] in ",." and mark[-1] == close:
                end = at
                break
    return (first + 1, end) if end > first + 1 else None


def _date_after(flat: str, position: int) -> Span | None:
    from converters.layout.vocabulary import words

    lead = len(flat[position:]) - len(flat[position:].lstrip(" ,.”\"“»'’"))
    match = pattern(words().lists["date"]).match(flat[position + lead : position + lead + 80])
    if match is None or match.end() == 0:
        return None
    return position + lead, position + lead + match.end()


def _longest(words: Words, flat: str, rest: int) -> list[tuple[int, int, str]]:
    """The words found, the first before the later, of overlapping ones the longest."""
    found = sorted(((a, -b, w) for w, a, b in words.find(flat[rest:])))
    kept: list[tuple[int, int, str]] = []
    for a, minus_b, word in found:
        if not kept or rest + a >= kept[-1][1]:
            kept.append((rest + a, rest - minus_b, word))
    return kept


def _free(span: Span, taken: list[Span]) -> bool:
    return all(span[1] <= a or b <= span[0] for a, b in taken)


def _range(text: str) -> tuple[str, str]:
    """First and last of `35-39`, `193–4`, `12r–13v`, `5, 7–9`."""
    numbers = [m.group() or "" for m in pattern(r"\d+(?:[rv]|ob|об)?").finditer(text)]
    if not numbers:
        return "", ""
    first, last = numbers[0], numbers[-1]
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first, last
