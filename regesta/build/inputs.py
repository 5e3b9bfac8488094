"""The texts of a project, each with what lies beside it and where its TEI goes; and those that cannot be used."""

from __future__ import annotations

from pathlib import Path

from regesta import files, scan
from regesta.build import base
from regesta.build.document import Text, tei_of
from regesta.project import Project
from regesta.scan import Found, shown


def texts(project: Project) -> tuple[dict[str, Text], Found]:
    """The texts by name, and what was found; `Found.refused` has what cannot be used, and why."""
    found = scan.scan(project.texts, files.TEXT, project.outputs, scan.ROOM)
    labels = scan.labels(found.files)
    doubles = scan.twins(labels)
    sidecars = _beside(project, project.sidecars, ".meta.toml", found)
    decisions = _beside(project, project.decisions, ".decisions.toml", found)
    targets: dict[str, str] = {}
    listed: dict[str, Text] = {}
    root, tei, state = str(project.texts), str(project.tei), str(project.state)
    for name in found.files:
        target = tei_of(tei, name)
        other = doubles.get(name) or targets.setdefault(target, name)
        if other != name:
            found.refused[shown(name)] = f"its document would be that of {shown(other)}: rename one of them"
            continue
        stem = name.rpartition(".")[0]
        listed[name] = Text(
            name, labels[name], f"{root}/{name}", sidecars.get(stem, ""), decisions.get(stem, ""), target,
            base.path(state, name),
        )  # fmt: skip
    return listed, found


def _beside(project: Project, folder: Path, ending: str, found: Found) -> dict[str, str]:
    """The files of a kind, by what they share with the names of their texts."""
    if not folder.is_dir():
        found.refused[str(folder)] = "no such folder"
        return {}
    there = scan.scan(folder, (ending,), project.outputs)
    return {name[: -len(ending)]: f"{folder}/{name}" for name in there.files}
