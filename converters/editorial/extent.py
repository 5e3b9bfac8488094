"""How much is missing: “less than 1 line”, “1½ lines of source text”, “3 paragraphs (12 lines)”.

The attributes are those of TEI's att.dimensions and att.ranging.
"""

from __future__ import annotations

from collections.abc import Mapping

from converters.editorial.words import Lexicon

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.333, "⅔": 0.667, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "⁄": "/"})
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


def measure(words: str, lexicon: Lexicon) -> Mapping[str, str] | None:
    """Attributes for an extent in words (case-folded); None where they are no extent."""
    words = words.translate(_DASHES).strip()
    opened = words.find("(")
    if opened > 0 and words.endswith(")"):
        inside = measure(words[opened + 1 : -1], lexicon)
        if inside is None:
            return measure(words[:opened], lexicon)
        return {**inside, "extent": words} if "extent" not in inside else {"extent": words}
    attrs = _simple(words, lexicon)
    if attrs is not None:
        return attrs
    parts = _parts(words, lexicon)
    measured = [_simple(part, lexicon) for part in parts] if len(parts) > 1 else []
    found = [m for m in measured if m is not None]
    if not found or len(found) < len(measured):
        return None
    if all(m.get("unit") in _SECONDS and "quantity" in m for m in found):
        total = sum(float(m["quantity"]) * _SECONDS[m["unit"]] for m in found)
        return {"quantity": _number(total), "unit": "second"}
    return {"extent": words}


def _parts(words: str, lexicon: Lexicon) -> list[str]:
    """`3 paragraphs and 1 heading` → its parts; `4 minutes 47 seconds` too."""
    parts: list[list[str]] = [[]]
    for token in words.split():
        if token in ("and", "und", "et", "и", "plus", "&"):
            parts.append([])
            continue
        if parts[-1] and token[0].isdigit() and parts[-1][-1].rstrip(",") in lexicon.units:
            parts.append([])
        parts[-1].append(token.rstrip(","))
    return [" ".join(part) for part in parts if part]


def _simple(words: str, lexicon: Lexicon) -> Mapping[str, str] | None:
    tokens = words.split()
    bound = ""
    for size in (3, 2, 1):
        head = " ".join(tokens[:size]).rstrip(".")
        if len(tokens) > size and head in lexicon.bounds:
            bound, tokens = lexicon.bounds[head], tokens[size:]
            break
    if not tokens or len(tokens) > 12:
        return None
    quantity, rest = _quantity(tokens, lexicon)
    unit = next((lexicon.units[t.rstrip(".,")] for t in rest[:3] if t.rstrip(".,") in lexicon.units), None)
    if unit is None:
        return None
    place = next(i for i, t in enumerate(rest) if t.rstrip(".,") in lexicon.units)
    if quantity is None and place and not bound:  # “document number”: a description, not an extent
        return None
    if any(t.rstrip(".,") in lexicon.units for t in rest[place + 1 :]):
        return None
    attrs: dict[str, str] = {}
    if quantity is None and rest[0] == tokens[0] and not rest[0].endswith("s"):
        quantity = "1"  # “name deleted”, “line illegible”: one of them
    if quantity:
        attrs[bound if bound in ("atMost", "atLeast") else "quantity"] = quantity
    attrs["unit"] = unit
    if bound == "low":
        attrs["precision"] = "low"
    return attrs


def _quantity(tokens: list[str], lexicon: Lexicon) -> tuple[str | None, list[str]]:
    """A number at the head of `tokens`, and the rest; "" where the number is “several”."""
    for size in (4, 3, 2, 1):
        head = " ".join(tokens[:size])
        if len(tokens) > size:
            if head in lexicon.numbers:
                return lexicon.numbers[head], tokens[size:]
            if head in lexicon.several:
                return "", tokens[size:]
    value, used = 0.0, 0
    for token in tokens[:2]:
        number = _figure(token)
        if number is None or (used and number >= 1):
            break
        value += number
        used += 1
    return (_number(value), tokens[used:]) if used else (None, tokens)


def _figure(token: str) -> float | None:
    """`4`, `1½`, `1-1/2`, `9-½`, `61/2` (that is 6½), `1,200`, `2.5`."""
    for sign, value in _FRACTIONS.items():
        if token.endswith(sign):
            whole = token.removesuffix(sign).rstrip("-")
            if not whole:
                return value
            return int(whole) + value if whole.isdecimal() and len(whole) < 7 else None
    plain = token.replace(",", "")
    if plain.isdecimal() and len(plain) < 10:
        return float(int(plain))
    left, dot, right = plain.partition(".")
    if dot and left.isdecimal() and right.isdecimal() and len(plain) < 10:
        return float(plain)
    return None


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.3f}".rstrip("0")
