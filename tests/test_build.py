"""The build of a corpus: what is made, what is made again, and what is left when something goes wrong."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import regesta
from converters import cells
from rdf.query import prepare
from rdf.store import Embedded
from regesta import files, scan
from regesta.build import document, tables
from regesta.build.document import Made, Text
from regesta.build.lock import locked
from regesta.build.run import Summary, build
from regesta.cli import regesta as commands
from regesta.encoding import Settings
from regesta.project import ProjectError, load

LETTER = "Washington, March 18, 1963.\n\nDear Mr. Brent:\n\nMr. Zhukov is in Prague. [illegible] The end [sic].\n"
MEMO = "Moscow, May 3, 1962.\n\nThe memorandum of 29 April was handed to Mr. Kuznetsov.\n"
CABLE = "PARIS, June 7, 1961.\n\nMr. Dupont met the Ambassador. He [laughter] left.\n"
PEOPLE = "id,kind,name,note\nzhukov-1,person,\"Zhukov, Georgi\",journalist\n"
PROJECT = """
[reading]
authorities = ["people.csv"]
[output]
store = "store"
shards = 2
[limits]
seconds = 60
memory = 512
"""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return _project(tmp_path / "archive")


def _project(root: Path) -> Path:
    (root / "texts" / "1962").mkdir(parents=True)
    (root / "texts" / "letter.txt").write_text(LETTER)
    (root / "texts" / "1962" / "memo.txt").write_text(MEMO)
    (root / "texts" / "cable.txt").write_text(CABLE)
    (root / "people.csv").write_text(PEOPLE)
    (root / "regesta.toml").write_text(PROJECT)
    return root


class Quiet:
    def stage(self, name: str, count: int) -> None: ...
    def step(self) -> None: ...
    def failed(self, name: str, message: str) -> None: ...


def made(root: Path, *, jobs: int = 1, verify: bool = False) -> Summary:
    return build(load(root), jobs=jobs, verify=verify, listener=Quiet())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(a) for a in arguments])


def outputs(root: Path) -> dict[str, bytes]:
    """All that a build made, the store and what it remembers aside."""
    folders = ("tei", "rdf", "tables", "report")
    return {
        str(p.relative_to(root)): p.read_bytes() for f in folders for p in sorted((root / f).rglob("*")) if p.is_file()
    }


def times(root: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in root.rglob("*") if p.is_file() and p.name != "lock"}


def column(root: Path, table: str, name: str) -> list[str]:
    with (root / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


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
    clean = _project(tmp_path / "clean" / "archive")
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


# What goes wrong

_real = document._made


def _failing(monkeypatch: pytest.MonkeyPatch, how: object) -> None:
    """Have what encodes letter.txt do something else."""

    def one(text: Text, settings: Settings, merging: bool) -> Made:
        if text.name == "letter.txt":
            how()  # type: ignore[operator]
        return _real(text, settings, merging)

    monkeypatch.setattr(document, "_made", one)


def _raise() -> None:
    raise RuntimeError("a defect")


def _no_space() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _all_memory() -> None:
    held = [bytearray(1 << 26) for _ in range(1000)]
    assert held


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (_raise, "internal error (RuntimeError: a defect); please report it"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "its process was killed, perhaps for want of memory"),
        (lambda: os._exit(3), "its process died (exit code 3)"),
        (lambda: time.sleep(60), "took longer than 4 seconds: stopped (limits.seconds in regesta.toml allows more)"),
        (_all_memory, "takes more memory than allowed (512 MiB) (limits.memory in regesta.toml allows more)"),
        (_no_space, "no space left on device"),
    ],
    ids=["raises", "killed", "exits", "hangs", "memory", "full-disk"],
)
def test_one_that_fails_is_reported_and_done_by_the_next_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, how: object, why: str
) -> None:
    if "longer" in why:
        (root / "regesta.toml").write_text(PROJECT.replace("seconds = 60", "seconds = 4"))
    with monkeypatch.context() as patch:
        _failing(patch, how)
        summary = made(root, jobs=2)
    assert summary.failures == {"letter.txt": why}
    assert (summary.documents, sorted(p.name for p in (root / "tei").rglob("*.xml"))) == (
        2, ["cable.tei.xml", "memo.tei.xml"],
    )  # fmt: skip
    assert json.loads((root / "report" / "report.json").read_text())["failed"] == {"letter.txt": why}
    again = made(root)
    assert (again.encoded, again.failures, again.documents) == (1, {}, 3)
    assert json.loads((root / "report" / "report.json").read_text())["failed"] == {}


def test_a_full_disk_leaves_no_half_of_a_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        summary = made(root)
    assert "cannot be written: no space left on device" in summary.failures["letter.txt"]
    assert outputs(root) == {}
    assert made(root).failures == {}


def test_a_document_that_cannot_be_drawn_does_not_take_its_shard_with_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tables.rows

    def rows(*arguments: object, **more: object) -> object:
        if arguments[1] == "letter.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)  # type: ignore[arg-type]

    (root / "regesta.toml").write_text(PROJECT.replace("shards = 2", "shards = 1"))
    with monkeypatch.context() as patch:
        patch.setattr(tables, "rows", rows)
        assert list(made(root).failures) == ["letter.txt"]
    assert sorted(column(root, "documents", "file")) == ["1962/memo.txt", "cable.txt"]
    summary = made(root)
    assert (summary.encoded, summary.shards, len(column(root, "documents", "file"))) == (0, 1, 3)


def test_an_unreadable_text_is_reported(root: Path) -> None:
    (root / "texts" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (root / "texts" / "nowhere.txt").symlink_to("not-there.txt")
    (root / "texts" / "folder.txt").mkdir()
    summary = made(root)
    assert summary.failures["picture.txt"] == "not text: looks like PNG"
    assert "nowhere.txt" in summary.failures
    assert summary.documents == 3


def test_a_folder_that_is_gone_removes_nothing(root: Path) -> None:
    made(root)
    before = outputs(root)
    (root / "texts").rename(root / "elsewhere")
    with pytest.raises(ProjectError, match="no such folder: nothing was changed"):
        made(root)
    (root / "texts").mkdir()
    with pytest.raises(ProjectError, match="holds no text, where there were 3: nothing was changed"):
        made(root)
    assert outputs(root) == before


def test_two_builds_at_once(root: Path) -> None:
    holder = f"""
import time
from pathlib import Path
from regesta.build.lock import locked
with locked(Path({str(root / ".regesta")!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        result = run("build", root)
        assert result.exit_code == 1
        assert f"a build is at work here already (process {process.pid})" in result.output
        process.kill()
    assert made(root).documents == 3  # the lock of the dead is nobody's


def test_an_interrupt_stops_cleanly(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Impatient(Quiet):
        def step(self) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(load(root), jobs=2, listener=Impatient())
    assert made(root).documents == 3


def test_what_is_remembered_may_be_lost_or_damaged(root: Path) -> None:
    made(root)
    before = outputs(root)
    (root / ".regesta" / "state.sqlite").write_bytes(b"no database at all" * 100)
    summary = made(root)
    assert (summary.encoded, summary.written) == (3, 0)
    assert outputs(root) == before


# Hostile input


def test_names_that_cannot_be_used_are_refused_with_the_reason(root: Path, tmp_path: Path) -> None:
    texts = os.fsencode(root / "texts")
    for name in (b"a\nb.txt", b"caf\xe9.txt", b"x" * 251 + b".txt"):
        with open(os.path.join(texts, name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(b"text\n")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "texts" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "texts" / "away").symlink_to(tmp_path)
    (root / "texts" / "in.txt").symlink_to("letter.txt")
    (root / "texts" / "circle.txt").symlink_to("circle.txt")
    os.mkfifo(root / "texts" / "pipe.txt")
    summary = made(root)
    assert summary.failures == {
        r"a\nb.txt": "its name has control characters or odd blanks: rename it",
        r"caf\\xe9.txt": "its name is not UTF-8: rename it",
        "x" * 251 + ".txt": "its name has 255 bytes, too many for that of the TEI made of it: shorten it",
        "out.txt": "a link that leads out of the folder: not followed",
        "away": "a link to a folder: not followed",
        "circle.txt": "too many levels of symbolic links",
        "pipe.txt": "not a file",
    }
    assert summary.documents == 4


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "'=1", "＝1", "plain", "'plain", "", "''+"])
def test_no_value_of_a_table_is_a_formula(value: str) -> None:
    assert not cells.safe(value).startswith(("=", "+", "-", "@", "＝"))
    assert cells.plain(cells.safe(value)) == value


def test_the_report_holds_no_markup_of_others(root: Path) -> None:
    (root / "texts" / "evil.txt").write_text(LETTER + "\n[<script>alert(1)</script>] [<b>&\u202e x]\n")
    (root / "texts" / "<img src=x>.txt").write_bytes(b"%PDF-")
    made(root)
    page = (root / "report" / "report.html").read_text()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;img src=x&gt;.txt" in page


# The project file and the commands


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[texts\n", "regesta.toml: Expected"),
        ("[text]\n", r"unknown section \[text\]: there are texts, reading, output, limits"),
        ("[texts]\nfoldr = 'x'\n", "texts.foldr: no such key: there are folder,"),
        ("[texts]\nfolder = 1\n", "texts.folder: is to be a text in quotation marks"),
        ("[reading]\nauthorities = 'x'\n", "reading.authorities: is to be a list of texts"),
        ("[output]\nshards = 0\n", "output.shards: is to be a whole number above 0"),
        ("[output]\nbase = 'here'\n", "output.base: names cannot start with 'here': give an IRI"),
        ("[limits]\nseconds = inf\n", "limits.seconds: is to be a whole number above 0"),
        ("[texts]\nfolder = " + "[" * 20_000, "regesta.toml: values are nested too deep"),
        ("[output]\nstore = 's'\nrdf = ''\n", "output.store: is made of the RDF"),
        ("[output]\ntei = '.'\n", "holds the texts: give outputs a folder of their own"),
        ("[output]\ntei = 'x'\nrdf = 'x'\n", "two outputs have the same folder"),
    ],
)
def test_what_is_wrong_with_a_project_file_is_said(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "regesta.toml").write_text(content)
    with pytest.raises(ProjectError, match=message):
        load(tmp_path)


def test_init_proposes_what_build_can_do(root: Path) -> None:
    (root / "regesta.toml").unlink()
    told = run("init", root)
    assert "3 texts" in told.output
    assert "1 authority file" in told.output
    project = load(root)
    assert (project.texts, project.settings.authority) == (root / "texts", (str(root / "people.csv"),))
    assert run("build", root, "--json").exit_code == 0
    assert "never overwritten" in run("init", root).output


def test_init_says_what_it_leaves_aside_and_why(root: Path) -> None:
    (root / "regesta.toml").unlink()
    (root / "latin.csv").write_bytes("name,kind\nJörg,person\n".encode("latin-1"))
    (root / "wrong.csv").write_text("name,kind\nBonn,animal\nRome,place\n")
    for name, data in {"scan.pdf": b"%PDF-", "a.docx": b"PK", "texts/b.txt": b"%PDF-"}.items():
        (root / name).write_bytes(data)
    (root / "texts" / "lost.txt").symlink_to("nowhere")
    assert run("init", root).stderr.splitlines() == [
        "regesta: texts/b.txt: not text: looks like PDF",
        "regesta: latin.csv:2: not UTF-8: save the table as “CSV UTF-8”",
        "regesta: wrong.csv: 1 error: regesta authority check says where",
        "regesta: texts/lost.txt: a link that leads nowhere",
        "regesta: left aside, since their names end in neither .txt nor .text: 2 .csv, 1 .docx, 1 .pdf",
    ]


def test_rdf_drawn_from_documents_is_proposed_as_no_authority(root: Path) -> None:
    assert run("build", root).exit_code == 0
    assert run("rdf", root / "tei", "-o", root / "drawn.ttl").exit_code == 0
    assert run("authority", "convert", root / "people.csv", "-o", root / "people.ttl").exit_code == 0
    (root / "regesta.toml").unlink()
    assert "2 authority files" in run("init", root).output
    assert {Path(name).name for name in load(root).settings.authority} == {"people.csv", "people.ttl"}


def test_build_speaks_json(root: Path) -> None:
    (root / "texts" / "picture.txt").write_bytes(b"%PDF-")
    result = run("build", root, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert {"event": "failed", "file": "picture.txt", "message": "not text: looks like PDF"} in lines
    assert (lines[-1]["event"], lines[-1]["documents"]) == ("done", 3)


def test_an_authority_that_cannot_be_read_stops_the_build(root: Path) -> None:
    (root / "people.csv").write_text("no,table\n1\n")
    result = run("build", root)
    assert result.exit_code == 1
    assert "people.csv" in result.output
    assert not (root / "tei").exists()


def test_texts_beside_the_project_file(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER)
    assert run("init", tmp_path).exit_code == 0
    assert run("build", tmp_path).exit_code == 0
    assert run("build", tmp_path).output.startswith("1 document, 0 encoded anew")


def test_ids_are_made_apart_only_where_needed() -> None:
    names = ["a/x.txt", "b/x.txt", "b/y.txt", "c/d.txt", "c-d.txt"]
    assert scan.labels(names) == {
        "a/x.txt": "a-x.txt", "b/x.txt": "b-x.txt", "b/y.txt": "y.txt", "c/d.txt": "d.txt", "c-d.txt": "c-d.txt",
    }  # fmt: skip
    assert scan.twins({"a b.txt": "a b.txt", "a-b.txt": "a-b.txt"}) == {"a-b.txt": "a b.txt"}


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """No build leaves a process behind."""
    import multiprocessing

    yield
    assert multiprocessing.active_children() == []


def test_a_lock_is_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "state"):
            assert files.Input(tmp_path / "state" / "lock", Path("lock")).read() == f"{os.getpid()}\n".encode()
