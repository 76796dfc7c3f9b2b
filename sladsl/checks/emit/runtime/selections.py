"""Selections: which rows, pieces and choices there are, and in which window each belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sladsl.checks.emit.runtime.answers import UNDEFINED, Answer
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import RecordSpec
from sladsl.checks.emit.runtime.documents import documents_of
from sladsl.checks.emit.runtime.lives import in_service
from sladsl.checks.emit.runtime.named import the
from sladsl.checks.emit.runtime.points import in_window
from sladsl.checks.emit.runtime.rows import Item, Items, Piece, Row
from sladsl.checks.emit.runtime.world import Scope, reading, samples_left


def select(
    s: Scope,
    name: str,
    where: Callable[[Scope], Answer] | None = None,
    window: Window | None = None,
    always: bool = True,
    missing_documents: bool = False,
    choices: Sequence[str] = (),
    timed: bool = False,
) -> Items:
    """The rows of a record, the pieces of a named period or the choices of a field that fulfil `where`.

    `window`: those that belong to it; with `always`, all, whenever they are. `missing_documents`: those that are due and absent count
    as rows. `timed`: rows belong by their time even where they have a service life.
    """
    if window is None and not always:
        return Items([], [])
    if choices:
        bound = s.bound.get(name)
        found = Items([bound] if bound is not None else list(choices), [])
    elif missing_documents:
        found = documents_of(s, name, window)
    elif s.world.contract.record(name) is not None:
        found = Items(_rows(s, name, window, timed), [])
    else:
        found = _defined(s, name, window, timed)
    return chosen(s, name, found, where) if where is not None else found


def scoped(s: Scope, rows: Callable[[Scope], Items]) -> Items:
    """The selection where something else is bound: "the Probes of its Backup Port"."""
    return rows(s)


def chosen(s: Scope, name: str, items: Items, where: Callable[[Scope], Answer]) -> Items:
    certain: list[Item] = []
    undecided: list[tuple[Item, str]] = []
    inner = s.leaving_out(()) if s.outside else s
    for item in items.certain:
        answer = where(inner.bind(name, item))
        if answer is True:
            certain.append(item)
        elif answer is not False and answer != UNDEFINED:
            undecided.append((item, str(answer)))
    for item, state in items.undecided:
        if where(inner.bind(name, item)) not in (False, UNDEFINED):
            undecided.append((item, state))
    return Items(certain, undecided, s.world.assume)


def _rows(s: Scope, name: str, window: Window | None, by_time: bool) -> list[Row]:
    spec = s.world.contract.record(name)
    timed = spec is not None and spec.belongs and (by_time or not any(spec.life)) and not _by_month(spec)
    rows = s.world.records_between(name, window) if window is not None and timed else s.world.all_rows(name)
    if window is not None and not timed:
        rows = [row for row in rows if _row_belongs(s, row, window, by_time)]
    if s.bound and spec is not None:
        rows = s.admitted(spec, rows)
    return [row for row in rows if samples_left(s, row.at)] if s.outside else rows


def _defined(s: Scope, name: str, window: Window | None, by_time: bool) -> Items:
    """A selection or period that has a name of its own."""
    meaning = the(s, name)
    if isinstance(meaning, Items):
        if window is None:
            return meaning
        return Items(
            [item for item in meaning.certain if _row_belongs(s, item, window, by_time)],
            [(item, state) for item, state in meaning.undecided if _row_belongs(s, item, window, by_time)],
            s.world.assume,
        )
    pieces = [piece for piece in meaning if _bound_piece(s, name, piece)]
    return Items(pieces if window is None else [one for one in pieces if piece_belongs(s, name, one, window)], [])


def _bound_piece(s: Scope, name: str, piece: Piece) -> bool:
    bound = s.bound.get(name)
    return not isinstance(bound, Piece) or (bound.start == piece.start and bound.row is piece.row)


def _row_belongs(s: Scope, item: Item, window: Window, by_time: bool) -> bool:
    """By its time; what has a service life belongs to the windows in which it is in service, and what has no time to all."""
    spec = s.world.contract.record(item.record) if isinstance(item, Row) else None
    if spec is not None and any(spec.life) and not by_time:
        return in_service(s.within(window), item) is not None
    if spec is not None and not spec.belongs:
        return True
    if spec is not None and isinstance(item, Row) and _by_month(spec):
        return in_window(s, item, spec.belongs, window)
    return isinstance(item, Row) and item.at is not None and window.start <= item.at < window.end


def _by_month(spec: RecordSpec) -> bool:
    field = spec.field(spec.belongs)
    return field is not None and field.kind == "month"


def piece_belongs(s: Scope, name: str, piece: Piece, window: Window) -> bool:
    """Whether the piece counts in the window when pieces are counted."""
    # One without length at the very start of a window is in it.
    if piece.start >= window.end or (piece.end <= window.start and piece.start < window.start):
        return False
    if window.start <= piece.start and piece.end <= window.end:
        return True
    how = reading(s, f"piece belongs/{name}", "straddling", otherwise="start")
    if how in ("start", "where it starts"):
        return window.start <= piece.start < window.end
    if how in ("end", "where it ends"):
        # One that has not ended counts where it starts, until its end is known.
        return window.start < piece.end <= window.end and not piece.open
    return True
