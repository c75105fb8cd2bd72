//! Every explanation has the same form, and what it says of its examples is true: the run finds just this
//! code in the one under "Example", and nothing in the one under "Instead".
//!
//! An example shows only what matters, and [`dataset`] makes a whole dataset of it:
//!
//! - keys before the first table are those of a claim, which gets the other keys that a claim needs;
//! - where no claim is shown there is one;
//! - what is referred to and not shown is taken from [`BASE`] and [`CLAIMS`];
//! - a comment such as `# loans.toml` or `# rates.csv` starts another file;
//! - under `# the whole dataset` nothing is added.

#![expect(clippy::unwrap_used, reason = "what is not as expected has failed")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crossfoot::level::{CODES, Level};
use crossfoot::problem::{Fault, explanations};
use crossfoot::rules;
use snapbox::cmd::OutputAssert;

use common::{BASE, crossfoot, directory, printed};

/// Claims that examples may refer to. The first is the one that lends its keys.
const CLAIMS: [&str; 2] = [
    "[[claim]]\nid = \"herald-2020\"\nfigure = \"$5 million\"\nsource = \"herald\"\n\
     scope = { payer = \"north\", payee = \"army\" }",
    "[[claim]]\nid = \"gazette-2021\"\nfigure = \"$7 million\"\nsource = \"gazette\"\n\
     scope = { payer = \"south\", payee = \"army\" }",
];

/// A folder of explanations, and the run whose findings they explain.
struct Explained {
    codes: Vec<&'static str>,
    folder: &'static str,
    /// The name of a code's file, without its ending.
    file: fn(&str) -> String,
    /// What the program says about a code.
    shown: fn(&str) -> Option<&'static str>,
    /// Codes whose examples are told in words, and why.
    in_words: &'static [(&'static str, &'static str)],
    /// The arguments that find a code in the dataset `claims`.
    arguments: fn(&'static str) -> Vec<&'static str>,
    /// The codes that a run found, in the order in which it tells them.
    found: fn(&OutputAssert) -> Vec<String>,
}

/// What makes a dataset unusable.
fn faults() -> Explained {
    Explained {
        codes: Fault::CODES.to_vec(),
        folder: "src/problem/explanations",
        file: str::to_owned,
        shown: explanations::of,
        in_words: &[
            ("dataset-missing", "it is about a path"),
            ("setting-in-new-claims", "it is about a second file"),
            ("unreadable-file", "it is about the rights to a file"),
            ("not-utf8", "what is wrong would be wrong in the explanation"),
            ("symbolic-link", "it is about a link"),
            ("file-too-large", "it takes a file of four gigabytes"),
            ("empty-dataset", "what is wrong is not there"),
            ("groups-too-large", "it takes thousands of groups"),
            ("too-many-origins", "it takes thousands of sources"),
        ],
        arguments: |_| vec!["report"],
        found: |ran| {
            let codes = codes_in(&printed(ran).1);
            assert_eq!(ran.get_output().status.code(), Some(if codes.is_empty() { 0 } else { 2 }));
            codes
        },
    }
}

/// What is worth a look in a dataset that can be read.
fn findings() -> Explained {
    Explained {
        codes: CODES.iter().map(|code| code.name).collect(),
        folder: "src/rules",
        file: |code| code.replace('-', "_"),
        shown: rules::explanation,
        in_words: &[("undecided", "it takes thousands of claims")],
        arguments: |code| {
            let mut arguments = vec!["check", "--today", "2026-01-31", "--format", "short"];
            if CODES.iter().any(|each| each.name == code && each.level == Level::Allow) {
                arguments.extend(["--warn", code]);
            }
            arguments
        },
        found: |ran| {
            let (found, messages) = printed(ran);
            assert_eq!(messages, "");
            assert!(matches!(ran.get_output().status.code(), Some(0 | 1)), "{found}");
            codes_in(&found)
        },
    }
}

/// The codes of messages such as `error[syntax]: …`, whatever their level.
fn codes_in(messages: &str) -> Vec<String> {
    let code = |line: &str| {
        let (head, _) = line.split_once("]: ")?;
        let (level, code) = head.rsplit_once('[')?;
        let level = level.rsplit(' ').next()?;
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase());
        is_word(level).then(|| code.to_owned())
    };
    messages.lines().filter_map(code).collect()
}

/// An explanation taken apart.
struct Explanation<'a> {
    title: &'a str,
    what: &'a str,
    why: &'a str,
    example: &'a str,
    instead: &'a str,
}

impl<'a> Explanation<'a> {
    fn of(code: &str, text: &'a str) -> Self {
        let rest = text.strip_prefix(&format!("# {code}: ")).unwrap_or_else(|| panic!("{code}: {text}"));
        let split = |text: &'a str, heading: &str| {
            let (before, after) = text
                .split_once(&format!("\n\n{heading}\n\n"))
                .unwrap_or_else(|| panic!("{code} has no {heading}"));
            (before, after)
        };
        let (title, rest) = rest.split_once("\n\n").unwrap();
        let (what, rest) = split(rest, "## Why it matters");
        let (why, rest) = split(rest, "## Example");
        let (example, instead) = split(rest, "## Instead");
        Self { title, what, why, example, instead }
    }
}

/// The TOML at the start of a section, and the words behind it.
fn block(section: &str) -> Option<(&str, &str)> {
    section.strip_prefix("```toml\n")?.split_once("\n```").map(|(toml, words)| (toml, words.trim()))
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

/// [`BASE`] with a page for each source, as a careful analyst has it.
fn base_with_pages() -> String {
    let with_url = |line: &str| match line.strip_prefix("[source.").and_then(|rest| rest.strip_suffix(']')) {
        Some(id) => format!("{line}\nurl = \"https://{id}.example/aid\"\n"),
        None => format!("{line}\n"),
    };
    BASE.lines().map(with_url).collect()
}

/// The files of a dataset around an example.
fn dataset(example: &str) -> Vec<(String, String)> {
    if example.starts_with("# the whole dataset\n") {
        return vec![("claims/example.toml".to_owned(), example.to_owned())];
    }
    let mut files = vec![("claims/example.toml".to_owned(), String::new())];
    for line in example.lines() {
        match line.strip_prefix("# ").filter(|name| has_ending(name, "toml") || has_ending(name, "csv")) {
            Some(name) => files.push((format!("claims/{name}"), String::new())),
            None => files.last_mut().unwrap().1.extend([line, "\n"]),
        }
    }
    for (_, text) in files.iter_mut().filter(|(name, _)| has_ending(name, "toml")) {
        *text = with_whole_claim(text);
    }
    let mut all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    let mut base = String::new();
    let lent = base_with_pages();
    let mut tables: Vec<&str> = lent.trim().split("\n\n").chain(CLAIMS).collect();
    // What a table added refers to may stand before it in the list.
    while let Some(at) = tables.iter().position(|table| is_wanted(table, &all)) {
        let table = tables.remove(at);
        base.extend([table, "\n\n"]);
        all.extend([table, "\n\n"]);
    }
    files.push(("claims/base.toml".to_owned(), base));
    files
}

/// An example with keys before its first table, with the claim to which they belong.
fn with_whole_claim(example: &str) -> String {
    let end =
        if example.starts_with('[') { 0 } else { example.find("\n[").map_or(example.len(), |at| at + 1) };
    let (keys, tables) = example.split_at(end);
    let key = |line: &str| line.split_once(" = ").map(|(key, _)| key.to_owned());
    let own: BTreeSet<String> = keys.lines().filter_map(key).collect();
    if own.is_empty() {
        return example.to_owned();
    }
    let lent = CLAIMS[0].lines().filter(|line| key(line).is_none_or(|key| !own.contains(&key)));
    let claim: Vec<&str> = lent.chain(keys.lines()).collect();
    format!("{}\n\n{tables}", claim.join("\n"))
}

/// Whether a table that can be added is asked for by what is there, and is not there.
fn is_wanted(table: &str, all: &str) -> bool {
    let has = |wanted: &str| all.lines().any(|line| line == wanted);
    let head = table.lines().next().unwrap();
    if head == "[[claim]]" {
        let id = table.lines().nth(1).unwrap();
        let is_named = all.contains(id.trim_start_matches("id = "));
        return !has(id) && (is_named || table == CLAIMS[0] && !has(head));
    }
    let id = head.trim_end_matches(']').split_once('.').map(|(_, id)| format!("\"{id}\""));
    !has(head) && id.is_none_or(|id| all.contains(&id))
}

impl Explained {
    /// Each code with its explanation.
    fn each(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.codes.iter().map(|&code| (code, (self.shown)(code).unwrap_or_else(|| panic!("{code}"))))
    }

    fn found_in(&self, code: &'static str, example: &str) -> Vec<String> {
        let dir = directory(&[] as &[(&str, &str)]);
        for (path, text) in dataset(example) {
            common::write(&dir.path().join(path), text);
        }
        (self.found)(&crossfoot().args((self.arguments)(code)).current_dir(dir.path()).assert())
    }

    fn assert_none_is_left_over(&self) {
        let names = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(self.folder)).unwrap();
        let files: BTreeSet<String> = files.map(|entry| names(entry.unwrap())).collect();
        let files = files.into_iter().filter(|name| has_ending(name, "md"));
        let codes = self.codes.iter().map(|code| (self.file)(code) + ".md");
        assert_eq!(files.collect::<BTreeSet<_>>(), codes.collect());
    }

    fn assert_form(&self) {
        for (code, text) in self.each() {
            let Explanation { title, what, why, example, instead } = Explanation::of(code, text);
            assert!(title.starts_with(char::is_uppercase) && !title.ends_with('.'), "{code}: {title}");
            // Between the fences, `#` starts a comment.
            let outside = text.split("```").step_by(2);
            let headings = outside.flat_map(str::lines).filter(|line| line.starts_with('#')).count();
            assert_eq!(headings, 4, "{code}");
            for line in text.lines() {
                assert!(line.chars().count() <= 80 && line.trim_end() == line, "{code}: {line}");
            }
            assert!(text.ends_with(".\n") && !text.ends_with("\n\n"), "{code}");
            let sentences = |words: &str| words.split_whitespace().filter(|word| word.ends_with('.')).count();
            assert!((1..=3).contains(&sentences(what)), "{code}: {what}");
            assert!((1..=3).contains(&sentences(why)), "{code}: {why}");
            let in_words = self.in_words.iter().any(|(exempt, _)| *exempt == code);
            let words = match (block(example), block(instead)) {
                (Some((_, "")), Some((_, words))) => Some(words),
                (None, None) => None,
                _ => panic!("{code}: one of the two is no TOML, or words follow the example"),
            };
            assert_eq!(words.is_none(), in_words, "{code}");
            assert!(!words.unwrap_or(instead).is_empty(), "{code}");
        }
    }

    /// What is named as a part of the manual is the heading of one.
    fn assert_manual_has_what_is_named(&self) {
        let mut headings = BTreeSet::new();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).unwrap() {
            let page = fs::read_to_string(entry.unwrap().path()).unwrap();
            let heading = |line: &str| {
                line.starts_with('#').then(|| line.trim_start_matches('#').trim().replace('`', ""))
            };
            headings.extend(page.lines().filter_map(heading));
        }
        for (code, text) in self.each() {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (before, _) = text.split_once("\" in the manual").unwrap_or_else(|| panic!("{code}"));
            let (_, named) = before.rsplit_once("See \"").unwrap_or_else(|| panic!("{code}"));
            assert!(headings.contains(named), "{code}: {named}");
        }
    }

    fn assert_examples(&self) {
        let mut wrong = Vec::new();
        for (code, text) in self.each() {
            let Explanation { example, instead, .. } = Explanation::of(code, text);
            let (Some((example, _)), Some((instead, _))) = (block(example), block(instead)) else {
                continue;
            };
            let (before, after) = (self.found_in(code, example), self.found_in(code, instead));
            if before != [code] || !after.is_empty() {
                wrong.push(format!("{code}: {before:?}, mended {after:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_code_is_explained_and_nothing_else() {
    faults().assert_none_is_left_over();
    findings().assert_none_is_left_over();
    assert_eq!(explanations::of("no-such-code"), None);
    assert_eq!(rules::explanation("no-such-code"), None);
}

#[test]
fn explanations_have_one_form() {
    for explained in [faults(), findings()] {
        explained.assert_form();
        explained.assert_manual_has_what_is_named();
    }
}

#[test]
fn examples_of_faults_have_just_this_fault_and_none_when_mended() {
    faults().assert_examples();
}

#[test]
fn in_examples_of_findings_just_this_is_found_and_nothing_when_mended() {
    findings().assert_examples();
}

#[test]
fn an_example_gets_what_it_leaves_out() {
    let files = dataset("figure = \"$6 million\"\n\n[source.herald]\nname = \"The Herald\"");
    let claim = "[[claim]]\nid = \"herald-2020\"\nsource = \"herald\"\n\
                 scope = { payer = \"north\", payee = \"army\" }\nfigure = \"$6 million\"\n";
    assert_eq!(files[0].1, format!("{claim}\n\n[source.herald]\nname = \"The Herald\"\n"));
    let heads: Vec<&str> = files[1].1.lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(heads, ["[dataset]", "[actor.north]", "[actor.army]"]);
    let files = dataset("# aid.toml\n[known]\nclaims = [\"gazette-2021\"]\n\n# loans.toml\n");
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["claims/example.toml", "claims/aid.toml", "claims/loans.toml", "claims/base.toml"]);
    assert!(files[3].1.contains(CLAIMS[0]) && files[3].1.contains(CLAIMS[1]), "{}", files[3].1);
}
