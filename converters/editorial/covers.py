"""What a mark speaks of besides its own words: the word, name, number or phrase before it.

Each function gives the span in the source, or None where there is nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from converters.editorial.before import Before, last_is_apostrophe
from converters.editorial.words import bare
from tei.model import Span

_CLOSING_QUOTES = "”“\"»’'«"
_OPENING_QUOTE = {"”": "“", "“": "„", '"': '"', "»": "«", "’": "‘", "'": "'", "«": "»"}


def cover_itself(context: Before) -> Span | None:
    """Nothing before the mark."""
    return context.mark.start, context.mark.start


def cover_word(context: Before) -> Span | None:
    """The word before, without its punctuation."""
    return _core(context, 0)


def _core(context: Before, index: int) -> Span | None:
    spans = context.before_tokens
    if index >= len(spans):
        return None
    start, end = spans[index]
    word = context.document.text[start:end]
    core = bare(word)
    if not core:
        return None
    left = len(word) - len(word.lstrip("\"'“”„«»‘’‚‹›()[]{}<>.,;:!?…—–-*"))
    right = len(word.rstrip("\"'“”„«»‘’‚‹›()[]{}<>.,;:!?…—–-*"))
    return start + left, start + right


def cover_words(context: Before, count: int = 0) -> Span | None:
    """As many words before as the mark has, or `count`."""
    last, first = _core(context, 0), _core(context, (count or max(1, len(context.said.tokens))) - 1)
    return (first[0], last[1]) if first and last else None


def cover_name(context: Before) -> Span | None:
    """The run of capitalised words before, without what only begins the sentence."""
    span = _core(context, 0)
    if span is None or "capital" not in context.lexicon.kinds(context.word_before):
        return None
    if not _bare_end(context.word_before):
        return span
    for index in range(1, 5):
        word = context.word(index)
        kinds = context.lexicon.kinds(word)
        inside = "initial" in kinds or "abbreviated" in kinds
        if "capital" not in kinds or "grammar" in kinds or not kinds.isdisjoint({"office", "title", "nation"}):
            break
        if not (inside or word[-1:].isalnum()):
            break
        if not context.capital_expected(index + 1) and kinds.isdisjoint({"given-name", "initial"}):
            break
        core = _core(context, index)
        if core is None:
            break
        span = (core[0], span[1])
    return span


def _bare_end(word: str) -> bool:
    return word[-1:].isalnum() or word[-1:] in ".,”\"’'"


def cover_number(context: Before) -> Span | None:
    """The figure before, with its groups of thousands."""
    span = _core(context, 0)
    if span is None or "number" not in context.lexicon.kinds(context.word_before):
        return None
    return span


def cover_quotation(context: Before) -> Span | None:
    """The phrase in quotation marks that ends just before; eight words at most."""
    left = context.left.rstrip()
    if not left or left[-1] not in _CLOSING_QUOTES or (left[-1] in "’'" and last_is_apostrophe(left)):
        return None
    opening = left.rfind(_OPENING_QUOTE[left[-1]], 0, len(left) - 1)
    if opening < 0 or len(left[opening:].split()) > 8:
        return None
    return context.left_start + opening, context.left_start + len(left)


def cover_phrase(context: Before) -> Span | None:
    """A quotation, else a name, else a figure or a word: what a `[sic]` speaks of."""
    return cover_quotation(context) or cover_name(context) or cover_number(context) or cover_word(context)


def cover_abbreviation(context: Before) -> Span | None:
    """A short form before, with its full stops: `C.T.`, `a. c.`"""
    spans = context.before_tokens
    if not spans:
        return None
    text = context.document.text
    start, end = spans[0]
    word = text[start:end]
    lead = len(word) - len(word.lstrip("“\"'‘(["))
    trail = len(word.rstrip(",;:!?)”’\"'"))
    if word.endswith(".") and word.count(".") == 1 and len(word) <= 3:
        for index in range(1, 4):
            if index >= len(spans):
                break
            part = text[slice(*spans[index])]
            if not (part.endswith(".") and len(part) <= 3):
                break
            start = spans[index][0]
            lead = 0
    return (start + lead, end - (len(word) - trail)) if bare(word) else None


def cover_role(context: Before) -> Span | None:
    """The office before, with its article and adjectives: `the Vice Foreign Minister`."""
    span = _core(context, 0)
    if span is None or context.glued:
        return None
    for index in range(1, 6):
        word = context.word(index)
        kinds = context.lexicon.kinds(word)
        if not word or not (word[-1].isalnum() or word.endswith("'s") or word.endswith("’s")):
            break
        core = _core(context, index)
        if core is None:
            break
        if kinds & {"article", "possessive", "determiner"} and "conjunction" not in kinds:
            span = (core[0], span[1])
            break
        if "grammar" in kinds or (kinds.isdisjoint({"capital", "office", "nation"}) and not context.adjective(index)):
            break
        span = (core[0], span[1])
    return span


COVERS: Mapping[str, Callable[[Before], Span | None]] = {
    "itself": cover_itself,
    "word before": cover_word,
    "words before": cover_words,
    "name before": cover_name,
    "number before": cover_number,
    "quotation before": cover_quotation,
    "phrase before": cover_phrase,
    "abbreviation before": cover_abbreviation,
    "role before": cover_role,
}
"""What a rule's mark may speak of besides its own words."""
