"""From a checked agreement to what other programs read: the files of targets, each with the list of what it keeps of the agreement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath

from sladsl import __version__
from sladsl.compiler import Checked
from sladsl.findings import Finding, error, has_errors, in_order
from sladsl.node import node
from sladsl.targets.target import Made, Target, Wanted
from sladsl.worked_examples import run_examples


@node
class Targeted:
    """`made` by the target's name, in order; `files`: all that is to be written. Both empty where a finding is an error."""

    checked: Checked
    made: Mapping[str, Made]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def make_targets(checked: Checked, targets: Sequence[Target], dialect: str = "duckdb") -> Targeted:
    """The files of each target, and beside them NAME.fidelity.json; or none: errors of the text or its examples refuse, and loose words do."""
    _, contradicted = run_examples(checked)
    findings = in_order((*checked.findings, *contradicted, *_loose(checked)))
    if has_errors(findings) or checked.plan is None:
        return Targeted(checked, {}, {}, findings)
    wanted = Wanted(_fingerprint(checked.source.text.encode()), dialect)
    made = {target.name: target.make(checked.plan, wanted) for target in targets}
    files: dict[str, bytes] = {}
    for name, one in made.items():
        assert files.keys().isdisjoint(one.files), f"{name} writes a file of another target"
        files |= one.files
    for name, one in made.items():
        files[f"{name}.fidelity.json"] = _list(checked, name, one)
    return Targeted(checked, made, files, findings)


def _loose(checked: Checked) -> list[Finding]:
    wordings = checked.agreement.wordings if checked.agreement is not None else ()
    return [
        error("S007", f"{one.question} Nothing can be made of it before the words are chosen", one.place, clause=one.clause)
        for one in wordings
    ]  # fmt: skip


def _list(checked: Checked, name: str, made: Made) -> bytes:
    """What the target keeps, as JSON, with the fingerprints of the contract and of the files."""
    assert checked.plan is not None
    told = {
        "target": name,
        "agreement": checked.plan.agreement,
        "version": checked.plan.version,
        "compiler": f"sladsl {__version__}",
        "sources": {PurePath(file).name: _fingerprint(text.encode()) for file, text in sorted(checked.sources.items())},
        "files": {file: _fingerprint(content) for file, content in sorted(made.files.items())},
        "fidelity": [asdict(said) for said in made.fidelity],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
