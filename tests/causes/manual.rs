//! The sentences that the manual gives as examples are those that are told.

use std::collections::BTreeSet;

use crate::{Line, dataset_in, sentences};

const WORLD: &str = r#"
[dataset]
title = "Funds"
currency = "USD"
[actor]
p = { name = "Norland" }
school = { name = "School fund" }
clinic = { name = "Clinic fund" }
funds = { name = "Both funds and others", members = ["school", "clinic"] }
both = { name = "Both funds", members = ["school", "clinic"], complete = true }
[category]
gross = { name = "Gross payments" }
net = { name = "Net payments", part-of = "gross" }
[source]
x = { name = "X" }
y = { name = "Y" }
z = { name = "Z" }
w = { name = "W" }
"#;

const SCHOOL: &str = "payee = 'school', period = '2020'";
const CLINIC: &str = "payee = 'clinic', period = '2020'";
const FUNDS: &str = "payee = 'funds', period = '2020'";

/// The first cause of each example, in the order of the manual.
fn examples() -> Vec<Vec<Line<'static>>> {
    let budget = ("budget", "$14.7 billion", "category = 'gross', period = '2020'", "");
    vec![
        vec![
            ("grants-2021", "$100 million", SCHOOL, "source = 'x'\ndate = 2021"),
            ("grants-2022", "$150 million", SCHOOL, "source = 'x'\ndate = 2022"),
        ],
        vec![
            ("ledger", "$552 million", SCHOOL, "date = 2021"),
            ("wire", "$852 million", SCHOOL, "date = 2022"),
        ],
        vec![
            ("wire", "$100 million", SCHOOL, ""),
            ("other", "$114 million", SCHOOL, ""),
            ("ledger", "€100 million", SCHOOL, ""),
        ],
        vec![
            ("wire", "$500 million", SCHOOL, ""),
            ("other", "$100 million", SCHOOL, ""),
            ("ledger", "$500 million", FUNDS, ""),
        ],
        vec![
            ("wire", "$222 million", SCHOOL, ""),
            ("school", "$68 million", SCHOOL, ""),
            ("clinic", "$154 million", CLINIC, ""),
        ],
        vec![
            ("wire", "$1.237 billion", SCHOOL, "date = 2021"),
            ("other", "$1.6 billion", SCHOOL, ""),
            ("ledger", "$1.237 billion", "payee = 'school', period = '2019'", "date = 2020"),
        ],
        vec![("wire", "$30 million a year", SCHOOL, ""), ("ledger", "$380 million", SCHOOL, "")],
        vec![("wire", "$70", SCHOOL, ""), ("ledger", "about $72 million", SCHOOL, "")],
        vec![("wire", "$70 million", SCHOOL, ""), ("ledger", "about $72 billion", SCHOOL, "")],
        vec![("ledger", "€100 million", SCHOOL, "date = 2022-09-28"), ("wire", "$95.7 million", SCHOOL, "")],
        vec![("balance", "$19.1 billion", "category = 'net', period = '2020'", ""), budget],
        vec![
            ("school", "$40 million", SCHOOL, ""),
            ("clinic", "$40 million", CLINIC, ""),
            ("total", "$100 million", "payee = 'both', period = '2020'", ""),
        ],
    ]
}

#[test]
fn the_manual_quotes_what_is_told() {
    let page = std::fs::read_to_string("docs/verdicts.md").unwrap();
    let section = page.split("## Likely causes").nth(1).unwrap().split("\n## ").next().unwrap();
    let quoted: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let told: Vec<String> = examples()
        .iter()
        .map(|claims| sentences(&dataset_in(WORLD, "", claims)).first().unwrap().clone())
        .collect();
    assert_eq!(quoted, told);
    assert_eq!(quoted.iter().collect::<BTreeSet<_>>().len(), quoted.len());
}
