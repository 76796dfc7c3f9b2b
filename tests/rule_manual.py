"""The rule manual of docs/rules: a page for each group of the ambiguity catalogue, and an index with what is not covered, and why."""

from __future__ import annotations

import re
from collections.abc import Callable

from sladsl import manual
from sladsl.manual.catalogue import GROUPS, entries

_WITNESS = re.compile(
    r"^### Two honest readers\n.*?(?=^### )|^No events were found on which the readings of this example differ.*?\n\n",
    re.MULTILINE | re.DOTALL,
)


def pages(page_of: Callable[[str], str | None]) -> dict[str, str]:
    """By path within docs. `page_of`: the page of a code, with witnesses or without."""
    made = {f"rules/{letter.lower()}.md": _group(letter, page_of) for letter in GROUPS}
    return made | {"rules/README.md": _index()}


def without_witnesses(text: str) -> str:
    """A page of the manual but for what is computed for it."""
    return _WITNESS.sub("", text)


def _codes(letter: str) -> list[str]:
    return [code for code in manual.codes() if code[0] == letter]


def _group(letter: str, page_of: Callable[[str], str | None]) -> str:
    parts = [f"# {letter}. {GROUPS[letter]}", "[All rules](README.md)"]
    for code in _codes(letter):
        page = page_of(code)
        assert page is not None
        parts.append(f'<a id="{code.lower()}"></a>\n\n{_below(page.strip())}')
    return "\n\n".join(parts) + "\n"


def _below(page: str) -> str:
    """The headings of a page one level lower; those of the contracts in it stay as they are."""
    out, fenced = [], False
    for line in page.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        out.append(f"#{line}" if line.startswith("#") and not fenced else line)
    return "\n".join(out)


def _index() -> str:
    covered = sum(code in manual.codes() for code in entries())
    lines = [
        "# The rule manual",
        "",
        f"What `sladsl check` and `sladsl review` find in a contract that can be read: {covered} of the {len(entries())} rules of the ambiguity catalogue, and some of our own. "
        "`sladsl explain CODE` prints the same page. Each example has the finding, the text after *Write instead* has not; what two honest readers get is computed from the example.",
        "",
        "The pages of words, names, records and settlements are listed under [All findings](../codes.md).",
    ]
    for letter, about in GROUPS.items():
        lines += [
            "",
            f"## {letter}. {about}",
            "",
            "| code | what it says | name in the catalogue |",
            "| --- | --- | --- |",
        ]
        for code in _codes(letter):
            page = manual.explain(code) or ""
            entry = entries().get(code)
            title = page.partition("\n")[0].partition(": ")[2]
            lines.append(f"| [{code}]({letter.lower()}.md#{code.lower()}) | {title} | {entry.name if entry else ''} |")
    left = [one for one in entries().values() if one.code not in manual.codes()]
    lines += ["", "## Not covered", "", "| code | name in the catalogue | why |", "| --- | --- | --- |"]
    lines += [f"| {one.code} | {one.name} | {one.left_out} |" for one in left]
    return "\n".join(lines) + "\n"
