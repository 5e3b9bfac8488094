"""Notes that those who handled a document wrote on it, told by their form.

A routing note is short; it addresses somebody, asks for or states something, and is signed with a name
and often a date after a dash: `Comrade X, please check.—Y, 8/5`. The words are data (`words.toml`).
"""

from __future__ import annotations

from functools import lru_cache

from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern

_LONGEST = 240
_SHORTEST = 8
_DATE = (
    r"\[?\d{1,2}[./ -](?:\d{1,2}|\p{L}+)\.?(?:[./ -]|,? )?(?:\d{2,4})?\]?"
    r"|\p{Lu}\p{L}+ \d{1,2}(?:, \d{4})?|\d{1,2}月\d{1,2}日"
)
_SIGNED = pattern(
    r"(?s)(?P<words>.*?)(?:—|–|--| - |[.!] -)\s*(?P<hand>(?:\p{Lu}\. ?)*[\[\p{Lu}\p{Lo}][^.!?;:—–]*?)"
    rf"(?:,? ?(?P<date>{_DATE}))?[.\])]*"
)


@lru_cache(maxsize=1)
def _forms() -> tuple[Pattern, Pattern]:
    lists = words().lists
    act = pattern(rf"(?i)(?:^|\P{{L}}){lists['routing']}(?:\P{{L}}|$)|请|已阅|同意|批准|阅|送")
    address = pattern(rf"(?i)^\W*{lists['addressed']}\s")
    return act, address


def is_routing(text: str) -> bool:
    """Whether `text` has the form of a routing or approval note."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    match = _SIGNED.fullmatch(text)
    if match is None:
        return False
    act, address = _forms()
    said = text[slice(*part(match, "words"))]
    dated = part(match, "date")[0] >= 0
    return bool(act.search(said)) or (dated and bool(address.match(said)))
