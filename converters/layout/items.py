"""What a page has above or below its text: one or more units, and what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from converters.layout.data import Rule
from converters.layout.lines import Unit
from converters.layout.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Item:
    """One or more units above or below a text, and what they are."""

    role: str
    units: tuple[Unit, ...]
    rule: Rule | None = None
    label: Label | None = None
    value: int = 0
    """Where, in the first unit, the value of its label begins."""
    beside: tuple[tuple[Label, Unit], ...] = ()
    """Lines below in a form with columns, and the labels to the left whose values they go on with."""

    @property
    def values_start(self) -> int:
        """Where the value of its label begins in the source."""
        rest = self.units[0].text[self.value :]
        return self.units[0].start + self.value + len(rest) - len(rest.lstrip())

    @property
    def values(self) -> tuple[Unit, ...]:
        """The values of a label: what stands behind it, and the lines below."""
        first, start = self.units[0], self.values_start
        rest = first.text[start - first.start :]
        behind = (replace(first, start=start, text=rest, lines=()),) if rest else ()
        return behind + self.units[1:]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.beside[-1][1].end if self.beside else self.units[-1].end


def bullet(unit: Unit) -> int:
    """How many characters of a list's value are its bullet."""
    return len(unit.text) - len(unit.text[1:].lstrip()) if unit.text[0] in "•*–—-·▪○" else 0
