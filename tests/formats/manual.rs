//! The page of the manual about formats, against what is written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::check_all;
use crate::common::{directory, printed, write};

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).unwrap()
}

/// The fenced blocks in a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn example() -> TempDir {
    directory(&[("claims/aid.toml", blocks(&page(), "toml")[0])])
}

fn written(dir: &TempDir, format: &str) -> String {
    printed(&check_all(dir.path(), format, &[]).code(1)).0
}

#[test]
fn examples_are_what_is_written() {
    let (page, dir) = (page(), example());
    let texts = blocks(&page, "text");
    for (format, text) in ["human", "short", "github"].iter().zip(&texts) {
        assert_eq!(written(&dir, format), *text);
    }
    assert_eq!(texts.len(), 3);
    assert_eq!(written(&dir, "junit"), blocks(&page, "xml")[0]);
    let [sarif, json] = blocks(&page, "json")[..] else { panic!("two examples of JSON") };
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(read(json), read(&written(&dir, "json"))["findings"][0]);
    assert_eq!(read(sarif), read(&written(&dir, "sarif"))["runs"][0]["results"][0]);
}

#[test]
fn every_key_of_json_has_its_line() {
    let page = page();
    let dir = example();
    let new = "[[claim]]\nid = \"new\"\nfigure = \"$3 million\"\nsource = \"courier\"\n\
               scope = { payer = \"north\", payee = \"army\", period = 2019 }\n";
    write(&dir.path().join("new.toml"), new);
    let ran = check_all(dir.path(), "json", &["--new", "new.toml"]);
    let mut report: Value = serde_json::from_str(&printed(&ran).0).unwrap();
    report["reading"].take();
    assert_eq!(report["new-claims"][0]["claim"], "new");
    let mut keys = BTreeSet::new();
    collect(&report, &mut keys);
    assert!(keys.len() > 40, "{keys:?}");
    for key in keys {
        assert!(
            page.lines().any(|line| line.starts_with("| `") && line.contains(&format!("`{key}`"))),
            "{key}"
        );
    }
}

fn collect(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                keys.insert(key.clone());
                collect(member, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        _ => {}
    }
}
