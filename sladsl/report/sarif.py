"""Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning and editors.

A reading with a change of the text at a place is a fix; which of them to take only the parties know, so none is applied by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from urllib.parse import quote

from sladsl import manual
from sladsl.checks.figures import exact
from sladsl.findings import Finding, OfferedReading, Place, Severity
from sladsl.report.plain import heading, plain
from sladsl.report.words import Told, disputed, told

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render_sarif(findings: Iterable[Finding], version: str) -> str:
    """One run of `sladsl` of this version, with the rules that its results name."""
    ordered = tuple(told(findings))
    codes = sorted({one.finding.code for one in ordered})
    numbers = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "sladsl",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, numbers) for one in ordered],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    page = manual.explain(code) or f"# {code}"
    first = page.partition("\n")[0].removeprefix("# ")
    short = first.partition(": ")[2] or first
    return {
        "id": code,
        "shortDescription": {"text": short},
        "help": {"text": page, "markdown": page},
    }


def _result(one: Told, numbers: Mapping[str, int]) -> dict[str, object]:
    finding = one.finding
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": plain(one)},
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    where = _location(finding)
    if where:
        result["locations"] = [where]
    fixes = [
        _fix(reading, reading.edit.place, reading.edit.text)
        for reading in finding.readings
        if reading.edit and reading.edit.place
    ]
    if fixes:
        result["fixes"] = fixes
    dispute = disputed(finding)
    if dispute:
        result["properties"] = {"spread": exact(dispute.spread), "currency": dispute.currency}
    return result


def _location(finding: Finding) -> dict[str, object]:
    where: dict[str, object] = {}
    if finding.place:
        where["physicalLocation"] = {
            "artifactLocation": {"uri": _uri(finding.place.file)},
            "region": _region(finding.place),
        }
    if finding.clause:
        where["logicalLocations"] = [{"name": finding.clause, "kind": "clause"}]
    return where


def _region(place: Place) -> dict[str, object]:
    """Lines and columns count from 1, the end is after the last character: as our own do."""
    return {
        "startLine": max(place.line, 1),
        "startColumn": max(place.column, 1),
        "endLine": max(place.end_line, place.line, 1),
        "endColumn": max(place.end_column, 1),
    }


def _fix(reading: OfferedReading, place: Place, text: str) -> dict[str, object]:
    replacement = {"deletedRegion": _region(place), "insertedContent": {"text": text}}
    change = {"artifactLocation": {"uri": _uri(place.file)}, "replacements": [replacement]}
    return {"description": {"text": reading.sentence}, "artifactChanges": [change]}


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(finding: Finding) -> str:
    """The same for the same question in the same clause, wherever it stands and however much hangs on it."""
    told_by = "\n".join((finding.code, finding.clause, heading(finding) if not disputed(finding) else finding.message))
    return hashlib.sha256(told_by.encode()).hexdigest()[:32]
