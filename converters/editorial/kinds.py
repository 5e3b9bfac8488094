"""The words in which rules ask: every kind that a test may name, so that a misspelt one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from converters.editorial.words import LANGUAGES, lexicon

_WORD = "word lower capital capitals initial number year ordinal caseless abbreviated genitive grammar"
_OF: Mapping[str, str] = {
    "content": _WORD + " one-word several-words figure punctuation question empty sentence colon date place-and-date "
    "name initials few-letters single-letter odd",
    "before": _WORD + " nothing glued sentence-end punctuation colon quotation sign name first-word full-name "
    "first-surname role noun month-name day-and-month month-and-year with-article in-place measured",
    "after": _WORD + " nothing line-end glued punctuation colon mark name",
    "begins": _WORD,
    "ends": _WORD,
    "has": _WORD,
    "compare": "similar same-name same-class alike same-shape expansion abbreviation shares-word other-script",
    "completed": _WORD
    + " stem-none stem-one stem-two stem-long stem-capital stem-capitals stem-ends-capital has-tail in-parts",
    "place": "alone line-start line-end within-word head end",
    "document": "speeches no-speeches legend footnote",
}
_NO_CLASSES = frozenset({"compare", "place", "document"})


@lru_cache(maxsize=32)
def allowed(test: str) -> frozenset[str]:
    """The kinds that the test `test` knows (`content`, `before-not` …); empty where any word will do."""
    name = test.removesuffix("-not")
    if name not in _OF:
        return frozenset()
    kinds = frozenset(_OF[name].split())
    return kinds if name in _NO_CLASSES else kinds.union(*lexicon(LANGUAGES).classes.values())


def fault(test: str, kind: str) -> str:
    """Why `kind` is refused in `test`; "" if it is not."""
    known = allowed(test)
    if not known or kind in known:
        return ""
    near = get_close_matches(kind, sorted(known), 1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(known))}"
    return f"no such kind {kind!r}; {hint}"
