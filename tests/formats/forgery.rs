//! Text from strangers in the formats of a check: nothing of it forges a line, a command, an element or a
//! finding, and nothing of it steers what shows it.

use std::path::Path;

use roxmltree::{Document, Node};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{directory, printed};
use crate::harmless::{assert_harmless, quoted};
use crate::read::{cases, command};
use crate::truth::assert_is_sarif;
use crate::{FORMATS, check_all};

/// What ids may hold: nothing that cannot be seen, no blanks.
const IDS: [&str; 10] = [
    "::error::forged",
    "##[error]forged",
    "a%0A::error::forged",
    "a,line=1,title=forged",
    "]]><testcase name='forged'/>",
    "</failure>&lt;&forged;",
    "\"}],\"forged\":[{\"",
    "[forged](javascript:forged)![x](1)",
    "{0}{forged}$forged`forged`",
    "error[conflict]:forged",
];

/// What names, notes and the like may hold besides.
const TEXTS: [&str; 8] = [
    "a ::error::forged ::error::forged \u{3000}::error::forged \u{a0}::error::forged ::error::forged ::error::forged",
    "x\n::error::forged\r\n::error file=forged::forged\r::error::forged",
    "x\nerror[conflict]: forged\n  --> forged.toml:1:1\nforged.toml:1:1: error[conflict]: forged",
    "\u{1b}[31m\u{1b}]8;;http://forged\u{7}\u{9b}1m\u{85}::error::forged\u{2028}::error::forged\u{b}\u{c}",
    "\u{202e}degrof\u{2066}\u{61c}\u{200b}\u{200f}\u{feff}\u{e0041}\u{7f}\u{fffe}\u{ffff}\u{10ffff}",
    "\0\u{1}\u{8}x]]>\0<!--<?xml version='1.0'?><!DOCTYPE forged [<!ENTITY forged 'x'>]>",
    "<script>forged</script><img src=x onerror=forged>&#0;&#x1b;%00%1b%0d%0a",
    "\\u0000\\n\\\"\\",
];

/// A dataset that can be read, in which much is found that names these.
fn readable(id: &str, text: &str) -> String {
    let text = quoted(text);
    let [one, two, three, four] = [1, 2, 3, 4].map(|number| quoted(&format!("{id}{number}")));
    format!(
        r#"
[dataset]
title = {text}
currency = "USD"
[actor.{one}]
name = {text}
[actor.{two}]
name = {text}
[category.{three}]
name = {text}
[source.{one}]
name = {text}
publisher = {text}
kind = {text}
url = {text}
note = {text}
date = 2020
[source.{two}]
name = {text}
derives-from = [{one}]
[source.{three}]
name = {text}
date = 2019
[[claim]]
id = {one}
figure = "$5 million"
source = {one}
url = {text}
note = {text}
scope = {{ payer = {one}, payee = {two}, category = {three}, period = 2018 }}
[[claim]]
id = {two}
figure = "$90 million"
source = {three}
via = {two}
date = 2021
scope = {{ payer = {one}, payee = {two}, category = {three}, period = 2018 }}
[[claim]]
id = {three}
figure = "$5 million"
source = {one}
scope = {{ payer = {one}, payee = {two} }}
withdrawn = {{ date = 2021, reason = {text} }}
[[claim]]
id = {four}
figure = "$6 million"
source = {one}
repeats = {two}
scope = {{ payer = {one}, payee = {two}, period = 2018 }}
[[known-conflict]]
claims = [{one}, {three}]
reason = {text}
[[known-conflict]]
claims = [{two}, {four}]
"#
    )
}

/// Datasets that cannot be read, with these wherever a message could repeat them.
fn unreadable(text: &str) -> [String; 4] {
    let text = quoted(text);
    [
        format!("{text} = 1\n[{text}]\nx = 1\n"),
        format!("[actor.{text}]\nname = 5\n{text} = 5\nmembers = [{text}, {text}]\n"),
        format!(
            "[[claim]]\nid = {text}\nfigure = {text}\nsource = {text}\ndate = {text}\nrepeats = {text}\n\
             scope = {{ payer = {text}, payee = {text}, stage = {text}, period = {text} }}\n"
        ),
        format!("[check]\n{text} = {text}\n[reading]\ncarry = {text}\nas-of = {text}\nx = {text} {text}\n"),
    ]
}

/// Asserts that every format says the same of what is found, and nothing else.
fn assert_nothing_is_forged(dir: &Path, arguments: &[&str]) {
    let written = |format: &str| {
        let (text, stderr) = printed(&check_all(dir, format, arguments));
        assert!(!stderr.contains("panicked"));
        assert_harmless(&text);
        text
    };
    let [human, short, json, sarif, github, junit] = FORMATS.map(|(format, _)| written(format));
    let json: Value = serde_json::from_str(&json).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert!(!findings.is_empty(), "{human}");

    let starts = |line: &&str| line.starts_with("error") || line.starts_with("warning");
    assert_eq!(human.lines().filter(starts).count(), findings.len(), "{human}");
    let (_, commands): (Vec<&str>, Vec<&str>) =
        human.lines().chain(short.lines()).partition(|line| command(line).is_none());
    assert_eq!(commands, Vec::<&str>::new());

    assert_eq!(short.lines().count(), findings.len(), "{short}");
    for (line, finding) in short.lines().zip(findings) {
        let severity = if finding["severity"] == "warning" { "warning" } else { "error" };
        let said = format!(
            "{severity}[{}]: {}",
            finding["code"].as_str().unwrap(),
            finding["message"].as_str().unwrap()
        );
        assert!(line.ends_with(&said), "{line} is not {said}");
    }

    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    assert_is_sarif(&sarif);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    for result in results {
        let message = result["message"]["text"].as_str().unwrap();
        let links = result["relatedLocations"].as_array().map_or(0, Vec::len);
        assert_eq!(message.matches("](").count(), links, "{message}");
    }

    let lines: Vec<_> =
        github.split_inclusive('\n').map(|line| command(line.trim_end_matches('\n'))).collect();
    assert_eq!(lines.len(), findings.len() + 1, "{github}");
    for line in lines {
        let command = line.unwrap();
        assert!(["error", "warning", "notice"].contains(&command.level.as_str()), "{command:?}");
        for (key, value) in &command.properties {
            let known = ["file", "line", "col", "endLine", "endColumn", "title"];
            assert!(known.contains(&key.as_str()), "{command:?}");
            let is_number = value.chars().all(|c| c.is_ascii_digit());
            assert!(["file", "title"].contains(&key.as_str()) || is_number, "{command:?}");
        }
        let starts = ["at ", "note: ", "help: "];
        assert!(
            command.message.lines().skip(1).all(|line| starts.iter().any(|start| line.starts_with(start)))
        );
        assert!(command.properties["title"].starts_with("crossfoot"), "{command:?}");
    }

    let document = Document::parse(&junit).unwrap();
    assert_eq!(cases(&document).len(), findings.len(), "{junit}");
    assert!(!document.descendants().any(|node| node.is_comment() || node.is_pi()));
    let outcomes = document.descendants().filter(|node: &Node<'_, '_>| node.has_attribute("message"));
    assert_eq!(outcomes.count(), findings.len());
}

fn in_claims(text: &str) -> TempDir {
    directory(&[("claims/aid.toml", text)])
}

/// Tells everything.
const ALL: [&str; 8] = ["-W", "close", "-W", "isolated-claim", "-W", "redundant-key", "-W", "unsorted-file"];

#[test]
fn no_id_forges_anything() {
    for id in IDS {
        assert_nothing_is_forged(in_claims(&readable(id, "plain")).path(), &ALL);
    }
}

#[test]
fn no_text_forges_anything() {
    for text in TEXTS.into_iter().chain(IDS) {
        assert_nothing_is_forged(in_claims(&readable("claim-", text)).path(), &ALL);
    }
}

#[test]
fn no_new_claim_forges_anything() {
    for (id, text) in IDS.into_iter().chain(["claim-"; 8]).zip(TEXTS.into_iter().cycle()) {
        let dir = in_claims(&readable(id, text));
        let [one, two, other] =
            [format!("{id}1"), format!("{id}2"), format!("{id}new")].map(|id| quoted(&id));
        let new = format!(
            "[[claim]]\nid = {other}\nfigure = \"$7 million\"\nsource = {one}\nnote = {text}\n\
             scope = {{ payer = {one}, payee = {two}, period = 2018 }}\n",
            text = quoted(text)
        );
        crate::common::write(&dir.path().join("new.toml"), new);
        assert_nothing_is_forged(dir.path(), &["--new", "new.toml"]);
    }
}

#[test]
fn no_text_forges_anything_where_the_dataset_cannot_be_read() {
    for text in TEXTS.into_iter().chain(IDS) {
        for broken in unreadable(text) {
            assert_nothing_is_forged(in_claims(&broken).path(), &[]);
        }
    }
}

#[test]
fn no_words_of_a_figure_forge_anything() {
    for text in TEXTS.into_iter().chain(IDS) {
        let figure = format!("figure = {}", quoted(&format!("$90 {text} million")));
        let broken = readable("claim-", "plain").replace("figure = \"$90 million\"", &figure);
        assert_nothing_is_forged(in_claims(&broken).path(), &[]);
    }
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_forges_anything() {
    let sound = readable("claim-", "plain");
    for name in TEXTS.into_iter().chain(IDS) {
        let name = name.replace(['/', '\0'], "|");
        let in_directory = format!("claims/{name}/{name}.toml");
        let dir = directory(&[(in_directory.as_str(), sound.as_str())]);
        assert_nothing_is_forged(dir.path(), &[]);
        assert_nothing_is_forged(dir.path(), &[&format!("./claims/{name}")]);
        let dir = directory(&[(in_directory.as_str(), "broken")]);
        assert_nothing_is_forged(dir.path(), &[]);
        let dir = directory(&[(in_directory.as_str(), b"\xff")]);
        assert_nothing_is_forged(dir.path(), &[]);
        assert_nothing_is_forged(dir.path(), &["--", &format!("{name}/nowhere")]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_stay_what_they_are() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = directory::<&str>(&[]);
    let name = std::ffi::OsStr::from_bytes(b"claims/\xff\x9b.toml");
    crate::common::write(&dir.path().join(name), readable("claim-", "plain"));
    assert_nothing_is_forged(dir.path(), &[]);
    let log: Value = serde_json::from_str(&printed(&check_all(dir.path(), "sarif", &[])).0).unwrap();
    let artifact = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact["uri"], "claims/%FF%9B.toml");
}
