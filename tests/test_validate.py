"""What `validate` says of a document: the line, what is wrong, and what was expected instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tei.grammar import SchemaError
from tei.parse import TEI, parse
from tei.validate import Problem, validate

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>"
    "<publicationStmt><p>Not published.</p></publicationStmt>"
    "<sourceDesc><p>Made for a test.</p></sourceDesc></fileDesc>"
    '<encodingDesc><appInfo><application xml:id="regesta" ident="regesta" version="0.1"><label>regesta</label>'
    "</application></appInfo></encodingDesc></teiHeader>"
)


def document(body: str, beside: str = "") -> bytes:
    """A letter; its `body` begins on line 3."""
    return f'<TEI xmlns="{TEI}">{HEADER}{beside}<text>\n<body>\n{body}</body></text></TEI>'.encode()


def said(body: str, beside: str = "") -> list[str]:
    return [f"{p.line}: {p.level}: {p.message}" for p in validate(parse(document(body, beside)), "a.xml")]


def test_nothing_is_said_of_a_valid_document() -> None:
    assert said("<p>Dear Sir,</p>") == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>See <blink>here</blink>.</p>", "3: error: blink is not an element of the schema"),
        ("<p>One.<p>Two.</p></p>", "3: error: p may not stand in p"),
        ("Words.", "2: error: text may not stand directly in body"),
        ("<p>One.</p>\nand more", "3: error: text may not stand directly in body"),
        (
            "<div><closer>Hanfu</closer>\n<p>More.</p></div>",
            "3: error: closer may not stand here in div: expected ab, anchor, argument, bibl, byline, cb, "
            "certainty, cit, dateline, div, epigraph, figure or 27 others",
        ),
        (
            "<p>24</p><div><p>One.</p></div>\n<p>Two.</p>",
            "4: error: p may not stand here in body: expected anchor, byline, cb, certainty, closer, dateline, div, "
            "figure, fw, gap, gb, incident or 15 others",
        ),
        ("<p><gap why='illegible'/></p>", "3: error: attribute why is not allowed on gap"),
        (
            "<p><gap reason='ilegible'/></p>",
            "3: error: reason of gap may not be “ilegible”: expected blank, deleted, garbled, illegible, inaudible, "
            "lost, missing, omitted, redacted, untranslated",
        ),
        (
            "<p>\n\n<date when='29 April'>29 April</date></p>",
            "5: error: when of date may not be “29 April”: expected a date, a date and time, gDay, gMonth, "
            "gMonthDay, a year, a year and month, time",
        ),
        ("<p><milestone/></p>", "3: error: milestone lacks attribute unit"),
        (
            "<p><num value='many'>many</num></p>",
            r"3: error: value of num may not be “many”: expected a number, what matches (\-?[\d]+/\-?[\d]+)",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_by_the_schema(body: str, message: str) -> None:
    assert said(body) == [message]


def test_what_is_not_complete() -> None:
    assert said("<p>A</p><list/>")[0].startswith("3: error: list is not complete: expected anchor, cb,")
    (problem,) = said("<p><choice><sic>24</sic></choice></p>")
    assert problem.startswith("3: error: choice is not complete: expected abbr, am, choice, corr, ex, expan")


def test_attributes_that_exclude_each_other() -> None:
    beside = (
        '<standOff><listRelation><relation name="kin" active="#regesta" mutual="#regesta"/></listRelation></standOff>'
    )
    assert said("<p/>", beside) == ["1: error: attributes of relation do not go together: active, mutual, name"]


def test_only_the_first_fault_in_an_element_is_told_but_that_of_each_element() -> None:
    assert said("<p>One.<p>Two.</p><div/></p>\n<list>Three</list>") == [
        "3: error: p may not stand in p",
        "4: error: text may not stand directly in list",
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "<p><persName ref='#zhang'>Zhang</persName></p>",
            "3: error: ref of persName points to #zhang, which is not in the document",
        ),
        (
            "<p><sic rendition='#before-1'>leter</sic></p>",
            "3: error: rendition of sic points to #before-1, which is not declared",
        ),
        (
            "<p><date when-custom='1962~' datingMethod='#edtf'>about 1962</date></p>",
            "3: warning: datingMethod of date points to #edtf, which is not declared",
        ),
        ("<p xml:id='a'/>\n<p xml:id='a'/>", "4: error: xml:id “a” is also on line 3"),
        (
            "<p><date when='1962' resp='#regesta'>1962</date></p>",
            "3: error: date with resp “#regesta” lacks cert",
        ),
        (
            "<p><date notBefore='1962-04-29' notAfter='1962-04-23'>then</date></p>",
            "3: error: notBefore “1962-04-29” of date is after notAfter “1962-04-23”",
        ),
        (
            "<p><date from='1962-05' to='1962-04-23'>then</date></p>",
            "3: error: from “1962-05” of date is after to “1962-04-23”",
        ),
    ],
)
def test_what_is_at_odds_with_itself(body: str, message: str) -> None:
    assert said(body) == [message]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "<p><date when='1962' notAfter='1963'>1962</date></p>",
            "3: error: date has both when and notAfter",
        ),
        (
            "<p><date from='1962' notBefore='1961'>1962</date></p>",
            "3: error: date has both from and notBefore",
        ),
        ("<p><date calendar='https://example.org/a'/></p>", "3: error: date has a calendar but no words"),
        ("<p><ptr target='https://example.org/' cRef='a'/></p>", "3: error: ptr has both target and cRef"),
        ("<p><subst><add>a</add></subst></p>", "3: error: subst needs an add and a del or surplus"),
        ("<lg><label>Chorus</label></lg>", "3: error: lg has no l, lg or gap"),
        ("<p><span to='https://example.org/#a'>a</span></p>", "3: error: span has to without from"),
        ("<list type='gloss'><item>a</item></list>", "3: error: list of type gloss has no label"),
        (
            "<p><num subtype='approximate'>some ten</num></p>",
            "3: warning: num has subtype “approximate” without type",
        ),
    ],
)
def test_what_the_guidelines_forbid_beyond_the_schema(body: str, message: str) -> None:
    assert said(body) == [message]


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        ('active="#regesta"', "1: error: relation has neither name nor ref nor key"),
        ('name="kin" passive="#regesta"', "1: error: relation has passive without active"),
    ],
)
def test_what_a_relation_needs(relation: str, message: str) -> None:
    assert said("<p/>", f"<standOff><listRelation><relation {relation}/></listRelation></standOff>") == [message]


@pytest.mark.parametrize(
    "body",
    [
        "<p><date from='1962' to='1962-04-23'>then</date></p>",
        "<p><date from='-0044-03' to='0014-08'>then</date></p>",
        "<p><date from='--04' to='1962'>then</date></p>",
        "<p><ref target='https://example.org/#a other.xml#b'>there</ref></p>",
    ],
)
def test_what_cannot_be_known_to_be_wrong(body: str) -> None:
    assert said(body) == []


def test_the_root_element() -> None:
    problems = validate(parse(f'<teiCorpus xmlns="{TEI}"/>'.encode()))
    assert problems == (
        Problem(1, "teiCorpus may not be the root element: expected TEI"),
        Problem(1, "teiCorpus is not an element of the schema"),
    )


def test_any_schema_will_do(tmp_path: Path) -> None:
    schema = tmp_path / "one.rng"
    schema.write_text(
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{TEI}"><start><element name="TEI">'
        "<text/></element></start></grammar>"
    )
    assert validate(parse(f'<TEI xmlns="{TEI}">words</TEI>'.encode()), schema=schema) == ()
    assert validate(parse(f'<TEI xmlns="{TEI}"><p/></TEI>'.encode()), schema=schema) == (
        Problem(1, "p is not an element of the schema"),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "{0}: No such file or directory"),
        ("no schema", "{0}: not a schema: Start tag expected, '<' not found, line 1, column 1"),
        ("<a/>", "{0}: not a RELAX NG grammar"),
        (
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="a.rng"/></grammar>',
            "{0}:1: include is not supported: give a schema that is whole",
        ),
        (
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="a"/></start>'
            '<define name="a"><ref name="a"/></define></grammar>',
            "{0}: a pattern stands in itself, or patterns are nested too deep",
        ),
    ],
)
def test_schemas_that_cannot_be_read(tmp_path: Path, content: str | None, message: str) -> None:
    schema = tmp_path / "none.rng"
    if content is not None:
        schema.write_text(content)
    with pytest.raises(SchemaError) as caught:
        validate(parse(document("<p/>")), schema=schema)
    assert str(caught.value) == message.format(schema)
