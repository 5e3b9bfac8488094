"""Where the time of a conversion goes: the stages, each by the time between its call and its return."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.documents import SEED_AUTHORITY, texts
from bench.side_by_side import Figure, Result
from converters import dates, editorial, events, language, layout, names, pipeline, quantities, references
from regesta.encoding import Settings, encode
from tei import writer

_STAGES: tuple[tuple[str, Any, str], ...] = (
    ("language", language, "detect"),
    ("layout", layout, "apply"),
    ("choice of a convention", editorial, "choose"),
    ("editorial marks", editorial, "annotate"),
    ("dates", dates, "find_dates"),
    ("quantities", quantities, "find_quantities"),
    ("references", references, "find_references"),
    ("names", names, "find_names"),
    ("events", events, "find_events"),
    ("the rest of recognition", pipeline, "transcribe"),
    ("nesting", writer, "arrange"),
    ("reading back", writer, "_check"),
    ("header", writer, "header"),
    ("standOff", writer, "standoff"),
    ("body, seal", writer, "write"),
)


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Seconds by stage, without those of stages inside it, as long as this is open."""
    spent: dict[str, float] = defaultdict(float)
    inside = [0.0]

    def watch(stage: str, function: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **given: object) -> object:
            inside.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **given)
            finally:
                took = time.process_time() - start
                spent[stage] += took - inside.pop()
                inside[-1] += took

        return run

    before = [(module, name, getattr(module, name)) for _, module, name in _STAGES]
    for (stage, module, name), (_, _, function) in zip(_STAGES, before, strict=True):
        setattr(module, name, watch(stage, function))
    try:
        yield spent
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def stages() -> Iterator[Result]:
    """Milliseconds a document by stage; names and dates against all the rest."""
    from importlib import import_module

    settings, sources = Settings(SEED_AUTHORITY), texts()
    best: dict[str, float] = {}
    encoding = import_module("regesta.encoding")
    assert encoding.encode is encode
    for _ in range(7):
        with _watched() as spent:
            for source in sources:
                _encode(source, settings)
        for stage, took in spent.items():
            best[stage] = min(best.get(stage, took), took)
    total = sum(best.values())
    for stage, _, _ in _STAGES:
        yield Figure(f"  {stage}", f"{best[stage] * 1e3 / len(sources):6.2f} ms a document {best[stage] / total:6.1%}")
    found = best["names"] + best["dates"]
    yield Figure("names + dates / the rest of a conversion", f"ratio {found / (total - found):.2f}", "≤ 1")


def profile() -> Iterator[Result]:
    """The functions in which the time of a conversion goes, each without what it calls."""
    import cProfile
    import pstats

    settings, sources = Settings(SEED_AUTHORITY), texts()
    for source in sources:
        _encode(source, settings)
    watched = cProfile.Profile(time.process_time)
    watched.enable()
    for source in sources:
        _encode(source, settings)
    watched.disable()
    found = pstats.Stats(watched).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in found.values())
    for (file, line, name), (_, calls, own, _, _) in sorted(found.items(), key=lambda pair: -pair[1][2])[:12]:
        place = "/".join(file.split("/")[-2:])
        yield Figure(f"  {place}:{line} {name}"[:51], f"{own / total:6.1%}  {calls:,} calls")


def _encode(source: Any, settings: Settings) -> None:
    from regesta.encoding import options

    writer.write(pipeline.transcribe(source, options(settings)))
