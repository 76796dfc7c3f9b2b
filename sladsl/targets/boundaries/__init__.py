"""Boundary tests: a pytest file that tries `checks.py` at each limit of each clause, with what the exact evaluator says there."""

from __future__ import annotations

import inspect
import pprint
import re
import textwrap
from typing import Any

from sladsl.ambiguity.witness.events_told import events_told
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.plan import Plan
from sladsl.checks.statement_json import as_json
from sladsl.model.algebra import Selection
from sladsl.model.consequences import ClaimRule
from sladsl.model.duties import Declared, Duty, Retain
from sladsl.model.node import nodes
from sladsl.model.readings import OpenReading
from sladsl.targets.boundaries import outcome as outcomes
from sladsl.targets.boundaries.cases import cases
from sladsl.targets.boundaries.events import CannotBeTold, told
from sladsl.targets.boundaries.in_order import Tried
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.target import Made, Target, Wanted
from sladsl.time.counting import MissingChoice
from sladsl.time.zones import date_of

_HEAD = '''"""Boundary tests of {title}: what checks.py must say at each limit of each clause.

    pytest test_boundaries.py

Each test gives events at a limit of the sentence that it quotes, or just beside it, in a world that is otherwise in order. What must
follow was worked out from the contract by another program than checks.py. Changed a clause? Make both files anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import checks

READINGS = {readings}
"""How these tests read what the contract leaves open."""


def settled(events, first, last, as_of, clauses):
    statement = checks.settle_events(events, date.fromisoformat(first), date.fromisoformat(last), READINGS, date.fromisoformat(as_of))
    return outcome(statement, clauses)


'''


def make(plan: Plan, wanted: Wanted) -> Made:
    fidelity = Fidelity(whole(plan))
    ground = Ground(plan, ())
    tests: list[str] = []
    names: set[str] = set()
    tried: set[str] = set()
    known: set[tuple[str, ...]] = set()
    for one in cases(plan):
        found = _test(one, plan, ground, names, known)
        if found:
            tests.append(found)
            tried.update(one.clauses)
    for part in whole(plan):
        if isinstance(part, Duty) and isinstance(part.kind, Declared | Retain):
            fidelity.left_out(part, "no record shows whether it is done, so that nothing can be tried")
        elif getattr(part, "clause", "") in tried or (isinstance(part, ClaimRule) and _claimed(part, tests)):
            fidelity.exact(part)
    fidelity.rest(
        "no case was found at its limits that can be told by a few events; the worked examples of the contract may try it"
    )
    readings = {one.slot.name: ground.usual(one.slot.name) for one in plan.readings if one.value is None}
    head = _HEAD.format(title=plan.agreement, readings=pprint.pformat(readings, width=110))
    source = "\n\n".join(
        [
            f"SECONDS = {{{', '.join(f'{name!r}: Fraction({str(value)!r})' for name, value in outcomes.SECONDS.items())}}}\n",
            inspect.getsource(outcomes.outcome),
            inspect.getsource(outcomes.figure),
            *tests,
        ]
    )
    return Made({"test_boundaries.py": (head + source).encode()}, fidelity.list())


def _test(one: Tried, plan: Plan, ground: Ground, names: set[str], known: set[tuple[str, ...]]) -> str:
    """The text of the test; "" where the case says nothing that another has not said, or cannot be told."""
    case = one.case
    first, last = date_of(case.first, plan.zone), date_of(case.last - 1, plan.zone)
    as_of = date_of(case.now - 1, plan.zone)
    events = case.all_events
    try:
        world = ground.world(events, {}, case.now)
        given = told(events, world, case.last - case.first)
        statement = as_json(ground.statement(events, {}, case.first, case.last, case.now))
    except (CannotBeTold, OpenReading, MissingChoice, ValueError, KeyError):
        return ""
    expected = outcomes.outcome(statement, one.clauses)
    key = (str(given), *expected)
    if key in known or not (expected or one.what):
        return ""
    known.add(key)
    what = [one.what] if one.what else list(events_told(case.events, plan))
    quoted = textwrap.wrap(f'Clause "{one.about.clause}", line {one.about.place.line}: {one.about.text}', 110)
    happens = [line for sentence in what for line in textwrap.wrap(sentence, 110)]
    doc = (
        "\n".join(f"    {line}" if line else "" for line in (*quoted, "", *happens))
        .replace("\\", "\\\\")
        .replace('"""', "'''")
    )
    name = _named(one, names)
    return (
        f'def {name}():\n    """\n{doc}\n    """\n'
        f"    events = {_literal(given)}\n"
        f"    assert settled(events, {str(first)!r}, {str(last)!r}, {str(as_of)!r}, {one.clauses!r}) == {_literal(expected)}\n"
    )


def _claimed(rule: ClaimRule, tests: list[str]) -> bool:
    """Whether a test has a claim of the kind that the rule asks for."""
    asked = {node.name for node in nodes(rule.conditions) if isinstance(node, Selection)}
    return any(f"{{'record': {name!r}" in test for name in asked for test in tests)


def _named(one: Tried, names: set[str]) -> str:
    stem = re.sub(r"\W+", "_", f"test_{one.about.clause}".casefold()).strip("_")
    number = 1
    while f"{stem}_{number}" in names:
        number += 1
    names.add(f"{stem}_{number}")
    return f"{stem}_{number}"


def _literal(value: Any) -> str:
    return textwrap.indent(pprint.pformat(value, width=110, sort_dicts=False), "    ").lstrip()


TARGET = Target("pytest", "tests of checks.py at the limits of each clause", make, needs=("python",))
