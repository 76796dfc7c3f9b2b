"""WordprocessingML, which is written as text and parsed once: to make each element as an object takes ten times as long."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Markup = str
"""Elements as text, in the prefixes of a Word file."""
Element = Any
"""An element of lxml; python-docx gives its classes no types."""

LANGUAGES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
"""As Word tells languages."""

_LONGEST_NAME = 40
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_UNESCAPED = re.compile('[&<>"\t\n\r]')


def element(tag: str, /, **attributes: str | int) -> Markup:
    """`element("w:ind", left=720)`; an attribute is of the namespace of the tag."""
    return within(tag, **attributes)


def within(tag: str, *children: Markup, **attributes: str | int) -> Markup:
    told = "".join([f' {_attribute(tag, name)}="{_escaped(str(value))}"' for name, value in attributes.items()])
    return f"<{tag}{told}>{''.join(children)}</{tag}>" if children else f"<{tag}{told}/>"


def text_run(text: str, style: str = "", language: str = "") -> Markup:
    told = element("w:rStyle", val=style) if style else ""
    told += element("w:lang", val=language) if language else ""
    properties = f"<w:rPr>{told}</w:rPr>" if told else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'


def field(instruction: str, result: str, style: str = "") -> list[Markup]:
    """A field with the result that it has now, for readers that do not compute fields."""
    return [field_start(instruction), text_run(result, style), FIELD_END]


def field_start(instruction: str, *, dirty: bool = False) -> Markup:
    """All of a field up to its result, which `FIELD_END` closes. `dirty`: Word computes it when the file is opened."""
    begins = within("w:fldChar", fldCharType="begin", **({"dirty": 1} if dirty else {}))
    code = f'<w:instrText xml:space="preserve"> {_escaped(instruction)} </w:instrText>'
    return f'<w:r>{begins}</w:r><w:r>{code}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def link(anchor: str, *runs: Markup) -> Markup:
    """A link to a bookmark of this document."""
    return within("w:hyperlink", *runs, anchor=bookmark_name(anchor), history=1)


def parsed(*markup: Markup) -> list[Element]:
    """What python-docx takes in."""
    return list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(markup)}</w:body>"))


def _escaped(text: str) -> str:
    if not text.isprintable():
        text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return _UNESCAPED.sub(lambda found: f"&#{ord(found[0])};", text) if _UNESCAPED.search(text) else text


@cache
def _attribute(tag: str, name: str) -> str:
    return f"{tag.partition(':')[0]}:{name}"


@cache
def bookmark_name(anchor: str) -> str:
    """What Word takes for a name: letters, digits and underscores, 40 at the most. Two anchors never share one."""
    name = re.sub(r"[^A-Za-z0-9]", "_", anchor)
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:29]}_{hashlib.sha256(anchor.encode()).hexdigest()[:10]}"
