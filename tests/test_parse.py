"""What TEI from outside may do to us: be read, or be refused with the reason and the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei.parse import MAX_DEPTH, TEI, TeiError, parse


def document(content: str, prolog: str = "") -> bytes:
    return f'{prolog}<TEI xmlns="{TEI}">{content}</TEI>'.encode()


def refusal(source: bytes | Path) -> str:
    with pytest.raises(TeiError) as caught:
        parse(source, "-" if isinstance(source, Path) else "a.xml")
    return str(caught.value)


def test_a_document_is_read_with_its_comments_and_white_space() -> None:
    tree = parse(document("\n <text><!-- here --><body/></text>"))
    assert tree.getroot().tag == f"{{{TEI}}}TEI"
    assert b"\n <text><!-- here --><body/></text>" in etree.tostring(tree)


def test_a_corpus_is_read() -> None:
    assert parse(f'<teiCorpus xmlns="{TEI}"/>'.encode()).getroot().tag == f"{{{TEI}}}teiCorpus"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "koi8-r"])
def test_encodings_that_the_declaration_or_the_byte_order_mark_names(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><TEI xmlns="{TEI}">Дунган</TEI>'
    assert parse(text.encode(encoding)).getroot().text == "Дунган"


@pytest.mark.parametrize("doctype", ["<!DOCTYPE TEI>", "<!DOCTYPE TEI [<!ELEMENT p ANY>]>"])
def test_a_document_type_without_entities_passes(doctype: str) -> None:
    assert parse(document("x", doctype)).getroot().text == "x"


BILLION_LAUGHS = "<!DOCTYPE TEI [\n<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "a.xml: empty: not a TEI document"),
        (b" \n ", "a.xml: empty: not a TEI document"),
        (b"April 29, 1962\n", "a.xml:1: not XML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.xml:1: not XML"),
        (b"<TEI/>", "a.xml:1: not TEI: the root element is TEI in no namespace"),
        (
            f'\n\n<text xmlns="{TEI}"/>'.encode(),
            f"a.xml:3: not TEI: the root element is text in the namespace {TEI}",
        ),
        (
            document("<p>\n<q>\n</p>"),
            "a.xml:3: broken XML: Opening and ending tag mismatch: q line 2 and p",
        ),
        (document("\n&nbsp;"), "a.xml:2: broken XML: Entity 'nbsp' not defined"),
        (document("\n\n\x01"), "a.xml:3: broken XML: PCDATA invalid Char value 1"),
        (document("&j;", BILLION_LAUGHS + "]>"), "a.xml:2: refused: declares entities"),
        (document("<p n='&j;'/>", BILLION_LAUGHS + "]>"), "a.xml:2: refused: declares entities"),
        (
            document("&a;&a;", f"<!DOCTYPE TEI [<!ENTITY a '{'x' * 100_000}'>]>"),
            "a.xml:1: refused: declares entities",
        ),
        (
            document("&a;", "\n<!DOCTYPE TEI [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
            "a.xml:2: refused: declares entities",
        ),
        (
            document("", "<!DOCTYPE TEI [\n\n<!ENTITY % a SYSTEM 'http://example.org/a'>%a;]>"),
            "a.xml:3: refused: declares entities",
        ),
        (
            document("", "<!DOCTYPE TEI SYSTEM 'http://example.org/tei.dtd'>"),
            "a.xml:1: refused: refers to an external DTD (http://example.org/tei.dtd)",
        ),
        (
            document("", '<!DOCTYPE TEI PUBLIC "-//TEI P4//DTD" "">'),
            "a.xml:1: refused: refers to an external DTD (-//TEI P4//DTD)",
        ),
        (
            document("<ab>" * 100_000 + "</ab>" * 100_000),
            "a.xml:1: refused: elements nested more than 256 deep",
        ),
    ],
)
def test_what_is_refused_and_why(source: bytes, message: str) -> None:
    assert refusal(source) == message


def test_entities_are_seen_in_every_encoding() -> None:
    source = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE TEI [<!ENTITY a "b">]><TEI xmlns="{TEI}"/>'
    assert refusal(source.encode("utf-16")) == "a.xml:1: refused: declares entities"


def test_inclusions_are_left_as_they_stand() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    (left,) = parse(document(include)).getroot()
    assert left.get("href") == "file:///etc/passwd"


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: Is a directory"
    assert refusal(tmp_path / "none.xml") == f"{tmp_path / 'none.xml'}: No such file or directory"


def test_a_file_is_called_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(b"no")
    assert refusal(file) == f"{file}:1: not XML"


def test_very_long_text_is_read_and_nesting_still_bounded() -> None:
    text = "x" * 11_000_000
    assert parse(document(text)).getroot().text == text
    inner = MAX_DEPTH - 1
    parse(document("<ab>" * inner + text + "</ab>" * inner))
    assert refusal(document("<ab>" * MAX_DEPTH + text + "</ab>" * MAX_DEPTH)) == (
        "a.xml:1: refused: elements nested more than 256 deep"
    )


@given(st.binary())
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    with pytest.raises(TeiError):
        parse(source)
