"""Duties and what follows from them as SQL that stands alone, a view each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from sladsl.checks.engines.levels import why_not
from sladsl.checks.engines.owed import Owed
from sladsl.checks.engines.views import View
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.plan import Plan
from sladsl.model.readings import OpenReading


@dataclass(frozen=True)
class Written:
    """The views of one dialect, and of each duty, consequence and cap why it has none, or what it leaves out (`apart`)."""

    text: str
    refused: dict[str, str]
    apart: dict[str, str]


def written(plan: Plan, dialect: str) -> Written:
    parts: list[str] = []
    refused: dict[str, str] = {}
    apart: dict[str, str] = {}
    views: dict[str, View] = {}
    for duty in plan.duties:
        try:
            view = View(duty, plan)
            text = view.query().sql(dialect, pretty=True, identify=True)
        except (Refused, OpenReading) as reason:
            refused[duty.name] = why_not(reason)
        else:
            name = exp.to_identifier(duty.name, quoted=True).sql(dialect)
            parts.append(f'-- clause "{duty.clause}", line {duty.place.line}\nCREATE VIEW {name} AS\n{text};\n')
            views[duty.name] = view
            if view.apart:
                apart[duty.name] = view.apart
    owed = Owed(plan, views)
    for name_, line, query in owed.queries():
        name = exp.to_identifier(name_, quoted=True).sql(dialect)
        parts.append(f"-- {line}\nCREATE VIEW {name} AS\n{query.sql(dialect, pretty=True, identify=True)};\n")
    return Written("\n".join(parts), refused | owed.refused, apart | owed.apart)
