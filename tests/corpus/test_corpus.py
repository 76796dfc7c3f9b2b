"""What real agreements say, in the language: clean, worked examples that hold, disputed readings that each give their own figure."""

from __future__ import annotations

from pathlib import Path

import pytest

import sladsl
from sladsl.checks.evaluate.examples.standing import stands_for_something
from sladsl.findings import Severity
from sladsl.worked_examples import run_examples
from tests.corpus.contracts import CONTRACTS, FOLDER, Variant, variants

by_name = pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)


@by_name
def test_the_text_is_in_its_canonical_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert sladsl.format(text, file=path.name) == (text, ())


@by_name
def test_nothing_is_wrong_or_left_open_and_every_worked_example_holds(path: Path) -> None:
    """Told by what makes the document: it runs the examples, and some take seconds."""
    compiled = sladsl.compile(path.read_text("utf-8"), file=str(path), formats=("html", "md"))
    assert [f"{one.code} {one.place}: {one.message}" for one in compiled.findings] == []
    assert {"contract.md", "contract.html", "checks.py", "plan.json"} <= set(compiled.files)
    assert compiled.checked.plan is not None
    assert compiled.checked.plan.examples != (), "the contract has no worked example"


@pytest.mark.slow
@by_name
def test_every_worked_example_stands_for_a_sentence(path: Path) -> None:
    checked = sladsl.check(path.read_text("utf-8"), file=str(path))
    assert [f"{one.code} {one.clause}" for one in run_examples(checked, standing=True)[1]] == []


DOUBLY_GUARDED = {
    "account_able": ("Forty-five minutes",),
    "google_cloud_storage_2019": ("99.95%",),
    "prowebis": ("Not claimed",),
}
"""Examples of no payment that hang on a claim alone, on a level that the table repeats, or on a condition before "for each"."""


@pytest.mark.parametrize("name", DOUBLY_GUARDED)
def test_an_example_of_no_payment_stands_for_the_sentence_that_decides_it(name: str) -> None:
    plan = sladsl.check((FOLDER / f"{name}.sla").read_text("utf-8")).plan
    assert plan is not None
    told = [one for one in plan.examples if one.title in DOUBLY_GUARDED[name]]
    assert [one.title for one in told if not stands_for_something(plan, one)] == []
    assert len(told) == len(DOUBLY_GUARDED[name])


@pytest.mark.parametrize("variant", variants(), ids=lambda variant: variant.name)
def test_each_reading_gives_its_own_figure(variant: Variant) -> None:
    """The example of a reading holds where the reading is stated, and not in the contract as it stands."""
    assert broken(variant.text(), variant.contract) == []
    assert broken(variant.text(edited=False), variant.contract) != [], "the other reading gives the same"


def broken(text: str, path: Path) -> list[str]:
    """Every error of a text, contradicted worked examples among them."""
    ours = sladsl.check(text, file=str(path))
    return [
        f"{one.code} {one.place}: {one.message}"
        for one in (*ours.findings, *run_examples(ours)[1])
        if one.severity is Severity.ERROR
    ]
