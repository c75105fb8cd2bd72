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
MONEY = """
[dataset]
title = "Money"
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
[source.u]
name = "U"
date = 2020
[[claim]]
id = "army-euros"
figure = "€20 million"
source = "s"
scope = { payer = "donor", payee = "army", period = 2020 }
[[claim]]
id = "army-rate"
figure = "€25 million a year"
source = "u"
scope = { payer = "donor", payee = "army" }
[[claim]]
id = "police-shekels"
figure = "NIS 100 million"
source = "t"
scope = { payer = "donor", payee = "police", period = 2020 }
[[claim]]
id = "police-rials"
figure = "IRR 900 billion"
source = "t"
scope = { payer = "donor", payee = "police", period = 2019 }
[[claim]]
id = "forces"
figure = "$40 million"
source = "s"
scope = { payer = "donor", payee = "forces", period = 2020 }
[[claim]]
id = "forces-constant"
figure = "$55 million"
source = "t"
prices = 2015
scope = { payer = "donor", payee = "forces", period = "2019/2020" }
[[claim]]
id = "army-dollars"
figure = "$20 million"
source = "t"
scope = { payer = "donor", payee = "army", period = 2020 }
[[claim]]
id = "forces-day"
figure = "£30 million"
source = "t"
exchange = 2020-03-02
scope = { payer = "donor", payee = "forces", period = "2020-03" }
[[claim]]
id = "more"
figure = "€3 million more"
source = "s"
scope = { payer = "donor", payee = "army", period = 2020 }
relative-to = { payee = "police", period = 2019 }
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
        cls.quotes = recheck.ReferenceRates.installed()
        cls.reports = {name: report(name) for name in DATASETS}
        for name, text in (("parts", PARTS), ("money", MONEY)):
            path = ROOT / "target" / f"recheck-{name}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            cls.reports[name] = report(str(path))

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
        counts = [len(s["sets"]["conflicts"]) for r in self.reports.values() for s in r["sections"]]
        for position in range(min(max(counts), 12)):
            def tamper(section, position=position):
                told = section["sets"]["conflicts"]
                return change(told[position]) if position < len(told) else False
            if any(position < count for count in counts):
                self.tampered(tamper, with_z3)

    def test_good_reports(self):
        for name, good in self.reports.items():
            self.assertEqual(list(recheck.recheck(good, quotes=self.quotes)), [], name)
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
            self.tampered(lambda section, end=end: section["sets"]["conflicts"].pop(end) and None
                          if section["sets"]["conflicts"] else False)

    def test_groups(self):
        def amount(section):
            flows = section["sets"]["groups"][0]["flows"]
            if not flows:
                return False
            flows[0]["amount"] = str(-Fraction(flows[0]["amount"]) - 1)
        def smaller(section):
            section["sets"]["groups"][0]["claims"].pop()
        self.tampered(lambda section: section["sets"]["groups"].pop() and None)
        self.tampered(amount, False)
        self.tampered(smaller)
        def stretch(section):
            group = section["sets"]["groups"][0]
            group["stretch"] = more(group["stretch"])
        self.tampered(stretch)

    def test_amounts_of_flows(self):
        def doubled(section):
            flows = section["sets"]["groups"][0]["flows"]
            for each in flows:
                each["amount"] = str(Fraction(each["amount"]) * 1000)
            if not flows or all(each["high"] is None for each in section["sets"]["statements"]):
                return False
        self.tampered(doubled, False)

    def test_repairs(self):
        def drop(section):
            clusters = section["sets"]["clusters"]
            return clusters[0]["repairs"].pop() and None if clusters else False
        def grow(section):
            clusters = section["sets"]["clusters"]
            if not clusters:
                return False
            repair = clusters[0]["repairs"][0]["leave-out"]
            repair.extend(row["id"] for row in section["rows"] if row["id"] not in repair)
        def cheaper(section):
            clusters = section["sets"]["clusters"]
            if not clusters or not clusters[0]["least-change"]:
                return False
            change = clusters[0]["least-change"][0]
            change["fraction"] = str(Fraction(change["fraction"]) / 2)
        self.tampered(drop, False)
        self.tampered(grow, False)
        self.tampered(cheaper)
        self.tampered(lambda section: section["sets"]["clusters"].pop() and None
                      if section["sets"]["clusters"] else False, False)

    def test_implied_bounds(self):
        def side(end, change, test=lambda told: told["value"] is not None):
            def tamper(section):
                bounds = section["sets"]["bounds"]
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
        self.tampered(lambda section: section["sets"]["cells"].pop() and None, False)
        self.tampered(lambda section: section["sets"]["cells"].append(section["sets"]["cells"][0]), False)

    def test_statements(self):
        def bound(section):
            for each in section["sets"]["statements"]:
                end = "low" if each["low"] is not None else "high"
                if not each["assumptions"]:
                    each[end] = more(each[end])
                    return
        def when(section):
            section["sets"]["statements"][0]["when"] = [[section["rows"][0]["id"]], ["nobody"]]
        def place(section):
            section["sets"]["statements"][0]["boxes"][0]["payee"] = {"id": "any", "name": "anyone"}
        for tamper in (bound, when, place):
            self.tampered(tamper, False)

    def test_intervals(self):
        def change(section):
            stating = {each["figure-of"] for each in section["sets"]["statements"]}
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

    def converted(self, change, test=lambda each: True):
        """Asserts that a change of any converted statement that passes a test is caught by arithmetic."""
        def at(section):
            return [each for each in section["sets"]["statements"] if each["converted"] and test(each)]
        most = max(len(at(section)) for report in self.reports.values() for section in report["sections"])
        self.assertTrue(most, "nothing is converted")
        for position in range(most):
            def tamper(section, position=position):
                told = at(section)
                return change(told[position]) if position < len(told) else False
            self.tampered(tamper, False)

    def test_factors(self):
        def change(times):
            def tamper(statement):
                """Another factor, from which the bounds follow as they should."""
                for key in ("low-times", "high-times"):
                    statement["converted"][key] = str(Fraction(statement["converted"][key]) * times)
                for end in ("low", "high"):
                    if statement[end] is not None:
                        statement[end] = str(Fraction(statement[end]) * times)
            return tamper
        def at_time_of_words(statement):
            kinds = {each["assumption"] for each in statement["assumptions"]}
            return not kinds - {"average-rate", "official-rate"} and len(statement["boxes"]) == 1
        def by_average(statement):
            kinds = {each["assumption"] for each in statement["assumptions"]}
            return {"average-rate"} == kinds - {"steady-rate", "same-day", "within-one-year"}
        self.converted(change(Fraction(1001, 1000)), lambda each: each["figure-of"] and at_time_of_words(each))
        self.converted(change(Fraction(2)), lambda each: each["figure-of"] and by_average(each))

    def test_factors_that_vary(self):
        def change(statement):
            statement["converted"]["low-times"] = more(statement["converted"]["high-times"])
        self.converted(change)

    def test_averages_are_named(self):
        def change(statement):
            statement["assumptions"] = [a for a in statement["assumptions"] if a["assumption"] != "average-rate"]
        def rests(kind):
            return lambda each: any(a["assumption"] == kind for a in each["assumptions"])
        self.converted(change, rests("average-rate"))
        def official(statement):
            statement["assumptions"] = [a for a in statement["assumptions"] if a["assumption"] != "official-rate"]
        self.converted(official, rests("official-rate"))

    def test_units_of_boxes(self):
        def other(facts):
            facts["currency"] = "JPY" if facts["currency"] == "USD" else "USD"
        def constant(facts):
            facts["prices"] = 1999 if facts["prices"] is None else None
        for change in (other, constant):
            self.tampered(lambda section: change(section["sets"]["statements"][0]["boxes"][0]), False)
            self.tampered(lambda section: change(section["sets"]["cells"][0]), False)
            self.conflicts(change, False)
            self.converted(lambda each: change(each["boxes"][0]))
            self.converted(lambda each: change(each["converted"]))

    def test_unit_of_a_claim(self):
        def change(section):
            for row in section["rows"]:
                if row["standing"]["is"] == "active":
                    row["currency"] = "JPY"
                    return
        self.tampered(change, False)

    def test_left_out_conversions(self):
        def tamper(section):
            statements = section["sets"]["statements"]
            for position, each in enumerate(statements):
                if each["converted"] and len(each["assumptions"]) <= 1:
                    own = [other for other in statements if other["figure-of"] == each["figure-of"] is not None
                           and not other["converted"] and other["boxes"][0]["time"] == each["boxes"][0]["time"]]
                    if own:
                        statements[position] = own[0]
                        return None
            return False
        self.tampered(tamper, False)

    def test_for_whom_amounts_are_converted(self):
        def fewer(statement):
            if len(statement["when"][-1]) == 1:
                return False
            statement["when"][-1].pop()
        def none(statement):
            statement["when"].pop()
        self.converted(none)
        self.converted(fewer, lambda each: len(each["when"][-1]) > 1)

    def test_amounts_before_conversion(self):
        def amount(term):
            term["converted"]["amount"] = more(term["converted"]["amount"])
        def both(term):
            term["converted"]["amount"] = str(Fraction(term["converted"]["amount"]) / 2)
            term["converted"]["times"] = str(Fraction(term["converted"]["times"]) * 2)
        def dropped(term):
            term["converted"] = None
        def unit(term):
            term["converted"]["currency"] = "JPY"
        for change in (amount, both, dropped, unit):
            def of_sets(section):
                terms = [term for each in section["sets"]["conflicts"] for term in each["proof"]["terms"]]
                told = [term for term in terms if term["converted"]]
                return change(told[0]) if told else False
            def of_pairs(section):
                terms = [term for pair in section["pairs"] for term in (pair.get("proof") or {"terms": []})["terms"]]
                told = [term for term in terms if term["converted"]]
                return change(told[0]) if told else False
            self.tampered(of_sets, False)
            self.tampered(of_pairs, False)

    def test_steps_of_conversions(self):
        def rates(change):
            def tamper(section):
                told = [row for row in section["rows"] if row["converted"]]
                steps = [step for row in told for step in row["converted"].get("steps", []) if step["by"] == "rate"]
                return change(steps[0]) if steps else False
            return tamper
        def average(step):
            step["average"] = more(step["average"])
        def turned(step):
            step["divides"] = not step["divides"]
        def other(step):
            step["base"], step["quote"] = step["quote"], step["base"]
        def when(step):
            step["time"] = {"start": "2001-01-01", "end": "2002-01-01"}
        for change in (average, turned, other, when):
            self.tampered(rates(change), False)
        def prices(section):
            told = [row for row in section["rows"] if row["converted"]]
            steps = [step for row in told for step in row["converted"].get("steps", []) if step["by"] == "prices"]
            if not steps:
                return False
            steps[0]["base-index"] = more(steps[0]["base-index"])
        self.tampered(prices, False)

    def test_comparisons_of_pairs(self):
        def tamper(section):
            for pair in section["pairs"]:
                for key in ("first-constraint", "second-constraint"):
                    if pair.get(key, {}).get("converted"):
                        del pair[key]["converted"]
                        return None
            return False
        self.tampered(tamper, False)

    def test_pairs_that_can_be_converted(self):
        def tamper(section):
            for pair in section["pairs"]:
                if pair.get("first-constraint", {}).get("converted"):
                    pair.update(verdict="not-comparable", because="not-convertible", claim=pair["first"], missing={})
                    return None
            return False
        self.tampered(tamper, False)

    def test_dropped_pairs(self):
        self.tampered(lambda section: section["pairs"].pop() and None, False)


@unittest.skipIf(recheck.ReferenceRates.installed() is None, f"needs {recheck.PACKAGE}")
class Rates(unittest.TestCase):
    """The euro reference rates, and reports held against them."""

    @classmethod
    def setUpClass(cls):
        cls.quotes = recheck.ReferenceRates.installed()
        path = ROOT / "target" / "recheck-money.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(MONEY)
        cls.report = report(str(path))

    def over(self, currency, start, end):
        """The quotes of a time."""
        return self.quotes.over(currency, {"start": start, "end": end})

    def test_published_rates(self):
        self.assertEqual(self.over("USD", "2025-02-24", "2025-02-25"), [Fraction("1.0466")])
        self.assertEqual(self.over("USD", "2020-10-26", "2020-10-27"), [Fraction("1.1819")])
        self.assertEqual(self.over("EUR", "2020-10-26", "2020-10-27"), [1])
        self.assertEqual(len(self.over("USD", "2020-01-01", "2021-01-01")), 257)

    def test_times_without_quotes(self):
        friday = self.over("USD", "2020-10-23", "2020-10-24")
        self.assertEqual(self.over("USD", "2020-10-24", "2020-10-26"), friday)
        self.assertIsNone(self.over("USD", "1998-01-01", "1999-01-01"))
        self.assertIsNone(self.over("USD", "2999-01-01", "2999-01-02"))
        self.assertIsNone(self.over("USD", "2020-01-01", None))
        self.assertIsNone(self.over("RUB", "2022-01-01", "2023-01-01"))
        self.assertIsNone(self.over("IRR", "2020-01-01", "2021-01-01"))

    def test_currencies_that_were_replaced(self):
        self.assertEqual(self.over("HRK", "2023-03-01", "2023-03-02"), [Fraction("7.5345")])
        self.assertEqual(self.over("DEM", "1999-03-01", "1999-03-02"), [Fraction("1.95583")])
        lira, = self.over("TRL", "2004-03-01", "2004-03-02")
        self.assertEqual(self.over("TRY", "2004-03-01", "2004-03-02"), [lira / 1_000_000])

    def doubts(self, change):
        """What is found once a change is made to the step of every claim by the euro reference rates."""
        bad = copy.deepcopy(self.report)
        rows = [row for section in bad["sections"] for row in section["rows"]]
        changed = 0
        for row in rows:
            for step in (row["converted"] or {}).get("steps", []):
                if step.get("series") == "ecb":
                    change(step)
                    changed += 1
        self.assertTrue(changed, "nothing is converted by these rates")
        return {why for _, _, why in recheck.found_of("", recheck.Conversions(bad, self.quotes).checks())}

    def test_steps(self):
        def average(step):
            step["average"] = str((Fraction(step["average"]) + Fraction(step["highest"])) / 2 + Fraction(1, 10**9))
            step["highest"] = more(step["highest"])
        def lowest(step):
            step["lowest"] = str(Fraction(step["lowest"]) - Fraction(1, 10**9))
        def quoted(step):
            step["quoted"] += 1
        self.assertEqual(self.doubts(lambda step: None), set())
        self.assertIn("the average of the quotes is another", self.doubts(average))
        self.assertIn("the lowest or highest quote is another", self.doubts(lowest))
        self.assertTrue(any("days were quoted" in why for why in self.doubts(quoted)))

    def test_cross_rates(self):
        bad = copy.deepcopy(self.report)
        for section in bad["sections"]:
            for row in section["rows"]:
                facts = row["converted"] or {}
                if len(facts.get("steps", [])) == 2 and facts["lowest"] != facts["highest"]:
                    facts["lowest"] = str(Fraction(facts["lowest"]) - Fraction(1, 10**9))
        found = {why for _, _, why in recheck.found_of("", recheck.Conversions(bad, self.quotes).checks())}
        self.assertIn("the range does not follow from the steps", found)

    def test_rates_said_to_be_missing(self):
        bad = copy.deepcopy(self.report)
        for section in bad["sections"]:
            for row in section["rows"]:
                if (row["converted"] or {}).get("is") == "converted" and row["prices"] is None:
                    row["converted"] = {"is": "not-convertible", "currency": row["currency"], "of-prices": False,
                                        "time": row["converted"]["time"], "covered": []}
        found = {why for _, _, why in recheck.found_of("", recheck.Conversions(bad, self.quotes).checks())}
        self.assertEqual(found, {"the euro reference rates do convert it"})


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
        path.write_text('{"format": "another", "version": 2}')
        status, out, _ = self.run_main(str(path))
        self.assertEqual(status, 1)
        self.assertEqual(out, f"{path}: report: format: not a crossfoot report of version 2\n")


if __name__ == "__main__":
    sys.exit(unittest.main())
