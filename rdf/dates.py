"""Dates: a `rico:Date` that says what was written, what it means (EDTF), and from which day to which."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from lxml import etree

from rdf import edtf
from rdf.context import Context, Statements, attributes, content
from rdf.names import slug
from rdf.namespaces import CRM, EDTF, REG, RICO, XSD, A, Term, literal, typed

_DATING = ("when", "not", "from", "to", "dur", "period", "calendar", "datingMethod")
_LEFT_OUT = ("period", "dur", "dur-iso")
"""What may be said of a date that no property of the model says."""


def normalised(context: Context, attrs: Mapping[str, str]) -> str:
    """The EDTF of TEI's dating attributes; empty, with a notice, where they hold no date."""
    try:
        return edtf.from_tei(attrs)
    except ValueError:
        dating = " ".join(f'{k}="{v}"' for k, v in attrs.items() if k.startswith(("when", "not", "from", "to")))
        context.notice("date.not-understood", f"not a date that can be normalised: {dating}")
        return ""


def date(context: Context, to: Statements, element: etree._Element, text: str | None = None) -> Term | None:
    """The date that an element (`date`, `origDate`, `birth`, an `event`) gives; None where it gives none."""
    attrs = attributes(element)
    words = content(element) if text is None else text
    value = normalised(context, attrs)
    if not value and words and not any(name.startswith(_DATING) for name in attrs):
        value = _written(words)
    if not value and not words:
        return None
    for name in _LEFT_OUT:
        if name in attrs:
            context.notice(f"date.{name}", f"not taken over from a date: {name}={attrs[name]!r}")
    return state(context, to, value, words, calendar(attrs))


def _written(words: str) -> str:
    """The EDTF of words that are a date of XML Schema as they stand: `1787`, `2019-12-09T17:33:44Z`."""
    day = words.partition("T")[0]
    if len(day) not in (4, 7, 10) or not day.replace("-", "").isdigit() or not day.isascii():
        return ""
    try:
        return edtf.from_tei({"when": day})
    except ValueError:
        return ""


def span(context: Context, to: Statements, element: etree._Element) -> Term | None:
    """The time for which something held; bounds that TEI gives as `notBefore` and `notAfter` are taken for its ends."""
    attrs = attributes(element)
    for bound, end in (("notBefore", "from"), ("notAfter", "to")):
        if bound in attrs:
            attrs.setdefault(end, attrs.pop(bound))
    value = normalised(context, attrs)
    return state(context, to, value, "", calendar(attrs)) if value else None


def calendar(attrs: Mapping[str, str]) -> str:
    """The calendar of a date as it was written, where it is said: `julian`."""
    named = attrs.get("calendar", "") or attrs.get("datingMethod", "")
    return "" if named.lower().endswith(("edtf", "gregorian")) else named.rpartition("#")[2]


def state(context: Context, to: Statements, value: str, words: str, qualifier: str = "") -> Term:
    """A date node with the EDTF `value` (perhaps empty) and the `words` (perhaps empty) that express it."""
    path = [quote(value, safe=".,-/~+:") or "unnormalised"]
    if words and words != value:
        path.append(slug(words))
    node = context.names.part("date", *path)
    if not to.first(node):
        return node
    to.add(node, A, RICO.Date)
    to.add(node, A, CRM["E52_Time-Span"])
    if words:
        to.add(node, RICO.expressedDate, literal(words))
    if qualifier:
        to.add(node, RICO.dateQualifier, literal(qualifier))
    if value:
        to.add(node, RICO.normalizedDateValue, typed(value, EDTF.EDTF))
        _bounds(to, node, value)
        for member in edtf.members(value):
            to.add(node, REG.reading, state(context, to, member, ""))
    return node


def _bounds(to: Statements, node: Term, value: str) -> None:
    """The first and last day; of a date in a set, each reading has its own as well."""
    first, last = edtf.whole(value)
    if first:
        to.add(node, CRM.P82a_begin_of_the_begin, typed(first, XSD.date))
    if last:
        to.add(node, CRM.P82b_end_of_the_end, typed(last, XSD.date))
