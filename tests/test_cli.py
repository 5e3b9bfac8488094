"""The command line as a user meets it: files, folders, standard input, and clear words when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from regesta.cli import COMMANDS, regesta

LETTER = "Washington, March 18, 1963.\n\nDear Mr. Brent:\n\nThe text is [illegible] here [sic].\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>&b;</text></TEI>"""
EXTERNAL = b"""<?xml version="1.0"?>
<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>&x;</text></TEI>"""


def run(*arguments: str | Path | int, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(regesta, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "letter.txt"
    path.parent.mkdir()
    path.write_text(LETTER)
    return path


@pytest.fixture
def tei(letter: Path, tmp_path: Path) -> Path:
    assert run("convert", letter, "-o", tmp_path / "tei", "--quiet").exit_code == 0
    return tmp_path / "tei" / "letter.tei.xml"


def test_a_folder_there_and_back(letter: Path, tmp_path: Path) -> None:
    deeper = letter.parent / "deeper" / "other.txt"
    deeper.parent.mkdir()
    deeper.write_bytes(b"\xef\xbb\xbfA\r\nB\x00\x1b\r\n")
    assert run("convert", letter.parent, "-o", tmp_path / "tei").exit_code == 0
    assert run("restore", tmp_path / "tei", "-o", tmp_path / "back").exit_code == 0
    for path in (letter, deeper):
        assert (tmp_path / "back" / path.relative_to(letter.parent)).read_bytes() == path.read_bytes()


def test_one_file_there_and_back(letter: Path, tmp_path: Path) -> None:
    assert run("convert", letter, "-o", tmp_path / "one.xml", "--quiet").exit_code == 0
    assert run("restore", tmp_path / "one.xml", "-o", tmp_path / "one.txt").exit_code == 0
    assert (tmp_path / "one.txt").read_text() == LETTER
    result = run("convert", letter, tmp_path / "one.txt", "-o", tmp_path / "two.xml")
    assert result.exit_code == 2
    assert "2 files cannot become the one file" in result.stderr
    assert not (tmp_path / "two.xml").exists()


def test_a_doubtful_authority_is_told_of(letter: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("name,colour\nBrent,red\n")
    result = run("convert", letter, "-o", tmp_path / "tei", "--authority", table, "--quiet")
    assert result.exit_code == 0
    assert result.stderr == "regesta: names.csv: 2 things are doubtful: `regesta authority check` says what\n"


def test_an_authority_may_be_a_folder(letter: Path, tmp_path: Path) -> None:
    names = tmp_path / "names"
    (names / "people").mkdir(parents=True)
    (names / "people" / "brent.csv").write_text("id,name,kind\nbrent,Charles Brent,person\n")
    (names / "notes.md").write_text("Whom we know")
    assert run("convert", letter, "-o", tmp_path / "tei", "--authority", names, "--quiet").exit_code == 0
    assert 'ref="#brent"' in (tmp_path / "tei" / "letter.tei.xml").read_text()
    assert run("authority", "check", names).stdout == f"{names}/people/brent.csv: 1 entry\n"
    (names / "people" / "brent.csv").unlink()
    result = run("convert", letter, "-o", tmp_path / "tei", "--authority", names)
    assert result.exit_code == 2
    assert f"{names}: there is no authority file in this folder" in result.stderr


def test_what_is_misspelt_is_guessed(tei: Path) -> None:
    assert "No such command 'conver'. Did you mean 'convert'?" in run("conver", "x").stderr
    assert "no stored question 'evnts'; did you mean 'events'?" in run("query", tei, "evnts").stderr


def test_standard_input(tmp_path: Path) -> None:
    assert run("convert", "-", "-o", tmp_path, stdin=LETTER.encode()).exit_code == 0
    document = (tmp_path / "stdin.tei.xml").read_bytes()
    assert run("restore", "-", stdin=document).stdout_bytes == LETTER.encode()


def test_standard_output(letter: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "regesta", "convert", str(letter), "-o", "-"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert run("restore", "-", "-o", "-", stdin=done.stdout).stdout_bytes == LETTER.encode()
    assert run("rdf", "-", "-o", "-", "--format", "nquads", stdin=done.stdout).stdout.endswith(" .\n")
    assert done.stderr.startswith(b"1 document encoded\n")
    assert run("convert", letter, letter.parent, "-o", "-").exit_code == 2
    shown = [run("show", "-", stdin=data).stdout.partition("\n")[2] for data in (done.stdout, LETTER.encode())]
    assert shown[0] == shown[1] != ""
    assert [path.name for path in tmp_path.iterdir()] == ["texts"]


def test_what_is_looked_for_and_not_there_is_told(tei: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = run("convert", tmp_path / "none", "-o", tmp_path / "tei")
    assert (result.exit_code, result.stderr) == (
        1, f"regesta: {tmp_path}/none: holds no file whose name ends in .txt or .text\n",
    )  # fmt: skip
    assert run("annotations", tei, "--element", "persname").stderr == "regesta: no passage is marked as persname\n"


def test_names_that_cannot_be_used_are_refused_and_the_others_done(letter: Path, tmp_path: Path) -> None:
    texts = letter.parent
    for name in ("a\nb.txt", "caf\udce9.txt", "x" * 251 + ".txt"):
        (texts / name).write_text("text\n")
    (tmp_path / "secret.txt").write_text("secret")
    (texts / "out.txt").symlink_to(tmp_path / "secret.txt")
    (texts / "away").symlink_to(tmp_path)
    (texts / "in.txt").symlink_to("letter.txt")
    (texts / "circle.txt").symlink_to("circle.txt")
    os.mkfifo(texts / "pipe.txt")
    result = run("convert", texts, "-o", tmp_path / "tei", "--quiet")
    assert result.exit_code == 1
    assert {line.removeprefix(f"regesta: {texts}/") for line in result.stderr.splitlines()} == {
        r"a\nb.txt: its name has control characters or odd blanks: rename it",
        r"caf\\xe9.txt: its name is not UTF-8: rename it",
        f"{'x' * 251}.txt: its name has 255 bytes, too many for that of the TEI made of it: shorten it",
        "out.txt: a link that leads out of the folder: not followed",
        "away: a link to a folder: not followed",
        "circle.txt: too many levels of symbolic links",
        "pipe.txt: not a file",
    }
    assert sorted(path.name for path in (tmp_path / "tei").iterdir()) == ["in.tei.xml", "letter.tei.xml"]


def test_the_report_says_what_was_read(letter: Path, tmp_path: Path) -> None:
    report = json.loads(run("convert", letter, "-o", tmp_path / "tei", "--json").stdout)
    assert (report["documents"], report["elements"]["gap"], report["elements"]["sic"]) == (1, 1, 1)


def test_annotations_are_json_lines(tei: Path) -> None:
    lines = [json.loads(line) for line in run("annotations", tei, "--element", "gap").stdout.splitlines()]
    start = LETTER.index("[illegible]")
    assert [(x["start"], x["end"], x["element"], x["text"], x["reason"], x["resp"]) for x in lines] == [
        (start, start + 11, "gap", "[illegible]", "illegible", "#regesta")
    ]


def test_one_bad_file_does_not_stop_the_others(letter: Path, tmp_path: Path) -> None:
    (letter.parent / "a.txt").write_bytes(PNG)
    result = run("convert", letter.parent, tmp_path / "nowhere", "-o", tmp_path / "tei")
    assert result.exit_code == 1
    assert "a.txt: not text: looks like PNG" in result.stderr
    assert f"{tmp_path / 'nowhere'}: no such file or folder" in result.stderr
    assert sorted(p.name for p in (tmp_path / "tei").iterdir()) == ["letter.tei.xml"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"plain text", "bad.xml:1:"),
        (b'<?xml version="1.0"?>\n<a>\n<b></a>', "bad.xml:3:"),
        (b"<html/>", "not TEI"),
        (b"", "empty"),
        (BOMB, "refused"),
        (EXTERNAL, "refused"),
        (PNG, "bad.xml"),
    ],
    ids=["text", "broken", "html", "empty", "entity expansion", "external entity", "png"],
)
@pytest.mark.parametrize("command", ["restore", "annotations", "show", "validate", "rdf", "query"])
def test_what_is_not_tei(command: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(data)
    result = run(command, tmp_path / "bad.xml", *(["events"] if command == "query" else []))
    assert result.exit_code == 1
    assert words in result.stderr
    assert "root:" not in result.output
    assert "Traceback" not in result.output
    assert "internal error" not in result.output


def _spoils(what: str) -> Callable[..., list[Any]]:
    """A plug-in that does harm where the text says so."""

    def recognise(reading: Any, *, language: str) -> list[Any]:
        if what in reading.text and what == "for ever":
            time.sleep(600)
        if what in reading.text and what == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        return []

    return recognise


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("for ever", "bad.txt: took longer than 3 seconds: stopped (--seconds allows more)"),
        ("dies", "bad.txt: its process was killed, perhaps for want of memory"),
    ],
)
def test_a_text_that_takes_too_much_does_not_stop_the_others(
    what: str, words: str, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = SimpleNamespace(name="spoils", load=lambda: _spoils(what))
    monkeypatch.setattr("converters.recognisers.entry_points", lambda group: [point])
    letter.with_name("bad.txt").write_text(f"This one takes {what}: dies.\n")
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        done = run("convert", letter.parent, "-o", out, "--recogniser", "spoils", "--jobs", jobs, "--seconds", "3")
        assert done.exit_code == 1
        assert words in done.stderr
        assert [path.name for path in out.iterdir()] == ["letter.tei.xml"]


def test_unknown_convention_layout_and_authority_are_wrong_usage(letter: Path, tmp_path: Path) -> None:
    for option, value in (("--convention", "martian"), ("--layout", "martian"), ("--authority", "nowhere.xml")):
        result = run("convert", letter, "-o", tmp_path / "tei", option, value)
        assert result.exit_code == 2
        assert value in result.stderr
        assert not (tmp_path / "tei").exists()


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--language", "Old English", "language 'Old English': is to be a language tag, such as en or zh-Hans"),
        ("--encoding", "ebcdic-9", "unknown encoding 'ebcdic-9'"),
        ("--jobs", "-1", "-1 is not in the range x>=0"),
        ("--layout", "binary.toml", "binary.toml: line 1 is not UTF-8: save the file as UTF-8"),
    ],
)
def test_values_that_nothing_can_be_made_with_are_wrong_usage(
    option: str, value: str, words: str, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    result = run("convert", letter, "-o", tmp_path / "tei", option, value)
    assert result.exit_code == 2
    assert words in result.stderr


def test_standard_input_without_end_is_refused(tmp_path: Path) -> None:
    result = run("convert", "-", "-o", tmp_path, "--memory", "1", stdin=bytes(2 << 20))
    assert (result.exit_code, result.stderr) == (1, "regesta: -: is longer than the memory that a text may take\n")


def test_output_that_cannot_be_written(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run("convert", letter, "-o", tmp_path / "file" / "tei")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_an_edited_document_is_kept(letter: Path, tei: Path, tmp_path: Path) -> None:
    edited = tei.read_text().replace("</head>", " </head>").replace("<text ", '<text n="mine" ')
    tei.write_text(edited)
    result = run("convert", letter, "-o", tmp_path / "tei")
    assert result.exit_code == 1
    assert "was changed since regesta wrote it: kept as it is (--force replaces it)" in result.stderr
    assert tei.read_text() == edited
    assert run("convert", letter, "-o", tmp_path / "tei", "--force").exit_code == 0
    assert tei.read_text() != edited


def test_an_unchanged_document_is_left_alone(letter: Path, tei: Path, tmp_path: Path) -> None:
    before = tei.stat().st_mtime_ns
    assert "1 unchanged" in run("convert", letter, "-o", tmp_path / "tei").stdout
    assert tei.stat().st_mtime_ns == before


def test_a_text_that_says_something_else_is_kept(tei: Path, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "letter.txt").write_text("mine")
    assert run("restore", tei, "-o", tmp_path / "back").exit_code == 1
    assert (tmp_path / "back" / "letter.txt").read_text() == "mine"


def test_show_marks_without_colour(tei: Path) -> None:
    shown = run("show", tei, "--no-color").stdout
    assert "The text is [illegible]⌀ here [sic]!" in shown


def test_explain_names_the_rule(tei: Path) -> None:
    told = run("explain", tei, "--at", str(LETTER.index("[illegible]") + 2)).stdout
    assert "gap " in told
    assert "sure, says #regesta" in told
    assert "rule " in told
    assert run("explain", tei, "--at", "100000").exit_code == 1


def test_validate_tells_file_and_line(tei: Path) -> None:
    assert run("validate", tei).exit_code == 0
    tei.write_text(tei.read_text().replace("<gap ", "<gapp "))
    result = run("validate", tei)
    assert result.exit_code == 1
    assert f"{tei}:" in result.stdout
    assert "gapp" in result.stdout


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"])
def test_rdf_in_every_format(form: str, tei: Path, tmp_path: Path) -> None:
    assert run("rdf", tei, "-o", tmp_path / "rdf", "--format", form).exit_code == 0
    assert len(list((tmp_path / "rdf").iterdir())) == 1


def test_rdf_of_several_documents_is_one_in_formats_that_do_not_add_up(letter: Path, tmp_path: Path) -> None:
    (letter.parent / "other.txt").write_text(LETTER)
    assert run("convert", letter.parent, "-o", tmp_path / "tei", "--quiet").exit_code == 0
    assert len(etree.fromstring(run("rdf", tmp_path / "tei", "--format", "rdfxml").stdout_bytes)) > 2
    assert json.loads(run("rdf", tmp_path / "tei", "--format", "jsonld").stdout)


def test_query_over_tei_rdf_and_a_store(tei: Path, tmp_path: Path) -> None:
    assert run("rdf", tei, "-o", tmp_path / "all.nq").exit_code == 0
    assert run("load", tei, "-o", tmp_path / "store").exit_code == 0
    answers = [run("query", source, "illegible", "--format", "csv").stdout
               for source in (tei, tmp_path / "all.nq", tmp_path / "store")]  # fmt: skip
    assert "[illegible]" in answers[0]
    assert len(set(answers)) == 1


def test_bad_questions(tei: Path) -> None:
    for question, words in (("SELECT ?", "not SPARQL"), ("nonsense", "no stored question"), ("@none.rq", "none.rq")):
        result = run("query", tei, question)
        assert result.exit_code == 2
        assert words in result.stderr


@pytest.mark.parametrize("command", ["load", "query", "rdf"])
def test_a_base_that_is_no_iri_is_wrong_usage(command: str, tei: Path, tmp_path: Path) -> None:
    result = run(command, tei, "ASK {}", "-o", tmp_path / "x", "--base", "here")
    assert result.exit_code == 2
    assert "names cannot start with 'here'" in result.stderr


@pytest.mark.parametrize("command", ["serve", "site"])
def test_a_base_that_is_no_iri_is_wrong_usage_on_the_web(command: str, tei: Path, tmp_path: Path) -> None:
    output = ["-o", tmp_path / "x"] if command == "site" else []
    result = run(command, tei.parent, *output, "--base", "here")
    assert (result.exit_code, "names cannot start with 'here'" in result.stderr) == (2, True)


def test_queries_nested_without_end_are_refused(tei: Path, tmp_path: Path) -> None:
    result = run("query", tei, f"SELECT * {{ FILTER({'(' * 5000}1{')' * 5000}) }}")
    assert (result.exit_code, result.stderr) == (2, "regesta: the query nests brackets more than 500 deep\n")
    strings = run("query", tei, "ASK { FILTER(STRLEN('%s') > 1) }" % ("(" * 5000))
    assert (strings.exit_code, strings.stdout) == (0, "yes\n")
    (tmp_path / "deep.jsonld").write_text('{"a:b":' * 5000 + "1" + "}" * 5000)
    result = run("query", tmp_path / "deep.jsonld", "ASK {}")
    assert (result.exit_code, "deep.jsonld: nested more than 500 deep" in result.stderr) == (1, True)


def test_a_chain_of_operators_without_end_is_refused(tei: Path) -> None:
    for query in ("ASK { FILTER(" + " || ".join(["true"] * 5000) + ") }", "ASK { ?s " + "/".join(["<a:b>"] * 5000) + " ?o }"):
        result = run("query", tei, query)
        assert (result.exit_code, result.stderr) == (2, "regesta: the query has more than 1000 operators of one kind\n")
    many = " ".join(f'"19{n % 90 + 10}-05-03"^^xsd:date ex:a-{n}' for n in range(2000))
    assert run("query", tei, f"PREFIX ex: <http://e/> ASK {{ VALUES ?x {{ {many} }} }}").exit_code == 0


def test_a_store_is_not_made_among_other_files(tei: Path) -> None:
    result = run("load", tei, "-o", tei.parent)
    assert (result.exit_code, "is not a store, and not empty" in result.stderr) == (1, True)
    assert [path.name for path in tei.parent.iterdir()] == [tei.name]


def test_explain_says_where_nothing_is_marked(tmp_path: Path) -> None:
    seed = next(Path("seeds").glob("*.txt"))
    run("convert", seed, "-o", tmp_path)
    told = run("explain", tmp_path / f"{seed.stem}.tei.xml", "--at", "3").stdout
    assert told == "nothing is marked at 3: it stands outside the document's text\n"


@pytest.mark.parametrize("width", ["1", "-5"])
def test_no_width_is_too_small_to_end(width: str, tei: Path) -> None:
    assert run("show", tei, "--width", width).exit_code == (0 if width == "1" else 2)


def test_help_of_every_command_has_an_example() -> None:
    assert all(name in run("--help").stdout for name in COMMANDS)
    for name in COMMANDS:
        text = run(name, "--help").stdout
        assert name == "demo" or "Example" in text, name


def test_errors_show_no_traceback_in_a_real_process(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(BOMB)
    done = subprocess.run([sys.executable, "-m", "regesta", "restore", tmp_path / "bad.xml"], capture_output=True)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def _process(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    shell = f"set -o pipefail; regesta() {{ {sys.executable} -m regesta \"$@\"; }}; {command}"
    return subprocess.run(["bash", "-c", shell], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_that_is_full_is_no_defect(tei: Path) -> None:
    done = _process(f"regesta query {tei} documents > /dev/full", tei.parent)
    assert (done.returncode, done.stderr) == (1, "regesta: output: no space left on device\n")


def test_a_port_that_is_taken_is_told(tei: Path) -> None:
    pytest.importorskip("uvicorn")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", tei.parent, "--port", port)
    assert (result.exit_code, result.stderr) == (
        1, f"Error: cannot listen at 127.0.0.1:{port}: address already in use (--host, --port)\n",
    )  # fmt: skip


def test_a_file_that_cannot_be_written_is_no_defect(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = _process("regesta conventions new ours -o file/ours.toml", tmp_path)
    assert (done.returncode, done.stderr) == (1, "regesta: file/ours.toml: cannot be written: file is a file, not a folder\n")


def test_a_reader_that_goes_away_is_no_error(tei: Path, tmp_path: Path) -> None:
    done = _process(f"for i in $(seq 40); do echo {tei}; done | xargs {sys.executable} -m regesta annotations | head -1",
                    tmp_path)  # fmt: skip
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def test_ctrl_c_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("On 5 May 1944 Mr. Smith [sic] met us in Prag.\n\n" * 50_000)
    done = _process(f"timeout -s INT 3 {sys.executable} -m regesta convert long.txt -o tei; true", tmp_path)
    assert done.stderr.strip() == "regesta: stopped"
    assert not (tmp_path / "tei").exists()
