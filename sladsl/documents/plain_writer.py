"""Sentences of the agreement in plain words: "must" for "shall", what a party gets for what the other shall pay, no links, since clauses have other
numbers here than in the agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sladsl.documents.sentences import Node, Writer
from sladsl.documents.tree import Reference, Run
from sladsl.model.resolve.phrases import tidy
from sladsl.syntax.tree import Phrase, Word

_PAYS = ("pay_amount", "pay_named", "pay_for_each", "pay_back_fees")

PaidBy = Callable[[Phrase], "str | None"]


@dataclass(slots=True)
class PlainWriter(Writer):
    """`paid_by`: what a payment ("Provider shall credit Customer …") comes to for the reader; None where its own words stand."""

    paid_by: PaidBy = field(default=lambda phrase: None)

    def _write(self, node: Node, kinds: tuple[str, ...], introduces: Word | None) -> None:
        if isinstance(node, Phrase) and node.kind == "shall" and any(one.kind in _PAYS for one in node.every()):
            paid = self.paid_by(node)
            if paid is not None:
                self._add(paid[0].upper() + paid[1:] if not self._last else paid)
                return
        if isinstance(node, Phrase) and node.kind == "no_credit_for_clause":
            self._add(self.words.plain_nothing)
            return
        Writer._write(self, node, kinds, introduces)

    def _word(self, word: Word, kinds: tuple[str, ...], introduces: Word | None) -> None:
        plain = self._plainly(word) if kinds[-1:] != ("cap",) else None
        if plain is not None:
            self._add(plain)
        else:
            Writer._word(self, word, kinds, introduces)

    def _plainly(self, word: Word) -> str | None:
        words, text = self.words, tidy(word.text)
        known: Mapping[str, str] = {
            "shall": words.plain_must,
            "ensure": words.plain_ensure,
            "terminate": words.plain_terminate,
        }
        if text in known:
            return known[text]
        return text.replace("shall", words.plain_must) if "shall" in text.split() else None

    def _run(self, run: Run) -> None:
        if isinstance(run, Reference):
            self._add(run.text)
        else:
            Writer._run(self, run)
