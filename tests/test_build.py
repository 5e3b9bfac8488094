"""The build of a corpus: what is made, what is made again, and what a person edits."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

import regesta
from rdf.query import prepare
from rdf.store import Embedded
from tests.small_archive import LETTER, MEMO, PEOPLE, PROJECT, column, made, outputs, run, small_archive, times

pytestmark = pytest.mark.usefixtures("nothing_left")


# What is made


def test_a_build_makes_tei_rdf_tables_store_and_report(root: Path) -> None:
    summary = made(root, jobs=2)
    assert (summary.documents, summary.encoded, summary.written, summary.failures) == (3, 3, 3, {})
    assert regesta.read(root / "tei" / "1962" / "memo.tei.xml").restore() == MEMO.encode()
    assert sorted(p.name for p in (root / "rdf").iterdir()) == ["0000.nq", "0001.nq"]
    assert sorted(column(root, "documents", "file")) == ["1962/memo.txt", "cable.txt", "letter.txt"]
    assert column(root, "gaps", "text") == ["[illegible]"]
    assert "Mr. Dupont" in " ".join(column(root, "mentions", "text")) or "Dupont" in column(root, "mentions", "text")
    store = Embedded(root / "store", read_only=True)
    assert store.query(prepare("SELECT (COUNT(?r) AS ?n) WHERE { ?r a rico:Record }")).rows[0][0].value == "3"
    report = json.loads((root / "report" / "report.json").read_text())
    assert (report["documents"], report["failed"]) == (3, {})


def test_parquet_says_what_csv_says(root: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra: tables)")
    made(root)
    rows = parquet.read_table(root / "tables" / "mentions.parquet").to_pylist()
    assert [str(row["start"]) for row in rows] == column(root, "mentions", "start")


def test_a_second_build_writes_nothing(root: Path) -> None:
    made(root)
    before = times(root)
    assert made(root).encoded == 0
    assert times(root) == before


def test_two_texts_of_one_name_are_two_documents(root: Path) -> None:
    (root / "texts" / "1963").mkdir()
    (root / "texts" / "1963" / "memo.txt").write_text(MEMO)
    assert made(root).documents == 4
    assert {"doc-1962-memo", "doc-1963-memo"} <= set(column(root, "documents", "id"))


# What is made again


def test_a_changed_text_alone_is_encoded_again(root: Path) -> None:
    made(root)
    (root / "texts" / "letter.txt").write_text(LETTER.replace("[illegible]", "It is cold."))
    summary = made(root)
    assert (summary.encoded, summary.written, summary.shards, summary.loaded) == (1, 1, 1, 1)
    assert column(root, "gaps", "text") == []


def test_a_touched_text_is_not_encoded_again(root: Path) -> None:
    made(root)
    os.utime(root / "texts" / "letter.txt", (1, 1))
    assert made(root).encoded == 0


def test_a_change_that_keeps_size_and_time_is_seen_when_told_to_look(root: Path) -> None:
    made(root)
    path = root / "texts" / "letter.txt"
    stamp = path.stat()
    path.write_text(LETTER.replace("Prague", "Vienna"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert made(root).encoded == 0
    assert made(root, verify=True).encoded == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.meta.toml", 'title = "A letter"\n'),
        ("letter.decisions.toml",
         '[[decision]]\nby = "A B"\npassage = "Prague"\naction = "reject"\nelement = "placeName"\n'),
    ],
)  # fmt: skip
def test_what_is_beside_a_text_counts_as_part_of_it(root: Path, name: str, content: str) -> None:
    made(root)
    (root / "texts" / name).write_text(content)
    assert made(root).encoded == 1
    (root / "texts" / name).unlink()
    assert made(root).encoded == 1


def test_a_changed_setting_has_all_encoded_again(root: Path) -> None:
    made(root)
    (root / "regesta.toml").write_text(PROJECT.replace("[reading]", '[reading]\nmin-cert = "high"'))
    assert made(root).encoded == 3


def test_a_changed_base_has_rdf_drawn_again_and_no_text_encoded(root: Path) -> None:
    made(root)
    (root / "regesta.toml").write_text(PROJECT.replace("[output]", '[output]\nbase = "https://archive.test/"'))
    summary = made(root)
    assert (summary.encoded, summary.shards, summary.loaded) == (0, 2, 3)
    assert b"<https://archive.test/letter#record>" in b"".join(p.read_bytes() for p in (root / "rdf").iterdir())


def test_a_removed_text_takes_its_results_with_it(root: Path) -> None:
    made(root)
    (root / "texts" / "letter.txt").unlink()
    summary = made(root)
    assert summary.removed == ["letter.txt"]
    assert not (root / "tei" / "letter.tei.xml").exists()
    assert sorted(column(root, "documents", "file")) == ["1962/memo.txt", "cable.txt"]
    assert all("letter" not in graph for graph in Embedded(root / "store", read_only=True).graphs())


def test_an_output_that_was_deleted_is_made_again(root: Path) -> None:
    made(root)
    before = outputs(root)
    for name in ("tei/letter.tei.xml", "rdf/0000.nq", "tables/events.csv", "report/report.html"):
        (root / name).unlink()
    made(root)
    assert outputs(root) == before


# The authority


def test_a_new_entry_concerns_the_texts_that_have_its_name(root: Path) -> None:
    made(root)
    (root / "people.csv").write_text(PEOPLE + 'kuznetsov-1,person,"Kuznetsov, Vasili",diplomat\n')
    summary = made(root)
    assert (summary.encoded, summary.written) == (1, 1)
    assert b'ref="#kuznetsov-1"' in (root / "tei" / "1962" / "memo.tei.xml").read_bytes()


def test_a_changed_or_removed_entry_concerns_the_texts_that_it_was_in(root: Path) -> None:
    made(root)
    assert b'ref="#zhukov-1"' in (root / "tei" / "letter.tei.xml").read_bytes()
    (root / "people.csv").write_text(PEOPLE.replace("journalist", "writer"))
    assert (made(root).encoded, b"writer" in (root / "tei" / "letter.tei.xml").read_bytes()) == (1, True)
    (root / "people.csv").write_text(PEOPLE.replace("zhukov-1", "dupont").replace("Zhukov, Georgi", "Dupont, Jean"))
    assert made(root).encoded == 2
    assert b"zhukov-1" not in (root / "tei" / "letter.tei.xml").read_bytes()


def test_names_under_marks_and_across_lines_are_seen(root: Path) -> None:
    (root / "texts" / "marks.txt").write_text("On 3 May [Vasili] Kuz-\nnetsov came.\n")
    (root / "texts" / "inside.txt").write_text("On 3 May Kuznet[sov] came.\n")
    made(root)
    (root / "people.csv").write_text(PEOPLE + 'kuznetsov-1,person,"Kuznetsov, Vasili",diplomat\n')
    assert made(root).encoded == 3


def test_names_in_another_case_or_in_other_letters_are_seen(root: Path) -> None:
    (root / "texts" / "czech.txt").write_text("Dopis je od Kuzněcova a byl v sobotu na ministerstvu.\n")
    (root / "texts" / "russian.txt").write_text("Письмо было передано Кузнецовым в субботу.\n")
    made(root)
    (root / "people.csv").write_text(PEOPLE + 'kuznetsov-1,person,"Kuznetsov, Vasili",diplomat\n')
    assert made(root).encoded == 3


def test_after_any_change_of_the_authority_all_is_as_a_clean_build_has_it(root: Path, tmp_path: Path) -> None:
    made(root)
    changed = PEOPLE + 'kuznetsov-1,person,"Kuznetsov, Vasili",diplomat\nprague,place,Prague,\nparis,place,Paris,\n'
    (root / "people.csv").write_text(changed)
    made(root)
    clean = small_archive(tmp_path / "clean" / "archive")
    (clean / "people.csv").write_text(changed)
    made(clean)
    assert outputs(root) == outputs(clean)


# What a person edits


@pytest.fixture
def edited(root: Path) -> Path:
    """A project where a person took a mark out of a TEI file."""
    made(root)
    path = root / "tei" / "letter.tei.xml"
    path.write_bytes(path.read_bytes().replace(b"Prague", b"Bratislava"))
    return root


def test_edited_tei_is_kept_and_the_rest_is_made_of_it(edited: Path) -> None:
    before = (edited / "tei" / "letter.tei.xml").read_bytes()
    summary = made(edited)
    assert (summary.edited, summary.encoded, summary.shards) == (["letter.txt"], 0, 1)
    assert (edited / "tei" / "letter.tei.xml").read_bytes() == before
    assert "Bratislava" in column(edited, "mentions", "text")
    assert "letter.txt" in (edited / "report" / "report.html").read_text()


def test_edited_tei_is_kept_when_its_text_changes_and_when_nothing_is_remembered(edited: Path) -> None:
    before = (edited / "tei" / "letter.tei.xml").read_bytes()
    shutil.rmtree(edited / ".regesta")
    (edited / "texts" / "letter.txt").write_text(LETTER + "P.S. More.\n")
    assert made(edited).edited == ["letter.txt"]
    (edited / ".regesta" / "state.sqlite").unlink()
    summary = made(edited)
    assert (summary.edited, summary.written) == (["letter.txt"], 0)
    assert (edited / "tei" / "letter.tei.xml").read_bytes() == before


def test_edited_tei_outlives_its_text(edited: Path) -> None:
    (edited / "texts" / "letter.txt").unlink()
    summary = made(edited)
    assert summary.failures == {"letter.txt": "its text is gone; letter.tei.xml was changed by a person and is kept"}
    assert (edited / "tei" / "letter.tei.xml").exists()


def test_diff_shows_what_a_new_conversion_would_change(edited: Path) -> None:
    made(edited)
    told = run("diff", edited).output
    assert [line[0] for line in told.splitlines() if "Bratislava" in line] == ["-"]
    assert any(line.startswith("+") and "Prague" in line for line in told.splitlines())
    assert run("diff", edited, "cable.txt").output == ""
    assert "neither a text" in run("diff", edited, "nothing.txt").output


def test_edited_tei_that_is_broken_is_reported_and_the_others_done(edited: Path) -> None:
    (edited / "tei" / "letter.tei.xml").write_text("<TEI")
    summary = made(edited)
    assert "letter.txt" in summary.failures
    assert sorted(column(edited, "documents", "file")) == ["1962/memo.txt", "cable.txt"]
