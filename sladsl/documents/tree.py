"""The document tree. It has lost decisions: every sentence, number and cross-reference is written; only layout is left.

Against the model it holds no meaning that a format could still choose: an elliptical sentence is whole, `clause "Availability"` is
the number and title of that clause, a name knows whether it is introduced here or used, a table knows its header. Every format
(Markdown, HTML, later Word and PDF) is a walk over this tree, so that all of them carry the same numbers. Every node has a
`kind`, by which templates choose their layout. Anchors are unique in the document and made of a-z, 0-9 and hyphens only.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import ClassVar

from sladsl.documents.charts.drawing import Drawing
from sladsl.node import node

# --- runs of text ----------------------------------------------------------------------------------------------------------------


@node
class Text:
    """`language`: of these words, "" where it is that of the document."""

    text: str
    language: str = ""
    kind: ClassVar[str] = "text"


@node
class Strong:
    text: str
    kind: ClassVar[str] = "strong"


@node
class Introduced:
    """A name where it is introduced: the anchor of the definition, and the entry of the index that lists its uses."""

    text: str
    anchor: str
    index: str
    kind: ClassVar[str] = "introduced"


@node
class Used:
    """A name where it is used, in any of its forms; `target` is the anchor of its definition (of its index entry, if it comes from above)."""

    text: str
    target: str
    kind: ClassVar[str] = "used"


@node
class Entry:
    """A name as an entry of the index; `target` is the anchor of its definition, "" where the document has none."""

    text: str
    anchor: str
    target: str
    kind: ClassVar[str] = "entry"


@node
class Reference:
    """A live cross-reference: "clause 6.1 (Availability)" is word "clause", number "6.1", title "Availability". Word and title may be ""."""

    word: str
    number: str
    title: str
    target: str
    kind: ClassVar[str] = "reference"

    @property
    def text(self) -> str:
        return " ".join(piece for piece in (self.word, self.number, f"({self.title})" if self.title else "") if piece)


Run = Text | Strong | Introduced | Used | Entry | Reference
Runs = tuple[Run, ...]


def is_bold(runs: Runs) -> bool:
    """As a whole: a line that names what follows."""
    return all(isinstance(run, Strong) for run in runs)


def plain(runs: Runs) -> str:
    """The runs as running text."""
    return "".join(run.text for run in runs)


# --- blocks ----------------------------------------------------------------------------------------------------------------------


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class TableUse(StrEnum):
    """What a table is for: one of the text itself, the fields of a record, or a register in a schedule."""

    GIVEN = "given"
    FIELDS = "fields"
    REGISTER = "register"


@node
class Table:
    """`caption` says what the table is, for those who do not see it; the first cell of a row names the row if `row_heads`."""

    use: TableUse
    caption: str
    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[Align, ...]
    row_heads: bool = True
    kind: ClassVar[str] = "table"


@node
class Note:
    """A remark of the document about the agreement, not a term of it. `tone`: "" or, where something is amiss, "warning"."""

    runs: Runs
    tone: str = ""
    kind: ClassVar[str] = "note"


@node
class Paragraph:
    """One sentence. `number` as printed in front of it ("(a)", "" for the only one), `label` as others refer to it ("6.1(a)"); `line` of
    the source, 0 for what the document adds; `below` what belongs to the sentence: its table, its list."""

    runs: Runs
    number: str = ""
    label: str = ""
    anchor: str = ""
    line: int = 0
    below: tuple[Block, ...] = ()
    kind: ClassVar[str] = "paragraph"


@node
class Prose:
    """A block of prose, carried word for word."""

    paragraphs: tuple[Runs, ...]
    number: str = ""
    label: str = ""
    anchor: str = ""
    line: int = 0
    kind: ClassVar[str] = "prose"


@node
class Figure:
    """A figure of what the text beside it says; `caption` stands below it. Nothing is said by it alone."""

    drawing: Drawing
    caption: str
    anchor: str
    kind: ClassVar[str] = "figure"


Block = Paragraph | Prose | Table | Note | Figure


# --- the whole -------------------------------------------------------------------------------------------------------------------


@node
class Clause:
    """Numbered "6.1". With a title it holds lettered paragraphs, without one a single sentence."""

    number: str
    title: str
    anchor: str
    line: int
    blocks: tuple[Block, ...]
    kind: ClassVar[str] = "clause"


@node
class Part:
    """Numbered "6."."""

    number: str
    title: str
    anchor: str
    line: int
    clauses: tuple[Clause, ...]
    kind: ClassVar[str] = "part"


@node
class Section:
    """A section of a schedule; `title` may be ""."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]
    line: int = 0


@node
class Schedule:
    number: str
    title: str
    anchor: str
    intro: Runs
    sections: tuple[Section, ...]
    kind: ClassVar[str] = "schedule"


@node
class PartyLine:
    """A party on the first page: "Northwind Hosting Ltd", of "1 Dock Street, Leeds, England", called "Provider"."""

    name: str
    full: str
    of: str
    target: str


@node
class Signature:
    """Where a party signs. `signer`: who signs for it, "" for a line to be filled in."""

    party: str
    full: str
    signer: str


@node
class Kept:
    """What stands in English in a document of another language. `line` of the source, 0 for what stands elsewhere (a rule, a question);
    `form`: the sentence form that has no wording in that language, "" for prose and other words of the author."""

    text: str
    line: int = 0
    form: str = ""


class Style(StrEnum):
    """What the document is: a contract between organisations, an agreement inside one, which is not styled a contract, or a statement."""

    CONTRACT = "contract"
    INTERNAL = "internal"
    STATEMENT = "statement"


@node
class Document:
    """`subtitle`: what kind of document it is; `version` and `dated` as written, "" if not stated. `draft`: it has points left open.

    `preamble`: the prose before the first part. `source` is the name of the file from which it is made, `embedded` what the document carries of that text (see `embedded`), `fingerprint` its SHA-256. `language` is a BCP 47 tag, `kept` what
    is printed in English although that is another one.
    """

    title: str
    subtitle: str
    style: Style
    version: str
    dated: str
    draft: bool
    parties: tuple[PartyLine, ...]
    preamble: tuple[Prose, ...]
    parts: tuple[Part, ...]
    signatures: tuple[Signature, ...]
    schedules: tuple[Schedule, ...]
    notes: tuple[Runs, ...]
    source: str
    fingerprint: str
    embedded: str = ""
    open_points: int = 0
    language: str = "en"
    warning: Runs = field(default=())
    """What a draft says on its first page; empty if it is none."""
    front: tuple[Block, ...] = ()
    """What a statement says on its first page: the month at a glance."""
    kept: tuple[Kept, ...] = ()
