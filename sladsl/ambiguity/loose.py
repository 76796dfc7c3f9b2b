"""Loose wordings as findings: what they leave open, and the sentences to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.rule import Rule
from sladsl.checks.plan import Plan
from sladsl.findings import Edit, Finding, OfferedReading, Severity
from sladsl.model.agreement import Agreement


class LooseWording(Rule):
    """Words that the language reads and the parties could read in several ways. A rule of this kind is its page: the resolver finds the
    words and makes the answers, where the names that they need are known (`Context.leave_open`)."""

    leaves_open = True

    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        for one in agreement.wordings:
            if one.code in self.codes:
                offered = tuple(
                    OfferedReading(answer, one.sentence(answer), Edit(one.place, answer)) for answer in one.answers
                )
                yield Finding(one.code, Severity.WARNING, one.question, one.place, "left open", "", one.clause, offered)
