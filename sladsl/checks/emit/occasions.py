"""When, how often and for whom a consequence follows: its trigger as a call that yields its occasions."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sladsl.checks.emit.amounts import Amounts, band_of
from sladsl.checks.emit.literals import number, quantity, spec
from sladsl.checks.emit.source import Code, Function, call, text
from sladsl.model import algebra as a
from sladsl.model import consequences as c
from sladsl.model import moments as m
from sladsl.model.node import nodes_and_values
from sladsl.model.quantities import Dimension, Quantity


class Occasions(Amounts):
    """Calls of the runtime's occasions and units."""

    def occasions(self, node: c.Consequence) -> Code:
        trigger = node.trigger
        match trigger:
            case c.OnMiss(duty=duty):
                return call("missed", "s", text(duty))
            case c.OnCondition(condition=condition, spec=given):
                some = isinstance(condition, a.Records) and condition.quantifier is a.Quantifier.SOME
                if isinstance(node.effect, c.Terminate) and isinstance(condition, a.Records) and some:
                    grown = self._right_of_rows(node, condition)
                    if grown is not None:
                        return grown
                condition = self._of_window(condition)
                if isinstance(condition, a.Records) and some and _for_each(node):
                    that = (
                        None
                        if condition.that is None
                        else Function(self.predicate(condition.that, "s", condition.selection.name))
                    )
                    rows = Function(self.selection(condition.selection, "s"))
                    return call(
                        "whenever_any",
                        "s",
                        spec(given),
                        text(condition.selection.name),
                        rows,
                        "None" if that is None else that,
                        grouped=None if isinstance(node.effect, c.Terminate) else "False",
                    )
                each = self._asked_of(node, trigger.group, condition)
                if each is not None:
                    # "If Monthly Uptime of a Site is …, Customer may terminate Hosting for that Site": asked of each Site.
                    rows = Function(self.selection(each, "s"))
                    held = Function(self.condition(condition, "s"))
                    return call("whenever_of_each", "s", spec(given), text(each.name), rows, held)
                return call("whenever", "s", spec(given), Function(self.condition(condition, "s")))
            case c.UnitTrigger():
                return self._units(trigger)
            case c.ForEachItem(selection=selection, spec=m.WindowSpec() as given, after=after, group=group) if after:
                rows = Function(self.selection(selection, "s", "s.window"))
                return call(
                    "each_beyond",
                    "s",
                    text(selection.name),
                    rows,
                    str(after),
                    spec(given),
                    group=None if group is None else Function(self.selection(group, "s")),
                    group_name=None if group is None else text(group.name),
                )
            case c.ForEachItem(selection=selection, every=every, spec=given):
                # Each so many in a window of its own are counted there; others in the settled window.
                rows = Function(self.selection(selection, "s", "s.window"))
                return call(
                    "each_of",
                    "s",
                    text(selection.name),
                    rows,
                    every=str(every) if every > 1 else None,
                    spec=spec(given or m.WindowSpec(m.WindowUnit.MONTH)) if every > 1 else None,
                )
            case c.ForEachMissedClause(party=party, spec=given):
                return call("each_missed_clause", "s", text(party), spec(given))
            case c.ForEachWindow(spec=given, condition=condition):
                holds: list[Code] = [] if condition is None else [Function(self.condition(condition, "s"))]
                each = self._asked_of(node, trigger.group, condition)
                if each is not None:
                    rows = Function(self.selection(each, "s"))
                    return call("whenever_any", "s", spec(given), text(each.name), rows, *(holds or ["None"]))
                return call("whenever", "s", spec(given), *holds)
            case c.ForEachUnit(unit=unit, spec=given, after=after):
                return call("each_declared", "s", text(unit), spec(given), after=str(after) if after else None)
            case _:
                assert_never(trigger)

    def _asked_of(
        self, node: c.Consequence, group: a.Selection | None, condition: a.Condition | None
    ) -> a.Selection | None:
        """What the condition is asked of, one by one: as it says itself, or as its effect does."""
        name = _group_of(node)
        own = condition.selection.name if isinstance(condition, a.Records) else ""
        if group is not None:
            return group
        return a.Selection(name) if name in self.facts.records and name != own else None

    def _of_window(self, condition: a.Condition) -> a.Condition:
        """ "If at least 2 Requests are late" asks those of the window; of rows that are counted in a window of their own, or that are in
        service for a time, each is asked."""
        if isinstance(condition, a.AllOf | a.AnyOf):
            return replace(condition, parts=tuple(self._of_window(one) for one in condition.parts))
        if not isinstance(condition, a.Records) or isinstance(condition.that, a.HasCount):
            return condition
        record = self.facts.base_record(condition.selection.name)
        named = record.name if record is not None and not condition.selection.timed else ""
        lasting = any(life.record == named for life in self.facts.plan.lives)
        if condition.selection.window is not None or lasting or (record is not None and not record.belongs):
            return condition
        return replace(condition, selection=replace(condition.selection, window=m.Supplied()))

    def _right_of_rows(self, node: c.Consequence, condition: a.Records) -> Code | None:
        """Rights that arise with a row's count in a sliding window, or with its lateness, and not at the end of a month."""
        name, that = condition.selection.name, condition.that
        rows = Function(self.selection(condition.selection, "s"))
        if isinstance(that, a.HasCount) and that.spec is not None and that.spec.sliding:
            counted = Function(self.selection(that.selection, "s"))
            test = self.test(that.comparison, "s")
            return call("each_run", "s", spec(that.spec), text(name), rows, counted, test)
        if isinstance(that, a.Late) and name not in self.documents:
            of_term = self._of_window(condition)
            assert isinstance(of_term, a.Records)
            rows = Function(self.selection(of_term.selection, "s"))
            more = that.by.bounds[0].limit if that.by is not None else None
            if that.by is None or (len(that.by.bounds) == 1 and isinstance(more, Quantity)):
                by = quantity(more) if isinstance(more, Quantity) else None
                return call(
                    "each_grown_late",
                    "s",
                    text(name),
                    rows,
                    Function(self.predicate(that, "s", name)),
                    field=text(that.field) if that.field else None,
                    by=by,
                    clause=text(that.clause) if that.clause else None,
                )
        return None

    def _units(self, node: c.UnitTrigger) -> Code:
        size, steps = quantity(node.step), text(node.steps.value)
        band = band_of(node)
        match node.quantity:
            case c.Exceeds(spec=given, group=group):
                return call(
                    "each_unit",
                    "s",
                    spec(given),
                    Function(self.excess(node.quantity, "s")),
                    size,
                    steps,
                    group=None if group is None else Function(self.selection(group, "s")),
                    name=None if group is None else text(group.name),
                    band=band,
                )
            case c.OfItem(selection=selection):
                rows = Function(self.selection(selection, "s", "s.window"))
                return call("each_unit_of", "s", text(selection.name), rows, size, steps, band=band)
            case c.ByLateness(selection=selection, clause=clause, early=early):
                rows = Function(self.selection(selection, "s", "s.window", late=True))
                in_days = node.calendar_days or node.business_days
                return call(
                    "each_unit_late",
                    "s",
                    text(selection.name),
                    rows,
                    number(node.step.value / (86_400 if node.step.unit.dimension is Dimension.TIME else 1))
                    if in_days
                    else size,
                    steps,
                    calendar_days="True" if node.calendar_days else None,
                    business_days="True" if node.business_days else None,
                    months="True" if node.months else None,
                    early="True" if early else None,
                    clause=text(clause) if clause else None,
                    band=band,
                )
            case c.OfLedger(ledger=ledger, state=state):
                overused = "True" if state == "overused" else None
                return call("each_unit_of_ledger", "s", text(ledger), size, steps, overused=overused, band=band)
            case _:
                assert_never(node.quantity)


def _for_each(node: c.Consequence) -> bool:
    """Whether "if a Circuit has …" speaks of each such Circuit: it does where the effect comes back to it."""
    if isinstance(node.effect, c.Terminate):
        return bool(node.effect.of_group)
    trigger = node.trigger
    condition = trigger.condition if isinstance(trigger, c.OnCondition) else None
    return isinstance(condition, a.Records) and condition.selection.name in nodes_and_values(node.effect)


def _group_of(node: c.Consequence) -> str:
    """The record of whose rows the effect speaks: "for that Site"."""
    if isinstance(node.effect, c.Terminate):
        return node.effect.of_group
    return next((one.of_group for one in nodes_and_values(node.effect) if isinstance(one, c.Fee) and one.of_group), "")
