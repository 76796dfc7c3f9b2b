"""Whether a time is set where something is said to be due, in time or late: rows without one are neither, and nothing would follow."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.findings import Place, error
from sladsl.model.agreement import Definition
from sladsl.model.algebra import AllHold, AnyHolds, Done, InTime, Late
from sladsl.model.consequences import ByLateness
from sladsl.model.duties import Act, Document, EachRecord, Repeated
from sladsl.model.moments import DuePoint
from sladsl.model.node import nodes
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import with_article
from sladsl.model.resolve.said import Said

ANY = ""
"""Any act on the record; a document is due to be sent."""
_EITHER = 'Its duty may be done in one of two ways, each with a time of its own: write "If … does not, …" just below that duty.'


def check_due(said: Said, defined: tuple[Definition, ...], ctx: Context) -> None:
    """A finding for each sentence that asks whether an act is in time for which no sentence sets a time. `defined`: the text's own terms."""
    times = set(_times(said))
    either = {
        done.record
        for duty in said.duties
        for node in nodes(duty.kind)
        if isinstance(node, AnyHolds)
        for done in nodes(node)
        if isinstance(done, Done)
    }
    told: list[tuple[object, Place, str]] = [(d.body, d.place, "") for d in defined]
    told += [((duty.kind, duty.only_if), duty.place, duty.clause) for duty in said.duties]
    told += [((c.trigger, c.effect, c.guard), c.place, c.clause) for c in said.consequences]
    told += [(rule, rule.place, "") for rule in said.rules]
    for node, place, clause in told:
        for record, field in sorted({asked for asked in _asked(node) if asked not in times}):
            act = f"{with_article(record)} is due" + (f" to be {field}" if field else "")
            ctx.findings.append(
                error(
                    "N209",
                    f"nothing says when {act}",
                    place,
                    label="in time for what?",
                    hint=_EITHER
                    if record in either
                    else f'Write "Each {record} is due to be {field or "…"} within … after it is …", or a duty with that time.',
                    clause=clause,
                )
            )


def _times(said: Said) -> Iterator[tuple[str, str]]:
    """The records and fields for which a time is set."""
    for due in said.dues:
        yield from ((due.selection.name, due.field), (due.selection.name, ANY))
    for duty in said.duties:
        match duty.kind:
            case EachRecord(that=that):
                for part in that.parts if isinstance(that, AllHold) else (that,):
                    if isinstance(part, Done) and part.limit is not None:
                        yield from ((part.record, part.field), (part.record, ANY))
            case (
                Document(record=record, field=field)
                | Repeated(record=record, field=field)
                | Act(record=record, field=field, sets_time=True)
            ):
                yield from ((record, field), (record, ANY))
            case _:
                pass


def _asked(root: object) -> Iterator[tuple[str, str]]:
    for node in nodes(root):
        match node:
            case InTime(record=record, field=field) | Late(record=record, field=field):
                yield record, field
            case DuePoint(record=record):
                yield record, ANY
            case ByLateness(selection=selection):
                yield selection.name, ANY
            case _:
                pass
