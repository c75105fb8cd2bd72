//! Random datasets of a few claims, and what the claims say by their words alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};
use num_traits::Zero as _;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::least_stretch::{Number, Problem, Row, number};

/// Ids of claims, in order.
pub(crate) const IDS: [&str; 6] = ["c0", "c1", "c2", "c3", "c4", "c5"];

/// What the claims are about, how they are read, and the claims.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    /// The groups of payees `g` and `h`, of the single actors `a`, `b` and `c`; `h` may hold `g`.
    groups: [Group; 2],
    /// The category `p`, whose parts may be `q` and `r`.
    kinds: Group,
    carry: u32,
    undated_year: bool,
    /// In days.
    as_of: u32,
    /// In percent.
    pub(crate) materiality: u32,
    pub(crate) claims: Vec<Claim>,
}

#[derive(Debug, Clone)]
struct Group {
    members: Vec<&'static str>,
    complete: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claim {
    payer: &'static str,
    payee: &'static str,
    category: &'static str,
    stage: Option<&'static str>,
    time: Time,
    /// The year of its date.
    date: Option<i32>,
    source: Option<&'static str>,
    low: Option<u32>,
    high: Option<u32>,
}

/// Months, each a year and a number from 1: the first, unless it is open, and the last.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Period(Option<(i32, u32)>, (i32, u32));

#[derive(Debug, Clone, Copy, PartialEq)]
enum Time {
    Total(Option<Period>),
    Rate(&'static str, Option<Period>),
    Steady(&'static str, Period),
}

impl Period {
    fn years(from: i32, to: i32) -> Self {
        Self(Some((from, 1)), (to, 12))
    }

    fn text(self) -> String {
        let month = |(year, month): (i32, u32)| format!("{year}-{month:02}");
        format!("{}/{}", self.0.map_or("..".to_owned(), month), month(self.1))
    }

    fn start(self) -> Option<NaiveDate> {
        self.0.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1))
    }

    fn end(self) -> NaiveDate {
        let (year, month) = if self.1.1 == 12 { (self.1.0 + 1, 1) } else { (self.1.0, self.1.1 + 1) };
        NaiveDate::from_ymd_opt(year, month, 1).unwrap()
    }

    /// How long it is, in years or months, each day counted as the part that it is of its own.
    fn length(self, per: &str) -> Number {
        let mut total = Number::zero();
        let (mut year, mut month) = self.0.unwrap();
        while (year, month) <= self.1 {
            let days = Self(Some((year, month)), (year, month)).days();
            total += match per {
                "year" => number(days, Self::years(year, year).days()),
                "month" => number(1, 1),
                _ => number(days, 1),
            };
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        total
    }

    fn days(self) -> i64 {
        (self.end() - self.start().unwrap()).num_days()
    }

    fn whole_years(self) -> impl Iterator<Item = Self> {
        let (start, end) = (self.start().unwrap(), self.end());
        let years = (start.year()..=end.year()).map(|year| Self::years(year, year));
        years.filter(move |year| start <= year.start().unwrap() && year.end() <= end)
    }
}

/// A payer, a payee and a category that nobody divides any further.
type Cell = (&'static str, &'static str, &'static str);

/// A box: cells, a stage, the first day unless it is open, the day after the last.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) cells: BTreeSet<Cell>,
    pub(crate) stage: String,
    pub(crate) start: Option<NaiveDate>,
    pub(crate) end: Option<NaiveDate>,
}

/// Every point that boxes could tell apart, by the boxes that hold it.
pub(crate) fn points(places: &[Place]) -> BTreeSet<u128> {
    assert!(places.len() < 128, "too many boxes to write as bits");
    let cells: BTreeSet<Cell> = places.iter().flat_map(|place| place.cells.clone()).collect();
    let stages: BTreeSet<&String> = places.iter().map(|place| &place.stage).collect();
    let starts = places.iter().map(|place| place.start.unwrap_or(NaiveDate::MIN));
    let days: BTreeSet<NaiveDate> = starts.chain(places.iter().filter_map(|place| place.end)).collect();
    let mut points = BTreeSet::new();
    for cell in &cells {
        for &stage in &stages {
            for &day in &days {
                let holds = |place: &Place| {
                    place.cells.contains(cell)
                        && &place.stage == stage
                        && place.start.is_none_or(|start| start <= day)
                        && place.end.is_none_or(|end| day < end)
                };
                let held = places.iter().enumerate().filter(|(_, place)| holds(place));
                points.insert(held.map(|(position, _)| 1 << position).sum());
            }
        }
    }
    points
}

impl Scene {
    /// The dataset.
    pub(crate) fn text(&self) -> String {
        let undated = if self.undated_year { "year" } else { "open" };
        let mut text = format!(
            "[dataset]\ntitle = \"Sets\"\ncurrency = \"USD\"\n[reading]\nas-written = \"0%\"\n\
            materiality = \"{}%\"\ncarry = \"{} years\"\nundated = \"{undated}\"\nas-of = \"{} days\"\n",
            self.materiality, self.carry, self.as_of
        );
        for id in ["n", "m", "a", "b", "c"] {
            writeln!(text, "[actor.{id}]\nname = \"{id}\"").unwrap();
        }
        for (id, group) in ["g", "h"].iter().zip(&self.groups) {
            let (members, complete) = (&group.members, group.complete_key());
            write!(text, "[actor.{id}]\nname = \"{id}\"\nmembers = {members:?}\n{complete}").unwrap();
        }
        write!(text, "[category.p]\nname = \"p\"\n{}", self.kinds.complete_key()).unwrap();
        for id in ["q", "r"] {
            let whole = if self.kinds.members.contains(&id) { "part-of = \"p\"\n" } else { "" };
            write!(text, "[category.{id}]\nname = \"{id}\"\n{whole}").unwrap();
        }
        for id in ["s", "t"].iter().chain(&IDS) {
            writeln!(text, "[source.{id}]\nname = \"{id}\"").unwrap();
        }
        for (id, claim) in IDS.iter().zip(&self.claims) {
            text += &claim.table(id);
        }
        text
    }

    fn payers(id: &str) -> Vec<&'static str> {
        match id {
            "n" => vec!["n"],
            "m" => vec!["m"],
            "any" => vec!["n", "m", "any others"],
            _ => unreachable!("no other actor pays"),
        }
    }

    fn payees(&self, id: &str) -> BTreeSet<&'static str> {
        let [g, h] = &self.groups;
        let group = |group: &Group, name: &'static str| {
            let members = group.members.iter().flat_map(|member| self.payees(member));
            members.chain((!group.complete).then_some(name)).collect()
        };
        match id {
            "a" => ["a"].into(),
            "b" => ["b"].into(),
            "c" => ["c"].into(),
            "g" => group(g, "others of g"),
            "h" => group(h, "others of h"),
            "any" => ["a", "b", "c", "others of g", "others of h", "any others"].into(),
            _ => unreachable!("nobody else is paid"),
        }
    }

    fn kinds(&self, id: &str) -> BTreeSet<&'static str> {
        match id {
            "q" => ["q"].into(),
            "r" => ["r"].into(),
            "p" => {
                let others = (!self.kinds.complete).then_some("others of p");
                self.kinds.members.iter().copied().chain(others).collect()
            }
            "all" => ["q", "r", "others of p", "all others"].into(),
            _ => unreachable!("there is no other category"),
        }
    }

    /// What a scope holds of payers, payees and categories.
    pub(crate) fn cells(&self, payer: &str, payee: &str, kind: &str) -> BTreeSet<Cell> {
        let mut cells = BTreeSet::new();
        for payer in Self::payers(payer) {
            for payee in self.payees(payee) {
                cells.extend(self.kinds(kind).into_iter().map(|kind| (payer, payee, kind)));
            }
        }
        cells
    }

    /// The same where no two days are taken for the same.
    pub(crate) fn without_near_days(self) -> Self {
        Self { as_of: 0, ..self }
    }

    /// The same with every claim about one payer and one year.
    pub(crate) fn in_one_year(mut self) -> Self {
        for claim in &mut self.claims {
            (claim.payer, claim.stage) = ("n", None);
            claim.time = Time::Total(Some(Period::years(2019, 2019)));
        }
        self
    }

    /// The same without saying of a rate that it was steady.
    pub(crate) fn unsteady(mut self) -> Self {
        for claim in &mut self.claims {
            if let Time::Steady(per, period) = claim.time {
                claim.time = Time::Rate(per, Some(period));
            }
        }
        self
    }

    /// What the claims say by their words alone.
    pub(crate) fn words(&self) -> Problem {
        let mut places: Vec<Place> = Vec::new();
        let mut rows = Vec::new();
        for (position, claim) in self.claims.iter().enumerate() {
            // That what is not stated was paid is an assumption.
            let stage = claim.stage.unwrap_or("paid").to_owned();
            if stage == "unstated" {
                continue;
            }
            let cells = self.cells(claim.payer, claim.payee, claim.category);
            for (start, end, low, high) in claim.words() {
                let place = Place { cells: cells.clone(), stage: stage.clone(), start, end };
                let known = places.iter().position(|each| each == &place);
                let of = known.unwrap_or_else(|| {
                    places.push(place);
                    places.len() - 1
                });
                let when = vec![1 << position];
                let claim = u32::try_from(position).unwrap();
                rows.push(Row { of, low, high, position: rows.len(), claim, when, assumed: false });
            }
        }
        Problem { points: points(&places), rows }
    }
}

/// First day, day after the last, least, most.
type Says = (Option<NaiveDate>, Option<NaiveDate>, Option<Number>, Option<Number>);

impl Claim {
    fn ends(&self, times: &Number) -> (Option<Number>, Option<Number>) {
        let end = |amount: Option<u32>| Some(number(i64::from(amount?), 1) * times);
        (end(self.low), end(self.high))
    }

    fn rate_over(&self, period: Period, per: &str) -> Says {
        let (low, high) = self.ends(&period.length(per));
        (period.start(), Some(period.end()), low, high)
    }

    fn words(&self) -> Vec<Says> {
        let (low, high) = self.ends(&number(1, 1));
        let year = self.date.map(|year| Period::years(year, year));
        if self.stage == Some("held") {
            let Time::Total(period) = self.time else { unreachable!("nothing held is a rate") };
            let Some(day) = period.or(year).map(Period::end) else { return Vec::new() };
            return vec![(day.pred_opt(), Some(day), low, high)];
        }
        match self.time {
            Time::Total(Some(period)) => vec![(period.start(), Some(period.end()), low, high)],
            // Some stretch of time up to its date.
            Time::Total(None) => vec![(None, year.map(Period::end), low, None)],
            Time::Rate(per, Some(period)) if period.0.is_some() => vec![self.rate_over(period, per)],
            // Nothing to average over, and no year of its own.
            Time::Rate(_, Some(_)) => Vec::new(),
            Time::Rate(per, None) => year.map(|year| self.rate_over(year, per)).into_iter().collect(),
            Time::Steady(per, period) => {
                let years = period.whole_years().map(|year| self.rate_over(year, per));
                years.chain([self.rate_over(period, per)]).collect()
            }
        }
    }

    fn table(&self, id: &str) -> String {
        let per = match self.time {
            Time::Rate(per, _) | Time::Steady(per, _) => Some(per.to_owned()),
            Time::Total(_) => None,
        };
        let period = match self.time {
            Time::Rate(_, period) | Time::Total(period) => period,
            Time::Steady(_, period) => Some(period),
        };
        let figure = inline([
            ("low", self.low.map(|low| low.to_string())),
            ("high", self.high.map(|high| high.to_string())),
            ("currency", Some("USD".to_owned())),
            ("per", per),
        ]);
        let scope = inline([
            ("payer", Some(self.payer.to_owned())),
            ("payee", Some(self.payee.to_owned())),
            ("category", Some(self.category.to_owned())),
            ("stage", self.stage.map(str::to_owned)),
            ("period", period.map(Period::text)),
        ]);
        let date = self.date.map_or_else(String::new, |date| format!("date = {date}\n"));
        let steady = if matches!(self.time, Time::Steady(..)) { "steady = true\n" } else { "" };
        let source = self.source.unwrap_or(id);
        format!(
            "[[claim]]\nid = \"{id}\"\nsource = \"{source}\"\nfigure = {figure}\nscope = {scope}\n{date}{steady}"
        )
    }
}

/// A table on one line, of the keys that have a value.
fn inline<const N: usize>(keys: [(&str, Option<String>); N]) -> String {
    let keys = keys.into_iter().filter_map(|(key, value)| Some(format!("{key} = {:?}", value?)));
    format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
}

impl Group {
    fn complete_key(&self) -> &'static str {
        if self.complete { "complete = true\n" } else { "" }
    }
}

/// Which times claims are about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Times {
    /// Totals over whole years.
    Totals,
    /// Everything, over whole years.
    Years,
    /// Everything, over all kinds of periods.
    Months,
}

/// Three to six claims, read with one of these materialities.
pub(crate) fn scene(times: Times, materiality: &'static [u32]) -> impl Strategy<Value = Scene> {
    let groups = (group(&["a", "b", "c"]), group(&["a", "b", "c", "g"]), group(&["q", "r"]));
    let reading = (0..=3_u32, prop::bool::weighted(0.8), select(vec![0, 31]), select(materiality));
    let claims = prop::collection::vec(claim(times), 3..=6);
    (groups, reading, claims).prop_map(
        |((g, h, kinds), (carry, undated_year, as_of, materiality), claims)| Scene {
            groups: [g, h],
            kinds,
            carry,
            undated_year,
            as_of,
            materiality,
            claims,
        },
    )
}

fn group(members: &'static [&'static str]) -> impl Strategy<Value = Group> {
    (subsequence(members, 0..=members.len()), any::<bool>())
        .prop_map(|(members, complete)| Group { complete: complete && !members.is_empty(), members })
}

fn period(times: Times) -> BoxedStrategy<Period> {
    let years = weighted(&[
        (4, (2019, 2019)),
        (2, (2018, 2018)),
        (2, (2020, 2020)),
        (2, (2018, 2019)),
        (2, (2019, 2020)),
        (2, (2018, 2020)),
    ])
    .prop_map(|(from, to)| Period::years(from, to));
    if times != Times::Months {
        return years.boxed();
    }
    let odd = select(vec![
        Period(Some((2018, 4)), (2019, 3)),
        Period(Some((2019, 4)), (2020, 3)),
        Period(Some((2018, 7)), (2020, 6)),
        Period(Some((2019, 1)), (2019, 6)),
        Period(Some((2019, 7)), (2019, 12)),
        Period(Some((2018, 2)), (2018, 12)),
        Period(Some((2019, 1)), (2020, 1)),
        Period(Some((2018, 12)), (2019, 11)),
        Period(None, (2019, 12)),
        Period(None, (2018, 11)),
    ]);
    prop_oneof![2 => years, 1 => odd].boxed()
}

fn time(times: Times) -> BoxedStrategy<Time> {
    let total = period(times).prop_map(|period| Time::Total(Some(period)));
    if times == Times::Totals {
        return total.boxed();
    }
    let per =
        || select(if times == Times::Months { vec!["year", "year", "month", "day"] } else { vec!["year"] });
    prop_oneof![
        3 => total,
        2 => (per(), period(times)).prop_map(|(per, period)| Time::Rate(per, Some(period))),
        2 => (per(), period(times)).prop_map(|(per, period)| match period.0 {
            Some(_) => Time::Steady(per, period),
            None => Time::Rate(per, None),
        }),
        2 => per().prop_map(|per| Time::Rate(per, None)),
        1 => Just(Time::Total(None)),
    ]
    .boxed()
}

fn weighted<T: Clone + std::fmt::Debug + 'static>(
    choices: &[(usize, T)],
) -> impl Strategy<Value = T> + use<T> {
    select(choices.iter().flat_map(|(times, choice)| vec![choice.clone(); *times]).collect::<Vec<_>>())
}

fn claim(times: Times) -> impl Strategy<Value = Claim> {
    let scope = (
        weighted(&[(27, "n"), (1, "m"), (2, "any")]),
        weighted(&[(4, "a"), (3, "b"), (2, "c"), (4, "g"), (4, "h"), (1, "any")]),
        weighted(&[(14, "all"), (3, "p"), (2, "q"), (2, "r")]),
        weighted(&[(35, None), (1, Some("pledged")), (3, Some("unstated")), (1, Some("held"))]),
    );
    let amount = select(vec![0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 10, 19, 20, 21]);
    let more = weighted(&[(6, 0), (3, 1), (1, 2), (1, 5)]);
    let placed = (time(times), prop::option::weighted(0.95, 2018..=2020_i32));
    let source = select(vec![None, None, None, Some("s"), Some("t")]);
    (scope, placed, source, (amount, more, 0..16_u8)).prop_map(
        |((payer, payee, category, stage), (mut time, date), source, (least, more, open))| {
            if stage == Some("held") && !matches!(time, Time::Total(_)) {
                time = Time::Total(None);
            }
            let (low, high) = ((open != 0).then_some(least), (open != 1).then_some(least + more));
            Claim { payer, payee, category, stage, time, date, source, low, high }
        },
    )
}
