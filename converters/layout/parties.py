"""Who wrote to whom, and what kind of document it is, as a heading says it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from converters.layout.exchange import Found, offices
from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern
from tei.model import Span

_HEAD = 80
_LONGEST = 300


class _Forms(NamedTuple):
    kind: Pattern
    from_to: Pattern
    named: Pattern
    letter: Pattern
    bare: Pattern
    meant_for: Pattern
    to: Pattern
    post: Pattern
    office: Pattern
    titled: Pattern
    body: Pattern
    person: Pattern
    office_last: Pattern


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
            rf"(?s)(?:\d+\. )?(?P<both>(?:The|Mrs?\.?|Sir|Lord|Acting|{office}) .*?"
            rf" to (?:the|Mrs?\.?|Sir|Lord|Certain|All|{office}) .*?){end}"
        ),
        pattern(
            rf"(?is)(?:\W*\d+[a-z]?\W+)?memorandum (?:for|to) (?:the )?"
            rf"(?P<whom>(?:{rank} )*{office}(?:\P{{L}}.*?)?){end}"
        ),
        pattern(r"(?i)(?:,? addressed)? to "),
        pattern(rf"(?i)(?:^|\P{{L}}){lists['post_to']}$"),
        pattern(r"(?s)(?:[Tt]he )?(?P<role>.*?) ?\( ?(?P<name>\p{Lu}[\p{L}.’' -]*?) ?\).*"),
        pattern(
            rf"(?:[Tt]he )?(?P<role>(?:{rank} )*{office}) (?P<name>\p{{Lu}}[\p{{L}}.’'-]+(?: \p{{Lu}}[\p{{L}}.’'-]*)*)"
        ),
        pattern(rf"(?i)(?:the )?(?:[\p{{L}}.]+ ){{0,3}}?{body}(?:\P{{L}}|$)"),
        pattern(
            r"(?:Mrs?\.? |Miss |Sir |Lord |Dr\.? |\p{Lu}\p{L}+ )(?:(?:\p{Lu}\.? ?)+ )?"
            r"(?:(?:de|of|van|von) )?\p{Lu}[\p{L}’'-]+"
        ),
        pattern(rf"(?i)(?:^| )(?:{office}|{body}|{rank}|{lists['post_to']})s?$"),
    )


def parties(heading: str) -> list[Found]:
    """Authors and addressees in `heading`."""
    forms = _forms()
    kind = forms.kind.match(heading)
    match = forms.from_to.fullmatch(heading, kind.end()) if kind else None
    match = match or forms.bare.fullmatch(heading) or forms.letter.fullmatch(heading)
    if match is None and kind is not None and heading[kind.end() - 2] == ",":
        match = forms.named.fullmatch(heading, kind.end())  # Report, Embassy of Hungary to the Foreign Ministry
    if match is None and (meant := forms.meant_for.fullmatch(heading)) is not None:
        return [_party("addressees", heading, *part(meant, "whom"))]
    if match is None:
        return offices(heading) if len(heading) <= 2 * _LONGEST else []
    start, end = part(match, "both")
    if end - start > 2 * _LONGEST:
        return []
    found: list[Found] = []
    first, last = _middle(heading, start, end)
    found.append(_party("authors", heading, start, start + len(heading[start:first].rstrip(","))))
    if last < end:
        found.append(_party("addressees", heading, last, end))
    return found


def _middle(heading: str, start: int, end: int) -> Span:
    """What parts the writer from whom he writes to: not the ` to ` in `Ambassador to the Netherlands`."""
    forms = _forms()
    parting = [(start + m.start(), start + m.end()) for m in forms.to.finditer(heading[start:end])]
    between = (at for at in parting if forms.post.search(heading[start : at[0]]) is None)
    return next(between, parting[0] if parting else (end, end))


def _party(field: str, heading: str, start: int, end: int) -> Found:
    """A person with an office, where the name is told from it; otherwise the words as they stand."""
    forms = _forms()
    content = heading[start:end]
    match = forms.office.fullmatch(content)
    front = content[slice(*part(match, "role"))].strip() if match is not None else ""
    if forms.person.fullmatch(front) is not None and forms.office_last.search(front) is None:
        content, end, match = front, start + len(front), None  # a name, and a place in brackets
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


OF_A_DAY = ("minutes", "memorandum-of-conversation")
"""Kinds of document that are of the day of a meeting or talk."""


def held_on(heading: str) -> Span | None:
    """Where the heading of a record says on which day the meeting or talk was: `Protokoll der Sitzung am 5. Mai`."""
    heading = heading[: 2 * _LONGEST].replace("\n", " ")
    match = _day().search(heading) if genre(heading) in OF_A_DAY else None
    return part(match, "date") if match is not None else None


@lru_cache(maxsize=1)
def _day() -> Pattern:
    return pattern(rf"(?:^|\P{{L}})(?i:{words().lists['on_day']}) (?P<date>{words().lists['date']})")
