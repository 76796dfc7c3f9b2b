"""OpenSLO v1: the levels that can be watched, as service level objectives over the series of the target "prometheus"."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sladsl.checks.figures import exact
from sladsl.checks.plan import Plan
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import WindowUnit
from sladsl.node import node
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.prometheus import told
from sladsl.targets.prometheus.clock import first_day
from sladsl.targets.prometheus.levels import Counted
from sladsl.targets.prometheus.promql import CannotBeSaid, aggregated
from sladsl.targets.prometheus.rules import Watch, watch
from sladsl.targets.target import Made, Target, Wanted
from sladsl.targets.yaml import yaml_of

FILE = "openslo.yaml"
_SHORTHAND = {
    WindowUnit.DAY: "1d",
    WindowUnit.WEEK: "1w",
    WindowUnit.MONTH: "1M",
    WindowUnit.QUARTER: "1Q",
    WindowUnit.YEAR: "1Y",
}
_MOST_OF_TEXT = 1050


@node
class _Objective:
    one: Counted
    target: Decimal


def make(plan: Plan, wanted: Wanted) -> Made:
    made = watch(plan)
    kept, refused = [], {}
    for one in made.counted:
        try:
            kept.append(_Objective(one, _target(one)))
        except CannotBeSaid as why:
            refused[id(one.duty)] = str(why)
    service = _label(plan.agreement)
    documents = [
        _object("Service", service, plan.agreement, {"description": _short(f"The services of {plan.agreement}")}),
        _object(
            "DataSource",
            f"{service[:50]}-metrics",
            "Prometheus",
            {"type": "Prometheus", "connectionDetails": {"url": "http://prometheus:9090"}},
        ),
        *(_slo(each, made, plan, service, wanted) for each in kept),
    ]
    head = f"{plan.agreement}: service level objectives over the series of prometheus-rules.yaml.\nThe URL of the data source is yours to set."
    return Made({FILE: yaml_of(documents, head)}, _fidelity(plan, made, kept, refused).list())


def _fidelity(plan: Plan, made: Watch, kept: list[_Objective], refused: dict[int, str]) -> Fidelity:
    fidelity = Fidelity(whole(plan))
    by_duty = {said.line: said.how for said in told(plan, made).list()}
    for each in kept:
        duty = each.one.duty
        more = []
        if each.one.strict:
            more.append("just at the target it is met, which the contract says it is not")
        if each.one.by:
            more.append("OpenSLO has one objective for all things; the query tells them apart")
        if each.one.window.unit in (WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR):
            more.append("some tools take 1M for 30 days, 1Q for 90 and 1Y for 365")
        fidelity.approximated(duty, "; ".join((by_duty.get(duty.place.line, ""), *more)))
    for duty in plan.duties:
        if id(duty) in refused:
            fidelity.left_out(duty, refused[id(duty)])
        elif id(duty) in made.refused:
            fidelity.left_out(duty, made.refused[id(duty)])
        elif isinstance(duty, Duty) and not isinstance(duty.kind, Level):
            fidelity.left_out(duty, "it is no level of a measure, and OpenSLO has objectives only")
    fidelity.rest("OpenSLO has no parties, credits, caps, claims, rights or ledgers; checks.py settles them")
    return fidelity


def _target(one: Counted) -> Decimal:
    """The share that must be good, in [0, 1). Raises `CannotBeSaid`."""
    share = 1 - one.allowed
    if one.absolute:
        raise CannotBeSaid("it is a limit in hours or minutes, and a target of OpenSLO is a share")
    if share == 1:
        raise CannotBeSaid("nothing may be bad, and a target of OpenSLO is below 100%")
    if share < 0 or "/" in exact(share):
        raise CannotBeSaid("its target has no decimals that end")
    return Decimal(exact(share))


def _slo(each: _Objective, made: Watch, plan: Plan, service: str, wanted: Wanted) -> dict[str, Any]:
    one, duty = each.one, each.one.duty
    name = _label(f"{made.name(one)}".replace("_", "-"))
    bad, total = (aggregated("max", made.series(metric, one), one.by) for metric in ("sla:bad:sum", "sla:total:sum"))
    source = f"{service[:50]}-metrics"

    def metric(query: str) -> dict[str, Any]:
        return {"metricSource": {"metricSourceRef": source, "type": "Prometheus", "spec": {"query": query}}}

    annotations = {
        "sladsl.dev/clause": duty.clause,
        "sladsl.dev/line": str(duty.place.line),
        "sladsl.dev/settlement": "checks.py",
    }
    if wanted.fingerprint:
        annotations["sladsl.dev/source-sha256"] = wanted.fingerprint
    spec = {
        "description": _short(duty.text),
        "service": service,
        "indicator": {
            "metadata": {"name": f"{name[:58]}-sli", "displayName": _short(f'Clause "{duty.clause}"', 63)},
            "spec": {"ratioMetric": {"counter": True, "good": metric(f"{total} - {bad}"), "total": metric(total)}},
        },
        "timeWindow": [
            {
                "duration": _SHORTHAND[one.window.unit],
                "isRolling": False,
                "calendar": {"startTime": f"{_begins(plan, one)} 00:00:00", "timeZone": plan.zone},
            }
        ],
        "budgetingMethod": "Occurrences",
        "objectives": [
            {"displayName": _short(f'Clause "{duty.clause}", line {duty.place.line}', 63), "target": each.target}
        ],
    }
    found = _object("SLO", name, f"{duty.clause}", spec)
    found["metadata"]["annotations"] = annotations
    return found


def _begins(plan: Plan, one: Counted) -> date:
    """A day on which a window of the kind begins."""
    day = first_day(plan)
    match one.window.unit:
        case WindowUnit.YEAR:
            return date(day.year, 1, 1)
        case WindowUnit.QUARTER:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case WindowUnit.MONTH:
            said = next((r.value or "" for r in plan.readings if r.slot.name == "month"), "")
            name, _, number = said.partition(":")
            return day.replace(day=int(number) if name == "billing" and number.isdigit() and int(number) <= 28 else 1)
        case WindowUnit.WEEK:
            return date.fromordinal(day.toordinal() - day.weekday())
        case _:
            return day


def _object(kind: str, name: str, title: str, spec: dict[str, Any]) -> dict[str, Any]:
    return {
        "apiVersion": "openslo/v1",
        "kind": kind,
        "metadata": {"name": name, "displayName": _short(title, 63)},
        "spec": spec,
    }


def _label(name: str) -> str:
    """A DNS label of at most 63 characters."""
    found = re.sub(r"[^a-z0-9]+", "-", name.casefold())[:63].strip("-")
    return found or "agreement"


def _short(text: str, most: int = _MOST_OF_TEXT) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


TARGET = Target("openslo", "service level objectives in OpenSLO v1", make, needs=("prometheus",))
