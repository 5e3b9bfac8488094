"""A small corpus for the tests of the web application."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regesta

if TYPE_CHECKING:
    from starlette.applications import Starlette

SEEDS = Path(__file__).parent.parent / "seeds"
BASE = "https://archive.example.org/id/"
SEED = "seed"
LETTER = "Mr. Brown went to Paris.\n\nMr. Brown came back from Rome on 3 May 1962 [sic].\n\nHe saw [the] Minister.\n"


@lru_cache
def _seed() -> bytes:
    return bytes(regesta.convert(next(SEEDS.glob("*.txt")), name="seed.txt", authority=[SEEDS / "authority" / "seed.xml"]))


def make(folder: Path) -> Path:
    """A folder with the seed, and a letter in a folder of its own."""
    tei = folder / "tei"
    (tei / "letters").mkdir(parents=True)
    (tei / "seed.tei.xml").write_bytes(_seed())
    (tei / "letters" / "visit.tei.xml").write_bytes(bytes(regesta.convert(LETTER, name="visit.txt")))
    return tei


@contextmanager
def serving(app: Starlette, **options: Any) -> Iterator[int]:
    """The application on a port of this machine, for clients that speak HTTP themselves; gives the port."""
    import uvicorn

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, **{"log_level": "error", **options}))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield port
    running.should_exit = True
    thread.join(10)
