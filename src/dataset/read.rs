//! Finding and reading the files of a dataset, and those with new claims.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use walkdir::WalkDir;

use super::located::Text;
use super::{File, Files, NewClaims, PIPED, Table, shown_path, table_name};
use crate::problem::{Fault, Problem};

/// Reads the files of the dataset at `path`: a directory, read recursively, or one file; and those with new
/// claims to hold against it.
///
/// Hidden files and directories are passed over, and so are those that git ignores. A file that is given as
/// new is new wherever it lies, and counts once however often it is given. What cannot be read becomes a problem.
pub(crate) fn read_files(path: &Path, new: &[NewClaims], problems: &mut Vec<Problem>) -> Files {
    let new_paths = new.iter().filter_map(|new| match new {
        NewClaims::At(path) => Some(path.as_path()),
        NewClaims::Piped(_) => None,
    });
    let mut ignored = Vec::new();
    let mut new_paths: Vec<PathBuf> =
        new_paths.flat_map(|path| paths_at(path, NoFile::Unreadable, &mut ignored, problems)).collect();
    new_paths.sort();
    let mut seen = BTreeSet::new();
    new_paths.retain(|path| seen.insert(identity(path)));
    let before = problems.len();
    let mut paths = paths_at(path, NoFile::NoDataset, &mut ignored, problems);
    // What is given as new is read, whatever git makes of it.
    ignored.retain(|path| !seen.contains(&identity(path)));
    if paths.is_empty() && problems.len() == before {
        problems.push(Problem::general(Fault::EmptyDataset { path: shown_path(path), files: 0 }));
    }
    let (mut own, mut foreign) = (Vec::new(), Vec::new());
    if !seen.is_empty() {
        let known: BTreeSet<PathBuf> = paths.iter().map(|path| identity(path)).collect();
        (own, foreign) = new_paths.into_iter().partition(|path| known.contains(&identity(path)));
        paths.retain(|path| !seen.contains(&identity(path)));
    }
    let mut read = |paths: Vec<PathBuf>| -> Vec<File> {
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            match read_file(path) {
                Ok(file) => files.push(file),
                Err(fault) => problems.push(Problem::general(fault)),
            }
        }
        files
    };
    let (mut all, own, mut foreign) = (read(paths), read(own), read(foreign));
    let piped = new.iter().find_map(|new| match new {
        NewClaims::At(_) => None,
        NewClaims::Piped(text) => Some(text.clone()),
    });
    foreign.extend(piped.map(|text| File::new(PathBuf::from(PIPED), text)));
    let (new, foreign_count) = (own.len() + foreign.len(), foreign.len());
    all.extend(own);
    all.extend(foreign);
    Files { root: path.to_owned(), all, new, foreign: foreign_count, tables: Vec::new(), ignored }
}

/// Reads the tables that a dataset names. They are read even where git ignores them: what is named is asked for,
/// and whoever lacks it is told.
pub(crate) fn read_tables<'t>(
    files: &Files,
    named: impl Iterator<Item = &'t Text<'t>>,
    problems: &mut Vec<Problem>,
) -> Vec<Table> {
    let root = files.root();
    let directory = if root.is_dir() { root } else { root.parent().unwrap_or(Path::new("")) };
    let mut tables: Vec<Table> = Vec::new();
    for named in named.filter(|named| !files.is_foreign(named.place)) {
        let Ok(name) = table_name(&named.value) else { continue };
        if tables.iter().any(|table| table.name == name) {
            continue;
        }
        match regular_file(directory, &name).and_then(read_file) {
            Ok(file) => tables.push(Table { name, file }),
            Err(fault) => problems.push(Problem::at(named.place, fault)),
        }
    }
    tables
}

/// The path of a file in a directory to which no link leads.
fn regular_file(directory: &Path, name: &str) -> Result<PathBuf, Fault> {
    let mut path = directory.to_owned();
    let mut is_file = false;
    for step in name.split('/') {
        path.push(step);
        let metadata = fs::symlink_metadata(&path).map_err(|error| unreadable(&path, &error))?;
        if metadata.is_symlink() {
            return Err(Fault::SymbolicLink { path: shown_path(&path) });
        }
        is_file = metadata.is_file();
    }
    // To read from a pipe would be to wait.
    let reason = "it is no regular file".to_owned();
    if is_file { Ok(path) } else { Err(Fault::Unreadable { path: shown_path(&path), reason }) }
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or directory".to_owned(),
        _ => error.to_string(),
    };
    Fault::Unreadable { path: shown_path(path), reason }
}

/// What it means that there is nothing at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoFile {
    NoDataset,
    Unreadable,
}

/// The files at a path: the file itself, or what a directory holds.
fn paths_at(
    path: &Path,
    no_file: NoFile,
    ignored: &mut Vec<PathBuf>,
    problems: &mut Vec<Problem>,
) -> Vec<PathBuf> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            let (read, by_git) = without_ignored(path, find_files(path, problems));
            ignored.extend(by_git);
            read
        }
        Ok(_) => vec![path.to_owned()],
        Err(error) => {
            let shown = shown_path(path);
            problems.push(Problem::general(match error.kind() {
                io::ErrorKind::NotFound if no_file == NoFile::NoDataset => {
                    Fault::DatasetMissing { path: shown }
                }
                io::ErrorKind::NotFound => {
                    Fault::Unreadable { path: shown, reason: "there is no such file or directory".to_owned() }
                }
                _ => Fault::Unreadable { path: shown, reason: error.to_string() },
            }));
            Vec::new()
        }
    }
}

/// What tells a file from others, however the path to it is written.
pub(super) fn identity(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The same of a file that may not be there yet.
pub(super) fn identity_of_new(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    identity(parent).join(path.file_name().unwrap_or_default())
}

/// Splits the files below a directory into those that git knows or would take, and those that it ignores: a
/// dataset is what everybody who clones it has. Git itself is asked, since what it tracks it does not ignore,
/// whatever its lists say; where it cannot be asked, nothing is ignored.
fn without_ignored(root: &Path, found: Vec<PathBuf>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let start = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    if !start.ancestors().any(|directory| directory.join(".git").exists()) {
        return (found, Vec::new());
    }
    let ignored = ignored_by_git(root, &found).unwrap_or_default();
    found.into_iter().partition(|path| !ignored.contains(path))
}

fn ignored_by_git(root: &Path, found: &[PathBuf]) -> Option<BTreeSet<PathBuf>> {
    let mut asked = Vec::new();
    for path in found {
        asked.extend(path.strip_prefix(root).ok()?.to_str()?.as_bytes());
        asked.push(0);
    }
    let mut git = Command::new("git")
        .current_dir(root)
        .args(["check-ignore", "-z", "--stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = git.stdin.take()?;
    // Git answers while it reads: with both pipes full, each would wait for the other.
    let writer = thread::spawn(move || input.write_all(&asked));
    let answer = git.wait_with_output().ok()?;
    let _ = writer.join();
    let paths = answer.stdout.split(|&byte| byte == 0).filter(|path| !path.is_empty());
    paths.map(|path| Some(root.join(str::from_utf8(path).ok()?))).collect()
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

fn read_file(path: PathBuf) -> Result<File, Fault> {
    let too_large = |path: &Path| Fault::FileTooLarge { path: shown_path(path) };
    if fs::metadata(&path).is_ok_and(|metadata| u32::try_from(metadata.len()).is_err()) {
        return Err(too_large(&path));
    }
    let bytes = fs::read(&path)
        .map_err(|error| Fault::Unreadable { path: shown_path(&path), reason: error.to_string() })?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(too_large(&path));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(File::new(path, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes().iter().take(valid).filter(|&&b| b == b'\n').count() + 1;
            Err(Fault::NotUtf8 { path: shown_path(&path), line })
        }
    }
}
