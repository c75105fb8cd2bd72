//! Sets of claims: what every two of them do not show.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bounds;
mod large;
mod laws;
mod parts;
mod standing;
mod stretched;
mod tables;
mod times;

use std::fs;

use crossfoot::analysis::{Analysis, Extent};
use crossfoot::claim::{ClaimId, Dataset};
use crossfoot::component::components;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::reconcile::Basis;

/// Numbers are exact, and nothing is close.
const EXACT: &str = "as-written = \"0%\"\nmateriality = \"0%\"\n";

/// Actors and categories that every dataset has: `any` and `all` hold them all.
const REGISTRY: &str = r#"
[actor]
p = { name = "P" }
a = { name = "A" }
b = { name = "B" }
c = { name = "C" }
open = { name = "Open", members = ["a", "b"] }
closed = { name = "Closed", members = ["a", "b"], complete = true }
bc = { name = "BC", members = ["b", "c"] }
ac = { name = "AC", members = ["a", "c"] }
abc = { name = "ABC", members = ["a", "b", "c"], complete = true }
[category]
aid = { name = "Aid", complete = true }
food = { name = "Food", part-of = "aid" }
arms = { name = "Arms", part-of = "aid" }
[source]
s = { name = "S" }
"#;

/// A claim by source `s`: its id, its figure, and the rest of its scope and its other keys.
type Claim<'a> = (&'a str, &'a str, &'a str);

/// A dataset of what every dataset has and these claims.
fn text(reading: &str, claims: &[Claim<'_>]) -> String {
    let mut text =
        format!("[dataset]\ntitle = \"Made up\"\ncurrency = \"USD\"\n[reading]\n{reading}{REGISTRY}");
    for claim in claims {
        text += &table(claim);
    }
    text
}

/// A claim as a table. What its scope says ends at a bar, where other keys follow.
fn table((id, figure, rest): &Claim<'_>) -> String {
    let (scope, keys) = rest.split_once(" | ").unwrap_or((rest, ""));
    let source = if keys.contains("source = ") { "" } else { "source = \"s\"\n" };
    let keys = keys.replace("; ", "\n");
    format!(
        "[[claim]]\nid = \"{id}\"\nfigure = \"{figure}\"\n{source}scope = {{ payer = \"p\", {scope} }}\n{keys}\n"
    )
}

fn dataset(text: String) -> Dataset {
    dataset_of(vec![("claims.toml".to_owned(), text)])
}

fn dataset_of(files: Vec<(String, String)>) -> Dataset {
    normalise::read(&Files::from_texts(files)).expect("valid")
}

/// A dataset that is kept beside the tests.
fn kept(name: &str) -> Dataset {
    let path = format!("{}/tests/datasets/{name}/claims.toml", env!("CARGO_MANIFEST_DIR"));
    dataset(fs::read_to_string(path).unwrap())
}

/// What is found of each component.
fn analyses(dataset: &Dataset) -> Vec<Analysis> {
    let reading = dataset.reading(None).unwrap();
    let basis = Basis::new(dataset, reading, None);
    let reconciler = basis.reconciler(dataset, reading);
    let all: Vec<_> = dataset.claim_ids().collect();
    components(dataset, reconciler.placed, reconciler.standings, reconciler.converter, &all)
        .iter()
        .map(|each| reconciler.analyse(each))
        .collect()
}

fn names(dataset: &Dataset, claims: &[ClaimId]) -> String {
    claims.iter().map(|&id| dataset.claim(id).id()).collect::<Vec<_>>().join(" ")
}

/// Everything that is found, component by component, a line each:
///
/// - `≠ x y by 1/11`: a conflict, `≠?` a conditional one, `≈` a close set, and by how much it must be
///   stretched;
/// - `+ x z`: claims that fit together, where not all of them do;
/// - `- x`: claims to leave out;
/// - `x: also y`: others that say the same;
/// - `and maybe more` or `undecided` where it is not everything.
fn told(dataset: &Dataset) -> Vec<String> {
    let mut lines = Vec::new();
    for analysis in analyses(dataset) {
        for each in &analysis.conflicts {
            let stretch = each.stretch.least.as_ref().map_or("no stretch".to_owned(), ToString::to_string);
            let (mark, claims) = (each.verdict.mark(), names(dataset, &each.claims));
            lines.push(format!("{mark} {claims} by {stretch}"));
            // Whoever is left out, the rest is shown to fit.
            assert_eq!(each.without.len(), each.claims.len());
        }
        let all_fit = analysis.groups.iter().any(|group| group.claims == analysis.claims);
        if !all_fit {
            lines.extend(analysis.groups.iter().map(|group| format!("+ {}", names(dataset, &group.claims))));
        }
        for each in analysis.clusters.iter().flat_map(|each| &each.repairs) {
            lines.push(format!("- {}", names(dataset, each)));
        }
        for (first, others) in &analysis.alike {
            lines.push(format!("{}: also {}", dataset.claim(*first).id(), names(dataset, others)));
        }
        match analysis.extent {
            Extent::Complete => {}
            Extent::AtLeast => lines.push("and maybe more".to_owned()),
            Extent::Undecided => lines.push("undecided".to_owned()),
        }
    }
    lines
}

/// What is found of claims whose figures are exact.
fn of(claims: &[Claim<'_>]) -> Vec<String> {
    told(&dataset(text(EXACT, claims)))
}

/// What is found of claims in a reading.
fn read_as(reading: &str, claims: &[Claim<'_>]) -> Vec<String> {
    told(&dataset(text(reading, claims)))
}

/// Nothing: all claims fit.
const FINE: [&str; 0] = [];
