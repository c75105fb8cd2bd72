//! The dataset as it stands in its files.
//!
//! `read_files` finds the files, and `parse` turns each into `raw` records that keep the exact place of every
//! value. Nothing is resolved or judged here beyond the shape of the tables.

mod located;
mod read;
mod fields;
mod syntax;
pub(crate) mod lines;
pub(crate) mod raw;
pub(crate) mod table;
mod texts;

use std::path::{Component, Path, PathBuf};

use crate::problem::{Place, Problem, TablePathFault};
use raw::RawDataset;
pub(crate) use read::{read_files, read_tables};
pub(crate) use syntax::is_double;

/// One file of a dataset.
#[derive(Debug, Clone)]
struct File {
    path: PathBuf,
    /// Without the byte order mark.
    text: String,
    /// Whether it starts with a byte order mark.
    has_mark: bool,
}

impl File {
    fn new(path: PathBuf, text: String) -> Self {
        // Places count from the text as editors show it.
        match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => Self { path, text: rest.to_owned(), has_mark: true },
            None => Self { path, text, has_mark: false },
        }
    }
}

/// A table of rates or prices that a dataset names.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Its path in the dataset, with `/`.
    name: String,
    file: File,
}

/// The path of a table in the dataset, as it is named there: with `/`, and without steps that lead nowhere.
pub(crate) fn table_name(named: &str) -> Result<String, TablePathFault> {
    let path = Path::new(named);
    let mut steps: Vec<&str> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(step) => steps.extend(step.to_str()),
            Component::CurDir => {}
            Component::ParentDir => return Err(TablePathFault::Outside),
            Component::Prefix(_) | Component::RootDir => return Err(TablePathFault::Absolute),
        }
    }
    // What is absolute elsewhere is so here: a dataset is read on all systems alike.
    if named.starts_with('\\') || named.as_bytes().get(1) == Some(&b':') {
        return Err(TablePathFault::Absolute);
    }
    if !is_csv(path) {
        return Err(TablePathFault::NotCsv);
    }
    Ok(steps.join("/"))
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// What some editors put before the text of a file.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The files of a dataset, in sorted order of their paths, and after them those with new claims.
///
/// The tables that it names are told from them: places can be in one, but they hold no claims and are not edited.
#[derive(Debug, Default)]
pub struct Files {
    root: PathBuf,
    all: Vec<File>,
    /// How many of them hold new claims: the last ones.
    new: usize,
    /// How many of those are no files of the dataset: the last ones.
    foreign: usize,
    /// The tables that the dataset names. In places they come after all files.
    tables: Vec<Table>,
    /// Files that were not read since git ignores them.
    ignored: Vec<PathBuf>,
}

/// Where new claims are that are held against a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewClaims {
    /// In a file, or in all files of a directory.
    At(PathBuf),
    /// In this text, which came from standard input.
    Piped(String),
}

/// What stands for the path of what came from standard input.
const PIPED: &str = "<stdin>";

/// A place as people count: both start at 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Files {
    /// Files held in memory, for tests and for embedding. Those that end in `.csv` are tables which the others
    /// may name.
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let (tables, others): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|(path, _)| is_csv(Path::new(path)));
        let mut files: Vec<File> =
            others.into_iter().map(|(path, text)| File::new(PathBuf::from(path), text)).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let table =
            |(name, text): (String, String)| Table { file: File::new(PathBuf::from(&name), text), name };
        Self { all: files, tables: tables.into_iter().map(table).collect(), ..Self::default() }
    }

    /// The same files with the tables that they name.
    pub(crate) fn with_tables(self, tables: Vec<Table>) -> Self {
        Self { tables, ..self }
    }

    pub(crate) fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Of these tables, which come after all files, the text of the one with this path in the dataset, and its
    /// position.
    pub(crate) fn table<'t>(&self, tables: &'t [Table], name: &str) -> Option<(u32, &'t str)> {
        let at = tables.iter().position(|table| table.name == name)?;
        let table = tables.get(at)?;
        Some((u32::try_from(self.all.len() + at).ok()?, &table.file.text))
    }

    fn file(&self, file: u32) -> Option<&File> {
        let file = file as usize;
        let table = || Some(&self.tables.get(file.checked_sub(self.all.len())?)?.file);
        self.all.get(file).or_else(table)
    }

    /// Every file and table, in the order of their positions.
    fn each(&self) -> impl Iterator<Item = &File> {
        self.all.iter().chain(self.tables.iter().map(|table| &table.file))
    }

    /// The directory or file that was read as the dataset, as it was given; empty for files held in memory.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How many files there are, without tables.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The paths of files that were not read since git ignores them, in order and safe to print.
    #[must_use]
    pub fn ignored(&self) -> impl ExactSizeIterator<Item = String> {
        self.ignored.iter().map(|path| shown_path(path))
    }

    /// Whether a place is in a file of new claims that does not lie in the dataset.
    #[must_use]
    pub fn is_foreign(&self, place: Place) -> bool {
        (self.all.len() - self.foreign..self.all.len()).contains(&(place.file as usize))
    }

    /// Whether writing to a path would change what is read as the dataset, or as new claims.
    #[must_use]
    pub fn would_change(&self, path: &Path) -> bool {
        let target = read::identity(path);
        let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        self.each().any(|file| read::identity(&file.path) == target)
            || is_toml && read::identity_of_new(path).starts_with(read::identity(&self.root))
    }

    /// Whether there are files of new claims.
    #[must_use]
    pub fn have_new(&self) -> bool {
        self.new > 0
    }

    /// Whether a place is in a file of new claims.
    #[must_use]
    pub fn is_new(&self, place: Place) -> bool {
        (self.all.len() - self.new..self.all.len()).contains(&(place.file as usize))
    }

    /// The positions of all files, without tables.
    pub fn indices(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.all.len()).unwrap_or(u32::MAX)
    }

    /// A file's text, without its byte order mark.
    pub(crate) fn text(&self, file: u32) -> &str {
        self.file(file).map_or("", |file| file.text.as_str())
    }

    /// This text as the whole of a file: with a byte order mark where the file has one.
    pub(crate) fn whole(&self, file: u32, text: &str) -> String {
        let has_mark = self.file(file).is_some_and(|file| file.has_mark);
        if has_mark { format!("{BYTE_ORDER_MARK}{text}") } else { text.to_owned() }
    }

    /// The same files with these texts in the place of those of the same paths, or beside them.
    #[must_use]
    pub fn with(&self, texts: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let texts: Vec<File> = texts.into_iter().map(|(path, text)| File::new(path, text)).collect();
        let kept = self.all.iter().filter(|file| texts.iter().all(|new| new.path != file.path)).cloned();
        let mut files: Vec<File> = kept.collect();
        files.extend(texts);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { root: self.root.clone(), all: files, tables: self.tables.clone(), ..Self::default() }
    }

    /// The position of the file at a path.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<u32> {
        self.indices().find(|&file| self.path(file) == path)
    }

    /// A file's path.
    #[must_use]
    pub fn path(&self, file: u32) -> &Path {
        self.file(file).map_or(Path::new(""), |file| &file.path)
    }

    /// A file's path as it is shown: with `/`, and safe to print.
    #[must_use]
    pub fn shown_path(&self, file: u32) -> String {
        self.file(file).map_or_else(String::new, |file| shown_path(&file.path))
    }

    /// The text at a place.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.text(place.file).get(place.range()).unwrap_or("")
    }

    /// Where a place starts.
    #[must_use]
    pub fn position(&self, place: Place) -> Position {
        let text = self.text(place.file);
        let before = text.get(..place.start as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
        }
    }

    /// All places at once, for outputs that name thousands: one pass over each file.
    #[must_use]
    pub fn positions(&self, places: &[Place]) -> Vec<Position> {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|&index| places.get(index).copied());
        let start = Position { line: 1, column: 1 };
        let mut found = vec![start; places.len()];
        let (mut file, mut from, mut position) = (0, 0, start);
        for index in order {
            let (Some(place), Some(slot)) = (places.get(index), found.get_mut(index)) else { continue };
            if file != place.file {
                (file, from, position) = (place.file, 0, start);
            }
            let text = self.text(file);
            let to = (place.start as usize).min(text.len());
            for byte in text.as_bytes().get(from..to).unwrap_or(&[]) {
                if *byte == b'\n' {
                    position = Position { line: position.line + 1, column: 1 };
                } else if !is_inside_character(*byte) {
                    position.column += 1;
                }
            }
            *slot = position;
            from = to;
        }
        found
    }
}

/// Whether a byte of UTF-8 belongs to the character before it.
fn is_inside_character(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// A path with `/`, safe to print.
#[must_use]
pub fn shown_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    let shown = if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() };
    crate::text::one_line(&shown).into_owned()
}

/// Parses every file into records, pushing what is wrong with their shape.
#[must_use]
pub(crate) fn parse<'a>(files: &'a Files, problems: &mut Vec<Problem>) -> RawDataset<'a> {
    let mut dataset = RawDataset::default();
    for (file, index) in files.all.iter().zip(0..) {
        dataset.read(&file.text, index, problems);
    }
    dataset
}
