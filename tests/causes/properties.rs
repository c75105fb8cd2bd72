//! Whatever is offered really makes the claims fit, and does not depend on how claims are named.

use std::collections::{BTreeMap, BTreeSet};

use crossfoot::cause::{Cause, Causes, OtherRate};
use crossfoot::claim::{ClaimId, Dataset};
use crossfoot::number::Rational;
use crossfoot::period::Per;
use crossfoot::reconcile::Basis;
use crossfoot::report::CauseFacts;
use crossfoot::scope::Node;
use crossfoot::standing::{Difference, Standing};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::{WORLD, for_each_conflict};
use crossfoot::dataset::Files;
use crossfoot::normalise;

/// A claim as it would be written down.
#[derive(Debug, Clone)]
struct Told {
    amount: Rational,
    hedge: &'static str,
    per: Option<Per>,
    payee: String,
    category: String,
    period: &'static str,
    currency: &'static str,
    source: &'static str,
    date: Option<i32>,
    exchange: Option<i32>,
    supersedes: Option<usize>,
    withdrawn: bool,
}

fn told() -> impl Strategy<Value = Told> {
    let amount = prop_oneof![
        8 => prop_oneof![Just(100_i64), Just(200), Just(300)],
        1 => prop_oneof![Just(25_i64), Just(1200), Just(1500)],
        2 => prop_oneof![Just(852_i64), Just(552)],
    ];
    let thousands = prop_oneof![20 => Just(1_i64), 1 => Just(1000), 1 => Just(1_000_000)];
    let hedge = prop_oneof![6 => Just(""), 1 => Just("about "), 1 => Just("at least ")];
    let per = prop_oneof![8 => Just(None), 2 => Just(Some(Per::Year)), 1 => Just(Some(Per::Month))];
    let payee = prop_oneof![4 => Just("a"), 3 => Just("b"), 1 => Just("ab"), 3 => Just("only-ab")];
    let category = prop_oneof![10 => Just("all"), 1 => Just("net"), 1 => Just("gross")];
    let period = prop_oneof![8 => Just("2019"), 1 => Just("2018"), 1 => Just("2015/2019")];
    let currency = prop_oneof![6 => Just("USD"), 1 => Just("EUR")];
    let source = prop_oneof![Just("x"), Just("y"), Just("z"), Just("w"), Just("x-again")];
    let date = prop_oneof![2 => Just(None), 1 => Just(Some(2020)), 1 => Just(Some(2021))];
    ((amount, thousands, hedge, per), (payee, category, period), (currency, source, date)).prop_map(
        |((amount, thousands, hedge, per), (payee, category, period), (currency, source, date))| Told {
            amount: &Rational::from(amount) * &Rational::from(thousands),
            hedge,
            per,
            payee: payee.to_owned(),
            category: category.to_owned(),
            period,
            currency,
            source,
            date,
            exchange: None,
            supersedes: None,
            withdrawn: false,
        },
    )
}

/// Written down, each under its name, in the given order.
fn dataset(claims: &[Told], names: &[&str], order: &[usize]) -> Dataset {
    let mut text = format!("{WORLD}\n[reading]\nas-written = '1%'\n");
    for &position in order {
        let Told { amount, hedge, per, payee, category, period, currency, source, .. } = &claims[position];
        // Three decimals alone could be taken for thousands.
        let mut amount = amount.to_string();
        if amount.split('.').nth(1).is_some_and(|decimals| decimals.len() == 3) {
            amount.push('0');
        }
        let rate = per.map(|per| format!(" a {per}")).unwrap_or_default();
        text.extend([format!(
            "[[claim]]\nid = '{}'\nfigure = '{hedge}{currency} {amount}{rate}'\nsource = '{source}'\n\
             scope = {{ payer = 'p', payee = '{payee}', category = '{category}', period = '{period}' }}\n",
            names[position]
        )]);
        let claim = &claims[position];
        text.extend(claim.date.map(|year| format!("date = {year}\n")));
        text.extend(claim.exchange.map(|year| format!("exchange = {year}\n")));
        text.extend(claim.supersedes.map(|old| format!("supersedes = '{}'\n", names[old])));
        if claim.withdrawn {
            text.push_str("withdrawn = { date = 2022, reason = 'tried' }\n");
        }
    }
    normalise::read(&Files::from_texts([("claims.toml".to_owned(), text)])).unwrap()
}

const NAMES: [&str; 5] = ["k", "l", "m", "n", "o"];
const IN_ORDER: [usize; 5] = [0, 1, 2, 3, 4];

/// The claims as they would be written down if that is what went wrong.
fn put_right(claims: &[Told], before: &Dataset, cause: &Cause) -> Vec<Told> {
    let at = |id: &ClaimId| NAMES.iter().position(|name| *name == before.claim(*id).id()).unwrap();
    let actor = |node: &Node| before.actors().id(*node).to_owned();
    let category = |node: &Node| before.categories().id(*node).to_owned();
    let mut claims = claims.to_vec();
    match cause {
        Cause::Revision { older, newer } => claims[at(newer)].supersedes = Some(at(older)),
        Cause::GarbledEcho { claim, original, difference } => {
            let original = claims[at(original)].clone();
            let own = &mut claims[at(claim)];
            assert_eq!(own.per, original.per);
            if *difference == Difference::Currency {
                assert_eq!((&own.amount, own.currency == original.currency), (&original.amount, false));
                own.currency = original.currency;
            } else {
                assert_eq!((difference, own.currency), (&Difference::Amount, original.currency));
                (own.amount, own.hedge) = (original.amount, original.hedge);
            }
        }
        Cause::ScopeDrift { claim, to, dimension, .. } => match serde_json::to_value(dimension).unwrap() {
            Value::String(dimension) if dimension == "payee" => claims[at(claim)].payee = actor(to),
            _ => claims[at(claim)].category = category(to),
        },
        Cause::SumToOnePart { claim, .. } => claims[at(claim)].withdrawn = true,
        Cause::OtherTime { claim, other, .. } => claims[at(claim)].period = claims[at(other)].period,
        Cause::OtherUnit { claim, meant, .. } => claims[at(claim)].per = *meant,
        Cause::LostScaleWord { claim, factor } => {
            claims[at(claim)].amount = &claims[at(claim)].amount * factor;
        }
        Cause::ExchangeRate { claim, which, .. } => {
            assert_eq!(which, &OtherRate::WhenStated, "no other rate can be written down for one claim");
            claims[at(claim)].exchange = claims[at(claim)].date;
        }
        Cause::NetAgainstGross { net, .. } => claims[at(net)].category = "other".into(),
        Cause::TotalPlusSomething { whole, .. } => claims[at(whole)].payee = "ab".into(),
    }
    claims
}

/// A claim can be converted at the rate of its date, but at no other that is not of its time.
fn can_be_put_right(cause: &Cause) -> bool {
    !matches!(cause, Cause::ExchangeRate { which, .. } if *which != OtherRate::WhenStated)
}

/// By how much some claims must be stretched, as far as they speak for themselves.
fn stretch(dataset: &Dataset, names: &[String]) -> Rational {
    let reading = dataset.reading(None).unwrap();
    let basis = Basis::new(dataset, reading, None);
    let reconciler = basis.reconciler(dataset, reading);
    let speaking = reconciler.placed.iter().zip(reconciler.standings).filter(|(placed, standing)| {
        **standing == Standing::Active && names.iter().any(|name| name == dataset.claim(placed.claim).id())
    });
    let speaking: Vec<_> = speaking.map(|(placed, _)| placed).collect();
    reconciler.stretch_of(&speaking).unwrap().least.unwrap()
}

fn kind(cause: &Cause) -> String {
    format!("{cause:?}").split(' ').next().unwrap().to_owned()
}

#[test]
fn what_is_offered_makes_the_claims_fit() {
    let mut runner = TestRunner::deterministic();
    let strategy = proptest::collection::vec(told(), 5);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut at_their_date = 0;
    for _ in 0..500 {
        let claims = strategy.new_tree(&mut runner).unwrap().current();
        let before = dataset(&claims, &NAMES, &IN_ORDER);
        for_each_conflict(&before, |reconciler, conflict, found| {
            assert!(found.len() <= 3);
            let names: Vec<String> = conflict.iter().map(|&id| before.claim(id).id().to_owned()).collect();
            for each in found {
                assert!(each.off_by <= reconciler.reading.materiality.fraction());
                *seen.entry(kind(&each.cause)).or_default() += 1;
                if !can_be_put_right(&each.cause) {
                    continue;
                }
                at_their_date += usize::from(matches!(each.cause, Cause::ExchangeRate { .. }));
                let after = dataset(&put_right(&claims, &before, &each.cause), &NAMES, &IN_ORDER);
                assert_eq!(stretch(&after, &names), each.off_by, "{claims:#?} {:?}", each.cause);
            }
        });
    }
    assert_eq!(seen.len(), 10, "every kind was tried: {seen:?}");
    assert_ne!(at_their_date, 0, "a claim was converted at the rate of its date");
}

/// The causes of each conflict, with everything renamed that is named after a claim.
fn renamed(dataset: &Dataset, names: &[&str]) -> Vec<String> {
    fn rename(value: &mut Value, names: &[&str]) {
        match value {
            Value::String(text) => {
                if let Some(position) = names.iter().position(|name| name == text) {
                    *text = format!("claim {position}");
                }
            }
            Value::Array(values) => {
                for value in values.iter_mut() {
                    rename(value, names);
                }
                values.sort_by_key(ToString::to_string);
            }
            Value::Object(entries) => {
                for value in entries.values_mut() {
                    rename(value, names);
                }
            }
            _ => {}
        }
    }
    let mut lines = Vec::new();
    for_each_conflict(dataset, |_, conflict, found| {
        let ids: Vec<&str> = conflict.iter().map(|&id| dataset.claim(id).id()).collect();
        let found: Vec<CauseFacts> = found.iter().map(|each| CauseFacts::new(dataset, each)).collect();
        let mut told = serde_json::json!({ "claims": ids });
        rename(&mut told, names);
        for each in found {
            let mut facts = serde_json::to_value(&each).unwrap();
            rename(&mut facts, names);
            told.as_object_mut().unwrap().entry("causes").or_insert_with(|| Value::String(String::new()));
            let so_far = told["causes"].as_str().unwrap().to_owned();
            told["causes"] = Value::String(format!("{so_far}{facts}\n"));
        }
        lines.push(told.to_string());
    });
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_and_order_change_nothing(
        claims in proptest::collection::vec(told(), 5),
        order in Just(IN_ORDER.to_vec()).prop_shuffle(),
        names in Just(NAMES.to_vec()).prop_shuffle(),
    ) {
        // Of claims that say the very same, conflicts name the first.
        let says = |claim: &Told| format!("{:?}", Told { source: "", date: None, ..claim.clone() });
        let different: BTreeSet<String> = claims.iter().map(says).collect();
        prop_assume!(different.len() == claims.len());
        let here = renamed(&dataset(&claims, &NAMES, &IN_ORDER), &NAMES);
        let there = renamed(&dataset(&claims, &names, &order), &names);
        prop_assert_eq!(here, there);
    }
}

#[test]
fn a_reconciler_answers_as_what_is_made_once_does() {
    let mut runner = TestRunner::deterministic();
    let claims = proptest::collection::vec(told(), 5).new_tree(&mut runner).unwrap().current();
    let dataset = dataset(&claims, &NAMES, &IN_ORDER);
    for_each_conflict(&dataset, |reconciler, conflict, found| {
        assert_eq!(reconciler.causes(conflict), found);
        assert_eq!(Causes::new(*reconciler).of(conflict), found);
    });
}
