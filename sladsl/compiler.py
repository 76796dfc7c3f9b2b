"""The passes on one screen: source → syntax → model → plan → findings, documents, checks, statement.

A pass that cannot finish still hands on what it has, so that later passes report too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cache

from sladsl import interpretation
from sladsl.ambiguity import check as check_rules
from sladsl.ambiguity.left_open import Point, accepted, left_open
from sladsl.checks.lower import lower
from sladsl.checks.plan import Plan
from sladsl.findings import Finding, Severity, has_errors, in_order
from sladsl.model.agreement import Agreement
from sladsl.model.given import given_values
from sladsl.model.loose import read_agreement
from sladsl.model.resolve import Loader
from sladsl.node import node
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

Reader = Callable[[str], str | None]
"""Gives the text of a file that an agreement names ("company-wide.sla"); None where there is none."""


@node
class Checked:
    """What one text comes to. `agreement` and `plan` hold what could be given a meaning, also where findings are errors.

    `sources`: the texts that were read, by file name, for the frames of findings. `values`: the order-form values that were given.
    `left_open`: the questions that the parties leave open on purpose.
    """

    source: Source
    tree: Phrase | None
    agreement: Agreement | None
    plan: Plan | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    left_open: tuple[Point, ...] = ()


def check(text: str, file: str, read: Reader, values: Mapping[str, str], today: date | None = None) -> Checked:
    """All findings of a text, and its plan under the order-form values that are given ("99.9%", "4 hours"). `today`: the day on which
    points that were left open until a day are looked at; None: before any of them."""
    made, misfits = _read(text, file, read, values)
    found = (*made.findings, *_prose(made.source, made.agreement))
    agreement, plan = made.agreement, made.plan
    if agreement is None or plan is None:
        return replace(made, findings=in_order((*found, *misfits)))
    rules = check_rules(agreement, plan, whole=not has_errors(found))
    points: tuple[Point, ...] = ()
    if made.tree is not None and agreement.left_open:
        points, unfit = left_open(agreement, plan, made.tree, made.source, today)
        rules = (*accepted(rules, points), *unfit)
    return replace(made, findings=in_order((*found, *misfits, *rules)), left_open=points)


def reread(checked: Checked, texts: Mapping[str, str]) -> Checked:
    """The same contract with other texts for some of its files: what its sentences mean then. Rules are not looked at."""
    known = {**checked.sources, **texts}
    own = checked.source.path
    return _read(known[own], own, known.get, checked.values)[0]


def _read(text: str, file: str, read: Reader, values: Mapping[str, str]) -> tuple[Checked, tuple[Finding, ...]]:
    """What the sentences mean, and what is wrong with the values that are given."""
    source = Source(file, text)
    sources = {file: source.text}
    tree, agreement, findings = read_agreement(source, _loader(read, sources, (file,)))
    if agreement is None:
        return Checked(source, tree, None, None, findings, sources), ()
    given, misfits = given_values(values, agreement.form_values)
    return Checked(source, tree, agreement, lower(agreement, given), findings, sources, values), misfits


def _prose(source: Source, agreement: Agreement | None) -> tuple[Finding, ...]:
    """What is unclear in block quotes. Nothing is settled by them, so it is no error."""
    if "\n>" not in source.text:
        return ()
    from sladsl.prose import review  # its rules take time to load, and most drafts have no prose
    from sladsl.prose.read.quotes import read_quotes

    names = {name.text for name in agreement.names} if agreement is not None else set()
    found = review(read_quotes(source.path, source.text), frozenset(names), source.text)
    return tuple(replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one for one in found)


def _loader(read: Reader, sources: dict[str, str], path: tuple[str, ...]) -> Loader:
    """Resolves the agreements above this one; one that names itself, by whatever way, is not found."""

    def load(name: str) -> Agreement | None:
        if interpretation.text_of(name) is not None:
            return standard_rules(name)
        if name in path:
            return None
        text = read(name)
        if text is None:
            return None
        source = Source(name, text)
        sources[name] = source.text
        return read_agreement(source, _loader(read, sources, (*path, name))).agreement

    return load


@cache
def standard_rules(title: str) -> Agreement:
    """A published set of interpretation rules, as an agreement that holds nothing but readings. KeyError: no such set."""
    text = interpretation.text_of(title)
    if text is None:
        raise KeyError(title)
    agreement = read_agreement(Source(title, text), lambda name: None).agreement
    assert agreement is not None
    return agreement
