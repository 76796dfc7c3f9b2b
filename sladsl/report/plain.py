"""A finding as plain text without its lines, for places that show them beside it: annotations and code scanning."""

from __future__ import annotations

from sladsl.findings import Finding
from sladsl.report.frame import tame
from sladsl.report.words import CLEAN, Told, disputed, lines, refers_back, title


def heading(finding: Finding) -> str:
    """What is wrong, in one line; the question behind the disagreement where there is one."""
    return f"{title(finding)}: {finding.message}" if disputed(finding) else finding.message


def plain(one: Told) -> str:
    """The whole finding: heading, events, what each reader gets, and what to write. Control characters are shown as pictures."""
    finding = one.finding
    parts = [heading(finding)]
    if one.earlier is not None:
        return "\n".join(tame(part) for part in (*parts, refers_back(one, finding.place)))
    dispute = disputed(finding)
    if finding.witness:
        parts += finding.witness.splitlines()
    if dispute:
        parts += [f"{CLEAN[0].upper()}{CLEAN[1:]}:", *(f"- {event}" for event in dispute.events)]
    for line in lines(finding):
        if line.claim:
            favours = f", favours {line.claim.favours}" if line.claim.favours else ""
            parts.append(f"{line.letter}: {line.claim.arithmetic}: {line.claim.amount}{favours}")
        parts.append(f"Choose {line.letter}: {line.sentence}")
    if finding.hint:
        parts += finding.hint.splitlines()
    if finding.dispute and finding.dispute.searched:
        parts.append(f"{'Searched' if dispute else 'No difference found'}: {finding.dispute.searched}")
    return "\n".join(map(tame, parts))
