"""The pages as static files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta import files
from regesta.web.html import render
from regesta.web.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from regesta.web.corpus import Corpus


def write(corpus: Corpus, out: Path) -> int:
    """Write every page, each whole or not at all; how many files there are. Raises `InputError`."""
    settings = Settings(static=True)
    files.write(out / "index.html", render("start.html", corpus, settings, ids=corpus.ids()).encode())
    return 1
