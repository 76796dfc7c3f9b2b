"""From the grammar to the parse table: Lark checks and compiles it, and what a parser needs is written down as lines of JSON.

Lark is needed here only. The table holds no pickled objects, so it can be read from any place and by any later Python.
This module imports nothing of the package, so that the build hook can load it before the package can be imported.

Line 1 is the head, `{"stamp", "start", "end", "rules", "terminals", "lexers", "shapes"}`; line 2 + n is state n, `[lexer, actions, gotos]`.
An action is the next state to shift to, or `~rule` to reduce. A rule is `[origin, length, name]`: the name of its phrase, ""
where its parts stand in the phrase above. A terminal is `[pattern, first]`: its regular expression, and the ASCII characters that a match can begin
with, "é" for any other character ("" if nothing is known). A lexer is `[terminals in the order in which they are tried, {word of the language: terminal}]`.
`shapes` is text of its own, which only those read who need it (`_shapes`).
"""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

FORMAT = "4"
ALWAYS = ("WORD", "NAME")
"""Tried everywhere, so that a keyword never cuts a longer word: a wrong word is then reported as a whole."""


class _Always:
    """What Lark calls a post-lexer; only its list of terminals is used."""

    always_accept = ALWAYS

    @staticmethod
    def process(stream: Any) -> Any:
        return stream


def stamp(grammar: str) -> str:
    """Tells whether a table was built from this grammar. A checksum will do (OpenSSL takes longer to load than the table)."""
    text = grammar.encode()
    return f"{FORMAT}-{len(text)}-{zlib.crc32(text):08x}"


def lark_parser(grammar: str, *, strict: bool = False) -> Lark:
    """The grammar in Lark. `strict` refuses any conflict of the table or of two terminals, and needs interegular."""
    from lark import Lark

    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        strict=strict,
        keep_all_tokens=True,
        maybe_placeholders=False,
        postlex=_Always(),
    )


def build_table(grammar: str) -> str:
    """The parse table of a grammar, as text. Takes seconds."""
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        """Only the table is wanted; Lark's own lexers take longer to make than the table."""

        def __init__(self, conf: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            raise NotImplementedError

    parser = Lark(grammar, parser="lalr", lexer=NoLexer, keep_all_tokens=True, maybe_placeholders=False)
    table: Any = parser.parser.parser._parse_table
    rules = _Rules()
    lexers = _Lexers(parser)
    order = {state: number for number, state in enumerate(table.states)}
    states: list[tuple[dict[str, int], dict[str, int]]] = []
    for row in table.states.values():
        actions: dict[str, int] = {}
        gotos: dict[str, int] = {}
        for symbol, (kind, argument) in row.items():
            if str(kind) == "Reduce":
                actions[symbol] = ~rules.number(argument)
            elif symbol.isupper() or symbol.startswith("$"):
                actions[symbol] = order[argument]
            else:
                gotos[symbol] = order[argument]
        states.append((actions, gotos))
    _shorten(states, rules)
    lines = [[lexers.number(actions), actions, gotos] for actions, gotos in states]
    head = {
        "stamp": stamp(grammar),
        "start": order[table.start_states["start"]],
        "end": order[table.end_states["start"]],
        "rules": rules.rows,
        "terminals": {t.name: [t.pattern.to_regexp(), _first(t.pattern.to_regexp())] for t in parser.terminals},
        "lexers": lexers.rows,
        "shapes": json.dumps(_shapes(parser), separators=(",", ":")),
    }
    return "\n".join(json.dumps(line, separators=(",", ":")) for line in [head, *lines]) + "\n"


def _shapes(parser: Lark) -> dict[str, dict[str, list[str]]]:
    """`always`: of each phrase, the terminals that stand in every form of it, so that they tell nothing. `members`: of each family, and of
    each bundle that is one word or phrase, the terminals and phrases that can stand for it in a tree."""
    terminals = {one.name for one in parser.terminals}
    forms: dict[str, list[tuple[list[str], bool]]] = {}
    phrases: dict[str, list[list[str]]] = {}
    for rule in parser.rules:
        origin, parts = str(rule.origin.name), [str(part.name) for part in rule.expansion]
        name = str(rule.alias or ("" if rule.options.expand1 or origin.startswith("_") else origin))
        forms.setdefault(origin, []).append(([name] if name else parts, bool(name)))
        if name:
            phrases.setdefault(name, []).append(parts)

    def certain(parts: list[str], known: dict[str, set[str]]) -> set[str]:
        return {part for part in parts if part in terminals}.union(*(known[p] for p in parts if p in known))

    inlined = {name: set(terminals) for name in forms if name.startswith("_")}
    changed = True
    while changed:
        changed = False
        for name, before in inlined.items():
            now = before.intersection(*(certain(parts, inlined) for parts, _ in forms[name]))
            changed |= now != before
            inlined[name] = now
    always = {name: set.intersection(*(certain(parts, inlined) for parts in rows)) for name, rows in phrases.items()}

    def members(name: str, seen: frozenset[str]) -> set[str]:
        if name in terminals or name not in forms or name in seen:
            return {name}
        return set().union(
            *(
                {parts[0]} if named else members(parts[0], seen | {name})
                for parts, named in forms[name]
                if len(parts) == 1
            )
        )

    families = {name: members(name, frozenset()) for name in forms if not name.startswith("__")}
    return {
        "always": {name: sorted(found) for name, found in sorted(always.items()) if found},
        "members": {name: sorted(found) for name, found in sorted(families.items()) if found},
    }


def _shorten(states: list[tuple[dict[str, int], dict[str, int]]], rules: _Rules) -> None:
    """Go past states that do nothing but say that a member of a family is one of the family.

    Nothing is read in such a state, so nothing is read otherwise; a word that does not fit is still found before it is taken.
    """
    for _, gotos in states:
        for symbol in gotos:
            while True:
                actions, after = states[gotos[symbol]]
                only = set(actions.values())
                if after or len(only) != 1 or min(only) >= 0:
                    break
                origin, length, name = rules.rows[~min(only)]
                if name or length > 1:
                    break
                gotos[symbol] = gotos[origin]


class _Rules:
    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._numbers: dict[Any, int] = {}

    def number(self, rule: Any) -> int:
        if rule not in self._numbers:
            self._numbers[rule] = len(self.rows)
            origin = rule.origin.name
            name = rule.alias or (None if rule.options.expand1 else "" if origin.startswith("_") else origin)
            if name is None and len(rule.expansion) != 1:
                raise ValueError(f"a member of the family {origin} is neither one phrase nor one word, and has no name")
            self.rows.append([origin, len(rule.expansion), name or ""])
        return self._numbers[rule]


class _Lexers:
    """One lexer for each set of terminals that some state can go on with, as in Lark's contextual lexer."""

    def __init__(self, parser: Lark) -> None:
        self.rows: list[list[Any]] = []
        self._numbers: dict[frozenset[str], int] = {}
        self._terminals = sorted(
            parser.terminals,
            key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
        )
        self._ignored = set(parser.ignore_tokens)
        word = next(t for t in parser.terminals if t.name == "WORD")
        whole = re.compile(word.pattern.to_regexp())
        self._keywords = {
            t.pattern.value: t.name
            for t in parser.terminals
            if t.pattern.type == "str" and t.priority == word.priority and whole.fullmatch(t.pattern.value)
        }

    def number(self, actions: dict[str, int]) -> int:
        accepted = frozenset(actions) | frozenset(ALWAYS)
        if accepted not in self._numbers:
            self._numbers[accepted] = len(self.rows)
            keywords = {word: name for word, name in self._keywords.items() if name in accepted}
            apart = set(self._keywords.values()) | self._ignored
            tried = [t.name for t in self._terminals if t.name in accepted and t.name not in apart]
            self.rows.append([tried, keywords])
        return self._numbers[accepted]


def _first(pattern: str) -> str:
    """The ASCII characters that a match can begin with, and "é" for all others; "" where that cannot be told."""
    from re import _constants, _parser

    def of(items: Any) -> set[str] | None:
        for operator, argument in items:
            if operator in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
                continue
            if operator is _constants.LITERAL:
                return {chr(argument)}
            if operator is _constants.SUBPATTERN:
                return of(argument[-1])
            if operator is _constants.MAX_REPEAT and argument[0] > 0:
                return of(argument[2])
            if operator is _constants.BRANCH:
                branches = [of(branch) for branch in argument[1]]
                return None if None in branches else {c for branch in branches if branch for c in branch}
            if operator is _constants.IN and argument[0][0] is not _constants.NEGATE:
                return _class(argument)
            return None
        return None

    def _class(members: Any) -> set[str] | None:
        found: set[str] = set()
        for operator, argument in members:
            if operator is _constants.LITERAL:
                found.add(chr(argument))
            elif operator is _constants.RANGE:
                found.update(map(chr, range(argument[0], argument[1] + 1)))
            else:
                return None
        return found

    found = of(_parser.parse(pattern, re.MULTILINE))
    if found is None:
        return ""
    return "".join(sorted(c for c in found if c.isascii())) + ("é" if any(not c.isascii() for c in found) else "")
