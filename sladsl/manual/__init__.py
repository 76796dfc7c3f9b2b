"""The manual: one page for each code of a finding. The pages of rules are their docstrings; those of words and names are in `pages/`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sladsl.ambiguity import all_rules
from sladsl.records.rules import RULES as RECORD_RULES

_HEADING = re.compile(r"^## ([A-Z][0-9]{3}) (.+)$", re.MULTILINE)


def explain(code: str) -> str | None:
    """The page of a code, in Markdown: what it means, an example that has it, how to mend it. None: there is no such code."""
    return _pages().get(code.strip().upper())


def codes() -> tuple[str, ...]:
    """All codes, in order."""
    return tuple(sorted(_pages()))


@cache
def _pages() -> dict[str, str]:
    pages = {code: f"# {code}\n\n{rule}" for code, rule in RECORD_RULES.items()}
    for rule in all_rules():
        for code in rule.codes:
            pages.setdefault(code, f"# {code}: {rule.title(code)}\n\n{rule.page(code)}")
    for file in files(__package__).joinpath("pages").iterdir():
        if file.name.endswith(".md"):
            pages |= _sections(file.read_text("utf-8"))
    return pages


def _sections(text: str) -> dict[str, str]:
    found = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    return {
        heading[1]: f"# {heading[1]}: {heading[2]}\n\n{_with_titles(text[heading.end() : end].strip())}"
        for heading, end in zip(found, ends, strict=True)
    }


def _with_titles(text: str) -> str:
    """The first example of a page has the finding, the second is how to write it."""
    before, *examples = text.split("```sla\n")
    titles = ("## Example", "## Write instead")
    told = [f"{title}\n\n```sla\n{example}" for title, example in zip(titles, examples, strict=False)]
    return before + "".join(told)
