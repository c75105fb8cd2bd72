//! Official rates at which little was exchanged.
//!
//! The annual rates of the World Bank are official ones. In the years below it is well documented that most
//! trade went at others: parallel rates far off, or several official ones of which the series has the one that
//! few could get. The list is short on purpose. That a year is not in it says nothing.

use crate::period::DayRange;

/// Years in which a currency's official rate was nominal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Nominal {
    /// The code of the currency.
    pub code: &'static str,
    /// The first year.
    pub first: i32,
    /// The last year.
    pub last: i32,
    /// What was the matter.
    pub why: &'static str,
}

/// All of them, by code.
#[must_use]
pub fn all() -> &'static [Nominal] {
    NOMINAL
}

/// The years in which a currency's official rate was nominal, as far as a time touches them.
pub fn touched(code: &str, time: DayRange) -> impl Iterator<Item = &'static Nominal> {
    let years = time.touched_years();
    NOMINAL.iter().filter(move |nominal| {
        nominal.code == code
            && years
                .as_ref()
                .is_some_and(|years| nominal.first <= *years.end() && *years.start() <= nominal.last)
    })
}

const fn nominal(code: &'static str, first: i32, last: i32, why: &'static str) -> Nominal {
    Nominal { code, first, last, why }
}

/// What they rest on: the International Monetary Fund's Annual Reports on Exchange Arrangements and Exchange
/// Restrictions, and, for the parallel rates to 2001, Reinhart and Rogoff, "The Modern History of Exchange Rate
/// Arrangements" (2004).
const NOMINAL: &[Nominal] = &[
    nominal("AOA", 1975, 1999, "a parallel market many times the official rate, to the float of May 1999"),
    nominal("AOA", 2015, 2019, "foreign exchange was rationed, with a wide gap to the parallel market"),
    nominal("ARS", 2011, 2015, "the 'cepo' exchange controls, with a wide gap to the parallel market"),
    nominal(
        "ARS",
        2019,
        2020,
        "exchange controls from September 2019, with a wide gap to the parallel market",
    ),
    nominal("BGN", 1960, 1974, "set by a planned economy"),
    nominal("BYN", 1996, 2000, "multiple rates, with a wide gap to the parallel market"),
    nominal("CNY", 1960, 1993, "set by a planned economy, and then one of two official rates"),
    nominal("CUP", 1960, 1974, "set by a planned economy"),
    nominal("DZD", 1974, 1994, "exchange controls, with a parallel market several times the official rate"),
    nominal("EGP", 1962, 1990, "multiple official rates"),
    nominal("EGP", 2016, 2016, "a wide gap to the parallel market, to the float of November 2016"),
    nominal("ERN", 1998, 2020, "an official peg, with foreign exchange rationed"),
    nominal("ETB", 1978, 1992, "a parallel market several times the official rate"),
    nominal("GHS", 1972, 1987, "a parallel market many times the official rate"),
    nominal("IRR", 1979, 2001, "multiple official rates; the series has the lowest to 1992"),
    nominal("IRR", 2012, 2013, "multiple rates, with a wide gap to the open market"),
    nominal(
        "IRR",
        2018,
        2020,
        "42,000 rials to the dollar was only for some imports; the open market was many times that",
    ),
    nominal("LAK", 1976, 1987, "multiple official rates"),
    nominal(
        "LBP",
        2019,
        2020,
        "the official peg was kept while the pound fell on the open market, from October 2019",
    ),
    nominal("LYD", 1982, 2001, "a parallel market several times the official rate"),
    nominal("LYD", 2014, 2019, "a parallel market several times the official rate"),
    nominal("MMK", 1960, 2011, "an official peg at which almost nothing was exchanged, to April 2012"),
    nominal("MZN", 1976, 1992, "a parallel market many times the official rate"),
    nominal("NGN", 1982, 1998, "a parallel market several times the official rate"),
    nominal("NGN", 2015, 2020, "multiple rates, with a wide gap to the parallel market"),
    nominal("NIO", 1979, 1990, "multiple rates and a parallel market many times the official one"),
    nominal("PLN", 1960, 1989, "set by a planned economy"),
    nominal("RON", 1960, 1990, "set by a planned economy"),
    nominal("RSD", 1997, 2000, "a parallel market several times the official rate"),
    nominal("SDG", 1979, 2002, "multiple rates and a parallel market"),
    nominal("SDG", 2012, 2020, "a parallel market several times the official rate"),
    nominal("SOS", 1980, 1989, "multiple rates and a parallel market several times the official one"),
    nominal("SRD", 1983, 1994, "a parallel market many times the official rate"),
    nominal("SSP", 2011, 2015, "an official peg, with a parallel market several times it from 2014"),
    nominal("SYP", 1981, 2006, "multiple official rates; the series has one for some public transactions"),
    nominal("SYP", 2011, 2017, "multiple official rates, with a wide gap to the open market"),
    nominal("TMM", 1994, 2001, "a parallel market several times the official rate"),
    nominal("TZS", 1974, 1992, "a parallel market several times the official rate"),
    nominal("UGX", 1972, 1990, "a parallel market many times the official rate"),
    nominal(
        "UZS",
        1996,
        2017,
        "multiple rates, with a parallel market about twice the official one, to September 2017",
    ),
    nominal("VEF", 1983, 1988, "multiple official rates"),
    nominal("VEF", 2003, 2017, "exchange controls, with a parallel market many times the official rate"),
    nominal("VND", 1986, 1988, "multiple rates and a parallel market many times the official one"),
    nominal("YER", 1990, 1996, "multiple official rates; the series has the one for some imports to 1994"),
    nominal("YER", 2015, 2020, "two monetary authorities from 2016, with a wide gap to the open market"),
    nominal("ZMW", 1976, 1992, "a parallel market well above the official rate"),
    nominal("ZWL", 2019, 2020, "a parallel market several times the official rate"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rates::world_bank;

    #[test]
    fn each_is_about_years_that_there_are_rates_of() {
        for nominal in all() {
            let rates = world_bank::rates(nominal.code).unwrap();
            assert!(nominal.first <= nominal.last, "{nominal:?}");
            assert!(rates.0.contains_key(&nominal.last), "{nominal:?}");
        }
        assert!(all().is_sorted_by_key(|nominal| (nominal.code, nominal.first)));
    }
}
