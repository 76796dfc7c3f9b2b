"""Contracts for the tests of documents: parsed, resolved and lowered by the real passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sladsl import interpretation
from sladsl.checks.lower import lower
from sladsl.documents import Outcome, draft_document
from sladsl.documents.tree import Document
from sladsl.findings import has_errors
from sladsl.model.agreement import Agreement
from sladsl.model.quantities import Quantity
from sladsl.model.resolve import resolve
from sladsl.syntax.parse import parse
from sladsl.syntax.source import Source

EXAMPLES = Path(__file__).parents[2] / "examples"
CONTRACTS = sorted(EXAMPLES.glob("*/*.sla"))

HEAD = """# Support Agreement

Version 1.0, dated 2 February 2026.

## Parties

"Provider" means "Acme Ltd", of "Leeds".
"Customer" means "Beta plc", of "Rome".

"""

Draft = Callable[..., Document]


def drafted(
    text: str,
    folder: Path | None = None,
    outcomes: tuple[Outcome, ...] = (),
    values: Mapping[str, Quantity] | None = None,
    path: str = "contract.sla",
    *,
    whole: bool = True,
    language: str = "en",
) -> Document:
    """The document of a text that has no errors (in its wording only, if not `whole`); agreements above it are read from `folder`."""

    def load(name: str) -> Agreement | None:
        above = interpretation.text_of(name)
        if above is None:
            assert folder is not None
            above = (folder / name).read_text("utf-8")
        source = Source(name, above)
        tree, _ = parse(source)
        assert tree is not None
        return resolve(tree, source, load)[0]

    source = Source(path, text)
    tree, findings = parse(source)
    assert tree is not None
    agreement, unclear = resolve(tree, source, load)
    assert not findings, findings
    assert not (whole and has_errors(unclear)), unclear
    plan = lower(agreement, values or {})
    given = replace(agreement, form_values=plan.form_values)
    return draft_document(tree, source, given, plan.readings, outcomes, language)


@pytest.fixture(params=CONTRACTS, ids=[f"{path.parent.name}/{path.stem}" for path in CONTRACTS])
def contract(request: pytest.FixtureRequest) -> Path:
    return Path(str(request.param))
