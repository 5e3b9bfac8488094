"""All measurements in one run: `python -m bench [NAME…] [--full]`."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench import measurements
from bench.side_by_side import Result
from bench.stages import stages


def _all(full: bool) -> dict[str, Callable[[], Iterator[Result]]]:
    return {
        "encoding": measurements.encoding,
        "stages": stages,
        "pandoc": measurements.pandoc,
        "recognition": measurements.recognition,
        "quads": measurements.quads,
        "store": measurements.store,
        "start": measurements.start,
        "memory": partial(measurements.memory, full),
        "growth": partial(measurements.growth, full),
    }


def machine() -> str:
    """What the figures were taken on."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return (f"{model or platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
            f"{platform.system()}, Python {platform.python_version()}")  # fmt: skip


def main(arguments: list[str]) -> None:
    """Print every result of the measurements named, or of all; `--full` takes the largest sizes too."""
    known = _all("--full" in arguments)
    names = [name for name in arguments if not name.startswith("--")]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}")
    print(machine(), flush=True)
    for name in names or known:
        print(f"\n{name}", flush=True)
        for result in known[name]():
            print(result, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
