"""A walk over the document tree that writes a Word file. The same document gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from sladsl.documents.house import PLAIN, House
from sladsl.documents.languages import words_in
from sladsl.documents.tree import (
    Block,
    Clause,
    Document,
    Figure,
    Note,
    Paragraph,
    Part,
    Prose,
    Schedule,
    Style,
    Table,
    is_bold,
)
from sladsl.documents.word.contents import FIELD, entries, signing_title
from sladsl.documents.word.numbering import BODY, INDENT, Lists, numbered
from sladsl.documents.word.package import carry, same_bytes
from sladsl.documents.word.pictures import picture_of
from sladsl.documents.word.runs import STRONG, Ink
from sladsl.documents.word.styles import give_styles, named, plain_file
from sladsl.documents.word.tables import signing, table_of
from sladsl.documents.word.xml import (
    FIELD_END,
    LANGUAGES,
    Element,
    Markup,
    element,
    field,
    field_start,
    link,
    parsed,
    text_run,
    within,
)
from sladsl.documents.wording import Words

_UNDATED = datetime(2000, 1, 1)
_SHORT = 16
_EMU_PER_TWENTIETH = 635


def to_docx(document: Document, house: House = PLAIN) -> bytes:
    """The whole document. Of the Word file of a house the styles, page and margins are taken; what it says is not.
    docx.opc.exceptions.PackageNotFoundError: it is no Word file."""
    reference = house.reference
    language = LANGUAGES.get(document.language, document.language)
    made = docx.Document(io.BytesIO(reference if reference is not None else plain_file(language)))
    return _Writer(made, document, house.spoken(words_in(document.language)), reference is not None).bytes()


class _Writer:
    def __init__(self, made: Docx, document: Document, words: Words, house: bool) -> None:
        self.docx, self.document, self.words = made, document, words
        body = made.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)
        self.styles = give_styles(made, LANGUAGES.get(document.language, document.language)) if house else named(made)
        self.ids = {name: style.style_id for name, style in self.styles.items()}
        self.lists = Lists(made, words.schedule, words.before_title)
        self.blocks: list[Markup] = []
        self.kept: list[int] = []
        """The paragraphs that stand on one page with what follows."""
        self.pictures: list[tuple[int, Element]] = []
        self.ink = Ink(document)
        if not house:
            page = made.sections[0]
            page.page_width, page.page_height = Mm(210), Mm(297)
            page.left_margin = page.right_margin = Mm(25)
            page.top_margin, page.bottom_margin = Mm(25), Mm(22)
        self.width = _twentieths(made.sections[0])

    def bytes(self) -> bytes:
        self._first_page()
        if self.document.style is not Style.STATEMENT:
            self._contents()
        for part in self.document.parts:
            self._part(part)
        self._signatures()
        for schedule in self.document.schedules:
            self._schedule(schedule)
        self._closing()
        self._write()
        self._head_and_foot()
        core = self.docx.core_properties
        core.title, core.subject, core.author = self.document.title, self.document.subtitle, ""
        core.comments, core.keywords, core.language = "", "", self.document.language
        core.created = core.modified = _UNDATED
        core.last_modified_by, core.revision = "", 1
        if self.document.embedded:
            carry(self.docx, self.document.embedded)
        out = io.BytesIO()
        self.docx.save(out)
        return same_bytes(out.getvalue())

    def _write(self) -> None:
        """Puts the text into the file, before the section's own properties."""
        blocks = parsed(*self.blocks)
        for n in self.kept:
            blocks[n].get_or_add_pPr().get_or_add_keepNext()
        for n, picture in self.pictures:
            next(blocks[n].iter(qn("w:drawing"))).append(picture)
        body = self.docx.element.body
        end = body[-1]
        for block in blocks:
            end.addprevious(block)
        self.lists.write()

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
            self.put("Warning Note", text_run(f"{words.draft}. ", STRONG), *self.ink.runs(document.warning))
        for n, party in enumerate(document.parties):
            join = words.and_between if n else words.between
            of = f", {party.of}" if party.of else ""
            called = text_run(words.called.format(party.name))
            shown = link(party.target, called) if party.target else called
            name = text_run(party.full, STRONG)
            self.put("Party", text_run(f"{join} "), name, text_run(f"{of} ("), shown, text_run(")"))
        for prose in document.preamble:
            self._block(prose, "Schedule Text")
        front = self.lists.restarted() if document.front else 0
        for block in document.front:
            self._block(block, "Schedule Text", list_=front)

    def _contents(self) -> None:
        """A table of contents that Word and LibreOffice fill with pages, and that says its lines before they do."""
        self.put("Contents Heading", text_run(self.words.contents))
        lines = entries(self.document, self.words)
        start = field_start(FIELD, dirty=True)
        for n, (style, text, anchor) in enumerate(lines):
            before = start if n == 0 else ""
            after = FIELD_END if n == len(lines) - 1 else ""
            self.put(style, before, link(anchor, text_run(text)), after)

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
        footer.paragraphs[0]._p.get_or_add_pPr().extend(parsed(stop))

    def _line(self, paragraph: Element, style: str, *runs: Markup) -> None:
        paragraph.style = self.styles[style]
        paragraph._p.extend(parsed(*runs))

    def _closing(self) -> None:
        for note in self.document.notes:
            self.put("Closing Note", *self.ink.runs(note))
        made = self.words.made_from.format(self.document.source)
        self.put("Closing Note", text_run(f"{made}, {self.words.fingerprint.format(self.document.fingerprint)}"))

    # --- parts, clauses, schedules -----------------------------------------------------------------------------------

    def _part(self, part: Part) -> None:
        self.put("Heading 1", *self.ink.marked(part.anchor, text_run(part.title)))
        for clause in part.clauses:
            if clause.title:
                self.put("Heading 2", *self.ink.marked(clause.anchor, text_run(clause.title)))
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
        on_the_page = self.document.style is Style.STATEMENT and schedule is not self.document.schedules[0]
        heading = self.ink.marked(schedule.anchor, text_run(schedule.title))
        self.put("Schedule Heading", *heading, form=element("w:pageBreakBefore", val=0) if on_the_page else "")
        if schedule.intro:
            self.put("Schedule Text", *self.ink.runs(schedule.intro))
        for section in schedule.sections:
            if section.title:
                self.put("Schedule Section", *self.ink.marked(section.anchor, text_run(section.title)))
            list_ = self.lists.restarted()
            for n, block in enumerate(section.blocks):
                self._block(block, "Schedule Text", list_=list_)
                if n == 0 and section.title and len(section.blocks) > 1 and isinstance(block, Paragraph | Note):
                    self.kept.append(len(self.blocks) - 1)  # a heading and one line say nothing at the end of a page

    def _block(self, block: Block, style: str, *, anchor: str = "", list_: int = 0) -> None:
        """`style`: of a paragraph without a number of its own. `list_`: that of the schedule."""
        match block:
            case Paragraph():
                runs = [*self.ink.runs(block.runs), *self.ink.line(block.line)]
                self._numbered(block.number, style, list_, *self.ink.marked(anchor or block.anchor, *runs))
                if is_bold(block.runs) or any(isinstance(child, Table) for child in block.below):
                    self.kept.append(len(self.blocks) - 1)
                for child in block.below:
                    self._below(child, block, style, list_)
            case Prose():
                for n, paragraph in enumerate(block.paragraphs):
                    own = anchor or block.anchor if n == 0 else ""
                    runs = [
                        *self.ink.runs(paragraph),
                        *(self.ink.line(block.line) if n == len(block.paragraphs) - 1 else []),
                    ]
                    follows = style if n == 0 else "Clause Text" if style == "Clause" else style
                    self._numbered(block.number if n == 0 else "", follows, list_, *self.ink.marked(own, *runs))
            case Table():
                self._table(block, 0 if list_ else INDENT)
            case Figure():
                self._figure(block, 0 if list_ else INDENT)
            case Note():
                own = "Schedule Note" if list_ else "Note"
                self.put("Warning Note" if block.tone else own, *self.ink.runs(block.runs))

    def _below(self, child: Block, sentence: Paragraph, style: str, list_: int) -> None:
        """What belongs to a sentence: its table, and its list, which is lettered as the sentence would be where that has no letter."""
        if isinstance(child, Paragraph) and not list_:
            runs = [*self.ink.runs(child.runs), *self.ink.line(child.line)]
            self.put("List Item" if sentence.number else "Subclause", *self.ink.marked(child.anchor, *runs))
        else:
            self._block(child, "Clause Text" if style == "Clause" else style, list_=list_)

    def _numbered(self, number: str, style: str, list_: int, *runs: Markup) -> None:
        if not number:
            self.put(style, *runs)
        elif list_:
            self.put("Schedule Item", *runs, form=numbered(list_, 0))
        else:
            self.put("Subclause", *runs)

    # --- tables and signatures ---------------------------------------------------------------------------------------

    def _table(self, table: Table, indent: int) -> None:
        if table.caption:
            self.put("Table Caption", text_run(table.caption), indent=indent)
        self.blocks.append(table_of(table, self.ink, self.width, indent))
        self.put("Table Caption")  # a table and what follows it stand apart

    def _figure(self, figure: Figure, indent: int) -> None:
        picture = picture_of(figure.drawing, self.docx, self.ink.next_number(), self.width - indent)
        self.pictures.append((len(self.blocks), picture))
        frame = within("w:r", element("w:drawing"))
        self.put("Figure", *self.ink.marked(figure.anchor, frame), indent=indent)
        if figure.caption:
            self.put("Figure Caption", text_run(figure.caption), indent=indent)

    def _signatures(self) -> None:
        signers, words = self.document.signatures, self.words
        if not signers:
            return
        if self.blocks[-1].startswith("<w:p>"):
            self.kept.append(len(self.blocks) - 1)  # nobody signs a page on which nothing else stands
        self.put("Signatures Heading", *self.ink.marked("signatures", text_run(signing_title(self.document, words))))
        told = words.agreed_for if self.document.style is Style.INTERNAL else words.signed_for
        lines = [
            [line, *(one.signer if line == words.name else "" for one in signers)]
            for line in (words.signature, words.name, words.position, words.date)
        ]
        self.blocks.append(signing(["", *(told.format(one.full) for one in signers)], lines, self.width))
        self.put("Table Caption")

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def put(self, style: str, *runs: Markup, form: Markup = "", indent: int = 0) -> None:
        """One paragraph at the end of the text. `form`: what its properties say beside its style."""
        if style == "Clause":  # its level belongs to the headings of clauses, and a level has one style only
            form += numbered(BODY, 1)
        if indent:
            form += element("w:ind", left=indent)
        self.blocks.append(within("w:p", within("w:pPr", element("w:pStyle", val=self.ids[style]), form), *runs))


def _twentieths(section: Section) -> int:
    """The width of the text in twentieths of a point."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None
    return (width - (left or 0) - (right or 0)) // _EMU_PER_TWENTIETH
