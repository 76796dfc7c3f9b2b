"""Evidence: the rows that made a value, named only when somebody wants to see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sladsl.checks.evaluate.scope import Piece
from sladsl.checks.evaluate.world import World
from sladsl.checks.statement import Evidence
from sladsl.records.table import Table

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of a table, in the order of time. Rows that stand for others have no line and are left out."""

    table: Table
    rows: Sequence[int]


def evidence_of(sources: Iterable[Source]) -> tuple[Evidence, ...]:
    """For each record how many rows, and the first of them as "file:line"; a row that served twice counts once."""
    by_record: dict[str, tuple[Table, dict[int, None]]] = {}
    for source in sources:
        table, seen = by_record.setdefault(source.table.record.name, (source.table, {}))
        lines = table.lines
        seen |= dict.fromkeys(row for row in source.rows if row < len(lines) and lines[row] > 0)
    return tuple(
        Evidence(name, len(seen), tuple(f"{table.file}:{table.lines[row]}" for row in [*seen][:_SHOWN]))
        for name, (table, seen) in by_record.items()
        if seen
    )


def of_pieces(pieces: Iterable[Piece], world: World) -> tuple[Source, ...]:
    """The rows from which pieces come."""
    by_record: dict[str, list[int]] = {}
    for piece in pieces:
        if piece.item is not None:
            by_record.setdefault(piece.item.record, []).append(piece.item.row)
    found = ((world.table(record), rows) for record, rows in by_record.items())
    return tuple(Source(table, rows) for table, rows in found if table is not None)
