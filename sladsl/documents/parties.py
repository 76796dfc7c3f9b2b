"""The parties as the first page names them, where they sign, and whether they are all of one company."""

from __future__ import annotations

from sladsl.documents.sentences import clean
from sladsl.documents.tree import Signature
from sladsl.model.resolve.phrases import quoted, tidy
from sladsl.node import node
from sladsl.syntax.tree import Phrase, Word


@node
class Member:
    """A party as its sentence introduces it. `of`: its address, the organisation of a department, the department of a person (its
    name here). `company` is True for departments and for a company that stands for each of its departments."""

    name: str
    full: str
    of: str
    is_role: bool
    company: bool


def members(root: Phrase) -> tuple[Member, ...]:
    """The parties, departments and persons that a text introduces, in its order."""
    found = []
    for phrase in root.walk("party_definition", "role_definition"):
        if phrase.kind == "party_definition":
            texts = _texts(phrase)
            address = phrase.first("address")
            of = _texts(address)[0] if address is not None else ""
            found.append(Member(texts[0], texts[1], of, False, phrase.first("for_departments") is not None))
        else:
            texts = _texts(phrase)
            name = phrase.word("NAME")
            of = tidy(name.text) if name is not None else texts[2]
            found.append(Member(texts[0], texts[1], of, True, name is None))
    return tuple(found)


def one_company(all_members: tuple[Member, ...]) -> str | None:
    """The company to which every party belongs as a department or person; None where the agreement is between organisations."""
    by_name = {member.name: member for member in all_members}
    companies: set[str] = set()
    for member in all_members:
        seen: set[str] = set()
        while member.is_role and member.of in by_name and member.of not in seen:
            seen.add(member.of)
            member = by_name[member.of]
        if not member.company:
            return None
        companies.add(member.of if member.is_role else member.full)
    return companies.pop() if len(companies) == 1 else None


def departments(all_members: tuple[Member, ...]) -> frozenset[str]:
    """The names of departments, as against persons."""
    return frozenset(member.name for member in all_members if member.is_role and member.company)


def principals(all_members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Those that bind themselves: organisations and departments, not the persons in them."""
    return tuple(member for member in all_members if not member.is_role or member.company)


def signatures(all_members: tuple[Member, ...], said: tuple[Phrase, ...]) -> tuple[Signature, ...]:
    """A place to sign for each principal; `said` are the sentences that name who signs."""
    signers: dict[str, list[str]] = {}
    for phrase in said:
        party = phrase.first("party_named", "party_both", "party_role", "party_each")
        if party is not None:
            name = clean(tidy(" ".join(word.text for word in party.words())))
            signers.setdefault(name, []).append(_texts(phrase)[0])
    return tuple(
        Signature(member.name, member.full, signer)
        for member in principals(all_members)
        for signer in signers.get(member.name, [""])
    )


def _texts(phrase: Phrase) -> list[str]:
    return [clean(quoted(part.text)) for part in phrase.parts if isinstance(part, Word) and part.kind == "TEXT"]
