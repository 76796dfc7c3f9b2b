"""Prose that is not written in the language: whole foreign documents, and the block quotes of a contract. Rules look for wordings, figures
and references that two honest readers take differently, under the codes of the catalogue; each is a file in `rules/`, found by being there.

The rules hold no grammar of English. They look for what is written down in them, and are silent about everything else.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from sladsl.findings import Finding, in_order
from sladsl.prose import rules
from sladsl.prose.draft import Draft
from sladsl.prose.rule import Rule, WordRule
from sladsl.prose.text import Document


def review(document: Document, terms: frozenset[str] = frozenset(), beside: str = "") -> tuple[Finding, ...]:
    """What two readers could read differently, in the order of the text. `terms` are defined, and `beside` is said, elsewhere."""
    draft = Draft(document, terms, beside)
    return in_order(finding for rule in all_rules() for finding in rule.check(draft))


@cache
def all_rules() -> tuple[Rule, ...]:
    """One rule for each module of the folder. ValueError: a module with no rule of its own, or with two."""
    return tuple(_rule_in(module.name) for module in pkgutil.iter_modules(rules.__path__))


def _rule_in(name: str) -> Rule:
    module = importlib.import_module(f"{rules.__name__}.{name}")
    found = [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Rule) and kind.__module__ == module.__name__
    ]
    (only,) = found
    return only()


__all__ = ["Rule", "WordRule", "all_rules", "review"]
