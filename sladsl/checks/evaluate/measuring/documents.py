"""Which row of a record answers for an act that is owed."""

from __future__ import annotations

from sladsl.checks.evaluate.measuring.limits import document_row
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.model.algebra import Selection
from sladsl.model.duties import Document
from sladsl.model.moments import Limit, LimitKind, Supplied, WindowEdge, WindowSpec

_AT_END = Limit(LimitKind.BY, WindowEdge(Supplied(), True))


def row_for(record: str, field: str, spec: WindowSpec, scope: Scope) -> Item | None:
    """The bound row itself, where it is one of the record; else the first row that refers to what is bound; else that for the window."""
    bound = scope.item(record)
    if bound is not None:
        return bound
    world = scope.world
    of = world.record(record)
    if of is not None and any(of.reference_to(name) is not None for name in scope.bound):
        node = world.once(("documents", "all", record), lambda: Selection(record))
        found = select(node, scope)
        return next((item for item in found.items if isinstance(item, Item)), None)
    document = world.once(("documents", record, field, spec), lambda: Document(record, field, spec, _AT_END))
    return document_row(document, scope.window, world)[1]
