"""Grafana: a dashboard (classic JSON model) of the levels that can be watched, over the series of the target "prometheus"."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from typing import Any

from sladsl.checks.plan import Plan
from sladsl.model.duties import Duty
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.prometheus import told
from sladsl.targets.prometheus.levels import Counted
from sladsl.targets.prometheus.promql import aggregated, matching
from sladsl.targets.prometheus.rules import Watch, level_words, watch
from sladsl.targets.target import Made, Target, Wanted

FILE = "grafana-dashboard.json"
_SOURCE = {"type": "prometheus", "uid": "${datasource}"}
_SCHEMA = 39


class Exactly(str):
    """A number as it is to be written: JSON has decimals, and Python's writer only binary ones."""


def _json(value: Any) -> str:
    marked: dict[str, str] = {}

    def mark(node: Any) -> Any:
        if isinstance(node, Exactly):
            marked[f'"\\u0000{node}"'] = node
            return f"\0{node}"
        if isinstance(node, dict):
            return {key: mark(one) for key, one in node.items()}
        return [mark(one) for one in node] if isinstance(node, list) else node

    text = json.dumps(mark(value), ensure_ascii=False, indent=2) + "\n"
    for quoted, plain in marked.items():
        text = text.replace(quoted, plain)
    return text


def make(plan: Plan, wanted: Wanted) -> Made:
    made = watch(plan)
    return Made({FILE: _json(_dashboard(plan, made)).encode()}, _fidelity(plan, made).list())


def _fidelity(plan: Plan, made: Watch) -> Fidelity:
    """What the rules keep; duties that they do not see stand in a panel as text."""
    fidelity = Fidelity(whole(plan))
    watched = {id(one.duty) for one in made.counted}
    for said, duty in (
        (said, duty)
        for duty in plan.duties
        for said in told(plan, made).list()
        if said.what == duty.text and said.line == duty.place.line
    ):
        if id(duty) in watched:
            fidelity.approximated(duty, said.how)
        else:
            fidelity.left_out(duty, f"it is listed as text: {said.how}")
    fidelity.rest("the dashboard shows levels; what follows from a miss is settled by checks.py")
    return fidelity


def _dashboard(plan: Plan, made: Watch) -> dict[str, Any]:
    panels: list[dict[str, Any]] = []
    top = 0
    for one in made.counted:
        panels += _row(one, made, len(panels) + 1, top)
        top += 9
    others = [duty for duty in plan.duties if all(one.duty is not duty for one in made.counted)]
    if others:
        panels.append(_listed(others, len(panels) + 1, top))
    return {
        "id": None,
        "uid": hashlib.sha256(plan.agreement.encode()).hexdigest()[:16],
        "title": plan.agreement,
        "description": f"Levels and what is left of what may be missed. {plan.version}".strip(),
        "tags": ["sla", "sladsl"],
        "timezone": plan.zone,
        "editable": True,
        "graphTooltip": 1,
        "schemaVersion": _SCHEMA,
        "version": 1,
        "refresh": "1m",
        "time": {"from": "now/M", "to": "now"},
        "timepicker": {},
        "annotations": {"list": [_alerts(made)]},
        "links": [],
        "templating": {
            "list": [
                {
                    "name": "datasource",
                    "type": "datasource",
                    "query": "prometheus",
                    "label": "Prometheus",
                    "hide": 0,
                    "current": {},
                    "options": [],
                }
            ]
        },
        "panels": panels,
    }


def _row(one: Counted, made: Watch, first: int, top: int) -> list[dict[str, Any]]:
    title = f"{one.duty.clause}: {level_words(one.duty)} in each {one.window.unit}"
    legend = "".join(f"{{{{{name}}}}}" for name in one.by) or one.duty.clause

    def query(metric: str) -> str:
        return aggregated("max", made.series(metric, one), one.by)

    level = 1 - one.allowed if one.good else one.allowed
    budget = {
        "mode": "absolute",
        "steps": [
            {"color": "red", "value": None},
            {"color": "orange", "value": Exactly("0.2")},
            {"color": "green", "value": Exactly("0.5")},
        ],
    }
    value, unit = ("sla:value:seconds", "s") if one.absolute else ("sla:value:ratio", "percentunit")
    return [
        {
            "id": first,
            "type": "row",
            "title": f"Clause {title}",
            "collapsed": False,
            "gridPos": _place(top, 0, 24, 1),
            "panels": [],
        },
        {
            **_panel(
                first + 1, "stat", "So far", one.duty.text, _place(top + 1, 0, 5, 8), [_asked(query(value), legend)]
            ),
            "fieldConfig": {
                "defaults": {"unit": unit, "decimals": 4, "thresholds": _thresholds(one, level)},
                "overrides": [],
            },
            "options": {
                "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
                "colorMode": "value",
                "graphMode": "none",
            },
        },
        {
            **_panel(
                first + 2,
                "gauge",
                "Error budget left",
                "The share that is left of what may be bad in the whole window.",
                _place(top + 1, 5, 5, 8),
                [_asked(query("sla:budget:ratio"), legend)],
            ),
            "fieldConfig": {
                "defaults": {"unit": "percentunit", "min": 0, "max": 1, "thresholds": budget},
                "overrides": [],
            },
            "options": {"reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False}},
        },
        {
            **_panel(
                first + 3,
                "timeseries",
                f"Bad {one.unit}: so far, allowed, and at this rate",
                "",
                _place(top + 1, 10, 14, 8),
                [
                    _asked(query("sla:bad:sum"), f"{legend} so far", "A"),
                    _asked(query("sla:allowed:sum"), f"{legend} allowed", "B"),
                    _asked(query("sla:projected:sum"), f"{legend} at this rate", "C"),
                ],
            ),
            "fieldConfig": {"defaults": {"unit": "s" if one.unit == "seconds" else "short"}, "overrides": []},
            "options": {"legend": {"displayMode": "list", "placement": "bottom", "showLegend": True}},
        },
    ]


def _thresholds(one: Counted, level: Fraction) -> dict[str, Any]:
    """Red where the level is missed."""
    colours = ("red", "green") if one.good and not one.absolute else ("green", "red")
    steps = [{"color": colours[0], "value": None}, {"color": colours[1], "value": Exactly(_decimal(level))}]
    return {"mode": "absolute", "steps": steps}


def _decimal(value: Fraction) -> str:
    """To nine decimals: the colour of a panel settles nothing."""
    scaled = round(value * 10**9)
    whole, rest = divmod(abs(scaled), 10**9)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:09d}".rstrip("0").removesuffix(".")


def _panel(
    identity: int, kind: str, title: str, text: str, place: dict[str, int], asked: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "id": identity,
        "type": kind,
        "title": title,
        "description": text,
        "datasource": _SOURCE,
        "gridPos": place,
        "targets": asked,
    }


def _asked(query: str, legend: str, name: str = "A") -> dict[str, Any]:
    return {
        "refId": name,
        "expr": query,
        "legendFormat": legend,
        "datasource": _SOURCE,
        "editorMode": "code",
        "range": True,
    }


def _place(top: int, left: int, width: int, height: int) -> dict[str, int]:
    return {"x": left, "y": top, "w": width, "h": height}


def _alerts(made: Watch) -> dict[str, Any]:
    told_ = matching({"agreement": made.agreement, "alertstate": "firing"})
    return {
        "name": "Alerts",
        "datasource": _SOURCE,
        "enable": True,
        "hide": False,
        "iconColor": "red",
        "expr": f"ALERTS{told_}",
    }


def _listed(duties: list[Duty], identity: int, top: int) -> dict[str, Any]:
    lines = [f"- **{one.clause or 'General'}**, line {one.place.line}: {one.text}" for one in duties]
    return {
        "id": identity,
        "type": "text",
        "title": "Duties that no series shows",
        "gridPos": _place(top, 0, 24, 3 + len(duties)),
        "options": {"mode": "markdown", "content": "\n".join(dict.fromkeys(lines))},
    }


TARGET = Target("grafana", "a dashboard of the levels with their error budgets", make, needs=("prometheus",))
