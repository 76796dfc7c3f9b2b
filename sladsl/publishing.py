"""From a checked agreement to everything that is made of it: documents, checks, plan, manifest and, with records, the statement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path, PurePath

from sladsl import __version__
from sladsl.ambiguity.left_open import by_name
from sladsl.checks.emit import emit
from sladsl.checks.statement_json import statement_json
from sladsl.checks.statement_text import statement_text
from sladsl.compiler import Checked
from sladsl.digest import digest_of
from sladsl.digest.plain import plain_of
from sladsl.documents import FORMATS, draft_document, to_html, to_markdown, written
from sladsl.documents import Outcome as Printed
from sladsl.documents.embedded import embed
from sladsl.documents.house import PLAIN, Misfit, read_house
from sladsl.documents.summary import draft_summary
from sladsl.documents.tree import Document, Kept
from sladsl.findings import Finding, OfferedReading, Place, Severity, has_errors, in_order
from sladsl.node import node
from sladsl.records.set_aside import SetAside
from sladsl.settling import Settled, settle, unknown_readings
from sladsl.worked_examples import Ran, run_examples


@node
class Compiled:
    """`files`: what is to be written, by name; empty where a finding is an error. `kept`: what the document says in English although it is in another
    language."""

    checked: Checked
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...] = ()
    kept: tuple[Kept, ...] = ()


def publish(
    checked: Checked,
    records: Path | None,
    *,
    readings: Mapping[str, str],
    as_of: date | None,
    final: bool,
    set_aside: bool,
    formats: Collection[str] = FORMATS,
    reference_doc: bytes | None = None,
    templates: tuple[Mapping[str, bytes], str] | None = None,
    language: str = "en",
    style: str = "formal",
) -> Compiled:
    """All files, or none: errors of the text, its examples or its records refuse, and with `final` what is left open does, too.
    `formats` of the document; `reference_doc`: a Word file whose styles its Word file takes; `templates`: the files of a firm by name, and
    their folder; `language`: one of `documents.languages.tags()`; `style`: one of `documents.STYLES`."""
    house, unfit, told = read_house(*templates) if templates is not None else (PLAIN, (), {})
    if reference_doc is not None:
        house = replace(house, reference=reference_doc)
    ran, contradicted = run_examples(checked)
    unknown = unknown_readings(checked.plan, readings) if checked.plan is not None else []
    findings = in_order((*(_refusing(checked) if final else checked.findings), *contradicted, *unknown, *unfit))
    if has_errors(findings) or checked.plan is None:
        return Compiled(_with(checked, told), {}, findings)
    settled: Settled | None = None
    if records is not None:
        settled = settle(checked, records, first=None, last=None, as_of=as_of, readings=readings, set_aside=set_aside)
        findings = in_order((*findings, *settled.findings))
        if settled.statement is None:
            return Compiled(checked, {}, findings)
    document = document_of(checked, ran, language, style)
    with ThreadPoolExecutor(1) as other:
        printing = other.submit(written, document, formats, house, "summary" if style == "plain" else "contract")
        checks = _checks(checked)
    try:
        files = printing.result() | checks
    except Misfit as misfit:
        return Compiled(_with(checked, told), {}, in_order((*findings, misfit.finding)))
    if settled is not None and settled.statement is not None:
        files["statement.txt"] = statement_text(settled.statement).encode()
        files["statement.json"] = statement_json(settled.statement).encode()
    files["manifest.json"] = _json(_manifest(checked, files, settled, readings))
    return Compiled(checked, files, findings, settled.set_aside if settled is not None else (), document.kept)


def _checks(checked: Checked) -> dict[str, bytes]:
    """Loose words have no checks before they are chosen."""
    if checked.plan is None or (checked.agreement is not None and checked.agreement.wordings):
        return {}
    return {"checks.py": emit(checked.plan).encode(), "plan.json": _json(as_plain(checked.plan))}


def _with(checked: Checked, told: Mapping[str, str]) -> Checked:
    """With the texts of templates beside those of the contract, for the frames of findings."""
    return replace(checked, sources={**checked.sources, **told}) if told else checked


def render_document(checked: Checked, to: str, language: str = "en") -> str:
    """The document in one format; with errors in the text, of what could be understood. ValueError: no such format."""
    if to not in ("html", "md"):
        raise ValueError(f'no format "{to}": html or md')
    document = document_of(checked, (), language)
    return to_html(document) if to == "html" else to_markdown(document)


def document_of(checked: Checked, ran: tuple[Ran, ...], language: str = "en", style: str = "formal") -> Document:
    """The document tree of a text that has a plan, with what its worked examples came to (none: they were not tried). `style`: one of
    `documents.STYLES`."""
    assert checked.tree is not None
    assert checked.agreement is not None
    assert checked.plan is not None
    agreement = replace(checked.agreement, form_values=checked.plan.form_values)
    left = {name: point.left for name, point in by_name(checked.left_open).items()}
    known = None if has_errors(checked.findings) else checked.tree
    carried = embed(checked.sources, checked.source.path, checked.values, language, style, known)
    readings = checked.plan.readings
    if style == "plain":
        not_agreed = sum(1 for one in readings if one.value is None and one.slot.name not in left)
        plain = plain_of(checked.plan)
        return draft_summary(
            checked.tree, checked.source, agreement, plain, carried, open_points=not_agreed, language=language
        )
    whole = not has_errors(checked.findings) and not checked.agreement.wordings
    digest = digest_of(checked.plan, whole=whole)
    return draft_document(
        checked.tree,
        checked.source,
        agreement,
        readings,
        _printed(ran),
        language=language,
        left=left,
        embedded=carried,
        digest=digest,
    )


def _printed(ran: tuple[Ran, ...]) -> tuple[Printed, ...]:
    """What the examples came to, by the line on which each begins."""
    return tuple(Printed(one.example.place.line, one.holds, tuple(o.found for o in one.outcomes)) for one in ran)


_NOT_TO_BE_SIGNED = ("A022", "A028")
"""Warnings of a draft that a final document must not have: values that are to be agreed, parties and a first day that are not named."""


def _refusing(checked: Checked) -> tuple[Finding, ...]:
    """All findings, with those as errors that a final document must not have, and one for the readings that are open
    and that the parties do not leave open on purpose."""
    told = (replace(f, severity=Severity.ERROR) if f.code in _NOT_TO_BE_SIGNED else f for f in checked.findings)
    readings = checked.plan.readings if checked.plan is not None else ()
    left = by_name(checked.left_open)
    slots = [reading.slot for reading in readings if reading.value is None and reading.slot.name not in left]
    if not slots:
        return tuple(told)
    offered = {reading.sentence for finding in checked.findings for reading in finding.readings}
    silent = (a for slot in slots if offered.isdisjoint(a.sentence for a in slot.admissible) for a in slot.admissible)
    what = "1 reading" if len(slots) == 1 else f"{len(slots)} readings"
    return (
        *told,
        Finding(
            "S004",
            Severity.ERROR,
            f"a final document leaves nothing open, and the contract leaves open {what}",
            None,
            hint=f"Close each with one of the sentences that are offered: {', '.join(slot.name for slot in slots)}.",
            readings=tuple(OfferedReading(a.value, a.sentence) for a in silent),
        ),
    )


# --- plan.json and manifest.json -------------------------------------------------------------------------------------


def as_plain(node: object) -> object:
    """A node as plain data: the kind of each node by its name, exact numbers as text, places as "file:line:column"."""
    if isinstance(node, Enum):
        return node.value
    if node is None or isinstance(node, bool | int | str):
        return node
    if isinstance(node, Fraction):
        return str(node)
    if isinstance(node, date):
        return node.isoformat()
    if isinstance(node, tuple):
        return [as_plain(part) for part in node]
    if isinstance(node, Place):
        return f"{PurePath(node.file).name}:{node.line}:{node.column}"
    assert is_dataclass(node), node
    return {"kind": type(node).__name__} | {f.name: as_plain(getattr(node, f.name)) for f in fields(node)}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _manifest(
    checked: Checked, files: Mapping[str, bytes], settled: Settled | None, given: Mapping[str, str]
) -> dict[str, object]:
    """Fingerprints of what went in and what came out, the version, and the readings in force."""
    assert checked.plan is not None
    made: dict[str, object] = {
        "agreement": checked.plan.agreement,
        "version": checked.plan.version,
        "compiler": f"sladsl {__version__}",
        "sources": {PurePath(name).name: _fingerprint(text.encode()) for name, text in sorted(checked.sources.items())},
        "readings": {r.slot.name: given.get(r.slot.name, r.value) for r in checked.plan.readings},
        "files": {name: _fingerprint(content) for name, content in sorted(files.items())},
    }
    if settled is not None:
        made["records"] = {f.record: f.sha256 for f in settled.fingerprints}
    return made


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
