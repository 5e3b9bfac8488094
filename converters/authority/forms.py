"""The forms under which an entity is met in running text, for one automaton over all of them.

`forms` says of each form what kind it is and how surely it stands for the entity; whether a surname
alone or an abbreviation that is also a word is meant in a passage is for the recogniser to settle.
"""

from __future__ import annotations

from converters.authority.folding import spellings
from converters.authority.form import Form, FormKind
from converters.authority.naming import personal
from converters.authority.person_forms import person_forms, plain_name
from converters.authority.thing_forms import expansions, org_forms, place_forms
from tei.entities import Entity
from tei.model import Cert

__all__ = ["Form", "FormKind", "expansions", "forms", "plain_name", "surnames", "titles"]


def forms(entity: Entity) -> tuple[Form, ...]:
    """All forms of `entity`, the surest reading of each text first; no text twice."""
    make = {"person": person_forms, "org": org_forms, "place": place_forms}[entity.kind]
    found: dict[str, Form] = {}
    for form in make(entity):
        if len(form.text) > 1 and (form.text not in found or _RANK[form.cert] > _RANK[found[form.text].cert]):
            found[form.text] = form
    for form in tuple(found.values()):
        for text in spellings(form.text, dashes=entity.kind != "person"):
            if len(text) > 1:
                found.setdefault(text, Form(text, form.kind, form.cert))
    return tuple(found.values())


_RANK: dict[Cert, int] = {"low": 0, "medium": 1, "high": 2}


def titles(entity: Entity) -> tuple[str, ...]:
    """Titles and ranks that the authority gives a person: `Sir`, `Lieutenant`, `General`."""
    return tuple(dict.fromkeys(t for name in entity.names for t in personal(name).titles))


def surnames(entity: Entity) -> tuple[str, ...]:
    """The surnames of a person, by which two people are told to share one."""
    return tuple(dict.fromkeys(f.text for f in forms(entity) if f.kind == "surname"))
