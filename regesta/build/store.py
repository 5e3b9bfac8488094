"""The embedded store of a project, brought to what the TEI says: changed documents alone, or all of it anew."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyoxigraph as ox

import rdf
from rdf.store import Embedded, StoreError
from regesta.build.state import State
from regesta.errors import reason
from tei import Document, TeiError

_MANY = 4
"""From a change of one document in so many on, making the store anew is quicker."""
_SAVE = 50
_LOADERS = 2
_BLOCK = 8 << 20


def bring(
    folder: Path,
    state: State,
    wanted: Mapping[str, tuple[str, str]],
    shards: Iterable[Path],
    graphs: Mapping[str, tuple[str, ...]],
    key: str,
    base: str,
    failed: Callable[[str, str], None],
) -> int:
    """Have the store hold each of the `wanted` documents (name → path and digest of its TEI) and no others.

    `shards` are the files of their RDF, `graphs` the names of their graphs as far as they were drawn just now.
    Returns how many documents were put in or taken out. Raises `StoreError`, `InputError`.
    """
    base = base or rdf.DEFAULT_BASE
    held = state.loaded() if (folder / "CURRENT").exists() else {}
    keyed = {name: f"{digest} {key}" for name, (_, digest) in wanted.items()}
    changed = [name for name in wanted if held.get(name, ("", []))[0] != keyed[name]]
    gone = [name for name in held if name not in wanted]
    if not changed and not gone:
        return 0
    if not held or len(changed) * _MANY > len(wanted):
        _anew(folder, state, shards)
        for name in wanted:
            state.write_loaded(name, keyed[name], graphs.get(name, ()))
    else:
        store = Embedded(folder)
        for number, name in enumerate([*gone, *changed], 1):
            old = held.get(name, ("", []))[1]
            state.write_loaded(name, "", ())
            try:
                if name in wanted:
                    path = Path(wanted[name][0])
                    quads = tuple(rdf.quads(Document.parse(path.read_bytes(), path.name), base=base))
                    named = (q.graph_name for q in quads if isinstance(q.graph_name, ox.NamedNode))
                    new = list(dict.fromkeys(name.value for name in named))
                    store.remove(graph for graph in old if graph not in new)
                    store.replace(quads)
                    state.write_loaded(name, keyed[name], new)
                elif old:
                    store.remove(old)
            except (OSError, TeiError, ValueError) as error:
                failed(name, f"not put into the store: {' '.join(str(error).split())}")
            if number % _SAVE == 0:
                store.flush()
                state.save()
        store.flush()
    state.save()
    return len(changed) + len(gone)


def _anew(folder: Path, state: State, shards: Iterable[Path]) -> None:
    """Make the store beside its place out of the RDF, and put it there when it is complete."""
    scratch, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    try:
        for left in (scratch, old):
            if left.exists():
                shutil.rmtree(left)
        if folder.exists():
            Embedded(folder)  # nobody else may be using it
        folder.parent.mkdir(parents=True, exist_ok=True)
        store = ox.Store(str(scratch))
        _load(store, shards)
        store.flush()
        del store
        state.forget_loaded()
        state.save()
        if folder.exists():
            folder.rename(old)
        scratch.rename(folder)
        with suppress(OSError):
            shutil.rmtree(old, ignore_errors=True)
    except (OSError, SyntaxError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise StoreError(f"{folder}: cannot be made: {why}") from error


def _load(store: ox.Store, shards: Iterable[Path]) -> None:
    """Fill an empty store, by several threads: the parser and the store do their work outside Python's lock.

    What a build wrote need not be checked again: `lenient` saves a sixth of the time.
    """
    load = partial(store.bulk_load, lenient=True)
    with ThreadPoolExecutor(_LOADERS) as loaders:
        begun: deque[Future[None]] = deque()
        for block in _blocks(shards):
            begun.append(loaders.submit(load, block, ox.RdfFormat.N_QUADS))
            begun.append(loaders.submit(load, _union(block), ox.RdfFormat.N_TRIPLES))
            while len(begun) > 2 * _LOADERS:
                begun.popleft().result()
        for one in begun:
            one.result()


def _blocks(shards: Iterable[Path]) -> Iterator[bytes]:
    """What the files hold, in pieces of whole lines: loading takes memory by the length of what is loaded at once."""
    for shard in shards:
        with shard.open("rb") as source:
            while block := source.read(_BLOCK):
                yield block + source.readline()


def _union(quads: bytes) -> bytes:
    """N-Quads, each with a graph, as N-Triples: what the default graph says, which is their union."""
    return b"".join([line.rsplit(b" ", 2)[0] + b" .\n" for line in quads.splitlines()])
