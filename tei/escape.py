"""Characters that XML cannot carry, and how they survive.

XML 1.0 forbids most control characters, lone surrogates (regesta's bytes that fit no encoding) and
U+FFFE/U+FFFF. Each is written as U+241B SYMBOL FOR ESCAPE, its code point in hexadecimal, and a
semicolon: NUL is `␛0;`. U+241B itself is written the same way, so that reading back is exact. A carriage
return is a character reference (`&#13;`), which every XML parser gives back (XML 1.0, 2.11).
"""

from __future__ import annotations

import re

# A single character class: linear in any engine, and `re` hands over lone surrogates, which RE2 cannot.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u241b]")
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u241b]")
_ESCAPED = re.compile("\u241b([0-9A-F]{1,6});")


def escape(text: str) -> str:
    """`text` without a character that XML forbids."""
    return _FORBIDDEN.sub(lambda match: f"\u241b{ord(match[0]):X};", text)


def unescape(text: str) -> str:
    """The inverse of `escape`."""
    if "\u241b" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def needs_escape(text: str) -> bool:
    """Whether `escape` would change `text`."""
    return _FORBIDDEN.search(text) is not None


def xml_text(text: str) -> str:
    """`text` as character data of an XML document."""
    if _SPECIAL.search(text) is None:
        return text
    text = escape(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def xml_attribute(text: str) -> str:
    """`text` as the value of a double-quoted attribute."""
    text = xml_text(text).replace('"', "&quot;")
    if "\n" in text or "\t" in text:
        text = text.replace("\n", "&#10;").replace("\t", "&#9;")
    return text
