"""Findings on the terminal or for programs, and the exit code that they come to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TextIO, assert_never

from sladsl import __version__
from sladsl.findings import Finding, Severity
from sladsl.report import render_github, render_json, render_text, summary
from sladsl.report.screen import WIDTH


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """What `check` can write: also for code scanning, for annotations of a change, and as a page for people."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    HTML = "html"


def show(findings: Iterable[Finding], sources: Mapping[str, str], format: Format, stream: TextIO) -> None:
    """Text with the lines that findings are about, also of records, in colour on a terminal; as JSON one object, also where there are none."""
    found = tuple(findings)
    if format is Format.JSON:
        stream.write(render_json(found))
    else:
        stream.write(render_text(found, _with_records(found, sources), _in_colour(stream), _width(stream)))


def _with_records(findings: Iterable[Finding], sources: Mapping[str, str]) -> Mapping[str, str]:
    """The texts of the contract and of the files of records that findings are about."""
    others = {finding.place.file for finding in findings if finding.place is not None} - sources.keys()
    if not others:
        return sources
    from sladsl.records.source import FileTexts

    texts = FileTexts()
    return {**sources, **{file: texts[file] for file in others if file in texts}}


def show_one(finding: Finding, sources: Mapping[str, str], stream: TextIO) -> None:
    """A finding alone, without a count."""
    stream.write(
        render_text([finding], sources, _in_colour(stream), _width(stream)).removesuffix(f"\n\n{summary([finding])}\n")
    )
    stream.write("\n")


def show_aside(findings: Iterable[Finding], sources: Mapping[str, str], format: Format) -> None:
    """What a command has to say beside its result: on stderr, and nothing where there is nothing to say."""
    found = tuple(findings)
    if found:
        sys.stdout.flush()
        show(found, sources, format, sys.stderr)


def exit_code(findings: Iterable[Finding], strict: bool) -> int:
    """1 with an error among the findings; with `strict` for a warning, too. 0 otherwise."""
    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(finding.severity in counted for finding in findings))


def rendered(
    format: CheckFormat,
    found: Mapping[str, tuple[Finding, ...]],
    sources: Mapping[str, str],
    title: Callable[[str], str],
) -> str:
    """All findings in one, in a format for programs or as a page; `found` by file, `title` that of a file. Empty for text, which is shown file
    by file."""
    findings = [finding for of_file in found.values() for finding in of_file]
    match format:
        case CheckFormat.TEXT:
            return ""
        case CheckFormat.JSON:
            return render_json(findings)
        case CheckFormat.SARIF:
            from sladsl.report.sarif import render_sarif  # the manual is read for it

            return render_sarif(findings, __version__)
        case CheckFormat.GITHUB:
            return render_github(findings)
        case CheckFormat.HTML:
            from sladsl.documents.findings import findings_html

            return findings_html([(title(file), found[file]) for file in found], sources, __version__)
        case _:
            assert_never(format)


def _width(stream: TextIO) -> int:
    """A terminal's own width, up to what reads well; the same anywhere else, so that the same input gives the same bytes."""
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH) if stream.isatty() else WIDTH


def _in_colour(stream: TextIO) -> bool:
    """As no-color.org says: any value of NO_COLOR but the empty one turns colour off."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
