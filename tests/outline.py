"""What a page has become, in few words."""

from __future__ import annotations

from converters.layout import Page
from tei.metadata import Stated

TELEGRAM = """\
64. Telegram From the Ambassador in Iran ( Henderson ) to the Department of State

Tehran , May 3, 1953—2 p. m.

secret

4012. I saw the Prime Minister today.[1] He was very tired.

Henderson

[1] Source: Department of State, Central Files, 788.00/5–353. Secret; Priority.
"""


def outline(text: str, page: Page, *without: str) -> list[str]:
    """The blocks with their types and first words, in order."""
    lines = []
    for a in page.blocks:
        if a.element not in without:
            named = ".".join([a.element, *filter(None, [a.attrs.get("type")])])
            start, end = a.content
            lines.append(f"{named} {' '.join(text[start:end].split())[:28]}".rstrip())
    return lines


def words_of(stated: Stated | None) -> str:
    return stated.text if stated else ""


def assert_whole(text: str, page: Page) -> None:
    """All but blanks is in a block or outside the document, and every value is where it says."""
    covered = bytearray(len(text))
    for part in (*page.blocks, *page.outside):
        assert 0 <= part.start <= part.end <= len(text)
        covered[part.start : part.end] = b"\1" * (part.end - part.start)
    assert [c for c, seen in zip(text, covered, strict=True) if not seen and c not in " \t\r\n"] == []
    values = [getattr(page.metadata, field) for field in page.metadata.__dataclass_fields__]
    for value in values:
        for stated in value if isinstance(value, tuple) else (value,):
            if isinstance(stated, Stated) and stated.span:
                assert " ".join(text[slice(*stated.span)].split()) == stated.text
