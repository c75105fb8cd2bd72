//! The formats of a check: what each looks like, and that each says of the files what is so.
//!
//! `SNAPSHOTS=overwrite cargo test --test formats` writes anew what each looks like.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/harmless.rs"]
mod harmless;

mod forgery;
mod manual;
mod read;
mod truth;

use std::path::Path;

use crossfoot::level::CODES;
use serde_json::Value;
use snapbox::cmd::OutputAssert;
use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq};
use tempfile::TempDir;

use common::{BASE, crossfoot, directory, printed};

/// Each format with the ending of a file of it.
const FORMATS: [(&str, &str); 6] = [
    ("human", "txt"),
    ("short", "txt"),
    ("json", "json"),
    ("sarif", "sarif"),
    ("github", "txt"),
    ("junit", "xml"),
];

/// The figures of the rich dataset that are in conflict.
const FIGURES: [(&str, &str); 5] = [
    ("army-herald", "$4 million"),
    ("army-gazette", "$9 million"),
    ("whole-2018", "at most $10 million"),
    ("army-2018", "at least $6 million"),
    ("ministry-2018", "at least $6 million"),
];

fn claim(id: &str, source: &str, payee: &str, period: u32) -> String {
    let figure = FIGURES.iter().find(|(claim, _)| *claim == id).unwrap().1;
    format!(
        "\n[[claim]]\nid = \"{id}\"\nfigure = \"{figure}\"\nsource = \"{source}\"\n\
         scope = {{ payer = \"north\", payee = \"{payee}\", period = {period} }}\n"
    )
}

/// Conflicts of two and of three claims, another denied finding and warnings; in several files and folders,
/// with line breaks of Windows, a byte order mark, and places after characters that take several bytes.
fn rich() -> Vec<(&'static str, String)> {
    let aid = BASE.to_owned()
        + &claim("army-herald", "herald", "army", 2019)
        + &claim("whole-2018", "herald", "ruritania", 2018);
    let windows = claim("army-gazette", "gazette", "army", 2019)
        + &claim("army-2018", "gazette", "army", 2018)
        + "date = 2022\n\n[source.\"größe\"]\nname = \"Größe\"\ndate = 2020\n";
    let mark = format!(
        "\u{feff}claim = [\n\t{{ note = \"Größe 😀\", id = \"ministry-2018\", figure = \"{}\", source = \"gazette\", \
         scope = {{ payer = \"north\", payee = \"ministry\", period = 2018 }} }},\n]\n",
        FIGURES[4].1
    );
    let acceptance = "[[known-conflict]]\nclaims = [\"army-herald\", \"whole-2018\"]\nreason = \"x\"\n";
    vec![
        ("claims/aid.toml", aid),
        ("claims/nord/größe 1.toml", windows.replace('\n', "\r\n")),
        ("claims/nord/mark.toml", mark),
        ("claims/süd/accepted.toml", acceptance.to_owned()),
    ]
}

/// What keeps a dataset from being read: at places, at two places, of a whole file, in several files.
fn unreadable() -> TempDir {
    let dir = directory(&[
        (
            "claims/aid.toml",
            BASE.to_owned() + "\n[actor.army]\nname = \"Again\"\nnick = \"x\"\nnick = \"y\"\n",
        ),
        ("claims/nord/größe.toml", claim("army-herald", "nobody", "army", 2019).replace('4', "four milion")),
        ("claims/nord/twice.toml", claim("army-herald", "herald", "army", 2019).replace("$4", "€¤$4")),
        ("claims/nord/open.toml", "[source.x]\nname = \"é\" \"open\n".to_owned()),
        (
            "claims/nord/same.toml",
            "[actor.a]\nname = \"a\"\nx = 1\n[actor.b]\nname = \"b\"\nx = 1\n".to_owned(),
        ),
    ]);
    std::fs::write(dir.path().join("claims/latin.toml"), b"[source.x]\nname = \"\xe9\"\n").unwrap();
    dir
}

/// What is told here, so that rules about other things can come and go.
const TOLD: [&str; 4] = ["claim-after-source", "conflict", "unneeded-acceptance", "unused-source"];

fn check(dir: &Path, format: &str, arguments: &[&str]) -> OutputAssert {
    let others = CODES.iter().map(|code| code.name).filter(|code| !TOLD.contains(code));
    let allowed: Vec<&str> = others.flat_map(|code| ["-A", code]).collect();
    check_all(dir, format, &[&allowed, arguments].concat())
}

/// The same with everything told that is told where nobody says otherwise.
fn check_all(dir: &Path, format: &str, arguments: &[&str]) -> OutputAssert {
    let run = crossfoot().args(["check", "--today", "2026-01-31", "-f", format]).args(arguments);
    run.current_dir(dir).assert().stderr_eq("")
}

fn written(dir: &Path, format: &str) -> String {
    printed(&check(dir, format, &[])).0
}

fn json(dir: &Path, format: &str) -> Value {
    serde_json::from_str(&written(dir, format)).unwrap()
}

fn assert_looks(dir: &Path, name: &str) {
    for (format, ending) in FORMATS {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/formats/{name}/{format}.{ending}"));
        let version = format!("ersion\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = written(dir, format).replace(&version, "ersion\": \"0.0.0\"");
        assert_data_eq!(text, Data::read_from(&file, Some(DataFormat::Text)).raw());
    }
}

#[test]
fn findings_look_as_they_should() {
    assert_looks(directory(&rich()).path(), "findings");
}

#[test]
fn problems_look_as_they_should() {
    assert_looks(unreadable().path(), "problems");
}

#[test]
fn nothing_found_looks_as_it_should() {
    let claims = ["herald", "gazette", "courier"].map(|source| claim("army-herald", source, "army", 2019));
    let [one, two, three] = claims;
    let other = |text: &str, id: &str| text.replace("id = \"army-herald\"", &format!("id = \"{id}\""));
    let text = BASE.to_owned() + &one + &other(&two, "army-gazette") + &other(&three, "army-courier");
    let dir = directory(&[("claims/aid.toml", text)]);
    for (format, _) in FORMATS {
        check(dir.path(), format, &[]).code(0);
    }
    assert_looks(dir.path(), "nothing");
}

#[test]
fn every_format_tells_the_exit_status_alike() {
    let (rich, unreadable) = (directory(&rich()), unreadable());
    for (format, _) in FORMATS {
        check(rich.path(), format, &[]).code(1);
        check(unreadable.path(), format, &[]).code(2);
        let warned: Vec<&str> =
            ["conflict", "claim-after-source"].iter().flat_map(|code| ["-W", code]).collect();
        check(rich.path(), format, &warned).code(0);
    }
}
