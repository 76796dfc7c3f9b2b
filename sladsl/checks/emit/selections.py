"""Selections and predicates as Python expressions."""

from __future__ import annotations

from typing import assert_never

from sladsl.checks.emit.literals import COMPARATORS, number, spec
from sladsl.checks.emit.moments import Moments
from sladsl.checks.emit.source import Code, Function, call, text, texts
from sladsl.model import algebra as a
from sladsl.model import moments as m
from sladsl.model.node import nodes_and_values
from sladsl.model.quantities import Quantity


class Selections(Moments):
    """Which rows or pieces."""

    def scoped(self, scopes: tuple[a.Scope, ...], s: str) -> Code:
        found: Code = s
        for scope in scopes:
            found = call("of", found, text(scope.name), *([texts(scope.via)] if scope.via else []))
        return found

    def selection(self, chosen: a.Selection, s: str, window: str = "", late: bool = False) -> Code:
        """`window`: the one that applies where the selection names none. `late`: it is asked of them whether they are late, which documents
        are that are due and absent."""
        if any(scope.via for scope in chosen.scopes) or any(scope.name not in chosen.name for scope in chosen.scopes):
            inner = self._selected(chosen, "s", window.replace(s + ".", "s."), late)
            if chosen.scopes:
                return call("scoped", self.scoped(chosen.scopes, s), Function(inner))
        return self._selected(chosen, s, window, late)

    def _selected(self, chosen: a.Selection, s: str, window: str, late: bool) -> Code:
        ref = chosen.window
        where: Code | None = None if chosen.where is None else Function(self.predicate(chosen.where, "s", chosen.name))
        inside: Code | None = window or None
        fleeting = False
        if ref is not None:
            inside = self.window(ref, s)
            fleeting = isinstance(ref, m.Neighbour | m.Before | m.Around)
        name = chosen.name
        choices = self._choices(name)
        return call(
            "select",
            s,
            text(name),
            where=where,
            window=None if choices is not None else inside,
            always="False" if fleeting else None,
            missing_documents="True" if name in self.documents and (late or asks_late(chosen.where)) else None,
            choices=choices,
            timed="True" if chosen.timed else None,
        )

    def _choices(self, name: str) -> Code | None:
        if name in self.facts.records or name in self.facts.definitions:
            return None
        return texts(self.facts.choice_fields.get(name, ()))

    def predicate(self, node: a.Predicate, s: str, item: str) -> Code:
        """`item`: the name under which the row or piece that is asked is bound."""
        match node:
            case a.FieldIs(field=field, bound=bound) if bound:
                return call("field_names", s, text(field), text(bound))
            case a.FieldIs(field=field, values=values):
                return call("field_is", s, text(field), *(text(value) for value in values))
            case a.InBoundWindow(field=field, window=window):
                return call("in_window", s, f"{s}.row()", text(field), self.window(window, s))
            case a.FieldCompares(field=field, comparison=comparison):
                return call("field_compares", s, text(field), self.test(comparison, s))
            case a.FieldsCompare(field=field, comparator=comparator, other=other, share=share):
                return call("figures_compare", s, text(field), COMPARATORS[comparator], text(other), number(share))
            case a.Referred(field=field, record=record, that=that):
                return call("referred", s, text(field), text(record), Function(self.predicate(that, "s", record)))
            case a.Done(record=record, field=field, limit=limit):
                return call("done", s, text(record), text(field), *([] if limit is None else [self.limit(limit, s)]))
            case a.InTime(record=record, field=field, clause=clause):
                about = [text(record), *([text(field)] if field else [])]
                return call("done_in_time", s, *about, clause=text(clause) if clause else None)
            case a.Late(record=record, field=field, by=by, clause=clause):
                about = [text(record), *([text(field)] if field else [])]
                units = (
                    [] if by is None else [one.limit.unit.name for one in by.bounds if isinstance(one.limit, Quantity)]
                )
                return call(
                    "late",
                    s,
                    *about,
                    by_more=None if by is None else self.test(by, s),
                    days=next((text(unit) for unit in units if unit.endswith(("day", "week"))), None),
                    clause=text(clause) if clause else None,
                )
            case a.Lasts(name=name, comparison=comparison):
                return call("lasts", s, text(name), self.test(comparison, s))
            case a.HasCount(selection=selection, comparison=comparison, spec=given):
                return call(
                    "has_count",
                    s,
                    Function(self.selection(selection, "s", "s.window" if given is not None else "")),
                    self.test(comparison, s),
                    spec=None if given is None else spec(given),
                    right=text(self.right) if self.right and given is not None else None,
                )
            case a.InPeriod(period=period, point=point):
                at = call("time_of_item", s, text(item)) if point is None else self.point(point, s)
                return call("in_period", s, self.period(period, s), at)
            case a.AllHold(parts=parts):
                return call("all_of", *(self.predicate(one, s, item) for one in parts))
            case a.AnyHolds(parts=parts):
                return call("any_of", *(self.predicate(one, s, item) for one in parts))
            case a.NotSo(part=part):
                return call("is_not", self.predicate(part, s, item))
            case _:
                assert_never(node)


def asks_late(node: object) -> bool:
    return any(isinstance(one, a.Late | a.InTime) for one in nodes_and_values(node))
