"""Every rule that makes a statement says in prose what it does."""

from __future__ import annotations

import regesta
from converters.pipeline import describe

TEXT = """Memorandum of Conversation

Washington, August 17, 1976, 2:45 p.m.

PARTICIPANTS

Dr. Henry A. Kissinger, Secretary of State

In telegram 650 of 8/5 Mr. Brown said that nearly 60,000 residents had left [illegible] in mid-March.
"""


def test_no_rule_is_without_a_description() -> None:
    document = regesta.convert(TEXT)
    rules = {a.rule for a in document.annotations if a.rule} | {e.rule for e in document.events if e.rule}
    assert len(rules) > 5
    undescribed = [
        category.get("{http://www.w3.org/XML/1998/namespace}id")
        for category in document.tree.iter("{*}category")
        if "".join(category.itertext()) == fallback(str(category.get("{http://www.w3.org/XML/1998/namespace}id")))
    ]
    assert undescribed == []


def fallback(rule: str) -> str:
    return rule.replace(".", ": ").replace("-", " ")


def test_an_unknown_rule_is_shown_by_its_name() -> None:
    assert describe("mine.some-rule") == "mine: some rule"
