//! Damaged files: whatever the bytes, there is a report or there are problems that can be shown.

use std::fs;
use std::path::Path;

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::normalise::{self, load};
use crossfoot::output::{self, Format, Terminal};
use crossfoot::problem::{Problem, excerpt};
use crossfoot::report::{Selection, build};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::cases;

/// A change to the bytes of a file.
#[derive(Debug, Clone)]
enum Edit {
    Overwrite(Index, u8),
    Insert(Index, &'static str),
    Delete(Index, usize),
    Duplicate(Index, usize),
    Move(Index, Index, usize),
    Truncate(Index),
}

/// What TOML and figures are sensitive to, and characters of more than one byte or column.
const PIECES: [&str; 32] = [
    "\"",
    "'",
    "\"\"\"",
    "\n",
    "\r\n",
    "\r",
    "[",
    "]",
    "[[claim]]\n",
    "{",
    "}",
    "=",
    ",",
    "#",
    "\\",
    "\\u00e9",
    "0",
    "-",
    "/",
    "..",
    "%",
    "$",
    "€",
    "é",
    "中",
    "\u{301}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\t",
    " billion",
    "99999999999999",
];

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let length = || prop_oneof![1..4_usize, 1..400_usize];
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Overwrite(at, byte)),
        6 => (at(), select(&PIECES[..])).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        4 => (at(), length()).prop_map(|(at, length)| Edit::Delete(at, length)),
        4 => (at(), length()).prop_map(|(at, length)| Edit::Duplicate(at, length)),
        3 => (at(), at(), length()).prop_map(|(from, to, length)| Edit::Move(from, to, length)),
        1 => at().prop_map(Edit::Truncate),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let at = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
        let range = |start: usize, length: usize, bytes: &[u8]| start..(start + length).min(bytes.len());
        match self {
            Self::Overwrite(index, byte) => {
                let at = at(index, bytes);
                if let Some(slot) = bytes.get_mut(at) {
                    *slot = *byte;
                }
            }
            Self::Insert(index, piece) => {
                let at = at(index, bytes);
                bytes.splice(at..at, piece.bytes());
            }
            Self::Delete(index, length) => {
                let range = range(at(index, bytes), *length, bytes);
                bytes.drain(range);
            }
            Self::Duplicate(index, length) => {
                let range = range(at(index, bytes), *length, bytes);
                let copy: Vec<u8> = bytes.get(range.clone()).unwrap_or_default().to_vec();
                bytes.splice(range.start..range.start, copy);
            }
            Self::Move(from, to, length) => {
                let range = range(at(from, bytes), *length, bytes);
                let moved: Vec<u8> = bytes.drain(range).collect();
                let to = at(to, bytes);
                bytes.splice(to..to, moved);
            }
            Self::Truncate(index) => bytes.truncate(at(index, bytes)),
        }
    }
}

/// The files of a dataset of this repository, sorted by path.
fn shipped(directory: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let paths = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let mut files: Vec<(String, Vec<u8>)> = files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Every problem points into its file, and all can be drawn.
fn check_problems(problems: &[Problem], files: &Files, texts: &[String]) {
    for place in problems.iter().flat_map(|problem| problem.place.into_iter().chain(problem.related)) {
        let text = texts.get(usize::try_from(place.file).unwrap()).unwrap();
        assert!(text.get(place.range()).is_some(), "{place:?} is not in its file: {problems:?}");
        assert_eq!(text.get(place.range()), Some(files.slice(place)));
        let position = files.position(place);
        assert_eq!(files.positions(&[place]), [position]);
        let line = text.split('\n').nth(position.line - 1).unwrap();
        assert!(position.column <= line.chars().count() + 1, "{position:?} is beyond its line");
    }
    for width in [1, 20, 80] {
        let shown = excerpt::render(problems, files, width == 20, width);
        assert_eq!(shown.is_empty(), problems.is_empty());
    }
}

/// Every format of every reading comes out whole.
fn check_renderers(dataset: &Dataset, files: &Files) {
    for reading in std::iter::once(None).chain(dataset.variant_names().map(Some)) {
        let report = build(dataset, files, dataset.reading(reading).unwrap(), &Selection::default());
        for format in [Format::Table, Format::Markdown, Format::Csv, Format::Json] {
            for terminal in [Terminal { width: 1, colour: true }, Terminal { width: 90, colour: false }] {
                assert!(output::render(&report, format, terminal).ends_with('\n'));
            }
        }
        let terminal = Terminal { width: 80, colour: false };
        let json = output::render(&report, Format::Json, terminal);
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}

/// A text as the library keeps it.
fn without_mark(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()
}

fn check_texts(files: Vec<(String, String)>) {
    let texts: Vec<String> = files.iter().map(|(_, text)| without_mark(text)).collect();
    let files = Files::from_texts(files);
    match normalise::read(&files) {
        Ok(dataset) => check_renderers(&dataset, &files),
        Err(problems) => {
            assert_ne!(problems, []);
            check_problems(&problems, &files, &texts);
        }
    }
}

/// Changes one file of a dataset and checks the whole.
fn check_damaged(directory: &str, damaged: Index, edits: &[Edit]) {
    let mut files = shipped(directory);
    let (_, bytes) = damaged.get_mut(&mut files);
    for edit in edits {
        edit.apply(bytes);
    }
    check_texts(
        files.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect(),
    );
}

/// A file as it lies on the disk, where it need not be text.
fn check_on_disk(bytes: &[u8]) {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("claims.toml"), bytes).unwrap();
    let (files, dataset) = load(directory.path());
    let texts: Vec<String> = std::str::from_utf8(bytes).into_iter().map(without_mark).collect();
    assert_eq!(files.len(), texts.len());
    match dataset {
        Ok(dataset) => check_renderers(&dataset, &files),
        Err(problems) => check_problems(&problems, &files, &texts),
    }
}

/// Text that gets further than random bytes do: the words of a dataset, shuffled.
fn soup() -> impl Strategy<Value = String> {
    let words = "[dataset] title = \"T\" currency \"USD\" [reading] [reading.strict] carry \"3 years\" magnitudes \
        [actor.a] name members [\"a\"] complete true [category.c] part-of [source.s] derives-from publisher \
        [[claim]] id figure \"$1 million a year\" { low high } per \"year\" source via date 2020 scope payer payee \
        period \"2018/..\" repeats supersedes withdrawn steady [[known-conflict]] claims reason";
    let words: Vec<&'static str> = words.split(' ').chain(PIECES).collect();
    prop::collection::vec((select(words), select(vec![" ", "\n", ""])), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn random_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check_on_disk(&bytes);
    }

    #[test]
    fn random_words_are_survived(text in soup()) {
        check_on_disk(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn damage_to_the_shipped_dataset_is_survived(
        damaged in any::<Index>(),
        edits in prop::collection::vec(edit(), 1..5),
    ) {
        check_damaged("claims", damaged, &edits);
    }

    #[test]
    fn damage_to_the_test_dataset_is_survived(
        damaged in any::<Index>(),
        edits in prop::collection::vec(edit(), 1..5),
    ) {
        check_damaged("tests/datasets/facts", damaged, &edits);
    }
}
