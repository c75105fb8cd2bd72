//! What must be true of every format, whatever it looks like.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crossfoot::level;
use crossfoot::problem::Fault;
use jsonschema::Validator;
use roxmltree::Document;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::directory;
use crate::read::{cases, command};
use crate::{FIGURES, check, json, rich, unreadable, written};

fn datasets() -> [TempDir; 2] {
    [directory(&rich()), unreadable()]
}

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    // A bracket that closes nothing is a literal one in JavaScript, but no regular expression here.
    let text = fs::read_to_string(path).unwrap().replace("{2}]?$", "{2}\\\\]?$");
    let schema = serde_json::from_str(&text).unwrap();
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap()
});

pub(crate) fn assert_is_sarif(log: &Value) {
    let wrong: Vec<String> =
        SCHEMA.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// What stands in a file from one line and column to another, both as people count.
fn text_at(dir: &Path, file: &str, [line, column, end_line, end_column]: [usize; 4]) -> String {
    assert!(Path::new(file).is_relative(), "{file}");
    let text = fs::read_to_string(dir.join(file)).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let offset = |line: usize, column: usize| {
        assert!(line >= 1 && column >= 1);
        let before: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let line = text.split_inclusive('\n').nth(line - 1).unwrap_or("");
        assert!(column <= line.chars().count() + 1, "{file}: no column {column}");
        before + line.chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    text[offset(line, column)..offset(end_line, end_column)].to_owned()
}

fn numbers(of: &Value, keys: [&str; 4]) -> [usize; 4] {
    keys.map(|key| usize::try_from(of[key].as_u64().unwrap()).unwrap())
}

fn place_text(dir: &Path, place: &Value) -> String {
    let at = numbers(place, ["line", "column", "end-line", "end-column"]);
    text_at(dir, place["file"].as_str().unwrap(), at)
}

fn findings(report: &Value) -> &Vec<Value> {
    report["findings"].as_array().unwrap()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn places_lead_to_what_they_are_about() {
    let dir = directory(&rich());
    let figures = BTreeMap::from(FIGURES);
    let report = json(dir.path(), "json");
    let mut sizes = Vec::new();
    for finding in findings(&report) {
        let places = finding["places"].as_array().unwrap();
        if !finding["conflict"].is_null() {
            let claims = texts(&finding["conflict"]["claims"]);
            let written: Vec<String> = places.iter().map(|place| place_text(dir.path(), place)).collect();
            let expected: Vec<String> =
                claims.iter().map(|claim| format!("\"{}\"", figures[claim])).collect();
            assert_eq!(written, expected);
            sizes.push(claims.len());
        }
        for place in places {
            let file = fs::read_to_string(dir.path().join(place["file"].as_str().unwrap())).unwrap();
            let bytes = [0, 1].map(|end| usize::try_from(place["bytes"][end].as_u64().unwrap()).unwrap());
            let file = file.strip_prefix('\u{feff}').unwrap_or(&file);
            assert_eq!(file[bytes[0]..bytes[1]], place_text(dir.path(), place));
        }
    }
    assert_eq!(sizes, [2, 3]);
}

#[test]
fn problems_lead_to_what_they_are_about() {
    let dir = unreadable();
    let report = json(dir.path(), "json");
    let found: Vec<(&str, String)> = findings(&report)
        .iter()
        .flat_map(|finding| {
            let places = finding["places"].as_array().unwrap().iter();
            places.map(|place| (finding["code"].as_str().unwrap(), place_text(dir.path(), place)))
        })
        .collect();
    for expected in [("unreadable-figure", "milion"), ("unknown-id", "\"nobody\""), ("unknown-key", "x")] {
        assert!(found.contains(&(expected.0, expected.1.to_owned())), "{expected:?} in {found:?}");
    }
    assert_eq!(report["counts"]["problems"], findings(&report).len());
}

#[test]
fn codes_exist_and_fingerprints_differ() {
    for dir in datasets() {
        let report = json(dir.path(), "json");
        let mut seen = BTreeSet::new();
        for finding in findings(&report) {
            let code = finding["code"].as_str().unwrap();
            assert!(level::find(code).is_some() || Fault::CODES.contains(&code), "{code}");
            assert!(seen.insert(finding["fingerprint"].as_str().unwrap().to_owned()), "{finding}");
        }
    }
}

fn fingerprints(dir: &Path) -> BTreeSet<String> {
    let report = json(dir, "json");
    findings(&report).iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_stay_where_lines_move() {
    for dir in datasets() {
        let before = fingerprints(dir.path());
        let places = |log: &Value| log["runs"][0]["results"].clone();
        let place = places(&json(dir.path(), "sarif"));
        for entry in ["claims/aid.toml", "claims/nord/mark.toml", "claims/nord/same.toml"] {
            let path = dir.path().join(entry);
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let (mark, rest) =
                text.strip_prefix('\u{feff}').map_or(("", text.as_str()), |rest| ("\u{feff}", rest));
            fs::write(path, format!("{mark}# one\n# two\n\n{rest}")).unwrap();
        }
        assert_ne!(place, places(&json(dir.path(), "sarif")));
        assert_eq!(before, fingerprints(dir.path()));
    }
}

#[test]
fn fingerprints_stay_where_a_file_is_split() {
    let dir = directory(&rich());
    let before = fingerprints(dir.path());
    let aid = fs::read_to_string(dir.path().join("claims/aid.toml")).unwrap();
    let (first, second) = aid.split_at(aid.find("[[claim]]").unwrap());
    fs::write(dir.path().join("claims/aid.toml"), first).unwrap();
    fs::write(dir.path().join("claims/zz.toml"), second).unwrap();
    assert_eq!(before, fingerprints(dir.path()));
}

#[test]
fn sarif_is_valid_and_says_what_json_says() {
    for dir in datasets() {
        let (report, log) = (json(dir.path(), "json"), json(dir.path(), "sarif"));
        assert_is_sarif(&log);
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(results.len(), findings(&report).len());
        assert_eq!(run["invocations"][0]["executionSuccessful"], report["counts"]["problems"] == 0);
        for (result, finding) in results.iter().zip(findings(&report)) {
            assert_eq!(result["ruleId"], finding["code"]);
            assert_eq!(
                rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]["id"],
                finding["code"]
            );
            assert_eq!(result["level"], if finding["severity"] == "warning" { "warning" } else { "error" });
            assert_eq!(result["partialFingerprints"]["crossfootFinding/v1"], finding["fingerprint"]);
            assert_same_places(dir.path(), result, finding);
        }
    }
}

fn assert_same_places(dir: &Path, result: &Value, finding: &Value) {
    let message = result["message"]["text"].as_str().unwrap();
    for said in
        [&finding["notes"], &finding["help"]].into_iter().flat_map(texts).chain(finding["message"].as_str())
    {
        assert!(message.contains(said), "{said} in {message}");
    }
    let none = Vec::new();
    let related = result["relatedLocations"].as_array().unwrap_or(&none);
    let locations: Vec<&Value> = result["locations"].as_array().unwrap().iter().chain(related).collect();
    for location in &locations {
        let artifact = &location["physicalLocation"]["artifactLocation"];
        assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
        let uri = artifact["uri"].as_str().unwrap();
        assert!(uri.is_ascii());
        let file = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
        assert!(dir.join(file.as_ref()).exists(), "{file}");
        if let Some(id) = location["id"].as_u64() {
            assert!(message.contains(&format!("]({id})")), "{message}");
        }
    }
    let places = finding["places"].as_array().unwrap();
    assert_eq!(locations.len(), places.len().max(1));
    for (location, place) in locations.iter().zip(places) {
        let physical = &location["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        let file = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
        assert_eq!(*file, *place["file"].as_str().unwrap());
        let region = numbers(&physical["region"], ["startLine", "startColumn", "endLine", "endColumn"]);
        assert_eq!(text_at(dir, &file, region), place_text(dir, place));
        assert_eq!(location["message"]["text"], place["label"]);
    }
}

#[test]
fn sarif_holds_no_path_of_the_machine() {
    for dir in datasets() {
        let absolute = dir.path().join("claims");
        let ran = check(dir.path(), "sarif", &[absolute.to_str().unwrap()]);
        let log: Value = serde_json::from_str(&crate::printed(&ran).0).unwrap();
        assert_is_sarif(&log);
        assert_eq!(log["runs"][0]["automationDetails"]["id"], "crossfoot/claims/");
        assert!(!written(dir.path(), "sarif").contains(dir.path().file_name().unwrap().to_str().unwrap()));
    }
}

#[test]
fn sarif_addresses_files_elsewhere_without_the_root() {
    let dir = directory(&rich());
    let log = printed_json(&check(&dir.path().join("claims/nord"), "sarif", &["../../claims"]));
    assert_is_sarif(&log);
    let artifact = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact["uri"], "../../claims/aid.toml");
    assert_eq!(artifact["uriBaseId"], Value::Null);
    let log = printed_json(&check(dir.path(), "sarif", &["./nowhere/../missing"]));
    let artifact = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact["uri"], "missing");
    assert_is_sarif(&log);
}

fn printed_json(ran: &snapbox::cmd::OutputAssert) -> Value {
    serde_json::from_str(&crate::printed(ran).0).unwrap()
}

#[test]
fn every_rule_of_sarif_is_described() {
    for dir in datasets() {
        for rule in json(dir.path(), "sarif")["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
            let text = |value: &Value| value["text"].as_str().unwrap().to_owned();
            let (short, full) = (text(&rule["shortDescription"]), text(&rule["fullDescription"]));
            assert!(short.starts_with(char::is_uppercase) && !short.contains('\n'), "{short}");
            assert!(!full.is_empty() && !full.contains(['\n', '#']), "{full}");
            assert!(!text(&rule["help"]).is_empty());
        }
    }
}

#[test]
fn github_annotates_what_json_says() {
    for dir in datasets() {
        let report = json(dir.path(), "json");
        let text = written(dir.path(), "github");
        let mut commands: Vec<_> = text.lines().map(|line| command(line).unwrap()).collect();
        let last = commands.pop().unwrap();
        assert_eq!((last.level.as_str(), last.properties["title"].as_str()), ("notice", "crossfoot"));
        let levels: Vec<&str> = commands.iter().map(|command| command.level.as_str()).collect();
        assert!(levels.is_sorted(), "errors come first: {levels:?}");
        assert_eq!(commands.len(), findings(&report).len());
        for finding in findings(&report) {
            let said = finding["message"].as_str().unwrap();
            let title = format!("crossfoot: {}", finding["code"].as_str().unwrap());
            let place = &finding["places"][0];
            let found = commands.iter().any(|command| {
                let property = |key: &str| command.properties.get(key).map(String::as_str);
                command.message.lines().next().unwrap().ends_with(said)
                    && property("title") == Some(&title)
                    && (place.is_null()
                        || property("file") == place["file"].as_str()
                            && property("line") == Some(&place["line"].to_string())
                            && property("endLine") == Some(&place["end-line"].to_string()))
            });
            assert!(found, "{said} in {text}");
        }
    }
}

#[test]
fn junit_counts_what_json_says() {
    for dir in datasets() {
        let report = json(dir.path(), "json");
        let text = written(dir.path(), "junit");
        let document = Document::parse(&text).unwrap();
        let cases = cases(&document);
        assert_eq!(cases.len(), findings(&report).len());
        let names: BTreeSet<_> =
            cases.iter().map(|case| (case.attribute("classname"), case.attribute("name"))).collect();
        assert_eq!(names.len(), cases.len(), "readers drop the second of a name");
        for finding in findings(&report) {
            let class = format!("crossfoot.{}", finding["code"].as_str().unwrap());
            let place = &finding["places"][0];
            let element = match finding["severity"].as_str().unwrap() {
                "warning" => "skipped",
                "error" => "failure",
                _ => "error",
            };
            let found = cases.iter().any(|case| {
                let outcome = case.first_element_child().unwrap();
                case.attribute("classname") == Some(&class)
                    && outcome.has_tag_name(element)
                    && outcome.attribute("message") == finding["message"].as_str()
                    && texts(&finding["help"]).iter().all(|help| outcome.text().unwrap().contains(help))
                    && (place.is_null()
                        || case.attribute("file") == place["file"].as_str()
                            && case.attribute("line") == Some(&place["line"].to_string()))
            });
            assert!(found, "{finding} in {text}");
        }
    }
}
