"""Boundary tests pass against the checks of their contract, and fail against checks of a contract that differs in one comparison, one tier or
one window."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from random import Random
from types import ModuleType

import pytest

from sladsl.checks.emit import emit
from sladsl.checks.plan import Plan
from sladsl.model.algebra import InWindows
from sladsl.model.consequences import Bands, FromTable, OnCondition, Pay
from sladsl.model.duties import EachRecord, Level
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import Bound, Comparator, Comparison, Quantity
from sladsl.targets import load
from sladsl.targets.boundaries.cases import cases
from sladsl.targets.target import Wanted
from tests.mutation.mutants import mutants
from tests.mutation.proof import listed
from tests.targets.contracts import ALL, EXAMPLES, ROOT, made_of, name_of, plan_from, plan_of

SMALL = """# Hosting
## Parties
"Provider" means "Northwind Hosting Ltd", of "1 Dock Street, Leeds, England".
"Customer" means "Contoso Retail Ltd", of "2 Mill Lane, York, England".
## Term
This agreement takes effect on 1 January 2026 and continues for 12 months. Times are in Europe/London.
This agreement follows the Standard Interpretation Rules, edition 1. Credits are due without a claim.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
## Services
"Web Hosting" is a service that Provider supplies to Customer for GBP 500.00 a month.
A "Ticket" is a record that Provider keeps in "Jira", with:
- Opened: time
- Answered: time, if any

A "Reading" is a record that Provider keeps in "Grafana", with:
- Day: date
- Uptime: percent

## Service levels
"Monthly Uptime" means the average Uptime of the Readings in a month.
### Availability
Provider shall keep Monthly Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer a share of the Web Hosting fee for that month:

| Monthly Uptime                 | Credit |
| ------------------------------ | ------ |
| at least 99.0% but below 99.9% | 10%    |
| below 99.0%                    | 25%    |

### Tickets
Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.
For each Ticket not Answered in time, Provider shall credit Customer GBP 20.00.
### Termination
If Monthly Uptime is below 99.0% in 2 of any 3 consecutive months, Customer may terminate this agreement by at least 30 days' notice.
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_from(SMALL)


@pytest.fixture(scope="module")
def text(plan: Plan) -> str:
    return load("pytest").make(plan, Wanted()).files["test_boundaries.py"].decode()


def failed(tests: str, plan: Plan, *, quick: bool = False) -> list[str]:
    """The boundary tests that do not hold of the checks of a plan; with `quick` the first of them, and none that makes samples."""
    checks = module("checks", emit(plan))
    names, out = module("test_boundaries", tests, checks=checks), []
    for name, test in vars(names).items():
        if not name.startswith("test_") or (quick and "from_to" in "".join(map(str, test.__code__.co_consts))):
            continue
        try:
            test()
        except Exception:  # whatever a changed module does instead is noticed
            out.append(name)
            if quick:
                break
    return out


def module(name: str, text: str, **known: ModuleType) -> ModuleType:
    made = ModuleType(name)
    before = dict(sys.modules)
    sys.modules.update({name: made, **known})
    try:
        exec(compile(text, f"{name}.py", "exec"), made.__dict__)
    finally:
        for each in (name, *known):
            sys.modules.pop(each) if each not in before else sys.modules.update({each: before[each]})
    return made


@pytest.mark.slow
def test_they_run_with_pytest_beside_the_checks(plan, text, tmp_path):
    (tmp_path / "checks.py").write_text(emit(plan))
    (tmp_path / "test_boundaries.py").write_text(text)
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_boundaries.py"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout
    assert " passed" in ended.stdout


def test_each_clause_is_tried_at_its_limits(text):
    assert "Monthly Uptime is 99.899% from" in text
    assert "Monthly Uptime is 99.9% from" in text
    assert "Monthly Uptime is 99.001% from" in text
    assert "'Answered': '2026-04-10T14:00:00'" in text or "T14:00:00'" in text


def changed_level(plan: Plan, **change: object) -> Plan:
    duty = next(one for one in plan.duties if isinstance(one.kind, Level))
    return replace(
        plan, duties=tuple(replace(d, kind=replace(d.kind, **change)) if d is duty else d for d in plan.duties)
    )


def comparison(plan: Plan) -> Plan:
    duty = next(one for one in plan.duties if isinstance(one.kind, Level))
    (bound,) = duty.kind.comparison.bounds
    return changed_level(plan, comparison=Comparison((Bound(Comparator.MORE_THAN, bound.limit),)))


def limit(plan: Plan) -> Plan:
    duty = next(one for one in plan.duties if isinstance(one.kind, Level))
    (bound,) = duty.kind.comparison.bounds
    more = Quantity(bound.limit.value - Fraction(2, 100_000), bound.limit.unit)
    return changed_level(plan, comparison=Comparison((Bound(bound.comparator, more),)))


def window(plan: Plan) -> Plan:
    return changed_level(plan, window=WindowSpec(WindowUnit.QUARTER))


def tier(plan: Plan) -> Plan:
    """The lower row ends at "at most 99.0%" instead of "below 99.0%"."""
    return with_table(
        plan,
        lambda rows: (
            rows[0],
            replace(rows[1], comparison=Comparison((Bound(Comparator.AT_MOST, rows[1].comparison.bounds[0].limit),))),
        ),
    )


def cells(plan: Plan) -> Plan:
    return with_table(plan, lambda rows: (replace(rows[0], cells=rows[1].cells), rows[1]))


def with_table(plan: Plan, change) -> Plan:
    def of(one):
        if isinstance(one.effect, Pay) and isinstance(one.effect.amount, FromTable):
            table: Bands = one.effect.amount.table
            return replace(
                one,
                effect=replace(
                    one.effect, amount=replace(one.effect.amount, table=replace(table, rows=change(table.rows)))
                ),
            )
        return one

    return replace(plan, consequences=tuple(of(one) for one in plan.consequences))


def time_limit(plan: Plan) -> Plan:
    def of(duty):
        if not isinstance(duty.kind, EachRecord):
            return duty
        limit = duty.kind.that.limit
        longer = replace(limit, length=replace(limit.length, amount=limit.length.amount + 1))
        return replace(duty, kind=replace(duty.kind, that=replace(duty.kind.that, limit=longer)))

    return replace(plan, duties=tuple(of(duty) for duty in plan.duties))


def months(**change: int):
    def made(plan: Plan) -> Plan:
        def of(one):
            if isinstance(one.trigger, OnCondition) and isinstance(one.trigger.condition, InWindows):
                return replace(one, trigger=replace(one.trigger, condition=replace(one.trigger.condition, **change)))
            return one

        return replace(plan, consequences=tuple(of(one) for one in plan.consequences))

    return made


CHANGES = {
    "a comparison": comparison,
    "a limit": limit,
    "a window": window,
    "the end of a tier": tier,
    "what a tier gives": cells,
    "a time limit, by a second": time_limit,
    "so many months, one more": months(least=3),
    "of so many months, one more": months(of=4),
}


def test_they_hold_of_the_checks_that_they_are_made_for(plan, text):
    assert failed(text, plan) == []


@pytest.mark.parametrize(
    "change",
    [
        one if one in ("a comparison", "a window", "the end of a tier") else pytest.param(one, marks=pytest.mark.slow)
        for one in CHANGES
    ],
)
def test_a_change_is_noticed(plan, text, change):
    changed = CHANGES[change](plan)
    assert changed != plan
    assert failed(text, changed, quick=True)


# --- the examples and the corpus ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [one for one in EXAMPLES if name_of(one) in ("development-retainer", "uptime-probes")], ids=name_of
)
def test_those_of_an_example_hold(path):
    text = made_of("pytest", path).files["test_boundaries.py"].decode()
    assert text.count("\ndef test_") > 20
    assert failed(text, plan_of(path), quick=True) == []


@pytest.mark.proof
@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_those_of_every_agreement_hold(path):
    if any(one.slot.name.startswith("wording/") for one in plan_of(path).readings):
        pytest.skip("its words are open")
    assert failed(made_of("pytest", path).files["test_boundaries.py"].decode(), plan_of(path)) == []


SAMPLE = 24
"""So many changes of each example, drawn with a seed of their own."""


@pytest.mark.proof
def test_changes_of_clauses_are_noticed():
    """Of changes of any kind to a duty or a consequence, without those that no judge of the examples notices (`tests/mutation`): at least 95%
    of the sample."""
    unseen, tried = [], 0
    for path in EXAMPLES:
        plan, name = plan_of(path), name_of(path)
        text = made_of("pytest", path).files["test_boundaries.py"].decode()
        clauses = {one.name for one in (*plan.duties, *plan.consequences)}
        alike = listed(name, "unseen", "alike", "unsaid")
        own = [one for one in mutants(plan) if one.path.partition(",")[0] in clauses and one.path not in alike]
        sample = Random(1).sample(own, min(SAMPLE, len(own)))
        unseen += [f"{name}: {one.path}" for one in sample if not failed(text, one.plan, quick=True)]
        tried += len(sample)
    assert len(unseen) <= tried / 20, unseen


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("at least 4 Interruptions in any 30", ["1, 2, 3, 30", "1, 2, 3, 31", "1, 2, 3"]),
        ("more than 4 Interruptions in any 30", ["1, 2, 3, 4, 30", "1, 2, 3, 4, 31", "1, 2, 3, 4"]),
        ("at least 4 Interruptions in any 2", ["1, 1, 1, 2", "1, 1, 1, 3", "1, 1, 1"]),
    ],
)
def test_just_enough_stretches_lie_in_days_that_slide(said, days):
    text = (ROOT / "examples/interconnection/contract.sla").read_text("utf-8")
    plan = plan_from(text.replace("at least 4 Interruptions in any 30", said))
    told = [one.what for one in cases(plan) if "on the days" in one.what]
    assert told == [f"Interruption on the days {one}, of two hours each" for one in days]


@pytest.mark.parametrize(("each", "lowest"), [("2%", "99.299%"), ("0%", "99.699%")])
def test_steps_are_counted_to_the_most_that_is_paid(each, lowest):
    """Of 2% up to 10% the fifth full step is the last, and one more is tried; of nothing there is no last step."""
    before, _, rest = SMALL.partition("If Provider does not,")
    owed = f"""For each full 0.1 percentage points by which Monthly Uptime in a month falls short of 99.9%, Provider shall credit
Customer {each} of the Web Hosting fee for that month, up to 10% of that fee.

"""
    plan = plan_from(before + owed + rest[rest.index("### Tickets") :])
    told = [one.what.split()[3] for one in cases(plan) if one.clauses == ("Availability",) and one.what]
    assert min(told, key=lambda one: Fraction(one.rstrip("%"))) == lowest
