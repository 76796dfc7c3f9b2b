"""The language is one tree for every text: no conflict in the table, no two ways to read a word."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from sladsl.syntax.build import lark_parser
from sladsl.syntax.machine import Machine
from sladsl.syntax.spoken import spelling
from sladsl.syntax.table import Table, grammar_text, load_table
from sladsl.syntax.tree import Node, Phrase, Word
from tests.syntax.texts import TEXTS, name_of


@pytest.fixture(scope="module")
def table() -> Table:
    return load_table()


def states(table: Table) -> range:
    return range(len(table.states))


def test_a_name_never_follows_a_name(table: Table) -> None:
    """Two names in a row would be read as one."""
    after_name = {table.state(n).actions["NAME"] for n in states(table) if table.state(n).actions.get("NAME", -1) >= 0}
    assert after_name
    assert [n for n in after_name if "NAME" in table.state(n).actions] == []


def test_every_accepted_word_is_read_as_itself(table: Table) -> None:
    """No terminal hides a word of the language in a state that can go on with that word."""
    samples = {kind: spelling(table.spelling(kind)) for kind in table.terminals}
    wrong = set()
    tried = 0
    for number in states(table):
        state = table.state(number)
        for kind in state.actions:
            word = samples.get(kind, "")
            if not re.fullmatch(r"(, )?[a-z]+( [a-z]+)*|[A-Z][a-z]+", word):
                continue
            tried += 1
            read = first_word(table, number, word + followed_by(kind, table.spelling(kind)))
            if read != (kind, word):
                wrong.add((kind, word, read))
    assert wrong == set()
    assert tried > 10_000


BEHIND = {
    "LANGUAGE": " text of this agreement",
    "COMMA_AND_MODAL": " should",
    "ONLY_THOSE": " Outages longer than",
    "OR": " is late",
    "OR_VALUE": " 2",
    "COMMA_AT_LEAST": " GBP 5.00",
    "AND_THAT": " Provider",
    "NO": " less than",
    "OPENING_ON": " 1 April",
    "WILL_BE": " eligible ",
    "PAYMENTS": " by ",
}
"""`has Priority 1 or is late` joins predicates, `has Priority 1 or 2` values: what follows tells which."""


def followed_by(kind: str, pattern: str) -> str:
    """What a pattern wants to see behind it: `Version 1` opens a sentence, `Version Report` is a name."""
    if kind in BEHIND:
        return BEHIND[kind]
    ahead = re.search(r"\(\?=\\s\+(.*)\)$", pattern)
    return " " + (re.sub(r"\[(.)-.\]", r"\1", ahead[1]) if ahead else "x")


def first_word(table: Table, state: int, text: str) -> tuple[str, str]:
    lexer = table.state(state).lexer
    for kind, match in lexer.at(text[0]):
        found = match(text, 0)
        if found is not None:
            word = found.group()
            return (lexer.keywords.get(word, kind) if kind == "WORD" else kind), word
    return "", ""


@pytest.mark.parametrize("opener", ["If", "For", "During", "In", "The", "A", "An", "Each", "No", "Given", "This"])
def test_no_name_begins_with_a_sentence_opener(table: Table, opener: str) -> None:
    match = table.matcher("NAME")
    assert match(f"{opener} Provider", 0) is None
    whole = match(f"{opener}-Time Rate", 0)
    assert whole is not None
    assert whole.group() == f"{opener}-Time Rate"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Hold", "On Hold"),
        ("Customer GBP 400", "Customer"),
        ("Circuit June 2026", "Circuit"),
        ("Priority 1", "Priority"),
        ("EU-West-1 Region is", "EU-West-1 Region"),
        ("Support\n  Hours after", "Support\n  Hours"),
        ("Support\n\nHours", "Support"),
        ("Qualité Générale est", "Qualité Générale"),
        ("March Limited shall", "March Limited"),
    ],
)
def test_where_a_name_ends(table: Table, text: str, name: str) -> None:
    found = table.matcher("NAME")(text, 0)
    assert found is not None
    assert found.group() == name


def test_a_day_behind_on_begins_a_sentence(table: Table) -> None:
    assert table.matcher("NAME")("On 1 April of each year", 0) is None


def test_a_kind_of_phrase_has_one_home(table: Table) -> None:
    """The resolver knows a phrase by its kind alone: only the two spellings of a lead share their kinds."""
    homes: dict[str, set[str]] = defaultdict(set)
    for rule in table.rules:
        if rule.name:
            homes[rule.name].add(rule.origin)
    shared = {kind: home for kind, home in homes.items() if len(home) > 1}
    assert {kind for kind, home in shared.items() if home != {"lead", "second_lead"}} == set()


@pytest.mark.slow
def test_the_grammar_has_no_conflict_and_the_machine_reads_as_lark_does(table: Table) -> None:
    """One test, since Lark takes seconds to find that no rule and no two terminals are in conflict; it raises where they are."""
    lark = lark_parser(grammar_text(), strict=True)
    for path in TEXTS:
        text = path.read_text(encoding="utf-8").rstrip() + "\n"
        machine = Machine(table, text)
        assert machine.run() is None, name_of(path)
        assert shape(Phrase.on(machine.tape, len(machine.tape.kinds) - 1)) == lark_shape(lark.parse(text)), name_of(
            path
        )


def shape(node: Node) -> object:
    if isinstance(node, Word):
        return (node.kind, node.text, node.start, node.end)
    return [node.kind, *(shape(part) for part in node.parts)]


def lark_shape(node: object) -> object:
    if hasattr(node, "children"):
        return [node.data, *(lark_shape(child) for child in node.children)]
    return (node.type, str(node), node.start_pos, node.end_pos)  # type: ignore[attr-defined]
