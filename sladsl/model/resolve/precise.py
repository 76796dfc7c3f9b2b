"""Precise words for loose ones, made from the names of the contract: its fees, its parties, the times that its records tell."""

from __future__ import annotations

from collections.abc import Iterable

from sladsl.model.agreement import NameKind
from sladsl.model.moments import WindowUnit
from sladsl.model.resolve.context import Context
from sladsl.model.schema import FieldKind, Keeping, Record
from sladsl.syntax.tree import Phrase, Word

_PARTICIPLES = ("Sent", "Made", "Told", "Given", "Found", "Begun", "Known")


def open_or_wrong(
    ctx: Context, code: str, node: Phrase | Word, question: str, answers: Iterable[str], hint: str, *, label: str = ""
) -> Exception:
    """A question where the contract has the names for two answers; else the words are wrong, and the hint says what to write."""
    found = tuple(dict.fromkeys(answers))
    if len(found) > 1:
        return ctx.leave_open(code, node, question, found)
    return ctx.refuse(code, node, question, label=label, hint=hint)


def fees(ctx: Context) -> list[str]:
    """What a share can be of: the fee of each service, for the row that is meant where it is priced so, and all fees."""
    unit = (ctx.unit or WindowUnit.MONTH).value
    priced = [service for service in ctx.services if service.each in ctx.bound]
    found = [f"the {service.name} fee for that {service.each} and that {unit}" for service in priced]
    found += [f"the {service.name} fee for that {unit}" for service in ctx.services]
    found.append(f"the fees for that {unit}")
    return found if unit == "year" else [*found, "the fees for that year"]


def parties(ctx: Context) -> list[str]:
    """Who can owe something, in the order in which they are introduced."""
    return [name.text for name in ctx.names.all() if name.kind is NameKind.PARTY]


def moments(ctx: Context, act: str = "") -> list[str]:
    """From when a time limit can run: the edges of the stretch that is meant, the times of its row (but for that of the act itself);
    else the end of the month that is meant, or when a document for it is sent."""
    found: list[str] = []
    for item in reversed(ctx.bound):
        if item in ctx.records:
            found += times(ctx.records[item], act)
        elif (name := ctx.names.find(item)) is not None and name.kind is NameKind.PERIOD:
            found += ["it ends", "it starts"]
    unit = (ctx.unit or WindowUnit.MONTH).value
    return found if len(found) > 1 else [*found, f"the end of that {unit}", *([] if found else _documents(ctx, unit))]


def times(record: Record, act: str = "") -> list[str]:
    """The moments that a row tells. Those that every row has, if they are several."""
    told = [field for field in record.fields if field.kind in (FieldKind.TIME, FieldKind.DATE) and field.name != act]
    always = [field for field in told if not field.optional]
    names = [field.name for field in (always if len(always) > 1 else [*always, *(f for f in told if f.optional)])]
    return [f"it is {name}" if name.endswith("ed") or name in _PARTICIPLES else f"its {name}" for name in names]


def _documents(ctx: Context, unit: str) -> list[str]:
    """What is sent for each month."""
    sent = [record for record in ctx.records.values() if record.keeping is Keeping.SENDS and record.field("Sent")]
    monthly = [r.name for r in sent if any(f.kind is FieldKind.MONTH for f in r.fields)] if unit == "month" else []
    return [f"the {name} for that month is Sent" for name in monthly]
