"""The exposure as JSON: amounts are exact decimal strings, and answers are those of the questions by their letters."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from sladsl.checks.figures import exact
from sladsl.exposure import Answers, Bounds, Exposure, Priced
from sladsl.report import as_json as finding_as_json

Json = dict[str, Any]


def exposure_json(found: Exposure) -> str:
    return json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"


def as_json(found: Exposure) -> Json:
    letters = {one.question.name: one.letters for one in found.priced}
    told: Json = {
        "currency": found.currency,
        "questions": [_question(one) for one in found.priced],
        "most_in_one_window": _money(found.in_one_window()),
        "findings": [finding_as_json(one) for one in found.findings],
    }
    if found.tried is not None:
        told["records"] = {
            "months": list(found.months),
            "settlements": found.tried.runs,
            "all_combinations_tried": found.tried.whole,
            "by_month": [_bounds(one, letters) for one in found.by_month()],
            "in_all": [_bounds(one, letters) for one in found.in_all()],
            "by_party": [_party(one, letters) for one in found.by_party()],
            "base": [_item(item, due) for item, due in sorted(found.tried.base.items())],
            "groups": [
                {
                    "questions": list(group.names),
                    "all_combinations_tried": group.whole,
                    "combinations": [
                        {
                            "answers": _answers(way.answers, letters),
                            "changes": [_item(item, due) for item, due in sorted(way.change.items())],
                        }
                        for way in group.ways
                    ],
                }
                for group in found.tried.groups
            ],
            "without_effect": list(found.tried.silent),
        }
    return told


def _question(one: Priced) -> Json:
    question, dispute, left = one.question, one.dispute, one.left
    claims = dispute.claims if dispute is not None else ()
    return {
        "code": question.code,
        "name": question.name,
        "question": question.question,
        "clause": question.clause,
        "line": question.place.line if question.place is not None else None,
        "most_in_one_window": _money(dispute.spread) if dispute is not None and dispute.currency else None,
        "answers": [
            {
                "letter": one.letters[answer.value],
                "sentence": answer.sentence,
                "amount": claims[number].amount if number < len(claims) else None,
                "favours": claims[number].favours if number < len(claims) else None,
            }
            for number, answer in enumerate(question.answers)
        ],
        "left_open": None
        if left is None
        else {"parties": list(left.parties), "until": left.until.isoformat(), "reason": left.reason},
    }


def _bounds(one: Bounds, letters: Json) -> Json:
    return {"month": one.month, "payer": one.payer, "payee": one.payee, **_range(one, letters)}


def _party(one: Bounds, letters: Json) -> Json:
    return {"party": one.payer, **_range(one, letters)}


def _range(one: Bounds, letters: Json) -> Json:
    return {
        "lowest": {"amount": _money(one.lowest), "under": _answers(one.lowest_under, letters)},
        "highest": {"amount": _money(one.highest), "under": _answers(one.highest_under, letters)},
    }


def _answers(answers: Answers, letters: Json) -> Json:
    return {name: letters[name][value] for name, value in answers}


def _item(item: Any, amount: Fraction) -> Json:
    return {
        "month": item.month,
        "clause": item.clause,
        "line": item.line,
        "payer": item.payer,
        "payee": item.payee,
        "group": item.group,
        "amount": _money(amount),
    }


def _money(amount: Fraction) -> str:
    """With two decimals at least."""
    text = exact(amount)
    if "/" in text:
        return text
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents:0<2}"
