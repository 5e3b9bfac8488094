"""What the one who starts the server decides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a corpus is served."""

    edit: bool = False
    """Whether marks may be decided on."""
    token: str | None = None
    """What an editor's requests must carry (`Authorization: Bearer …`), where there is one."""
    user_header: str | None = None
    """The header in which a reverse proxy that authenticates names the editor."""
    static: bool = False
    """Whether the pages are written to files, where no server answers."""
    max_body: int = 1 << 20
    """Bytes that a request may have."""
    max_url: int = 16 << 10
    """Bytes that an address may have."""
    receive_seconds: float = 30.0
    """How long a client may take to send its request."""
    contact: str = "nobody@example.org"
    """The address of who runs the server, for harvesters (OAI-PMH, `adminEmail`); example.org is nobody's."""
    query_seconds: float = 20.0
    """How long a SPARQL query may take."""
