"""The dashboard is one by Grafana's own classic model, and asks for series that the rules record."""

from __future__ import annotations

import json
import re

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard

from tests.targets.contracts import EXAMPLES, ROOT, made_of, name_of

HOSTING = ROOT / "examples/managed-hosting/contract.sla"


def dashboard_of(path):
    return json.loads(made_of("grafana", path).files["grafana-dashboard.json"])


def kept(written, read):
    """Whether the model has read all that is written; what has no value is left out by it."""
    if isinstance(written, dict):
        return all(value is None or (key in read and kept(value, read[key])) for key, value in written.items())
    if isinstance(written, list):
        return len(written) == len(read) and all(map(kept, written, read))
    return written == read


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_the_classic_model_reads_all_of_it(path):
    written = dashboard_of(path)
    read = json.loads(json.dumps(dashboard.Dashboard.from_json(written), cls=JSONEncoder))
    read["timepicker"] = {}
    assert kept(written, read)


def test_panels_have_numbers_of_their_own_and_do_not_overlap():
    panels = dashboard_of(HOSTING)["panels"]
    assert len({one["id"] for one in panels}) == len(panels)
    cells = [(x, y) for one in panels for x in range(one["gridPos"]["x"], one["gridPos"]["x"] + one["gridPos"]["w"]) for y in range(one["gridPos"]["y"], one["gridPos"]["y"] + one["gridPos"]["h"])]  # fmt: skip
    assert len(set(cells)) == len(cells)
    assert all(x < 24 for x, _ in cells)


def test_every_query_reads_a_series_that_the_rules_record():
    rules = made_of("prometheus", HOSTING).files["prometheus-rules.yaml"].decode()
    recorded = set(re.findall(r"- record: (\S+)", rules))
    queries = [target["expr"] for panel in dashboard_of(HOSTING)["panels"] for target in panel.get("targets", ())]
    assert len(queries) == 10
    assert {metric for query in queries for metric in re.findall(r"sla:[a-z:]+", query)} <= recorded


def test_months_are_those_of_the_agreement_and_levels_are_marked():
    board = dashboard_of(HOSTING)
    assert board["timezone"] == "Europe/London"
    stat = next(one for one in board["panels"] if one["type"] == "stat")
    assert stat["fieldConfig"]["defaults"]["thresholds"]["steps"][1] == {"color": "green", "value": 0.999}
    text = next(one for one in board["panels"] if one["type"] == "text")["options"]["content"]
    assert "- **Answering tickets**, line 107: Provider shall ensure that each Ticket with Priority 1" in text
