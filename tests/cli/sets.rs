//! What is told of claims all at once.

use tempfile::TempDir;

use crate::common::{BASE, directory};
use crate::{claim, json, run, stdout};

/// A group that has no other members, for a dataset that starts with [`BASE`].
const FORCES: &str =
    "\n[actor.forces]\nname = \"Forces\"\nmembers = [\"army\", \"ministry\"]\ncomplete = true\n";

fn dataset(claims: &[String]) -> TempDir {
    directory(&[("claims/aid.toml", BASE.to_owned() + FORCES + &claims.concat())])
}

/// The page without what Markdown escapes.
fn page(dir: &TempDir) -> String {
    stdout(&run(dir.path(), "report -f markdown").code(0).stderr_eq("")).replace('\\', "")
}

#[test]
fn bounds_under_a_repair_name_what_they_rest_on() {
    let dir = dataset(&[
        claim("army", "$4 million", "herald", "army", ""),
        claim("all", "$9 million a year", "gazette", "forces", "").replace(", period = 2019", ""),
        claim("ministry", "$2 million", "herald", "ministry", ""),
    ]);
    let page = page(&dir);
    let words = "Without army: Northland → Army of Ruritania, 2019: 6M – 8M, taking it that the rate of 2021 \
                 (all) held in 2019; taking the list of Forces to be complete.";
    assert!(page.contains(words), "{page}");
    let report = json(run(dir.path(), "report -f json"));
    let repairs = report["sections"][0]["sets"]["clusters"][0]["repairs"].as_array().unwrap();
    let without = repairs.iter().find(|repair| repair["leave-out"][0] == "army").unwrap();
    let mut allowed = without["bounds"]["allowed"].as_array().unwrap().iter();
    let army = allowed.find(|each| each["low"]["claims"].as_array().unwrap().len() == 2).unwrap();
    assert_eq!(army["low"]["taken-as-complete"][0]["id"], "forces");
    // A part is no more than its whole, whoever else belongs to that.
    assert_eq!(army["high"]["taken-as-complete"], serde_json::json!([]));
}

#[test]
fn what_is_stretched_says_so() {
    let dir = dataset(&[
        claim("army", "$4 million", "herald", "army", ""),
        claim("again", "$4.7 million", "gazette", "army", ""),
        claim("all", "$9 million", "gazette", "forces", ""),
    ]);
    let page = page(&dir);
    let stretched = "with army and again stretched by 5%";
    let range = "Where they speak of the same: Northland → Army of Ruritania, 2019: ";
    for start in [range, "- left of Northland → Forces, 2019 beside “Army of Ruritania”: "] {
        let line = page.lines().find(|line| line.contains(start)).unwrap_or_else(|| panic!("{page}"));
        assert!(line.contains(stretched), "{line}");
    }
}

#[test]
fn a_claim_that_cannot_be_true_by_itself_is_told_alone() {
    let to = "relative-to = { payee = \"forces\" }";
    let dir = dataset(&[
        claim("thrice", "three times as much as", "herald", "army", to),
        claim("all", "$9 million", "gazette", "forces", ""),
    ]);
    let page = page(&dir);
    for words in [
        " · 0 conditional conflicts · 1 claim that cannot be true by itself\n",
        "- **thrice ≠**: thrice cannot be true by itself: Army of Ruritania ≥ 3 × Forces (thrice); Forces > 0 \
         (taken for granted by thrice: something flowed); all in 2019; only if nothing flowed at all could it be \
         true; ",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(report["counts"]["larger-sets"]["conflict"], 1);
}

#[test]
fn more_conflicts_than_anybody_reads_are_counted() {
    let claims: Vec<String> = (1..=12)
        .map(|number| {
            claim(&format!("c{number}"), &format!("${} million", 10 << number), "herald", "army", "")
        })
        .collect();
    let dir = dataset(&claims);
    let page = page(&dir);
    assert!(page.contains("\n- … and 6 more, which JSON has.\n"), "{page}");
    assert_eq!(page.lines().filter(|line| line.starts_with("- **") && line.contains(" ≠ ")).count(), 60);
    let table = stdout(&run(dir.path(), "report"));
    assert!(table.contains("\n  … and 6 more, which JSON has.\n"), "{table}");
    let report = json(run(dir.path(), "report -f json"));
    let conflicts = report["sections"][0]["sets"]["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 66);
    // What it would take is told of the first of them.
    let explained = |conflict: &&serde_json::Value| !conflict["changes"].as_array().unwrap().is_empty();
    assert_eq!(conflicts.iter().filter(explained).count(), 60);
}

#[test]
fn stocks_are_on_a_day_and_differences_are_worked_out() {
    let held = "2019-12-31, stage = \"held\"";
    let dir = dataset(&[
        claim("army", "$4 million", "herald", "army", "").replace("2019", held),
        claim("all", "$9 million", "gazette", "forces", "").replace("2019", held),
        claim("ministry", "$2 million", "herald", "ministry", "").replace("2019", held),
    ]);
    let stocks = page(&dir);
    assert!(stocks.contains("; all on 2019-12-31; short by 1.5M; "), "{stocks}");
    let to = "relative-to = { payee = \"ministry\" }";
    let dir = dataset(&[
        claim("more", "at least $5 million a month more than", "herald", "army", to),
        claim("all", "$9 million a year", "gazette", "forces", ""),
    ]);
    let difference = page(&dir);
    let words = "Army of Ruritania ≥ Ministry of Finance + 60M a year, as 5M a month × 12 = 60M (more); \
                 Forces ≤ 9.5M a year (all)";
    assert!(difference.contains(words), "{difference}");
}
