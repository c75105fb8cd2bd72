//! The verdicts on published claims, held against one careful reader's judgement of 52 pairs.

use std::collections::BTreeMap;
use std::path::Path;

use crossfoot::normalise;
use crossfoot::reconcile::Verdict;
use crossfoot::report::{Report, Selection, build};

fn report(path: &str) -> Report {
    let (files, dataset) = normalise::load(Path::new(path));
    let dataset = dataset.unwrap_or_else(|problems| panic!("{path}: {problems:?}"));
    let reading = dataset.reading(None).expect("the dataset's own reading is always there");
    build(&dataset, &files, reading, &Selection::default())
}

/// Whether a verdict says in crossfoot's words what a judgement says in the reader's.
fn equals(verdict: Verdict, judgement: &str) -> bool {
    match judgement {
        "agree" => {
            matches!(verdict, Verdict::Agree | Verdict::Close | Verdict::Compatible | Verdict::Echo)
        }
        "conflict" => {
            matches!(verdict, Verdict::Conflict | Verdict::ConditionalConflict | Verdict::GarbledEcho)
        }
        "not-comparable" => verdict == Verdict::NotComparable,
        other => panic!("no such judgement: {other}"),
    }
}

#[test]
fn verdicts_on_judged_pairs_are_as_recorded() {
    let report = report("tests/datasets/facts");
    let mut verdicts: BTreeMap<(String, String), Verdict> = BTreeMap::new();
    for pair in report.sections.iter().flat_map(|section| &section.pairs) {
        verdicts.insert((pair.first.clone(), pair.second.clone()), pair.verdict);
        verdicts.insert((pair.second.clone(), pair.first.clone()), pair.verdict);
    }
    let text = std::fs::read_to_string("tests/facts-judgements.toml").unwrap();
    let document = toml::de::DeTable::parse(&text).unwrap();
    let pairs = document.get_ref().get("pair").unwrap().get_ref().as_array().unwrap();
    let mut equal = 0;
    for pair in pairs {
        let key = |key: &str| pair.get_ref().get(key).and_then(|value| value.get_ref().as_str());
        let (a, b) = (key("a").unwrap(), key("b").unwrap());
        let judgement = key("judgement").unwrap();
        // The one pair without a verdict is about a claim without an amount.
        let Some(recorded) = key("verdict") else {
            assert_eq!((a, b), ("irhz-07", "irhz-15"));
            continue;
        };
        // Claims of different sections cannot bear on each other.
        let verdict = verdicts.get(&(a.into(), b.into())).copied().unwrap_or(Verdict::NotComparable);
        assert_eq!(verdict.word().replace(' ', "-"), recorded, "{a} and {b}");
        if equals(verdict, judgement) {
            equal += 1;
        } else {
            assert!(key("because").is_some(), "{a} and {b}: why {recorded} and not {judgement}?");
        }
    }
    assert_eq!((pairs.len(), equal), (52, 28));
}

#[test]
fn every_claim_of_the_facts_is_read() {
    assert_eq!(report("tests/datasets/facts").counts.claims, 65);
}
