"""What is unclear in a contract whose sentences can all be read: rules over its model and its plan, each a file of its own in `rules/`.

A rule is found by being in the folder; there is no list to edit.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from sladsl.ambiguity import rules
from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, in_order
from sladsl.model.agreement import Agreement


def check(agreement: Agreement, plan: Plan, *, whole: bool = True) -> tuple[Finding, ...]:
    """The findings of all rules, in the order of the text. Open points are warnings; what cannot be settled at all is an error.

    `whole` False: some sentences could not be read, so nothing is said of what is missing.
    """
    asked = [rule for rule in all_rules() if whole or not rule.needs_whole_text]
    return in_order(finding for rule in asked for finding in rule.check(agreement, plan))


@cache
def all_rules() -> tuple[Rule, ...]:
    """One rule for each module of the folder. ValueError: a module with no rule of its own, or with two."""
    return tuple(_rule_in(module.name) for module in pkgutil.iter_modules(rules.__path__))


def open_codes() -> frozenset[str]:
    """The codes of points that the parties still have to settle. They are warnings in a draft; a final text may have none."""
    return frozenset(code for rule in all_rules() if rule.leaves_open for code in rule.codes)


def _rule_in(name: str) -> Rule:
    module = importlib.import_module(f"{rules.__name__}.{name}")
    found = [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Rule) and kind.__module__ == module.__name__
    ]
    (only,) = found
    return only()


__all__ = ["Rule", "all_rules", "check", "open_codes"]
