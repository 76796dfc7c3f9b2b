"""promtool takes the rules, and its unit tests hold: of the levels of the examples, and of each rule changed for the worse they do not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from sladsl.targets import load
from sladsl.targets.fidelity import Kept
from sladsl.targets.target import Wanted
from tests.targets.contracts import ALL, ROOT, made_of, name_of, plan_from, plan_of

PROMTOOL = shutil.which("promtool")
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not there: apt-get install prometheus")
RULES, TESTS = "prometheus-rules.yaml", "prometheus-tests.yaml"
PROBES = ROOT / "examples/uptime-probes/contract.sla"
HOSTING = ROOT / "examples/managed-hosting/contract.sla"


def promtool(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    assert PROMTOOL is not None
    return subprocess.run(
        [PROMTOOL, *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def rules_of(path: Path) -> list[dict]:
    (group,) = yaml.safe_load(made_of("prometheus", path).files[RULES])["groups"]
    return group["rules"]


def written(path: Path, folder: Path) -> None:
    for name, content in made_of("prometheus", path).files.items():
        (folder / name).write_bytes(content)


@needs_promtool
@pytest.mark.slow
@pytest.mark.parametrize("path", [HOSTING, PROBES], ids=name_of)
def test_the_unit_tests_of_an_example_hold(path, tmp_path):
    written(path, tmp_path)
    ended = promtool("test", "rules", TESTS, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(yaml.safe_load((tmp_path / TESTS).read_text("utf-8"))["tests"]) == {HOSTING: 2, PROBES: 3}[path]


CHANGES = {
    "the level, twice as strict": ("* 1000 >", "* 2000 >"),
    "the least length of a run, a minute more": ("[299s:60s]", "[359s:60s]"),
    "the least length of a run, a minute less": ("[299s:60s]", "[239s:60s]"),
}


@needs_promtool
@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_rule_is_noticed(change, tmp_path):
    written(HOSTING, tmp_path)
    before, after = CHANGES[change]
    changed = yaml.safe_load((tmp_path / RULES).read_text("utf-8"))
    rules = changed["groups"][0]["rules"]
    assert any(before in rule["expr"] for rule in rules)
    for rule in rules:
        rule["expr"] = rule["expr"].replace(before, after)
    (tmp_path / RULES).write_text(yaml.safe_dump(changed), "utf-8")
    ended = promtool("test", "rules", TESTS, folder=tmp_path)
    assert ended.returncode == 1
    assert "availability_1" in ended.stdout + ended.stderr


@needs_promtool
@pytest.mark.slow
def test_promtool_takes_the_rules_of_every_agreement(tmp_path):
    files = []
    for path in ALL:
        if any(one.slot.name.startswith("wording/") for one in plan_of(path).readings):
            continue
        made = made_of("prometheus", path).files[RULES]
        assert yaml.safe_load(made)["groups"]
        (tmp_path / f"{name_of(path)}.yaml").write_bytes(made)
        files.append(f"{name_of(path)}.yaml")
    ended = promtool("check", "rules", *files, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "0 rules found" in ended.stdout
    assert "31 rules found" in ended.stdout


HOSTED = """# Hosting

## Parties

"Provider" means "Northwind Hosting Ltd", of "1 Dock Street, Leeds, England".
"Customer" means "Contoso Retail Ltd", of "2 Mill Lane, York, England".

## Term and interpretation

This agreement takes effect on 1 January 2026 and continues for 12 months.
This agreement follows the Standard Interpretation Rules, edition 1. Credits are due without a claim.
Times are in ZONE.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
A Probe stands for the clock minute in which it is made. A missing Probe counts as a failure.

## Services

"Hosting" is a service that Provider supplies to Customer for GBP 500.00 a month.

A "Probe" is a record that Provider collects from "Pingdom" in each minute, with:

- Time: time
- Outcome: success or failure

"Downtime" means each period of at least 5 consecutive minutes in which every Probe has Outcome failure, counted in full.
"Uptime" means the percentage of the time in a WINDOW that is not Downtime.

Provider shall keep Uptime at or above 99.9% in each WINDOW.
If Provider does not, Provider shall credit Customer GBP 50.00.
"""


@needs_promtool
@pytest.mark.slow
@pytest.mark.parametrize(
    ("window", "zone"),
    [
        ("quarter", "Europe/Berlin"),
        ("year", "Europe/London"),
        ("quarter", "America/Chicago"),
        ("month", "Asia/Kolkata"),
    ],
)
def test_windows_are_those_of_the_clock_of_the_agreement(window, zone, tmp_path):
    """What is left of the window when it begins to fail decides when it is missed."""
    made = load("prometheus").make(plan_from(HOSTED.replace("WINDOW", window).replace("ZONE", zone)), Wanted())
    for name, content in made.files.items():
        (tmp_path / name).write_bytes(content)
    ended = promtool("test", "rules", TESTS, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(yaml.safe_load(made.files[TESTS])["tests"]) == 1


def test_limits_stand_as_decimals():
    exprs = {rule.get("record", rule.get("alert")): rule["expr"] for rule in rules_of(HOSTING)}
    assert exprs["SlaMissed"].endswith(
        '* 20 > max(sla:whole:sum{agreement="managed-hosting-service-level-agreement",duty="latency_1"}) * 1'
    )
    latencies = [rule["expr"] for rule in rules_of(HOSTING) if "probe_latency" in rule["expr"]]
    assert all("> bool 0.3)" in expr for expr in latencies)
    assert "e-" not in "".join(exprs.values()).replace("managed-hosting-service-level-agreement", "")


def test_each_level_has_an_early_warning():
    alerts = [rule for rule in rules_of(HOSTING) if rule.get("alert") == "SlaAtThisRate"]
    assert [one["annotations"]["summary"] for one in alerts] == [
        'Clause "Availability": at this rate the month ends below 99.9%',
        'Clause "Latency": at this rate the month ends above 300 milliseconds',
    ]


def test_the_clock_of_the_agreement_is_known():
    """British summer time begins on 29 March 2026 at 01:00 UTC, and that month has an hour less."""
    rules = {rule["record"]: rule["expr"] for rule in rules_of(HOSTING) if "record" in rule}
    assert rules["sla:local:seconds"].startswith("vector(time()) + 3600 * (vector(time()) >= bool 1774746000) - 3600 *")
    assert f"== bool {2026 * 12 + 3})" in rules["sla:window:seconds"]


def test_what_the_rules_do_not_see_is_told():
    said = made_of("prometheus", HOSTING).fidelity
    by_line = {one.line: one for one in said}
    assert by_line[95].kept is Kept.APPROXIMATED
    assert "whoever sets the gauge of Scheduled Maintenance decides which rows count" in by_line[95].how
    assert "a stretch counts 240 seconds after it is so" in by_line[95].how
    assert by_line[97].kept is Kept.LEFT_OUT
    assert not [one for one in said if one.kept is Kept.EXACT]
