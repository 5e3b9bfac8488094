"""Joining the entries of several files: one entity an id, with what each file says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from converters.authority.model import Contents, Entry, Problem
from tei.entities import Entity

_T = TypeVar("_T")


def joined(
    contents: Iterable[Contents], *, by_identifier: bool = False
) -> tuple[tuple[Entity, ...], tuple[Problem, ...]]:
    """One entity an id, in order of first mention, and the contradictions between the entries.

    `by_identifier` also takes entries for one that share an identifier elsewhere.
    """
    found: dict[str, Entity] = {}
    elsewhere: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for content in contents:
        for entry in content.entries:
            entity = entry.entity
            id_ = entity.id
            if by_identifier and id_ not in found:
                id_ = next((elsewhere[idno] for idno in entity.idnos if idno in elsewhere), id_)
            earlier = found.get(id_)
            if earlier is None:
                found[id_] = entity
            else:
                found[id_] = both(earlier, entity)
                problems.extend(_contradictions(earlier, entry))
            for idno in entity.idnos:
                elsewhere.setdefault(idno, id_)
    return tuple(found.values()), tuple(problems)


def both(first: Entity, second: Entity) -> Entity:
    """The two as one: the first's name to show, dates and note count; lists are gathered."""
    if second.kind != first.kind:
        return first
    note = first.note if second.note in first.note else f"{first.note}\n{second.note}".strip()
    return replace(
        first,
        names=_united(first.names, second.names),
        idnos=_united(first.idnos, second.idnos),
        roles=_united(first.roles, second.roles),
        note=note,
        geo=first.geo or second.geo,
        type=first.type or second.type,
        birth=first.birth or second.birth,
        death=first.death or second.death,
    )


def _contradictions(first: Entity, entry: Entry) -> list[Problem]:
    second = entry.entity
    file = second.source.split("#")[0]

    def problem(what: str) -> Problem:
        return Problem(file, entry.line, f"“{second.id}”: {what}", "warning", "conflict")

    if first.kind != second.kind:
        return [problem(f"is a {second.kind} here, a {first.kind} in {first.source}")]
    problems = []
    if first.geo and second.geo and max(abs(a - b) for a, b in zip(first.geo, second.geo, strict=True)) > 0.1:
        problems.append(problem(f"lies at {second.geo} here, at {first.geo} in {first.source}"))
    for what in ("birth", "death"):
        one, other = getattr(first, what), getattr(second, what)
        if one and other and not one.startswith(other) and not other.startswith(one):
            problems.append(problem(f"{what} is {other} here, {one} in {first.source}"))
    known = dict(first.idnos)
    for type_, value in second.idnos:
        if type_ != "URI" and known.get(type_, value) != value:
            problems.append(problem(f"{type_} is {value} here, {known[type_]} in {first.source}"))
    if not {n.text.casefold() for n in first.names} & {n.text.casefold() for n in second.names}:
        problems.append(problem(f"is “{second.label}” here, “{first.label}” in {first.source}"))
    return problems


def _united(first: tuple[_T, ...], second: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(first + second))
