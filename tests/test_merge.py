"""A person's change and a new conversion's: both are kept where they do not collide, else the person's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import regesta
from regesta.build import base
from regesta.build.align import differences
from regesta.build.merge import merge
from tests.small_archive import LETTER, PROJECT, column, made, run

SOURCE = "Mr. Zhukov is in Prague.\n\nMr. Brent is in Vienna.\n"
AUTHORITY = "id,kind,name,note\nzhukov-1,person,\"Zhukov, Georgi\",journalist\n"


def tei(text: str = SOURCE, **more: object) -> bytes:
    return bytes(regesta.convert(text, name="a.txt", **more))  # type: ignore[arg-type]


def replaced(data: bytes, *pairs: tuple[str, str]) -> bytes:
    for old, new in pairs:
        assert data.count(old.encode()) == 1, old
        data = data.replace(old.encode(), new.encode())
    return data


ZHUKOV = '<persName ref="#zhukov" resp="#regesta" cert="medium" ana="#name.title">Zhukov</persName>'
BRENT = '<persName ref="#brent" resp="#regesta" cert="medium" ana="#name.title">Brent</persName>'
VIENNA = '<placeName resp="#regesta" cert="medium" ana="#place.gazetteer">Vienna</placeName>'
PRAGUE = VIENNA.replace("Vienna", "Prague")
MINE = '<rs type="person" resp="#anna" cert="high">Zhukov</rs>'


_TOKENS = st.lists(st.sampled_from("abcdefgh"), max_size=20)


@given(_TOKENS, _TOKENS)
def test_differences_make_one_list_of_the_other(one: list[str], other: list[str]) -> None:
    made: list[str] = []
    place = 0
    for start, end, low, high in differences(one, other):
        assert one[place:start] == other[len(made) : low]
        made += [*one[place:start], *other[low:high]]
        place = end
    assert [*made, *one[place:]] == other


def test_differences_stand_between_the_words_that_are_there_once() -> None:
    one, other = ["a", "cat", "sat", "on", "a", "mat"], ["the", "cat", "lay", "on", "a", "red", "mat"]
    assert differences(one, other) == [(0, 1, 0, 1), (2, 3, 2, 3), (5, 5, 5, 6)]


@pytest.mark.parametrize("words", [["a", "b", "c"], [f"w{n}" for n in range(150_000)]], ids=["repeated", "once"])
def test_time_for_differences_grows_with_the_lists_alone(words: list[str]) -> None:
    one = words * (150_000 // len(words))
    other = [word if n % 10 else f"<x{n}>" for n, word in enumerate(one)]
    start = time.process_time()
    assert differences(one, other)
    assert time.process_time() - start < 5


def test_changes_of_different_elements_are_both_there() -> None:
    old = tei()
    merged = merge(old, replaced(old, (ZHUKOV, MINE)), replaced(old, (VIENNA, "Vienna")))
    assert merged.collisions == ()
    assert merged.document == replaced(old, (ZHUKOV, MINE), (VIENNA, "Vienna"))
    assert regesta.read(merged.document).restore() == SOURCE.encode()


def test_where_both_change_an_element_the_persons_stays_and_it_is_told() -> None:
    old = tei()
    mine = replaced(old, (ZHUKOV, MINE), (BRENT, "Brent"))
    new = replaced(old, (ZHUKOV, ZHUKOV.replace("medium", "high")), (VIENNA, "Vienna"))
    merged = merge(old, mine, new)
    assert merged.document == replaced(mine, (VIENNA, "Vienna"))
    (collision,) = merged.collisions
    assert collision.mine.startswith('<rs type="person" resp="#anna" cert="high">')
    assert 'cert="high" ana="#name.title"' in collision.new
    assert str(collision).startswith("kept <rs")


def test_what_both_changed_alike_is_no_collision() -> None:
    old = tei()
    same = replaced(old, (PRAGUE, "Prague"))
    assert merge(old, same, same).document == same
    assert merge(old, same, same).collisions == ()


def test_elements_that_would_cross_are_not_merged() -> None:
    old = replaced(tei(), (PRAGUE, "Prague"))
    mine = replaced(old, ("</persName> is in Prague.", '</persName> <seg resp="#anna" type="x">is in</seg> Prague.'))
    new = replaced(old, ("</persName> is in Prague.", '</persName> is <seg type="x">in Prague</seg>.'))
    merged = merge(old, mine, new)
    assert merged.document == mine
    assert len(merged.collisions) == 1


def test_a_text_that_changed_elsewhere_is_taken_over_whole_and_restores() -> None:
    later = SOURCE.replace("Vienna.", "Vienna. He is well.")
    old = tei()
    mine = replaced(old, (ZHUKOV, MINE))
    merged = merge(old, mine, tei(later))
    assert MINE.encode() in merged.document
    assert regesta.read(merged.document).restore() == later.encode()


def test_a_text_that_changed_where_a_person_did_is_not_taken_over_in_part() -> None:
    later = SOURCE.replace("Prague.", "Rome.").replace("Vienna.", "Vienna. He is well.")
    old = tei()
    mine = replaced(old, (PRAGUE, '<placeName resp="#anna" ref="#prague">Prague</placeName>'))
    merged = merge(old, mine, tei(later))
    assert merged.collisions
    assert regesta.read(merged.document).restore() == SOURCE.encode()


def test_all_that_a_new_conversion_brings_comes_where_the_person_changed_nothing() -> None:
    old, new = tei(), tei(SOURCE + "P.S. He is at [illegible].\n")
    assert regesta.read(merge(old, old, new).document).text == regesta.read(new).text


# In a build


@pytest.fixture
def edited(root: Path) -> Path:
    made(root)
    path = root / "tei" / "letter.tei.xml"
    data = path.read_bytes()
    path.write_bytes(replaced(data, ("is in <placeName", 'is <rs type="state" resp="#anna" cert="high">in</rs> <placeName')))
    return root


def test_a_build_merges_what_an_authority_has_learnt_into_an_edited_file(edited: Path) -> None:
    (edited / "people.csv").write_text('id,kind,name,note\nbrent-1,person,"Brent, John",\n', "utf-8")
    summary = made(edited)
    document = (edited / "tei" / "letter.tei.xml").read_text()
    assert (summary.merged, summary.edited, summary.collisions) == (["letter.txt"], ["letter.txt"], 0)
    assert '<rs type="state" resp="#anna" cert="high">in</rs>' in document
    assert 'ref="#brent-1"' in document
    assert "zhukov-1" not in document
    assert regesta.read(edited / "tei" / "letter.tei.xml").restore() == LETTER.encode()
    assert "state" in column(edited, "mentions", "type")
    assert made(edited).encoded == 0


def test_a_build_merges_a_changed_text(edited: Path) -> None:
    (edited / "texts" / "letter.txt").write_text(LETTER + "P.S. More.\n")
    assert made(edited).merged == ["letter.txt"]
    assert regesta.read(edited / "tei" / "letter.tei.xml").restore() == (LETTER + "P.S. More.\n").encode()


def test_a_collision_is_reported_and_the_persons_change_kept(edited: Path) -> None:
    path = edited / "tei" / "letter.tei.xml"
    mine = path.read_bytes().replace(b'ref="#zhukov-1"', b'ref="#zhukov-2"', 1)
    path.write_bytes(mine)
    (edited / "regesta.toml").write_text(PROJECT.replace("[reading]", '[reading]\nmin-cert = "high"'))
    (edited / "people.csv").write_text("id,kind,name\nnobody,person,Nobody\n")
    told = run("diff", "--merge", edited).output
    assert any(line.startswith("! ") and "zhukov-2" in line for line in told.splitlines())
    summary = made(edited)
    assert summary.collisions >= 1
    assert b'ref="#zhukov-2"' in path.read_bytes()
    assert "zhukov-2" in (edited / "report" / "report.json").read_text()
    again = made(edited)
    assert (again.encoded, again.edited) == (0, ["letter.txt"])


def test_without_merging_and_without_a_base_the_file_stays_as_it_is(edited: Path) -> None:
    path = edited / "tei" / "letter.tei.xml"
    before = path.read_bytes()
    (edited / "texts" / "letter.txt").write_text(LETTER + "P.S. More.\n")
    assert run("build", edited, "--no-merge").exit_code == 0
    assert path.read_bytes() == before
    Path(base.path(edited / ".regesta", "letter.txt")).write_bytes(b"damaged")
    (edited / "texts" / "letter.txt").write_text(LETTER + "P.S. Still more.\n")
    assert made(edited).merged == []
    assert path.read_bytes() == before


def test_an_edit_that_a_new_conversion_agrees_with_is_no_edit_any_more(root: Path) -> None:
    made(root)
    path = root / "tei" / "letter.tei.xml"
    (root / "people.csv").write_text(AUTHORITY + 'brent-1,person,"Brent, John",\n')
    first = path.read_bytes()
    made(root)
    after = path.read_bytes()
    (root / "people.csv").write_text(AUTHORITY)
    made(root)
    path.write_bytes(after[: after.index(b"<revisionDesc>")] + first[first.index(b"<revisionDesc>") : first.index(b"</teiHeader>")] + after[after.index(b"</teiHeader>") :])
    assert made(root).edited == ["letter.txt"]
    (root / "people.csv").write_text(AUTHORITY + 'brent-1,person,"Brent, John",\n')
    assert made(root).edited == []
