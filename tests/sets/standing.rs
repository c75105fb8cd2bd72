//! Claims that take no part, and claims that say the same.

use crate::{EXACT, FINE, dataset_of, of, table, text, told};

const PARTS: [crate::Claim<'_>; 2] =
    [("x", "$60", "payee = \"a\", period = 2020"), ("z", "$100", "payee = \"open\", period = 2020")];

fn with_part(figure: &str, keys: &str) -> Vec<String> {
    let [x, z] = PARTS;
    let rest = format!("payee = \"b\", period = 2020{keys}");
    of(&[x, ("y1", "$40", "payee = \"b\", period = 2020"), ("y2", figure, &rest), z])
}

#[test]
fn an_echo_takes_no_part() {
    assert_eq!(with_part("$60", " | repeats = \"y1\""), FINE);
}

#[test]
fn a_withdrawn_claim_takes_no_part() {
    assert_eq!(with_part("$60", " | withdrawn = { date = 2021, reason = \"a slip\" }"), FINE);
}

#[test]
fn the_claim_that_takes_the_place_of_another_speaks_alone() {
    assert_eq!(
        with_part("$60", " | supersedes = \"y1\""),
        ["≠ x y2 z by 1/11", "+ x y2", "+ x z", "+ y2 z", "- x", "- y2", "- z"]
    );
    assert_eq!(with_part("$40", " | supersedes = \"y1\""), FINE);
}

#[test]
fn claims_that_say_the_same_are_one_in_sets() {
    let [x, z] = PARTS;
    let y = |id| (id, "$60", "payee = \"b\", period = 2020");
    assert_eq!(
        of(&[x, y("y1"), y("y2"), y("y3"), z]),
        ["≠ x y1 z by 1/11", "+ x y1", "+ x z", "+ y1 z", "- x", "- y1", "- z", "y1: also y2 y3"]
    );
}

#[test]
fn names_and_files_change_nothing_else() {
    let claims = |[x, y, z]: [&'static str; 3]| {
        [
            (x, "$60", "payee = \"a\", period = 2020"),
            (y, "$60", "payee = \"b\", period = 2020"),
            (z, "$100", "payee = \"open\", period = 2020"),
        ]
    };
    let named = ["x", "y", "z"];
    let in_order = of(&claims(named));
    let renamed: Vec<String> = of(&claims(["k", "l", "m"]))
        .iter()
        .map(|line| line.replace('k', "x").replace('l', "y").replace('m', "z"))
        .collect();
    assert_eq!(renamed, in_order);
    let [x, y, z] = claims(named);
    let file = |name: &str, text: String| (name.to_owned(), text);
    for [first, second, third] in [[&z, &x, &y], [&y, &z, &x], [&z, &y, &x]] {
        let files = vec![
            file("a.toml", table(first)),
            file("b.toml", table(second)),
            file("c/d.toml", text(EXACT, &[*third])),
        ];
        assert_eq!(told(&dataset_of(files)), in_order);
    }
}
