"""Drawings as pictures in the line of text, with what they show for those who do not see it."""

from __future__ import annotations

import io

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from sladsl.documents.charts.drawing import Drawing
from sladsl.documents.charts.png import to_png
from sladsl.documents.word.xml import Element

_EMU = 127  # in a hundredth of a point
_EMU_PER_TWENTIETH = 635


def picture_of(drawing: Drawing, docx: Docx, number: int, room: int) -> Element:
    """The picture, not wider than `room` (twentieths of a point); `number` is unique in the document."""
    content = io.BytesIO(to_png(drawing))
    part, _ = docx.part.get_or_add_image(content)
    width, height = drawing.width * _EMU, drawing.height * _EMU
    if width > room * _EMU_PER_TWENTIETH:
        width, height = room * _EMU_PER_TWENTIETH, height * room * _EMU_PER_TWENTIETH // width
    inline = CT_Inline.new_pic_inline(number, part, f"figure-{number}.png", Emu(width), Emu(height))
    named = inline.find(qn("wp:docPr"))
    named.set("title", drawing.title)
    named.set("descr", f"{drawing.title}. {drawing.about}")
    return inline
