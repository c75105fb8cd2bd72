#!/usr/bin/env python3
"""Tests that a report with anything in it changed is not taken for a good one.

Runs target/release/crossfoot or target/debug/crossfoot, or the program that CROSSFOOT names.
"""

import copy
import io
import json
import os
import subprocess
import sys
import unittest
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path

import recheck

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ["tests/datasets/every-verdict", "tests/datasets/three-claims"]
PARTS = """
[dataset]
title = "Parts"
currency = "USD"
[actor.donor]
name = "Donor"
[actor.army]
name = "Army"
[actor.police]
name = "Police"
[actor.forces]
name = "Forces"
members = ["army", "police"]
complete = true
[source.s]
name = "S"
date = 2021
[source.t]
name = "T"
date = 2021
[[claim]]
id = "army"
figure = "$20 million"
source = "s"
scope = { payer = "donor", payee = "army", period = 2020 }
[[claim]]
id = "police"
figure = "$30 million"
source = "t"
scope = { payer = "donor", payee = "police", period = 2020 }
[[claim]]
id = "forces"
figure = "$70 million"
source = "s"
scope = { payer = "donor", payee = "forces", period = 2020 }
[[claim]]
id = "twice"
figure = "twice"
source = "t"
scope = { payer = "donor", payee = "army", period = 2020 }
relative-to = { payee = "police" }
"""


def program():
    """The built program."""
    built = [ROOT / "target" / kind / "crossfoot" for kind in ("release", "debug")]
    return os.environ.get("CROSSFOOT") or next((str(path) for path in built if path.exists()), None)


def report(path):
    """The report of a dataset."""
    run = subprocess.run([program(), "report", "-f", "json", path], cwd=ROOT, capture_output=True, check=True)
    return json.loads(run.stdout)


def more(text):
    """A greater number."""
    return str(Fraction(text) + Fraction(1, 1000))


class Tampering(unittest.TestCase):
    """Every report is good as it is, and none with one thing changed."""

    @classmethod
    def setUpClass(cls):
        if program() is None:
            raise RuntimeError("build crossfoot first, or name it in CROSSFOOT")
        parts = ROOT / "target" / "recheck-parts.toml"
        parts.parent.mkdir(exist_ok=True)
        parts.write_text(PARTS)
        cls.reports = {name: report(name) for name in DATASETS}
        cls.reports["parts"] = report(str(parts))

    def tampered(self, tamper, with_z3=True):
        """Asserts that a change is caught in every report that has what it changes."""
        tried = 0
        for name, good in self.reports.items():
            for position, section in enumerate(good["sections"]):
                bad = copy.deepcopy(good)
                if tamper(bad["sections"][position]) is False:
                    continue
                tried += 1
                found = list(recheck.recheck(bad, with_z3))
                self.assertTrue(found, f"{name}, section {position + 1}: taken for good")
        self.assertTrue(tried, "nothing to change")

    def conflicts(self, change, with_z3=True):
        """Asserts that a change of any conflict is caught."""
        counts = [len(s["sets"][0]["conflicts"]) for r in self.reports.values() for s in r["sections"]]
        for position in range(max(counts)):
            def tamper(section, position=position):
                told = section["sets"][0]["conflicts"]
                return change(told[position]) if position < len(told) else False
            if any(position < count for count in counts):
                self.tampered(tamper, with_z3)

    def test_good_reports(self):
        for name, good in self.reports.items():
            self.assertEqual(list(recheck.recheck(good)), [], name)
            self.assertEqual(list(recheck.recheck(good, False)), [], name)

    def test_multipliers(self):
        def change(conflict):
            term = conflict["proof"]["terms"][0]
            term["multiplier"] = more(term["multiplier"])
        self.conflicts(change, False)

    def test_dropped_terms(self):
        self.conflicts(lambda conflict: conflict["proof"]["terms"].pop() and None, False)

    def test_bounds_of_terms(self):
        def change(conflict):
            term = conflict["proof"]["terms"][-1]
            term["bound"] = more(term["bound"])
        self.conflicts(change, False)

    def test_sums_of_proofs(self):
        for key in ("lows", "highs", "shortfall"):
            def change(conflict, key=key):
                conflict["proof"][key] = more(conflict["proof"][key])
            self.conflicts(change, False)

    def test_stretches(self):
        def change(conflict):
            if conflict["stretch"] is None:
                conflict["stretch"] = "0.5"
            else:
                conflict["stretch"] = more(conflict["stretch"])
        self.conflicts(change)

    def test_verdicts_of_sets(self):
        others = {"conflict": "conditional-conflict", "conditional-conflict": "close", "close": "conflict"}
        def change(conflict):
            conflict["verdict"] = others[conflict["verdict"]]
        self.conflicts(change)

    def test_claims_of_sets(self):
        self.conflicts(lambda conflict: conflict["claims"].pop() and None)

    def test_assumptions(self):
        def change(conflict):
            conflict["assumptions"] = [] if conflict["assumptions"] else [{"claim": conflict["claims"][0]}]
        self.conflicts(change, False)

    def test_proofs_beyond_materiality(self):
        def change(conflict):
            conflict["beyond-materiality"] = [] if conflict["beyond-materiality"] is None else None
        self.conflicts(change, False)

    def test_flows(self):
        def change(conflict):
            for without in conflict["without"]:
                without["flows"] = []
            conflict["at-stretch"] = []
        self.conflicts(change, False)

    def test_left_out(self):
        self.conflicts(lambda conflict: conflict["without"].pop() and None, False)

    def test_changes(self):
        def change(conflict):
            if not conflict["changes"]:
                conflict["changes"] = [{"claim": conflict["claims"][0], "end": "low", "to": "0", "fraction": "0"}]
            each = conflict["changes"][0]
            each["fraction"] = more(each["fraction"])
        self.conflicts(change)

    def test_sources_and_lists(self):
        def sources(conflict):
            conflict["independent-sources"] += 1
        def lists(conflict):
            conflict["taken-as-complete"] = [] if conflict["taken-as-complete"] else [{"id": "x", "name": "X"}]
        self.conflicts(sources, False)
        self.conflicts(lists, False)

    def test_dropped_conflicts(self):
        for end in (0, -1):
            self.tampered(lambda section, end=end: section["sets"][0]["conflicts"].pop(end) and None
                          if section["sets"][0]["conflicts"] else False)

    def test_groups(self):
        def amount(section):
            flows = section["sets"][0]["groups"][0]["flows"]
            if not flows:
                return False
            flows[0]["amount"] = str(-Fraction(flows[0]["amount"]) - 1)
        def smaller(section):
            section["sets"][0]["groups"][0]["claims"].pop()
        self.tampered(lambda section: section["sets"][0]["groups"].pop() and None)
        self.tampered(amount, False)
        self.tampered(smaller)
        def stretch(section):
            group = section["sets"][0]["groups"][0]
            group["stretch"] = more(group["stretch"])
        self.tampered(stretch)

    def test_amounts_of_flows(self):
        def doubled(section):
            flows = section["sets"][0]["groups"][0]["flows"]
            for each in flows:
                each["amount"] = str(Fraction(each["amount"]) * 1000)
            if not flows or all(each["high"] is None for each in section["sets"][0]["statements"]):
                return False
        self.tampered(doubled, False)

    def test_repairs(self):
        def drop(section):
            clusters = section["sets"][0]["clusters"]
            return clusters[0]["repairs"].pop() and None if clusters else False
        def grow(section):
            clusters = section["sets"][0]["clusters"]
            if not clusters:
                return False
            repair = clusters[0]["repairs"][0]["leave-out"]
            repair.extend(row["id"] for row in section["rows"] if row["id"] not in repair)
        def cheaper(section):
            clusters = section["sets"][0]["clusters"]
            if not clusters or not clusters[0]["least-change"]:
                return False
            change = clusters[0]["least-change"][0]
            change["fraction"] = str(Fraction(change["fraction"]) / 2)
        self.tampered(drop, False)
        self.tampered(grow, False)
        self.tampered(cheaper)
        self.tampered(lambda section: section["sets"][0]["clusters"].pop() and None
                      if section["sets"][0]["clusters"] else False, False)

    def test_implied_bounds(self):
        def side(end, change, test=lambda told: told["value"] is not None):
            def tamper(section):
                bounds = section["sets"][0]["bounds"]
                told = [each[end] for each in (bounds or {"allowed": []})["allowed"] if test(each[end])]
                return change(told[0]) if told else False
            return tamper
        def value(told):
            told["value"] = more(told["value"])
        def proof(told):
            told["proof"].pop()
        def unlimited(told):
            told.update(value=None, proof=[], claims=[], assumptions=[])
        for end in ("low", "high"):
            self.tampered(side(end, value), False)
            self.tampered(side(end, proof, lambda told: told["proof"]), False)
        self.tampered(side("high", unlimited))

    def test_cells(self):
        self.tampered(lambda section: section["sets"][0]["cells"].pop() and None, False)
        self.tampered(lambda section: section["sets"][0]["cells"].append(section["sets"][0]["cells"][0]), False)

    def test_statements(self):
        def bound(section):
            for each in section["sets"][0]["statements"]:
                end = "low" if each["low"] is not None else "high"
                if not each["assumptions"]:
                    each[end] = more(each[end])
                    return
        def when(section):
            section["sets"][0]["statements"][0]["when"] = [[section["rows"][0]["id"]], ["nobody"]]
        def place(section):
            section["sets"][0]["statements"][0]["boxes"][0]["payee"] = {"id": "any", "name": "anyone"}
        for tamper in (bound, when, place):
            self.tampered(tamper, False)

    def test_intervals(self):
        def change(section):
            stating = {each["figure-of"] for each in section["sets"][0]["statements"]}
            for row in section["rows"]:
                if row["id"] in stating and row["interval"]["low"] is not None:
                    row["interval"]["low"] = more(row["interval"]["low"])
                    return
        self.tampered(change, False)

    def test_verdicts_of_pairs(self):
        verdicts = ["conflict", "conditional-conflict", "close", "agree", "compatible", "echo", "revised"]
        pairs = max(len(s["pairs"]) for r in self.reports.values() for s in r["sections"])
        for position in range(min(pairs, 12)):
            def tamper(section, position=position):
                if position >= len(section["pairs"]):
                    return False
                pair = section["pairs"][position]
                pair["verdict"] = verdicts[(verdicts + [0]).index(pair["verdict"]) - 1] if (
                    pair["verdict"] in verdicts) else "agree"
            self.tampered(tamper)

    def test_proofs_of_pairs(self):
        def change(key):
            def tamper(section):
                for pair in section["pairs"]:
                    if pair.get("proof"):
                        pair["proof"][key] = more(pair["proof"][key])
                        return None
                return False
            return tamper
        self.tampered(change("shortfall"), False)
        self.tampered(change("stretch"), False)

    def test_dropped_pairs(self):
        self.tampered(lambda section: section["pairs"].pop() and None, False)


class CommandLine(unittest.TestCase):
    """What is printed, and how it ends."""

    def run_main(self, *arguments):
        """The exit status, and what is printed."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = recheck.main(list(arguments))
        return status, out.getvalue(), err.getvalue()

    def test_usage(self):
        self.assertEqual(self.run_main("--help")[0], 0)
        for wrong in (["--what"], ["--most", "x"], ["/nowhere.json"]):
            status, out, err = self.run_main(*wrong)
            self.assertEqual((status, out), (2, ""))
            self.assertIn("recheck: ", err)

    def test_without_z3(self):
        known, recheck.z3 = recheck.z3, None
        try:
            status, _, err = self.run_main("report.json")
        finally:
            recheck.z3 = known
        self.assertEqual(status, 2)
        self.assertIn("pip install z3-solver", err)

    def test_what_does_not_hold(self):
        path = ROOT / "target" / "recheck-other.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"format": "another", "version": 1}')
        status, out, _ = self.run_main(str(path))
        self.assertEqual(status, 1)
        self.assertEqual(out, f"{path}: report: format: not a crossfoot report of version 1\n")


if __name__ == "__main__":
    sys.exit(unittest.main())
