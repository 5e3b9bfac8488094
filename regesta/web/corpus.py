"""The TEI documents of a project or folder, read when asked for and read again when their file changes.

A document's id is its path below the folder, with `/`, without the ending: what pages are addressed by.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rdf import DEFAULT_BASE
from rdf.store import Embedded
from regesta import files, project
from regesta.errors import InputError, reason
from tei import Document, TeiError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from regesta.web.index import Index

_KEPT = 32
"""How many parsed documents are held at once."""
_LOOK = 1.0
"""Seconds for which the files found last are taken to be there still."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file has changed."""

    size: int
    mtime_ns: int


class Corpus:
    """Documents by id. All methods may be called from several threads."""

    def __init__(self, folder: Path, *, base: str = "", title: str = "", state: Path | None = None) -> None:
        """`folder` holds the TEI; what is derived from it for speed lies in `state`, or in a temporary folder."""
        self.folder = folder
        self.base = base or DEFAULT_BASE
        self.title = title or folder.resolve().name
        self._state = state
        self._lock = threading.RLock()
        self._store_lock = threading.RLock()
        self._seen: dict[str, tuple[Path, Stamp]] = {}
        self._revision = ""
        self._looked = float("-inf")
        self._held: OrderedDict[str, tuple[Stamp, Document]] = OrderedDict()
        self._loaded: dict[str, tuple[Stamp, tuple[str, ...]]] = {}
        self.unusable: dict[str, str] = {}
        """Files that cannot be used, and why."""

    @cached_property
    def index(self) -> Index:
        """The tables that pages are made from."""
        from regesta.web.index import Index

        return Index(self)

    @classmethod
    def open(cls, place: Path, *, base: str = "") -> Self:
        """The corpus of a PROJECT: a folder with `regesta.toml`, or any folder of TEI.

        Raises `InputError`, `project.ProjectError`.
        """
        if (place / project.FILE).is_file() or place.name == project.FILE:
            found = project.load(place)
            if not found.tei.is_dir():
                raise InputError(str(found.tei), f"no such folder (regesta build {place} makes it)")
            return cls(found.tei, base=base or found.base, title=found.root.name, state=found.state)
        if not place.is_dir():
            raise InputError(str(place), "no such folder")
        return cls(place, base=base)

    # Which documents there are

    def _files(self) -> Mapping[str, tuple[Path, Stamp]]:
        """The files by id, looked for again where that was not done just now."""
        with self._lock:
            if time.monotonic() - self._looked > _LOOK:
                self._seen = dict(sorted(self._look()))
                found = hashlib.blake2b(digest_size=12)
                for identifier, (_, stamp) in self._seen.items():
                    found.update(f"{identifier}\0{stamp.size}\0{stamp.mtime_ns}\n".encode("utf-8", "surrogatepass"))
                self._revision = found.hexdigest()
                self._looked = time.monotonic()
            return self._seen

    def _look(self) -> Iterator[tuple[str, tuple[Path, Stamp]]]:
        taken: set[str] = set()
        for item in files.inputs([str(self.folder)], files.TEI, may_be_none=True):
            if isinstance(item, InputError):
                self.unusable[item.name] = item.message
                continue
            assert item.path is not None
            identifier = files.stem(item.relative, files.TEI).as_posix()
            if identifier in taken:
                self.unusable[item.name] = "another file has the same name with another ending"
                continue
            taken.add(identifier)
            try:
                status = item.path.stat()
            except OSError as error:
                self.unusable[item.name] = reason(error)
                continue
            yield identifier, (item.path, Stamp(status.st_size, status.st_mtime_ns))

    def changed(self) -> None:
        """Look at the files again at the next question: something has just been written."""
        with self._lock:
            self._looked = float("-inf")

    def ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return list(self._files())

    def __contains__(self, identifier: object) -> bool:
        """Whether there is such a document."""
        return identifier in self._files()

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._files())

    def path(self, identifier: str) -> Path:
        """The TEI file of a document. Raises `KeyError`: only files that were found are ever opened."""
        return self._files()[identifier][0]

    def stamp(self, identifier: str) -> Stamp:
        """What changes when the document does. Raises `KeyError`."""
        return self._files()[identifier][1]

    @property
    def revision(self) -> str:
        """Changes when any document does, comes or goes."""
        self._files()
        return self._revision

    # Documents

    def document(self, identifier: str) -> Document:
        """A document, parsed. Raises `KeyError` where there is none; `TeiError`, `InputError` where it is unusable."""
        path, stamp = self._files()[identifier]
        with self._lock:
            held = self._held.get(identifier)
            if held is not None and held[0] == stamp:
                self._held.move_to_end(identifier)
                return held[1]
        document = self._read(identifier, path)
        with self._lock:
            self._held[identifier] = (stamp, document)
            self._held.move_to_end(identifier)
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return document

    def documents(self) -> Iterator[tuple[str, Document]]:
        """All documents that can be read, one after the other, none of them kept; others go to `unusable`."""
        for identifier, (path, _) in list(self._files().items()):
            try:
                yield identifier, self._read(identifier, path)
            except (TeiError, InputError) as error:
                self.unusable[str(path)] = str(error)

    def _read(self, identifier: str, path: Path) -> Document:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(identifier, reason(error)) from error
        # Named by the file, as on the command line: RDF names a document without an id by it.
        return Document.parse(data, path.name)

    def iri(self, identifier: str) -> str:
        """The IRI by which RDF knows a document. Raises as `document`."""
        from rdf.model import names_of

        document = self.document(identifier)
        return names_of(document.tree.getroot(), document.name, self.base).document

    # What is derived

    @cached_property
    def state(self) -> Path:
        """A folder for what is derived from the documents; it may be deleted at any time."""
        if self._state is not None:
            try:
                self._state.mkdir(parents=True, exist_ok=True)
                return self._state
            except OSError:
                pass  # A project that may only be read is served all the same.
        self._scratch = tempfile.TemporaryDirectory(prefix="regesta-", ignore_cleanup_errors=True)
        return Path(self._scratch.name)

    @property
    def store(self) -> Embedded:
        """All documents as RDF to be queried, brought to what the files say now."""
        import rdf

        with self._store_lock:  # Not the other: pages are shown while the store is filled.
            store = self._store
            files_now = dict(self._files())
            for gone in [i for i in self._loaded if i not in files_now]:
                store.remove(self._loaded.pop(gone)[1])
            changed = [i for i, (_, stamp) in files_now.items() if self._loaded.get(i, (None,))[0] != stamp]
            for identifier in changed:
                if identifier in self._loaded:
                    store.remove(self._loaded.pop(identifier)[1])

            def read() -> Iterator[Quad]:
                for identifier in changed:
                    path, stamp = files_now[identifier]
                    quads: tuple[Quad, ...] = ()
                    try:
                        quads = tuple(rdf.quads(self._read(identifier, path), base=self.base))
                    except (TeiError, InputError, ValueError) as error:
                        self.unusable[str(path)] = str(error)
                    names = {getattr(q.graph_name, "value", "") for q in quads} - {""}
                    self._loaded[identifier] = (stamp, tuple(sorted(names)))
                    yield from quads

            try:
                store.fill(read())
            except BaseException:
                for identifier in changed:
                    self._loaded.pop(identifier, None)
                raise
            return store

    @cached_property
    def _store(self) -> Embedded:
        # On disk, so that memory stays flat; of this process alone, so that nobody else's lock is in the way.
        self._store_folder = tempfile.TemporaryDirectory(prefix="regesta-", ignore_cleanup_errors=True)
        return Embedded(Path(self._store_folder.name) / "store")
