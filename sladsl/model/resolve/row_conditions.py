""" "If a Request is late, Provider shall credit Customer GBP 50.00": for each such Request, or once in a month in which there is one."""

from __future__ import annotations

from collections.abc import Iterable

from sladsl.findings import Place, error
from sladsl.model.algebra import HasCount, Quantifier, Records
from sladsl.model.consequences import Effect, Extend, Incur, OnCondition, Pay, Trigger
from sladsl.model.duties import Document, Duty
from sladsl.model.node import nodes_and_values
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import first, text_of, the
from sladsl.syntax.tree import Phrase


def note_row_condition(trigger: Trigger, effect: Effect, leads: Iterable[Phrase], ctx: Context) -> None:
    """Keep the finding until all duties are known: of a document there is only one a month, and nothing is open.

    An amount that speaks of the row itself ("10% of its Price") is due for each; "any Request in a month" is asked of the month.
    """
    condition = trigger.condition if isinstance(trigger, OnCondition) else None
    if not isinstance(condition, Records) or condition.quantifier is not Quantifier.SOME:
        return
    name = condition.selection.name
    if not isinstance(effect, Pay | Incur | Extend) or _speaks_of(name, effect):
        return
    tests = (first(lead, "test_record", "test_record_not") for lead in leads if lead.kind == "if_lead")
    test = next(one for one in tests if one is not None)
    subject = text_of(the(test, "subject"))
    counted = condition.that if isinstance(condition.that, HasCount) else None
    windowed = condition.selection.window is not None or (
        counted is not None and (counted.spec is not None or counted.selection.window is not None)
    )
    determiner, _, rows = subject.partition(" ")
    if determiner.lower() == "any" and windowed:
        return
    rest = text_of(test).removeprefix(subject).strip()
    that = "that " if test.kind == "test_record" else ""
    once = rows if windowed else f"{rows} in a month"
    finding = error(
        "N157",
        f'"If {text_of(test)}" does not say whether this is due for each or once',
        ctx.place(test),
        label="for each, or once?",
        hint=f'Write "For each {rows} {that}{rest}, …", or "If any {once} {rest}, …" for once.',
        clause=ctx.clause,
    )
    ctx.of_rows.append((name, finding))


def check_row_conditions(duties: Iterable[Duty], ctx: Context) -> None:
    documents = {duty.kind.record for duty in duties if isinstance(duty.kind, Document)}
    ctx.findings.extend(finding for name, finding in ctx.of_rows if name not in documents)


def _speaks_of(name: str, node: object) -> bool:
    return any(part == name for part in nodes_and_values(node, stop=(Place,)))
