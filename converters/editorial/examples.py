"""A convention's own examples, run; a convention in prose; a template for a new one."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from converters.editorial.annotate import annotate
from converters.editorial.load import NAME, is_name, load
from converters.editorial.model import Convention, ConventionError, Example
from tei.content import DESCRIBED
from tei.escape import xml_attribute, xml_text
from tei.model import Annotation


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out as the convention promises."""

    source: str
    line: int
    text: str
    expected: str
    found: str

    def __str__(self) -> str:
        """`file:line: the text, what was expected, what came`."""
        return f"{self.source}:{self.line}: {self.text!r}\n  expected  {self.expected}\n  found     {self.found}"


def check(name_or_path: str) -> list[Failure]:
    """Run the examples of a convention. Raises `ConventionError` if it cannot be read."""
    convention = load(name_or_path)
    failures = []
    for example in convention.examples:
        found = encode(example.text, convention, example.language)
        if not _agrees(_element(example.tei, convention, example), _element(found, convention, example)):
            failures.append(Failure(convention.source, example.line, example.text, example.tei, found))
    return failures


def encode(text: str, convention: Convention, language: str = "") -> str:
    """`text` with its marks as TEI, without namespaces, delimiters left to the markup."""
    marks = annotate(text, convention, language=language)
    ordered = sorted(marks.annotations, key=lambda a: (a.start, a.start < a.end, -a.end, a.inner is not None))
    return _render(text, ordered, 0, len(text))


def _render(text: str, annotations: list[Annotation], start: int, end: int) -> str:
    """Markup of a stretch; `annotations` in document order, those that cross left out."""
    out: list[str] = []
    place = start
    index = 0
    while index < len(annotations):
        a = annotations[index]
        index += 1
        inside: list[Annotation] = []
        while index < len(annotations) and annotations[index].start < a.end:
            inside.append(annotations[index])
            index += 1
        if a.start < place or a.end > end:
            continue
        low, high = a.content
        content = _render(text, [i for i in inside if low <= i.start and i.end <= high], low, high)
        if content and a.element in DESCRIBED:
            content = f"<desc>{content}</desc>"
        attrs = {**a.attrs, **({"cert": a.cert, "resp": a.resp, "ana": f"#{a.rule}"} if a.cert else {})}
        written = "".join(f' {name}="{xml_attribute(value)}"' for name, value in attrs.items())
        out += [xml_text(text[place : a.start]), f"<{a.element}{written}>{content}</{a.element}>"]
        place = a.end
    out.append(xml_text(text[place:end]))
    return "".join(out)


def _element(markup: str, convention: Convention, example: Example) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(f"<x>{markup}</x>", parser)
    except etree.XMLSyntaxError as error:
        place = f"{convention.source}:{example.line}"
        raise ConventionError(f"{place}: the TEI of this example is not well-formed: {error}") from error


def _agrees(expected: etree._Element, found: etree._Element) -> bool:
    """Same elements and text; of the attributes only those that the expectation names."""
    return (
        expected.tag == found.tag
        and (expected.text or "") == (found.text or "")
        and (expected.tail or "") == (found.tail or "")
        and len(expected) == len(found)
        and all(found.get(name) == value for name, value in expected.items())
        and all(_agrees(a, b) for a, b in zip(expected, found, strict=True))
    )


def describe(convention: Convention) -> str:
    """The convention in prose: what it is, and every rule's meaning, in the order in which they are tried."""
    lines = [f"{convention.title} ({convention.name})", "", convention.description]
    if convention.extends:
        lines += ["", f"It takes over the rules of {', '.join(convention.extends)} where it has none of its own."]
    lines.append("")
    for rule in convention.rules:
        signs = ", ".join(f"“{says}”" for says in rule.says[:4]) + (" …" if len(rule.says) > 4 else "")
        lines.append(f"{rule.id}: {rule.description}" + (f" ({signs})" if signs else ""))
    return "\n".join(lines) + "\n"


def new(name: str) -> str:
    """The text of a convention file to start from. Raises `ConventionError` for what no convention may be called."""
    if not is_name(name):
        raise ConventionError(f"name {name!r}: {NAME}")
    return _TEMPLATE.replace("NAME", name)


_TEMPLATE = """\
# How the editors of … mark up their transcripts. Check it with: regesta conventions check NAME.toml
# All entries are explained in docs/conventions.md.

name = "NAME"
title = "NAME"
description = "Say in a sentence whose habits these are and what they mark."
languages = ["en"]
extends = ["generic"]          # what no rule here knows is looked up there

[detect]                       # what shows that a text follows this convention; a number is a weight
phrases = { "Name of the archive" = 3 }
marks = { "not legible in ms." = 1 }

# One rule for each kind of mark. The first whose tests all hold is taken.

[[rule]]
id = "unreadable"
description = "Editors could not read the words."
says = ["not legible in ms.", "{extent} not legible in ms."]
becomes = "gap"
attributes = { reason = "illegible" }

[[rule]]
id = "queried"
description = "Two question marks doubt the word before them."
says = ["??"]
becomes = "unclear"
covers = "word before"
cert = "low"

# Examples say what must come out; attributes that are not named here are not compared.

[[example]]
text = "They came on [two words not legible in ms.] and left."
tei = \'\'\'They came on <gap reason="illegible" quantity="2" unit="word"
><desc>two words not legible in ms.</desc></gap> and left.\'\'\'

[[example]]
text = "He saw Grzbowski [??] there."
tei = \'\'\'He saw <unclear cert="low">Grzbowski</unclear> there.\'\'\'
"""
