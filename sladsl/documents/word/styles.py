"""The styles of the document. A firm's own file brings its own under the same names; only those that it lacks are added."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from docx import __version__ as python_docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor, Twips
from docx.styles import BabelFish
from docx.styles.style import StyleFactory

from sladsl.documents.word.numbering import BODY, INDENT, SCHEDULES, numbered
from sladsl.documents.word.xml import Element, element, parsed, within
from sladsl.kept import kept

INK, QUIET = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x6B, 0x6B, 0x6B)
FONT = "Calibri"
_HALF_POINT = 6350

_PARAGRAPHS = (
    # name, based on, half points, bold, space before, space after, levels in, keeps with the next
    ("Title", "Normal", 48, True, 48, 4, 0, True),
    ("Subtitle", "Normal", 26, False, 0, 4, 0, True),
    ("Version", "Normal", 22, False, 0, 16, 0, False),
    ("Party", "Normal", 22, False, 8, 0, 0, False),
    ("Contents Heading", "Normal", 26, True, 24, 8, 0, True),
    ("TOC 1", "Normal", 21, False, 4, 0, 0, False),
    ("TOC 2", "Normal", 21, False, 0, 0, 1, False),
    ("Heading 1", "Normal", 28, True, 20, 8, 1, True),
    ("Heading 2", "Normal", 22, True, 12, 4, 1, True),
    ("Clause", "Normal", 21, False, 0, 6, 1, False),
    ("Subclause", "Normal", 21, False, 0, 6, 2, False),
    ("List Item", "Normal", 21, False, 0, 4, 3, False),
    ("Clause Text", "Normal", 21, False, 0, 6, 1, False),
    ("Note", "Normal", 19, False, 4, 8, 1, False),
    ("Closing Note", "Normal", 17, False, 6, 4, 0, False),
    ("Warning Note", "Normal", 21, False, 8, 12, 0, False),
    ("Schedule Heading", "Normal", 28, True, 0, 8, 0, True),
    ("Schedule Section", "Normal", 22, True, 14, 4, 0, True),
    ("Signatures Heading", "Normal", 28, True, 20, 8, 0, True),
    ("Schedule Text", "Normal", 21, False, 0, 6, 0, False),
    ("Schedule Note", "Note", 19, False, 4, 8, 0, False),
    ("Schedule Item", "Normal", 21, False, 0, 6, 1, False),
    ("Table Text", "Normal", 19, False, 2, 2, 0, False),
    ("Table Figure", "Table Text", 19, False, 2, 2, 0, False),
    ("Table Head", "Table Text", 19, True, 2, 2, 0, True),
    ("Table Caption", "Normal", 18, False, 4, 2, 0, True),
    ("Figure", "Normal", 18, False, 8, 0, 0, True),
    ("Figure Caption", "Normal", 18, False, 2, 10, 0, False),
    ("Page Head", "Normal", 17, False, 0, 0, 0, False),
    ("Page Foot", "Normal", 17, False, 0, 0, 0, False),
)
_QUIET = (
    "Table Caption",
    "Figure Caption",
    "Page Head",
    "Page Foot",
    "Version",
    "Note",
    "Schedule Note",
    "Closing Note",
)
_CHARACTERS = (("Defined Term", True), ("Term", False), ("Cross Reference", False), ("Source Mark", False))
TABLE = "Agreement Table"


@cache
def plain_file(language: str) -> bytes:
    """A Word file that has the styles of the document and says nothing: that of python-docx, with other styles, made once."""

    def make() -> bytes:
        made, out = Document(), BytesIO()
        give_styles(made, language, had=False)
        made.save(out)
        return out.getvalue()

    here = Path(__file__)
    of = b"".join(here.with_name(f"{part}.py").read_bytes() for part in ("styles", "numbering", "xml"))
    return kept(here.with_name(f"plain-{language}-{python_docx}.docx"), of, make)


def named(docx: Docx) -> dict[str, Element]:
    """The styles of a file by name: to look one up, python-docx searches all."""
    return {style.name: style for style in docx.styles}


def give_styles(docx: Docx, language: str, *, had: bool = True) -> dict[str, Element]:
    """The styles of the document by name; those that the file has are left as they are (`had`). `language`: a BCP 47 tag, for spelling and
    for those to whom it is read aloud."""
    styles = named(docx)
    left = set(styles) if had else set()
    normal = styles["Normal"]
    if "Normal" not in left:
        normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Emu(21 * _HALF_POINT), INK
    _set_language(docx, language)
    for name, above, half_points, bold, before, after, depth, keeps in _PARAGRAPHS:
        if name in left:
            continue
        style = _style(docx, styles, name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[above]
        style.font.name, style.font.size, style.font.bold = FONT, Emu(half_points * _HALF_POINT), bold
        style.font.italic, style.font.color.rgb = False, QUIET if name in _QUIET else INK
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.left_indent, form.keep_with_next = Twips(depth * INDENT), keeps
        form.widow_control = True
        style.hidden, style.quick_style = False, True
        for left_over in ("w:pBdr", "w:numPr"):  # of the library's own empty file
            for found in style.element.findall(f"{qn('w:pPr')}/{qn(left_over)}"):
                found.getparent().remove(found)
    if "Table Figure" not in left:
        styles["Table Figure"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if "Schedule Heading" not in left:
        styles["Schedule Heading"].paragraph_format.page_break_before = True
    for name, list_, level in (
        ("Heading 1", BODY, 0),
        ("Heading 2", BODY, 1),
        ("Subclause", BODY, 2),
        ("List Item", BODY, 3),
        ("Schedule Heading", SCHEDULES, 0),
    ):
        _number(styles[name].element, list_, level)
    for name, outline in (("Schedule Heading", 0), ("Signatures Heading", 0), ("Schedule Section", 1)):
        properties = styles[name].element.get_or_add_pPr()
        properties.extend(parsed(element("w:outlineLvl", val=outline)))
    for name, strong in _CHARACTERS:
        if name not in left:
            style = _style(docx, styles, name, WD_STYLE_TYPE.CHARACTER)
            style.font.bold = True if strong else None
            if name == "Source Mark":
                style.font.size, style.font.color.rgb, style.font.superscript = Pt(7), QUIET, True
            style.hidden = False
    if TABLE not in left:
        _table_style(_style(docx, styles, TABLE, WD_STYLE_TYPE.TABLE))
    return styles


def _style(docx: Docx, styles: dict[str, Element], name: str, kind: WD_STYLE_TYPE) -> Element:
    if name not in styles:
        made = docx.styles.element.add_style_of_type(BabelFish.ui2internal(name), kind, False)
        made.set(qn("w:styleId"), name.replace(" ", ""))
        styles[name] = StyleFactory(made)
    return styles[name]


def _number(style: Element, list_: int, level: int) -> None:
    properties = style.get_or_add_pPr()
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    properties.insert(0, *parsed(numbered(list_, level)))


def _set_language(docx: Docx, language: str) -> None:
    defaults = docx.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.extend(parsed(element("w:lang", val=language, eastAsia=language, bidi="ar-SA")))


def _table_style(style: Element) -> None:
    """Thin lines between rows, a stronger one under the header, as in a printed register."""
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "BFBFBF"}
    borders = within("w:tblBorders", *(element(f"w:{edge}", **line) for edge in ("top", "bottom", "insideH")))
    margins = within("w:tblCellMar", element("w:left", w=85, type="dxa"), element("w:right", w=85, type="dxa"))
    style.element.extend(parsed(within("w:tblPr", borders, margins)))
    strong: dict[str, str | int] = {"val": "single", "sz": 8, "space": 0, "color": "404040"}
    under = within(
        "w:tcPr",
        within("w:tcBorders", element("w:bottom", **strong)),
        element("w:shd", val="clear", color="auto", fill="F2F2F2"),
    )
    style.element.extend(parsed(within("w:tblStylePr", under, type="firstRow")))
