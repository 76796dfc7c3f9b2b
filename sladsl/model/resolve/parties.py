"""Who is meant: a party, two parties, a role, each party."""

from __future__ import annotations

from sladsl.model.agreement import NameKind
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import quoted, word, words
from sladsl.syntax.tree import Phrase

PARTIES = ("party_named", "party_both", "party_role", "party_each")


def party(phrase: Phrase, ctx: Context) -> str:
    """The name as it is shown: "Provider", "Provider and Customer", "chief revenue officer", "each party"."""
    match phrase.kind:
        case "party_role":
            return quoted(word(phrase, "TEXT"))
        case "party_each":
            return "each party"
        case _:
            kinds = (NameKind.PARTY, NameKind.ROLE)
            return " and ".join(ctx.name(name, phrase, *kinds).text for name in words(phrase, "NAME"))
