"""The statement of any agreement is a document: on records at random, for every agreement of the corpus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from jsonschema import Draft202012Validator

from sladsl import check
from sladsl.checks.evaluate.exhibits import exhibits
from sladsl.checks.evaluate.flaws import flaws_of
from sladsl.checks.evaluate.open import Usual
from sladsl.checks.evaluate.settle import evaluate
from sladsl.checks.statement_json import as_json, schema
from sladsl.checks.statement_text import statement_text
from sladsl.documents import to_html, to_markdown
from sladsl.documents.outline import outline_of
from sladsl.documents.statements import Given, draft_statement
from tests.checks import generated

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.sla"))
SAMPLE = Random(6).sample(CORPUS, 8)


def make(contract: Path, seed: int) -> None:
    checked = check(contract.read_text("utf-8"), file=str(contract))
    assert checked.plan is not None
    assert checked.tree is not None
    random = Random(f"{contract.name}{seed}")
    plan = generated.coarse(checked.plan)
    start = plan.term.start or date(2026, 1, 1)
    records = generated.records(random, plan, start, start + timedelta(days=100), 12)
    given = generated.readings(random, plan)
    readings = Usual(plan.readings, given)
    statement = evaluate(plan, records, readings)
    statement = replace(statement, flaws=flaws_of(plan, records, given, statement, last=None, as_of=None))
    Draft202012Validator(schema()).validate(as_json(statement))
    assert statement_text(statement).startswith(statement.agreement)
    titles = outline_of(checked.tree, "clause").titles
    shown = exhibits(plan, records, readings, statement)
    document = draft_statement(Given(statement, shown, plan, records, titles, (), contract.name, [], "ab" * 32))
    for written in (to_html(document), to_markdown(document)):
        for window in statement.windows:
            assert window.label.split(" (")[0] in written.replace("\\", "")


@pytest.mark.slow
@pytest.mark.parametrize("contract", SAMPLE, ids=lambda path: path.stem)
def test_the_statement_is_a_document(contract: Path) -> None:
    make(contract, 1)


@pytest.mark.proof
@pytest.mark.parametrize("contract", CORPUS, ids=lambda path: path.stem)
def test_every_statement_is_a_document(contract: Path) -> None:
    for seed in range(2, 5):
        make(contract, seed)
