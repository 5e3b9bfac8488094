"""The entities that a document's names point to: those of the authority, and new ones for names it lacks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from converters.authority import chinese, cyrillic
from converters.authority.model import slug
from converters.names import titles
from converters.names.bearers import clusters
from converters.names.mention import Mention
from tei.entities import Entity, Name, Role


def local(mentions: Sequence[Mention], source: str, taken: Container[str]) -> tuple[Entity, ...]:
    """New entities for the unlinked mentions, one a bearer; the mentions' `ref` is set to them.

    `source` is the text that the mentions lie in, as it is written. Their ids are made of the fullest name, and
    are the same whenever the document is read again.
    """
    made: dict[str, Entity] = {}
    by_birth: dict[int, list[str]] = {}
    for m in mentions:
        if m.bearer is not None:
            by_birth.setdefault(id(m.bearer), []).append(" ".join(source[m.start : m.end].split()))
    found = clusters(mentions)
    ids: list[str] = []
    for group in found.bearers:
        names = [(" ".join(source[m.start : m.end].split()), m) for m in group]
        fullest = max(names, key=lambda pair: (len(pair[1].forenames), _length(pair[0])))
        base = slug(cyrillic.romanise(fullest[0]) if cyrillic.is_cyrillic(fullest[0]) else fullest[0])
        id_, number = base, 2
        while id_ in taken or id_ in made:
            id_, number = f"{base}-{number}", number + 1
        variants = dict.fromkeys(text for text, _ in names if text != fullest[0])
        maiden = dict.fromkeys(text for m in group for text in by_birth.get(id(m), ()))
        entity = Entity(
            id_, "person",
            (Name(fullest[0], parts=_parts(fullest[0], fullest[1])), *(Name(text, "variant") for text in variants),
             *(Name(text, "maiden") for text in maiden)),
            roles=tuple(Role(label) for label in dict.fromkeys(filter(None, (_office(source, m) for m in group)))),
            cert="medium",
        )  # fmt: skip
        made[id_] = entity
        ids.append(id_)
        for mention in group:
            mention.ref = id_
    for mention, bearers in found.open:
        mention.ref, mention.cert = " ".join(ids[number] for number in bearers), "low"
    for m in mentions:
        if m.bearer is not None:
            m.ref = m.bearer.ref
    return tuple(made.values())


def _length(name: str) -> int:
    """By how much one name says more than another; in Russian the shortest form is the nominative."""
    return -len(name) if cyrillic.is_cyrillic(name) else len(name)


def used(refs: Iterable[str], authority: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """The authority's entities among `refs`, each once, in the order in which they are met."""
    return tuple(authority[id_] for id_ in dict.fromkeys(refs) if id_ in authority)


def _parts(text: str, mention: Mention) -> tuple[tuple[str, str], ...]:
    """Surname and forename, where the form of the name tells them apart."""
    words = text.split()
    if len(words) > 1 and not mention.forenames:
        rest = " ".join(words[1:])
        return (("surname", words[0]), ("forename", rest)) if chinese.is_name(words[0], rest) else ()
    if not mention.forenames or len(words) <= len(mention.forenames):
        return (("surname", text),) if len(words) == 1 and mention.rule != "name.forename-alone" else ()
    count = len(mention.forenames)
    first = mention.rule in ("name.surname-first", "name.list", "name.eastern")
    if first and words[0].strip(",").startswith(mention.surname[:3]):
        return (("surname", words[0].strip(",")), ("forename", " ".join(words[1:])))
    byname = tuple(("addName", word.strip(_QUOTES)) for word in words[count : count + 1] if word[0] in _QUOTES)
    return (("forename", " ".join(words[:count])), *byname, ("surname", " ".join(words[count + len(byname) :])))


_QUOTES = "\"“”„«»()"
"""What stands around a byname."""


def _office(source: str, mention: Mention) -> str:
    """The office or rank before a name, in the source's words; not a mere form of address."""
    if not mention.titles or mention.titles_from >= mention.start:
        return ""
    if all(titles.addresses(word) for word in mention.titles):
        return ""
    return " ".join(source[mention.titles_from : mention.start].split()).strip(" ,")
