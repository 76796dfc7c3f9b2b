"""The rows that decided amounts and misses, as they stand in the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from sladsl.checks.figures import figure, local_time, plural
from sladsl.checks.statement import Evidence, State
from sladsl.documents.statements.blocks import link, table
from sladsl.documents.statements.duties import MOST_ROWS
from sladsl.documents.statements.given import Given
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.tree import Block, Reference, Section
from sladsl.model.quantities import PERCENT
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import OPEN_END, Value

_MOST_FIELDS = 6


def evidence_of(given: Given) -> tuple[tuple[Section, ...], dict[int, Reference]]:
    """A section for each amount, and for each miss without one; with references to those of amounts by their identity."""
    sections: list[Section] = []
    titles: dict[int, Reference] = {}
    seen: set[tuple[Evidence, ...]] = set()
    for window in given.statement.windows:
        told = [(one.clause, one.group, one.evidence, given.money(one.amount), id(one)) for one in window.credits]
        paid = {one.clause for one in window.credits if one.evidence}
        told += [
            (one.clause, one.group, one.evidence, one.measure or one.target, 0)
            for one in window.duties
            if one.state is State.MISSED and one.clause not in paid
        ]
        for clause, group, evidence, what, of in told:
            if not evidence or (evidence in seen and not of) or len(sections) >= MOST_ROWS:
                continue
            seen.add(evidence)
            named = ", ".join(piece for piece in (clause, group, what, window.label) if piece)
            title = f"{len(sections) + 1}. {named}"
            anchor = f"evidence-{len(sections) + 1}"
            if of:
                titles[of] = link(f"{WORDS.evidence} {len(sections) + 1}", anchor)
            sections.append(Section(title, anchor, tuple(_tables(evidence, given))))
    return tuple(sections), titles


def _tables(evidence: tuple[Evidence, ...], given: Given) -> Iterator[Block]:
    for one in evidence:
        count = plural(one.count, "row")
        whole = one.count == len(one.first)
        caption = (
            WORDS.rows_of.format(record=one.record, count=count)
            if whole
            else WORDS.first_rows.format(len(one.first), record=one.record, count=count)
        )
        source = given.records.get(one.record)
        fields = source.record.fields[:_MOST_FIELDS] if source is not None else ()
        rows = []
        for name in one.first:
            row = source.row_on(name) if source is not None else None
            cells = [_said(source.value(f.name, row), f, given) for f in fields] if source and row is not None else []
            rows.append((name, *(cells or [""] * len(fields))))
        yield table(caption, (WORDS.row, *(field.name for field in fields)), rows)


def _said(value: Value, field: Field, given: Given) -> str:
    zone = given.exhibits.zone
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case int() if field.kind is FieldKind.TIME:
            return local_time(value, zone)
        case int() | Fraction():
            return figure(Fraction(value), PERCENT if field.kind is FieldKind.PERCENT else field.unit)
        case (int() as year, int() as month) if field.kind is FieldKind.MONTH:
            return f"{year}-{month:02d}"
        case tuple():
            return "; ".join(
                f"{local_time(start, zone)} to {local_time(end, zone) if end < OPEN_END else '–'}"  # type: ignore[misc]
                for start, end in value
            )
        case _:
            return str(value)
