"""The group of all commands; the module of each is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from regesta import __version__
from regesta.cli import COMMANDS, help_text, unheard
from regesta.errors import InputError


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"regesta.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from difflib import get_close_matches

        near = get_close_matches(args[0], COMMANDS, 1) if args[0] not in COMMANDS else []
        if near:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # before click makes an error of it
            unheard()

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


def run(args: list[str] | None = None) -> int:
    """Call a command; the exit code. What click and commands foresee is told in a line.

    Raises `KeyboardInterrupt`, and what nobody foresaw.
    """
    try:
        code = regesta.main(args, prog_name="regesta", standalone_mode=False)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except InputError as error:
        click.echo(f"regesta: {error}", err=True)
        return 1
    return code if isinstance(code, int) else 0
