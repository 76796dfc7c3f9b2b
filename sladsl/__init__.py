"""sladsl: a language for contract clauses and its compiler.

`parse`, `check`, `compile`, `settle`, `format` and `render` are the whole public interface. Each takes the text of a contract and
`file`, the name under which findings speak of it and beside which the agreements stand that it names. None prints, and none raises
for what an author or a record has wrong: that comes back as findings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sladsl.compiler import Checked, Reader
    from sladsl.findings import Finding
    from sladsl.publishing import Compiled
    from sladsl.settling import Settled
    from sladsl.syntax.tree import Phrase

__version__ = "0.1.0"
__all__ = ["check", "compile", "format", "parse", "render", "settle"]


def parse(text: str, *, file: str = "contract.sla") -> tuple[Phrase | None, tuple[Finding, ...]]:
    """The syntax tree, and what could not be read. None where nothing could be read."""
    from sladsl.syntax.parse import parse as parse_source
    from sladsl.syntax.source import Source

    return parse_source(Source(file, text))


def check(
    text: str,
    *,
    file: str = "contract.sla",
    read: Reader | None = None,
    values: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Checked:
    """All findings of a text, with its model and its plan. `values`: order-form values as text ({"Uptime Target": "99.9%"}). `today`: the
    day on which it is asked whether points that are left open until a day still are; None: they are."""
    from sladsl.compiler import check as check_text
    from sladsl.library import beside

    return check_text(text, file, read or beside(file), values or {}, today)


def settle(
    text: str,
    records: Path,
    *,
    file: str = "contract.sla",
    first: date | None = None,
    last: date | None = None,
    as_of: date | None = None,
    readings: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    set_aside: bool = False,
    engine: str = "auto",
    spark_master: str = "local[*]",
    tell: Callable[[str], None] | None = None,
) -> Settled:
    """The statement of the records in a folder. `as_of` is a day, and that day is over; `readings` close what the text leaves open. `engine`:
    what measures the records ("auto", "exact", "duckdb" or "spark", which runs at `spark_master`); the statement is the same. `tell` is called as each step of the work begins, with
    its name."""
    from sladsl.checks.engines.names import Engine
    from sladsl.settling import settle as settle_checked
    from sladsl.settling import silent

    checked = check(text, file=file, values=values)
    return settle_checked(
        checked,
        records,
        first=first,
        last=last,
        as_of=as_of,
        readings=readings or {},
        set_aside=set_aside,
        engine=Engine(engine),
        spark_master=spark_master,
        tell=tell or silent,
    )


def compile(
    text: str,
    *,
    file: str = "contract.sla",
    records: Path | None = None,
    values: Mapping[str, str] | None = None,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    final: bool = False,
    set_aside: bool = False,
    formats: Collection[str] = ("docx", "html", "md", "pdf"),
    reference_doc: bytes | None = None,
    templates: Path | None = None,
    language: str = "en",
    style: str = "formal",
) -> Compiled:
    """Everything that is made from a text: documents, checks, plan, manifest and, with records, the statement; by file name, as bytes.
    `reference_doc`: a Word file whose styles the Word document takes. `templates`: a folder of a firm's templates and words. `language` of the document: "en", "de"
    (KeyError: another). `style`: "formal", or "plain" for a summary."""
    from sladsl.library import files_in
    from sladsl.publishing import publish

    checked = check(text, file=file, values=values)
    return publish(
        checked,
        records,
        readings=readings or {},
        as_of=as_of,
        final=final,
        set_aside=set_aside,
        formats=formats,
        reference_doc=reference_doc,
        templates=(files_in(templates), str(templates)) if templates is not None else None,
        language=language,
        style=style,
    )


def format(text: str, *, file: str = "contract.sla") -> tuple[str, tuple[Finding, ...]]:
    """The text in its canonical form, or unchanged where it cannot be read."""
    from sladsl.syntax.format import format as format_source
    from sladsl.syntax.source import Source

    return format_source(Source(file, text))


def render(text: str, to: str = "html", *, file: str = "contract.sla", language: str = "en") -> str:
    """The contract document in one format: "html" or "md"."""
    from sladsl.publishing import render_document

    return render_document(check(text, file=file), to, language)
