"""Who wrote to whom, and what kind of document it is, as a heading says it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern
from tei.model import Span

Found = tuple[str, int, int, dict[str, str]]
"""A field of the description, where its value stands in the heading, and TEI attributes."""

_HEAD = 80
_LONGEST = 300


class _Forms(NamedTuple):
    kind: Pattern
    from_to: Pattern
    named: Pattern
    letter: Pattern
    bare: Pattern
    post: Pattern
    office: Pattern
    titled: Pattern
    body: Pattern


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    lists = words().lists
    kind, body, office, rank = lists["document_kind"], lists["body"], lists["office"], lists["rank"]
    title = r"(?:[,:]? [‘'“\"«„].*)?"
    dated = rf"(?:,? (?:{lists['place']}, ?)?\[?{lists['date']}\]?)?"
    end = title + dated + r"(?:\d{1,2}|/\d{1,3}/)?[.,;]?\s*"
    return _Forms(
        pattern(
            rf"(?i)(?:\W*\d+[a-z]?\W+)?(?:\p{{L}}+[ -]){{0,5}}?{kind}s?\b(?: (?:no\. ?)?[\w/.-]*\d[\w/.-]*)?"
            r"(?: prepared| submitted| drafted)?,?\s"
        ),
        pattern(rf"(?is)(?:.*?\b)?(?:from|by) (?P<both>(?:the |a |mr\.|dr\.|\p{{Lu}}).*?){end}"),
        pattern(rf"(?is)(?P<both>(?:the )?(?:\p{{L}}+ ){{0,3}}{body}(?:\P{{L}}[^,]*)? to (?:the )?.*?){end}"),
        pattern(
            r"(?s)(?:\d+\. )?From (?P<both>(?:\p{Lu}[\p{L}.’'-]* )+\p{Lu}\p{Ll}[\p{L}.’'-]*"
            rf" to (?:\p{{Lu}}[\p{{L}}.’'-]* ?)+?){end}"
        ),
        pattern(
            r"(?s)(?:\d+\. )?(?P<both>(?:The|Mr\.|President|Acting|Mrs\.) .*?"
            rf" to (?:the|Mr\.|President|Secretary|Certain|All|Mrs\.) .*?){end}"
        ),
        pattern(rf"(?i)(?:^|\P{{L}}){lists['post_to']}$"),
        pattern(r"(?s)(?:[Tt]he )?(?P<role>.*?) ?\( ?(?P<name>\p{Lu}[\p{L}.’' -]*?) ?\).*"),
        pattern(
            rf"(?:[Tt]he )?(?P<role>(?:{rank} )*{office}) (?P<name>\p{{Lu}}[\p{{L}}.’'-]+(?: \p{{Lu}}[\p{{L}}.’'-]*)*)"
        ),
        pattern(rf"(?i)(?:the )?(?:[\p{{L}}.]+ ){{0,3}}?{body}(?:\P{{L}}|$)"),
    )


def parties(heading: str) -> list[Found]:
    """Authors and addressees in `heading`."""
    forms = _forms()
    kind = forms.kind.match(heading)
    match = forms.from_to.fullmatch(heading, kind.end()) if kind else None
    match = match or forms.bare.fullmatch(heading) or forms.letter.fullmatch(heading)
    if match is None and kind is not None and heading[kind.end() - 2] == ",":
        match = forms.named.fullmatch(heading, kind.end())  # Report, Embassy of Hungary to the Foreign Ministry
    if match is None:
        return []
    start, end = part(match, "both")
    if end - start > 2 * _LONGEST:
        return []
    found: list[Found] = []
    middle = _middle(heading, start, end)
    if middle < end and heading[middle - 1] == ",":
        return [_party("authors", heading, start, middle - 1), _party("addressees", heading, middle + 4, end)]
    found.append(_party("authors", heading, start, middle))
    if middle < end:
        found.append(_party("addressees", heading, middle + 4, end))
    return found


def _middle(heading: str, start: int, end: int) -> int:
    """Where ` to ` parts the writer from whom he writes to: not the one in `Ambassador to the Netherlands`."""
    forms = _forms()
    at = heading.find(" to ", start, end)
    first = at
    while at >= 0:
        if forms.post.search(heading[start:at]) is None:
            return at
        at = heading.find(" to ", at + 4, end)
    return first if first >= 0 else end


def _party(field: str, heading: str, start: int, end: int) -> Found:
    """A person with an office, where the name is told from it; otherwise the words as they stand."""
    forms = _forms()
    content = heading[start:end]
    match = forms.office.fullmatch(content)
    if match is None or content[slice(*part(match, "name"))].isupper():
        match = forms.titled.match(content)
    if match is not None:
        first, last = part(match, "name")
        role = " ".join(content[slice(*part(match, "role"))].split())
        return field, start + first, start + last, {"type": "person", "role": role}
    if content[:4].casefold() == "the ":
        start += 4
    return field, start, end, {"type": "org"} if forms.body.match(content) else {}


def genre(heading: str) -> str:
    """The kind of document that `heading` names, or empty."""
    known = words()
    found = known.genre.find(heading[:_HEAD])
    return known.genres[found[0]] if found else ""


_OF_A_DAY = ("minutes", "memorandum-of-conversation")


def held_on(heading: str) -> Span | None:
    """Where the heading of a record says on which day the meeting or talk was: `Protokoll der Sitzung am 5. Mai`."""
    heading = heading[: 2 * _LONGEST].replace("\n", " ")
    match = _day().search(heading) if genre(heading) in _OF_A_DAY else None
    return part(match, "date") if match is not None else None


@lru_cache(maxsize=1)
def _day() -> Pattern:
    return pattern(rf"(?:^|\P{{L}})(?i:am|vom|от|on|du|del|le) (?P<date>{words().lists['date']})")
