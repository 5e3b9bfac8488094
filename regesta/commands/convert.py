"""Plain text to TEI."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from regesta import files
from regesta.commands.run import each, one_for_each, processes
from regesta.encoding import (
    Settings,
    SettingsError,
    authority_files,
    decisions,
    doubts,
    encode,
    may_replace,
    ready,
    side_car,
    source,
)
from regesta.errors import InputError
from regesta.pool import Limits

if TYPE_CHECKING:
    from regesta.report import Report
    from tei.model import Cert


@click.command(
    epilog="""\b
Examples:
  regesta convert letter.txt -o tei
  regesta convert transcripts -o tei --authority people.xml --authority places.csv
  cat cable.txt | regesta convert - -o - --convention frus > cable.xml"""
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path),
              help="Folder for the TEI; NAME.txt becomes NAME.tei.xml. For one text also a NAME.xml, or - for "
                   "standard output.")  # fmt: skip
@click.option("--authority", "authority", multiple=True, type=click.Path(), metavar="FILE|FOLDER",
              help="Names to link: TEI, CSV, JSON-LD or Turtle, or all in a folder. May be given again.")  # fmt: skip
@click.option("--convention", default="", metavar="NAME|FILE", help="Editorial convention; else the best fitting.")
@click.option("--layout", default="", metavar="NAME|FILE", help="Page layout; else the best fitting.")
@click.option("--language", default="", metavar="TAG", help="Language of the texts (en, de, fr, ru); else detected.")
@click.option("--encoding", default="", metavar="NAME", help="Character encoding of the texts; else detected.")
@click.option("--min-cert", default="low", type=click.Choice(["low", "medium", "high"]), show_default=True,
              help="Leave out what is less sure than this.")  # fmt: skip
@click.option("--recogniser", "recognisers", multiple=True, metavar="NAME",
              help="Let a plug-in suggest more names (marked, never in place of a rule's).")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace TEI that a person changed since.")
@click.option("--explain", is_flag=True, help="Say why each convention and layout was chosen.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON on standard output.")
@click.option("--quiet", is_flag=True, help="No report.")
@click.option("--jobs", default=0, metavar="N", type=click.IntRange(0), help="Processes; else as many as are worth it.")
@click.option("--seconds", default=Limits().seconds, metavar="S", show_default=True,
              type=click.FloatRange(0, min_open=True), help="What one text may take.")  # fmt: skip
@click.option("--memory", default=Limits().memory, metavar="MIB", show_default=True, type=click.IntRange(1),
              help="How much memory it may take.")  # fmt: skip
def command(inputs: tuple[str, ...], out: Path, authority: tuple[str, ...], convention: str, layout: str,
            language: str, encoding: str, min_cert: str, force: bool, explain: bool, as_json: bool,
            quiet: bool, jobs: int, recognisers: tuple[str, ...], seconds: float, memory: int) -> None:  # fmt: skip
    """Encode plain-text transcripts as TEI P5.

    INPUT is a text file, a folder of them, or - for standard input. A side-car NAME.meta.toml beside NAME.txt
    gives or corrects what the header says. The source is kept in the TEI: `regesta restore` gives it back.
    """
    from regesta import report

    try:
        settings = Settings(
            authority_files(Path(name).absolute() for name in authority), convention, layout, language, encoding,
            cast("Cert", min_cert), recognisers,
        )  # fmt: skip
        ready(settings)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error
    total = report.Report()
    found = list(_distinct(files.inputs(inputs, files.TEXT)))
    one_for_each(found, out, files.TEI)
    for doubt in doubts(settings):
        click.echo(f"regesta: {doubt}", err=True)
    work = partial(encode_file, out=out, settings=settings, force=force)
    code = each(found, work, collect=total.add, label="encoding", jobs=jobs or processes(len(found)),
                limits=Limits(seconds, memory))  # fmt: skip
    if as_json:
        click.echo(json.dumps(total.data(), ensure_ascii=False), err=out == files.STDOUT)
    elif not quiet and total.documents:
        click.echo("\n".join(total.lines(explain=explain)), err=out == files.STDOUT)
    raise SystemExit(code)


def encode_file(item: files.Input, *, out: Path, settings: Settings, force: bool) -> Report:
    """Encode one file and write it, if it says anything new. Raises what reading and writing raise."""
    from regesta import report

    target = files.result(out, item, files.TEXT, files.TEI)
    found = source(item.read(), item.relative.name, settings)
    decided = decisions(item.path, target, found)
    document, transcript = encode(found, settings, side_car(item.path), decided)
    one = report.of(transcript)
    if may_replace(target, document, force=force):
        files.write(target, document)
    else:
        one.unchanged = 1
    return one


def _distinct(found: Iterable[files.Input | InputError]) -> Iterator[files.Input | InputError]:
    """The inputs; one whose result would overwrite that of another is an error."""
    targets: dict[Path, str] = {}
    for item in found:
        if isinstance(item, files.Input):
            name = files.stem(item.relative, files.TEXT)
            if name in targets:
                item = InputError(item.name, f"would be written to the same file as {targets[name]}")
            else:
                targets[name] = item.name
        yield item
