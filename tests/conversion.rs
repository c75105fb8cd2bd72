//! Claims of several currencies held against each other: what must hold whatever they say.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use crossfoot::claim::Dataset;
use crossfoot::currency::Currency;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::number::Rational;
use crossfoot::period::DayRange;
use crossfoot::rates::Rates;
use crossfoot::reconcile::Verdict;
use crossfoot::report::{Selection, build};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// Figures are exact where nothing hedges them.
const WORLD: &str = r#"
[reading]
as-written = "0%"
[reading.range]
exchange = "range"
[actor]
p = { name = "P" }
a = { name = "A" }
b = { name = "B" }
ab = { name = "AB", members = ["a", "b"], complete = true }
open = { name = "Open", members = ["a", "b"] }
"#;

/// Currencies, with about how much of each came to a dollar in 2019. There are daily rates of the first four, and
/// of the last two those of years only, of which the last was only official.
const CURRENCIES: [(&str, i64); 6] =
    [("USD", 1), ("EUR", 1), ("GBP", 1), ("TRY", 6), ("SAR", 4), ("IRR", 42_000)];

const PERIODS: [&str; 5] = ["2019", "2018/2019", "2019-01/2019-06", "2019-07/2019-12", "2019-03"];

/// A claim as it would be written down, under an id, each by a source of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    hedge: &'static str,
    currency: &'static str,
    amount: i64,
    rate: &'static str,
    payee: &'static str,
    period: &'static str,
}

fn told(currencies: &'static [(&'static str, i64)], rates: bool) -> impl Strategy<Value = Told> {
    let amount =
        prop_oneof![3 => select(&[100_i64, 104, 108, 112, 120][..]), 1 => select(&[50_i64, 200, 1000][..])];
    let hedge = prop_oneof![4 => Just(""), 1 => Just("about "), 1 => Just("at least "), 1 => Just("up to ")];
    let rate = if rates {
        prop_oneof![3 => Just(""), 1 => Just(" a year"), 1 => Just(" a month")].boxed()
    } else {
        Just("").boxed()
    };
    let payee = prop_oneof![3 => Just("a"), 1 => Just("b"), 2 => Just("ab"), 1 => Just("open")];
    let period = prop_oneof![3 => Just(PERIODS[0]), 2 => select(&PERIODS[1..])];
    (select(currencies), amount, hedge, rate, payee, period).prop_map(
        |((currency, worth), amount, hedge, rate, payee, period)| {
            let amount = amount * 1_000_000 * worth;
            Told { hedge, currency, amount, rate, payee, period }
        },
    )
}

fn claims(size: std::ops::RangeInclusive<usize>, rates: bool) -> impl Strategy<Value = Vec<Told>> {
    proptest::collection::vec(told(&CURRENCIES, rates), size)
}

/// "At least 1" of another currency, about the same flow.
fn wide(currency: &'static str, claim: &Told) -> Told {
    Told { hedge: "at least ", currency, amount: 1, rate: "", ..claim.clone() }
}

fn table(id: &str, claim: &Told) -> String {
    let Told { hedge, currency, amount, rate, payee, period } = claim;
    format!(
        "[source.of-{id}]\nname = \"S {id}\"\n[[claim]]\nid = \"{id}\"\nsource = \"of-{id}\"\n\
         figure = \"{hedge}{currency} {amount}{rate}\"\n\
         scope = {{ payer = \"p\", payee = \"{payee}\", period = \"{period}\" }}\n"
    )
}

const IDS: [&str; 12] = ["c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"];

fn named(claims: &[Told]) -> Vec<(&'static str, &Told)> {
    IDS.into_iter().zip(claims).collect()
}

fn text(base: &str, claims: &[(&str, &Told)]) -> String {
    let tables: String = claims.iter().map(|(id, claim)| table(id, claim)).collect();
    format!("[dataset]\ntitle = \"Made up\"\ncurrency = \"{base}\"\n{WORLD}{tables}")
}

fn dataset(text: &str) -> (Files, Dataset) {
    let files = Files::from_texts([("claims.toml".to_owned(), text.to_owned())]);
    let dataset = normalise::read(&files).unwrap();
    (files, dataset)
}

/// By how much a set must be stretched, where that is known, and what it is then.
type Told2 = (Verdict, Option<Rational>);

/// What is found of claims.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    /// The verdict on each pair, by their ids in order.
    pairs: BTreeMap<[String; 2], Verdict>,
    /// Conflicts and close sets.
    sets: BTreeMap<BTreeSet<String>, Told2>,
    /// Of claims that say the very same, the one that stands for each.
    stands_for: BTreeMap<String, String>,
}

impl Found {
    /// As far as it is about some claims alone.
    fn among(&self, ids: &[&str]) -> Self {
        let is_one = |id: &String| ids.contains(&id.as_str());
        let mut own = self.clone();
        own.pairs.retain(|pair, _| pair.iter().all(is_one));
        own.sets.retain(|set, _| set.iter().all(is_one));
        own.stands_for.retain(|claim, first| is_one(claim) && is_one(first));
        own
    }

    /// The sets that cannot be true, also on assumptions.
    fn clashes(&self) -> impl Iterator<Item = (&BTreeSet<String>, Verdict)> {
        let clashes = self.sets.iter().filter(|(_, (verdict, _))| *verdict != Verdict::Close);
        clashes.map(|(set, (verdict, _))| (set, *verdict))
    }

    /// Whether some of these claims cannot be true together: by their words, or on assumptions too.
    fn denies(&self, set: &BTreeSet<String>, verdict: Verdict) -> bool {
        let stand: BTreeSet<&String> = set.iter().map(|id| self.stands_for.get(id).unwrap_or(id)).collect();
        self.clashes().any(|(own, told)| {
            own.iter().all(|id| stand.contains(id)) && (verdict != Verdict::Conflict || told == verdict)
        })
    }
}

fn found(text: &str, reading: Option<&str>) -> Found {
    let (files, dataset) = dataset(text);
    let report = build(&dataset, &files, dataset.reading(reading).unwrap(), &Selection::default());
    let mut found = Found { pairs: BTreeMap::new(), sets: BTreeMap::new(), stands_for: BTreeMap::new() };
    for section in &report.sections {
        for pair in &section.pairs {
            let mut ids = [pair.first.clone(), pair.second.clone()];
            ids.sort();
            found.pairs.insert(ids, pair.verdict);
        }
        let sets = section.sets.as_ref().unwrap();
        assert_eq!(serde_json::to_value(sets.extent).unwrap(), "complete", "{text}");
        for each in &sets.conflicts {
            found.sets.insert(each.claims.iter().cloned().collect(), (each.verdict, each.stretch.clone()));
        }
        for alike in &sets.alike {
            found.stands_for.extend(alike.same.iter().map(|id| (id.clone(), alike.claim.clone())));
        }
    }
    found
}

fn of(base: &str, claims: &[(&str, &Told)], reading: Option<&str>) -> Found {
    found(&text(base, claims), reading)
}

const EURO: [(&str, i64); 1] = [("EUR", 1)];
const READINGS: [Option<&str>; 2] = [None, Some("range")];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn claims_of_one_currency_are_what_they_are_whatever_that_of_the_dataset(
        claims in proptest::collection::vec(told(&EURO, true), 2..=5),
        reading in select(&READINGS[..]),
    ) {
        let claims = named(&claims);
        prop_assert_eq!(of("EUR", &claims, reading), of("USD", &claims, reading));
    }

    #[test]
    fn claims_that_hold_nothing_change_nothing(
        claims in proptest::collection::vec(told(&EURO, false), 2..=4),
        others in proptest::collection::vec(select(&["USD", "GBP", "IRR"][..]), 1..=4),
        reading in select(&READINGS[..]),
    ) {
        let own = named(&claims);
        let ids: Vec<&str> = own.iter().map(|(id, _)| *id).collect();
        let alone = of("USD", &own, reading);
        let open: Vec<Told> = others.into_iter().zip(&claims).map(|(currency, claim)| wide(currency, claim)).collect();
        let all: Vec<(&str, &Told)> =
            own.iter().copied().chain(IDS[ids.len()..].iter().copied().zip(&open)).collect();
        for base in ["USD", "EUR", "GBP"] {
            let beside = of(base, &all, reading);
            prop_assert_eq!(&alone, &beside.among(&ids), "{}", text(base, &all));
            // A claim of one unit of money at least contradicts nobody by more than that.
            let by_them = beside.sets.iter().find(|(set, (verdict, _))| {
                *verdict != Verdict::Close && set.iter().any(|id| !ids.contains(&id.as_str()))
            });
            prop_assert_eq!(by_them, None, "{}", text(base, &all));
        }
    }

    #[test]
    fn one_more_claim_heals_nothing(
        claims in claims(3..=5, true),
        reading in select(&READINGS[..]),
    ) {
        let claims = named(&claims);
        let before = of("USD", &claims[..claims.len() - 1], reading);
        let after = of("USD", &claims, reading);
        for (set, verdict) in before.clashes() {
            prop_assert!(after.denies(set, verdict), "{set:?} {verdict:?}\n{}", text("USD", &claims));
        }
        for (pair, verdict) in &before.pairs {
            if matches!(verdict, Verdict::Conflict | Verdict::ConditionalConflict) {
                prop_assert_eq!(verdict, &after.pairs[pair], "{:?}\n{}", pair, text("USD", &claims));
            }
        }
    }

    #[test]
    fn the_average_is_within_the_range(claims in claims(2..=4, true)) {
        let text = text("USD", &named(&claims));
        let (average, range) = (found(&text, None), found(&text, Some("range")));
        for (set, _) in average.clashes().filter(|(_, verdict)| *verdict == Verdict::Conflict) {
            prop_assert!(range.denies(set, Verdict::Conflict), "{set:?}\n{text}");
        }
        for (set, verdict) in range.clashes() {
            prop_assert!(average.denies(set, verdict), "{set:?} {verdict:?}\n{text}");
        }
    }

    #[test]
    fn names_and_order_change_nothing(
        claims in claims(2..=4, true),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
        names in Just(vec!["c", "d", "e", "f"]).prop_shuffle(),
    ) {
        // Of claims that say the very same, one stands for all.
        prop_assume!(claims.iter().collect::<BTreeSet<_>>().len() == claims.len());
        let here = text("USD", &named(&claims));
        let order: Vec<usize> = order.into_iter().filter(|&place| place < claims.len()).collect();
        let moved: Vec<(&str, &Told)> = order.iter().map(|&place| (IDS[place], &claims[place])).collect();
        prop_assert_eq!(whole(&here), whole(&text("USD", &moved)), "{}", here);

        let renamed: Vec<(&str, &Told)> = order.iter().map(|&place| (names[place], &claims[place])).collect();
        let name = |id: &String| IDS[names.iter().position(|name| name == id).unwrap()].to_owned();
        let there = of("USD", &renamed, None);
        let pairs = there.pairs.iter().map(|(pair, verdict)| {
            let mut pair = pair.each_ref().map(name);
            pair.sort();
            (pair, *verdict)
        });
        let sets = there.sets.iter().map(|(set, told)| (set.iter().map(name).collect(), told.clone()));
        let back = Found { pairs: pairs.collect(), sets: sets.collect(), stands_for: BTreeMap::new() };
        prop_assert_eq!(of("USD", &named(&claims), None), back, "{}", here);
    }

    /// A sum of a year that is told month by month as well.
    #[test]
    fn rates_set_no_parts_against_their_whole(
        months in proptest::collection::vec(prop_oneof![4 => 1..=20_i64, 1 => 100..=900_i64], 2..=4),
        currency in select(&["EUR", "TRY", "RUB", "SAR"][..]),
        at_least in prop_oneof![Just(1_i64), Just(1000)],
        reading in select(&READINGS[..]),
    ) {
        let quarters = ["2018-Q1", "2018-Q2", "2018-Q3", "2018-Q4"];
        let halves = ["2018-Q1/2018-Q2", "2018-Q3/2018-Q4"];
        let thirds = ["2018-01/2018-04", "2018-05/2018-08", "2018-09/2018-12"];
        let periods: &[&'static str] = match months.len() {
            2 => &halves,
            3 => &thirds,
            _ => &quarters,
        };
        let of = |amount: i64, period| Told { hedge: "", currency, amount, rate: "", payee: "a", period };
        let million = 1_000_000;
        let mut claims: Vec<Told> =
            months.iter().zip(periods).map(|(amount, period)| of(amount * million, period)).collect();
        claims.push(of(months.iter().sum::<i64>() * million, "2018"));
        claims.push(Told { hedge: "at least ", currency: "USD", amount: at_least, rate: "", payee: "a", period: "2018" });
        let text = text("USD", &named(&claims));
        let found = found(&text, reading);
        prop_assert!(found.sets.is_empty(), "{:?}\n{text}", found.sets);
    }
}

/// The whole report, but for where claims stand in files.
fn whole(text: &str) -> Value {
    fn forget_places(value: &mut Value) {
        match value {
            Value::Object(entries) => {
                entries.retain(|key, _| key != "place" && key != "figure-place");
                entries.values_mut().for_each(forget_places);
            }
            Value::Array(values) => values.iter_mut().for_each(forget_places),
            _ => {}
        }
    }
    let (files, dataset) = dataset(text);
    let report = build(&dataset, &files, dataset.reading(None).unwrap(), &Selection::default());
    let mut report = serde_json::to_value(&report).unwrap();
    forget_places(&mut report);
    report
}

/// An amount told as a total: nothing for an open end.
type Ends = (Option<Rational>, Option<Rational>);

fn ends(claim: &Told) -> Ends {
    let amount = Rational::from(claim.amount);
    let tenth = Rational::ratio(claim.amount, 10).unwrap();
    match claim.hedge {
        "" => (Some(amount.clone()), Some(amount)),
        "about " => (Some(&amount - &tenth), Some(&amount + &tenth)),
        "at least " => (Some(amount), None),
        "up to " => (None, Some(amount)),
        other => panic!("no such hedge: {other}"),
    }
}

/// By how much two amounts of one flow must be stretched to meet.
fn stretch(one: &Ends, other: &Ends) -> Rational {
    let between = |low: &Option<Rational>, high: &Option<Rational>| {
        let (low, high) = (low.clone()?, high.clone()?);
        (low > high).then(|| (&low - &high).checked_div(&(&low + &high)).unwrap())
    };
    let zero = Some(Rational::zero());
    [between(&one.0, &other.1), between(&other.0, &one.1), zero].into_iter().flatten().max().unwrap()
}

/// What two claims on one flow and one time are to each other, by nothing but their rates: by the words, at the lowest
/// and the highest of the time, and at the average.
fn judged(one: &Told, other: &Told, time: DayRange) -> Verdict {
    let rates = Rates::default();
    let in_dollars = |claim: &Told| -> (Option<Ends>, Ends, bool) {
        let own = ends(claim);
        let code = |code| Currency::from_code(code).unwrap();
        let rate = rates.rate(code(claim.currency), code("USD"), time).unwrap();
        let times = |low: &Rational, high: &Rational| -> Ends {
            (own.0.as_ref().map(|end| end * low), own.1.as_ref().map(|end| end * high))
        };
        let nominal = rate.links.iter().any(|link| link.is_nominal);
        let by_words = rate.range.as_ref().map(|(low, high)| times(low, high));
        (by_words.filter(|_| !nominal), times(&rate.average, &rate.average), nominal)
    };
    let five = Rational::ratio(5, 100).unwrap();
    if one.currency == other.currency {
        let stretch = stretch(&ends(one), &ends(other));
        return verdict(&stretch, &five, Verdict::Conflict);
    }
    let ((words, average, _), (other_words, other_average, _)) = (in_dollars(one), in_dollars(other));
    let by_words = words.zip(other_words).map(|(one, other)| stretch(&one, &other));
    if by_words.is_some_and(|stretch| stretch > five) {
        return Verdict::Conflict;
    }
    verdict(&stretch(&average, &other_average), &five, Verdict::ConditionalConflict)
}

fn verdict(stretch: &Rational, materiality: &Rational, beyond: Verdict) -> Verdict {
    if stretch > materiality {
        beyond
    } else if stretch.is_zero() {
        Verdict::Agree
    } else {
        Verdict::Close
    }
}

#[test]
fn pairs_are_judged_by_their_rates_alone() {
    let mut seen: BTreeMap<(Verdict, bool), usize> = BTreeMap::new();
    let mut runner = TestRunner::deterministic();
    let two = proptest::collection::vec(told(&CURRENCIES, false), 2..=2);
    for _ in 0..300 {
        let mut claims = two.new_tree(&mut runner).unwrap().current();
        let period = if claims[0].amount % 3 == 0 { "2019" } else { claims[0].period };
        for claim in &mut claims {
            claim.payee = "a";
            claim.period = period;
        }
        let time = DayRange::spanning(day(period, false), day(period, true));
        let expected = judged(&claims[0], &claims[1], time);
        let text = text("USD", &named(&claims));
        let found = found(&text, None);
        assert_eq!(found.pairs[&["c".to_owned(), "d".to_owned()]], expected, "{text}");
        *seen.entry((expected, claims[0].currency == claims[1].currency)).or_default() += 1;
    }
    let verdicts = [Verdict::Conflict, Verdict::Close, Verdict::Agree];
    assert!(verdicts.iter().all(|verdict| seen.contains_key(&(*verdict, false))), "{seen:?}");
    assert!(seen[&(Verdict::ConditionalConflict, false)] > 10, "{seen:?}");
}

/// The first or the last day of one of the periods.
fn day(period: &str, last: bool) -> chrono::NaiveDate {
    let (year, month, day) = match (period, last) {
        ("2018/2019", false) => (2018, 1, 1),
        ("2019" | "2019-01/2019-06", false) => (2019, 1, 1),
        ("2019-07/2019-12", false) => (2019, 7, 1),
        ("2019-03", false) => (2019, 3, 1),
        ("2019-03", true) => (2019, 3, 31),
        ("2019-01/2019-06", true) => (2019, 6, 30),
        (_, true) => (2019, 12, 31),
        (other, _) => panic!("no such period: {other}"),
    };
    chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
