"""No production of the grammar is passed over: the resolver names each, or the reason stands here."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

READ_BY_THEIR_PARENT = {
    # parts whose words are all that matters, or that say nothing that is settled
    "access_for": "who may see the records is printed",
    "for_departments": "that a party acts for each of its departments is printed",
    "or_paid": "when a credit is paid out is printed",
    "whatever_cause": "no cause is recorded, so no credit hangs on one",
    "worth": "what a declared unit is worth in goods is printed",
    "with_then": "a row counts with the values that it then has: a general rule",
    "to_be_agreed": "an order-form value without a value of its own",
    "aimed_level": "the words before it are loose, and a precise sentence takes the place of them",
    "in_all_cases": "a duty binds unless its sentence says otherwise",
    # members of a family that are told apart by another member, or by a window or name in them
    "for_window": "the window of a base is read wherever it stands",
    "in_window_of": "the window of a base is read wherever it stands",
    "that_is_carried": "a balance is the same ledger, carried over or not",
    "that_is_not_set_off": "what is not set off lapses with its last window",
    "type_choices": "what is no other type of field is a list of choices",
}


def productions() -> set[str]:
    grammar = re.sub(r"//.*", "", (ROOT / "grammar" / "sladsl.lark").read_text("utf-8"))
    aliases = set(re.findall(r"->\s*([a-z_]+)", grammar))
    rules = {name for mark, name in re.findall(r"^(\??)([a-z][a-z_]*)\s*:", grammar, re.M) if not mark}
    return aliases | rules


def test_every_production_is_named() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "sladsl" / "model" / "resolve").glob("*.py"))
    named = set(re.findall(r'"([a-z_]+)"', source))
    assert productions() - named - READ_BY_THEIR_PARENT.keys() == set()


def test_no_reason_outlives_its_production() -> None:
    assert READ_BY_THEIR_PARENT.keys() - productions() == set()


def test_no_production_is_named_that_the_grammar_lacks() -> None:
    """A kind that is looked for and never there would be a branch that nothing reaches."""
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "sladsl" / "model" / "resolve").glob("*.py"))
    looked_for = set(re.findall(r'(?:case|kind ==|kind !=) "([a-z]+_[a-z_]+)"', source))
    looked_for |= {
        kind
        for group in re.findall(r'case ("[a-z_]+"(?: \| "[a-z_]+")+)', source)
        for kind in re.findall(r"[a-z_]+", group)
    }
    assert {kind for kind in looked_for if "_" in kind} - productions() == set()
