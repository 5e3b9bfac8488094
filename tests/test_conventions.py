"""Editorial conventions: each file's own examples, the hard cases, the choice, and hostile input.

The examples in `converters/conventions/*.toml` are the specification of the marks; what stands here are
the promises that no single convention can state.
"""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters import editorial
from converters.editorial.examples import encode
from converters.editorial.extent import measure
from converters.editorial.likeness import distance, expands, similar
from converters.editorial.load import parse
from converters.editorial.model import ConventionError
from converters.editorial.words import lexicon
from tei.model import Annotation, Outside
from tests.strategies import texts

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.mark.parametrize("name", editorial.available())
def test_examples_of_shipped_conventions(name: str) -> None:
    assert editorial.check(name) == []


def test_nine_conventions_are_shipped() -> None:
    assert editorial.available() == (
        "documentary", "french", "frus", "generic", "german", "leiden", "russian", "volunteer", "wilson-center",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        ("two lines", {"quantity": "2", "unit": "line"}),
        ("less than 1 line", {"atMost": "1", "unit": "line"}),
        ("less than 1 line of source text", {"atMost": "1", "unit": "line"}),
        ("1½ lines of source text", {"quantity": "1.5", "unit": "line"}),
        ("9-½ lines", {"quantity": "9.5", "unit": "line"}),
        ("1–1/2 pages", {"quantity": "1.5", "unit": "page"}),
        (
            "6 paragraphs (61/2 lines of source text)",
            {"quantity": "6.5", "unit": "line", "extent": "6 paragraphs (61/2 lines of source text)"},
        ),
        ("name and 1 word", {"extent": "name and 1 word"}),
        ("names", {"unit": "name"}),
        ("about three words", {"quantity": "3", "unit": "word", "precision": "low"}),
        ("several words", {"unit": "word"}),
        ("4 minutes 47 seconds", {"quantity": "287", "unit": "second"}),
        ("document number", None),
        ("the rest of it", None),
    ],
)
def test_extents_in_words(words: str, attributes: dict[str, str] | None) -> None:
    assert measure(words, lexicon(("en",))) == attributes


@pytest.mark.parametrize(
    ("language", "words", "unit", "quantity"),
    [("de", "zwei wörter", "word", "2"), ("fr", "une ligne", "line", "1"), ("ru", "три строки", "line", "3")],
)
def test_extents_in_other_languages(language: str, words: str, unit: str, quantity: str) -> None:
    assert measure(words, lexicon((language,))) == {"quantity": quantity, "unit": unit}


def test_likeness_of_words() -> None:
    assert distance("declassfied", "declassified") == 1
    assert distance("ab", "ba") == 1
    assert similar("casulaties", "casualties") and similar("am", "an") and similar("Support", "Suppose")
    assert not similar("to", "do") and not similar("wanted", "commercial")
    assert expands("C.T.", ["Country", "Team"]) and expands("CINCLANT", ["Commander", "in", "Chief,", "Atlantic"])
    assert not expands("US", ["Soviet", "Union"])


def test_footnote_numbers_are_linked_both_ways_only_where_there_is_a_note() -> None:
    text = "He came [1] with [12] men.\n\n[1] See document 3."
    marks = editorial.annotate(text, editorial.load("generic"), language="en")
    by_element = {a.element: a for a in marks.annotations}
    assert by_element["ref"].attrs == {"type": "note", "n": "1", "xml:id": "ref-1", "target": "#note-1"}
    assert by_element["note"].attrs == {"type": "footnote", "n": "1", "xml:id": "note-1", "target": "#ref-1"}
    assert text[slice(*by_element["note"].content)] == "See document 3."
    assert by_element["supplied"].content == (text.index("12"), text.index("12") + 2)


def test_a_star_is_a_footnote_sign_only_with_its_note() -> None:
    generic = editorial.load("generic")
    linked = editorial.annotate("a word* here\n\n* That is, a sign.", generic, language="en")
    assert [a.element for a in linked.annotations] == ["ref", "note"]
    assert editorial.annotate("5 * 3 is 15\n\nand no more", generic, language="en").annotations == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("he said [that] [we [two] went", "convention.unbalanced"),
        ("he said that] we went", "convention.unbalanced"),
        ("he [said\n\nthat] we went", "convention.unbalanced"),
        ("he [asked [two] for it] went", "convention.nested"),
        ("he saw [%%&/1x] there", "convention.unclassified"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_place(text: str, code: str) -> None:
    marks = editorial.annotate(text, editorial.load("frus"), language="en")
    notices = [n for n in marks.notices if n.code == code]
    assert notices and all(n.span is not None and text[n.span[0]] in "[]" for n in notices)


def test_an_unknown_mark_is_kept_and_marked() -> None:
    text = "he saw [%%&/1x] there"
    assert encode(text, editorial.load("frus"), "en") == (
        'he saw <seg type="editorial" subtype="unclassified" cert="low" resp="#regesta" '
        'ana="#editorial.unclassified">[%%&amp;/1x]</seg> there'
    )


def test_empty_brackets_one_after_the_other_are_one_mark_that_says_nothing() -> None:
    assert encode("he saw [][][] there", editorial.load("generic"), "en") == (
        'he saw <seg type="editorial" subtype="unclassified" cert="low" resp="#regesta" '
        'ana="#editorial.unclassified">[][][]</seg> there'
    )


def test_the_same_unknown_mark_is_reported_a_few_times_and_then_counted() -> None:
    marks = editorial.annotate("[%%&/1x] " * 30, editorial.load("frus"), language="en")
    assert len(marks.annotations) == 30
    assert len(marks.notices) == 26
    assert marks.notices[-1].message == "no rule knows 5 more marks “%%&/1x”, kept as they are"


def test_a_wording_may_hold_brackets_of_its_own() -> None:
    assert encode("[Here follows text of telegram [not printed] and a note.]", editorial.load("frus"), "en") == (
        '<gap reason="omitted" cert="high" resp="#regesta" ana="#generic.omitted">'
        "<desc>Here follows text of telegram [not printed] and a note.</desc></gap>"
    )


def test_no_mark_runs_over_the_edge_of_a_block() -> None:
    text = "First [word\nsecond] line"
    blocks = (Annotation(0, 11, "p"), Annotation(12, len(text), "p"))
    marks = editorial.annotate(text, editorial.load("frus"), language="en", blocks=blocks)
    assert marks.annotations == ()
    assert [n.code for n in marks.notices] == ["convention.unbalanced"] * 2


def test_where_the_layout_has_the_signature_the_mark_supplies_its_words() -> None:
    text = "It is done.\n\n[Johnson]"
    frus = editorial.load("frus")
    line = (13, 22)
    (alone,) = editorial.annotate(text, frus, language="en").annotations
    assert (alone.element, alone.start, alone.end) == ("signed", *line)
    blocks = (Annotation(0, 11, "p"), Annotation(*line, "signed"))
    (inside,) = editorial.annotate(text, frus, language="en", blocks=blocks).annotations
    assert inside.element == "supplied"
    blocks = (Annotation(0, 11, "p"), Annotation(*line, "p"))
    marks = editorial.annotate(text, frus, language="en", blocks=blocks)
    assert editorial.make_room(blocks, marks.annotations) == blocks[:1]


def test_marks_outside_the_document_are_left_alone() -> None:
    text = "Menu [?]\n\nHe said [sic] so"
    marks = editorial.annotate(text, editorial.load("generic"), language="en", outside=(Outside(0, 9),))
    assert [a.element for a in marks.annotations] == ["sic"]


def test_rules_used_are_described() -> None:
    marks = editorial.annotate("If [illegible] came", editorial.load("frus"), language="en")
    assert [(r.id, r.description) for r in marks.rules_used] == [
        ("generic.illegible", "Editors could not read what stands here.")
    ]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Telegram From the Embassy\n\n[less than 1 line not declassified] he said", "en", "frus"),
        ("History and Public Policy Program Digital Archive\n\nthey report [this]", "en", "wilson-center"),
        ("Er kam [unleserlich] und ging [gestrichen]", "de", "german"),
        ("Il vint [illisible] et [mot biffé] partit", "fr", "french"),
        ("Он [неразборчиво] сказал [так в тексте]", "ru", "russian"),
        ("the <del>old</del> ^new^ house [torn]", "en", "documentary"),
        ("d(is) m(anibus) [---]us ⟦Getae⟧", "la", "leiden"),
        ("A plain text without marks.", "en", "generic"),
    ],
)
def test_the_convention_is_told_from_the_text(text: str, language: str, name: str) -> None:
    choice = editorial.choose(text, language)
    assert choice.convention.name == name
    assert choice.reasons


def test_of_two_conventions_that_fit_neither_is_sure() -> None:
    text = "[garble] [less than 1 line not declassified] CWIHP, Wilson Center, not declassified"
    choice = editorial.choose(text, "en")
    assert choice.cert != "high"
    assert choice.rival is not None
    assert choice.rival.name == "frus"


def test_where_conventions_disagree_the_reading_is_less_sure() -> None:
    text = "the cost in Peiping [Beijing] of {two} US [UN] men"
    wilson, documentary = editorial.load("wilson-center"), editorial.load("documentary")
    sure = editorial.annotate("your [obedient] and [humble?] servant", documentary, language="en")
    doubtful = editorial.annotate(
        "your [obedient] and [humble?] servant", documentary, language="en", rival=editorial.load("frus")
    )
    assert [a.element for a in sure.annotations] == [a.element for a in doubtful.annotations]
    assert [n.code for n in doubtful.notices] == ["convention.disagreement"]
    assert editorial.annotate(text, wilson, language="en", rival=wilson).notices == ()


def test_a_new_convention_passes_its_own_examples(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(editorial.new("ours"), encoding="utf-8")
    assert editorial.check(str(file)) == []
    assert "They could not" not in editorial.describe(editorial.load(str(file)))
    assert "Two question marks doubt the word before them." in editorial.describe(editorial.load(str(file)))


def test_a_failing_example_says_where(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(editorial.new("ours").replace('quantity="2"', 'quantity="3"'), encoding="utf-8")
    (failure,) = editorial.check(str(file))
    assert failure.line == next(i for i, line in enumerate(file.read_text().splitlines(), 1) if line == "[[example]]")


HEAD = 'name = "x"\ndescription = "d"\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("name = ", "x.toml: Invalid value"),
        ('name = "x"\n', "x.toml: 'description' is missing"),
        (HEAD + "colour = 1\n", "x.toml:3: no such entry 'colour'"),
        (HEAD + '[[rule]]\nid = "a"\ndescription = "d"\n', "x.toml:3: rule 'a': 'becomes' is missing"),
        (
            HEAD + '[[rule]]\nid = "a"\ndescription = "d"\nbecomes = "gap"\nsays = ["{lines} lost"]\n',
            "x.toml:3: rule 'a': no slot {lines}",
        ),
        (
            HEAD + '[[rule]]\nid = "a"\ndescription = "d"\nbecomes = "gap"\nsays = ["(words) (lost)"]\n',
            "x.toml:3: rule 'a': all of its words may be absent: it would fit every mark",
        ),
        (
            HEAD + '[[rule]]\nid = "a"\ndescription = "d"\nbecomes = "gap"\npattern = "(?=a)"\n',
            "x.toml:3: rule 'a': invalid perl operator",
        ),
        (
            HEAD + '[[rule]]\nid = "a"\ndescription = "d"\nbecomes = "gap"\ncovers = "all"\n',
            "x.toml:3: rule 'a': 'covers' is one of itself",
        ),
        (
            HEAD + '[[rule]]\nid = "a"\ndescription = "d"\nbecomes = "gap"\ncontent = ["nmae"]\n',
            "x.toml:3: rule 'a': no such kind 'nmae'; did you mean 'name'?",
        ),
        (HEAD + 'extends = ["nothing"]\n', "no convention 'nothing'"),
    ],
)
def test_faults_are_reported_with_file_and_line(toml: str, message: str) -> None:
    with pytest.raises(ConventionError) as error:
        parse(toml, "x.toml")
    assert message in str(error.value)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sound_annotations(text: str) -> None:
    for name in ("frus", "leiden", "documentary"):
        for a in editorial.annotate(text, editorial.load(name)).annotations:
            start, end = a.content
            assert 0 <= a.start <= start <= end <= a.end <= len(text)


@given(st.text(alphabet="[]()⟦⟧{}<>^|. a1?\n", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_brackets_give_sound_annotations(text: str) -> None:
    for a in editorial.annotate(text, editorial.load("leiden")).annotations:
        assert 0 <= a.start <= a.content[0] <= a.content[1] <= a.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, "]" * 100_000, "[" * 50_000 + "]" * 50_000, "[a] " * 3000, "(" * 100_000,
        "word " * 400_000, "[" + "word " * 200_000 + "]", ". " * 100_000, "<" * 50_000 + ">" * 50_000,
    ],
    ids=["open", "closed", "nested", "many", "round", "long", "one", "dots", "angles"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["frus", "leiden"])
def test_hostile_texts_take_linear_time(name: str, text: str) -> None:
    convention = editorial.load(name)
    start = time.process_time()
    marks = editorial.annotate(text, convention)
    assert time.process_time() - start < 4
    assert len(marks.notices) < 4000


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "ours"', 'name = "our archive"', "name 'our archive': is to be letters and digits without spaces"),
        ('id = "unreadable"', 'id = "not legible"', "rule 'not legible': id: is to be letters and digits"),
    ],
)
def test_names_that_tei_cannot_have_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(ConventionError, match=message):
        parse(editorial.new("ours").replace(old, new))
    with pytest.raises(ConventionError, match="name 'our archive'"):
        editorial.new("our archive")


def test_a_byte_order_mark_is_no_part_of_a_file() -> None:
    assert parse("\ufeff" + editorial.new("ours")).name == "ours"


def test_bytes_that_did_not_decode_do_not_disturb() -> None:
    marks = editorial.annotate("he \udcff said [sic] \udcfe", editorial.load("frus"), language="en")
    assert [a.element for a in marks.annotations] == ["sic"]


@pytest.mark.skipif(not (SHARED / "gold/frus-dev").is_dir(), reason="no gold data beside the repository")
def test_fewer_than_three_in_a_hundred_marks_are_unclassified() -> None:
    documents = [path.read_text(encoding="utf-8") for path in sorted((SHARED / "samples/frus").glob("*.txt"))]
    with gzip.open(SHARED / "gold/frus-dev/docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents += [json.loads(line)["text"] for line in lines]
    read = unknown = 0
    for text in documents:
        marks = editorial.annotate(text, editorial.choose(text, "en").convention, language="en")
        read += len(marks.annotations)
        reported = sum(n.code == "convention.unclassified" for n in marks.notices)
        assert reported == sum(a.attrs.get("subtype") == "unclassified" for a in marks.annotations)
        unknown += reported
    assert read > 400
    assert unknown < 0.03 * read


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('becomes = "gapp"', r"ours\.toml:3: rule 'a': 'gapp' is no element: 'gap'\?"),
        ('becomes = "gap"\nattributes = { reson = "illegible" }', "rule 'a': gap has no attribute 'reson'"),
        ('becomes = "gap"\nattributes = { reason = "ilegible" }', "rule 'a': reason of gap cannot be 'ilegible'"),
        ('becomes = "gap"\naround = "rss"', "rule 'a': 'rss' is no element"),
    ],
)
def test_what_would_be_no_tei_is_refused(rule: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(f'name = "ours"\ndescription = "x"\n[[rule]]\nid = "a"\ndescription = "x"\nsays = ["x"]\n{rule}\n')
    with pytest.raises(ConventionError, match=message):
        editorial.load(str(path))
