//! The dataset as it stands in its files.
//!
//! `read_files` finds the files, and `parse` turns each into `raw` records that keep the exact place of every
//! value. Nothing is resolved or judged here beyond the shape of the tables.

mod located;
mod fields;
mod syntax;
pub(crate) mod lines;
pub(crate) mod raw;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::problem::{Fault, Place, Problem};
use raw::RawDataset;

/// One file of a dataset.
#[derive(Debug)]
struct File {
    path: PathBuf,
    text: String,
}

/// The files of a dataset, in sorted order of their paths.
#[derive(Debug, Default)]
pub struct Files {
    root: PathBuf,
    files: Vec<File>,
}

/// A place as people count: both start at 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Files {
    /// Files held in memory, for tests and for embedding.
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<File> = texts
            .into_iter()
            .map(|(path, text)| File { path: PathBuf::from(path), text: without_mark(text) })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { root: PathBuf::new(), files }
    }

    /// The directory or file that was read as the dataset, as it was given; empty for files held in memory.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn text(&self, file: u32) -> &str {
        self.files.get(file as usize).map_or("", |file| file.text.as_str())
    }

    /// A file's path. Its name may hold anything: it is not safe to print.
    #[must_use]
    pub fn path(&self, file: u32) -> Option<&Path> {
        self.files.get(file as usize).map(|file| file.path.as_path())
    }

    /// A file's path as it is shown: with `/`, and safe to print.
    #[must_use]
    pub fn shown_path(&self, file: u32) -> String {
        self.files.get(file as usize).map_or_else(String::new, |file| shown_path(&file.path))
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

/// Removes a byte order mark, so that places count from the text as editors show it.
fn without_mark(text: String) -> String {
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

/// A path with `/`, safe to print.
pub(crate) fn shown_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    let shown = if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() };
    crate::text::one_line(&shown).into_owned()
}

/// Reads the files of the dataset at `path`: a directory, read recursively, or one file.
///
/// Hidden files and directories are passed over. What cannot be read becomes a problem.
pub(crate) fn read_files(path: &Path, problems: &mut Vec<Problem>) -> Files {
    let shown = shown_path(path);
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            problems.push(Problem::general(match error.kind() {
                io::ErrorKind::NotFound => Fault::DatasetMissing { path: shown },
                _ => Fault::Unreadable { path: shown, reason: error.to_string() },
            }));
            return Files { root: path.to_owned(), files: Vec::new() };
        }
    };
    let paths = if metadata.is_dir() { find_files(path, problems) } else { vec![path.to_owned()] };
    let found = paths.len();
    let files: Vec<File> = paths.into_iter().filter_map(|path| read_file(path, problems)).collect();
    if found == 0 && problems.is_empty() {
        problems.push(Problem::general(Fault::EmptyDataset { path: shown, files: 0 }));
    }
    Files { root: path.to_owned(), files }
}

fn find_files(root: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(root).follow_root_links(true).into_iter().filter_entry(|entry| !hidden(entry));
    for entry in walk {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let is_toml =
                    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
                let is_link = entry.path_is_symlink() && entry.depth() > 0;
                if !(is_toml || is_link && path.is_dir()) {
                    continue;
                }
                if is_link {
                    problems.push(Problem::general(Fault::SymbolicLink { path: shown_path(path) }));
                } else if entry.file_type().is_file() {
                    found.push(path.to_owned());
                }
            }
            Err(error) => {
                let path = error.path().map_or_else(|| shown_path(root), shown_path);
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                problems.push(Problem::general(Fault::Unreadable { path, reason }));
            }
        }
    }
    found.sort();
    found
}

fn read_file(path: PathBuf, problems: &mut Vec<Problem>) -> Option<File> {
    if fs::metadata(&path).is_ok_and(|metadata| u32::try_from(metadata.len()).is_err()) {
        problems.push(Problem::general(Fault::FileTooLarge { path: shown_path(&path) }));
        return None;
    }
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let fault = Fault::Unreadable { path: shown_path(&path), reason: error.to_string() };
            problems.push(Problem::general(fault));
            return None;
        }
    };
    if u32::try_from(bytes.len()).is_err() {
        problems.push(Problem::general(Fault::FileTooLarge { path: shown_path(&path) }));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(File { path, text: without_mark(text) }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes().iter().take(valid).filter(|&&b| b == b'\n').count() + 1;
            problems.push(Problem::general(Fault::NotUtf8 { path: shown_path(&path), line }));
            None
        }
    }
}

/// Parses every file into records, pushing what is wrong with their shape.
#[must_use]
pub(crate) fn parse<'a>(files: &'a Files, problems: &mut Vec<Problem>) -> RawDataset<'a> {
    let mut dataset = RawDataset::default();
    for (file, index) in files.files.iter().zip(0..) {
        dataset.read(&file.text, index, problems);
    }
    dataset
}
