"""Duties to send something again and again."""

from __future__ import annotations

from dataclasses import replace

from sladsl.checks.evaluate.measuring import repeats
from sladsl.checks.evaluate.measuring.explain import bound_words, target_words
from sladsl.checks.evaluate.measuring.limits import act_of, within
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.settling.verdict import Verdict, state_of
from sladsl.checks.reasons import told
from sladsl.checks.statement import State
from sladsl.model.algebra import Selection
from sladsl.model.duties import Duty, Repeated
from sladsl.model.moments import Supplied


def again(duty: Duty, kind: Repeated, scope: Scope) -> tuple[Verdict, ...]:
    """Of each row that was due in the window, whether it was sent or not; one more than was due is no part of the duty."""
    world = scope.world
    start = Verdict(duty, scope.window, scope, State.PENDING, target=target_words(duty))
    found = select(world.once(("again", kind.record), lambda: Selection(kind.record, window=Supplied())), scope)
    absent = (*found.absent, *select(kind.each, scope).absent)
    if absent:
        why = told("no records of {names} were given", names=", ".join(dict.fromkeys(absent)))
        return (replace(start, state=State.UNDETERMINED, because=why),)
    out = []
    for item in found.items:
        limit = repeats.due_on(duty, item, world) if isinstance(item, Item) else None
        if isinstance(item, Item) and limit is not None:
            state = state_of(within(limit, *act_of(item, kind.field, world), world))
            inner = scope.bind(kind.record, item)
            out.append(replace(start, scope=inner, state=state, group=bound_words(item, scope), item=item))
    return tuple(out)
