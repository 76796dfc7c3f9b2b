"""From a settlement to the document of its statement."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import PurePath

from sladsl.checks.statement_json import statement_json
from sladsl.documents import written
from sladsl.documents.draft import party_lines
from sladsl.documents.house import PLAIN, House
from sladsl.documents.outline import outline_of
from sladsl.documents.statements import Given, draft_statement
from sladsl.documents.statements.wording import ENGLISH
from sladsl.documents.tree import Document
from sladsl.settling import Settled, exhibits_of


def statement_files(settled: Settled, formats: Collection[str], house: House = PLAIN) -> dict[str, bytes]:
    """The document of a statement in each of these formats, by file name ("statement.pdf"), and the statement as data. `house`: how a
    firm wants it. ValueError: a format that there is not. Misfit: a template of the house, or a sign that no font has."""
    assert settled.statement is not None
    made = written(statement_document(settled), formats, house, stem="statement")
    return {**made, "statement.json": statement_json(settled.statement).encode()}


def statement_document(settled: Settled) -> Document:
    """The document tree; the same settlement gives an equal one."""
    checked, statement, basis = settled.checked, settled.statement, settled.basis
    assert statement is not None
    assert basis is not None
    assert checked.tree is not None
    prints = [
        (ENGLISH.contract_file.format(PurePath(name).name), _sha256(text.encode()))
        for name, text in sorted(checked.sources.items())
    ]
    prints += [(ENGLISH.records_file.format(one.file), one.sha256) for one in settled.fingerprints]
    return draft_statement(
        Given(
            statement=statement,
            exhibits=exhibits_of(settled),
            plan=basis.plan,
            records=basis.records,
            clauses=outline_of(checked.tree, ENGLISH.clause_word).titles,
            parties=party_lines(checked.tree),
            source=PurePath(checked.source.path).name,
            prints=prints,
            data=_sha256(statement_json(statement).encode()),
            version=basis.plan.version,
        )
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
