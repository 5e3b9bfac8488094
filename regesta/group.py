"""The group of all commands; the module of each is imported when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from regesta import __version__
from regesta.cli import COMMANDS, help_text


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"regesta.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def get_help(self, ctx: click.Context) -> str:
        # From the table, so that help imports no command.
        return help_text()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="regesta")
def regesta() -> None:
    """Plain-text transcripts to TEI P5, TEI to RDF that answers SPARQL."""
