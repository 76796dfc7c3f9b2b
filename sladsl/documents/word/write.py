"""A walk over the document tree that writes a Word file. The same document gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Mm

from sladsl.documents.tree import Align, Block, Clause, Document, Note, Paragraph, Part, Prose, Runs, Schedule, Table, plain
from sladsl.documents.word.numbering import BODY, INDENT, Lists, numbered
from sladsl.documents.word.package import same_bytes
from sladsl.documents.word.styles import TABLE, give_styles
from sladsl.documents.word.xml import Element, bookmark_name, element, field, link, text_run, within
from sladsl.documents.wording import ENGLISH, Words

_LANGUAGES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a file's own date has no zone)
_SHORT = 16


def to_docx(document: Document, house: bytes | None = None) -> bytes:
    """The whole document. `house`: a Word file of a firm whose styles, page and margins are taken; what it says is not.
    docx.opc.exceptions.PackageNotFoundError: it is no Word file."""
    made = docx.Document(io.BytesIO(house) if house is not None else None)
    return _Writer(made, document, ENGLISH, house is not None).bytes()


class _Writer:
    def __init__(self, made: Docx, document: Document, words: Words, house: bool) -> None:
        self.docx, self.document, self.words = made, document, words
        body = made.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)
        give_styles(made, _LANGUAGES.get(document.language, document.language), house=house)
        self.lists = Lists(made, words.schedule)
        self.body: Element = body
        self.marks = 0
        self.numbered = {part.anchor for part in document.parts} | _anchors(document)
        if not house:
            page = made.sections[0]
            page.page_width, page.page_height = Mm(210), Mm(297)
            page.left_margin = page.right_margin = Mm(25)
            page.top_margin, page.bottom_margin = Mm(25), Mm(22)
        page = made.sections[0]
        self.width = int((page.page_width - page.left_margin - page.right_margin) / 635)

    def bytes(self) -> bytes:
        self._first_page()
        self._contents()
        for part in self.document.parts:
            self._part(part)
        self._signatures()
        for schedule in self.document.schedules:
            self._schedule(schedule)
        self._closing()
        self._head_and_foot()
        core = self.docx.core_properties
        core.title, core.subject, core.author = self.document.title, self.document.subtitle, ""
        core.comments, core.keywords, core.language = "", "", self.document.language
        core.created = core.modified = _UNDATED
        core.last_modified_by, core.revision = "", 1
        out = io.BytesIO()
        self.docx.save(out)
        return same_bytes(out.getvalue())

    # --- the frame ---------------------------------------------------------------------------------------------------

    def _first_page(self) -> None:
        document, words = self.document, self.words
        self.put("Title", text_run(document.title))
        if document.subtitle:
            self.put("Subtitle", text_run(document.subtitle))
        told = [words.version.format(document.version)] if document.version else []
        told += [words.dated.format(document.dated)] if document.dated else []
        if told:
            self.put("Version", text_run(", ".join(told)))
        if document.draft:
            self.put("Warning Note", text_run(f"{words.draft}. ", "DefinedTerm"), *self.runs(document.warning))
        for n, party in enumerate(document.parties):
            join = words.and_between if n else words.between
            of = f", {party.of}" if party.of else ""
            called = text_run(words.called.format(party.name))
            shown = link(party.target, called) if party.target else called
            name = text_run(party.full, "DefinedTerm")
            self.put("Party", text_run(f"{join} "), name, text_run(f"{of} ("), shown, text_run(")"))
        for prose in document.preamble:
            self._block(prose, "Schedule Text")

    def _contents(self) -> None:
        """A table of contents that Word and LibreOffice fill with pages, and that says its lines before they do."""
        self.put("Contents Heading", text_run(self.words.contents))
        lines = []
        for part in self.document.parts:
            lines.append(("TOC 1", f"{part.number} {part.title}", part.anchor))
            lines += [("TOC 2", f"{c.number} {c.title}", c.anchor) for c in part.clauses if c.title]
        for schedule in self.document.schedules:
            lines.append(("TOC 1", f"{self.words.schedule} {schedule.number}: {schedule.title}", schedule.anchor))
        code = field(r'TOC \o "1-2" \h \z \t "Schedule Heading,1"', "")
        code[0][0].set(qn("w:dirty"), "1")
        for n, (style, text, anchor) in enumerate(lines):
            before = code[:3] if n == 0 else []
            after = code[4:] if n == len(lines) - 1 else []
            self.put(style, *before, link(anchor, text_run(text)), *after)

    def _head_and_foot(self) -> None:
        document, words = self.document, self.words
        section = self.docx.sections[0]
        version = words.version.format(document.version) if document.version else ""
        head = " · ".join(piece for piece in (document.title, version, words.draft if document.draft else "") if piece)
        stop = within("w:tabs", element("w:tab", val="clear", pos=4320), element("w:tab", val="right", pos=self.width))
        header, footer = section.header, section.footer
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        self._line(header.paragraphs[0], "Page Head", text_run(head))
        of = words.fingerprint.format(document.fingerprint[:_SHORT])
        tab = within("w:r", element("w:tab"))
        page = [*field("PAGE", "1"), text_run(" / "), *field("NUMPAGES", "1")]
        self._line(footer.paragraphs[0], "Page Foot", text_run(of), tab, text_run(f"{words.page} "), *page)
        footer.paragraphs[0]._p.get_or_add_pPr().append(stop)

    def _line(self, paragraph: Element, style: str, *runs: Element) -> None:
        paragraph.style = self.docx.styles[style]
        paragraph._p.extend(runs)

    def _closing(self) -> None:
        for note in self.document.notes:
            self.put("Note", *self.runs(note))
        made = self.words.made_from.format(self.document.source)
        self.put("Note", text_run(f"{made}, {self.words.fingerprint.format(self.document.fingerprint)}"))

    # --- parts, clauses, schedules -----------------------------------------------------------------------------------

    def _part(self, part: Part) -> None:
        self.put("Heading 1", *self._marked(part.anchor, text_run(part.title)))
        for clause in part.clauses:
            if clause.title:
                self.put("Heading 2", *self._marked(clause.anchor, text_run(clause.title)))
                for block in clause.blocks:
                    self._block(block, "Clause Text")
            else:
                self._untitled(clause)

    def _untitled(self, clause: Clause) -> None:
        first, *others = clause.blocks
        self._block(first, "Clause", anchor=clause.anchor)
        for block in others:
            self._block(block, "Clause Text")

    def _schedule(self, schedule: Schedule) -> None:
        self.put("Schedule Heading", *self._marked(schedule.anchor, text_run(schedule.title)))
        if schedule.intro:
            self.put("Schedule Text", *self.runs(schedule.intro))
        for section in schedule.sections:
            if section.title:
                self.put("Schedule Section", *self._marked(section.anchor, text_run(section.title)))
            list_ = self.lists.restarted()
            for block in section.blocks:
                self._block(block, "Schedule Text", list_=list_)

    def _block(self, block: Block, style: str, *, anchor: str = "", list_: int = 0) -> None:
        """`style`: of a paragraph without a number of its own. `list_`: that of the schedule."""
        match block:
            case Paragraph():
                runs = [*self.runs(block.runs), *self._mark(block.line)]
                self._numbered(block.number, style, list_, *self._marked(anchor or block.anchor, *runs))
                for child in block.below:
                    self._below(child, style, list_)
            case Prose():
                for n, paragraph in enumerate(block.paragraphs):
                    own = anchor or block.anchor if n == 0 else ""
                    runs = [*self.runs(paragraph), *(self._mark(block.line) if n == len(block.paragraphs) - 1 else [])]
                    follows = style if n == 0 else "Clause Text" if style == "Clause" else style
                    self._numbered(block.number if n == 0 else "", follows, list_, *self._marked(own, *runs))
            case Table():
                self._table(block, 0 if list_ else INDENT)
            case Note():
                self.put("Warning Note" if block.tone else "Note", *self.runs(block.runs))

    def _below(self, child: Block, style: str, list_: int) -> None:
        """What belongs to a sentence: its table, its list."""
        if isinstance(child, Paragraph) and not list_:
            runs = [*self.runs(child.runs), *self._mark(child.line)]
            self.put("List Item", *self._marked(child.anchor, *runs))
        else:
            self._block(child, "Clause Text" if style == "Clause" else style, list_=list_)

    def _numbered(self, number: str, style: str, list_: int, *runs: Element) -> None:
        if not number:
            self.put(style, *runs)
        elif list_:
            made = self.put("Schedule Item", *runs)
            made.find(qn("w:pPr")).append(numbered(list_, 0))
        else:
            self.put("Subclause", *runs)

    # --- tables and signatures ---------------------------------------------------------------------------------------

    def _table(self, table: Table, indent: int) -> None:
        if table.caption:
            self.put("Table Caption", text_run(table.caption), indent=indent)
        widths = _widths(table, self.width - indent)
        rows = []
        for n, cells in enumerate((table.header, *table.rows)):
            properties = within("w:trPr", element("w:cantSplit"), *([element("w:tblHeader")] if n == 0 else []))
            row = within("w:tr", properties)
            for cell, width, align in zip(cells, widths, table.align, strict=True):
                right = align is Align.RIGHT
                style = "Table Head" if n == 0 else "Table Figure" if right else "Table Text"
                side = [within("w:jc", val="right")] if right and n == 0 else []
                inside = within("w:p", within("w:pPr", element("w:pStyle", val=style.replace(" ", "")), *side), *self.runs(cell))
                row.append(within("w:tc", within("w:tcPr", element("w:tcW", w=width, type="dxa")), inside))
            rows.append(row)
        self._place_table(rows, widths, indent, first_row=True)

    def _place_table(self, rows: list[Element], widths: list[int], indent: int, *, first_row: bool) -> None:
        look = element("w:tblLook", firstRow=int(first_row), lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        properties = within(
            "w:tblPr",
            element("w:tblStyle", val=TABLE.replace(" ", "")),
            element("w:tblW", w=sum(widths), type="dxa"),
            element("w:tblInd", w=indent, type="dxa"),
            element("w:tblLayout", type="fixed"),
            look,
        )
        grid = within("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
        self._add(within("w:tbl", properties, grid, *rows))
        self.put("Table Caption")  # a table and what follows it stand apart

    def _signatures(self) -> None:
        document, words = self.document, self.words
        if not document.signatures:
            return
        internal = document.style == "internal"
        title = words.signatures_internal if internal else words.signatures
        self.put("Schedule Section", *self._marked("signatures", text_run(title)))
        lines = (words.signature, words.name, words.position, words.date)
        widths = [self.width * 2 // 10, *[self.width * 8 // 10 // len(document.signatures)] * len(document.signatures)]
        told = words.agreed_for if internal else words.signed_for
        rows = [self._row(["", *(told.format(one.full) for one in document.signatures)], widths, "Table Head", 0)]
        for line in lines:
            filled = [one.signer if line == words.name else "" for one in document.signatures]
            rows.append(self._row([line, *filled], widths, "Table Text", 640))
        self._place_table(rows, widths, 0, first_row=True)

    def _row(self, cells: list[str], widths: list[int], style: str, height: int) -> Element:
        tall = [element("w:trHeight", val=height, hRule="atLeast")] if height else []
        row = within("w:tr", within("w:trPr", element("w:cantSplit"), *tall))
        for text, width in zip(cells, widths, strict=True):
            keep = within("w:pPr", element("w:pStyle", val=style.replace(" ", "")), element("w:keepNext"))
            inside = within("w:p", keep, text_run(text))
            row.append(within("w:tc", within("w:tcPr", element("w:tcW", w=width, type="dxa")), inside))
        return row

    # --- runs --------------------------------------------------------------------------------------------------------

    def put(self, style: str, *runs: Element, indent: int = 0) -> Element:
        """One paragraph at the end of the text."""
        properties = within("w:pPr", element("w:pStyle", val=self.docx.styles[style].style_id))
        if style == "Clause":  # its level belongs to the headings of clauses, and a level has one style only
            properties.append(numbered(BODY, 1))
        if indent:
            properties.append(element("w:ind", left=indent))
        return self._add(within("w:p", properties, *runs))

    def _add(self, child: Element) -> Element:
        self.body.insert(len(self.body) - 1, child)  # before the section's own properties
        return child

    def runs(self, runs: Runs) -> list[Element]:
        found: list[Element] = []
        for run in runs:
            match run.kind:
                case "text":
                    found.append(text_run(run.text))
                case "strong":
                    found.append(text_run(run.text, "DefinedTerm"))
                case "introduced":
                    found += self._marked(run.anchor, text_run(run.text, "DefinedTerm"))
                case "entry":
                    shown = text_run(run.text, "DefinedTerm")
                    found += self._marked(run.anchor, link(run.target, shown) if run.target else shown)
                case "reference" if run.target in self.numbered:
                    name = bookmark_name(run.target)
                    before, after = f"{run.word} " if run.word else "", f" ({run.title})" if run.title else ""
                    found += [text_run(before)] if before else []
                    found += field(rf"REF {name} \w \h", run.number, "CrossReference")
                    found += [text_run(after)] if after else []
                case _:
                    found.append(link(run.target, text_run(run.text, "CrossReference" if run.kind == "reference" else "Term")))
        return found

    def _marked(self, anchor: str, *runs: Element) -> list[Element]:
        """The runs under a bookmark, to which references lead."""
        if not anchor:
            return list(runs)
        self.marks += 1
        start = element("w:bookmarkStart", id=self.marks, name=bookmark_name(anchor))
        return [start, *runs, element("w:bookmarkEnd", id=self.marks)]

    def _mark(self, line: int) -> list[Element]:
        return [text_run(f" {line}", "SourceMark")] if line else []


def _anchors(document: Document) -> set[str]:
    """What has a number that Word counts: clauses, and paragraphs of them."""
    found = set()
    for part in document.parts:
        for clause in part.clauses:
            found.add(clause.anchor)
            found |= {block.anchor for block in clause.blocks if isinstance(block, Paragraph | Prose) and block.number}
    return found


_LETTER = 120
"""Twentieths of a point that a letter of a table takes, and a bold one at the most."""
_LINE = 46


def _widths(table: Table, whole: int) -> list[int]:
    """Of the columns: first the longest word of each, then what is left by the length of its texts."""
    texts = [[plain(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    least = [(max((len(word) for text in column for word in text.split()), default=1) + 2) * _LETTER for column in texts]
    wanted = [min(max(len(text) for text in column), _LINE) * _LETTER for column in texts]
    more = [max(want - need, 0) for want, need in zip(wanted, least, strict=True)]
    left = whole - sum(least)
    if left < 0 or not sum(more):
        return _shared(least, whole)
    return _shared([need + left * one // sum(more) for need, one in zip(least, more, strict=True)], whole)


def _shared(parts: list[int], whole: int) -> list[int]:
    """In these proportions, the whole of it."""
    widths = [whole * part // sum(parts) for part in parts]
    widths[-1] += whole - sum(widths)
    return widths
