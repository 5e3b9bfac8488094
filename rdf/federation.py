"""Queries that ask another server: found before they are run, since an engine that runs them reaches out."""

from __future__ import annotations

import re

_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\\[_~.\-!$&'()*+,;=/?#@%]"
    r"|#[^\n\r]*",
    re.DOTALL,
)
"""What no keyword stands in, by SPARQL's own terminals (19.8): strings, IRIs, escapes in local names, comments."""
_SERVICE = re.compile(r"(?<![?$:])SERVICE", re.IGNORECASE)


def code(text: str) -> str:
    """A query without what no keyword or bracket stands in."""
    return _NOT_CODE.sub(" ", text)


def federated(text: str) -> bool:
    """Whether a query asks another server (SPARQL 1.1 Federated Query): the keyword stands outside strings and names.

    Told by the terminals of the grammar and not by a parsed query: another parser's view of where a comment begins
    differs from the engine's (rdflib's takes `"#"` for one), and the difference would be a way through. What may
    be the keyword counts as it, so that a prefix `service:` is refused too. Code points written out (19.2) count.
    """
    written = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _character, text)
    return any(_SERVICE.search(code(form)) for form in (text, written))


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else ""
