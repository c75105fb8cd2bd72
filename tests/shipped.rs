//! The dataset in `claims/` and its generated report.

use std::process::Command;

fn report(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .arg("report")
        .args(arguments)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

#[test]
fn the_generated_report_is_fresh() {
    let kept = std::fs::read_to_string("reports/claims.md").expect("the report is kept");
    let fresh = report(&["claims", "-f", "markdown"]);
    assert_eq!(kept, fresh, "stale; run: cargo run --release -- report -f markdown -o reports/claims.md");
}

#[test]
fn every_claim_says_where_it_was_read() {
    let report: serde_json::Value = serde_json::from_str(&report(&["claims", "-f", "json"])).expect("JSON");
    let sources = report["sources"].as_array().expect("sources");
    let has_url = |id: &serde_json::Value| {
        sources.iter().any(|source| &source["id"] == id && source["url"].as_str().is_some())
    };
    let sections = report["sections"].as_array().expect("sections").iter();
    let rows = sections.flat_map(|section| section["rows"].as_array().expect("rows"));
    let alone = report["alone"].as_array().expect("rows");
    let mut count = 0;
    for row in rows.chain(alone) {
        let via = row["via"].as_array().expect("via").iter().map(|via| &via["id"]);
        assert!(via.chain([&row["source"]]).any(has_url), "{} leads to no page", row["id"]);
        count += 1;
    }
    assert!(count >= 10);
}
