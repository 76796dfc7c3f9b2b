"""The options that several commands share, with their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sladsl.checks.engines.names import Dialects, Engine
from sladsl.commands.showing import CheckFormat, Format
from sladsl.targets import NAMES

_VALUES = "What the contract leaves to be agreed"
_RECORDS = "Records"
_TIME = "Time"
_RESULT = "Result"


def _option(*names: str, help: str, group: str, metavar: str | None = None) -> object:
    return typer.Option(*names, help=help, rich_help_panel=group, metavar=metavar, show_default=False)


Contract = Annotated[Path, typer.Argument(metavar="CONTRACT", help="The contract: a .sla file.", show_default=False)]
Contracts = Annotated[
    list[Path], typer.Argument(metavar="CONTRACT...", help="One or more contracts: .sla files.", show_default=False)
]
Values = Annotated[
    Path | None,
    _option(
        "--values",
        metavar="FILE",
        group=_VALUES,
        help='The order form as a TOML file, with lines such as "Uptime Target" = "99.9%".',
    ),
]
Set = Annotated[
    list[str] | None,
    _option(
        "--set",
        metavar="NAME=VALUE",
        group=_VALUES,
        help='A single value of the order form, such as "Uptime Target=99.9%". May be repeated; wins over --values.',
    ),
]
Reading = Annotated[
    list[str] | None,
    _option(
        "--reading",
        metavar="NAME=VALUE",
        group=_VALUES,
        help='How to read what the contract leaves open, such as "month=calendar". May be repeated. A sentence of the contract '
        "serves better: both parties sign it.",
    ),
]
Formats = Annotated[
    str,
    typer.Option(
        "--document",
        metavar="FORMATS",
        help="The formats of the document, with commas between them: docx, html, md and pdf.",
        rich_help_panel=_RESULT,
    ),
]
Targets = Annotated[
    str | None,
    _option(
        "--target",
        metavar="NAMES",
        group=_RESULT,
        help="Write what other programs read instead of the document, with commas between them: "
        + ", ".join(NAMES)
        + ", or all. "
        "With --strict, nothing is written unless the contract is kept exactly.",
    ),
]
Dialect = Annotated[
    Dialects,
    typer.Option("--dialect", help="The database for which the target sql is written.", rich_help_panel=_RESULT),
]
Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="LANGUAGE",
        help="The language of the document, such as de or fr. The contract stays in English; the document says which text prevails.",
        rich_help_panel=_RESULT,
    ),
]
Style = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="STYLE",
        help="formal: the contract. plain: in its place a summary for people who are not lawyers, in files called summary.",
        rich_help_panel=_RESULT,
    ),
]
House = Annotated[
    Path | None,
    _option(
        "--reference-doc",
        metavar="FILE",
        group=_RESULT,
        help="A Word file of your firm: the Word document takes its styles, page and margins.",
    ),
]
Templates = Annotated[
    Path | None,
    _option(
        "--templates",
        metavar="DIR",
        group=_RESULT,
        help="A folder with your firm's own templates, words and pictures, under the names of those that they replace.",
    ),
]
Records = Annotated[
    Path,
    _option(
        "--records",
        metavar="DIR",
        group=_RECORDS,
        help="The folder with the exported records: one CSV, JSON Lines or Parquet file for each record, named after it (probes.csv).",
    ),
]
SomeRecords = Annotated[
    Path | None,
    _option(
        "--records",
        metavar="DIR",
        group=_RECORDS,
        help="Settle the records in this folder, too, and write the statement. One CSV, JSON Lines or Parquet file for each record.",
    ),
]
ExposedRecords = Annotated[
    Path | None,
    _option(
        "--records",
        metavar="DIR",
        group=_RECORDS,
        help="Settle the records in this folder under the answers to the open questions. One CSV, JSON Lines or Parquet file for each "
        "record.",
    ),
]
Measured = Annotated[
    Engine,
    typer.Option(
        "--engine",
        help="What measures the records; the statement is the same. auto: DuckDB for large ones, the evaluator where it must see each row; "
        "exact: the evaluator alone; duckdb or spark: that one, and an error where it cannot do so exactly.",
        rich_help_panel=_RECORDS,
    ),
]
Master = Annotated[
    str,
    typer.Option(
        "--spark-master",
        metavar="URL",
        help="Where Spark runs, such as spark://host:7077. Without it: in this process.",
        rich_help_panel=_RECORDS,
        show_default=False,
    ),
]
Aside = Annotated[
    Path | None,
    _option(
        "--set-aside",
        metavar="FILE",
        group=_RECORDS,
        help="Settle without the rows that cannot be read, write them to this CSV file, and say so in the statement. Without it, one "
        "such row stops the settlement.",
    ),
]
StatementFormats = Annotated[
    str | None,
    typer.Option(
        "--document",
        metavar="FORMATS",
        help="Write the statement as a document, too, in English: docx, html, md and pdf, with commas between them.",
        rich_help_panel=_RESULT,
        show_default=False,
    ),
]
StatementFolder = Annotated[
    Path,
    typer.Option(
        "-o",
        "--out",
        metavar="DIR",
        help="The folder for the document and for the statement as data (statement.json).",
        rich_help_panel=_RESULT,
    ),
]
Ledger = Annotated[
    Path | None,
    _option(
        "--ledger",
        metavar="FILE",
        group=_RESULT,
        help="Add the statement to this file, with the fingerprints of the contract, of the records and of the entry before. A settlement that "
        "contradicts an earlier entry is refused.",
    ),
]
Reason = Annotated[
    str | None,
    _option(
        "--reason",
        metavar="TEXT",
        group=_RESULT,
        help="Why an earlier entry of the ledger is restated: the settlement is then added although it contradicts that entry.",
    ),
]
AsOf = Annotated[
    str | None,
    _option(
        "--as-of",
        metavar="DATE",
        group=_TIME,
        help="Settle with what was known at the end of this day (2026-04-30). Without it: at the end of the last month that the "
        "records cover. Today's date plays no part.",
    ),
]
Today = Annotated[
    str | None,
    _option(
        "--as-of",
        metavar="DATE",
        group=_TIME,
        help="The day on which it is asked whether points that are left open until a day still are. Without it: today.",
    ),
]
Month = Annotated[
    str | None, _option("--month", metavar="YYYY-MM", group=_TIME, help="Only this month, such as 2026-03.")
]
From = Annotated[
    str | None, _option("--from", metavar="DATE", group=_TIME, help="From the month that holds this day (2026-01-01).")
]
To = Annotated[
    str | None, _option("--to", metavar="DATE", group=_TIME, help="To the month that holds this day (2026-03-31).")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Warnings count as errors for the exit code.", rich_help_panel=_RESULT)
]
As = Annotated[
    Format,
    typer.Option("--format", help="text for people, json for programs.", rich_help_panel=_RESULT),
]
CheckAs = Annotated[
    CheckFormat,
    typer.Option(
        "--format",
        help="text for people at a terminal, html for one page to print and to tick, json for programs, sarif for code scanning, "
        "github for annotations in a workflow.",
        rich_help_panel=_RESULT,
    ),
]
