"""What a number counts: the noun phrase after it, in the text's own words and kept short."""

from __future__ import annotations

from converters.quantities.language import Nouns
from tei.model import Span

_MOST_WORDS = 4
_LONGEST = 60


def counted(text: str, position: int, nouns: Nouns) -> Span | None:
    """The span of the noun phrase that begins after `position`; None if no noun is in sight."""
    if text[position : position + 1] == "-":  # `four-level bunks` are not four bunks
        return None
    words = _words(text, position)
    end = None
    for number, (start, stop) in enumerate(words):
        word = text[start:stop]
        if word in nouns.stop or word.lower() in nouns.stop:
            break
        if word[:1].isupper() and word.endswith("s") and text[stop : stop + 1] in ("'", "’"):
            break  # `Thirty Years' War`
        if _is_noun(word, nouns):
            end = stop
            following = words[number + 1] if number + 1 < len(words) else None
            if following is None or not _goes_on(text, following, nouns):
                break
        elif end is not None or (word[:1].isupper() and number and not _capital_before(text, words[number - 1])):
            break
    if end is None or not words:
        return None
    return words[0][0], end


def _goes_on(text: str, span: Span, nouns: Nouns) -> bool:
    """`weapons systems`: a second noun belongs to the first."""
    word = text[span[0] : span[1]]
    return not nouns.capital and not nouns.adjective_endings and word in nouns.plurals


def _capital_before(text: str, span: Span) -> bool:
    return text[span[0]].isupper()


def _is_noun(word: str, nouns: Nouns) -> bool:
    if word in nouns.plurals:
        return True
    if word in nouns.not_plurals or len(word) < 3:
        return False
    if nouns.capital:
        return word[0].isupper()
    if nouns.adjective_endings:
        return not word.endswith(nouns.adjective_endings)
    return word.endswith(nouns.plural_endings) and not word.endswith(("ss", "us", "'s", "’s"))


def _words(text: str, position: int) -> list[Span]:
    """The next words up to a mark of punctuation."""
    words: list[Span] = []
    length = min(len(text), position + _LONGEST)
    while len(words) < _MOST_WORDS and position < length:
        if text[position] not in " \n\u00a0-" or text.startswith("\n\n", position):
            break
        start = position + 1
        stop = start
        while stop < length and (text[stop].isalpha() or (text[stop] in "-’'." and _inside(text, stop))):
            stop += 1
        if stop == start or (stop == length and length < len(text)):
            break
        words.append((start, stop))
        position = stop
    return words


def _inside(text: str, position: int) -> bool:
    return position + 1 < len(text) and text[position + 1].isalpha() and text[position - 1].isalpha()
