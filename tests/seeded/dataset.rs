//! A dataset made of tables, in which what is to be found is marked where it stands.
//!
//! `«code»` in a line says that the line is the first place of a finding. Within each file the
//! tables are put in the order of their ids, whatever order they were added in.

use std::collections::{BTreeMap, BTreeSet};

/// A code, a file and a line.
pub(crate) type Marked = (String, String, usize);

/// The tables of each file.
#[derive(Default)]
pub(crate) struct Dataset {
    files: BTreeMap<String, Vec<Table>>,
}

/// A kind, an id and the text; in the order in which they stand in a file.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Table {
    kind: usize,
    id: String,
    text: String,
}

impl Table {
    fn new(text: &str) -> Self {
        let kinds = ["[actor.", "[category.", "[source.", "[[claim]]", "[[known-conflict]]"];
        let kind = kinds.iter().position(|kind| text.starts_with(kind)).map_or(0, |kind| kind + 1);
        let line = if kind == 4 { text.lines().nth(1) } else { text.lines().next() };
        let line = line.unwrap_or_default();
        let starts = ["id = ", "[actor.", "[category.", "[source."];
        let id = starts.iter().find_map(|start| line.strip_prefix(start)).unwrap_or_default();
        let id = id.trim_start_matches('"').split(['"', ']', '«']).next().unwrap_or_default();
        Self { kind, id: id.to_owned(), text: format!("{}\n", text.trim_matches('\n')) }
    }
}

impl Dataset {
    /// Adds tables, which stand a blank line apart, to a file.
    pub(crate) fn add(&mut self, file: &str, tables: &str) {
        let tables = tables.split("\n\n").filter(|table| !table.trim().is_empty()).map(Table::new);
        self.files.entry(file.to_owned()).or_default().extend(tables);
    }

    /// Adds a file that is to stand just as it is.
    pub(crate) fn add_file(&mut self, file: &str, text: &str) {
        let table = Table { kind: 0, id: String::new(), text: text.to_owned() };
        let known = self.files.insert(file.to_owned(), vec![table]);
        assert!(known.is_none(), "{file} stands twice");
    }

    /// The names of the files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Each file with its text, and what is marked.
    pub(crate) fn written(mut self) -> (Vec<(String, String)>, BTreeSet<Marked>) {
        let mut marked = BTreeSet::new();
        let mut files = Vec::new();
        for (file, tables) in &mut self.files {
            tables.sort();
            let tables: Vec<&str> = tables.iter().map(|table| table.text.as_str()).collect();
            let path = format!("claims/{file}");
            let mut text = String::new();
            for (number, line) in tables.join("\n").lines().enumerate() {
                for (position, part) in line.split(['«', '»']).enumerate() {
                    if position % 2 == 0 {
                        text.push_str(part);
                        continue;
                    }
                    let is_new = marked.insert((part.to_owned(), path.clone(), number + 1));
                    assert!(is_new, "{file}:{}: {part} is marked twice", number + 1);
                }
                text.push('\n');
            }
            files.push((path, text));
        }
        (files, marked)
    }
}
