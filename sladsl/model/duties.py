"""Duties: who owes what to whom. A duty is met, missed, excused, pending or undetermined, for each window, group or record that it covers."""

from __future__ import annotations

from sladsl.findings import Place
from sladsl.model.algebra import Condition, Measure, Misses, Period, Predicate, Scope, Selection
from sladsl.model.moments import Length, Limit, Point, WindowSpec
from sladsl.model.node import node, nodes
from sladsl.model.quantities import Bound, Comparison


@node
class Level:
    """Keep a measure in each window: "shall keep Monthly Uptime of each Region at or above 99.9% in each month".

    `group`: measured apart for each row of this record (or value of this choice field). `by_choice`: the comparison by the choice of a
    field of the bound group ("Class": gold ...) or, with two fields, by both; a choice without an entry owes nothing. `outside`: time in
    these periods is left out (of time, and samples in it). `window` None: for each row or piece of the group ("Temperature of each Shipment").
    """

    measure: Measure
    comparison: Comparison | None
    window: WindowSpec | None
    group: Selection | None = None
    by_choice: tuple[tuple[tuple[tuple[str, str], ...], Comparison], ...] = ()
    outside: tuple[Period, ...] = ()


@node
class EachRecord:
    """Each row of the selection fulfils `that`: "each Ticket with Priority 1 is Answered within 15 minutes after it is Opened".

    Settled for each row in the window (reading "month") to which it belongs. Where `that` is a `Done` with a limit, it sets when the row is due.
    """

    selection: Selection
    that: Predicate


@node
class Document:
    """Send a document for each window, within `limit` (its anchor is a point of the window): reports.

    The row that is for a window: its month field names it; without one, the first row after the window's end that is not for another.
    `field`: the time of sending.
    """

    record: str
    field: str
    window: WindowSpec
    limit: Limit


@node
class Repeated:
    """Send a document again and again for each row of `each`, from one point of the row until another: "every 2 hours from when it is Opened
    until it is Resolved".

    Rows of `record` refer to such a row. One that was due and was not sent is a row, too, though it stands in no file. From when the next one
    is due is a reading ("repeated act"). `field`: the time of sending; `lengths`: the interval by what the row of `each` is, as in a `Limit`.
    `once`: a single one is due for each row, within this limit ("For each Incident, … send a Report within 2 days after it is Closed").
    """

    record: str
    field: str
    each: Selection
    start: Point
    until: Point
    length: Length | None = None
    lengths: tuple[tuple[Predicate, Length], ...] = ()
    once: Limit | None = None


@node
class Act:
    """An act that a condition or a record calls for: escalate, notify, send a Correction Plan.

    `field`: the participle's field in the bound row (or in `record`'s row for it) that shows the act; empty: no record shows it, and the
    duty is undetermined. `each` binds the rows or pieces that call for it; `condition` is tested in each window of `window`.
    `sets_time`: the field is one of the bound row itself, and `limit` says of it when it is in time or late.
    """

    verb: str
    each: Selection | None
    condition: Condition | None
    window: WindowSpec | None
    record: str
    field: str
    limit: Limit | None
    sets_time: bool = False


@node
class Retain:
    """Keep rows for `length` after a point; give access to them within a time after a request. Settled by no record of this agreement."""

    record: str
    length: Length


@node
class Declared:
    """A duty, permission or prohibition that no record settles: reviews, efforts, access. It is printed and listed, never counted."""

    verb: str


DutyKind = Level | EachRecord | Document | Repeated | Act | Retain | Declared


@node
class Duty:
    """`name` is unique in the agreement ("Availability.1"). `only_if`: the clause applies only then; `modality`: shall, may or shall not.

    A duty to use efforts is `Declared`; where the reading "efforts" says that it binds, the duty itself stands beside it.
    """

    name: str
    clause: str
    who: str
    to: str
    kind: DutyKind
    text: str
    place: Place
    modality: str = "shall"
    only_if: tuple[Condition, ...] = ()
    only_to: Selection | None = None


def after_its_own_miss(duty: Duty) -> bool:
    """Whether a miss of the duty's own clause calls for it ("If Provider misses clause …, Provider shall send a Correction Plan" in that
    clause): what the miss calls for is no part of the miss."""
    conditions = (duty.only_if, duty.kind.condition if isinstance(duty.kind, Act) else None)
    return any(isinstance(part, Misses) and part.clause == duty.clause for part in nodes(conditions))


@node
class Due:
    """When an act on a record is due, without owing it: "Each Ticket is due to be Answered within …". Duties of kind EachRecord give the same."""

    selection: Selection
    field: str
    limit: Limit
    clause: str = ""


Timed = EachRecord | Document | Repeated | Act | Due
"""What says when an act on a row is due."""


@node
class Deemed:
    """Silence counts: "A Timesheet that is not Refused within 10 business days after its Day counts as Approved".

    Adds the state `status` to rows that fulfil the condition; `Done(record, status)` is then true for them, false for others.
    """

    record: str
    status: str
    when: Predicate


@node
class Quota:
    """ "may use up to 10 hours of Support in each month": the allowance whose unused part is a ledger."""

    name: str
    clause: str
    who: str
    used: Measure
    limit: Bound
    window: WindowSpec
    text: str
    place: Place
    scopes: tuple[Scope, ...] = ()
