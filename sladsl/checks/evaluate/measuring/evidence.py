"""Evidence: the rows that made a value, named only when somebody wants to see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from sladsl.checks.evaluate.measuring.held import RowsElsewhere
from sladsl.checks.evaluate.measuring.scope import Piece
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.statement import Evidence
from sladsl.model.node import node
from sladsl.records.table import Table

_SHOWN = 20


@node
class Source:
    """Rows of a table, in the order of time, or how to find them. Rows that stand for others have no line and are left out."""

    table: Table
    found: Sequence[int] | Callable[[], Sequence[int]] | RowsElsewhere

    @property
    def rows(self) -> Sequence[int]:
        assert not isinstance(self.found, RowsElsewhere)
        return self.found() if callable(self.found) else self.found


def evidence_of(sources: Iterable[Source]) -> tuple[Evidence, ...]:
    """For each record how many rows, and the first of them as "file:line"; a row that served twice counts once."""
    by_record: dict[str, list[Source]] = {}
    for source in sources:
        by_record.setdefault(source.table.record.name, []).append(source)
    out: list[Evidence] = []
    for name, parts in by_record.items():
        elsewhere = [part.found for part in parts if isinstance(part.found, RowsElsewhere)]
        if elsewhere:
            count, first_rows = elsewhere[0].holder.first(elsewhere, _SHOWN)
            if count:
                out.append(Evidence(name, count, first_rows))
            continue
        # Of a sampled record one table may have further rows, which stand for others; the rows of both have the same numbers.
        table = max((part.table for part in parts), key=len)
        rows = parts[0].rows if len(parts) == 1 else [*dict.fromkeys(row for part in parts for row in part.rows)]
        line_of = table.lines.__getitem__
        count = sum(map(bool, map(line_of, rows)))
        first = islice((row for row in rows if line_of(row)), _SHOWN)
        if count:
            out.append(Evidence(name, count, tuple(map(table.where, first))))
    return tuple(out)


def of_pieces(pieces: Iterable[Piece], world: World) -> tuple[Source, ...]:
    """The rows from which pieces come."""
    by_record: dict[str, list[int]] = {}
    for piece in pieces:
        if piece.item is not None:
            by_record.setdefault(piece.item.record, []).append(piece.item.row)
    found = ((world.table(record), rows) for record, rows in by_record.items())
    return tuple(Source(table, rows) for table, rows in found if table is not None)
