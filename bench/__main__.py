"""All measurements in one run: `python -m bench [NAME…] [--quick | --full] [--save]`.

`--quick` takes small sizes and a minute; `--full` takes the largest, and hours. `--save` puts the results of this
version into `bench/RESULTS.md`.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import measurements
from bench.corpora import builds
from bench.documents import FEW
from bench.hostile import hostile
from bench.mapping import mapping
from bench.results import save
from bench.side_by_side import Result
from bench.stages import profile, stages

_SIZES = {
    "--quick": {"memory": (50, 200), "builds": (50,), "longest": 30_000, "most": 3_000, "hostile": (3_000, 30_000)},
    "": {
        "memory": (1_000, 10_000),
        "builds": (200, 1_000),
        "longest": 1_000_000,
        "most": 100_000,
        "hostile": (20_000, 200_000),
    },
    "--full": {
        "memory": (1_000, 10_000, 100_000),
        "builds": (1_000, 10_000),
        "longest": 10_000_000,
        "most": 1_000_000,
        "hostile": (100_000, 1_000_000, 10_000_000),
    },
}


def _all(size: str) -> dict[str, Callable[[], Iterator[Result]]]:
    sizes = _SIZES[size]
    return {
        "encoding": measurements.encoding,
        "stages": stages,
        "profile": profile,
        "pandoc": measurements.pandoc,
        "recognition": measurements.recognition,
        "quads": measurements.quads,
        "mapping": mapping,
        "store": measurements.store,
        "start": measurements.start,
        "builds": partial(builds, sizes["builds"]),  # type: ignore[arg-type]
        "memory": partial(measurements.memory, sizes["memory"]),  # type: ignore[arg-type]
        "growth": partial(measurements.growth, sizes["longest"], sizes["most"]),  # type: ignore[arg-type]
        "hostile": partial(hostile, sizes["hostile"]),  # type: ignore[arg-type]
    }


def machine() -> str:
    """What the figures were taken on."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    return (f"{model or platform.processor() or platform.machine()}, {os.cpu_count()} cores, {memory} GiB, "
            f"{platform.system()}, Python {platform.python_version()}")  # fmt: skip


def main(arguments: list[str]) -> None:
    """Print every result of the measurements named, or of all."""
    if {"-h", "--help"} & {*arguments}:
        print(__doc__, "\nMeasurements: ", ", ".join(_all("")), sep="")
        return
    size = next((size for size in _SIZES if size and size in arguments), "")
    if size == "--quick":
        os.environ.setdefault(FEW, "5")
    known = _all(size)
    names = [name for name in arguments if not name.startswith("--")]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}")
    print(machine(), flush=True)
    found: dict[str, list[str]] = {}
    for name in names or known:
        print(f"\n{name}", flush=True)
        for result in known[name]():
            print(result, flush=True)
            found.setdefault(name, []).append(str(result))
    if "--save" in arguments:
        save(machine(), found)


if __name__ == "__main__":
    main(sys.argv[1:])
