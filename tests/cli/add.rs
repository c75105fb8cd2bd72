//! Claims that are added to a dataset.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::common::{BASE, directory, printed};
use crate::{claim, run, run_here};

/// A dataset with one claim: $4 million from Northland to its army in 2019.
fn small() -> TempDir {
    let claims = claim("army-2019", "$4 million", "herald", "army", "");
    directory(&[("claims/a.toml", BASE), ("claims/claims.toml", claims.trim_start())])
}

fn add(dir: &Path, flags: &[&str]) -> (String, String, Option<i32>) {
    let ran = crate::common::crossfoot().arg("add").args(flags).current_dir(dir).assert();
    let (out, err) = printed(&ran);
    (out, err, ran.get_output().status.code())
}

const FLAGS: [&str; 8] =
    ["--figure", "about $9 million", "--source", "gazette", "--payer", "north", "--payee", "army"];

#[test]
fn what_it_is_to_the_others_is_shown_and_nothing_is_written() {
    let dir = small();
    let before = fs::read_to_string(dir.path().join("claims/claims.toml")).unwrap();
    let (out, err, code) = add(dir.path(), &[&FLAGS[..], &["--period", "2019"]].concat());
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let expected = "\
gazette-2021
  “about $9 million” is read as USD 8.1M – 9.9M in total
  Northland → Army of Ruritania; 2019
  Gazette; 2021
Reading: the dataset's own (approximately 10%, as-written last-digit, materiality 5%, carry 3 years,
  undated year, as-of 1 month)

Conflicts
  army-2019 ≠ gazette-2021: Army of Ruritania in 2019 ≥ 8.1M (gazette-2021); Army of Ruritania in
    2019 ≤ 4.5M (army-2019); short by 3.6M; they fit if every figure is stretched by 28.6%.
    To fit, army-2019 would have to be at least 8.1M, or gazette-2021 at most 4.5M.

Nothing is written. With --yes it goes to claims/claims.toml:7
";
    assert_eq!(out, expected);
    assert_eq!(fs::read_to_string(dir.path().join("claims/claims.toml")).unwrap(), before);
}

#[test]
fn it_is_written_as_the_others_are() {
    let dir = small();
    let more =
        ["--period", "2018", "--via", "courier,herald", "--date", "2021-03-04", "--note", "N.", "--yes"];
    let (out, err, code) = add(dir.path(), &[&FLAGS[..], &more].concat());
    assert_eq!((err.as_str(), code), ("", Some(0)));
    assert!(out.ends_with("\nIt bears on no other claim.\n\nWrote claims/claims.toml:7\n"), "{out}");
    // An empty line ends the file as it was, and no second one is put in.
    let expected = "\
[[claim]]
id = \"gazette-2021\"
figure = \"about $9 million\"
source = \"gazette\"
via = [\"courier\", \"herald\"]
date = 2021-03-04
scope = { payer = \"north\", payee = \"army\", period = 2018 }
note = \"N.\"
";
    let first = claim("army-2019", "$4 million", "herald", "army", "");
    let written = fs::read_to_string(dir.path().join("claims/claims.toml")).unwrap();
    assert_eq!(written, format!("{}{}", first.trim_start(), expected));
    // The next proposal is another id.
    let (out, _, _) = add(dir.path(), &[&FLAGS[..], &["--period", "2017"]].concat());
    assert!(out.starts_with("gazette-2021-2\n"), "{out}");
    run(dir.path(), "report").code(0);
}

#[test]
fn a_new_source_goes_to_the_sources() {
    let dir = small();
    let flags = [
        "--figure",
        "$1 million",
        "--source",
        "times-2022",
        "--source-name",
        "The Times",
        "--source-date",
        "2022-05",
        "--source-url",
        "https://times.example",
        "--payer",
        "north",
        "--payee",
        "ministry",
        "--period",
        "2018",
        "--yes",
    ];
    let (out, err, code) = add(dir.path(), &flags);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    assert!(out.starts_with("times-2022\n"), "{out}");
    let expected = "
[source.times-2022]
name = \"The Times\"
date = \"2022-05\"
url = \"https://times.example\"
";
    assert_eq!(fs::read_to_string(dir.path().join("claims/a.toml")).unwrap(), format!("{BASE}{expected}"));
    run(dir.path(), "report").code(0);
}

#[test]
fn everything_wrong_with_the_flags_is_told_at_once() {
    let dir = small();
    let (out, err, code) = add(dir.path(), &["--date", "soon"]);
    assert_eq!((out.as_str(), code), ("", Some(2)));
    for flag in ["date", "figure", "source", "payer"] {
        assert_eq!(err.matches(&format!("error: --{flag}: ")).count(), 1, "{flag} in {err}");
    }
    let flags = [
        "--figure",
        "$5 milion",
        "--source",
        "gazete",
        "--via",
        "courier,nobody",
        "--payer",
        "nort",
        "--payee",
        "army",
        "--category",
        "militry",
        "--stage",
        "payed",
        "--period",
        "20188",
        "--id",
        "army-2019",
        "--file",
        "x.toml",
    ];
    let (out, err, code) = add(dir.path(), &flags);
    assert_eq!((out.as_str(), code), ("", Some(2)));
    for flag in ["figure", "source", "via", "payer", "category", "stage", "period", "id", "file"] {
        assert_eq!(err.matches(&format!("error: --{flag}: ")).count(), 1, "{flag} in {err}");
    }
    for help in ["did you mean `gazette`?", "did you mean `north`?", "did you mean `military`?"] {
        assert!(err.contains(help), "{help} in {err}");
    }
    let (_, err, _) = add(dir.path(), &[&FLAGS[..], &["--source-name", "G"]].concat());
    assert!(err.starts_with("error: --source-name: the dataset has the source already\n"), "{err}");
    let hostile = [&FLAGS[2..], &["--figure", "\u{1b}[31m\u{202e}x\u{7}"]].concat();
    let (_, err, _) = add(dir.path(), &hostile);
    assert!(
        err.starts_with("error: --figure: ") && !err.contains(['\u{1b}', '\u{202e}', '\u{7}']),
        "{err:?}"
    );
}

#[test]
fn the_first_claim_of_a_dataset_can_be_added() {
    let dir = directory(&[("claims/a.toml", BASE)]);
    let (_, err, code) = add(dir.path(), &[&FLAGS[..], &["--yes"]].concat());
    assert_eq!((err.as_str(), code), ("", Some(0)));
    run(dir.path(), "report").code(0);
    run_here("add no-such-dataset").code(2);
}

/// Nothing is erased: between two keys the terminal edits lines itself, so a key for erasing
/// would now and then be taken by it and not by the question.
#[test]
fn a_terminal_is_asked() {
    const ASK: &str = r#"
import os, pty, signal, sys
signal.alarm(60)
pid, fd = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.argv[1], [sys.argv[1], "add", "--source", "gazette", "--payer", "north", "--payee", "army", "--via", "herald",
        "--date", "2021", "--category", "all", "--stage", "paid", "--period", "2018", "--note", "n", "--url", "u", "--id", "new"])
seen = b""
def until(word):
    global seen
    while word not in seen:
        chunk = os.read(fd, 4096)
        seen += chunk
    seen = seen[seen.index(word) + len(word):]
until(b"published in:")
os.write(fd, b"$9 mil\r")
until(b"help")
until(b"published in:")
os.write(fd, b"lion\r")
until(b"Write it to")
os.write(fd, b"y\r")
until(b"Wrote claims/claims.toml:7")
os.waitpid(pid, 0)
"#;
    let dir = small();
    let python = Command::new("python3")
        .args(["-c", ASK, env!("CARGO_BIN_EXE_crossfoot")])
        .current_dir(dir.path())
        .output();
    let Ok(python) = python else {
        eprintln!("skipped: python3 makes the terminal for this test");
        return;
    };
    assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
    let written = fs::read_to_string(dir.path().join("claims/claims.toml")).unwrap();
    assert!(written.contains("\nid = \"new\"\nfigure = \"$9 million\"\nsource = \"gazette\"\n"), "{written}");
}
