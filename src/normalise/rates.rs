//! The dataset's own tables of rates and prices, and the series that it prefers.

use std::collections::BTreeMap;

use super::Log;
use crate::currency::Currency;
use crate::dataset::raw::{RawPrices, RawRates, Text};
use crate::dataset::table::{Column, Row, each_row};
use crate::dataset::{Table, table_name};
use crate::money::Amount;
use crate::number::Rational;
use crate::period::{Date, DayRange};
use crate::problem::{Fault, Place, Problem, RateFault};
use crate::rates::{OwnIndex, OwnRate, Rates, Series, Step};

const fn column(name: &'static str) -> Column {
    Column { name, is_required: true }
}

const RATE_COLUMNS: [Column; 6] = [
    column("date"),
    column("base"),
    column("quote"),
    column("value"),
    Column { name: "low", is_required: false },
    Column { name: "high", is_required: false },
];

const PRICE_COLUMNS: [Column; 3] = [column("currency"), column("year"), column("index")];

/// The series that a dataset can prefer, by their ids.
const PREFERABLE: [(&str, Series); 2] = [("ecb", Series::EuroReference), ("world-bank", Series::WorldBank)];

pub(super) fn read(
    rates: Option<RawRates<'_>>,
    prices: Option<RawPrices<'_>>,
    tables: &[Table],
    log: &mut Log<'_>,
) -> Rates {
    let (named_rates, prefer) = rates.map(|rates| (rates.files, rates.prefer)).unwrap_or_default();
    let mut own = Vec::new();
    let mut places: BTreeMap<RateKey, Place> = BTreeMap::new();
    for (name, file, text) in named(&named_rates, tables, log) {
        each_row(text, file, &RATE_COLUMNS, log.problems, |row, problems| {
            let Some(rate) = read_rate(row, &name, problems) else { return };
            let (one, other) = (rate.base.min(rate.quote), rate.base.max(rate.quote));
            let key = (one, other, rate.time.start(), rate.time.end());
            if let Some(&first) = places.get(&key) {
                let fault = Fault::DuplicateRate { base: rate.base, quote: rate.quote, time: rate.time };
                problems.push(Problem::at(row.whole(), fault).related_to(first));
            } else {
                places.insert(key, row.whole());
                own.push(rate);
            }
        });
    }
    let named_prices = prices.map(|prices| prices.files).unwrap_or_default();
    let mut indices = Vec::new();
    let mut places: BTreeMap<(Currency, i32), Place> = BTreeMap::new();
    for (name, file, text) in named(&named_prices, tables, log) {
        each_row(text, file, &PRICE_COLUMNS, log.problems, |row, problems| {
            let Some(index) = read_index(row, &name, problems) else { return };
            let key = (index.currency, index.year);
            if let Some(&first) = places.get(&key) {
                let fault = Fault::DuplicateIndex { currency: index.currency, year: index.year };
                problems.push(Problem::at(row.whole(), fault).related_to(first));
            } else {
                places.insert(key, row.whole());
                indices.push(index);
            }
        });
    }
    own.sort_by_key(key_of);
    indices.sort_by_key(|index| (index.currency, index.year));
    Rates::new(own, indices, preferred(&prefer, log))
}

type RateKey = (Currency, Currency, Option<chrono::NaiveDate>, Option<chrono::NaiveDate>);

fn key_of(rate: &OwnRate) -> RateKey {
    (rate.base, rate.quote, rate.time.start(), rate.time.end())
}

/// The tables that are named and there: the path, position and text of each.
fn named<'t>(names: &[Text<'_>], tables: &'t [Table], log: &mut Log<'_>) -> Vec<(String, u32, &'t str)> {
    let mut found: Vec<(String, u32, &str)> = Vec::new();
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for named in names.iter().filter(|named| !log.files.is_foreign(named.place)) {
        let name = match table_name(&named.value) {
            Ok(name) => name,
            Err(why) => {
                log.push(named.place, Fault::TablePath { found: named.value.to_string(), why });
                continue;
            }
        };
        if let Some(&first) = places.get(&name) {
            let fault = Fault::ListedTwice { key: "files", id: name };
            log.problems.push(Problem::at(named.place, fault).related_to(first));
            continue;
        }
        places.insert(name.clone(), named.place);
        if let Some((file, text)) = log.files.table(tables, &name) {
            found.push((name, file, text));
        } else if !log.problems.iter().any(|problem| problem.place == Some(named.place)) {
            let reason = "there is no such file or directory".to_owned();
            log.push(named.place, Fault::Unreadable { path: name, reason });
        }
    }
    found
}

fn preferred(prefer: &[(Text<'_>, Text<'_>)], log: &mut Log<'_>) -> BTreeMap<Currency, Series> {
    let mut preferred = BTreeMap::new();
    for (code, word) in prefer {
        let currency = log.currency(code);
        let words: Vec<(&'static str, usize)> =
            PREFERABLE.iter().enumerate().map(|(at, &(id, _))| (id, at)).collect();
        let series = log.word("prefer", word, &words).and_then(|at| PREFERABLE.get(at));
        let (Some(currency), Some((_, series))) = (currency, series) else { continue };
        let pricing = Series::pricing(currency);
        if pricing.contains(series) {
            preferred.insert(currency, series.clone());
        } else {
            log.push(word.place, Fault::NotInSeries { currency, series: series.clone(), pricing });
        }
    }
    preferred
}

fn read_rate(row: &Row<'_>, table: &str, problems: &mut Vec<Problem>) -> Option<OwnRate> {
    let time = read_time(row, problems);
    let base = read_currency(row, "base", problems);
    let quote = read_currency(row, "quote", problems);
    let value = read_number(row, "value", problems);
    let is_blank = |column| row.cell(column).is_empty();
    let range = match (is_blank("low"), is_blank("high")) {
        (true, true) => Some(None),
        (false, false) => {
            let (low, high) = (read_number(row, "low", problems), read_number(row, "high", problems));
            low.zip(high).map(Some)
        }
        (true, false) => one_end(row, "high", "low", problems),
        (false, true) => one_end(row, "low", "high", problems),
    };
    let (time, step) = time?;
    let (base, quote, value, range) = (base?, quote?, value?, range?);
    if base == quote {
        problems
            .push(Problem::at(row.place("quote"), Fault::Rate(RateFault::SameCurrency { currency: base })));
        return None;
    }
    if let Some((low, high)) = &range {
        let outside = if low > high {
            Some(("low", RateFault::LowAboveHigh))
        } else if &value < low {
            Some(("low", RateFault::Outside { end: "low" }))
        } else if &value > high {
            Some(("high", RateFault::Outside { end: "high" }))
        } else {
            None
        };
        if let Some((column, fault)) = outside {
            problems.push(Problem::at(row.place(column), Fault::Rate(fault)));
            return None;
        }
    }
    Some(OwnRate { table: table.to_owned(), base, quote, time, step, value, range })
}

/// Where only one end of a range is given.
fn one_end<T>(
    row: &Row<'_>,
    given: &'static str,
    lacking: &'static str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    problems.push(Problem::at(row.place(given), Fault::Rate(RateFault::OneEnd { given, lacking })));
    None
}

fn read_index(row: &Row<'_>, table: &str, problems: &mut Vec<Problem>) -> Option<OwnIndex> {
    let currency = read_currency(row, "currency", problems);
    let year = filled(row, "year", problems).and_then(|year| {
        let days = Date::parse(year).ok().filter(|_| year.len() == 4);
        let read = days.and_then(|date| date.days().calendar_year());
        if read.is_none() {
            let fault = Fault::Rate(RateFault::Year { found: year.to_owned() });
            problems.push(Problem::at(row.place("year"), fault));
        }
        read
    });
    let value = read_number(row, "index", problems);
    Some(OwnIndex { table: table.to_owned(), currency: currency?, year: year?, value: value? })
}

/// What stands in a cell that must not be empty.
fn filled<'r>(row: &'r Row<'_>, column: &'static str, problems: &mut Vec<Problem>) -> Option<&'r str> {
    let cell = row.cell(column);
    if cell.is_empty() {
        problems.push(Problem::at(row.place(column), Fault::Rate(RateFault::Blank { column })));
        return None;
    }
    Some(cell)
}

fn read_currency(row: &Row<'_>, column: &'static str, problems: &mut Vec<Problem>) -> Option<Currency> {
    let code = filled(row, column, problems)?;
    let currency = Currency::from_code(code);
    if currency.is_none() {
        let suggestion = Currency::from_code(&code.to_uppercase()).map(|currency| currency.code().to_owned());
        let fault = Fault::UnknownCurrency { found: code.to_owned(), suggestion };
        problems.push(Problem::at(row.place(column), fault));
    }
    currency
}

fn read_time(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<(DayRange, Step)> {
    let written = filled(row, "date", problems)?;
    let place = row.place("date");
    if written.contains('/') && Date::parse(written).is_ok() {
        problems.push(Problem::at(place, Fault::Rate(RateFault::Interval { found: written.to_owned() })));
        return None;
    }
    match Date::parse(written) {
        Ok(date) => {
            let step = match written.len() {
                4 => Step::Year,
                7 => Step::Month,
                _ => Step::Day,
            };
            Some((date.days(), step))
        }
        Err(error) => {
            problems.push(Problem::at(place, Fault::Date(error)));
            None
        }
    }
}

fn read_number(row: &Row<'_>, column: &'static str, problems: &mut Vec<Problem>) -> Option<Rational> {
    let written = filled(row, column, problems)?;
    let fault = match Amount::from_digits(written) {
        Ok(amount) if amount > Amount::ZERO => return Some(amount.to_rational()),
        Ok(_) => RateFault::Zero { column },
        Err(reason) => RateFault::Number { column, found: written.to_owned(), reason },
    };
    problems.push(Problem::at(row.place(column), Fault::Rate(fault)));
    None
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, Currency, DayRange, OwnIndex, OwnRate, Rates, Rational, Series, Step};
    use crate::dataset::Files;
    use crate::normalise::read;

    #[test]
    fn tables_become_rates_in_order() {
        let claims = "[dataset]\ntitle = 'T'\ncurrency = 'USD'\n[actor.a]\nname = 'A'\n[source.s]\nname = 'S'\n\
                      [[claim]]\nid = 'c'\nfigure = '$1'\nsource = 's'\nscope = { payer = 'a' }\n\
                      [rates]\nfiles = ['b.csv', './t/a.csv']\nprefer = { ILS = 'world-bank' }\n\
                      [prices]\nfiles = 'p.csv'\n";
        let texts = [
            ("a.toml", claims),
            ("b.csv", "date,base,quote,value\n2021-02,USD,IRR,42000.50\n"),
            ("t/a.csv", "low,high,value,quote,base,date\n1,3,2.5,ILS,EUR,2020\n,,7,ILS,EUR,2020-02-29\n"),
            ("p.csv", "currency,year,index\nILS,2016,99.5\nILS,2015,100\n"),
        ];
        let dataset =
            read(&Files::from_texts(texts.map(|(path, text)| (path.to_owned(), text.to_owned())))).unwrap();
        let currency = |code| Currency::from_code(code).unwrap();
        let ratio = |numerator, denominator| Rational::ratio(numerator, denominator).unwrap();
        let rate = |table: &str, base, quote, time, step, value, range| OwnRate {
            table: table.to_owned(),
            base: currency(base),
            quote: currency(quote),
            time,
            step,
            value,
            range,
        };
        let day = chrono::NaiveDate::from_ymd_opt(2020, 2, 29).unwrap();
        let february = DayRange::month(2021, 2).unwrap();
        let range = Some((ratio(1, 1), ratio(3, 1)));
        let index =
            |year, value| OwnIndex { table: "p.csv".to_owned(), currency: currency("ILS"), year, value };
        let expected = Rates::new(
            vec![
                rate("t/a.csv", "EUR", "ILS", DayRange::year(2020), Step::Year, ratio(5, 2), range),
                rate("t/a.csv", "EUR", "ILS", DayRange::single(day), Step::Day, ratio(7, 1), None),
                rate("b.csv", "USD", "IRR", february, Step::Month, ratio(84001, 2), None),
            ],
            vec![index(2015, ratio(100, 1)), index(2016, ratio(199, 2))],
            BTreeMap::from([(currency("ILS"), Series::WorldBank)]),
        );
        assert_eq!(format!("{:?}", dataset.rates()), format!("{expected:?}"));
    }
}
