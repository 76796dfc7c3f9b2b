"""Examples that the compiler makes: what follows at each limit, with a cap and with a carry-over, against figures worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from sladsl.compiler import check
from sladsl.digest import digest_of
from sladsl.digest.facts import CarriedOver, Case, Extended, Kind, MadeExample, Paid, Rows, Value
from tests.digest.contracts import CORPUS, ROOT, digest


def made(name: str, kind: Kind) -> list[MadeExample]:
    return [one for one in digest(name).examples if one.kind is kind]


def value(case: Case) -> Fraction:
    (given,) = case.given
    assert isinstance(given, Value)
    return given.value


def paid(case: Case) -> list[Fraction]:
    return [one.amount for one in case.follows if isinstance(one, Paid)]


def test_each_tier_boundary_has_its_credit() -> None:
    """10% of GBP 4,000 from 99.0%, 25% from 95.0%, all of it below; nothing at 99.9%."""
    (example,) = made("examples/managed-hosting/contract.sla", Kind.BOUNDARY)
    found = {value(case): paid(case) for case in example.cases}
    assert found == {
        Fraction("0.999"): [],
        Fraction("0.99"): [400],
        Fraction("0.95"): [1000],
        Fraction("0.925"): [4000],
    }
    assert example.cases[1].arithmetic[-1] == "10% of the Web Hosting fee for April 2026 (GBP 4,000.00) is GBP 400.00"


def test_a_cap_cuts_the_worst_month() -> None:
    """The whole fee for downtime and GBP 100 for each of 4 tickets, against a cap of the fee."""
    (example,) = made("examples/managed-hosting/contract.sla", Kind.CAP)
    (case,) = example.cases
    assert [one.count for one in case.given if isinstance(one, Rows)] == [4]
    assert paid(case) == [4000]
    assert [one.amount for one in case.whole] == [4400]


def test_steps_go_on_until_the_limit_of_the_sentence() -> None:
    """1 day of extension for each full point below 97%, up to 10 days."""
    (example,) = made("examples/development-retainer/contract.sla", Kind.BOUNDARY)
    days = {value(case): [one.count for one in case.follows if isinstance(one, Extended)] for case in example.cases}
    assert days[Fraction("0.97")] == []
    assert days[Fraction("0.96")] == [1]
    assert days[Fraction("0.77")] == [10]


def test_what_is_carried_over_is_used_and_lapses() -> None:
    """Short by 5 hours of 40, made good by 2.5 in the next month; the rest lapses after two months and is refunded at GBP 75 an hour."""
    (example,) = made("tests/corpus/studio_retainer.sla", Kind.CARRIED)
    held = [[one.amount / 3600 for one in case.follows if isinstance(one, CarriedOver)] for case in example.cases]
    assert held == [[5], [Fraction("2.5")], [], []]
    assert [paid(case) for case in example.cases] == [[], [], [Fraction("187.5")], []]


def test_what_a_cap_cuts_is_told_in_the_month_to_which_it_is_carried() -> None:
    (example,) = made("tests/corpus/ingredient_supply.sla", Kind.CAP)
    first, second = example.cases
    assert sum(paid(first)) + sum(paid(second)) == sum(one.amount for one in first.whole)


def test_what_the_author_shows_is_not_made_again() -> None:
    """Its own examples speak of each limit of its table."""
    assert made("tests/corpus/accord_project_sla.sla", Kind.BOUNDARY) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPUS[::8], ids=lambda path: path.stem)
def test_examples_of_the_corpus_are_made(path: Path) -> None:
    for example in digest(str(path.relative_to(ROOT))).examples:
        assert all(case.follows for case in example.cases if case.arithmetic)
        assert any(case.follows for case in example.cases)


def test_a_draft_without_a_day_of_effect_has_examples() -> None:
    """Its past has no end: they are settled as if it took effect on some day."""
    text = (ROOT / "tests/corpus/verizon_wavelength.sla").read_text("utf-8")
    said = "This agreement takes effect on 1 January 2026 and continues for 36 months.\n"
    plan = check(text.replace(said, ""), "draft.sla", lambda name: None, {}).plan
    assert plan is not None
    assert plan.term.start is None
    assert digest_of(plan).examples
