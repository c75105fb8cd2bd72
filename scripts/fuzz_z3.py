#!/usr/bin/env python3
"""Makes up datasets, reports on each and re-checks every report with Z3.

usage: fuzz_z3.py COUNT [SEED] [--keep DIR]

Runs target/release/crossfoot, or the program that CROSSFOOT names, on COUNT datasets made up from SEED
(1) on. A dataset of which something does not hold is printed by seed, made as small as it can be, and kept
in DIR (target/fuzz).

Exit status: 0 everything holds, 1 something does not, 2 could not run.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import recheck

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("CROSSFOOT", str(ROOT / "target/release/crossfoot"))
QUOTES = recheck.ReferenceRates.installed()
ACTORS = "abcd"
CATEGORIES = ["cash", "arms", "food"]
AMOUNTS = [1, 2, 3, 5, 6, 8, 10, 11, 12, 15, 20, 21, 30, 40]
CURRENCIES = [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("NIS ", "ILS")]
PERIODS = ["2019", "2020", "2021", "2019/2020", "2020/2021", "2019/2021", "2020-07/2021-06", "2020-01/2020-06",
           "2020-Q3", "../2020", "../2021-01", "2020-01-20/2021-01-10"]


def quoted(value):
    """A TOML string or list of them."""
    return json.dumps(value)


def groups(chance, ids):
    """Groups that nest, overlap and are complete or not."""
    found = {}
    for name in ["g", "h", "k"][: chance.randint(1, 3)]:
        found[name] = (chance.sample(ids + list(found), chance.randint(1, 3)), chance.random() < 0.4)
    return found


def figure(chance, currencies):
    """A figure: a table in numbers, or words."""
    sign, currency = chance.choice(currencies)
    amount, other = sorted(chance.sample(AMOUNTS, 2))
    per = chance.choice([None, None, "year", "year", "month", "week", "quarter", "day"])
    # Rates come to about as much a year as totals do.
    unit = {None: 10**6, "year": 10**6, "quarter": 250_000, "month": 83_000, "week": 19_000, "day": 2_700}[per]
    scale = unit * chance.choice([1, 1, 1, 1, 1, 10**6])
    kind = chance.randint(0, 8)
    if kind <= 4:
        low, high = amount * scale, other * scale
        cents = chance.choice(["", "", ".01", ".99"])
        exact = kind == 0
        high = low if exact else chance.choice([None, high, low + scale // 10])
        table = {"low": None if high is not None and not exact and chance.random() < 0.3 else f"{low}{cents}",
                 "high": None if high is None else f"{high}{cents}", "currency": currency, "per": per}
        return "{ " + ", ".join(f"{key} = {quoted(value)}" for key, value in table.items() if value) + " }", per
    rate = f" a {per}" if per else ""
    words = ["${}", "about ${}", "at least ${}", "up to ${}", "nearly ${}", "more than ${}"]
    return quoted(chance.choice(words).replace("$", sign).format(amount * scale) + rate), per


def comparison(chance):
    """A figure that compares two flows."""
    return quoted(chance.choice(["twice", "half of", "30% more than", "at least as much as", "about 93% of",
                                 "between 40 and 60 percent of", "$5 million more than", "$2 million short of",
                                 "up to 30% more than", "at least twice"]))


def scope(chance, world):
    """A scope, most of them about one flow."""
    parts = {"payer": "p" if world["narrow"] else chance.choice(["p", "p", "p", "p", "pp", "any"])}
    if world["narrow"] or chance.random() < 0.9:
        parts["payee"] = chance.choice(world["payees"])
    if world["categories"] and chance.random() < 0.5:
        parts["category"] = chance.choice(world["categories"])
    stage = "paid" if world["narrow"] else chance.choice(["paid"] * 12 + ["unstated", "unstated", "held"])
    if stage != "paid":
        parts["stage"] = stage
    if chance.random() < world["dated"]:
        parts["period"] = chance.choice(world["periods"])
    return parts


def table(parts):
    """An inline table of strings."""
    return "{ " + ", ".join(f"{key} = {quoted(value)}" for key, value in parts.items()) + " }"


def claim(chance, world, number):
    """A claim."""
    own = scope(chance, world)
    lines = [f"id = 'c{number}'", f"source = 's{chance.randint(0, 3)}'", f"scope = {table(own)}"]
    if chance.random() < world["comparing"]:
        other = {key: value for key, value in scope(chance, world).items() if key in ("payee", "category", "period")}
        if own.get("stage") == "held" or any(own.get(key) != value for key, value in other.items()):
            # A difference in dollars is one of flows in dollars.
            words = comparison(chance)
            _, currency = chance.choice(world["currencies"] if "$" not in words else CURRENCIES[:1])
            lines += [f"figure = {words}", f"currency = '{currency}'", f"relative-to = {table(other or {'payee': 'a'})}"]
            return "[[claim]]\n" + "\n".join(lines)
    words, per = figure(chance, world["currencies"])
    while own.get("stage") == "held" and per:
        words, per = figure(chance, world["currencies"])
    lines.append(f"figure = {words}")
    if len(world["currencies"]) > 1 and chance.random() < 0.2:
        lines.append(chance.choice(["prices = 2015", "exchange = 2020-03-02"]))
    if per and "period" in own and chance.random() < 0.2:
        lines.append("steady = true")
    if number and chance.random() < 0.05:
        lines.append(f"repeats = 'c{chance.randrange(number)}'")
    elif number and chance.random() < 0.03:
        lines.append(f"supersedes = 'c{chance.randrange(number)}'")
    return "[[claim]]\n" + "\n".join(lines)


def dataset(seed):
    """A made-up dataset: what stands before the claims, and the claims."""
    chance = random.Random(seed)
    materiality = chance.choice(["0%", "5%", "5%", "50%"])
    lines = [f"[dataset]\ntitle = 'T{seed}'\ncurrency = 'USD'\n[reading]\nmateriality = '{materiality}'"]
    if chance.random() < 0.2:
        lines.append("carry = '1 year'")
    if chance.random() < 0.2:
        lines.append("as-of = '0 days'")
    made = groups(chance, list(ACTORS))
    lines += [f"[actor.{id}]\nname = '{id}'" for id in [*ACTORS, "p", "q"]]
    lines.append("[actor.pp]\nname = 'pp'\nmembers = ['p', 'q']")
    for id, (members, complete) in made.items():
        lines.append(f"[actor.{id}]\nname = '{id}'\nmembers = {quoted(members)}\ncomplete = {quoted(complete)}")
    categories = []
    if chance.random() < 0.5:
        categories = CATEGORIES
        lines.append(f"[category.cash]\nname = 'cash'\ncomplete = {quoted(chance.random() < 0.5)}")
        lines += ["[category.arms]\nname = 'arms'\npart-of = 'cash'", "[category.food]\nname = 'food'\npart-of = 'cash'"]
    lines += [f"[source.s{n}]\nname = 's{n}'\ndate = {chance.choice([2019, 2020, 2021, 2022])}" for n in range(4)]
    # Claims about parts and wholes of one flow, whose sums contradict each other.
    narrow = chance.random() < 0.5
    world = {
        "narrow": narrow,
        "payees": chance.sample([*ACTORS, *made, *made, *([] if narrow else made)], chance.randint(2, 5)),
        "categories": categories,
        "periods": chance.sample(PERIODS, 1 if narrow else chance.randint(1, 4)),
        "dated": chance.choice([0.2, 0.7, 1.0, 1.0 if narrow else 0.0]),
        "comparing": chance.choice([0, 0, 0.3]),
        "currencies": CURRENCIES if chance.random() < 0.3 else CURRENCIES[:1],
    }
    return "\n".join(lines) + "\n", [claim(chance, world, number) for number in range(chance.randint(2, 7))]


def doubts(head, claims, folder):
    """What does not hold of the report of a dataset; nothing where the dataset is refused."""
    path = Path(folder) / "claims.toml"
    path.write_text(head + "\n".join(claims) + "\n")
    run = subprocess.run([PROGRAM, "report", "-f", "json", str(path)], capture_output=True, text=True)
    if run.returncode == 2 and "error[" in run.stderr:
        return None
    if run.returncode:
        return [("program", "exit status", f"{run.returncode}: {run.stderr[-500:]}")]
    return list(recheck.recheck(json.loads(run.stdout), quotes=QUOTES))


def smaller(head, claims, folder):
    """The fewest claims of which something does not hold."""
    for claim in list(claims):
        fewer = [each for each in claims if each != claim]
        if doubts(head, fewer, folder):
            claims = fewer
    return claims


def main(arguments):
    """Makes up datasets and counts what does not hold."""
    keep = ROOT / "target/fuzz"
    if "--keep" in arguments:
        position = arguments.index("--keep")
        keep = Path(arguments[position + 1])
        arguments = arguments[:position] + arguments[position + 2:]
    if not arguments or not all(word.isdigit() for word in arguments) or recheck.z3 is None:
        print(__doc__.strip() if recheck.z3 else "fuzz_z3: pip install z3-solver", file=sys.stderr)
        return 2
    count, start = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 1
    refused = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(start, start + count):
            head, claims = dataset(seed)
            found = doubts(head, claims, folder)
            if found is None:
                refused += 1
            elif found:
                wrong += 1
                claims = smaller(head, claims, folder)
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}.toml").write_text(head + "\n".join(claims) + "\n")
                for section, what, why in doubts(head, claims, folder) or found:
                    print(f"{seed}: {section}: {what}: {why}", flush=True)
    print(f"{count} datasets: {count - refused} reported on, {refused} refused, {wrong} with something wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
