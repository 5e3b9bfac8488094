"""`regesta`: the commands, and what they share."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from regesta import __version__

COMMANDS = {
    "convert": "Plain text to TEI.",
    "restore": "TEI back to the plain text it was made from, byte for byte.",
    "annotations": "What is marked up, as JSON lines.",
    "show": "A document in the terminal, its marks in colour.",
    "explain": "Why a passage was marked as it was.",
    "validate": "Check TEI: schema, pointers, dates, digest.",
    "link": "Link the documents of one corpus to each other.",
    "rdf": "TEI to RDF.",
    "load": "Put documents into a store that can be queried.",
    "query": "Ask with SPARQL, or with a stored question.",
    "conventions": "Editorial conventions: list, show, check, new.",
    "reconcile": "Propose who local names may be elsewhere, for a person to accept.",
    "init": "Propose a project file for a folder of texts.",
    "build": "The whole corpus: TEI, RDF, tables, store, report; only what changed.",
    "diff": "What a new conversion would change in TEI that a person changed.",
    "serve": "The corpus on the web: reading pages, SPARQL, linked data.",
    "site": "The same pages as static files.",
    "authority": "Authority files: check, convert, merge.",
    "demo": "Convert the seed document and show what came out.",
}
"""Name and one line of help; the module of each is imported when it is called."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"regesta.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # From the table, so that help imports no command.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all done, 1 some input failed (the rest is done), 2 wrong usage.",
)
@click.version_option(__version__, prog_name="regesta")
def regesta() -> None:
    """Plain-text transcripts to TEI P5, TEI to RDF that answers SPARQL.

    \b
    regesta demo
    regesta convert transcripts/ -o tei/ --authority people.xml
    regesta query tei/ events
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command line; every error that is foreseen is one line, none is a traceback."""
    try:
        return regesta.main(args, prog_name="regesta")
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`regesta … | head`): that is no error of ours.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("REGESTA_TRACEBACK"):
            raise
        words = " ".join(str(error).split())
        click.echo(f"regesta: internal error ({type(error).__name__}: {words}); please report it", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
