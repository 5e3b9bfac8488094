"""The answers that README and `docs/queries.md` show are the answers: each command is asked of the seed.

After a change that is meant to change them, `REGESTA_ANSWERS=write pytest tests/test_shown_answers.py` writes them
anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from rdf import DEFAULT_BASE
from rdf.query import prepare, questions, write
from rdf.store import Embedded
from regesta.commands.query import _parameters
from tests.test_questions import seed, seed_document  # noqa: F401 - fixtures

ROOT = Path(__file__).parent.parent
PAGES = {"README.md": 120, "docs/queries.md": 118}
"""The pages, and how many columns wide their tables are."""
START = "```console\n$ regesta query tei"
ROWS = 3


def examples(text: str) -> list[tuple[str, str, str]]:
    """(what stands before and with the command, the command, the answer shown) of each example."""
    found = []
    for part in text.split(START)[1:]:
        block = part.partition("```")[0]
        command, answer = block.split("\n", 1)
        while command.count("'") % 2:  # a query over several lines
            line, answer = answer.split("\n", 1)
            command += f"\n{line}"
        found.append((f"{START}{command}\n", command, answer))
    return found


def answered(store: Embedded, command: str, width: int, rows: int) -> str:
    (*_, text), parameters = _parameters(tuple(shlex.split(f"tei{command}")))
    answer = store.query(prepare(text, parameters))
    cut = len(answer.rows) > rows
    shown = type(answer)(answer.variables, answer.rows[:rows], answer.triples, answer.truth)
    return write(shown, "table", width=width, base=DEFAULT_BASE) + ("\n…\n" if cut else "\n")


@pytest.mark.parametrize("name", PAGES)
def test_the_answers_shown_are_the_answers(name: str, seed: Embedded) -> None:  # noqa: F811
    page = ROOT / name
    text = page.read_text("utf-8")
    rows = 1000 if name == "README.md" else ROWS
    found = examples(text)
    assert found
    for head, command, shown in found:
        answer = answered(seed, command, PAGES[name], rows)
        if os.environ.get("REGESTA_ANSWERS") == "write":
            text = text.replace(f"{head}{shown}", f"{head}{answer}")
            page.write_text(text, "utf-8")
        else:
            assert shown.lstrip("\n") == answer, command


def test_every_stored_question_is_in_the_documentation() -> None:
    text = (ROOT / "docs/queries.md").read_text("utf-8")
    headings = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert headings == [question.name for question in questions()]
    for question in questions():
        assert question.description in text.replace("\n", " "), question.name
