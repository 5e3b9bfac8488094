"""Cells of tables that people open in a spreadsheet: no value may be taken for a formula there."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: str) -> str:
    """`value` with an apostrophe in front where a spreadsheet would reckon with it, or where it looks like that.

    >>> safe("=HYPERLINK(1)"), safe("Zhang"), safe("'=1")
    ("'=HYPERLINK(1)", 'Zhang', "''=1")
    """
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA) else value


def plain(value: str) -> str:
    """The inverse of `safe`."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(_FORMULA) else value
