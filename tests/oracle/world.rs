//! Small random datasets: a handful of actors and categories, and claims about a few years.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// The first and last year that a claim's date or period names.
pub(crate) const YEARS: (u32, u32) = (2018, 2021);

/// The largest amount in a figure.
const MOST: u64 = 4;

/// What the claims of a dataset are about, and how they are read. The actors `a`, `b` and `c` have no
/// members, nor has the category `r` parts.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// A group of single actors.
    pub(crate) g: Group,
    /// A group that `g` may belong to.
    pub(crate) h: Group,
    /// The category whose parts may be `q` and `r`.
    pub(crate) p: Group,
    /// The category whose part may be `r`.
    pub(crate) q: Group,
    pub(crate) reading: Reading,
}

/// What a group of actors or a category consists of.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) members: Vec<&'static str>,
    /// Whether it has no others. Never so without members.
    pub(crate) complete: bool,
}

/// The keys of `[reading]` that matter to whole amounts and whole years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// In years.
    pub(crate) carry: u32,
    /// Whether undated totals are tried as those of a year.
    pub(crate) undated_year: bool,
    /// In percent.
    pub(crate) materiality: u32,
}

/// Which flow, apart from its time. Nothing stands for the key left out.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) payer: &'static str,
    pub(crate) payee: Option<&'static str>,
    pub(crate) category: Option<&'static str>,
    pub(crate) stage: Option<&'static str>,
}

/// How a figure is placed in time. Periods are whole years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    /// A total over a period.
    Total(u32, u32),
    /// A yearly rate, on average over a period.
    Average(u32, u32),
    /// A yearly rate that held in every year of a period.
    Steady(u32, u32),
    /// A yearly rate without a period.
    Carried,
    /// A total without a period.
    Undated,
}

/// A claim. Its source stands for nothing else, so it restates and repeats nothing.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) scope: Scope,
    pub(crate) time: Time,
    /// The year of its date.
    pub(crate) date: Option<u32>,
    /// The least; open where there is none.
    pub(crate) low: Option<u64>,
    /// The most; open where there is none.
    pub(crate) high: Option<u64>,
}

impl World {
    /// The dataset as tables, which may stand in any order and in any files.
    pub(crate) fn tables(&self, claims: &[(&str, &Claim)]) -> Vec<String> {
        let mut tables =
            vec!["[dataset]\ntitle = \"Oracle\"\ncurrency = \"USD\"\n".to_owned(), self.reading.table()];
        for id in ["a", "b", "c"] {
            tables.push(format!("[actor.{id}]\nname = \"Actor {id}\"\n"));
        }
        for (id, group) in [("g", &self.g), ("h", &self.h)] {
            let (members, complete) = (&group.members, group.complete_key());
            tables.push(format!("[actor.{id}]\nname = \"Group {id}\"\nmembers = {members:?}\n{complete}"));
        }
        let part_of = |part: &str| {
            let wholes = [("p", &self.p), ("q", &self.q)].into_iter();
            wholes.filter(|(_, whole)| whole.members.contains(&part)).map(|(id, _)| id).collect::<Vec<_>>()
        };
        for (id, complete) in [("p", self.p.complete_key()), ("q", self.q.complete_key()), ("r", "")] {
            let wholes = part_of(id);
            tables.push(format!("[category.{id}]\nname = \"For {id}\"\npart-of = {wholes:?}\n{complete}"));
        }
        for (id, claim) in claims {
            tables.push(format!("[source.{id}]\nname = \"Source {id}\"\n"));
            tables.push(claim.table(id));
        }
        tables
    }
}

impl Group {
    fn complete_key(&self) -> &'static str {
        if self.complete { "complete = true\n" } else { "" }
    }
}

impl Reading {
    fn table(self) -> String {
        let Self { carry, undated_year, materiality } = self;
        let undated = if undated_year { "year" } else { "open" };
        format!(
            "[reading]\nas-written = \"0%\"\nmateriality = \"{materiality}%\"\n\
            carry = \"{carry} years\"\nundated = \"{undated}\"\n"
        )
    }
}

impl Claim {
    fn table(&self, id: &str) -> String {
        let is_rate = !matches!(self.time, Time::Total(..) | Time::Undated);
        let figure = inline([
            ("low", self.low.map(|low| low.to_string())),
            ("high", self.high.map(|high| high.to_string())),
            ("currency", Some("USD".to_owned())),
            ("per", is_rate.then(|| "year".to_owned())),
        ]);
        let period = self.time.period().map(|(from, to)| format!("{from}/{to}"));
        let text = |value: Option<&str>| value.map(str::to_owned);
        let scope = inline([
            ("payer", text(Some(self.scope.payer))),
            ("payee", text(self.scope.payee)),
            ("category", text(self.scope.category)),
            ("stage", text(self.scope.stage)),
            ("period", period),
        ]);
        let date = self.date.map_or_else(String::new, |date| format!("date = {date}\n"));
        let steady = if matches!(self.time, Time::Steady(..)) { "steady = true\n" } else { "" };
        format!(
            "[[claim]]\nid = \"{id}\"\nsource = \"{id}\"\nfigure = {figure}\nscope = {scope}\n{date}{steady}"
        )
    }
}

/// A table on one line, of the keys that have a value.
fn inline<const N: usize>(keys: [(&str, Option<String>); N]) -> String {
    let keys = keys.into_iter().filter_map(|(key, value)| Some(format!("{key} = {:?}", value?)));
    format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
}

impl Time {
    /// The stated period.
    pub(crate) fn period(self) -> Option<(u32, u32)> {
        match self {
            Self::Total(from, to) | Self::Average(from, to) | Self::Steady(from, to) => Some((from, to)),
            Self::Carried | Self::Undated => None,
        }
    }
}

/// A world whose materiality is one of these percentages.
pub(crate) fn world(materiality: &'static [u32]) -> impl Strategy<Value = World> {
    let reading = (1..=2_u32, prop::bool::weighted(0.8), select(materiality))
        .prop_map(|(carry, undated_year, materiality)| Reading { carry, undated_year, materiality });
    (group(&["a", "b", "c"]), group(&["a", "b", "c", "g"]), group(&["q", "r"]), group(&["r"]), reading)
        .prop_map(|(g, h, p, q, reading)| World { g, h, p, q, reading })
}

fn group(members: &'static [&'static str]) -> impl Strategy<Value = Group> {
    (subsequence(members, 0..=members.len()), any::<bool>())
        .prop_map(|(members, complete)| Group { complete: complete && !members.is_empty(), members })
}

fn scope() -> impl Strategy<Value = Scope> {
    (
        select(vec!["a", "a", "g", "any"]),
        select(vec![None, Some("any"), Some("a"), Some("b"), Some("g"), Some("h")]),
        select(vec![None, None, Some("all"), Some("p"), Some("q"), Some("r")]),
        select(vec![None, None, None, None, None, Some("paid"), Some("pledged"), Some("unstated")]),
    )
        .prop_map(|(payer, payee, category, stage)| Scope { payer, payee, category, stage })
}

fn time() -> impl Strategy<Value = Time> {
    let period =
        || (YEARS.0..=YEARS.1, 0..=2_u32).prop_map(|(from, more)| (from, (from + more).min(YEARS.1)));
    prop_oneof![
        period().prop_map(|(from, to)| Time::Total(from, to)),
        period().prop_map(|(from, to)| Time::Average(from, to)),
        period().prop_map(|(from, to)| Time::Steady(from, to)),
        Just(Time::Carried),
        Just(Time::Undated),
    ]
}

/// An interval of which at least one end is closed.
fn interval() -> impl Strategy<Value = (Option<u64>, Option<u64>)> {
    (0..=MOST, 0..=MOST, 0..8_u8).prop_map(|(one, other, open)| {
        let (low, high) = (one.min(other), one.max(other));
        ((open != 0).then_some(low), (open != 1).then_some(high))
    })
}

/// A claim about a random flow.
pub(crate) fn claim() -> impl Strategy<Value = Claim> {
    (scope(), time(), prop::option::weighted(0.95, YEARS.0..=YEARS.1), interval())
        .prop_map(|(scope, time, date, (low, high))| Claim { scope, time, date, low, high })
}

/// Two claims, more often than not about the same flow.
pub(crate) fn pair() -> impl Strategy<Value = [Claim; 2]> {
    (claim(), claim(), prop::bool::weighted(0.6)).prop_map(|(first, mut second, same)| {
        if same {
            second.scope = first.scope.clone();
        }
        [first, second]
    })
}
