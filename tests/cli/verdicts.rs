//! What claims are found to be to each other.

use std::fs;

use serde_json::Value;

use crate::common::{BASE, crossfoot, directory};
use crate::{KEPT, THREE_CLAIMS, claim, compared, ids, json, pair, run, run_here, stdout};

#[test]
fn a_part_larger_than_its_whole_conflicts_if_the_rates_lasted() {
    let report = json(run_here(&format!("report {THREE_CLAIMS} -f json")));
    assert_eq!(pair(&report, "state-2020", "haniyeh-2022")["verdict"], "compatible");
    assert_eq!(pair(&report, "haniyeh-2022", "nakhaleh-2023")["verdict"], "compatible");
    let conflict = pair(&report, "state-2020", "nakhaleh-2023");
    assert_eq!(conflict["verdict"], "conditional-conflict");
    assert_eq!(conflict["proof"]["shortfall"], "25000000");
    assert_eq!(conflict["proof"]["stretch"], "5/49");
    let bounds: Vec<(&str, &str)> = conflict["proof"]["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|term| (term["claim"].as_str().unwrap(), term["bound"].as_str().unwrap()))
        .collect();
    assert_eq!(bounds, [("nakhaleh-2023", "135000000"), ("state-2020", "110000000")]);
    assert_eq!(conflict["assumptions"][0]["assumption"], "steady-rate");
    assert_eq!(conflict["assumptions"][0]["claim"], "nakhaleh-2023");
}

#[test]
fn the_table_says_it_in_words() {
    let table = stdout(&run_here(&format!("report {THREE_CLAIMS}")).code(0).stderr_eq(""));
    let words = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("3 claims from 3 sources · 0 conflicts · 1 conditional conflict · 2 compatible"));
    assert!(words.contains(
        "1 ≠? 3: Hamas alone ≥ 135M a year (nakhaleh-2023); all of Palestinian militant groups ≤ 110M a \
         year (state-2020); short by 25M a year; they fit if every figure is stretched by 10.2%; only if \
         the rates of 2020 and 2023 held in one same year of 2020 – 2023."
    ));
}

#[test]
fn rates_that_are_not_carried_so_far_do_not_meet() {
    let report = json(run_here(&format!("report {THREE_CLAIMS} -f json --reading short-carry")));
    assert_eq!(report["reading"]["name"], "short-carry");
    let apart = pair(&report, "state-2020", "nakhaleh-2023");
    assert_eq!(apart["verdict"], "not-comparable");
    assert_eq!(apart["dimensions"].as_array().unwrap().len(), 1);
    assert_eq!(apart["dimensions"][0]["dimension"], "time");
}

#[test]
fn vaguer_words_fit() {
    let report = json(run_here(&format!("report {THREE_CLAIMS} -f json --reading generous")));
    assert_eq!(pair(&report, "state-2020", "nakhaleh-2023")["verdict"], "compatible");
}

#[test]
fn in_one_stated_year_the_conflict_is_plain() {
    let dated = ["hamas\" }", "palestinian-militant-groups\" }"]
        .iter()
        .fold(fs::read_to_string("tests/datasets/three-claims/claims.toml").unwrap(), |text, payee| {
            text.replace(payee, &payee.replace(" }", ", period = 2020 }"))
        });
    let dir = directory(&[("claims/iran.toml", dated)]);
    let report = json(run(dir.path(), "report -f json"));
    let conflict = pair(&report, "state-2020", "nakhaleh-2023");
    assert_eq!(conflict["verdict"], "conflict");
    assert_eq!(conflict["proof"]["stretch"], "5/49");
    assert_eq!(conflict["assumptions"], Value::Array(Vec::new()));
}

#[test]
fn a_superseded_claim_is_shown_with_its_successor_and_the_factor() {
    let claims = claim("before", "$4 million", "herald", "army", "")
        + &claim("corrected", "$6 million", "herald", "army", "supersedes = \"before\"")
        + &claim("other", "$6 million", "gazette", "army", "");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let report = json(run(dir.path(), "report -f json"));
    let revised = pair(&report, "before", "corrected");
    assert_eq!(revised["verdict"], "revised");
    assert_eq!(revised["factor"], "1.5");
    assert_eq!(pair(&report, "before", "other")["verdict"], "not-comparable");
    assert_eq!(pair(&report, "corrected", "other")["verdict"], "agree");
}

#[test]
fn a_withdrawn_claim_is_listed_with_its_reason_and_not_compared() {
    let withdrawn = "withdrawn = { date = 2021-06-01, reason = \"A slip of the pen\" }";
    let claims = claim("slip", "$4 million", "herald", "army", withdrawn)
        + &claim("other", "$6 million", "gazette", "army", "");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!((compared(&report), ids(&report["left-out"])), (vec!["other"], vec!["slip"]));
    let page = stdout(&run(dir.path(), "report -f markdown"));
    assert!(page.contains("slip (withdrawn 2021-06-01: A slip of the pen)"), "{page}");
}

#[test]
fn an_echo_is_no_second_voice_and_a_garbled_one_is_told_apart() {
    let claims = claim("original", "$4 million", "herald", "army", "")
        + &claim("echo", "$4 million", "gazette", "army", "repeats = \"original\"")
        + &claim("garbled", "$4 billion", "courier", "ministry", "repeats = \"original\"");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(pair(&report, "original", "echo")["verdict"], "echo");
    let garbled = pair(&report, "original", "garbled");
    assert_eq!(garbled["verdict"], "garbled-echo");
    assert_eq!(garbled["differences"], serde_json::json!(["amount", "payee"]));
    assert_eq!(report["counts"]["verdicts"]["conflict"], 0);
}

#[test]
fn the_reason_of_a_known_conflict_is_kept() {
    let known = "\n[[known-conflict]]\nclaims = [\"one\", \"two\"]\nreason = \"One counts loans.\"\n";
    let claims = claim("one", "$4 million", "herald", "army", "")
        + &claim("two", "$40 million", "gazette", "army", "")
        + known;
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(pair(&report, "one", "two")["verdict"], "conflict");
    assert_eq!(pair(&report, "one", "two")["known"], "One counts loans.");
}

#[test]
fn the_order_of_files_and_claims_changes_nothing_but_places() {
    let (one, two) =
        (claim("one", "$4 million", "herald", "army", ""), claim("two", "$9 million", "gazette", "army", ""));
    let [forward, backward] = [(&one, &two), (&two, &one)].map(|(first, second)| {
        let dir = directory(&[
            ("claims/a.toml", first),
            ("claims/b.toml", second),
            ("claims/c.toml", &BASE.into()),
        ]);
        stdout(&run(dir.path(), "report").code(0))
    });
    assert_eq!(forward, backward);
}

#[test]
fn claims_of_different_stages_are_held_against_each_other_by_a_law() {
    let pledged = |text: String| text.replace(" }", ", stage = \"pledged\" }");
    let claims = pledged(claim("pledged", "$4 million", "herald", "ruritania", ""))
        + &claim("paid", "$9 million", "gazette", "army", "")
        + &claim("less", "$2 million", "gazette", "ministry", "");
    let order = "[stage]\norder = [\"pledged\", \"paid\"]\n";
    let text = BASE.to_owned() + &claims;
    let dir = directory(&[("claims/aid.toml", text.as_str()), ("claims/order.toml", order)]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(report["stage-order"], serde_json::json!(["pledged", "paid"]));
    let law = serde_json::json!({ "earlier": "pledged", "later": "paid" });
    let conflict = pair(&report, "pledged", "paid");
    assert_eq!((&conflict["verdict"], &conflict["law"]), (&"conflict".into(), &law));
    assert_eq!(
        (&conflict["relation"], &conflict["proof"]["shortfall"]),
        (&"whole".into(), &"4000000".into())
    );
    let fits = pair(&report, "pledged", "less");
    assert_eq!((&fits["verdict"], &fits["law"]), (&"compatible".into(), &law));
    assert_eq!(pair(&report, "less", "paid")["verdict"], "not-comparable");
    let page = stdout(&run(dir.path(), "report -f markdown"));
    let sentence = "Army of Ruritania alone paid in 2019 ≥ 8.5M (paid); all of Ruritania pledged in 2019 ≤ 4.5M \
                    (pledged); short by 4M; they fit if every figure is stretched by 30.8%; by the law that no more \
                    is paid than pledged.";
    assert!(page.contains(sentence), "{page}");
    let without = directory(&[("claims/aid.toml", text.as_str())]);
    let report = json(run(without.path(), "report -f json"));
    assert_eq!(ids(&report["alone"]), ["pledged", "less", "paid"]);
}

/// The cells of the matrices of a page of tables.
fn marks(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut columns = None;
    for line in page.lines() {
        let cells: Vec<&str> = line.split(['│', '|']).map(str::trim).collect();
        let is_row = cells.len() > 2;
        if is_row && cells[1] == "#" {
            columns = cells.iter().position(|&cell| cell == "1");
        } else if let Some(first) = columns.filter(|_| is_row) {
            let marks = cells[first..].iter().filter(|cell| !cell.is_empty() && !cell.contains('-'));
            found.extend(marks.map(|&mark| mark.to_owned()));
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn the_legend_explains_just_the_marks_that_occur() {
    let mut seen = Vec::new();
    for dataset in KEPT {
        for (format, columns) in [("table", "80"), ("table", "200"), ("markdown", "80")] {
            let line = ["report", dataset, "--format", format];
            let page = stdout(&crossfoot().args(line).env("COLUMNS", columns).assert().code(0));
            let (_, legend) = page.rsplit_once("Marks\n").unwrap();
            let legend = legend.trim_start_matches('\n').lines().take_while(|line| !line.is_empty());
            let mut explained: Vec<String> = legend
                .map(|line| line.trim_start_matches("- ").split_whitespace().next().unwrap().to_owned())
                .collect();
            explained.sort();
            let marks = marks(&page);
            assert_eq!(explained, marks, "{dataset} as {format} in {columns} columns:\n{page}");
            seen.extend(marks);
        }
    }
    seen.sort();
    seen.dedup();
    let mut every = ["=", "≈", "⊂", "≠", "≠?", "·", "↺", "↺!", "→"];
    every.sort_unstable();
    assert_eq!(seen, every);
}
