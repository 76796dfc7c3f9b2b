"""The commands on what a contract leaves open."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from sladsl.commands import options
from sladsl.commands.help import PlainCommand
from sladsl.commands.inputs import read_day, read_days, read_values
from sladsl.commands.showing import Format

_ANSWERS = "Answers"


def add_to(app: typer.Typer) -> None:
    app.command(cls=PlainCommand, short_help="Answer what a contract leaves open.", epilog=_RESOLVE)(resolve)
    app.command(cls=PlainCommand, short_help="Say what hangs on what a contract leaves open.", epilog=_EXPOSURE)(
        exposure
    )


_RESOLVE = """
Without --choose and --leave-open the open questions are asked one by one, that on which most money hangs first, and each answer is
written at once. With them, all answers are written, or none. The exit code is 1 while anything is open that the parties have not left
open on purpose.

Examples:
  sladsl resolve contract.sla
  sladsl resolve contract.sla --choose B009=A --choose C013@Probe=B
  sladsl resolve contract.sla --choose "D007@Late repairs=A" --because "the desk counts so" --dry-run
  sladsl resolve contract.sla --leave-open G002 --until 2027-06-30 --because "no such case has come up yet"
"""


def resolve(
    contract: options.Contract,
    choose: Annotated[
        list[str] | None,
        typer.Option(
            "--choose",
            metavar="CODE=LETTER",
            help="An answer without being asked, such as C010=A. Where the code is open in several places, C010@PLACE=A: the clause, "
            "or the record or period that the question names. May be repeated.",
            show_default=False,
            rich_help_panel=_ANSWERS,
        ),
    ] = None,
    leave_open: Annotated[
        list[str] | None,
        typer.Option(
            "--leave-open",
            metavar="CODE",
            help="A question that the parties leave open on purpose, until a day and with a reason. May be repeated.",
            show_default=False,
            rich_help_panel=_ANSWERS,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="DATE",
            help="The last day on which it is left open.",
            show_default=False,
            rich_help_panel=_ANSWERS,
        ),
    ] = None,
    because: Annotated[
        str | None,
        typer.Option(
            "--because",
            metavar="REASON",
            help="Why. With --choose, the answer is then written as a reading on which the parties agree, and loose words stay as "
            "they are.",
            show_default=False,
            rich_help_panel=_ANSWERS,
        ),
    ] = None,
    in_clause: Annotated[
        bool,
        typer.Option(
            "--in-clause",
            help="Write sentences into the clause on which they bear, not under Interpretation.",
            rich_help_panel=_ANSWERS,
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; show what would change.", rich_help_panel="Result")
    ] = False,
    as_of: options.Today = None,
    values: options.Values = None,
    set: options.Set = None,
) -> None:
    """Answer what a contract leaves open: each question with what hangs on it, and the sentence that was chosen written in its place."""
    from sladsl.commands.resolve import Wanted, run_resolve

    wanted = Wanted(choose or (), leave_open or (), read_day(until, "--until"), because or "")
    given = read_values(values, set or ())
    today = read_day(as_of, "--as-of") or date.today()
    raise typer.Exit(run_resolve(contract, wanted, given, today=today, in_clause=in_clause, dry_run=dry_run))


_EXPOSURE = """
Without records: the most on which the answers to each question can differ in one window. With them: what each month would come to
under every combination of answers, and what lies between the best and the worst for each party.

Examples:
  sladsl exposure contract.sla
  sladsl exposure contract.sla --records exports --month 2026-03 --format json
"""


def exposure(
    contract: options.Contract,
    records: options.ExposedRecords = None,
    month: options.Month = None,
    start: options.From = None,
    end: options.To = None,
    as_of: options.AsOf = None,
    values: options.Values = None,
    set: options.Set = None,
    format: options.As = Format.TEXT,
) -> None:
    """Say what hangs on what a contract leaves open, in money: for each question, and on real records for each month and party."""
    days = read_days(month, start, end)
    from sladsl.commands.exposure import run_exposure

    given = read_values(values, set or ())
    settled = read_day(as_of, "--as-of")
    raise typer.Exit(run_exposure(contract, records, days=days, as_of=settled, values=given, format=format))
