"""The project file, what `regesta init` proposes, and what `regesta build` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regesta import scan
from regesta.project import ProjectError, load
from tests.small_archive import LETTER, run


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
