"""Who says so: programs and people that `@resp` points to."""

from __future__ import annotations

from lxml import etree

from rdf.context import Context, Statements, attribute, content, descendants, local
from rdf.names import slug
from rdf.namespaces import PROV, RDFS, RICO, A, Term, literal

_NAMES = ("persName", "orgName", "name")


def responsible(context: Context, pointer: str, to: Statements) -> Term | None:
    """The agent behind a `@resp`. A program is the same one in every document; its version is provenance."""
    key = (pointer, to.end)
    if key in context.responsible:
        return context.responsible[key]
    found = context.responsible[key] = _responsible(context, pointer, to)
    return found


def _responsible(context: Context, pointer: str, to: Statements) -> Term | None:
    element = context.ids.get(pointer[1:]) if pointer.startswith("#") else None
    if element is not None and local(element) == "application":
        ident = attribute(element, "ident") or pointer[1:]
        term = context.names.shared("software", slug(ident))
        classes = (PROV.SoftwareAgent, RICO.Mechanism)
        words = content(next(descendants(element, "label"), None)) or ident
    else:
        found = context.names.resolve(pointer)
        if found is None:
            return None
        term = found
        is_org = element is not None and local(element) in ("org", "orgName")
        classes = (PROV.Organization, RICO.CorporateBody) if is_org else (PROV.Agent, RICO.Agent)
        names = () if element is None else (local(element), *map(local, descendants(element, "persName")))
        if "person" in names or "persName" in names:
            classes = (PROV.Person, RICO.Person)
        named = next(descendants(element, *_NAMES), element) if element is not None else None
        words = content(named) or pointer.removeprefix("#")
    if to.first(f"responsible {term}"):
        for class_ in classes:
            to.add(term, A, class_)
    if to.first(term):
        to.add(term, RDFS.label, literal(words))
    return term


def is_translator(resp: etree._Element | None) -> bool:
    """Whether a `resp` is that of a translator: by its MARC code or its words."""
    return resp is not None and (
        attribute(resp, "key").lower() in ("trl", "translator") or content(resp).lower().startswith("translat")
    )
