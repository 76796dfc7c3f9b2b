"""From the text to the tree. What cannot be read is set aside with a finding, and everything else is read."""

from __future__ import annotations

import re

from sladsl.findings import Finding, error, in_order
from sladsl.syntax.machine import END, Machine
from sladsl.syntax.possible import possible
from sladsl.syntax.recover import open_states, piece_start, put_in_forgotten, set_aside, settle
from sladsl.syntax.source import Source, Span
from sladsl.syntax.spoken import listed
from sladsl.syntax.table import Table, load_table
from sladsl.syntax.traps import currencies_behind, misplaced_words, odd_amounts, trap_at, whole_word
from sladsl.syntax.tree import Phrase, Word

MOST_FINDINGS = 100
"""A file that is no contract at all is not worth more."""

_CURRENCY_BEHIND = re.compile(r"[0-9]\s+[A-Z]{3}\b")
_FORGOTTEN = {
    "DOT": ("P002", "a full stop is missing", "A sentence ends with a full stop."),
    "BLANK_LINE": (
        "P006",
        "an empty line is missing after this list",
        "A list has no full stop; an empty line ends it.",
    ),
    "TITLE": ("P007", "the title is missing", "The first line is the title: `# Managed Hosting Agreement`."),
    "PART_HEADING": ("P007", "a heading is missing", "A sentence stands in a part: write `## Definitions` above it."),
}


def parse(source: Source) -> tuple[Phrase | None, tuple[Finding, ...]]:
    """The tree of a text, and what is wrong with its wording.

    A piece that cannot be read stands in the tree as a phrase of the kind `broken`. There is no tree only where the text
    has no title and no part to begin with.
    """
    machine = Machine(load_table(), source.text.rstrip() + "\n")
    findings: list[Finding] = []
    while (word := machine.run()) is not None:
        settle(machine)
        depth, start = piece_start(machine, word)
        mark = put_in_forgotten(machine, word, depth)
        if mark is not None:
            code, message, mend = _FORGOTTEN[mark.kind]
            place = source.place(Span(max(mark.start - 1, 0), mark.start))
            findings.append(error(code, message, place, hint=mend))
            continue
        found = trap_at(source, start, word)
        if found is None and (piece := [*machine.words_behind(depth)]):
            found = next(misplaced_words(source, Phrase("piece", tuple(piece))), None)
        findings.append(found or _unexpected(source, machine.table, open_states(machine, depth), start, word))
        if len(findings) >= MOST_FINDINGS or not set_aside(machine, word):
            return None, in_order(findings)
    tree = Phrase.on(machine.tape, len(machine.tape.kinds) - 1)
    findings += misplaced_words(source, tree)
    findings += odd_amounts(source, tree.words())
    if _CURRENCY_BEHIND.search(source.text):
        findings += currencies_behind(source, tree.words())
    return tree, in_order(findings)


def _unexpected(source: Source, table: Table, states: list[int], start: int, word: Word) -> Finding:
    from sladsl.syntax.hints import called, hint  # a text without mistakes has no need of them

    kinds = possible(table, states)
    if word.kind == END:
        ways = listed(called(table, kinds, ""))
        end = Span(word.start - 1, word.start)
        return error("P010", "the text ends inside a sentence", source.place(end), label=f"here could stand {ways}")
    text, span = whole_word(source.text, word)
    label = f"here could stand {listed(called(table, kinds, text))}"
    instead = hint(table, kinds, source.text, source.text[start : word.start], source.text[word.start :], text)
    return error("P001", f"`{text}` cannot stand here", source.place(span), label=label, hint=instead)
