"""The rules of OpenSLO v1 for the kinds that are written here, from its specification (OpenSLO/OpenSLO README) and the validation of its Go
SDK (OpenSLO/go-sdk, pkg/openslo/v1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_ANNOTATION = re.compile(r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?")
_DURATION = re.compile(r"[1-9][0-9]*[mhdwMQY]")
_START = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_KEYS = {
    "SLO": {
        "description",
        "service",
        "indicator",
        "indicatorRef",
        "timeWindow",
        "budgetingMethod",
        "objectives",
        "alertPolicies",
    },
    "Service": {"description"},
    "DataSource": {"description", "type", "connectionDetails"},
}


def faults(document: dict[str, Any]) -> Iterator[str]:
    if set(document) != {"apiVersion", "kind", "metadata", "spec"}:
        yield f"keys {sorted(document)}"
    if document.get("apiVersion") != "openslo/v1":
        yield "apiVersion"
    kind, spec = document.get("kind"), document.get("spec", {})
    if kind not in _KEYS:
        yield f"kind {kind}"
        return
    yield from _metadata(document.get("metadata", {}))
    if unknown := set(spec) - _KEYS[kind]:
        yield f"unknown {sorted(unknown)}"
    if len(spec.get("description", "")) > 1050:
        yield "description is too long"
    if kind == "DataSource" and not (spec.get("type") and spec.get("connectionDetails")):
        yield "a data source has a type and connection details"
    if kind == "SLO":
        yield from _slo(spec)


def _metadata(given: dict[str, Any]) -> Iterator[str]:
    if unknown := set(given) - {"name", "displayName", "labels", "annotations"}:
        yield f"unknown metadata {sorted(unknown)}"
    name = given.get("name", "")
    if len(name) > 63 or not _LABEL.fullmatch(name):
        yield f"name {name!r} is no DNS label"
    if len(given.get("displayName", "")) > 63:
        yield "displayName is too long"
    for key, value in given.get("annotations", {}).items():
        if not _ANNOTATION.fullmatch(key) or key.startswith("openslo.com/") or not isinstance(value, str):
            yield f"annotation {key}"


def _slo(spec: dict[str, Any]) -> Iterator[str]:
    if not spec.get("service"):
        yield "no service"
    if spec.get("budgetingMethod") not in ("Occurrences", "Timeslices", "RatioTimeslices"):
        yield "budgetingMethod"
    if ("indicator" in spec) == ("indicatorRef" in spec):
        yield "exactly one of indicator and indicatorRef"
    yield from _indicator(spec.get("indicator", {}))
    windows = spec.get("timeWindow", [])
    if len(windows) != 1:
        yield "one time window"
    for window in windows:
        if not _DURATION.fullmatch(window.get("duration", "")):
            yield f"duration {window.get('duration')}"
        calendar = window.get("calendar")
        if window.get("isRolling") is (calendar is not None):
            yield "a window rolls, or has a calendar"
        if calendar is not None and (
            not isinstance(calendar["startTime"], str) or not _START.fullmatch(calendar["startTime"])
        ):
            yield "startTime"
        if calendar is not None and "/" not in calendar["timeZone"] and calendar["timeZone"] != "UTC":
            yield "timeZone"
    if not spec.get("objectives"):
        yield "no objective"
    for objective in spec.get("objectives", []):
        if ("target" in objective) == ("targetPercent" in objective):
            yield "exactly one of target and targetPercent"
        if "target" in objective and not (isinstance(objective["target"], float) and 0 <= objective["target"] < 1):
            yield f"target {objective['target']}"
        if {"op", "value"} & set(objective):
            yield "op and value belong to thresholds"
        if spec.get("budgetingMethod") == "Timeslices" and not {"timeSliceTarget", "timeSliceWindow"} <= set(objective):
            yield "time slices have a target and a window"


def _indicator(given: dict[str, Any]) -> Iterator[str]:
    yield from _metadata(given.get("metadata", {}))
    spec = given.get("spec", {})
    if ("ratioMetric" in spec) == ("thresholdMetric" in spec):
        yield "exactly one of ratioMetric and thresholdMetric"
    ratio = spec.get("ratioMetric", {})
    if "total" not in ratio or ("good" in ratio) == ("bad" in ratio):
        yield "a ratio has a total, and good or bad"
    if not isinstance(ratio.get("counter"), bool):
        yield "counter"
    for one in ("good", "bad", "total"):
        if one in ratio:
            source = ratio[one].get("metricSource", {})
            if not source.get("spec"):
                yield f"{one} has no query"
            if "metricSourceRef" in source and not _LABEL.fullmatch(source["metricSourceRef"]):
                yield "metricSourceRef is no DNS label"
