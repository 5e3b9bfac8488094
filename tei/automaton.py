"""The content of an element as a finite automaton over the names of its children."""

from __future__ import annotations

from dataclasses import dataclass, field

TEXT = "#text"
"""The symbol for character data in content."""

ANY = "*"
"""The symbol for an element of whatever name."""

State = frozenset[int]


@dataclass(slots=True)
class Automaton:
    """The content of an element: a finite automaton, made deterministic as it is walked."""

    _next: list[dict[str, set[int]]] = field(default_factory=list)
    _skip: list[set[int]] = field(default_factory=list)
    _walked: dict[tuple[State, str], State] = field(default_factory=dict)
    start: State = frozenset()
    end: int = 0

    def new(self) -> int:
        """A further state."""
        self._next.append({})
        self._skip.append(set())
        return len(self._next) - 1

    def arrow(self, source: int, symbol: str, target: int) -> None:
        """Let `symbol` lead from one state to another."""
        self._next[source].setdefault(symbol, set()).add(target)

    def skip(self, source: int, target: int) -> None:
        """Let one pass from one state to another without a symbol."""
        self._skip[source].add(target)

    def closed(self, states: set[int]) -> State:
        """`states` with all that are reached from them without a symbol."""
        found, stack = set(states), list(states)
        while stack:
            for target in self._skip[stack.pop()]:
                if target not in found:
                    found.add(target)
                    stack.append(target)
        return frozenset(found)

    def step(self, state: State, symbol: str) -> State:
        """The state after `symbol`; empty where it may not stand."""
        key = state, symbol
        known = self._walked.get(key)
        if known is None:
            reached = {t for s in state for t in self._next[s].get(symbol, ())}
            known = self._walked[key] = self.closed(reached)
        return known

    def expected(self, state: State) -> frozenset[str]:
        """The symbols that may come next."""
        return frozenset(symbol for s in state for symbol in self._next[s])

    @property
    def symbols(self) -> frozenset[str]:
        """All symbols that occur in the content."""
        return frozenset(symbol for arrows in self._next for symbol in arrows)
