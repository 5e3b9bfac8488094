"""A corpus on the web."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regesta.commands.run import base_iri
from regesta.commands.web_extra import needed

if TYPE_CHECKING:
    from regesta.web.corpus import Corpus

_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
LIMITS: dict[str, Any] = {
    "http": "regesta.web.patience:Impatient", "server_header": False, "timeout_keep_alive": 5,
    "h11_max_incomplete_event_size": 64 << 10, "limit_concurrency": 512, "timeout_graceful_shutdown": 5,
}  # fmt: skip
"""How the server is guarded against clients that are slow, many, or never end."""


def _ready(corpus: Corpus) -> None:
    """Have the index made before somebody waits for it; whoever asks meanwhile waits for what is left of it."""
    with suppress(Exception):  # the first page will tell
        corpus.index.refresh()


@click.command(
    epilog="""\b
Examples:
  regesta serve tei
  regesta serve archive --port 8080
  regesta serve archive --edit"""
)
@click.argument("project", type=click.Path(path_type=Path), default=Path(), metavar="[PROJECT]")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port to listen at.")
@click.option("--base", default="", metavar="URI", callback=base_iri, help="What the names of documents start with.")
@click.option("--edit", is_flag=True, help="Let marks be decided on; needs a token where --host is not this machine.")
@click.option("--contact", default="", metavar="ADDRESS", help="E-mail of who runs the server, told to harvesters.")
@click.option("--user-header", metavar="NAME", help="Header in which a reverse proxy names the editor.")
def command(project: Path, host: str, port: int, base: str, edit: bool, contact: str, user_header: str | None) -> None:
    """Serve reading pages, views of the corpus, SPARQL and linked data.

    PROJECT is a folder with regesta.toml, or any folder of TEI. An editor's token is taken from the environment
    variable REGESTA_TOKEN.
    """
    needed("starlette", "uvicorn", "jinja2")
    import uvicorn

    from regesta.errors import InputError, reason
    from regesta.project import ProjectError
    from regesta.report import counted
    from regesta.web.app import create_app
    from regesta.web.corpus import Corpus

    token = os.environ.get("REGESTA_TOKEN") or None
    if edit and host not in _LOCAL and not token and not user_header:
        raise click.UsageError("--edit beyond this machine needs REGESTA_TOKEN, or --user-header behind a proxy")
    try:
        corpus = Corpus.open(project, base=base)
    except (InputError, ProjectError) as error:
        raise click.ClickException(str(error)) from error
    threading.Thread(target=_ready, args=(corpus,), daemon=True).start()
    told = {"contact": contact} if contact else {}
    app = create_app(corpus, edit=edit, token=token, user_header=user_header, **told)
    shown = f"[{host}]" if ":" in host else host
    try:
        door = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        why = reason(error).partition(" (while")[0]
        raise click.ClickException(f"cannot listen at {shown}:{port}: {why} (--host, --port)") from error
    with door:
        address = f"http://{shown}:{door.getsockname()[1]}/"
        click.echo(f"{corpus.title}: {counted(len(corpus), 'document')} at {address}", err=True)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", **LIMITS))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[door])
    raise SystemExit(0 if server.started else 1)
