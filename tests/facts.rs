//! The verdicts on published claims, held against one careful reader's judgement of 52 pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use crossfoot::normalise;
use crossfoot::reconcile::Verdict;
use crossfoot::report::sets::{ConflictFacts, Sets};
use crossfoot::report::{Report, Selection, build};

static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let path = "tests/datasets/facts";
    let (files, dataset) = normalise::load(Path::new(path));
    let dataset = dataset.unwrap_or_else(|problems| panic!("{path}: {problems:?}"));
    let reading = dataset.reading(None).expect("the dataset's own reading is always there");
    build(&dataset, &files, reading, &Selection::default())
});

fn sets() -> impl Iterator<Item = &'static Sets> {
    REPORT.sections.iter().flat_map(|section| &section.sets)
}

fn word(verdict: Verdict) -> String {
    verdict.word().replace(' ', "-")
}

/// A set as it is recorded: `conflict lf-01 lf-04`.
fn told(set: &ConflictFacts) -> String {
    let mut claims: Vec<&str> = set.claims.iter().map(String::as_str).collect();
    claims.sort_unstable();
    format!("{} {}", word(set.verdict), claims.join(" "))
}

fn holds(claims: &[String], pair: &[&str]) -> bool {
    pair.iter().all(|id| claims.iter().any(|claim| claim == id))
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
    let mut verdicts: BTreeMap<(String, String), Verdict> = BTreeMap::new();
    for pair in REPORT.sections.iter().flat_map(|section| &section.pairs) {
        verdicts.insert((pair.first.clone(), pair.second.clone()), pair.verdict);
        verdicts.insert((pair.second.clone(), pair.first.clone()), pair.verdict);
    }
    let all: Vec<&ConflictFacts> = sets().flat_map(|sets| &sets.conflicts).collect();
    let text = std::fs::read_to_string("tests/facts-judgements.toml").unwrap();
    let document = toml::de::DeTable::parse(&text).unwrap();
    let pairs = document.get_ref().get("pair").unwrap().get_ref().as_array().unwrap();
    let (mut equal, mut told_in_larger_sets) = (0, 0);
    for pair in pairs {
        let value = |key: &str| pair.get_ref().get(key).map(toml::Spanned::get_ref);
        let key = |key: &str| value(key).and_then(|value| value.as_str());
        let list = |key: &str| -> BTreeSet<String> {
            let list = value(key).map(|value| value.as_array().expect("a list"));
            let texts = list.into_iter().flatten().map(|text| text.get_ref().as_str().expect("a set").into());
            texts.collect()
        };
        let (a, b) = (key("a").unwrap(), key("b").unwrap());
        let judgement = key("judgement").unwrap();
        // Claims of different sections cannot bear on each other.
        let verdict = verdicts.get(&(a.into(), b.into())).copied().unwrap_or(Verdict::NotComparable);
        assert_eq!(Some(word(verdict).as_str()), key("verdict"), "{a} and {b}");

        let larger = all.iter().filter(|set| set.claims.len() > 2 && holds(&set.claims, &[a, b]));
        let larger: BTreeSet<String> = larger.map(|set| told(set)).collect();
        assert_eq!(larger, list("told-in"), "larger sets that hold {a} and {b}");
        for set in list("instead") {
            assert!(all.iter().any(|&each| told(each) == set), "{a} and {b}: no set is told as {set}");
        }

        if equals(verdict, judgement) {
            equal += 1;
        } else {
            assert!(key("because").is_some(), "{a} and {b}: why {} and not {judgement}?", word(verdict));
            let conflicts = larger.iter().any(|set| !set.starts_with("close "));
            told_in_larger_sets += usize::from(judgement == "conflict" && conflicts);
        }
    }
    assert_eq!((pairs.len(), equal, told_in_larger_sets), (52, 29, 1));
}

/// Two claims are told as a set, or else some group holds them both.
#[test]
fn pairs_and_sets_say_the_same() {
    let mut pairs = 0;
    for section in &REPORT.sections {
        for pair in &section.pairs {
            let ids = [pair.first.as_str(), pair.second.as_str()];
            let of_two = |sets: &Sets| {
                let found =
                    sets.conflicts.iter().find(|set| set.claims.len() == 2 && holds(&set.claims, &ids));
                found.map(|set| set.verdict)
            };
            let verdict = section.sets.iter().find_map(of_two);
            let is_told =
                matches!(pair.verdict, Verdict::Conflict | Verdict::ConditionalConflict | Verdict::Close);
            assert_eq!(verdict, is_told.then_some(pair.verdict), "{ids:?}");

            let decided = |sets: &&Sets| {
                let is_in = |id: &str| sets.groups.iter().any(|group| holds(&group.claims, &[id]));
                ids.iter().all(|id| is_in(id))
            };
            if let Some(sets) = section.sets.iter().find(decided) {
                let fit = sets.groups.iter().any(|group| holds(&group.claims, &ids));
                let clash = matches!(pair.verdict, Verdict::Conflict | Verdict::ConditionalConflict);
                assert_ne!(fit, clash, "{ids:?}");
                pairs += 1;
            }
        }
    }
    assert!(pairs > 300, "{pairs}");
}

#[test]
fn every_claim_of_the_facts_is_read() {
    assert_eq!(REPORT.counts.claims, 92);
}
