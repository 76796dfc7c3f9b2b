"""How a firm wants its documents: templates, words, pictures and Word styles that take the place of those of this package.

A folder of the firm holds them under the names of what they replace. What is wrong in it is a finding with the line, as in a contract.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field, fields, replace
from difflib import get_close_matches
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from sladsl.documents.wording import Words
from sladsl.findings import Finding, Place, error
from sladsl.node import node

TEMPLATES = ("contract.html.j2", "contract.md.j2", "contract.typ", "contract.css", "palette.css", "house.css")
OWN = "sladsl/"
"""Before the name of a template of this package, in a firm's template that extends it: `{% extends "sladsl/contract.html.j2" %}`."""
REFERENCE = "reference.docx"
FONTS = (".ttf", ".otf")
PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
_WORDS = re.compile(r"words\.([a-z]{2})\.toml")
_IGNORED = re.compile(r"\..*|.*~|README.*", re.IGNORECASE)
_AT = re.compile(r"at line (\d+)")


@node
class House:
    """`reference`: a Word file whose styles are taken. `templates` by the name of what they replace, `pictures` by the name of their file,
    `fonts`, too, `words` by language. `folder`: where they stand, for findings."""

    reference: bytes | None = None
    templates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    fonts: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    folder: str = ""

    def spoken(self, words: Words) -> Words:
        """The words of a language as this firm says them."""
        own: Mapping[str, Any] = self.words.get(words.language, {})
        return replace(words, **own)

    def path(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else name

    def source(self, name: str) -> str | None:
        """The text of a template: that of the firm, or else that of this package; None where there is none."""
        if name in self.templates:
            return self.templates[name]
        own = files("sladsl.documents").joinpath("templates", name)
        return own.read_text("utf-8") if own.is_file() else None

    @property
    def sources(self) -> dict[str, str]:
        return {self.path(name): text for name, text in self.templates.items()}


PLAIN = House()
"""Of no firm in particular."""


class Misfit(Exception):
    """A template of a firm that cannot be filled in; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_house(given: Mapping[str, bytes], folder: str) -> tuple[House, tuple[Finding, ...], dict[str, str]]:
    """From the files of a folder by name: the house, what is wrong in it, and the texts that findings speak of, by path."""
    texts: dict[str, str] = {}
    pictures = {name: content for name, content in given.items() if _ending(name) in PICTURES}
    fonts = {name: content for name, content in given.items() if _ending(name) in FONTS}
    findings: list[Finding] = []
    for name, content in sorted(given.items()):
        path = f"{folder}/{name}"
        if name in TEMPLATES or _WORDS.fullmatch(name):
            try:
                texts[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                findings.append(error("T002", "the file is no UTF-8 text", Place(path, 1, 1, 1, 1)))
        elif name != REFERENCE and name not in {*pictures, *fonts} and not _IGNORED.fullmatch(name):
            findings.append(_no_template(path, name))
    words: dict[str, dict[str, str]] = {}
    for name, text in texts.items():
        if found := _WORDS.fullmatch(name):
            words[found[1]], wrong = _read_words(text, f"{folder}/{name}")
            findings += wrong
    templates = {name: text for name, text in texts.items() if name in TEMPLATES}
    house = House(given.get(REFERENCE), templates, pictures, fonts, words, folder)
    if any(name.endswith(".j2") for name in templates):
        from sladsl.documents.templating import unknown_names

        findings += unknown_names(house)
    return house, tuple(findings), {f"{folder}/{name}": text for name, text in texts.items()}


def whole_line(path: str, line: int, text: str) -> Place:
    """The place of a line of a template."""
    lines = text.splitlines()
    line = min(max(line, 1), len(lines) or 1)
    return Place(path, line, 1, line, len(lines[line - 1]) + 1 if lines else 1)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"Did you mean {near[0]}?" if near else ""


def _no_template(path: str, name: str) -> Finding:
    known = (*TEMPLATES, REFERENCE, "words.en.toml")
    hint = (
        did_you_mean(name, known)
        or f"There are {', '.join(known)}, pictures and fonts ({', '.join((*PICTURES, *FONTS))})."
    )
    return error("T001", f'no document has a template "{name}"', Place(path, 1, 1, 1, 1), hint=hint)


def _ending(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


# --- words -------------------------------------------------------------------------------------------------------------


def _read_words(text: str, path: str) -> tuple[dict[str, str], list[Finding]]:
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        at = _AT.search(str(wrong))
        line = int(at[1]) if at else len(text.splitlines())
        reason = str(wrong).partition(" (at")[0]
        message = f"the file is no TOML: {reason[:1].lower()}{reason[1:]}"
        return {}, [error("T002", message, whole_line(path, line, text))]
    own = {one.name: one.default for one in fields(Words) if isinstance(one.default, str)}
    found, wrong_words = {}, []
    for name, told in given.items():
        problem = _misfit(name, told, own, whole_line(path, _line_of(name, text), text))
        if problem is None:
            found[name] = str(told)
        else:
            wrong_words.append(problem)
    return found, wrong_words


def _misfit(name: str, told: object, own: Mapping[str, str], place: Place) -> Finding | None:
    if name not in own:
        return error("T003", f'documents have no word "{name}"', place, hint=did_you_mean(name, own))
    if not isinstance(told, str):
        return error("T005", f'"{name}" is no text', place, hint=f'Write {name} = "{own[name]}".')
    blanks, wanted = told.count("{}"), own[name].count("{}")
    if blanks != wanted or set(told.replace("{}", "")) & {"{", "}"}:
        what = "no blank {}" if not wanted else "one blank {}" if wanted == 1 else f"{wanted} blanks {{}}"
        return error("T005", f'"{name}" has {what} that the document fills in', place, hint=f"Here it is: {own[name]}")
    return None


def _line_of(name: str, text: str) -> int:
    found = re.search(rf"""^[ \t]*["']?{re.escape(name)}["']?[ \t]*=""", text, re.MULTILINE)
    table = found or re.search(rf"^[ \t]*\[+{re.escape(name)}", text, re.MULTILINE)
    return text.count("\n", 0, table.start()) + 1 if table else 1
