"""Texts and outputs in any storage that fsspec knows (`s3://bucket/texts`): fetched before a build, sent after it.

A build works on copies in `.regesta.remote`, so that all it promises of files holds there too. An object is written
whole or not at all (S3 `PutObject`); what was fetched is remembered with its ETag or time, so that the next build
fetches only what changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from regesta import files, scan
from regesta.errors import InputError
from regesta.project import ProjectError, Remote

_BATCH = 64
_UNKNOWN = ["", ""]
_MARKS = ("ETag", "etag", "md5", "LastModified", "mtime", "updated", "last_modified", "created")
"""What storages tell of an object by which a change is seen."""


def pull(remote: Remote, failed: Callable[[str, str], None]) -> None:
    """Make the copy what the folder is; of two changed sides that elsewhere wins. Raises `ProjectError`."""
    storage, root = _opened(remote.url)
    try:
        there = dict(_listed(storage, root))
    except FileNotFoundError as error:
        if remote.write:
            return  # nothing was ever written there
        raise ProjectError(f"{remote.url}: no such folder: nothing was changed") from error
    except Exception as error:
        raise ProjectError(f"{remote.url}: cannot be read: {_said(error)}") from error
    known = _known(remote)
    wanted = []
    for name, mark in there.items():
        if not _fit(name):
            failed(f"{remote.url}/{scan.shown(name)}", "its name cannot be that of a file here: not brought")
        elif known.get(name, _UNKNOWN)[0] != mark or not (remote.folder / name).is_file():
            wanted.append(name)
    remote.folder.mkdir(parents=True, exist_ok=True)
    for batch in _batches(wanted):
        found = storage.cat([f"{root}/{name}" for name in batch], on_error="return")
        for name in batch:
            here, data = remote.folder / name, found.get(f"{root}/{name}", OSError("was not sent"))
            try:
                if isinstance(data, Exception):
                    raise data
                files.write(here, data)
                known[name] = [there[name], _stamp(here)]
            except Exception as error:
                failed(f"{remote.url}/{name}", f"cannot be brought: {_said(error)}")
    for name in known.keys() - there.keys():
        (remote.folder / name).unlink(missing_ok=True)
        del known[name]
    _remember(remote, known)


def push(remote: Remote, failed: Callable[[str, str], None]) -> int:
    """Bring elsewhere what changed here since; how many files. What cannot be brought is brought by the next build."""
    known = _known(remote)
    here = {p.relative_to(remote.folder).as_posix(): _stamp(p) for p in _files(remote.folder)}
    changed = [name for name, stamp in here.items() if known.get(name, _UNKNOWN)[1] != stamp]
    gone = known.keys() - here.keys()
    if not changed and not gone:
        return 0
    try:
        storage, root = _opened(remote.url)
        for folder in sorted({f"{root}/{name}".rpartition("/")[0] for name in changed}):
            storage.makedirs(folder, exist_ok=True)
    except Exception as error:
        failed(remote.url, f"cannot be written: {_said(error)}")
        return 0
    sent = [name for batch in _batches(changed) for name in _sent(storage, root, remote, batch, failed)]
    for name in gone:
        try:
            storage.rm_file(f"{root}/{name}")
        except FileNotFoundError:
            pass
        except Exception as error:
            failed(f"{remote.url}/{name}", f"cannot be removed: {_said(error)}")
            continue
        del known[name]
    try:
        there = dict(_listed(storage, root))
    except Exception:
        there = {}  # without their marks the files are looked at again by the next build
    for name in sent:
        size = json.loads(here[name])[0]
        known[name] = [there.get(name, "") if there.get(name, "").startswith(f"{size} ") else "", here[name]]
    _remember(remote, known)
    return len(sent) + len(gone)


def _sent(
    storage: Any, root: str, remote: Remote, names: list[str], failed: Callable[[str, str], None]
) -> Iterator[str]:
    """Those of the files that could be written: all at once, or else each by itself."""
    try:
        storage.pipe({f"{root}/{name}": (remote.folder / name).read_bytes() for name in names})
        yield from names
        return
    except Exception:
        pass
    for name in names:
        try:
            storage.pipe_file(f"{root}/{name}", (remote.folder / name).read_bytes())
            yield name
        except Exception as error:
            failed(f"{remote.url}/{name}", f"cannot be written: {_said(error)}")


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[at : at + _BATCH] for at in range(0, len(names), _BATCH))


def _opened(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise ProjectError(f"{url}: needs fsspec: pip install 'regesta[storage]'") from error
    try:
        storage, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError, OSError) as error:
        raise ProjectError(f"{url}: no storage that can be used: {_said(error)}") from error
    return storage, root.rstrip("/")


def _listed(storage: Any, root: str) -> Iterator[tuple[str, str]]:
    found = storage.find(root, detail=True)
    if not found and not storage.exists(root):
        raise FileNotFoundError(root)
    for path, info in found.items():
        yield path[len(root) :].lstrip("/"), _mark(info)


def _mark(info: dict[str, Any]) -> str:
    return f"{info.get('size')} {next((info[key] for key in _MARKS if info.get(key)), '')}"


def _fit(name: str) -> bool:
    """Whether an object's name is that of a file in the folder, and of none outside."""
    parts = PurePosixPath(name).parts
    good = bool(name) and not name.startswith("/") and "//" not in name and "\0" not in name
    return good and not any(p in ("..", ".") or len(p.encode("utf-8", "replace")) > 255 for p in parts)


def _files(folder: Path) -> Iterator[Path]:
    found = (p for p in sorted(folder.rglob("*")) if p.is_file()) if folder.is_dir() else ()
    return (p for p in found if not p.name.startswith(scan.SCRATCH))


def _stamp(path: Path) -> str:
    return json.dumps(scan.stamp(path))


def _known(remote: Remote) -> dict[str, list[str]]:
    """Of each file brought here or there, what told its state there, and its stamp here."""
    try:
        found = json.loads(_memory(remote).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found["files"] if isinstance(found, dict) and found.get("url") == remote.url else {}


def _remember(remote: Remote, known: dict[str, list[str]]) -> None:
    try:
        files.write(_memory(remote), json.dumps({"url": remote.url, "files": known}).encode())
    except InputError as error:
        raise ProjectError(str(error)) from error


def _memory(remote: Remote) -> Path:
    return remote.folder.with_name(f"{remote.folder.name}.json")


def _said(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())
