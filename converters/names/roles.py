"""Offices that stand for persons: `the Secretary`, `the President`, `The Foreign Minister`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converters.lexicon import word_before
from converters.names import offices
from converters.names.cues import listing, senses
from converters.names.index import NameIndex
from converters.names.lexicon import ADDRESS, ATTRIBUTE, OFFICE, RANK, TITLE, lexicon
from converters.names.mention import Mention, Words
from converters.names.runs import INITIAL
from tei.model import Cert, Span


@dataclass(slots=True)
class Office:
    """An office at `start:end` of the reading that stands for its holder."""

    start: int
    end: int
    words: str
    ref: str = ""
    rule: str = "role.open"
    cert: Cert = "low"


def find_offices(
    words: Words, mentions: Sequence[Mention], index: NameIndex | None, date: str, glossed: Sequence[Span] = ()
) -> list[Office]:
    """The offices that no name follows, with their holder where one is settled.

    Settled is an office of which the document names one holder (`President Frondizi … the President`) who, by the
    authority, did not hold it at another time only; else the one that the authority says held it at the record's date.
    """
    text, runs = words.text, words.runs
    starts = sorted(m.start for m in mentions)
    by_start = {m.start: m for m in mentions}
    titles_from = {m.titles_from for m in mentions if m.titles}
    named = _named(mentions)
    articles = frozenset(listing("office", "definite"))
    found: list[Office] = []
    told = iter(sorted(glossed))
    gloss = next(told, None)
    for number, run in enumerate(runs):
        if not words.kinds[number] & OFFICE:
            continue
        first = 1 if run[0].word.lower() in articles and len(run) > 1 else 0
        tokens = run[first:]
        if not tokens or not all(
            token.flags & (TITLE | ATTRIBUTE) and not token.flags & (INITIAL | ADDRESS) for token in tokens
        ):
            continue
        if (
            not tokens[-1].flags & OFFICE
            or tokens[-1].flags & RANK
            or tokens[0].start in titles_from
            or not {tokens[0].word, tokens[0].word.capitalize()} & lexicon().flags.keys()
        ):
            continue
        if tokens[-1].word[-1] == "s" and tokens[-1].word[-2:] != "ss":
            continue  # several
        if tokens[-1].word in lexicon().bodies:
            continue  # the Swiss Bundesrat
        start, end = tokens[0].start, tokens[-1].end
        while gloss is not None and gloss[1] <= start:
            gloss = next(told, None)
        if gloss is not None and gloss[0] <= start:
            continue
        if not first and start and text[start - 1] != "\n" and leading(text, start) not in articles:
            continue
        if (end < len(text) and text[end : end + 2] in ("s ", "-e")) or _followed(starts, end):
            continue
        label = " ".join(token.word for token in tokens)
        if text[end : end + 4] == " of " and number + 1 < len(runs):
            after = runs[number + 1]
            if after[0].start in (end + 4, end + 8) and after[0].word in listing("office", "of"):
                end = _of_state(words, number + 1)
                label = f"{label} of {text[after[0].start : end]}"
            else:
                label += " of"  # the office of some body: nobody here is meant without it
        office = Office(start, end, label)
        bearer = _bracketed(text, by_start, starts, end)
        if bearer:
            office.ref, office.rule, office.cert = bearer, "role.gloss", "high"
        else:
            _settle(office, named, index, date)
        found.append(office)
    return found


def leading(text: str, start: int) -> str:
    """The word before an office, in lower case: an article, or what makes it another office."""
    return word_before(text, start).rpartition("—")[2]


def _of_state(words: Words, number: int) -> int:
    """Where the run ends that an office is of; with that of the country: `of the Republic of the Congo`."""
    run, end = words.runs[number], words.runs[number][-1].end
    of = words.text[end : end + 4] == " of " and number + 1 < len(words.runs)
    if of and run[-1].word in listing("office", "states"):
        following = words.runs[number + 1]
        if following[0].start in (end + 4, end + 8):
            return following[-1].end
    return end


def _followed(starts: Sequence[int], end: int) -> bool:
    """Whether a name comes right after."""
    at = bisect_left(starts, end)
    return at < len(starts) and starts[at] - end <= 1


def _bracketed(text: str, mentions: Mapping[int, Mention], starts: Sequence[int], end: int) -> str:
    """Whom round brackets after an office name: `The Ambassador in the Netherlands (Baruch)`."""
    at = bisect_left(starts, end)
    if at == len(starts) or starts[at] - end > 80 or text[end : starts[at]].rstrip()[-1:] != "(":
        return ""
    between = text[end : starts[at]].rstrip()[:-1]
    mention = mentions[starts[at]]
    if (
        any(mark in between for mark in ("\n", "(", ". ", " to ", " and "))
        or text[mention.end : mention.end + 2].strip()[:1] != ")"
    ):
        return ""
    return mention.ref if " " not in mention.ref else ""


def _named(mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """The holders that the document itself gives an office: titles of its names, the last words of them too."""
    held: dict[str, set[str]] = {}
    for m in mentions:
        if m.titles and m.ref and " " not in m.ref:
            for first in range(len(m.titles)):
                held.setdefault(" ".join(m.titles[first:]), set()).add(m.ref)
                if m.titles[first] in listing("office", "lesser"):
                    break  # a Vice Premier is no Premier
    return held


def _settle(office: Office, named: Mapping[str, set[str]], index: NameIndex | None, date: str) -> None:
    key = office.words.lower()
    bearers = named.get(key, set())
    if bearers and index is not None and date:
        bearers = {ref for ref in bearers if not _at_another_time(index, ref, key, date)}
    if len(bearers) == 1:
        office.ref, office.rule, office.cert = next(iter(bearers)), "role.text", "medium"
    elif not bearers and index is not None and date:
        holders = _holders(index, key, date)
        if len(holders) == 1:
            office.ref, office.rule, office.cert = holders[0], "role.authority", "medium"


def _holders(index: NameIndex, words: str, date: str) -> list[str]:
    """The persons whom the authority has in an office at a date."""
    return list(dict.fromkeys(person for held in _held(index, words) for person in holding(held, date)))


def holding(held: Sequence[tuple[str, offices.Office]], date: str) -> list[str]:
    """Those of the holders of an office who held it at a date; where no times are told, the only one."""
    timed = (person for person, o in held if o.held(date) and (o.start or o.end or len(held) == 1))
    return list(dict.fromkeys(timed))


def _at_another_time(index: NameIndex, ref: str, words: str, date: str) -> bool:
    """Whether the authority says when a person held an office, and that it was not at the date.

    `Secretary Dulles had said` names a former holder: `the Secretary` of the record is another.
    """
    held = [office for one in _held(index, words) for person, office in one if person == ref]
    return any(o.start or o.end for o in held) and not any(o.held(date) for o in held)


def _held(index: NameIndex, words: str) -> list[list[tuple[str, offices.Office]]]:
    """Who held an office when, for each of the offices that the words may mean."""
    table = _table(index)
    return [table.get(label, []) for label in senses("office.short").get(words, (words,))]


def _table(index: NameIndex) -> dict[str, list[tuple[str, offices.Office]]]:
    """Office → holders, made when it is first asked for."""
    if index.offices is None:
        table: dict[str, list[tuple[str, offices.Office]]] = {}
        for entity in index.entities.values():
            if entity.kind == "person" and (entity.roles or entity.note):
                for office in offices.of(entity):
                    label = office.label.split(",")[0].strip()
                    table.setdefault(label, []).append((entity.id, office))
        index.offices = table
    return index.offices
