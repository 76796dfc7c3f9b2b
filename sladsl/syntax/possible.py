"""What could stand where a word does not fit, found by trying: only terminals with which the machine really goes on."""

from __future__ import annotations

from collections.abc import Iterable

from sladsl.syntax.machine import END
from sladsl.syntax.table import Table
from sladsl.syntax.tree import Word


def replayed(table: Table, states: list[int], words: Iterable[Word]) -> list[int]:
    """The stack of states after these words, with nothing done yet for what follows them.

    A machine that has stopped may have closed phrases before it found that its word does not fit; after a replay the
    phrases are still open, so that everything that could have continued them is seen.
    """
    stack = list(states)
    for word in words:
        after = shifted(table, stack, word.kind)
        if after is None:
            break
        stack = after
    return stack


def shifted(table: Table, states: list[int], kind: str) -> list[int] | None:
    """The stack after one more word of this kind; None where it does not fit."""
    stack = list(states)
    while True:
        action = table.state(stack[-1]).actions.get(kind)
        if action is None:
            return None
        if action >= 0:
            stack.append(action)
            return stack
        rule = table.rules[~action]
        del stack[len(stack) - rule.length :]
        goto = table.state(stack[-1]).gotos[rule.origin]
        stack.append(goto)
        if goto == table.end:
            return stack


def possible(table: Table, states: list[int]) -> list[str]:
    """The kinds of words that can come next, in the order of the table."""
    return [kind for kind in table.state(states[-1]).actions if shifted(table, states, kind) is not None]


def next_word(table: Table, states: list[int], text: str, position: int) -> Word:
    """The word at this place as the state at the top of the stack reads it, without a kind where it reads none."""
    lexer = table.state(states[-1]).lexer
    position = table.skip(text, position)
    if position >= len(text):
        return Word(END, "", position, position)
    for kind, match in lexer.at(text[position]):
        found = match(text, position)
        if found is not None:
            word = found.group()
            return Word(lexer.keywords.get(word, kind) if kind == "WORD" else kind, word, position, found.end())
    return Word("", text[position], position, position + 1)
