"""What the stages found, made one: statements that only together say who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converters.placed import Placed
from tei.model import Annotation


def reconcile(annotations: Sequence[Annotation]) -> list[Annotation]:
    """`annotations` with a role that a gloss names (`the Premier [Zhou Enlai]`) pointing to who is named."""
    roles = [a for a in annotations if a.element == "rs" and a.attrs.get("type") == "person" and "ref" not in a.attrs]
    if not roles:
        return list(annotations)
    glosses = Placed(a for a in annotations if a.element == "note" and a.attrs.get("type") == "gloss")
    names = Placed(a for a in annotations if a.element == "persName" and "ref" in a.attrs)
    settled: dict[int, Annotation] = {}
    for role in roles:
        named = [n for gloss in glosses.inside(role.start, role.end) for n in names.inside(*gloss.content)]
        if len({n.attrs["ref"] for n in named}) == 1:
            settled[id(role)] = replace(role, attrs={**role.attrs, "ref": named[0].attrs["ref"]}, cert=named[0].cert)
    return [settled.get(id(a), a) for a in annotations]
