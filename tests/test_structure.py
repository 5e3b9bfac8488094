"""The shape of the project: imports run one way, and `--help` imports nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "tei": {"tei"},
    "converters": {"converters", "tei"},
    "rdf": {"rdf", "tei"},
    "regesta": {"regesta", "converters", "rdf", "tei"},
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found & ALLOWED.keys()


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_run_one_way(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert imports(path) <= ALLOWED[package], path


def test_help_is_light() -> None:
    code = "import sys; from regesta.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT).stderr.split()
    heavy = {"lxml", "rdflib", "pyoxigraph", "re2", "ahocorasick_rs", "converters", "tei", "rdf"}
    assert not heavy & set(modules)
