"""Offices with time spans, dates of life and cross-references out of the notes of lists of persons.

`Ambassador to Peru until January 1960; thereafter Counselor of the Department of State` gives two
`Role`s. The phrases are in `data/roles.toml`, by language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from converters.authority.folding import fold
from converters.authority.life import iso, marked, told_life
from converters.authority.naming import lexicon
from converters.authority.role_grammar import Grammar
from converters.authority.role_grammar import grammar as role_grammar
from tei.entities import Entity, Role


@dataclass(frozen=True, slots=True)
class Told:
    """What a note tells of a person."""

    roles: tuple[Role, ...] = ()
    birth: str = ""
    death: str = ""
    see: str = ""
    """The name that a cross-reference points to: `Diem, see Ngo Dinh Diem`."""


_MAX_NOTE = 4000


def told(note: str, names: tuple[str, ...] = ()) -> Told:
    """What `note` tells; `names` are the ways in which it may begin with the person's own name.

    >>> told("Acheson, Dean, Secretary of State from January 1949 until January 20, 1953", ("Acheson, Dean",)).roles
    (Role(label='Secretary of State', notbefore='1949-01', notafter='1953-01-20', org=''),)
    """
    grammar = role_grammar()
    text = _after_name(" ".join(note[:_MAX_NOTE].split()), names)
    if not text:
        return Told()
    if see := grammar.see.match(text):
        return Told(see=text[see.end() :].strip(" .)"))
    text = marked(text, grammar)
    birth = death = ""
    if any(char.isdigit() for char in text):
        birth, death, text = told_life(text, grammar)
    roles: list[Role] = []
    for segment in _segments(text, grammar):
        if segment := _of_offices(segment, grammar):
            roles.extend(_roles(segment, roles[-1] if roles else None, grammar))
    unmarked = (replace(role, label=role.label.translate(grammar.words)) for role in roles)
    return Told(tuple(unmarked), birth, death)


def with_note_read(entity: Entity) -> Entity:
    """A person with the offices and dates that its note tells of, beside those it has."""
    if entity.kind != "person" or not entity.note:
        return entity
    found = told(entity.note, _openings(entity))
    if not (found.roles or found.birth or found.death):
        return entity
    roles = entity.roles or found.roles
    return replace(entity, roles=roles, birth=entity.birth or found.birth, death=entity.death or found.death)


def see(entity: Entity) -> str:
    """The name that the entry of a person refers to and has nothing to say beside; or nothing."""
    return told(entity.note, _openings(entity)).see if entity.note else ""


def _openings(entity: Entity) -> tuple[str, ...]:
    openings = [name.text for name in entity.names]
    openings.extend(", ".join(value for _, value in name.parts) for name in entity.names if name.parts)
    return tuple(openings)


def _after_name(text: str, names: tuple[str, ...]) -> str:
    """The note without the name it begins with, and without the ranks and branches after that."""
    for name in sorted(names, key=len, reverse=True):
        if text.startswith(name):
            text = text[len(name) :]
            break
    else:
        known = {word for name in names for word in fold(name.replace(",", " ")).split()}
        head, comma, rest = text.partition(",")
        while comma and (words := fold(head).split()) and all(w in known for w in words):
            text = rest
            head, comma, rest = text.partition(",")
        if not comma and all(w in known for w in fold(head).split()):
            text = ""
    ignored = lexicon().postnominals | lexicon().suffixes
    text = text.strip(" ,")
    head, comma, rest = text.partition(",")
    while comma and head.replace(".", "").casefold() in ignored:
        text = rest.strip()
        head, comma, rest = text.partition(",")
    return text


def _of_offices(segment: str, grammar: Grammar) -> str:
    """A segment without what it tells of somebody beside offices: `Archbishop of Hue, brother of Diem`."""
    other = grammar.no_office.search(segment)
    before = segment[: other.start()] if other else segment
    return segment if before.count("(") > before.count(")") else before


def _segments(text: str, grammar: Grammar) -> list[str]:
    """The offices, one a segment: parted by semicolons, and by `, thereafter`."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]" and depth > 0)
        if char == ";" and depth == 0:
            found.append(text[start:at])
            start = at + 1
    found.append(text[start:])
    result: list[str] = []
    for segment in found:
        if "," not in segment:
            result.append(segment)
            continue
        afterwards = [m.start() for m in grammar.afterwards.finditer(segment) if m.end() < len(segment)]
        cuts = [at for at in afterwards if segment[: at + 1].rstrip().endswith(",")]
        result.extend(segment[a:b] for a, b in zip([0, *cuts], [*cuts, len(segment)], strict=True))
    return result


def _roles(segment: str, before: Role | None, grammar: Grammar) -> list[Role]:
    """The offices of one segment: `High Commissioner until May 1955 and Ambassador until July 1957` has two."""
    follows = False
    if match := grammar.afterwards.search(segment):
        outer = segment[: match.start()].strip(" ,"), segment[match.end() :].strip(" ,.")
        if not all(outer):
            follows, segment = True, " ".join(outer).strip()
    roles: list[Role] = []
    label, at, spans = "", 0, list(_spans(segment, grammar))
    for start, end, first, last in spans:
        piece = segment[at:start]
        joined = piece.lstrip(" )").lower()
        if roles and not _label(piece.removeprefix(")")):
            roles.append(Role(label, first, last))  # another time in the same office
        elif roles and not joined.startswith((",", "and ", "und ", "et ")):
            label = _label(f"{label} {joined and piece.lstrip(' )')}")
            roles[-1] = Role(label, roles[-1].notbefore or first, roles[-1].notafter or last)
        else:
            label = _label(piece)
            roles.append(Role(label, first, last))
        at = end
    rest = segment[at:]
    if not roles:
        roles = [Role(_label(segment))]
    elif _label(rest):
        if rest.lstrip(" ,)").lower().startswith(("and ", "und ", "et ")):
            roles.append(Role(_label(rest)))
        else:
            roles[-1] = replace(roles[-1], label=_label(f"{roles[-1].label}{', ' if ',' in rest[:2] else ' '}{rest}"))
    if follows and before is not None and not roles[0].notbefore:
        roles[0] = replace(roles[0], notbefore=before.notafter or before.notbefore)
    return [role for role in roles if any(c.isalpha() for c in role.label)]


def _spans(segment: str, grammar: Grammar) -> Iterator[tuple[int, int, str, str]]:
    """Where a segment says from when to when: start, end, first and last date."""
    if not any(c.isdigit() for c in segment):
        return
    at = 0
    while match := grammar.span.search(segment, at):
        groups = {name.rstrip("_"): value for name, value in match.groupdict().items() if value}
        if both := groups.get("ab"):
            first = last = iso(both, grammar)
        else:
            last = iso(groups.get("b"), grammar)
            first = iso(groups.get("a"), grammar, last[:4])
        # A comma that closes the date may open the next one.
        end = match.end() - (match.end() < len(segment) or segment[match.end() - 1] == ",")
        yield match.start(), max(end, match.start() + 1), first, last
        at = max(end, match.start() + 1)


_JOINING = ("and ", "und ", "et ", "also ")


def _label(text: str) -> str:
    """The words of an office without what joins them to others and to their dates."""
    text = " ".join(text.split()).replace("( )", "").replace("()", "").replace(" ,", ",").replace(" )", ")")
    text = text.strip(" ,.;:—-").lstrip(")").rstrip("(").strip(" ,.;:—-")
    while text.lower().startswith(_JOINING) or f"{text.lower()} " in _JOINING:
        text = text.partition(" ")[2].lstrip(" ,")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return text.strip(" ()") if text.count("(") != text.count(")") else text
