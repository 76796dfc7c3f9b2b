"""Units that are incurred (points) for what is missed: how many there are is known only when all clauses have been judged."""

from __future__ import annotations

from sladsl.findings import Place, error
from sladsl.model.agreement import Definition
from sladsl.model.algebra import UnitsIncurred
from sladsl.model.consequences import CountsAsMissed, Excuse, Forfeit, Incur, NotApplying
from sladsl.model.node import nodes
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.said import Said


def check_counted_units(said: Said, defined: tuple[Definition, ...], ctx: Context) -> None:
    """A finding for each sentence in which their number would decide what is missed, or how many there are."""
    bodies: dict[str, object] = {definition.name: definition.body for definition in defined}
    judging: list[tuple[object, Place, str]] = [((d.kind, d.only_if), d.place, d.clause) for d in said.duties]
    judging += [
        ((one.trigger, one.guard, one.effect), one.place, one.clause)
        for one in said.consequences
        if isinstance(one.effect, Incur | Excuse | CountsAsMissed) or _of_clause(one.effect)
    ]
    judging += [(rule, rule.place, "") for rule in said.rules if isinstance(rule, NotApplying)]
    for node, place, clause in judging:
        unit = _counted(node, bodies)
        if unit:
            ctx.findings.append(
                error(
                    "N214",
                    f"this decides what is missed, and the {unit}s are counted only when that has been decided",
                    place,
                    label=f"hangs on the number of {unit}s",
                    hint=f'Say what follows from them: "If the number of {unit}s in a month is more than …, … shall …".',
                    clause=clause,
                )
            )


def _of_clause(effect: object) -> bool:
    return isinstance(effect, Forfeit) and effect.what not in ("withheld", "right")


def _counted(root: object, bodies: dict[str, object]) -> str:
    """The unit whose number the node asks for, itself or through definitions."""
    seen: set[str] = set()
    open_ = [root]
    while open_:
        for node in nodes(open_.pop()):
            if isinstance(node, UnitsIncurred):
                return node.unit
            name = getattr(node, "name", "")
            if name in bodies and name not in seen:
                seen.add(name)
                open_.append(bodies[name])
    return ""
