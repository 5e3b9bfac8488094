"""The spaCy plug-in with a model: trained here on a few sentences, since none can be fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

import regesta
from converters.recognisers import spacy as plug_in

spacy = pytest.importorskip("spacy")

NAMES = ("Wendelin", "Adelheid", "Kunibert", "Rosamund", "Ottokar", "Philibert")
FRAMES = ("then {} wept", "there {} slept and woke", "we heard that {} sang", "{} is asleep", "when {} came they ate")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that takes a capitalised word inside a sentence for a person."""
    from spacy.training import Example

    pipeline = spacy.blank("en")
    pipeline.add_pipe("ner").add_label("PERSON")
    examples = []
    for name in NAMES:
        for frame in FRAMES:
            at = frame.index("{}")
            found = {"entities": [(at, at + len(name), "PERSON")]}
            examples.append(Example.from_dict(pipeline.make_doc(frame.format(name)), found))
    spacy.util.fix_random_seed(0)
    pipeline.initialize(lambda: examples)
    for _ in range(12):
        pipeline.update(examples)
    folder = tmp_path_factory.mktemp("model")
    pipeline.to_disk(folder)
    return folder


@pytest.fixture(autouse=True)
def chosen(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGESTA_SPACY_MODEL", str(model))
    plug_in._model.cache_clear()


def names(text: str) -> list[tuple[str, str | None, str]]:
    document = regesta.convert(text, recognisers=["spacy"])
    assert document.restore() == text.encode()
    return [(text[a.start : a.end], a.cert, a.rule) for a in document.annotations if a.element == "persName"]


def test_what_a_model_finds_is_marked_as_a_suggestion() -> None:
    assert names("then Wendelin wept\n") == [("Wendelin", "low", "recogniser.spacy")]


def test_a_rule_is_never_overridden() -> None:
    assert names("then Mr. Wendelin wept\n") == [("Wendelin", "medium", "name.title")]


def test_offsets_are_those_of_the_source() -> None:
    text = "🕊🕊 e\u0301te\u0301, here [illegible] we heard that Kuni-\nbert sang; when Rosamund came they ate\n"
    assert ("Rosamund", "low", "recogniser.spacy") in names(text)


def test_a_text_longer_than_a_model_takes_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plug_in, "_LONGEST", 40)
    text = "then Wendelin wept and wept and wept\n\nthere Adelheid slept and woke\n"
    assert [name for name, _, _ in names(text)] == ["Wendelin", "Adelheid"]


def test_without_a_model_the_text_is_converted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGESTA_SPACY_MODEL", "xx_no_such_model")
    assert names("then Wendelin wept\n") == []
