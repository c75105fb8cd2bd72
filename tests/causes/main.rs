//! What is offered as the likely cause of a conflict, and what is not.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod kinds;
mod manual;
mod properties;
mod published;

use crossfoot::cause::{Causes, Suggested};
use crossfoot::claim::{ClaimId, Dataset};
use crossfoot::component::components;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::output::cause_sentence;
use crossfoot::reconcile::{Basis, Reconciler, Verdict};
use crossfoot::report::CauseFacts;

/// Who there is, and what claims can be about.
const WORLD: &str = r#"
[dataset]
title = "World"
currency = "USD"
[actor]
p = { name = "P" }
a = { name = "A" }
b = { name = "B" }
c = { name = "C" }
ab = { name = "A, B and others", members = ["a", "b"] }
only-ab = { name = "A and B", members = ["a", "b"], complete = true }
[category]
gross = { name = "Gross" }
net = { name = "Net", part-of = "gross" }
other = { name = "Other" }
[source]
x = { name = "X" }
y = { name = "Y" }
z = { name = "Z" }
w = { name = "W" }
x-again = { name = "X again", publisher = "x" }
"#;

/// A claim: id, figure, the scope but for its payer, and further keys.
type Line<'a> = (&'a str, &'a str, &'a str, &'a str);

fn dataset_of(reading: &str, claims: &[Line<'_>]) -> Dataset {
    dataset_in(WORLD, reading, claims)
}

fn dataset_in(world: &str, reading: &str, claims: &[Line<'_>]) -> Dataset {
    let mut text = format!("{world}\n[reading]\n{reading}\n");
    for (position, (id, figure, scope, more)) in claims.iter().enumerate() {
        // Voices that have nothing to do with each other, unless a claim says whose it is.
        let source = ["x", "y", "z", "w"][position % 4];
        let source = if more.contains("source =") { String::new() } else { format!("source = '{source}'\n") };
        text.extend([format!(
            "[[claim]]\nid = '{id}'\nfigure = '{figure}'\nscope = {{ payer = 'p', {scope} }}\n{source}{more}\n"
        )]);
    }
    normalise::read(&Files::from_texts([("world.toml".to_owned(), text)])).unwrap()
}

/// Asks about every conflict of a dataset.
fn for_each_conflict(dataset: &Dataset, mut ask: impl FnMut(&Reconciler<'_>, &[ClaimId], Vec<Suggested>)) {
    let reading = dataset.reading(None).unwrap();
    let basis = Basis::new(dataset, reading, None);
    let reconciler = basis.reconciler(dataset, reading);
    let all: Vec<ClaimId> = dataset.claim_ids().collect();
    let causes = Causes::new(reconciler);
    for component in components(dataset, reconciler.placed, reconciler.standings, reconciler.converter, &all)
    {
        for conflict in reconciler.analyse(&component).conflicts {
            let found = causes.of(&conflict.claims);
            if conflict.verdict == Verdict::Close {
                assert_eq!(found, [], "what fits well enough needs no cause");
            }
            ask(&reconciler, &conflict.claims, found);
        }
    }
}

/// The causes of every conflict, as they would be written out: the claims, the facts, the sentence.
fn told(dataset: &Dataset) -> Vec<String> {
    let mut lines = Vec::new();
    for_each_conflict(dataset, |_, conflict, found| {
        let ids: Vec<&str> = conflict.iter().map(|&id| dataset.claim(id).id()).collect();
        lines.extend(found.iter().map(|each| {
            let facts = CauseFacts::new(dataset, each);
            let facts = serde_json::to_string(&facts).unwrap();
            format!("{}: {facts}", ids.join(" "))
        }));
    });
    lines
}

fn sentences(dataset: &Dataset) -> Vec<String> {
    let mut lines = Vec::new();
    for_each_conflict(dataset, |_, _, found| {
        lines.extend(found.iter().map(|each| cause_sentence(&CauseFacts::new(dataset, each))));
    });
    lines
}
