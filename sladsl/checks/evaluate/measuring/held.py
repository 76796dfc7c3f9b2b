"""Tables whose rows are not here: a database holds them, measures them, and names those behind a value.

Whoever touches such a row without asking the engine is refused, so that nothing is ever measured over rows that are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from sladsl.model.algebra import OfField, Selection, ShareOfRecords
from sladsl.model.schema import Record
from sladsl.node import node
from sladsl.records.table import Records, Table, Value
from sladsl.time.stretches import Stretch

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.measured import Measured
    from sladsl.checks.evaluate.measuring.samples import Samples
    from sladsl.checks.evaluate.measuring.scope import Scope
    from sladsl.checks.evaluate.measuring.world import World


class Refused(Exception):
    """An engine cannot do this exactly. `clause` and `measure` say for what it was asked, where that is known."""

    def __init__(self, record: str, reason: str) -> None:
        super().__init__(record, reason)
        self.record = record
        self.reason = reason
        self.clause = ""
        self.measure = ""


class Holder(Protocol):
    """What an engine answers for a record that it holds. Every method raises `Refused` for what it cannot do exactly."""

    refused: list[Refused]
    """What was measured over the rows instead."""

    def of_field(self, node: OfField, scope: Scope) -> Measured: ...

    def count(self, selection: Selection, scope: Scope) -> Measured: ...

    def share_of_records(self, node: ShareOfRecords, scope: Scope) -> Measured: ...

    def samples(self, record: Record, world: World) -> Samples:
        """The streams with what is missing in them; their rows stay where they are."""

    def reach(self, record: Record, world: World) -> tuple[int, int] | None:
        """The first and the last instant by which rows belong; None where no row has one."""

    def several(self, record: Record, world: World, reach: Stretch) -> tuple[int, ...]:
        """The rows beside the first of those that are due once, or of a record without a cadence those that say what an earlier row says."""

    def going_back(self, record: Record, world: World, reach: Stretch) -> tuple[int, ...]:
        """The rows that follow in the file on a later one of their stream."""

    def outside(self, record: Record, world: World) -> tuple[int, ...]:
        """The rows outside the term."""

    def without(self, record: Record, rows: Collection[int], left: Table | None) -> Table:
        """The record without some of its rows; `left` are the others, where they are here."""

    def where(self, record: Record, row: int) -> str:
        """ "probes.parquet:12"."""

    def first(self, parts: Sequence[RowsElsewhere], most: int) -> tuple[int, tuple[str, ...]]:
        """How many rows there are in any of the parts, and where the first of them stand."""


@dataclass(frozen=True, slots=True, eq=False)
class RowsElsewhere:
    """Rows that made a value, in the order of time; the engine knows them by `which`."""

    holder: Holder
    which: object


@node
class Far(Sequence[Any]):
    """A sequence of a held record that nobody may look into; its last element may be known."""

    record: str
    last: int | None = None

    def _refuse(self) -> NoReturn:
        raise Refused(self.record, "its rows are looked at one by one")

    def __bool__(self) -> bool:
        return self.last is not None or self._refuse()

    def __len__(self) -> int:
        self._refuse()

    def __iter__(self) -> Iterator[Any]:
        self._refuse()

    def __getitem__(self, at: Any) -> Any:
        return self.last if at == -1 and self.last is not None else self._refuse()


class _Columns(Mapping[str, Sequence[Value]]):
    def __init__(self, record: Record) -> None:
        self._record = record

    def __getitem__(self, name: str) -> Sequence[Value]:
        raise Refused(self._record.name, f"its {name} is looked at row by row")

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._record.field(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in self._record.fields)

    def __len__(self) -> int:
        return len(self._record.fields)


@dataclass(frozen=True, eq=False)
class HeldTable(Table):
    """`far`: its rows are only there; `lines` then has the length of the table and nothing more. Otherwise they are here as well, and what
    the engine refuses is measured over them."""

    holder: Holder | None = None
    far: bool = False

    def where(self, row: int) -> str:
        return self.holder.where(self.record, row) if self.far and self.holder is not None else Table.where(self, row)

    def without(self, rows: Collection[int]) -> Table:
        left = None if self.far else Table.without(self, rows)
        return self.holder.without(self.record, rows, left) if self.holder is not None else Table.without(self, rows)


def far_table(record: Record, rows: int, file: str, holder: Holder) -> HeldTable:
    return HeldTable(record, _Columns(record), range(1, rows + 1), file, holder=holder, far=True)


def near_table(table: Table, holder: Holder) -> HeldTable:
    return HeldTable(table.record, table.columns, table.lines, table.file, table.further, holder=holder)


def far_holder(record: str, world: World) -> Holder | None:
    """Who holds a record whose rows are not here."""
    table = world.table(record)
    return table.holder if isinstance(table, HeldTable) and table.far else None


def asked_there(record: str, world: World, ask: Callable[[Holder], Measured]) -> Measured | None:
    """What the engine that holds the record measures; None where no engine does, or where it refuses and the rows are here as well."""
    table = world.table(record)
    if not isinstance(table, HeldTable) or table.holder is None:
        return None
    try:
        return ask(table.holder)
    except Refused as refused:
        if table.far:
            raise
        table.holder.refused.append(refused)
        return None


def without_far(records: Records) -> Records:
    """The records whose rows are here; of the others nobody knows."""
    here = {name: table for name, table in records.tables.items() if not (isinstance(table, HeldTable) and table.far)}
    return Records(here, records.rows_set_aside)
