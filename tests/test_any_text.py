"""Any text there and back through the whole path: nothing is lost, nothing crashes, and what comes out is valid."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

import regesta
from converters.decode import DecodeError, decode
from rdf import quads
from regesta.encoding import Settings, encode
from tei import Document
from tei.validate import validate
from tests.strategies import PIECES

WORDS = (
    "Washington, October 21, 1948", "Dear Mr. Brown:", "FROM: Embassy", "PARTICIPANTS", "Kissinger:", "1. ", "- 3 -",
    "[Here follows discussion.]", "word[?]", "par[t]", "the Premier [Zhou Enlai]", "it [the fence]", "24 [23]", "•",
    "Protokoll vom 17. Sept. 1953", "le 1er mai 1944", "в 15:00", "nearly 60,000 residents", "telegram 650", "^x^",
    "(sic)", "⟦a⟧", "ạ", "[1]", "[1] A note.", "Ver-\nwaltung", "|a|b|", "\t\t", "signed", "Chou En-lai", "张汉夫", "Zürich",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES + WORDS), st.text(max_size=4)), max_size=30).map(
    lambda pieces: " ".join(pieces) if len(pieces) % 2 else "".join(pieces)
)


@given(texts)
@example("")
@example(" \n\t\r\n")
@example("\ufeff")
@example("a" * 100_000)
@example("[" * 5_000)
@example("\n" * 5_000)
@example("é" * 5_000)
@example("Washington, October 21, 1948 \r \x0b \r word[?]")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_restores_and_is_valid(text: str) -> None:
    document = regesta.convert(text, name="any.txt")
    assert document.restore() == text.encode()
    assert [p for p in validate(document.tree, "any") if p.level == "error"] == []


@given(st.one_of(st.binary(max_size=400), texts.map(lambda t: t.encode("utf-16")), texts.map(lambda t: t.encode("utf-8-sig"))))
@settings(max_examples=150, deadline=None)
def test_any_bytes_restore_or_are_refused_as_no_text(raw: bytes) -> None:
    try:
        source = decode(raw, name="any.txt")
    except DecodeError as error:
        assert "any.txt" in str(error)
        return
    assert Document.parse(encode(source, Settings())[0]).restore() == raw


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_document_gives_rdf(text: str) -> None:
    assert list(quads(regesta.convert(text, name="any.txt")))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_survive(end: str, last: bool) -> None:
    text = end.join(["Memorandum", "", "Mr. Brown said [illegible].", "", "End"]) + (end if last else "")
    assert regesta.convert(text).restore() == text.encode()


def test_lone_surrogates_of_python_strings_are_refused_clearly() -> None:
    with pytest.raises(DecodeError, match="cannot be written in any encoding"):
        regesta.convert("a\ud800b")


@pytest.mark.parametrize("name", ["brown.txt", "regesta.txt", "source.txt", "edtf.txt", "name.title.txt", "before-1.txt"])
def test_no_two_elements_have_one_id(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("Washington, May 3, 1962.\n\nMr. Brown met Mr. Source and Mr. Edtf [sic].\n")
    tree = etree.fromstring(bytes(regesta.convert(path)))  # lxml refuses an id that is there twice
    ids = tree.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
