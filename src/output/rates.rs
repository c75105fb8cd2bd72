//! Exchange rates with every step, and the series that they come from.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::amount::{Precision, exact};
use super::bounds::Page;
use super::sets::Item;
use super::{RatesFormat, Terminal, json, table};
use crate::number::Rational;
use crate::period::DayRange;
use crate::rates::listing::{Listed, ListedReplacement, ListedTable, embedded, replacements, tables};
use crate::rates::nominal::{self, Nominal};
use crate::rates::{Link, Rate, Rates, Series, Step};
use crate::text::{counted, listed, one_line};

/// Rates of one pair of currencies over several times in a format. The text ends with a line break.
#[must_use]
pub fn render_rates(rates: &[Rate], format: RatesFormat, terminal: Terminal) -> String {
    match (format, rates) {
        (RatesFormat::Json, _) => json::text(&RatesJson::of(rates)),
        (RatesFormat::Table, [rate]) => table::page(&of_rate(rate), terminal),
        (RatesFormat::Table, _) => table::page(&of_years(rates), terminal),
    }
}

/// The series, and the tables of a dataset, in a format. The text ends with a line break.
#[must_use]
pub fn render_series(rates: &Rates, format: RatesFormat, terminal: Terminal) -> String {
    let series = SeriesJson {
        format: "crossfoot-series",
        version: 1,
        tables: tables(rates),
        series: embedded(),
        fixed: replacements(),
        official_only: nominal::all(),
    };
    match format {
        RatesFormat::Json => json::text(&series),
        RatesFormat::Table => table::page(&of_series(&series), terminal),
    }
}

#[derive(Serialize)]
struct RatesJson<'a> {
    format: &'static str,
    version: u8,
    from: Option<&'a str>,
    to: Option<&'a str>,
    rates: Vec<RateJson<'a>>,
}

#[derive(Serialize)]
struct RateJson<'a> {
    time: DayRange,
    average: &'a Rational,
    lowest: Option<&'a Rational>,
    highest: Option<&'a Rational>,
    steps: Vec<LinkJson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct LinkJson<'a> {
    base: &'a str,
    quote: &'a str,
    series: &'a Series,
    average: &'a Rational,
    lowest: Option<&'a Rational>,
    highest: Option<&'a Rational>,
    quoted: usize,
    each: Step,
    divides: bool,
    official_only: bool,
}

impl<'a> RatesJson<'a> {
    fn of(rates: &'a [Rate]) -> Self {
        let lowest = |range: &'a Option<(Rational, Rational)>| range.as_ref().map(|(lowest, _)| lowest);
        let highest = |range: &'a Option<(Rational, Rational)>| range.as_ref().map(|(_, highest)| highest);
        let step = |link: &'a Link| LinkJson {
            base: link.base.code(),
            quote: link.quote.code(),
            series: &link.series,
            average: &link.average,
            lowest: lowest(&link.range),
            highest: highest(&link.range),
            quoted: link.quoted,
            each: link.step,
            divides: link.divides,
            official_only: link.is_nominal,
        };
        let rate = |rate: &'a Rate| RateJson {
            time: rate.time,
            average: &rate.average,
            lowest: lowest(&rate.range),
            highest: highest(&rate.range),
            steps: rate.links.iter().map(step).collect(),
        };
        Self {
            format: "crossfoot-rates",
            version: 1,
            from: rates.first().map(|rate| rate.from.code()),
            to: rates.first().map(|rate| rate.to.code()),
            rates: rates.iter().map(rate).collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct SeriesJson {
    format: &'static str,
    version: u8,
    tables: Vec<ListedTable>,
    series: Vec<Listed>,
    fixed: Vec<ListedReplacement>,
    official_only: &'static [Nominal],
}

fn told(words: String) -> Item {
    Item { rows: Vec::new(), words, notes: Vec::new() }
}

/// One rate: a row for each step, and below what it comes to.
fn of_rate(rate: &Rate) -> Page {
    let Rate { from, to, time, average, range, links } = rate;
    let rows = links.iter().map(|link| {
        let (lowest, highest) = ends(link.range.as_ref());
        vec![
            one_line(link.series.id()).into_owned(),
            format!("{} per {}", link.quote, link.base),
            plain(&link.average),
            lowest,
            highest,
            quoted(link),
        ]
    });
    let mut items = Vec::new();
    let (comes_to, sign) = (plain(average), if is_plain(average) { "=" } else { "≈" });
    let steps = links.iter().map(|link| {
        let way = if link.divides { "÷" } else { "×" };
        format!(" {way} {}", plain(&link.average))
    });
    let steps: String = steps.collect();
    items.push(told(match links.as_slice() {
        [] => format!("1 {from} = 1 {to}"),
        [link] if !link.divides => format!("1 {from} {sign} {comes_to} {to}"),
        _ => format!("1 {from} = 1{steps} {sign} {comes_to} {to}"),
    }));
    match range {
        Some((lowest, highest)) if lowest != highest => {
            items.push(told(format!("Lowest {}, highest {}", plain(lowest), plain(highest))));
        }
        Some(_) => {}
        None => items.push(told("Only averages are known, not the lowest and the highest".to_owned())),
    }
    let daily = links.iter().filter(|link| link.series == Series::EuroReference).count();
    if daily > 1 && range.is_some() && links.iter().any(|link| link.quoted > 1) {
        items.push(told(
            "The lowest and the highest are those of the daily rates of the two to each other".to_owned(),
        ));
    }
    for link in links.iter().filter(|link| link.is_nominal) {
        for each in nominal::touched(link.quote.code(), *time) {
            items.push(told(format!(
                "The rate of {} was official only, and little was exchanged at it, {}",
                each.code,
                official(each)
            )));
        }
    }
    Page {
        title: format!("{from} → {to}, {time}"),
        head: rounding(std::iter::once(average).chain(links.iter().map(|link| &link.average))),
        columns: vec!["Series", "Rate", "Average", "Lowest", "Highest", "Quoted"],
        rows: rows.collect(),
        blocks: vec![("Rate".to_owned(), items)],
    }
}

/// A row for each year.
fn of_years(rates: &[Rate]) -> Page {
    let rows = rates.iter().map(|rate| {
        let (lowest, highest) = ends(rate.range.as_ref());
        let mut series: Vec<String> = rate
            .links
            .iter()
            .map(|link| {
                let mark = if link.is_nominal { " (official only)" } else { "" };
                format!("{}{mark}", one_line(link.series.id()))
            })
            .collect();
        series.dedup();
        vec![rate.time.to_string(), plain(&rate.average), lowest, highest, series.join(", ")]
    });
    let pair = rates.first().map(|rate| format!("{} → {}", rate.from, rate.to)).unwrap_or_default();
    Page {
        title: format!("{pair}, by year"),
        head: rounding(rates.iter().map(|rate| &rate.average)),
        columns: vec!["Year", "Average", "Lowest", "Highest", "Series"],
        rows: rows.collect(),
        blocks: Vec::new(),
    }
}

/// A number in full where that is short, else to ten digits.
fn plain(value: &Rational) -> String {
    const DIGITS: u32 = 10;
    if is_plain(value) {
        return exact(value);
    }
    Precision::for_ends(Vec::new()).at_least(DIGITS).in_full(value)
}

/// Whether it is: the World Bank's numbers are, and most ratios are not.
fn is_plain(value: &Rational) -> bool {
    const LONGEST: usize = 20;
    let written = value.to_string();
    written.len() <= LONGEST && !written.contains('/')
}

/// Said where a number is not in full.
fn rounding<'a>(mut values: impl Iterator<Item = &'a Rational>) -> Vec<String> {
    let rounds = values.any(|value| !is_plain(value));
    rounds
        .then(|| "Long numbers are rounded to ten digits; JSON has them in full".to_owned())
        .into_iter()
        .collect()
}

fn ends(range: Option<&(Rational, Rational)>) -> (String, String) {
    let none = || "–".to_owned();
    range.map_or_else(|| (none(), none()), |(lowest, highest)| (plain(lowest), plain(highest)))
}

fn quoted(link: &Link) -> String {
    match link.step {
        Step::Day => counted(link.quoted, "day"),
        Step::Month => counted(link.quoted, "month"),
        Step::Year => counted(link.quoted, "year"),
        Step::Always => "by law".to_owned(),
    }
}

/// "1979 – 2001: multiple official rates".
fn official(nominal: &Nominal) -> String {
    format!("{}: {}", years(nominal.first, nominal.last), nominal.why)
}

fn years(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first} – {last}") }
}

/// A row for each series, and below what each has.
fn of_series(series: &SeriesJson) -> Page {
    let rows = series.series.iter().map(|listed| {
        vec![
            listed.series.to_string(),
            listed.title.to_owned(),
            listed.provider.to_owned(),
            listed.licence.to_owned(),
            listed.made.map(|day| day.to_string()).unwrap_or_default(),
        ]
    });
    let mut blocks = Vec::new();
    if !series.tables.is_empty() {
        blocks.push(("The dataset's own tables".to_owned(), series.tables.iter().map(own_table).collect()));
    }
    for listed in &series.series {
        let mut items =
            vec![told(format!("{}, from the Python package {}", capitalised(listed.unit), listed.package))];
        // Most have the same times.
        let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (code, runs) in &listed.coverage {
            alike.entry(stretches(runs, listed.step)).or_default().push(code);
        }
        items.extend(alike.into_iter().map(|(time, codes)| told(format!("{time}: {}", codes.join(", ")))));
        blocks.push((listed.series.to_string(), items));
    }
    let fixed = series.fixed.iter().map(|fixed| {
        let from = fixed.from.map(|year| format!(" from {year} on")).unwrap_or_default();
        told(format!("{} {} = 1 {}{from}", fixed.units, fixed.code, fixed.by))
    });
    blocks.push((format!("{}, by law", Series::Fixed), fixed.collect()));
    let nominal = series.official_only.iter().map(|each| told(format!("{}, {}", each.code, official(each))));
    blocks.push((format!("Rates of {} that were official only", Series::WorldBank), nominal.collect()));
    Page {
        title: "Exchange rates and price indices".to_owned(),
        head: Vec::new(),
        columns: vec!["Series", "What", "Provider", "Licence", "As of"],
        rows: rows.collect(),
        blocks,
    }
}

fn own_table(table: &ListedTable) -> Item {
    let what = match table.quote {
        Some(quote) => format!("{quote} per {}", table.base),
        None => format!("prices of {}", table.base),
    };
    let lines = counted(table.lines, "line");
    told(format!("{}: {what}, {lines}, {}", one_line(table.series.id()), stretches(&table.runs, Step::Day)))
}

fn stretches(runs: &[DayRange], step: Step) -> String {
    let stretches: Vec<String> = runs
        .iter()
        .filter_map(|run| run.start().zip(run.last_day()))
        .map(|(first, last)| match step {
            Step::Year | Step::Always => years(first.year(), last.year()),
            Step::Day | Step::Month if first == last => first.to_string(),
            Step::Day | Step::Month => format!("{first} – {last}"),
        })
        .collect();
    listed(&stretches, "and")
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}
