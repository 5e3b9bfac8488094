"""Events: what the record itself is (written, sent, routed, translated) and what it tells.

`find_events` works clause by clause. A word of a rule (`rules/*.toml`) is found by one automaton; the
rule's frame says who stands where around it; cues of the language say whether it is told as having
happened. Mentions of one event become one event with all its passages. `docs/events.md` is the guide to
the rule files.
"""

from converters.events.corpus import propose
from converters.events.engine import find_events
from converters.events.grammar import grammar
from converters.events.rules import EventRule, RuleError, describe
from converters.events.selfcheck import check
from tei.entities import Event

__all__ = ["Event", "EventRule", "RuleError", "check", "describe", "find_events", "grammar", "propose"]
