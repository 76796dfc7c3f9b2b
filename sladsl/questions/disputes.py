"""Findings with their witnesses: what two honest readers make of the same events, found by search and settled exactly.

This is for those who read findings. Compiling and settling do without it, and so stay fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sladsl.ambiguity import all_rules
from sladsl.ambiguity.witness.assumed import assumed, assumptions_told
from sladsl.ambiguity.witness.product import together
from sladsl.ambiguity.witness.search import Search, Searched, Side, Witness
from sladsl.ambiguity.witness.telling import dispute_of
from sladsl.checks.figures import figure
from sladsl.checks.plan import Plan
from sladsl.compiler import Checked, standard_rules
from sladsl.findings import Dispute, Finding, Severity, in_order
from sladsl.model.quantities import Dimension, Unit
from sladsl.node import node
from sladsl.questions import READ_WITH_THE_TEXT, Question, plan_under, questions_of

RULES = "Standard Interpretation Rules, edition 1"


@node
class Disputed:
    """A question with its witness (None: none was found), and how far was searched. `sides`: the plan and readings of each answer."""

    question: Question
    sides: tuple[Side, ...]
    witness: Witness | None
    searched: Searched
    dispute: Dispute


def disputes_of(checked: Checked) -> tuple[Disputed, ...]:
    """A witness for each open question, in the order of the text. None are looked for while sentences cannot be read; what else a draft
    lacks (a zone, a price) is taken for granted."""
    if checked.plan is None or any(one.severity is Severity.ERROR and not _of_a_rule(one) for one in checked.findings):
        return ()
    questions = questions_of(checked)
    if not questions:
        return ()
    search = Search(standard_rules(RULES).chosen)
    plan = assumed(checked.plan)
    return _with_products(tuple(_disputed(one, checked, plan, search) for one in questions), plan, search)


def with_witnesses(checked: Checked, disputed: tuple[Disputed, ...] | None = None) -> tuple[Finding, ...]:
    """The findings, those that leave a question open with what hangs on it. Where no difference was found they are notes that say how far
    was searched. In the order of the text. `disputed`: where they are known already."""
    found = {
        (one.question.code, tuple(answer.sentence for answer in one.question.answers)): one.dispute
        for one in (disputes_of(checked) if disputed is None else disputed)
    }
    return in_order(_with(one, found) for one in checked.findings)


def sides_of(question: Question, checked: Checked, plan: Plan | None = None) -> tuple[Side, ...]:
    """The answers to a question, each with the plan under which it is settled. `plan`: that of the text where it lacks nothing, if it is
    at hand; what is settled on one plan is not settled again."""
    assert checked.plan is not None
    plan = plan or assumed(checked.plan)
    if not question.is_wording and question.name not in READ_WITH_THE_TEXT:
        return tuple(Side(one.value, plan, ((question.name, one.value),)) for one in question.answers)
    return tuple(Side(one.value, assumed(plan_under(checked, {question.name: one.value}))) for one in question.answers)


def _of_a_rule(finding: Finding) -> bool:
    """Whether the sentences could be read, and a rule finds what they lack."""
    return any(finding.code in rule.codes for rule in all_rules())


def _disputed(question: Question, checked: Checked, plan: Plan, search: Search) -> Disputed:
    sides = sides_of(question, checked, plan)
    witness, searched = search.witness(question.name, sides, question.clause)
    sentences = [one.sentence for one in question.answers]
    dispute = dispute_of(witness, searched, sides, sentences, search)
    if witness is not None and checked.plan is not None:
        dispute = replace(dispute, events=(*assumptions_told(checked.plan), *dispute.events))
    return Disputed(question, sides, witness, searched, dispute)


def _with_products(found: tuple[Disputed, ...], plan: Plan, search: Search) -> tuple[Disputed, ...]:
    """In the clause on which most money hangs, its greatest dispute says what all readings of its questions come to together."""
    priced = [one for one in found if one.witness is not None and one.dispute.currency]
    if not priced:
        return found
    greatest = max(priced, key=lambda one: one.dispute.spread)
    assert greatest.witness is not None
    clauses = greatest.witness.clauses
    mine = [
        (one.question.name, one.sides, one.witness)
        for one in priced
        if one.witness is not None and one.witness.clauses == clauses
    ]
    product = together(mine, search)
    if product is None:
        return found
    money = Unit(Dimension.MONEY, plan.currency)
    said = (
        f"{greatest.dispute.searched}; the {len(product.questions)} open questions of the clause that meet in such events together: "
        f"{product.readings} readings, {product.amounts} amounts, {figure(product.low, money)} to {figure(product.high, money)}"
    )
    told = replace(greatest, dispute=replace(greatest.dispute, searched=said))
    return tuple(told if one is greatest else one for one in found)


def _with(finding: Finding, found: Mapping[tuple[str, tuple[str, ...]], Dispute]) -> Finding:
    """A finding and a question are of the same thing where they offer the same sentences."""
    dispute = found.get((finding.code, tuple(one.sentence for one in finding.readings)))
    if dispute is None or not finding.readings:
        return finding
    return replace(finding, dispute=dispute, severity=finding.severity if dispute.claims else Severity.INFO)
