"""The command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sladsl.checks.emit.runtime.answers import MissingSentence
from sladsl.checks.emit.runtime.contract import Contract
from sladsl.checks.emit.runtime.files import BadRecords
from sladsl.checks.emit.runtime.numbers import quantity_of
from sladsl.checks.emit.runtime.statement import Json, statement_text


def command(contract: Contract, settle: Callable[..., Json], arguments: list[str]) -> int:
    """0: settled. 1: a sentence is missing, or records are wrong. 2: options that make no sense."""
    parser = argparse.ArgumentParser(prog="checks.py", description=f"Settles the records of: {contract.agreement}")
    parser.add_argument("records", type=Path, help="the folder with one file for each record")
    parser.add_argument("--month", help="the month to show, as 2026-03")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="the first day to show")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="the last day to show")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, help="the day that stands for today: what is known at its end"
    )
    parser.add_argument(
        "--reading", action="append", default=[], metavar="NAME=VALUE", help="how to read an open point"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an order-form value, as 99.9%%, 250 or '4 hours'",
    )
    parser.add_argument("--set-aside", action="store_true", help="settle without rows that can't be read")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    if options.month:
        year, month = (int(part) for part in options.month.split("-"))
        options.first = date(year, month, 1)
        options.last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    try:
        statement = settle(
            options.records,
            readings=dict(one.partition("=")[::2] for one in options.reading),
            first=options.first,
            last=options.last,
            as_of=options.as_of,
            agreed={name: quantity_of(text) for name, _, text in (one.partition("=") for one in options.set)},
            set_aside=options.set_aside,
        )
    except MissingSentence as missing:
        print(f"The contract leaves open: {missing.question or missing.name}", file=sys.stderr)
        print(f"Give --reading '{missing.name}=VALUE', or add one of these sentences to the contract:", file=sys.stderr)
        for sentence in missing.sentences:
            print(f"  {sentence}", file=sys.stderr)
        return 1
    except BadRecords as bad:
        print(bad, file=sys.stderr)
        return 1
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    text = (
        json.dumps(statement, ensure_ascii=False, indent=2) + "\n"
        if options.format == "json"
        else statement_text(statement)
    )
    sys.stdout.write(text)
    return 0
