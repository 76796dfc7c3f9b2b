from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sladsl import compile
from sladsl.commands.documents import document_formats, house_file
from sladsl.commands.inputs import read_contract, records_folder, templates_folder
from sladsl.commands.progress import Working
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, exit_code, show, show_aside
from sladsl.commands.writing import write_all
from sladsl.documents import STYLES
from sladsl.documents.languages import tags
from sladsl.publishing import Compiled
from sladsl.records.set_aside import render_set_aside
from sladsl.report import as_json


def run_compile(
    contract: Path,
    out: Path,
    *,
    records: Path | None,
    document: str,
    language: str,
    style: str,
    reference_doc: Path | None,
    templates: Path | None,
    final: bool,
    as_of: date | None,
    values: Mapping[str, str],
    readings: Mapping[str, str],
    set_aside: Path | None,
    strict: bool,
    format: Format,
) -> int:
    """Writes everything that is made from the contract to `out`, or nothing; prints what was written."""
    _needs_records(records, {"--as-of": as_of, "--set-aside": set_aside, "--reading": readings})
    if out.exists() and not out.is_dir():
        raise Refusal(f"{out} is a file; --out wants a folder.")
    house = house_file(reference_doc)
    if templates is not None:
        templates_folder(templates)
    text, folder = read_contract(contract), records_folder(records) if records is not None else None
    with Working("Compiling"):
        compiled = compile(
            text,
            file=str(contract),
            records=folder,
            values=values,
            readings=readings,
            as_of=as_of,
            final=final,
            set_aside=set_aside is not None,
            formats=document_formats(document),
            reference_doc=house,
            templates=templates,
            language=_language(language),
            style=_style(style, final=final),
        )
    code = exit_code(compiled.findings, strict)
    files = {out / name: content for name, content in compiled.files.items()} if code == 0 else {}
    aside = render_set_aside(compiled.set_aside).encode()
    if files:
        also = {set_aside: aside} if set_aside is not None else {}
        if any(path.resolve() in {p.resolve() for p in files} for path in also):
            raise Refusal(f"--set-aside {set_aside} is the place of another file that is written.")
        write_all({**files, **also}, no_longer=_left_behind(out, compiled.files))
        files |= also
    if format is Format.JSON:
        found = [as_json(finding) for finding in compiled.findings]
        print(json.dumps({"written": [str(path) for path in files], "findings": found}, ensure_ascii=False, indent=2))
        return code
    if not files:
        show(compiled.findings, compiled.checked.sources, format, sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return code
    for path in files:
        print(f"Wrote {path}")
    _tell_draft(compiled)
    _tell_kept(compiled, language)
    show_aside(compiled.findings, compiled.checked.sources, format)
    return code


def _language(tag: str) -> str:
    if tag not in tags():
        raise Refusal(f'There is no language "{tag}"; there are {", ".join(tags())}.')
    return tag


def _style(name: str, *, final: bool) -> str:
    if name not in STYLES:
        raise Refusal(f'There is no style "{name}"; there are {", ".join(STYLES)}.')
    if name == "plain" and final:
        raise Refusal("--style plain makes a summary, which nobody signs: leave out --final.")
    return name


def _tell_kept(compiled: Compiled, language: str) -> None:
    """Which sentences of the text stand in English in a document of another language."""
    lines = sorted({one.line for one in compiled.kept if one.form and one.line})
    if lines:
        where = f"line{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines))}"
        print(f'The document keeps in English what has no wording in "{language}" yet: {where} of the contract.')


def _needs_records(records: Path | None, options: Mapping[str, object]) -> None:
    if records is None:
        for option, given in options.items():
            if given:
                raise Refusal(f"{option} concerns the settlement of records: give --records, too.")


def _tell_draft(compiled: Compiled) -> None:
    plan = compiled.checked.plan
    left = {point.slot.name for point in compiled.checked.left_open}
    slots = [one.slot.name for one in plan.readings if one.value is None] if plan is not None else []
    names = [name for name in slots if name not in left]
    if names:
        print(f"The document is a DRAFT: the contract leaves open {len(names)} readings ({', '.join(names)}).")


def _left_behind(out: Path, files: Mapping[str, bytes]) -> list[Path]:
    """What an earlier run wrote to this folder, nobody has changed since, and this run does not write: a statement without its records."""
    try:
        earlier = json.loads((out / "manifest.json").read_bytes())["files"]
        return [
            out / name
            for name, sha256 in earlier.items()
            if name not in files
            and Path(name).name == name
            and (out / name).is_file()
            and hashlib.sha256((out / name).read_bytes()).hexdigest() == sha256
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
