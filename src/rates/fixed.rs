//! Rates fixed by law: what a currency was replaced by, and at how much.

use chrono::{Datelike, NaiveDate};

/// A currency that another one replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Replaced {
    /// The code of the currency that replaced it.
    pub(super) by: &'static str,
    /// How many units of the old currency one unit of the new one replaced, in decimals.
    pub(super) units: &'static str,
    /// The year with which the two became one; nothing where the same money was only counted anew, and series
    /// are restated back to their beginning.
    pub(super) from: Option<i32>,
}

impl Replaced {
    /// Whether the rate held on a day.
    pub(super) fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day.year())
    }
}

/// What replaced a currency.
pub(super) fn replaced(code: &str) -> Option<Replaced> {
    let in_table = |table: &[(&'static str, Replaced)]| {
        table.iter().find(|(old, _)| *old == code).map(|(_, replaced)| *replaced)
    };
    in_table(JOINED).or_else(|| {
        let (_, units, by) = COUNTED_ANEW.iter().find(|(old, _, _)| *old == code)?;
        Some(Replaced { by, units, from: None })
    })
}

/// The rate at which a currency became the euro.
pub(super) fn into_euro(code: &str) -> Option<Replaced> {
    replaced(code).filter(|replaced| replaced.by == "EUR")
}

/// The currency that one unit of this one replaced so many units of, where it was counted anew.
pub(super) fn predecessor(code: &str) -> Option<(&'static str, &'static str)> {
    COUNTED_ANEW.iter().find(|(_, _, new)| *new == code).map(|(old, units, _)| (*old, *units))
}

/// Every replacement: the old code and what replaced it.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Replaced)> {
    let anew = COUNTED_ANEW.iter().map(|(old, units, by)| (*old, Replaced { by, units, from: None }));
    JOINED.iter().copied().chain(anew)
}

const fn joined(
    old: &'static str,
    units: &'static str,
    by: &'static str,
    from: i32,
) -> (&'static str, Replaced) {
    (old, Replaced { by, units, from: Some(from) })
}

/// Currencies that became another one on the first of January of a year. Those of the euro: Council Regulation
/// (EC) No 2866/98 and those that amend it; the ECU one to one: Council Regulation (EC) No 1103/97.
const JOINED: &[(&str, Replaced)] = &[
    joined("ATS", "13.7603", "EUR", 1999),
    joined("BEF", "40.3399", "EUR", 1999),
    joined("BGN", "1.95583", "EUR", 2026),
    joined("CYP", "0.585274", "EUR", 2008),
    joined("DEM", "1.95583", "EUR", 1999),
    joined("EEK", "15.6466", "EUR", 2011),
    joined("ESP", "166.386", "EUR", 1999),
    joined("FIM", "5.94573", "EUR", 1999),
    joined("FRF", "6.55957", "EUR", 1999),
    joined("GRD", "340.750", "EUR", 2001),
    joined("HRK", "7.53450", "EUR", 2023),
    joined("IEP", "0.787564", "EUR", 1999),
    joined("ITL", "1936.27", "EUR", 1999),
    joined("LTL", "3.45280", "EUR", 2015),
    joined("LUF", "40.3399", "EUR", 1999),
    joined("LVL", "0.702804", "EUR", 2014),
    joined("MTL", "0.429300", "EUR", 2008),
    joined("NLG", "2.20371", "EUR", 1999),
    joined("PTE", "200.482", "EUR", 1999),
    joined("SIT", "239.640", "EUR", 2007),
    joined("SKK", "30.1260", "EUR", 2009),
    joined("XEU", "1", "EUR", 1999),
    joined("ECS", "25000", "USD", 2000),
    joined("SVC", "8.75", "USD", 2001),
];

/// The same money counted anew: the old code, how many of it make one, and the new code.
const COUNTED_ANEW: &[(&str, &str, &str)] = &[
    ("AFA", "1000", "AFN"),
    ("AON", "1000", "AOR"),
    ("AOR", "1000000", "AOA"),
    ("ARA", "10000", "ARS"),
    ("ARP", "1000", "ARA"),
    ("AZM", "5000", "AZN"),
    ("BGL", "1000", "BGN"),
    ("BOP", "1000000", "BOB"),
    ("BRB", "1000", "BRC"),
    ("BRC", "1000", "BRN"),
    ("BRE", "1000", "BRR"),
    ("BRN", "1", "BRE"),
    ("BRR", "2750", "BRL"),
    ("BYB", "1000", "BYR"),
    ("BYR", "10000", "BYN"),
    ("CLE", "1000", "CLP"),
    ("CSD", "1", "RSD"),
    ("GEK", "1000000", "GEL"),
    ("GHC", "10000", "GHS"),
    ("HRD", "1000", "HRK"),
    ("ILP", "10", "ILR"),
    ("ILR", "1000", "ILS"),
    ("ISJ", "100", "ISK"),
    ("LTT", "100", "LTL"),
    ("LVR", "200", "LVL"),
    ("MGF", "5", "MGA"),
    ("MRO", "10", "MRU"),
    ("MXP", "1000", "MXN"),
    ("MZM", "1000", "MZN"),
    ("PEH", "1000", "PEI"),
    ("PEI", "1000000", "PEN"),
    ("PES", "1000", "PEI"),
    ("PLZ", "10000", "PLN"),
    ("ROL", "10000", "RON"),
    ("RUR", "1000", "RUB"),
    ("SDD", "100", "SDG"),
    ("SDP", "10", "SDD"),
    ("SLL", "1000", "SLE"),
    ("SRG", "1000", "SRD"),
    ("STD", "1000", "STN"),
    ("TJR", "1000", "TJS"),
    ("TMM", "5000", "TMT"),
    ("TRL", "1000000", "TRY"),
    ("UAK", "100000", "UAH"),
    ("UYN", "1000", "UYU"),
    ("UYP", "1000", "UYN"),
    ("VEB", "1000", "VEF"),
    ("VEF", "100000", "VES"),
    ("VES", "1000000", "VED"),
    ("YUM", "1", "CSD"),
    ("ZMK", "1000", "ZMW"),
    ("ZRN", "100000", "CDF"),
    ("ZRZ", "3000000", "ZRN"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::number::Rational;
    use crate::rates::packed::decimal;

    #[test]
    fn each_is_replaced_once_and_the_last_one_stays() {
        let mut seen = BTreeSet::new();
        for (code, replacement) in all() {
            assert!(seen.insert(code), "{code} stands twice");
            assert!(decimal(replacement.units).is_some_and(|units| units > Rational::zero()), "{code}");
            let mut current = replacement;
            for _ in 0..10 {
                let Some(next) = replaced(current.by) else { break };
                current = next;
            }
            assert_eq!(replaced(current.by), None, "{code} comes back to itself");
        }
    }

    #[test]
    fn euro_rates_have_six_significant_figures() {
        for (code, replacement) in
            all().filter(|(code, replacement)| replacement.by == "EUR" && *code != "XEU")
        {
            let digits = replacement.units.replace('.', "");
            assert_eq!(digits.trim_start_matches('0').len(), 6, "{code}");
        }
    }

    #[test]
    fn the_first_predecessor_of_each() {
        assert_eq!(predecessor("TRY"), Some(("TRL", "1000000")));
        assert_eq!(predecessor("RON"), Some(("ROL", "10000")));
        assert_eq!(predecessor("EUR"), None);
    }
}
