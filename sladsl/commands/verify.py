from __future__ import annotations

import sys
from pathlib import Path

from sladsl.commands.inputs import read_contract, templates_folder
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import Format, show
from sladsl.documents.house import PLAIN, Misfit, read_house
from sladsl.findings import has_errors
from sladsl.library import files_in
from sladsl.verifying import Carrying, Change, Difference, Verified, verify

_SHORT = 90


def run_verify(document: Path, source: Path | None, templates: Path | None) -> int:
    """Prints whether the document says what the text inside it gives. 0: it does; 1: it does not, or nothing can be said."""
    try:
        content = document.read_bytes()
    except OSError as wrong:
        raise Refusal(f"{document} cannot be read: {wrong.strerror}.") from None
    house = PLAIN
    if templates is not None:
        house, unfit, told = read_house(files_in(templates_folder(templates)), str(templates))
        if has_errors(unfit):
            show(unfit, told, Format.TEXT, sys.stderr)
            return 1
    given = (str(source), read_contract(source)) if source is not None else None
    try:
        verified = verify(content, given, house)
    except Misfit as misfit:
        show((misfit.finding,), house.sources, Format.TEXT, sys.stderr)
        return 1
    except ValueError as wrong:
        raise Refusal(f"{document} cannot be verified: {wrong}.") from None
    if verified is None:
        raise Refusal(f"{document} is no document of sladsl: no Word, PDF, HTML or Markdown file.")
    print("\n".join(_told(document, source, verified)))
    carrying = verified.carrying in (Carrying.GENUINE, Carrying.NEVER)
    return 0 if carrying and verified.differences == () and not verified.of_source else 1


def _told(document: Path, source: Path | None, verified: Verified) -> list[str]:
    told = [_carrying(document, verified)]
    if verified.differences is None:
        told.append("Nothing can be compared. Give --source with the contract that it should be made from.")
    elif verified.differences:
        count = len(verified.differences)
        basis = "that text" if verified.carrying in (Carrying.GENUINE, Carrying.FORGED) else str(source)
        told.append(f"It differs from what {basis} gives in {count} place{'' if count == 1 else 's'}:")
        for one in verified.differences:
            told += ["", *_difference(one)]
    else:
        basis = str(source) if verified.carrying is Carrying.NEVER else "that text"
        told.append(f"It says what {basis} gives: unchanged.")
    if verified.of_source:
        told += ["", f"The text inside is not that of {source} (- only there, + only inside):", *verified.of_source]
    elif verified.of_source is not None:
        told.append(f"The text inside is that of {source}; comments and line ends may differ.")
    return told


def _carrying(document: Path, verified: Verified) -> str:
    match verified.carrying:
        case Carrying.GENUINE:
            return f"{document} carries the text from which it is made, SHA-256 {verified.fingerprint}."
        case Carrying.FORGED:
            return (
                f"{document} carries a text whose fingerprint is not its own: the text or the fingerprint was changed."
            )
        case Carrying.NEVER:
            return f"{document} is Markdown, which carries no text inside."
        case Carrying.STRIPPED:
            return (
                f"{document} carries no text from which it is made: it was taken out, or sladsl did not make this file."
            )
        case _:
            return f"{document} carries something in the place of its text that is none."


def _difference(one: Difference) -> list[str]:
    where = (
        f"in the {one.edge} of the pages"
        if one.edge
        else f'in the row "{_short(one.row)}"'
        if one.row
        else f'after "{_short(one.follows)}"'
        if one.follows
        else "first"
    )
    match one.change:
        case Change.CHANGED:
            return [f"  changed, {where}:", f'    the text gives  "{one.before}"', f'    the document    "{one.after}"']
        case Change.DELETED:
            return [f"  deleted, {where}:", f'    the text gives  "{one.before}"']
        case _:
            return [f"  added, {where}:", f'    the document    "{one.after}"']


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
