"""Texts and outputs in any storage that fsspec knows (`s3://bucket/texts`): brought here before a build, and back after.

A build works on copies in `.regesta/remote`, so that all it promises of files holds there too. An object is written
whole or not at all (S3 `PutObject`); what was brought is remembered with its ETag or time, so that the next build brings
only what changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from regesta import files
from regesta.build import scan
from regesta.errors import InputError
from regesta.project import ProjectError

_MARKS = ("ETag", "etag", "md5", "LastModified", "mtime", "updated", "last_modified", "created")
"""What storages tell of an object by which a change is seen."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder elsewhere and the copy of it here; `read` where others write to it too, `write` where a build does."""

    url: str
    folder: Path
    read: bool = False
    write: bool = False


def is_url(value: str) -> bool:
    """Whether a folder is named that lies in a storage."""
    return "://" in value


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
    for name, mark in there.items():
        here = remote.folder / name
        if not _fit(name):
            failed(f"{remote.url}/{scan.shown(name)}", "its name cannot be that of a file here: not brought")
        elif known.get(name, ["", ""])[0] != mark or not here.is_file():
            try:
                files.write(here, storage.cat_file(f"{root}/{name}"))
                known[name] = [mark, _stamp(here)]
            except Exception as error:
                failed(f"{remote.url}/{name}", f"cannot be brought: {_said(error)}")
    for name in known.keys() - there.keys():
        (remote.folder / name).unlink(missing_ok=True)
        del known[name]
    _remember(remote, known)


def push(remote: Remote, failed: Callable[[str, str], None]) -> int:
    """Bring elsewhere what changed here since; how many files. What cannot be brought is brought by the next build."""
    known = _known(remote)
    here = {p.relative_to(remote.folder).as_posix(): p for p in _files(remote.folder)}
    changed = {name: path for name, path in here.items() if known.get(name, ["", ""])[1] != _stamp(path)}
    gone = known.keys() - here.keys()
    if not changed and not gone:
        return 0
    done = 0
    try:
        storage, root = _opened(remote.url)
        storage.makedirs(root, exist_ok=True)
    except Exception as error:
        failed(remote.url, f"cannot be written: {_said(error)}")
        return 0
    for name, path in changed.items():
        stamp = _stamp(path)
        try:
            if not hasattr(storage, "s3"):
                storage.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
            storage.pipe_file(f"{root}/{name}", path.read_bytes())
            storage.invalidate_cache()
            known[name] = [_mark(storage.info(f"{root}/{name}")), stamp]
            done += 1
        except Exception as error:
            failed(f"{remote.url}/{name}", f"cannot be written: {_said(error)}")
    for name in gone:
        try:
            storage.rm_file(f"{root}/{name}")
            del known[name]
            done += 1
        except FileNotFoundError:
            del known[name]
        except Exception as error:
            failed(f"{remote.url}/{name}", f"cannot be removed: {_said(error)}")
    _remember(remote, known)
    return done


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
