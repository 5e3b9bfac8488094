"""Link the documents of one corpus to each other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regesta import files
from regesta.commands.run import each
from regesta.errors import InputError
from regesta.report import counted, counts

if TYPE_CHECKING:
    from converters.corpus import Corpus, Linked
    from tei.entities import Event


@click.command(
    epilog="""\b
Examples:
  regesta link tei
  regesta link tei --dry-run
  regesta link tei -o linked --json"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="TEI…")
@click.option("-o", "--output", "out", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for the linked TEI; else it is written in place.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Every link as JSON on standard output.")
@click.option("--dry-run", is_flag=True, help="Say what would be linked; write nothing.")
def command(inputs: tuple[str, ...], out: Path | None, as_json: bool, dry_run: bool) -> None:
    """Link what documents cite, answer and tell of to the other documents of their corpus.

    All TEI given is one corpus. References get a pointer to the document meant, `standOff` relations to it, and
    events that may be told in several documents are proposed as one. Links by people are never touched; a second
    run changes nothing, and takes away links whose target is gone.
    """
    run = _Run(out, dry_run)
    code = each(_distinct(inputs, out), run.read, label="reading")
    good: list[files.Input | InputError] = [*run.inputs]
    if good:
        run.index()
        code = each(good, run.link, label="linking") or code
    if as_json:
        click.echo(json.dumps(run.data(), ensure_ascii=False))
    elif good:
        click.echo("\n".join(run.lines(dry_run)))
    raise SystemExit(code)


def _distinct(inputs: tuple[str, ...], out: Path | None) -> list[files.Input | InputError]:
    """The files to link, each once; standard input is none, for others must be able to point to it."""
    found: dict[Path, files.Input | InputError] = {}
    errors: list[files.Input | InputError] = []
    for item in files.inputs(inputs, files.TEI):
        if isinstance(item, InputError):
            errors.append(item)
        elif item.path is None:
            errors.append(InputError(item.name, "cannot be linked to: give files"))
        elif out is not None and found.get(item.relative, item).name != item.name:
            errors.append(InputError(item.name, f"would be written to the same file as {found[item.relative].name}"))
        else:
            found.setdefault(item.path.resolve() if out is None else item.relative, item)
    return [*found.values(), *errors]


class _Run:
    """Both passes over a corpus, and what they found."""

    def __init__(self, out: Path | None, dry_run: bool) -> None:
        self.out, self.dry_run = out, dry_run
        self.inputs: list[files.Input] = []
        self.counts: Counter[str] = Counter()
        self.certainty: Counter[str] = Counter()
        self.relations: Counter[str] = Counter()
        self.links: list[dict[str, object]] = []
        self._told: dict[str, tuple[Event, ...]] = {}
        self._entries: dict[str, object] = {}
        self._corpus: Corpus

    def read(self, item: files.Input) -> None:
        """The first pass: one line of the index."""
        from converters import corpus
        from tei import Document

        document = Document.parse(item.read(), item.name)
        where = self._where(item)
        self._entries[where] = corpus.entry(document, where)
        if events := corpus.told(document):
            self._told[where] = events
        self.inputs.append(item)

    def index(self) -> None:
        """Between the passes: what the index alone can tell."""
        from converters import corpus

        self._corpus = corpus.Corpus(self._entries.values())  # type: ignore[arg-type]
        self._same = corpus.same_events(self._told)
        self._told = {}

    def link(self, item: files.Input) -> None:
        """The second pass: one document with its links, written if they are new."""
        from converters import corpus

        where, old = self._where(item), item.read()
        assert item.path is not None
        linked = corpus.link(old, self._corpus.entries[where], self._corpus, self._same.get(where, ()),
                             lambda pointer: (item.path.parent / pointer).exists())  # type: ignore[union-attr]  # fmt: skip
        self._count(linked, changed=linked.data != old)
        if not self.dry_run and (linked.data != old or self.out is not None):
            files.write(item.path if self.out is None else self.out / item.relative, linked.data)

    def _where(self, item: files.Input) -> str:
        """The name by which other documents reckon their pointers: where the file is going to lie."""
        assert item.path is not None
        return item.path.resolve().as_posix() if self.out is None else item.relative.as_posix()

    def _count(self, linked: Linked, *, changed: bool) -> None:
        self.counts.update(documents=1, references=linked.references, linked=len(linked.made), changed=int(changed))
        self.certainty.update(made.cert for made in linked.made)
        self.relations.update(relation.name for relation in linked.relations)
        self.links += [
            {"file": m.file, "text": m.text, "targets": m.targets, "cert": m.cert, "why": m.why} for m in linked.made
        ]

    def data(self) -> dict[str, object]:
        """For `--json`."""
        counts = {"certainty": dict(self.certainty), "relations": dict(self.relations)}
        return {**self.counts, **counts, "links": self.links}

    def lines(self, dry_run: bool) -> list[str]:
        """For the terminal."""
        done = "would be changed" if dry_run else "changed"
        return [
            f"{counted(self.counts['documents'], 'document')}, {self.counts['changed']} {done}",
            f"  links      {self.counts['linked']} ({counts(self.certainty)}); "
            f"{self.counts['references']} references by number or day",
            f"  relations  {counts(self.relations)}",
            *([f"    {Path(str(m['file'])).name}: {m['text']} → {' '.join(m['targets'])} ({m['cert']})"  # type: ignore[arg-type]
               for m in self.links] if dry_run else []),
        ]  # fmt: skip
