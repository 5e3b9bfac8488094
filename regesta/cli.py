"""`regesta`: its commands by name, and the way into the program.

Nothing that takes time is imported before a command is called: `regesta --help` is to be instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

TYPE_CHECKING = False  # `typing` alone takes as long to import as all of this.
if TYPE_CHECKING:
    from typing import NoReturn

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

_WIDTH = 78


def __getattr__(name: str) -> object:
    """The group of commands, `regesta.cli.regesta`, which needs click."""
    if name == "regesta":
        from regesta.group import regesta

        return regesta
    raise AttributeError(f"module 'regesta.cli' has no attribute {name!r}")


def help_text() -> str:
    """What `regesta --help` says."""
    width = max(map(len, COMMANDS)) + 4
    lines = []
    for name, words in COMMANDS.items():
        first, *rest = _lines(words, _WIDTH - width)
        lines += [f"  {name}".ljust(width) + first, *(" " * width + line for line in rest)]
    return """Usage: regesta [OPTIONS] COMMAND [ARGS]...

  Plain-text transcripts to TEI P5, TEI to RDF that answers SPARQL.

  regesta demo
  regesta convert transcripts/ -o tei/ --authority people.xml
  regesta query tei/ events

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands (regesta COMMAND --help says more):
{}

Exit codes: 0 all done, 1 some input failed (the rest is done), 2 wrong usage.""".format("\n".join(lines))


def _lines(words: str, width: int) -> Iterator[str]:
    line = ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    yield line


def unheard() -> NoReturn:
    """The reader of our output went away (`regesta … | head`): that is no error of ours."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line; every error that is foreseen is one line, none is a traceback."""
    given = sys.argv[1:] if args is None else args
    try:
        if not given or given in (["--help"], ["-h"]):
            print(help_text(), flush=True)
            sys.exit(0 if given else 2)
        from regesta.group import run

        sys.exit(run(args))
    except KeyboardInterrupt:
        print("regesta: stopped", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        unheard()
    except Exception as error:
        if os.environ.get("REGESTA_TRACEBACK"):
            raise
        words = " ".join(str(error).split())
        told = f"internal error ({type(error).__name__}: {words}); please report it"
        if isinstance(error, OSError):  # a disk that is full, a folder that went away
            told = f"{error.filename or 'output'}: {(error.strerror or words).lower()}"
        print(f"regesta: {told}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
