"""Tables that people open in a spreadsheet: no value may be a formula there, and what parts the cells varies."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def delimiter(text: str) -> str:
    """What parts the cells of a table, by its first row: a comma, semicolon or tab."""
    return max(",;\t", key=text.partition("\n")[0].count)


def safe(value: str) -> str:
    """`value` with an apostrophe in front where a spreadsheet would reckon with it, or where it looks like that.

    >>> safe("=HYPERLINK(1)"), safe("Zhang"), safe("'=1")
    ("'=HYPERLINK(1)", 'Zhang', "''=1")
    """
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA) else value


def plain(value: str) -> str:
    """The inverse of `safe`."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(_FORMULA) else value
