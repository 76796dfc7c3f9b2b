"""The parts of a Word file: in one order, without the time at which it was made, and with the text from which it is made inside."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from sladsl.documents.embedded import IDENTITY
from sladsl.documents.word.xml import Element

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FOLDER = "customXml/"


def same_bytes(packed: bytes) -> bytes:
    """The same parts, so packed that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        first = "[Content_Types].xml"
        for name in sorted(old.namelist(), key=lambda one: (one != first, one)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(entry, old.read(name))
    return out.getvalue()


def carry(docx: Docx, embedded: str) -> None:
    """Puts the text into custom parts, which word processors keep and do not show."""
    package = docx.part.package
    number = 1 + sum(1 for part in package.iter_parts() if part.partname.startswith(f"/{_FOLDER}itemProps"))
    escaped = embedded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<source xmlns="{IDENTITY}">{escaped}</source>'
    part = Part(PackURI(f"/{_FOLDER}item{number}.xml"), "application/xml", blob.encode(), package)
    told = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{{{_ITEM}}}" xmlns:ds="{_PROPERTIES}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{IDENTITY}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    properties = Part(PackURI(f"/{_FOLDER}itemProps{number}.xml"), kind, told.encode(), package)
    part.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    docx.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


_ITEM = "5A1ADB00-0001-4C0D-8E5A-51AD51000001"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def carried(archive: zipfile.ZipFile) -> str | None:
    """What `carry` put in; None where there is no such part (any more)."""
    for name in sorted(archive.namelist()):
        if name.startswith(_FOLDER) and name.endswith(".xml") and IDENTITY.encode() in (content := archive.read(name)):
            root: Element = parse_xml(content)
            if root.tag == f"{{{IDENTITY}}}source":
                return str(root.text or "")
    return None
