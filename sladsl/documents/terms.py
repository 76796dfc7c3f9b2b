"""The names of an agreement as terms of its document: where each is introduced, and each place where it is used."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from sladsl.documents.tree import Introduced, Reference, Run, Strong, Text, Used
from sladsl.model.agreement import Name
from sladsl.node import node


@node
class Term:
    """`anchor` of its definition, `index` of its entry in the schedule of definitions, which is the `target` of its uses where the
    document has no definition of it: it comes from an agreement above."""

    name: Name
    anchor: str
    index: str
    target: str


class Terms:
    """Finds names in texts, longest first, and notes where they are used. Mutable while one document is drafted."""

    def __init__(self, names: Iterable[Name], introduced: Container[str]) -> None:
        """`introduced`: the names that the document itself introduces."""
        self.terms: list[Term] = []
        self._forms: dict[str, Term] = {}
        self._introduced: dict[str, Reference | None] = {}
        self._uses: dict[str, dict[str, Reference]] = {}
        self._place: Reference | None = None
        taken: set[str] = set()
        for name in names:
            if name.text in self._forms:
                continue
            slug = unique(slug_of(name.text), taken)
            anchor, index = f"term-{slug}", f"index-{slug}"
            term = Term(name, anchor, index, anchor if name.text in introduced else index)
            self.terms.append(term)
            for form in (name.text, name.plural):
                if form:
                    self._forms.setdefault(form, term)
        forms = sorted(self._forms, key=lambda form: (-len(form), form))
        self._pattern = re.compile(
            r"(?<![\w-])(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) + r")(?![\w-])"
        )

    def at(self, place: Reference | None) -> None:
        """What follows stands in this paragraph; None: uses are not noted (headings, schedules)."""
        self._place = place

    def introduce(self, text: str, called: str = "“{}”") -> Run:
        """The name where it is introduced, in quotes; bold only where the agreement does not know it or has introduced it already."""
        term = self._forms.get(text)
        if term is None or term.name.text != text or text in self._introduced:
            return Strong(called.format(text))
        self._introduced[text] = self._place
        return Introduced(called.format(text), term.anchor, term.index)

    def link(self, text: str) -> list[Run]:
        """A text with the names in it, longest first, linked to their definitions."""
        if not self._forms:
            return [Text(text)] if text else []
        runs: list[Run] = []
        end = 0
        for match in self._pattern.finditer(text):
            term = self._forms[" ".join(match.group().split())]
            if match.start() > end:
                runs.append(Text(text[end : match.start()]))
            runs.append(Used(match.group(), term.target))
            if self._place is not None:
                self._uses.setdefault(term.name.text, {}).setdefault(self._place.target, self._place)
            end = match.end()
        if end < len(text):
            runs.append(Text(text[end:]))
        return runs

    def target(self, text: str) -> str:
        """Where the uses of a name lead; "" if it is no name."""
        term = self._forms.get(text)
        return term.target if term is not None else ""

    def is_plural(self, text: str) -> bool:
        """Whether it is the plural of a name."""
        term = self._forms.get(text)
        return term is not None and term.name.plural == text

    def singular(self, text: str) -> str:
        """The name itself, for any of its forms; the text where it is none."""
        term = self._forms.get(text)
        return term.name.text if term is not None else text

    def introduced_in(self, term: Term) -> Reference | None:
        return self._introduced.get(term.name.text)

    def is_introduced(self, term: Term) -> bool:
        return term.name.text in self._introduced

    def uses(self, term: Term) -> tuple[Reference, ...]:
        """Where it is used, in the order of the text, without the place that introduces it."""
        home = self._introduced.get(term.name.text)
        return tuple(
            place
            for target, place in self._uses.get(term.name.text, {}).items()
            if home is None or target != home.target
        )


def slug_of(text: str) -> str:
    """A text as part of an anchor: a-z, 0-9 and hyphens; what has none of these is told by the numbers of its characters."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return slug or "-".join(f"{ord(character):x}" for character in text)


def unique(slug: str, taken: set[str]) -> str:
    """The slug, with a number where it is taken; the result is added to those taken."""
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found
