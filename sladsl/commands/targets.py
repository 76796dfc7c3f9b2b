from __future__ import annotations

import json
import sys
import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from sladsl import check
from sladsl.commands.inputs import read_contract
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.commands.writing import write_all
from sladsl.report import as_json
from sladsl.report.screen import WIDTH
from sladsl.targeting import make_targets
from sladsl.targets import NAMES, load
from sladsl.targets.fidelity import Kept, Said
from sladsl.targets.target import Made, Target


def run_targets(
    contract: Path, out: Path, told: str, *, values: Mapping[str, str], strict: bool, format: Format, dialect: str = "duckdb"
) -> int:  # fmt: skip
    """Writes the files of the targets to `out` and prints what each keeps of the contract; with `strict` writes nothing where one does not
    keep all exactly."""
    targets = named_targets(told)
    if out.exists() and not out.is_dir():
        raise Refusal(f"{out} is a file; --out wants a folder.")
    done = make_targets(check(read_contract(contract), file=str(contract), values=values), targets, dialect)
    code = exit_code(done.findings, strict)
    if strict and any(said.kept is not Kept.EXACT for made in done.made.values() for said in made.fidelity):
        code = 1
    files = {out / name: content for name, content in done.files.items()} if code == 0 else {}
    if files:
        write_all(files)
    if format is Format.JSON:
        kept = {name: [asdict(said) for said in made.fidelity] for name, made in done.made.items()}
        found = [as_json(finding) for finding in done.findings]
        told_all = {"written": [str(path) for path in files], "fidelity": kept, "findings": found}
        print(json.dumps(told_all, ensure_ascii=False, indent=2))
        return code
    for path in files:
        print(f"Wrote {path}")
    for name, made in done.made.items():
        print(f"\n{_shown(name, made)}" if files or name != next(iter(done.made)) else _shown(name, made))
    if not files:
        show(done.findings, done.checked.sources, format, sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return code
    show_aside(done.findings, done.checked.sources, format)
    return code


def named_targets(told: str) -> list[Target]:
    """The targets of a list with commas, each after those that its files need. Refused: no such target, none at all."""
    names = [name.strip().lower() for name in told.split(",") if name.strip()]
    unknown = [name for name in names if name not in NAMES and name != "all"]
    if unknown or not names:
        what = f'There is no target "{unknown[0]}"' if unknown else "--target names no target"
        raise Refusal(f"{what}; there are {', '.join(NAMES)}, and all.")
    wanted = NAMES if "all" in names else names
    found: dict[str, Target] = {}
    for name in wanted:
        one = load(name)
        for needed in one.needs:
            found.setdefault(needed, load(needed))
        found.setdefault(name, one)
    return list(found.values())


def _shown(name: str, made: Made) -> str:
    """How much is kept, then each part that is not kept exactly, with how or why."""
    counts = Counter(said.kept for said in made.fidelity)
    head = ", ".join(f"{counts[kept]} {kept.value}" for kept in Kept if counts[kept])
    lines = [f"{name}: {head or 'the contract says nothing of it'}"]
    for said in made.fidelity:
        if said.kept is not Kept.EXACT:
            lines += _told(said)
    return "\n".join(lines)


def _told(said: Said) -> list[str]:
    where = f"line {said.line}: " if said.line else ""
    what = textwrap.shorten(f"{where}{said.what}", WIDTH - 20, placeholder=" …")
    how = textwrap.wrap(said.how, WIDTH - 6, initial_indent="      ", subsequent_indent="      ")
    return [f"  {said.kept.value:<16}  {what}", *how]
