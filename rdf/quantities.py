"""Quantities: a `crm:E54_Dimension` with a value, a unit, and what was counted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lxml import etree

from rdf.context import Context, Statements, attribute, content
from rdf.names import digest, slug
from rdf.namespaces import CRM, OWL, RDFS, REG, RICO, TYPES, XSD, A, Term, literal, typed

_VALUES = ("quantity", "value", "n")
_COORDINATES = frozenset({"latitude", "longitude"})


def quantity(context: Context, to: Statements, element: etree._Element) -> Term | None:
    """The quantity that a `num` or `measure` gives; None where it gives no number.

    Its name comes from the words and figures, so that an event and the text that speak of
    `roughly 20,000 Chinese residents` speak of one thing.
    """
    value = next((v for name in _VALUES if (v := attribute(element, name))), "")
    low = attribute(element, "atLeast") or attribute(element, "min")
    high = attribute(element, "atMost") or attribute(element, "max")
    if not any(_number(v) for v in (value, low, high)):
        if value:
            context.notice("quantity.not-understood", f"not a number: {value!r}")
        return None
    unit, counted, words = attribute(element, "unit"), attribute(element, "commodity"), content(element)
    kind = attribute(element, "type")
    unit = unit or ("percent" if kind == "percentage" else "")
    node = context.names.part("quantity", digest(value, low, high, unit, counted, words))
    if not to.first(node):
        return node
    to.add(node, A, CRM.E54_Dimension)
    to.add(node, A, RICO.Extent)
    for number, predicate in ((value, CRM.P90_has_value), (low, CRM.P90a_has_lower_value_limit),
                              (high, CRM.P90b_has_upper_value_limit)):  # fmt: skip
        to.add(node, predicate, _number(number))
    if words:
        to.add(node, RDFS.label, literal(words))
    if unit:
        to.add(node, CRM.P91_has_unit, measurement_unit(to, unit))
    if kind in _COORDINATES:
        to.add(node, CRM.P2_has_type, _named(to, kind, CRM.E55_Type, kind))
    if counted:
        to.add(node, REG.counted, literal(counted))
    if attribute(element, "precision"):
        to.add(node, REG.precision, literal(attribute(element, "precision")))
    return node


def extent(context: Context, to: Statements, element: etree._Element) -> Term | None:
    """How much is missing: `@quantity`, `@atLeast`, `@atMost` and `@unit` of a `gap` or `space`."""
    if element.get("unit") is None and element.get("extent") is None:
        return None
    words = attribute(element, "extent")
    unit = attribute(element, "unit")
    given = {name: attribute(element, name) for name in ("quantity", "atLeast", "atMost")}
    node = context.names.part("extent", digest(unit, words, *given.values()))
    if not to.first(node):
        return node
    to.add(node, A, CRM.E54_Dimension)
    predicates = (CRM.P90_has_value, CRM.P90a_has_lower_value_limit, CRM.P90b_has_upper_value_limit)
    for value, predicate in zip(given.values(), predicates, strict=True):
        to.add(node, predicate, _number(value))
    if unit:
        to.add(node, CRM.P91_has_unit, measurement_unit(to, unit))
    if words:
        to.add(node, RDFS.label, literal(words))
    return node


def measurement_unit(to: Statements, unit: str) -> Term:
    """A unit, named by the word that TEI gives."""
    return _named(to, f"unit-{slug(unit)}", CRM.E58_Measurement_Unit, unit)


def _named(to: Statements, name: str, class_: Term, label: str) -> Term:
    term = TYPES[name]
    if to.first(term):
        to.add(term, A, class_)
        to.add(term, RDFS.label, literal(label))
    return term


def _number(text: str) -> Term | None:
    """A number of TEI: xsd:decimal where that is exact, else `2/3` as owl:rational; None for what is none."""
    above, stroke, below = text.partition("/")
    if not stroke:
        return typed(number, XSD.decimal) if (number := decimal(text)) else None
    if not (above.isdecimal() and below.isdecimal() and text.isascii() and len(text) < 30 and int(below)):
        return None
    value = Fraction(int(above), int(below))
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return typed(f"{exact:f}", XSD.decimal) if Fraction(exact) == value else typed(str(value), OWL.rational)


def decimal(text: str) -> str:
    """A number as xsd:decimal; empty for what is none."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, rest = digits.partition(".")
    if not (whole + rest).isdigit() or not text.isascii():
        return ""
    return f"{sign}{whole or '0'}.{rest}" if rest else f"{sign}{whole}"
