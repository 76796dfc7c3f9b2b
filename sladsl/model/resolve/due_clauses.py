"""Which duty is meant where a record is said to be due, in time or late: that of the clause in which it is said, where it has one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sladsl.findings import Place, error
from sladsl.model.agreement import Definition
from sladsl.model.algebra import AllHold, Done, InTime, Late, Selection
from sladsl.model.consequences import ByLateness
from sladsl.model.duties import Act, Document, Duty, EachRecord, Repeated
from sladsl.model.moments import DuePoint
from sladsl.model.node import nodes, rewritten
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.said import Said

Asked = InTime | Late | ByLateness | DuePoint


class DueClauses:
    """`times`: record → the (clause, field) of each sentence that sets a time for an act on it."""

    def __init__(self, said: Said, defined: tuple[Definition, ...], ctx: Context) -> None:
        self._ctx = ctx
        self._bodies = {definition.name: definition.body for definition in defined}
        self._times: dict[str, set[tuple[str, str]]] = {}
        for due in said.dues:
            self._set(due.selection.name, due.clause, due.field)
        for duty in said.duties:
            match duty.kind:
                case EachRecord(selection=selection, that=that):
                    for part in that.parts if isinstance(that, AllHold) else (that,):
                        if isinstance(part, Done) and part.limit is not None:
                            self._set(selection.name, duty.clause, part.field)
                case Document(record=record, field=field) | Repeated(record=record, field=field):
                    self._set(record, duty.clause, field)
                case Act(record=record, field=field, sets_time=True):
                    self._set(record, duty.clause, field)
                case _:
                    pass

    def _set(self, name: str, clause: str, field: str) -> None:
        self._times.setdefault(self._record(name), set()).add((clause, field))

    def _record(self, name: str) -> str:
        """The record behind a filtered one."""
        while isinstance(body := self._bodies.get(name), Selection) and name not in self._ctx.records:
            name = body.name
        return name

    def meant(self, node: Any, clause: str, place: Place, sentence: Any = None) -> Any:
        """The node with the clause named in each question that its own clause answers; a finding where several acts could be meant.
        `sentence`: all that it says, where the node is a part of it."""
        acts = {one.field for one in nodes(sentence or node) if isinstance(one, InTime | Late) and one.field}
        return rewritten(node, lambda one: self._named(one, acts, clause, place) if isinstance(one, Asked) else one)

    def _named(self, node: Asked, told: set[str], clause: str, place: Place) -> Asked:
        """`told`: the acts that the sentence names; "it is due" after "not Answered in time" is due to be answered."""
        if node.clause:
            return node
        record = self._record(node.selection.name if isinstance(node, ByLateness) else node.record)
        times = self._times.get(record, set())
        if field := getattr(node, "field", ""):
            setting = {own for own, act in times if act == field}
            return replace(node, clause=clause) if clause in setting and len(setting) > 1 else node
        if isinstance(node, DuePoint):
            own_times = {(own, field) for own, field in times if clause and own == clause}
            fields_of = {field for _, field in own_times or times}
            if len(fields_of) > 1 and len(fields_of & told) == 1:
                return replace(node, field=min(fields_of & told), clause=clause if own_times else "")
            if len({field for _, field in own_times}) > 1:
                self._unclear(record, own_times, clause, place)
                return node
        if clause and any(own == clause for own, _ in times):
            return replace(node, clause=clause) if len({own for own, _ in times}) > 1 else node
        by_act = {own for own, field in times if field in told}
        if len(told) == 1 and by_act:
            return replace(node, clause=min(by_act)) if len(by_act) == 1 else node
        if len({field for _, field in times}) > 1:
            self._unclear(record, times, clause, place)
        return node

    def _unclear(self, record: str, times: set[tuple[str, str]], clause: str, place: Place) -> None:
        acts = sorted({field for _, field in times})
        several = f"{', '.join(acts[:-1])} and {acts[-1]}"
        places = ", ".join(f'"{own}"' for own in sorted({own for own, _ in times if own != clause and own}))
        elsewhere = f"Put the sentence into the clause that sets the time ({places}), or write" if places else "Write"
        self._ctx.findings.append(
            error(
                "N212",
                f"a {record} has times to be {several}, and this sentence does not say which is meant",
                place,
                label="late for what?",
                hint=f'{elsewhere} "not {acts[0]} in time".',
                clause=clause,
            )
        )


def name_due_clauses(said: Said, defined: tuple[Definition, ...], ctx: Context) -> None:
    """Names the clause in the sentences of a text, so that "late" in one clause is not late by the time of another."""
    bodies = {definition.name: definition.body for definition in defined}
    said.duties = [_timed(one, bodies) for one in said.duties]
    find = DueClauses(said, defined, ctx)
    said.duties = [
        replace(
            one,
            kind=find.meant(one.kind, one.clause, one.place),
            only_if=find.meant(one.only_if, one.clause, one.place),
        )
        for one in said.duties
    ]
    said.consequences = [
        replace(
            one,
            trigger=find.meant(one.trigger, one.clause, one.place),
            guard=find.meant(one.guard, one.clause, one.place),
            effect=find.meant(one.effect, one.clause, one.place, (one.trigger, one.guard, one.effect)),
        )
        for one in said.consequences
    ]
    said.rules = [find.meant(one, getattr(one, "clause", ""), one.place) for one in said.rules]


def _timed(duty: Duty, bodies: dict[str, Any]) -> Duty:
    """An act on a row, such as to escalate it, sets its time; not where what calls for it is that the row is late by any time at all."""
    kind = duty.kind
    if not isinstance(kind, Act) or kind.limit is None or kind.each is None or kind.condition is not None:
        return duty
    said: list[object] = [kind.limit, kind.each]
    name = kind.each.name
    while name != kind.record and isinstance(body := bodies.get(name), Selection):
        said.append(body)
        name = body.name
    told = {one.field for part in said for one in nodes(part) if isinstance(one, InTime | Late)}
    after = {one.field for part in said for one in nodes(part) if isinstance(one, DuePoint)}
    asked = told | (after - {""} if len(told) == 1 else after)
    own = name == kind.record and bool(kind.field) and not asked & {"", kind.field}
    if not own:
        return duty

    def of_told(one: Any) -> Any:
        """ "not Answered in time, … after it is due": to be answered, wherever that stands."""
        return replace(one, field=min(told)) if isinstance(one, DuePoint) and not one.field and len(told) == 1 else one

    return replace(duty, kind=replace(kind, limit=rewritten(kind.limit, of_told), sets_time=True))
