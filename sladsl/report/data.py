"""Findings as JSON, as documented in docs/json.md: keys are never renamed, amounts are strings."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sladsl.checks.figures import exact
from sladsl.findings import Dispute, Edit, Finding, Place, in_order


def render_json(findings: Iterable[Finding]) -> str:
    """The documented object with its list of findings; absent places are null, absent texts empty."""
    return (
        json.dumps({"findings": [as_json(finding) for finding in in_order(findings)]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def as_json(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(finding.place),
        "paragraph": finding.place.paragraph or None if finding.place else None,
        "clause": finding.clause,
        "quotation": finding.quotation,
        "readings": [
            {"name": reading.name, "sentence": reading.sentence, "edit": _edit(reading.edit)}
            for reading in finding.readings
        ],
        "witness": finding.witness,
        "dispute": _dispute(finding.dispute),
        "label": finding.label,
        "hint": finding.hint,
    }


def _place(place: Place | None) -> dict[str, object]:
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
    }


def _edit(edit: Edit | None) -> dict[str, object] | None:
    return {**_place(edit.place), "text": edit.text} if edit else None


def _dispute(dispute: Dispute | None) -> dict[str, object] | None:
    if dispute is None:
        return None
    return {
        "events": list(dispute.events),
        "claims": [
            {
                "reading": claim.reading,
                "amount": claim.amount,
                "arithmetic": claim.arithmetic,
                "favours": claim.favours,
            }
            for claim in dispute.claims
        ],
        "spread": exact(dispute.spread),
        "currency": dispute.currency,
        "searched": dispute.searched,
    }
