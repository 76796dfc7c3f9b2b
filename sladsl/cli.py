"""The command `sladsl`: its options, and what becomes of whatever goes wrong."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sladsl import __version__
from sladsl.checks.engines.names import Dialects, Engine
from sladsl.commands import ledger, open_questions, options
from sladsl.commands.help import PlainCommand, PlainGroup
from sladsl.commands.inputs import not_with_target, read_day, read_days, read_pairs, read_values
from sladsl.commands.refusal import explained
from sladsl.commands.showing import CheckFormat, Format
from sladsl.commands.templates import Template

app = typer.Typer(
    cls=PlainGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="""
A first contract, and its findings:
  sladsl new hosting.sla
  sladsl check hosting.sla

Exit codes: 0 all is well; 1 the contract or its records have errors; 2 a file cannot be read, or options make no sense.
""",
)
_READING = '"month=calendar"'


def _version(asked: bool) -> None:
    if asked:
        print(f"sladsl {__version__}")
        raise typer.Exit


@app.callback()
def sladsl(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Check, publish and settle contracts that are written in sladsl."""


@app.command(
    cls=PlainCommand,
    short_help="Write a first contract to start from.",
    epilog="""
Examples:
  sladsl new hosting.sla
  sladsl new helpdesk --template support
""",
)
def new(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|DIR",
            help="Where to: a file that ends in .sla, or a folder for contract.sla.",
            show_default=False,
        ),
    ],
    template: Annotated[
        Template, typer.Option("--template", help="What the contract is about.")
    ] = Template.AVAILABILITY,
) -> None:
    """Write a first contract, short and complete, to start from. Nothing is written over."""
    from sladsl.commands.new import run_new

    raise typer.Exit(run_new(target, template))


@app.command(
    cls=PlainCommand,
    short_help="List what is wrong, unclear or left open.",
    epilog="""
Examples:
  sladsl check contract.sla
  sladsl check contract.sla --strict --format json
  sladsl check contract.sla --format html > points.html
  sladsl check contract.sla --witness examples
""",
)
def check(
    contracts: options.Contracts,
    values: options.Values = None,
    set: options.Set = None,
    strict: options.Strict = False,
    as_of: options.Today = None,
    format: options.CheckAs = CheckFormat.TEXT,
    witness: Annotated[
        Path | None,
        typer.Option(
            "--witness",
            metavar="DIR",
            help="Write the records of each example to a folder of its own in this new folder, with the contract under each reading, so that "
            "`sladsl settle` gives the amounts that the finding tells.",
            rich_help_panel="Result",
            show_default=False,
        ),
    ] = None,
) -> None:
    """List what is wrong, unclear or left open in a contract, with the line, an example of what hangs on it, and a sentence that mends it."""
    from sladsl.commands.check import run_check

    today = read_day(as_of, "--as-of") or date.today()
    raise typer.Exit(run_check(contracts, read_values(values, set or ()), today, strict, format, witness))


@app.command(
    cls=PlainCommand,
    short_help="Find what is unclear in a draft in Word, Markdown or HTML.",
    epilog="""
Examples:
  sladsl review draft.docx
  sladsl review annex.md terms.html --format html
""",
)
def review(
    drafts: Annotated[
        list[Path],
        typer.Argument(
            metavar="DRAFT...", help="One or more drafts: .docx, .md, .txt or .html files.", show_default=False
        ),
    ],
    format: options.CheckAs = CheckFormat.TEXT,
) -> None:
    """Find what two honest readers take differently in a draft that is not written in sladsl, with the words to search for.

    The exit code is 1 if anything was found. What is quoted or set as code is not read.
    """
    from sladsl.commands.review import run_review

    raise typer.Exit(run_review(drafts, format))


@app.command(
    cls=PlainCommand,
    short_help="Make the contract document and its checks.",
    epilog="""
Written are contract.docx, contract.pdf, contract.html and contract.md (the document), checks.py (settles the same records without sladsl), plan.json, manifest.json
and, with --records, statement.txt and statement.json. All of them are written, or none. With --target, what other programs read is written
instead, each target with the list of what it keeps of the contract exactly, approximately or not at all (NAME.fidelity.json).

Examples:
  sladsl compile contract.sla -o out
  sladsl compile contract.sla -o out --records exports --as-of 2026-04-30
  sladsl compile contract.sla -o signed --final --set "Uptime Target=99.9%"
  sladsl compile contract.sla -o draft --document docx --reference-doc house.docx
  sladsl compile contract.sla -o rules --target python
  sladsl compile contract.sla -o draft --templates house
  sladsl compile contract.sla -o entwurf --language de
  sladsl compile contract.sla -o summary --style plain
""",
)
def compile(
    contract: options.Contract,
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", metavar="DIR", help="The folder to write to.", rich_help_panel="Result", show_default=False
        ),
    ],
    final: Annotated[
        bool,
        typer.Option(
            "--final",
            help="For signature: refuse while the contract leaves anything open. Without it, such a document is marked DRAFT.",
            rich_help_panel="Result",
        ),
    ] = False,
    document: options.Formats = "docx,html,md,pdf",
    language: options.Language = "en",
    style: options.Style = "formal",
    reference_doc: options.House = None,
    target: options.Targets = None,
    dialect: options.Dialect = Dialects.DUCKDB,
    templates: options.Templates = None,
    values: options.Values = None,
    set: options.Set = None,
    reading: options.Reading = None,
    records: options.SomeRecords = None,
    set_aside: options.Aside = None,
    as_of: options.AsOf = None,
    strict: options.Strict = False,
    format: options.As = Format.TEXT,
) -> None:
    """Make the contract document, and the checks that settle it; with records, the statement, too."""
    if target is not None:
        from sladsl.commands.targets import run_targets

        document_only = {"--final": final, "--reference-doc": reference_doc, "--reading": reading}
        not_with_target(document_only | {"--records": records, "--set-aside": set_aside, "--as-of": as_of})
        raise typer.Exit(
            run_targets(
                contract,
                out,
                target,
                values=read_values(values, set or ()),
                strict=strict,
                format=format,
                dialect=dialect,
            )
        )
    from sladsl.commands.compile import run_compile

    raise typer.Exit(
        run_compile(
            contract,
            out,
            records=records,
            document=document,
            language=language,
            style=style,
            reference_doc=reference_doc,
            templates=templates,
            final=final,
            as_of=read_day(as_of, "--as-of"),
            values=read_values(values, set or ()),
            readings=read_pairs(reading or (), "--reading", _READING),
            set_aside=set_aside,
            strict=strict,
            format=format,
        )
    )


@app.command(
    cls=PlainCommand,
    short_help="Settle exported records into a statement.",
    epilog="""
The statement goes to the standard output, and findings beside it to the standard error.

Examples:
  sladsl settle contract.sla --records exports --month 2026-03
  sladsl settle contract.sla --records exports --from 2026-01-01 --to 2026-03-31 --format json
  sladsl settle contract.sla --records exports --month 2026-03 --document pdf,docx -o statements/2026-03
  sladsl settle contract.sla --records exports --month 2026-03 --ledger statements.jsonl
  sladsl settle contract.sla --records exports --set-aside unreadable.csv
""",
)
def settle(
    contract: options.Contract,
    records: options.Records,
    set_aside: options.Aside = None,
    month: options.Month = None,
    start: options.From = None,
    end: options.To = None,
    as_of: options.AsOf = None,
    values: options.Values = None,
    set: options.Set = None,
    reading: options.Reading = None,
    document: options.StatementFormats = None,
    out: options.StatementFolder = Path("."),
    reference_doc: options.House = None,
    ledger_file: options.Ledger = None,
    reason: options.Reason = None,
    engine: options.Measured = Engine.AUTO,
    spark_master: options.Master = "local[*]",
    strict: options.Strict = False,
    format: options.As = Format.TEXT,
) -> None:
    """Settle records: which duties were met, missed or excused, what is credited and why, and which rights have arisen.

    Without a month or days, every month that is over and that the records cover is settled.
    """
    days = read_days(month, start, end)
    from sladsl.commands.settle import run_settle

    raise typer.Exit(
        run_settle(
            contract,
            records,
            days=days,
            as_of=read_day(as_of, "--as-of"),
            values=read_values(values, set or ()),
            readings=read_pairs(reading or (), "--reading", _READING),
            set_aside=set_aside,
            document=document,
            out=out,
            house=reference_doc,
            ledger=ledger_file,
            reason=reason,
            engine=engine,
            spark_master=spark_master,
            strict=strict,
            format=format,
        )
    )


@app.command(
    cls=PlainCommand,
    short_help="Show what is left of each service level while a month runs.",
    epilog="""
Exit codes with --once: 0 every duty can still be kept, and of each budget at least --warn percent is left; 1 the contract or its records have
errors; 2 a file cannot be read, or options make no sense; 3 less than --warn percent of a budget is left; 4 a duty is missed or can no longer
be kept, or something is due.

Examples:
  sladsl watch contract.sla --records exports
  sladsl watch contract.sla --records exports --once --warn 25 --format json
""",
)
def watch(
    contract: options.Contract,
    records: options.Records,
    once: Annotated[bool, typer.Option("--once", help="Look once, and tell by the exit code what was found.")] = False,
    every: Annotated[
        int, typer.Option("--every", metavar="SECONDS", min=1, help="How often to look whether a file has changed.")
    ] = 60,
    warn: Annotated[
        int, typer.Option("--warn", metavar="PERCENT", min=0, max=100, help="Warn when less of a budget is left.")
    ] = 10,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Look as of the end of this day (2026-03-14). Without it: as of now.",
            show_default=False,
        ),
    ] = None,
    values: options.Values = None,
    set: options.Set = None,
    reading: options.Reading = None,
    strict: options.Strict = False,
    format: options.As = Format.TEXT,
) -> None:
    """Settle the month that runs as files arrive: what is left of each service level, in minutes or rows, and what is due so far.

    The folder is looked at again and again; it is settled anew when the size or the time of a file has changed. Every row is read.
    """
    from fractions import Fraction

    from sladsl.commands.watch import Asked, run_watch

    asked = Asked(
        contract,
        records,
        read_day(as_of, "--as-of"),
        read_values(values, set or ()),
        read_pairs(reading or (), "--reading", _READING),
        Fraction(warn, 100),
        strict,
        format,
    )
    raise typer.Exit(run_watch(asked, every, once))


@app.command(
    "records",
    cls=PlainCommand,
    short_help="Say what has to be exported, or write exports as the contract wants them.",
    epilog="""
Examples:
  sladsl records contract.sla --output to-export
  sladsl records contract.sla --records exports --plain plain
""",
)
def records_wanted(
    contract: options.Contract,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DIR",
            help="Write an empty file and a JSON Schema for each record, and a page for those who export them, to this new folder.",
            show_default=False,
        ),
    ] = None,
    records: Annotated[
        Path | None,
        typer.Option(
            "--records", metavar="DIR", help="The folder of the exports, with its exports.toml.", show_default=False
        ),
    ] = None,
    plain: Annotated[
        Path | None,
        typer.Option(
            "--plain",
            metavar="DIR",
            help="Write what the exports hold to this new folder: one CSV file for each record, which checks.py reads, too.",
            show_default=False,
        ),
    ] = None,
    values: options.Values = None,
    set: options.Set = None,
) -> None:
    """Say what has to be exported for a contract; or write exports, as the systems give them, as the files that it wants."""
    from sladsl.commands.records import run_records

    raise typer.Exit(run_records(contract, read_values(values, set or ()), output, records, plain))


@app.command(
    "test",
    cls=PlainCommand,
    short_help="Work out the worked examples of a contract.",
    epilog="""
Example:
  sladsl test contract.sla
""",
)
def work_out(
    contract: options.Contract,
    values: options.Values = None,
    set: options.Set = None,
    strict: options.Strict = False,
    format: options.As = Format.TEXT,
) -> None:
    """Work out the worked examples of a contract: what each says, and what the text gives."""
    from sladsl.commands.examples import run_test

    raise typer.Exit(run_test(contract, read_values(values, set or ()), strict, format))


open_questions.add_to(app)
ledger.add_to(app)


@app.command(
    cls=PlainCommand,
    short_help="Say whether a signed document was changed.",
    epilog="""
A Word, PDF or HTML document carries the text from which it is made. The text is taken out, the document is made again, and what it says is
compared with what the file says, piece by piece. Layout, fonts and page numbers are not compared. Markdown carries nothing: give --source.

Examples:
  sladsl verify signed.docx
  sladsl verify signed.docx --source contract.sla
""",
)
def verify(
    document: Annotated[
        Path,
        typer.Argument(metavar="DOCUMENT", help="The document: a .docx, .pdf, .html or .md file.", show_default=False),
    ],
    source: Annotated[
        Path | None,
        typer.Option(
            "--source",
            metavar="FILE",
            help="The contract from which it should be made: a .sla file.",
            rich_help_panel="Result",
            show_default=False,
        ),
    ] = None,
    templates: options.Templates = None,
) -> None:
    """Say whether a document still says what the text inside it gives, and where it does not."""
    from sladsl.commands.verify import run_verify

    raise typer.Exit(run_verify(document, source, templates))


@app.command(
    cls=PlainCommand,
    short_help="Lay a contract out in the usual way.",
    epilog="""
Examples:
  sladsl fmt contract.sla
  sladsl fmt --check *.sla
""",
)
def fmt(
    contracts: options.Contracts,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; name the files that would change, and exit with 1.")
    ] = False,
) -> None:
    """Lay a contract out in the usual way: line breaks, blank lines and tables. No word of it changes."""
    from sladsl.commands.format import run_fmt

    raise typer.Exit(run_fmt(contracts, check))


@app.command(
    cls=PlainCommand,
    short_help="Say what a finding means.",
    epilog="""
Example:
  sladsl explain P001
""",
)
def explain(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="The code in brackets, such as P001.", show_default=False)
    ],
) -> None:
    """Say what a finding means, with a contract that has it and one that does not."""
    from sladsl.commands.explain import run_explain

    raise typer.Exit(run_explain(code))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and gives its exit code. Whatever happens, a sentence is printed and never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        gc.set_threshold(
            50_000, 20, 20
        )  # a command makes what it keeps: looking for what it left is a twentieth of its time
        # The same bytes on every system; names of files that are no text do not stop the report.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    try:
        typer.main.get_command(app)(words, prog_name="sladsl")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    except Exception as problem:
        sys.stdout.flush()
        print(f"sladsl: {explained(problem, words)}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
