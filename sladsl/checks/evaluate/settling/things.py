"""Of which row or piece a credit is, where a price, a cap or a rule names only its kind: "for one Circuit", "an Outage"."""

from __future__ import annotations

from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece, Scope


def spoken_of(name: str, scope: Scope) -> Bound | None:
    """What is bound to the name, or the row to which what is bound refers."""
    bound = scope.bound.get(name)
    return bound if bound is not None else referred(name, scope)


def apart(one: Bound | None, other: Bound | None) -> bool:
    """Two rows of one record, or two pieces: what is due "instead" for the one leaves what is due for the other."""
    match one, other:
        case Item(record=here), Item(record=there):
            return here == there and one != other
        case Piece(), Piece():
            return (one.start, one.end, one.item) != (other.start, other.end, other.item)
        case _:
            return False


def referred(name: str, scope: Scope) -> Item | None:
    """ "its Circuit": the row of the record to which a bound row, or the row of a bound piece, refers."""
    if scope.world.record(name) is None:
        return None  # a period: only what is bound has one
    of = scope.world.table(name)
    for value in scope.bound.values():
        item = value.item if isinstance(value, Piece) else value
        record = scope.world.record(item.record) if isinstance(item, Item) else None
        field = record.reference_to(name) if record is not None else None
        table = scope.world.table(item.record) if isinstance(item, Item) else None
        if field is None or field.record != name or table is None or of is None or not isinstance(item, Item):
            continue
        key = table.value(field.name, item.row) if item.row >= 0 else None
        if isinstance(key, str) and key in of.rows_by_key:
            return Item(name, of.rows_by_key[key])
    return None
