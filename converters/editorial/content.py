"""What the words of a mark are: a name, a date, a sentence, a number …"""

from __future__ import annotations

from collections.abc import Sequence

from converters.editorial.words import Lexicon, bare

PARTICLES = frozenset("de da do dos del della di du des la le van von der den ten al el bin ibn ben y e zu af".split())  # noqa: SIM905
"""Small words within names."""
_ORDINARY = str.maketrans("", "", ".,;:!?'’‘“”\"„«»()[]-–—‑/&…*°§½¼¾$£€")
_NUMBERS = frozenset({"number", "number-word"})


def content_kinds(content: str, tokens: Sequence[str], folded: str, lexicon: Lexicon) -> set[str]:
    """The kinds of `content`, whose words are `tokens` and whose folded form is `folded`."""
    kinds: set[str] = set()
    if not content:
        return {"empty"}
    first = next(filter(str.isalnum, content), "")
    if not first:
        return {"punctuation"} if "?" not in content or len(content) > 1 else {"question"}
    words = [lexicon.kinds(token) for token in tokens[:40]]
    special = "".join(content[:200].translate(_ORDINARY).split())
    if special and not special.isalnum():
        kinds.add("odd")
    kinds.add("one-word" if len(words) == 1 else "several-words")
    kinds.add(
        "lower" if first.islower() else "capital" if first.isupper() else "figure" if first.isdigit() else "caseless"
    )
    if len(words) == 1:
        kinds |= words[0] - {"lower", "capital"}
        core = bare(content)
        if len(core) <= 2 and first.isalpha():
            kinds.add("few-letters")
        if len(core) == 1 and first.isalpha():
            kinds.add("single-letter")
    kinds |= lexicon.classes.get(folded) or lexicon.classes.get(folded.replace(".", "")) or frozenset()
    if "grammar" in words[0].intersection(*words):
        kinds.add("grammar")
    found = words[0].union(*words)
    if not _NUMBERS.isdisjoint(found) and not any(map(_NUMBERS.isdisjoint, words)):
        kinds.add("number")
    capitals = sum("capital" in w for w in words)
    stop = content.rstrip("”\"’')")[-1:] in (".", "!", "?")
    opening = content.lstrip("“\"‘'(")[:1]
    if len(words) >= 3 and stop and opening.isupper() and capitals < len(words):
        kinds.add("sentence")
    if content.endswith(":"):
        kinds.add("colon")
    if "month" in found and "number" in found and len(words) <= 5:
        kinds.add("date")
        if capitals >= 2 and "," in content:
            kinds.add("place-and-date")
    if is_name(tokens, words):
        kinds.add("name")
    if (
        content.isascii()
        and content.rstrip(".,: ").isupper()
        and 2 <= len(content.replace(".", "").replace(" ", "")) <= 4
    ):
        kinds.add("initials")
    return kinds


def is_name(tokens: Sequence[str], words: Sequence[frozenset[str]]) -> bool:
    """One to six words with capitals, or particles of names between such; at least one no grammar word."""
    if not 1 <= len(tokens) <= 6 or len(words) < len(tokens):
        return False
    named = False
    for index, (token, kinds) in enumerate(zip(tokens, words, strict=False)):
        core = bare(token)
        if "capital" in kinds or "caseless" in kinds:
            named = named or "grammar" not in kinds or "initial" in kinds
        elif not (core in PARTICLES and index < len(tokens) - 1) and not (core[:2] in ("al", "el") and "-" in core):
            return False
    return named and "grammar" not in words[0]
