"""Who held an office at a date, by what an authority says of its people.

An office that a text names without its country (`the Secretary of State`, `the President`) is that of
the country from which the list was made: its compilers write `Secretary of State` but `British Foreign
Secretary`. Which country that is, is told by the institutions they name (`data/institutions.csv`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from converters.authority.folding import fold
from converters.authority.model import Authority
from converters.authority.tables import rows
from converters.matching import Words, pattern
from tei.entities import Entity, Role
from tei.model import Cert

_ARTICLES = frozenset({"the", "his", "her", "our", "its", "mr", "der", "die", "le", "la", "el"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office under its usual name, and the country where one is said."""

    name: str
    country: str = ""


@lru_cache
def _names() -> Mapping[str, str]:
    """Any name of an office → its usual one."""
    names: dict[str, str] = {}
    for row in rows("offices.csv"):
        for name in (row["office"], *row["also"].split("|")):
            names.setdefault(fold(name), row["office"])
    return names


@lru_cache
def countries() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Folded adjective → country (`british` → `United Kingdom`); folded name → country."""
    adjectives: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in rows("countries.csv"):
        for adjective in filter(None, row["adjective"].split("|")):
            adjectives.setdefault(fold(adjective), row["country"])
        for name in filter(None, (row["country"], *row["also"].split("|"))):
            names.setdefault(fold(name), row["country"])
    return adjectives, names


@lru_cache(maxsize=16384)
def office(text: str) -> Office:
    """The office that `text` names.

    >>> office("the British Foreign Secretary"), office("Minister of Foreign Affairs of France")
    (Office(name='foreign minister', country='United Kingdom'), Office(name='foreign minister', country='France'))
    """
    adjectives, names = countries()
    words = fold(text.replace("’s", "'s").replace(",", " ")).split()
    while words and words[0] in _ARTICLES:
        words = words[1:]
    country = ""
    for length in (3, 2, 1):
        if len(words) > length and (found := adjectives.get(" ".join(words[:length]))):
            country, words = found, words[length:]
            break
    for at in range(1, len(words)):
        if words[at] in ("of", "for", "des", "de", "von") and not country:
            tail = words[at + 1 :]
            if found := names.get(" ".join(tail)) or names.get(" ".join(tail[1:]) if tail[:1] == ["the"] else ""):
                country, words = found, words[:at]
                break
    name = " ".join(words)
    return Office(_names().get(name, name), country)


@dataclass(frozen=True, slots=True)
class _Held:
    entity: Entity
    role: Role
    country: str


@lru_cache(maxsize=8)
def _index(authority: Authority) -> Mapping[str, tuple[_Held, ...]]:
    """Office → who held it. What one person held before says whose office an unqualified one is."""
    held: dict[str, list[_Held]] = defaultdict(list)
    for entity in authority.entities:
        country = ""
        for role in entity.roles:
            parts = _parts(role.label)
            country = next((c for _, c in parts if c), country)
            for name, own in parts:
                held[name].append(_Held(entity, role, own or country))
    return {name: tuple(found) for name, found in held.items()}


@lru_cache(maxsize=8)
def home(authority: Authority) -> str:
    """The country from which the list was made, by the institutions that it names without a country."""
    counts: Counter[str] = Counter()
    institutions, words = _institutions()
    for entity in authority.entities:
        for word, _, _ in words.find(entity.note):
            counts.update(institutions[word])
    if not counts:
        only = {held.country for found in _index(authority).values() for held in found if held.country}
        return only.pop() if len(only) == 1 else ""
    ranked = counts.most_common(2)
    if ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ""
    return ranked[0][0]


@lru_cache
def _institutions() -> tuple[Mapping[str, tuple[str, ...]], Words]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("institutions.csv"):
        for name in row["institutions"].split("|"):
            found[name] = (*found.get(name, ()), row["country"])
    return found, Words(found)


def _parts(label: str) -> list[tuple[str, str]]:
    """The offices that a label joins: `Prime Minister and Minister of Defense`; the whole first.

    A part of one word is none: in `President, Export-Import Bank` the comma does not end the office.
    """
    whole = office(label)
    if pattern(r"^(?:former|ex|late|onetime)\b").search(whole.name):
        return []
    found = {(whole.name, whole.country): None}
    for piece in pattern(r",? and |, ").sub("|", label).split("|"):
        part = office(piece)
        if " " in piece.strip() and part.name:
            found.setdefault((part.name, part.country or whole.country))
    return list(found)


def holders(authority: Authority, office_text: str, date: str = "") -> tuple[tuple[Entity, Cert], ...]:
    """The people who held an office at a date (ISO, may be partial), the surest first.

    `high` where the list leaves no other and says so in as many words; `medium` where the country was
    concluded; several that remain are all given, `low`. Nobody is given where the list does not say.
    """
    wanted = office(office_text)
    found = [h for h in _index(authority).get(wanted.name, ()) if in_office(h.role, date)]
    cert: Cert = "high"
    if wanted.country:
        exact = [h for h in found if h.country == wanted.country]
        if not exact and wanted.country == home(authority):
            exact = [h for h in found if not h.country]
        found = exact
    elif unqualified := [h for h in found if not h.country]:
        found = unqualified
    else:
        own = [h for h in found if h.country == home(authority)]
        cert = "medium" if own else "low"
        found = own or found
    people = {h.entity.id: h for h in found}
    if len(people) > 1:
        # One who is said to have held it just then goes before those of whom no dates are said.
        dated = [h for h in people.values() if h.role.notbefore or h.role.notafter]
        if date and len(dated) == 1:
            return ((dated[0].entity, "medium"),)
        return tuple((h.entity, "low") for h in people.values())
    return tuple((h.entity, cert) for h in people.values())


def in_office(role: Role, date: str) -> bool:
    """Whether a role was held at some time of `date`; always, where no dates are said."""
    if not date:
        return True
    first, last = date.ljust(10, "0"), date[:10].ljust(10, "9")
    return not (role.notbefore and role.notbefore[:10].ljust(10, "0") > last) and not (
        role.notafter and role.notafter[:10].ljust(10, "9") < first
    )
