"""What commands over many inputs have in common: one failing does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

import click

from regesta import files
from regesta.errors import InputError, reason
from regesta.files import Input
from regesta.pool import Fault, Limits, run
from regesta.project import good_base

MANY = 20
"""From this many inputs on a progress bar is shown, on a terminal."""
_SHARE = 64
"""A process is worth starting for this many inputs."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Done(Generic[_T]):
    result: _T


@dataclass(frozen=True, slots=True)
class _Failed:
    message: str


def each(
    found: Iterable[Input | InputError],
    work: Callable[[Input], _T],
    *,
    collect: Callable[[_T], object] | None = None,
    label: str = "",
    jobs: int = 1,
    limits: Limits | None = None,
) -> int:
    """Do `work` on each input; tell every failure in a line.

    With `limits` the work, which must be a function that can be pickled, is done in `jobs` processes: an input that
    takes too long or too much memory, or ends its process, fails alone. `collect` gets what each returned, in the
    order of the inputs. Returns the exit code: 0, or 1 if any input failed.
    """
    listed = list(found)
    failed = 0
    hidden = len(listed) < MANY or not sys.stderr.isatty()
    with click.progressbar(length=len(listed), label=label, file=sys.stderr, show_pos=True, hidden=hidden) as bar:
        if os.environ.get("REGESTA_TRACEBACK"):
            limits = None
        done = _apart(listed, work, jobs, limits) if limits else (_done(item, work) for item in listed)
        for outcome in done:
            if isinstance(outcome, _Failed):
                failed += 1
                click.echo(f"regesta: {outcome.message}", err=True)
            elif collect is not None:
                collect(outcome.result)
            bar.update(1)
    return 1 if failed else 0


def one_for_each(found: Sized, out: Path, made: tuple[str, ...]) -> None:
    """Refuse, as a fault of usage, one file as the result of several inputs."""
    if len(found) > 1 and files.names_a_file(out, made):
        raise click.UsageError(f"{len(found)} files cannot become the one file {out}: name a folder")


def base_iri(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """What `--base` was given, if names can start with it."""
    if value and not good_base(value):
        raise click.BadParameter(f"names cannot start with {value!r}: give an IRI (https://…/)")
    return value


def processes(count: int) -> int:
    """How many processes are worth starting for that many inputs."""
    return max(1, min(os.cpu_count() or 1, count // _SHARE))


def _apart(
    listed: list[Input | InputError], work: Callable[[Input], _T], jobs: int, limits: Limits
) -> Iterator[_Done[_T] | _Failed]:
    """What each input comes to, done in other processes; what comes before its turn is kept until then."""
    early: dict[int, _Done[_T] | _Failed] = {}
    turn = 0
    most = limits.memory << 20
    tasks = ((number, item.taken(most) if isinstance(item, Input) else item) for number, item in enumerate(listed))
    for (number, item), step, outcome in run(tasks, partial(_steps, work=work), jobs=jobs, limits=limits):
        if step == 0:
            early[number] = _Failed(_told(item.name, outcome)) if isinstance(outcome, Fault) else outcome
        while turn in early:
            yield early.pop(turn)
            turn += 1


def _told(name: str, fault: Fault) -> str:
    return f"{name}: {fault.message}" + (f" (--{fault.limit} allows more)" if fault.limit else "")


def _steps(task: tuple[int, Input | InputError], work: Callable[[Input], _T]) -> Iterator[_Done[_T] | _Failed]:
    yield _done(task[1], work)


def _done(item: Input | InputError, work: Callable[[Input], _T]) -> _Done[_T] | _Failed:
    try:
        if isinstance(item, InputError):
            raise item
        return _Done(work(item))
    except (BrokenPipeError, MemoryError):
        raise
    except Exception as error:  # one input must never take the others with it
        if os.environ.get("REGESTA_TRACEBACK"):
            raise
        return _Failed(told(item, error))


def told(item: Input | InputError, error: Exception) -> str:
    """An error in one line that names the file."""
    words = reason(error) if isinstance(error, OSError) else " ".join(str(error).split())
    name = item.name
    if not foreseen(error):
        return f"{name}: internal error ({type(error).__name__}: {words}); please report it"
    return words if words.startswith(name) else f"{name}: {words}"


def foreseen(error: Exception) -> bool:
    """Whether an error is one that inputs cause, not a defect of ours."""
    from converters.decisions import DecisionError
    from converters.decode import DecodeError
    from converters.sidecar import SidecarError
    from rdf.query import QueryError
    from rdf.store import StoreError
    from tei import TeiError
    from tei.grammar import SchemaError

    ours = (InputError, DecisionError, DecodeError, SidecarError, SchemaError, TeiError, QueryError, StoreError)
    return isinstance(error, (*ours, OSError))
