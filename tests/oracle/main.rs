//! Verdicts on random datasets against an oracle too simple to be wrong, and what must stay as it is
//! when a dataset is rearranged, added to, or damaged.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod by_hand;
mod bytes;
mod least_stretch;
mod scene;
mod sets;
mod world;

use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::number::Rational;
use crossfoot::output::{self, Format, Terminal};
use crossfoot::reconcile::Verdict;
use crossfoot::report::{Because, ComparedFacts, PairFacts, Proof, Report, Selection, build};
use crossfoot::scope::Relation;
use crossfoot::solve::End;
use proptest::prelude::*;

use world::{Claim, Time, World, claim, pair, world};

/// As many cases as run in seconds without optimisation; `PROPTEST_CASES` overrides it.
fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { count };
    ProptestConfig { cases, failure_persistence: None, ..default }
}

/// The report on a dataset without problems.
fn report(files: Vec<(String, String)>) -> Report {
    let files = Files::from_texts(files);
    let dataset = normalise::read(&files).expect("generated datasets are valid");
    build(&dataset, &files, dataset.reading(None).unwrap(), &Selection::default())
}

fn report_on(world: &World, claims: &[(&str, &Claim)]) -> Report {
    report(vec![("claims.toml".to_owned(), world.tables(claims).join("\n"))])
}

fn pair_facts<'a>(report: &'a Report, a: &str, b: &str) -> Option<&'a PairFacts> {
    let is_it =
        |pair: &&PairFacts| (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
    report.sections.iter().flat_map(|section| &section.pairs).find(is_it)
}

fn compared(pair: &PairFacts) -> Option<&ComparedFacts> {
    match &pair.because {
        Because::Compared(facts) => Some(facts),
        _ => None,
    }
}

/// The verdict on two claims; those that bear on nothing in common are listed apart.
fn verdict(report: &Report, a: &str, b: &str) -> Verdict {
    pair_facts(report, a, b).map_or(Verdict::NotComparable, |pair| pair.verdict)
}

/// How the box of the first relates to that of the second, whatever order they are listed in.
fn relation(report: &Report, a: &str, b: &str) -> Option<Relation> {
    let pair = pair_facts(report, a, b)?;
    let relation = compared(pair)?.relation;
    Some(if pair.first == a { relation } else { relation.reversed() })
}

fn proof(report: &Report) -> Option<&Proof> {
    compared(pair_facts(report, "x", "y")?)?.proof.as_ref()
}

/// How bad a verdict is.
fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Conflict => 3,
        Verdict::ConditionalConflict => 2,
        Verdict::Close => 1,
        _ => 0,
    }
}

/// The sum of the bounds of one kind, each as often as it counts.
fn sum(proof: &Proof, end: End) -> Rational {
    proof.terms.iter().filter(|term| term.end == end).map(|term| &term.multiplier * &term.bound).sum()
}

/// The amount as an integer, widened by a fraction in a unit that makes everything whole.
fn widened(claim: &Claim, stretch: &Rational, unit: i64) -> Claim {
    let scale = |amount: Option<u64>, factor: Rational| {
        amount.map(|amount| {
            let amount = &Rational::from(i64::try_from(amount).unwrap()) * &(&factor * &Rational::from(unit));
            amount.to_string().parse().unwrap()
        })
    };
    Claim {
        low: scale(claim.low, &Rational::one() - stretch),
        high: scale(claim.high, &Rational::one() + stretch),
        ..claim.clone()
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn verdicts_follow_from_the_definitions(world in world(&[0]), [a, b] in pair()) {
        let report = report_on(&world, &[("x", &a), ("y", &b)]);
        prop_assert_eq!(verdict(&report, "x", "y"), by_hand::verdict(&world, &a, &b));
    }

    #[test]
    fn materiality_forgives_small_stretches(world in world(&[50]), [a, b] in pair()) {
        let report = report_on(&world, &[("x", &a), ("y", &b)]);
        prop_assert_eq!(verdict(&report, "x", "y"), by_hand::verdict(&world, &a, &b));
    }

    /// Anyone can redo the arithmetic of a conflict from the two figures alone.
    #[test]
    fn proofs_add_up(world in world(&[0, 50]), [a, b] in pair()) {
        let report = report_on(&world, &[("x", &a), ("y", &b)]);
        let verdict = verdict(&report, "x", "y");
        let Some(proof) = proof(&report) else {
            prop_assert_eq!(severity(verdict), 0);
            return Ok(());
        };
        prop_assert!(severity(verdict) > 0);
        let (low, high) = (sum(proof, End::Low), sum(proof, End::High));
        prop_assert_eq!(&(&low - &high), &proof.shortfall);
        prop_assert!(proof.shortfall > Rational::zero());
        prop_assert_eq!(&(&proof.stretch * &(&low + &high)), &proof.shortfall);
        for term in &proof.terms {
            let claim = if term.claim == "x" { &a } else { &b };
            let stated = if term.end == End::Low { claim.low } else { claim.high };
            let stated = Rational::from(i64::try_from(stated.unwrap()).unwrap());
            let is_rate = !matches!(claim.time, Time::Total(..) | Time::Undated);
            prop_assert_eq!(term.rate.as_ref(), is_rate.then_some(&stated));
            prop_assert_eq!(term.length.is_some(), is_rate && !stated.is_zero());
            let years = if is_rate { i64::try_from(term.time.whole_years().count()).unwrap() } else { 1 };
            prop_assert_eq!(&term.bound, &(&stated * &Rational::from(years)));
        }
    }

    /// Widened by the stretch both figures fit, and by any less they do not.
    #[test]
    fn a_stretch_is_the_least_that_reconciles(world in world(&[0]), [a, b] in pair()) {
        let before = report_on(&world, &[("x", &a), ("y", &b)]);
        let Some(proof) = proof(&before) else { return Ok(()) };
        let before = severity(verdict(&before, "x", "y"));
        let whole = |unit: &i64| {
            let scaled = &proof.stretch * &Rational::from(*unit);
            Rational::from(scaled.floor()) == scaled
        };
        let unit = (1..1_000).find(whole).unwrap();
        let after = |stretch: &Rational, unit| {
            let (a, b) = (widened(&a, stretch, unit), widened(&b, stretch, unit));
            severity(verdict(&report_on(&world, &[("x", &a), ("y", &b)]), "x", "y"))
        };
        prop_assert!(after(&proof.stretch, unit) < before);
        let less = &proof.stretch * &Rational::ratio(999, 1_000).unwrap();
        prop_assert_eq!(after(&less, unit * 1_000), before);
    }

    #[test]
    fn a_third_claim_changes_no_verdict(world in world(&[0, 50]), [a, b] in pair(), third in claim()) {
        let two = report_on(&world, &[("x", &a), ("y", &b)]);
        let three = report_on(&world, &[("x", &a), ("y", &b), ("third", &third)]);
        prop_assert_eq!(verdict(&two, "x", "y"), verdict(&three, "x", "y"));
    }

    #[test]
    fn the_order_of_two_claims_only_turns_their_relation(world in world(&[0, 50]), [a, b] in pair()) {
        let straight = report_on(&world, &[("x", &a), ("y", &b)]);
        let swapped = report_on(&world, &[("y", &a), ("x", &b)]);
        prop_assert_eq!(verdict(&straight, "x", "y"), verdict(&swapped, "y", "x"));
        prop_assert_eq!(relation(&straight, "x", "y"), relation(&swapped, "y", "x"));
        let amounts = |report| proof(report).map(|proof| (proof.shortfall.clone(), proof.stretch.clone()));
        prop_assert_eq!(amounts(&straight), amounts(&swapped));
    }

    #[test]
    fn widening_a_figure_makes_no_conflict(
        world in world(&[0, 50]),
        [a, b] in pair(),
        less in prop::option::of(0..=2_u64),
        more in prop::option::of(0..=2_u64),
    ) {
        let low = less.and_then(|less| a.low.map(|low| low.saturating_sub(less)));
        let high = more.and_then(|more| a.high.map(|high| high + more));
        if low.is_none() && high.is_none() {
            return Ok(());
        }
        let wider = Claim { low, high, ..a.clone() };
        let severity = |a| severity(verdict(&report_on(&world, &[("x", a), ("y", &b)]), "x", "y"));
        prop_assert!(severity(&wider) <= severity(&a));
    }
}

/// Tables in another order and in other files, each with a name.
fn rearranged(tables: Vec<String>) -> impl Strategy<Value = Vec<(String, String)>> {
    let names = Just(vec!["a.toml", "m/b.toml", "z.toml"]).prop_shuffle();
    let count = tables.len();
    (Just(tables).prop_shuffle(), prop::collection::vec(0..3_usize, count), names).prop_map(
        |(tables, choices, names)| {
            let mut files: Vec<(String, String)> =
                names.into_iter().map(|name| (name.to_owned(), String::new())).collect();
            for (table, choice) in tables.into_iter().zip(choices) {
                if let Some((_, text)) = files.get_mut(choice) {
                    *text += &table;
                    text.push('\n');
                }
            }
            files
        },
    )
}

/// The CSV form without the file and line of each claim.
fn csv_without_places(report: &Report, terminal: Terminal) -> Vec<Vec<String>> {
    let text = output::render(report, Format::Csv, terminal);
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let is_place = |heading: &String| heading == "file" || heading == "line";
    let places: Vec<bool> = rows.first().unwrap().iter().map(is_place).collect();
    for row in &mut rows {
        let mut kept = places.iter().map(|is_place| !is_place);
        row.retain(|_| kept.next().unwrap());
    }
    rows
}

/// The JSON form without the places.
fn without_places(report: &Report, terminal: Terminal) -> serde_json::Value {
    let mut json = serde_json::from_str(&output::render(report, Format::Json, terminal)).unwrap();
    remove_places(&mut json);
    json
}

fn remove_places(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::Object(object) => {
            object.remove("place");
            object.remove("figure-place");
            object.values_mut().for_each(remove_places);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(remove_places),
        _ => {}
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_arrangement_of_files_changes_no_output(
        (tables, files) in (world(&[0, 50]), prop::collection::vec(claim(), 3)).prop_flat_map(|(world, claims)| {
            let ids = ["x", "y", "third"];
            let tables = world.tables(&ids.into_iter().zip(&claims).collect::<Vec<_>>());
            (Just(tables.clone()), rearranged(tables))
        }),
        width in 20..150_usize,
    ) {
        let terminal = Terminal { width, colour: false };
        let (one, other) = (report(vec![("claims.toml".to_owned(), tables.join("\n"))]), report(files));
        for format in [Format::Table, Format::Markdown] {
            prop_assert_eq!(output::render(&one, format, terminal), output::render(&other, format, terminal));
        }
        prop_assert_eq!(csv_without_places(&one, terminal), csv_without_places(&other, terminal));
        prop_assert_eq!(without_places(&one, terminal), without_places(&other, terminal));
    }
}
