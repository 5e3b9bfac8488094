"""What commands over many inputs have in common: one failing does not stop the others."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

import click

from regesta.errors import InputError
from regesta.files import Input

MANY = 20
"""From this many inputs on a progress bar is shown, on a terminal."""
_SHARE = 64
"""A process is worth starting for this many inputs."""
_AHEAD = 8
"""How many inputs a process may have waiting, so that memory stays flat."""

_T = TypeVar("_T")


def each(
    found: Iterable[Input | InputError],
    work: Callable[[Input], _T],
    *,
    collect: Callable[[_T], object] | None = None,
    label: str = "",
    jobs: int = 1,
) -> int:
    """Do `work` on each input, in `jobs` processes; tell every failure in a line.

    `collect` gets what each returned, in the order of the inputs. With more than one process `work` must be a
    function that can be pickled. Returns the exit code: 0, or 1 if any input failed.
    """
    listed = list(found)
    if not listed:
        click.echo("regesta: no input: the folders named hold no file of the kind wanted", err=True)
        return 1
    failed = 0
    hidden = len(listed) < MANY or not sys.stderr.isatty()
    with click.progressbar(length=len(listed), label=label, file=sys.stderr, show_pos=True, hidden=hidden) as bar:
        for item, outcome in _outcomes(listed, work, jobs):
            try:
                result = outcome()
                if collect is not None:
                    collect(result)
            except BrokenPipeError:
                raise
            except Exception as error:  # one input must never take the others with it
                if os.environ.get("REGESTA_TRACEBACK"):
                    raise
                failed += 1
                click.echo(f"regesta: {told(item, error)}", err=True)
            bar.update(1)
    return 1 if failed else 0


def base_iri(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """What `--base` was given, if names can start with it."""
    from rdf.names import Names

    if value:
        try:
            Names(value, "document")
        except ValueError as error:
            raise click.BadParameter(f"names cannot start with {value!r}: give an IRI (https://…/)") from error
    return value


def processes(count: int) -> int:
    """How many processes are worth starting for that many inputs."""
    return max(1, min(os.cpu_count() or 1, count // _SHARE))


def _outcomes(
    listed: list[Input | InputError], work: Callable[[Input], _T], jobs: int
) -> Iterator[tuple[Input | InputError, Callable[[], _T]]]:
    """Each input with a function that gives its result or raises its error."""
    if jobs == 1:
        for item in listed:
            yield item, lambda item=item: _done(item, work)  # type: ignore[misc]
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[tuple[Input | InputError, Future[_T]]] = deque()
        for item in listed:
            waiting.append((item, pool.submit(_done, item, work)))
            if len(waiting) >= jobs * _AHEAD:
                first, future = waiting.popleft()
                yield first, future.result
        for first, future in waiting:
            yield first, future.result


def _done(item: Input | InputError, work: Callable[[Input], _T]) -> _T:
    if isinstance(item, InputError):
        raise item
    return work(item)


def told(item: Input | InputError, error: Exception) -> str:
    """An error in one line that names the file."""
    words = " ".join(str(error).split())
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

    ours = (InputError, DecisionError, DecodeError, SidecarError, TeiError, QueryError, StoreError)
    return isinstance(error, (*ours, OSError))
