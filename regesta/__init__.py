"""regesta turns plain-text transcripts into TEI P5, and TEI into RDF that can be queried with SPARQL.

>>> import regesta
>>> document = regesta.convert("Comrade [Zhang] Hanfu, please check.")
>>> document.restore()
b'Comrade [Zhang] Hanfu, please check.'

`convert` is the command `regesta convert`, `read` opens TEI by anyone, and a `Document` answers for its
text, annotations, entities, events and graph.
"""

from __future__ import annotations

TYPE_CHECKING = False  # Without `typing`, which takes as long to import as `regesta --help` takes for all else.
if TYPE_CHECKING:
    from regesta.api import Document, convert, query, read
    from tei import TeiError

__version__ = "0.1.0"
__all__ = ["Document", "TeiError", "convert", "query", "read"]

_HOMES = {name: "tei" if name == "TeiError" else "regesta.api" for name in __all__}


def __getattr__(name: str) -> object:
    """Load what is asked for only then: `regesta --help` is to be instant."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'regesta' has no attribute {name!r}")
