//! Many claims, large groups, many ways to fit.

use std::fmt::Write as _;

use crossfoot::analysis::Extent;

use crate::{EXACT, FINE, analyses, dataset, names, of, text, told};

/// Owned claims.
fn text_of(claims: &[(String, String, String)]) -> String {
    let claims: Vec<_> = claims.iter().map(|(id, figure, rest)| (&**id, &**figure, &**rest)).collect();
    text(EXACT, &claims)
}

#[test]
fn hundreds_of_claims_about_one_flow() {
    // Each of a hundred amounts three times, of which the first fifty hold 150 and the others 250.
    let claim = |number: usize| {
        let least = number % 100;
        let most = if least < 50 { 150 } else { 250 };
        (format!("c{number:03}"), format!("${least}-{most}"), "payee = \"a\", period = 2020".to_owned())
    };
    let mut claims: Vec<_> = (0..300).map(claim).collect();
    let fitting = dataset(text_of(&claims));
    let found = analyses(&fitting);
    let [all] = found.as_slice() else { panic!("there is one component") };
    assert_eq!(all.claims.len(), 100);
    assert!(all.alike.values().all(|others| others.len() == 2));
    assert_eq!((all.conflicts.len(), all.groups.len(), all.extent), (0, 1, Extent::Complete));
    // One that fits only half of them.
    claims.push(("odd".to_owned(), "$200".to_owned(), "payee = \"a\", period = 2020".to_owned()));
    let odd = dataset(text_of(&claims));
    let found = analyses(&odd);
    let [all] = found.as_slice() else { panic!("there is one component") };
    assert_eq!(all.conflicts.len(), 50);
    assert!(all.conflicts.iter().all(|each| each.claims.len() == 2));
    assert_eq!(all.groups.iter().map(|group| group.claims.len()).collect::<Vec<_>>(), [100, 51]);
    let [cluster] = all.clusters.as_slice() else { panic!("there is one cluster") };
    let smallest = cluster.repairs.first().map(|repair| names(&odd, repair));
    assert_eq!((smallest.as_deref(), cluster.repairs.len()), (Some("odd"), 2));
    assert_eq!(all.extent, Extent::Complete);
}

#[test]
fn a_group_of_ten_thousand() {
    let members: Vec<String> = (0..10_000).map(|number| format!("m{number}")).collect();
    let mut dataset_text = text(
        EXACT,
        &[
            ("all", "at most $100", "payee = \"crowd\", period = 2020"),
            ("first", "at least $60", "payee = \"m0\", period = 2020"),
            ("last", "at least $60", "payee = \"m9999\", period = 2020"),
            ("middle", "at least $10", "payee = \"m5000\", period = 2020"),
        ],
    );
    for member in &members {
        writeln!(dataset_text, "[actor.{member}]\nname = \"{member}\"").unwrap();
    }
    writeln!(dataset_text, "[actor.crowd]\nname = \"Crowd\"\nmembers = {members:?}").unwrap();
    assert_eq!(
        told(&dataset(dataset_text)),
        [
            "≠ all first last by 1/11",
            "+ all first middle",
            "+ all last middle",
            "+ first last middle",
            "- all",
            "- first",
            "- last"
        ]
    );
}

/// Twelve conflicts that have nothing to do with each other, but for a claim that bears on all of them:
/// two to the twelfth ways to fit.
#[test]
fn independent_conflicts_in_one_component() {
    let mut claims = Vec::new();
    for year in 2001..=2012 {
        for (id, amount) in [("less", 1), ("more", 2)] {
            let rest = format!("payee = \"a\", period = {year}");
            claims.push((format!("{id}-{year}"), format!("${amount} million"), rest));
        }
    }
    claims.push((
        "over-all".to_owned(),
        "at most $1 billion".to_owned(),
        "payee = \"open\", period = \"2001/2012\"".to_owned(),
    ));
    let dataset = dataset(text_of(&claims));
    let found = analyses(&dataset);
    let [all] = found.as_slice() else { panic!("there is one component") };
    assert_eq!(all.conflicts.len(), 12);
    assert_eq!(all.clusters.len(), 12);
    assert!(all.clusters.iter().all(|cluster| cluster.repairs.len() == 2 && cluster.complete));
    // Not all of the groups are told, and that is said.
    assert_eq!(all.extent, Extent::AtLeast);
    assert!(all.groups.len() < 4096 && all.groups.iter().all(|group| group.claims.len() == 13));
}

#[test]
fn a_long_chain_of_years() {
    // Every two years in a row come to at most 10, forty years to more than 200.
    let mut claims: Vec<(String, String, String)> = (0..20)
        .map(|pair| {
            let from = 1980 + 2 * pair;
            let rest = format!("payee = \"a\", period = \"{from}/{}\"", from + 1);
            (format!("pair-{from}"), "up to $10".to_owned(), rest)
        })
        .collect();
    let total = |figure: &str| {
        ("total".to_owned(), figure.to_owned(), "payee = \"a\", period = \"1980/2019\"".to_owned())
    };
    claims.push(total("at least $200"));
    assert_eq!(told(&dataset(text_of(&claims))), FINE);
    claims.pop();
    claims.push(total("at least $202"));
    let chain = dataset(text_of(&claims));
    let found = analyses(&chain);
    let [all] = found.as_slice() else { panic!("there is one component") };
    let [conflict] = all.conflicts.as_slice() else { panic!("there is one conflict") };
    assert_eq!(conflict.claims.len(), 21);
    assert_eq!(all.groups.len(), 21);
    assert_eq!(conflict.stretch.least.as_ref().map(ToString::to_string).as_deref(), Some("1/201"));
}

#[test]
fn nothing_about_nobody() {
    assert_eq!(of(&[]), FINE);
}
