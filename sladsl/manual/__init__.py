"""The manual: one page for each code of a finding. The pages of rules are their docstrings, those of open questions in `questions/`, those
of words and names in `pages/`; `catalogue.toml` says where a rule has been seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sladsl.ambiguity import all_rules
from sladsl.ambiguity.left_open import CONFLICTS
from sladsl.manual.catalogue import entries
from sladsl.manual.questions import WITNESS, questions
from sladsl.manual.questions import page as question_page
from sladsl.prose import Rule as ProseRule
from sladsl.prose import all_rules as prose_rules
from sladsl.records.rules import RULES as RECORD_RULES

_HEADING = re.compile(r"^## ([A-Z][0-9]{3}) (.+)$", re.MULTILINE)
_MEND = "## Write instead"


_ON_PURPOSE = (
    "Wording that is to stay can be read in an agreed way, with the reason (`sladsl resolve CONTRACT --choose {code}=A --because REASON`): "
    "the document prints it among the agreed interpretations.{leave}\n\n"
    "A question that stays open without that is settled under each of its answers: `sladsl settle` refuses where the amounts differ, and "
    "`--reading NAME=VALUE` answers it for one settlement only."
)
_LEAVE = (
    " Or both parties leave it open until a day (`--leave-open {code} --until DATE --because REASON`): it is then a note, a statement tells "
    "what is due at least and at most, and the document lists it among the points left open."
)
_NOT_OPEN = " Sentences that contradict each other cannot be left open."


def explain(code: str, witnesses: tuple[str, ...] = ()) -> str | None:
    """The page of a code, in Markdown: what it means, an example that has it, how to mend it. None: there is no such code.

    `witnesses`: for each example that leaves something open, a section on what its readings come to (`casebook.py` computes them).
    """
    page = _pages().get(code.strip().upper())
    if page is None:
        return None
    before, *after = page.split(f"{WITNESS}\n\n")
    told = (f"{one}\n\n" if one else "" for one in (*witnesses, *("" for _ in after)))
    return before + "".join(f"{witness}{rest}" for witness, rest in zip(told, after, strict=False))


def codes() -> tuple[str, ...]:
    """All codes, in order."""
    return tuple(sorted(_pages()))


@cache
def _pages() -> dict[str, str]:
    pages = {code: f"# {code}\n\n{rule}" for code, rule in RECORD_RULES.items()}
    for rule in all_rules():
        for code in rule.codes:
            body = question_page(code) if code in questions() else _with_room(rule.page(code), rule.leaves_open)
            pages.setdefault(
                code, "\n\n".join([f"# {code}: {rule.title(code)}", body, *_origin(code, rule.leaves_open)])
            )
    for file in files(__package__).joinpath("pages").iterdir():
        if file.name.endswith(".md"):
            pages |= _sections(file.read_text("utf-8"))
    for one in prose_rules():
        for code in one.codes:
            pages[code] = _with_prose(code, pages.get(code), one)
    return pages


def _with_room(page: str, leaves_open: bool) -> str:
    return page.replace(_MEND, f"{WITNESS}\n\n{_MEND}") if leaves_open else page


def _origin(code: str, leaves_open: bool) -> Iterator[str]:
    """How to leave the point as it is, and what the catalogue says of the rule."""
    if leaves_open:
        leave = _NOT_OPEN if code in CONFLICTS else _LEAVE
        yield f"## To leave it as it is\n\n{_ON_PURPOSE.format(code=code, leave=leave.format(code=code))}"
    entry = entries().get(code)
    if entry is not None:
        seen = "".join(f"\n- {place}" for place in entry.seen)
        yield f"## Where it comes from\n\nRule `{entry.name}` of the ambiguity catalogue." + (
            f" Seen in:\n{seen}" if seen else ""
        )


def _with_prose(code: str, page: str | None, rule: ProseRule) -> str:
    """A code can be found in a sentence of the language, and in prose: the page then tells of both."""
    told = rule.page(code)
    if page is None:
        return "\n\n".join([f"# {code}: {rule.title(code)}", told.rstrip(), *_origin(code, False)])
    return f"{page.rstrip()}\n\n## In prose\n\n" + re.sub("^## ", "### ", told, flags=re.MULTILINE)


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
