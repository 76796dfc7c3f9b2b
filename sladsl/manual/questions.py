"""The pages of open questions: a file of `questions/` says why one matters and shows a contract that leaves it open; the rest of its page
is what the slot says itself, and what published rules say to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import ascii_uppercase

from sladsl import interpretation
from sladsl.ambiguity.slots import CODES, ELSEWHERE, asked
from sladsl.manual.around import STANDARD, chosen_in, examples_of
from sladsl.model.slots import WIDER
from sladsl.node import node

WITNESS = "<!-- what each reader gets -->"
"""Where a page has room for what the readings of its example come to."""


@node
class Question:
    """`kind` of slot, why it matters, and an example that leaves it open (in the contract of `around_open`)."""

    kind: str
    why: str
    example: str


@cache
def questions() -> dict[str, tuple[Question, ...]]:
    """By code, in the order of the slots."""
    found: dict[str, tuple[Question, ...]] = {}
    for kind, code in CODES.items():
        file = files(__package__).joinpath("questions", f"{kind.replace(' ', '-')}.md")
        if file.is_file():
            text = file.read_text("utf-8")
            (example,) = examples_of(text)
            found[code] = (*found.get(code, ()), Question(kind, text.partition("```sla")[0].strip(), example))
    return found


def page(code: str) -> str:
    """The page of a code, in Markdown, without a heading. KeyError: no question has it."""
    return "\n\n".join(part for one in questions()[code] for part in _about(one, len(questions()[code]) > 1))


def good(one: Question) -> str:
    """The example with its question answered, by the first of the answers."""
    return f"{one.example.rstrip()}\n{asked(one.kind).admissible[0].sentence}\n"


def _about(one: Question, several: bool) -> Iterator[str]:
    slot = asked(one.kind)
    if several:
        yield f"**{slot.question}**"
    yield f"## Why it matters\n\n{one.why}"
    yield f"## Example\n\n```sla\n{one.example}```"
    yield WITNESS
    yield "## Write one of\n\n" + "\n".join(
        f"- **{letter}**: {answer.sentence}" for letter, answer in zip(ascii_uppercase, slot.admissible, strict=False)
    )
    yield ELSEWHERE
    said = [f"- {title}: *{rule.sentence}* {rule.why} ({rule.source})" for title, rule in _published(one.kind)]
    if said:
        yield "## What published rules say\n\n" + "\n".join(said)
    yield f"## Write instead\n\n```sla\n{good(one)}```"


def _published(kind: str) -> Iterator[tuple[str, interpretation.Published]]:
    """The rules of each published set that answer the question."""
    for title in (STANDARD, *interpretation.TIME_LIMITS):
        by_sentence = {rule.sentence: rule for rule in interpretation.rules_of(title)}
        closing = [
            one.sentence
            for one in chosen_in(interpretation.text_of(title) or "")
            if one.slot.partition("/")[0] in (kind, WIDER.get(kind))
        ]
        yield from ((title, by_sentence[said]) for said in dict.fromkeys(closing) if said in by_sentence)
