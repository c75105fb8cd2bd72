//! Sets of claims: what every two of them do not show.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crossfoot::analysis::Analysis;
use crossfoot::claim::Dataset;
use crossfoot::component::components;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::reconcile::Basis;

const HEADER: &str = r#"
[dataset]
title = "Made up"
currency = "USD"
[reading]
as-written = "0%"
materiality = "0%"
[actor]
p = { name = "P" }
a = { name = "A" }
b = { name = "B" }
c = { name = "C" }
open = { name = "Open", members = ["a", "b"] }
closed = { name = "Closed", members = ["a", "b"], complete = true }
bc = { name = "BC", members = ["b", "c"] }
[source]
s = { name = "S" }
"#;

fn dataset(claims: &[(&str, &str, &str)]) -> Dataset {
    let mut text = HEADER.to_owned();
    for (id, figure, scope) in claims {
        text.push_str(&format!("[[claim]]\nid = \"{id}\"\nfigure = \"{figure}\"\nsource = \"s\"\nscope = {{ payer = \"p\", {scope} }}\n"));
    }
    normalise::read(&Files::from_texts(vec![("claims.toml".to_owned(), text)])).expect("valid")
}

fn analyses(dataset: &Dataset) -> Vec<Analysis> {
    let reading = dataset.reading(None).unwrap();
    let basis = Basis::new(dataset, reading, None);
    let reconciler = basis.reconciler(dataset, reading);
    let all: Vec<_> = dataset.claim_ids().collect();
    components(dataset, reconciler.placed, reconciler.standings, &all)
        .iter()
        .map(|each| reconciler.analyse(each))
        .collect()
}

fn told(dataset: &Dataset) -> Vec<String> {
    let mut lines = Vec::new();
    for analysis in analyses(dataset) {
        let names = |ids: &[crossfoot::claim::ClaimId]| {
            ids.iter().map(|&id| dataset.claim(id).id()).collect::<Vec<_>>().join(" ")
        };
        for each in &analysis.conflicts {
            lines.push(format!(
                "{} {} {:?}",
                each.verdict.mark(),
                names(&each.claims),
                each.stretch.least.as_ref().map(ToString::to_string)
            ));
        }
        for each in &analysis.groups {
            lines.push(format!("+ {}", names(&each.claims)));
        }
        for each in analysis.clusters.iter().flat_map(|each| &each.repairs) {
            lines.push(format!("- {}", names(each)));
        }
        lines.push(format!("{:?}", analysis.extent));
    }
    lines
}

#[test]
fn parts_that_together_exceed_their_whole() {
    let claims = [
        ("x", "$60", "payee = \"a\", period = \"2020\""),
        ("y", "$60", "payee = \"b\", period = \"2020\""),
        ("z", "$100", "payee = \"open\", period = \"2020\""),
    ];
    assert_eq!(
        told(&dataset(&claims)),
        ["≠ x y z Some(\"1/11\")", "+ x y", "+ x z", "+ y z", "- x", "- y", "- z", "Complete"]
    );
}
