"""Runs of text with their bookmarks, links and live references."""

from __future__ import annotations

from sladsl.documents.tree import Document, Entry, Introduced, Paragraph, Prose, Reference, Runs, Strong, Text, Used
from sladsl.documents.word.xml import LANGUAGES, Markup, bookmark_name, element, field, link, text_run

STRONG, QUIET = "DefinedTerm", "SourceMark"


class Ink:
    """Writes runs of one document. A reference to what Word numbers is a field that Word computes; any other is a link."""

    def __init__(self, document: Document) -> None:
        self._numbered = _numbered(document)
        self._marks = 0

    def runs(self, runs: Runs) -> list[Markup]:
        found: list[Markup] = []
        for run in runs:
            match run:
                case Text(text=text, language=language):
                    found.append(text_run(text, language=LANGUAGES.get(language, language)))
                case Strong(text=text):
                    found.append(text_run(text, STRONG))
                case Introduced(text=text, anchor=anchor):
                    found += self.marked(anchor, text_run(text, STRONG))
                case Entry(text=text, anchor=anchor, target=target):
                    shown = text_run(text, STRONG)
                    found += self.marked(anchor, link(target, shown) if target else shown)
                case Used(text=text, target=target):
                    found.append(link(target, text_run(text, "Term")))
                case Reference():
                    found += self._reference(run)
        return found

    def marked(self, anchor: str, *runs: Markup) -> list[Markup]:
        """The runs under a bookmark, to which references lead."""
        if not anchor:
            return list(runs)
        number = self.next_number()
        start = element("w:bookmarkStart", id=number, name=bookmark_name(anchor))
        return [start, *runs, element("w:bookmarkEnd", id=number)]

    def next_number(self) -> int:
        """A number that nothing else of the document has."""
        self._marks += 1
        return self._marks

    def line(self, line: int) -> list[Markup]:
        """The discreet mark of the line of the source, never alone on a line; none for what the document adds."""
        return [text_run(f"\N{NO-BREAK SPACE}{line}", QUIET)] if line else []

    def _reference(self, run: Reference) -> list[Markup]:
        if run.target not in self._numbered:
            return [link(run.target, text_run(run.text, "CrossReference"))]
        before, after = f"{run.word} " if run.word else "", f" ({run.title})" if run.title else ""
        live = field(rf"REF {bookmark_name(run.target)} \w \h", run.number, "CrossReference")
        return [*([text_run(before)] if before else []), *live, *([text_run(after)] if after else [])]


def _numbered(document: Document) -> set[str]:
    """What has a number that Word counts: parts, clauses, and the paragraphs of clauses."""
    found = {part.anchor for part in document.parts}
    for clause in (clause for part in document.parts for clause in part.clauses):
        found.add(clause.anchor)
        found |= {block.anchor for block in clause.blocks if isinstance(block, Paragraph | Prose) and block.number}
    return found
