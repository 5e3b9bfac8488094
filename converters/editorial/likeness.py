"""Whether the words of a mark could stand for the words before it: a correction, an expansion, a short form."""

from __future__ import annotations

import unicodedata
from collections import Counter

from converters.editorial.words import Lexicon, bare

_ALTERNATIVES = (
    "month", "weekday", "direction", "day-half", "number-word", "nation", "article", "auxiliary", "preposition",
    "pronoun", "possessive",
)  # fmt: skip
"""Classes one word of which may have been written for another."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONGEST = 40


def distance(left: str, right: str, most: int = _LONGEST) -> int:
    """Edits between two short words: insertion, deletion, substitution, exchange of neighbours.

    Reckoning stops where they are more than `most`, with some greater number.
    """
    left, right = left[:_LONGEST], right[:_LONGEST]
    start = _shared(left, right)
    left, right = left[start:], right[start:]
    tail = _shared(left[::-1], right[::-1])
    if tail:
        left, right = left[:-tail], right[:-tail]
    if not left or not right:
        return len(left) + len(right)
    before: list[int] = []
    previous = list(range(len(right) + 1))
    last = ""
    for i, a in enumerate(left, 1):
        row = [i]
        cost = i
        for j, b in enumerate(right):
            cost = 1 + (previous[j + 1] if previous[j + 1] < cost else cost)
            swap = previous[j] + (a != b)
            if swap < cost:
                cost = swap
            if j and i > 1 and a == right[j - 1] and last == b and before[j - 1] + 1 < cost:
                cost = before[j - 1] + 1
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, previous, last = previous, row, a
    return previous[-1]


def similar(left: str, right: str) -> bool:
    """Whether one of two different words was likely written for the other."""
    a, b = bare(left).casefold(), bare(right).casefold()
    if not a or not b or a == b or a[0].isdigit() or b[0].isdigit():
        return False
    longest = max(len(a), len(b))
    if longest <= 3:
        return len(a) == len(b) and _slip(a, b)
    few = 0.45 * longest
    letters = set(a) | set(b)
    near = abs(len(a) - len(b)) <= few and len(letters) - len(set(a) & set(b)) <= 2 * few
    if near and distance(a, b, int(few)) <= few:
        return True
    shared = _shared(a, b)
    tail = _shared(a[::-1], b[::-1])
    return (shared >= 4 and shared / min(len(a), len(b)) >= 0.5) or (shared >= 1 and tail >= 4)


def alike(left: str, right: str) -> bool:
    """Whether two words are made of much the same letters: weaker than `similar`."""
    a, b = bare(left).casefold(), bare(right).casefold()
    common = sum((Counter(a) & Counter(b)).values())
    return a != b and len(a) > 2 and len(b) > 2 and 2 * common / (len(a) + len(b)) >= 0.6


def other_script(left: str, right: str) -> bool:
    """Whether two words are written in letters of different scripts.

    >>> other_script("troops", "военнослужащих"), other_script("troops", "Truppen"), other_script("troops", "[5]")
    (True, False, False)
    """
    a, b = (next(filter(str.isalpha, word), "") for word in (left, right))
    if not a or not b or (a.isascii() and b.isascii()):
        return False
    return unicodedata.name(a, "").split(" ")[0] != unicodedata.name(b, "").split(" ")[0]


def _slip(a: str, b: str) -> bool:
    """Whether two short words of one length differ by one slip of the finger."""
    wrong = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(wrong) == 1:
        return (len(a) == 3 and a[0] == b[0]) or _neighbours(*wrong[0])
    return len(a) == 3 and sorted(a) == sorted(b)


def _neighbours(x: str, y: str) -> bool:
    places = [(row, line.find(letter)) for letter in (x, y) for row, line in enumerate(_KEYS) if letter in line]
    return len(places) == 2 and abs(places[0][0] - places[1][0]) <= 1 and abs(places[0][1] - places[1][1]) <= 1


def _shared(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def same_class(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether both are numbers, months, nations …, and not the same."""
    a, b = lexicon.kinds(left), lexicon.kinds(right)
    if bare(left).casefold() == bare(right).casefold():
        return False
    if "number" in a and "number" in b:
        return True
    return any(name in a and name in b for name in _ALTERNATIVES)


def expands(short: str, words: list[str]) -> bool:
    """Whether `words` are what the letters of `short` stand for: `C.T.` – Country Team, `CINCLANT`."""
    letters = [c for c in short if c.isalpha()]
    if not 2 <= len(letters) <= 12 or len(words) < 2 or len(letters) != len(short.replace(".", "").replace(" ", "")):
        return False
    if not all(c.isupper() for c in letters) and "." not in short:
        return False
    heads = [w[0].casefold() for w in words if w and w[0].isalpha()]
    wanted = [c.casefold() for c in letters]
    if not heads or heads[0] != wanted[0]:
        return False
    capitals = [w[0].casefold() for w in words if w[:1].isupper()]
    if capitals == wanted or heads == wanted:
        return True
    spelled = "".join(w.casefold() for w in words if w[:1].isalpha())
    matched = sum(1 for _ in _subsequence(wanted, heads))
    return len(wanted) >= 3 and _contains(spelled, wanted) and matched >= max(2, len(wanted) // 2 - 1)


def _subsequence(wanted: list[str], heads: list[str]) -> list[str]:
    found = []
    rest = iter(heads)
    for letter in wanted:
        for head in rest:
            if head == letter:
                found.append(letter)
                break
        else:
            rest = iter(heads[len(found) :])
    return found


def _contains(spelled: str, wanted: list[str]) -> bool:
    place = 0
    for letter in wanted:
        place = spelled.find(letter, place) + 1
        if not place:
            return False
    return True


def abbreviates(short: str, words: list[str]) -> bool:
    """Whether `short` is made of the first letters of the last of `words`."""
    letters = [c.casefold() for c in short if c.isalpha()]
    if not 2 <= len(letters) <= 8 or not short.replace(".", "").isupper():
        return False
    heads = [w[0].casefold() for w in words if w[:1].isupper()]
    return heads[-len(letters) :] == letters
