"""The few elements of WordprocessingML that python-docx has no call for: fields, bookmarks, links, numbering."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An element of lxml; python-docx gives its classes no types."""

LANGUAGES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
"""As Word tells languages."""

_LONGEST_NAME = 40
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, /, **attributes: str | int) -> Element:
    """`element("w:ind", left=720)`; an attribute is of the namespace of the tag."""
    made: Element = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for name, value in attributes.items():
        made.set(qn(f"{prefix}:{name}"), str(value))
    return made


def within(tag: str, *children: Element, **attributes: str | int) -> Element:
    made = element(tag, **attributes)
    made.extend(children)
    return made


def text_run(text: str, style: str = "", language: str = "") -> Element:
    run = element("w:r")
    told = [element("w:rStyle", val=style)] if style else []
    told += [element("w:lang", val=language)] if language else []
    if told:
        run.append(within("w:rPr", *told))
    made = element("w:t")
    made.text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    made.set(qn("xml:space"), "preserve")
    run.append(made)
    return run


def field(instruction: str, result: str, style: str = "") -> list[Element]:
    """A field with the result that it has now, for readers that do not compute fields."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [
        within("w:r", element("w:fldChar", fldCharType="begin")),
        within("w:r", code),
        within("w:r", element("w:fldChar", fldCharType="separate")),
        text_run(result, style),
        within("w:r", element("w:fldChar", fldCharType="end")),
    ]


def link(anchor: str, *runs: Element) -> Element:
    """A link to a bookmark of this document."""
    return within("w:hyperlink", *runs, anchor=bookmark_name(anchor), history=1)


def bookmark_name(anchor: str) -> str:
    """What Word takes for a name: letters, digits and underscores, 40 at the most. Two anchors never share one."""
    name = re.sub(r"[^A-Za-z0-9]", "_", anchor)
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:29]}_{hashlib.sha256(anchor.encode()).hexdigest()[:10]}"
