"""Whether something can be told apart by a group: whether a record on which it rests belongs to a row of the group."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    AcrossGroup,
    FieldPeriods,
    Hysteresis,
    ItemValue,
    Measure,
    NamedMeasure,
    NamedPeriod,
    OverThings,
    Period,
    Scope,
    Selection,
)
from sladsl.model.moments import FieldPoint
from sladsl.model.node import nodes
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.names import plural_of
from sladsl.model.resolve.phrases import text_of, tidy, with_article
from sladsl.model.resolve.said import Said
from sladsl.syntax.tree import Phrase


def check_groups(
    of: Measure | Period | Selection, name: str, groups: tuple[str, ...], node: Phrase, ctx: Context
) -> None:
    """A finding for each group to which nothing behind the measure or period refers: it would have one value for all of them."""
    behind = records_behind(of, node, ctx) if groups else ()
    for group in groups:
        if behind and not any(_belongs(record, group, ctx) for record in behind):
            records = " and ".join(f"{with_article(record)}" for record in sorted(behind))
            ctx.refuse(
                "N082",
                node,
                f"{name} rests on the rows of {records}, and none of them says to which {group} it belongs",
                label=f"the same for every {group}",
                hint=f'Add the field "- {group}: {with_article(group)}" to the record.',
            )


def records_behind(root: object, node: Phrase, ctx: Context) -> set[str]:
    """The records whose rows are looked at, through all definitions."""
    found: set[str] = set()
    seen: set[str] = set()
    stack = [root]
    while stack:
        for part in nodes(stack.pop()):
            match part:
                case Selection(name=name) | NamedPeriod(name=name) | NamedMeasure(name=name):
                    if name in ctx.records:
                        found.add(name)
                    elif name not in seen and _is_defined(name, ctx):
                        seen.add(name)
                        stack.append(ctx.definition(name, node).body)
                case (
                    FieldPoint(record=name)
                    | Hysteresis(record=name)
                    | FieldPeriods(record=name)
                    | ItemValue(record=name)
                ):
                    found.add(name)
                case Scope(via=(record, _)):
                    found.add(record)
                case _:
                    pass
    return found


def ask_of_each(said: Said, bodies: dict[str, object], ctx: Context) -> None:
    """A level that is kept without a word on which of the things is meant of which its downtime is told apart ("of a Circuit")."""
    for phrase, measure, clause in ctx.kept_of_all:
        if clause in said.only_to:
            continue
        for group in sorted(_apart_for(measure, bodies, ctx)):
            ctx.clause = clause
            told = tidy(text_of(phrase))
            plural = ctx.records[group].plural if group in ctx.records else plural_of(group)
            question = f"Is {told} kept for each {group} alone, or for all of them together?"
            ctx.leave_open("C021", phrase, question, (f"{told} of all {plural} together", f"{told} of each {group}"))
            break
    ctx.clause = ""


def _apart_for(root: object, bodies: dict[str, object], ctx: Context) -> set[str]:
    """The things of which what lies behind the measure is told apart ("of a Circuit"), and of which nothing says which is meant."""
    apart: set[str] = set()
    said: set[str] = set()
    seen: set[str] = set()
    stack = [root]
    while stack:
        for part in nodes(stack.pop()):
            match part:
                case NamedMeasure(name=name, scopes=scopes) | NamedPeriod(name=name, scopes=scopes):
                    said |= {scope.name for scope in scopes}
                    if name not in seen and name in bodies:
                        seen.add(name)
                        apart |= ctx.of_a.get(name, set())
                        stack.append(bodies[name])
                case AcrossGroup(group=group) | OverThings(selection=group):
                    said.add(group.name)
                case Selection(scopes=scopes):
                    said |= {scope.name for scope in scopes}
                case _:
                    pass
    return apart - said


def _is_defined(name: str, ctx: Context) -> bool:
    declared = ctx.names.find(name)
    return declared is not None and declared.kind in (NameKind.MEASURE, NameKind.PERIOD, NameKind.SELECTION)


def _belongs(record: str, group: str, ctx: Context) -> bool:
    """Whether a row of the record is of one row of the group: the row itself, a choice that it has, or through references."""
    seen, open_ = {record}, [record]
    while open_:
        name = open_.pop()
        declared = ctx.records.get(name)
        if declared is None:
            continue
        if name == group or declared.reference_to(group) is not None:
            return True
        further = {f.record for f in declared.fields if f.record} - seen
        seen |= further
        open_ += further
    return False
