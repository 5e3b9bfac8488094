"""One build at a time: a lock that the operating system takes back when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regesta.errors import reason
from regesta.project import ProjectError


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """Hold the lock of a project; gives its file descriptor, which child processes are to close.

    Raises `ProjectError` where another process holds it, saying which.
    """
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written: {reason(error)}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(handle, 100).decode("ascii", "replace").strip()
            who = f"process {holder}" if holder else "another process"
            raise ProjectError(f"{folder.parent}: a build is at work here already ({who}); wait for its end") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield handle
    finally:
        os.close(handle)
