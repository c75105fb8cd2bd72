//! Where a command's output goes: the terminal, a pipe, or a file that is written whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use crossfoot::dataset::Files;
use crossfoot::edit::Changed;
use crossfoot::output::Terminal;
use crossfoot::text::one_line;
use similar::TextDiff;

use super::Failure;

/// The width where there is no terminal to ask, as in a pipe.
const DEFAULT_WIDTH: usize = 80;

/// Writes what `render` makes for the terminal to a file, or to standard output where none is named.
pub(crate) fn write(path: Option<&Path>, render: impl FnOnce(Terminal) -> String) -> Result<(), Failure> {
    let file = path.filter(|path| *path != Path::new("-"));
    let text = render(terminal(file.is_none()));
    match file {
        None => crate::print(&text).map_err(|error| Failure::new(format!("standard output: {error}"), None)),
        Some(path) => write_whole(path, &text).map_err(|error| {
            let path = path.to_string_lossy();
            Failure::new(format!("`{}` cannot be written: {}", one_line(&path), without_path(&error)), None)
        }),
    }
}

/// What went wrong, without the path of the temporary file, which says nothing to anybody.
fn without_path(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" at path ").next().unwrap_or(&text).to_owned()
}

/// The same of what was made from a dataset, which it must not be written over.
pub(crate) fn write_beside(
    files: &Files,
    path: Option<&Path>,
    render: impl FnOnce(Terminal) -> String,
) -> Result<(), Failure> {
    if let Some(path) = path.filter(|path| *path != Path::new("-") && files.would_change(path)) {
        let what = format!(
            "`{}` would be read as a part of the dataset, and is not written",
            one_line(&path.to_string_lossy())
        );
        return Err(Failure::new(what, Some("give --output another path".to_owned())));
    }
    write(path, render)
}

pub(super) fn terminal(to_stdout: bool) -> Terminal {
    let stdout = io::stdout();
    Terminal {
        // A file is the same whatever terminal it was made on.
        width: if to_stdout { width_of(&stdout) } else { asked_width() },
        colour: to_stdout && AutoStream::choice(&stdout) != ColorChoice::Never,
    }
}

/// The width of the terminal, or what `COLUMNS` says where the stream is none.
pub(crate) fn width_of(stream: &impl io::IsTerminal) -> usize {
    let terminal = if stream.is_terminal() { terminal_size::terminal_size() } else { None };
    if let Some((terminal_size::Width(columns), _)) = terminal {
        return usize::from(columns);
    }
    asked_width()
}

/// The width that `COLUMNS` asks for.
fn asked_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|columns| (20..=1_000).contains(columns)).unwrap_or(DEFAULT_WIDTH)
}

/// What a file lacks of the text that it should hold, as a unified diff; nothing if it holds just that.
pub(crate) fn difference(
    path: &Path,
    render: impl FnOnce(Terminal) -> String,
) -> Result<Option<String>, Failure> {
    let text = render(terminal(false));
    let shown = one_line(&path.to_string_lossy()).into_owned();
    let held = match fs::read(path) {
        Ok(held) => held,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Some(format!("`{shown}` does not exist\n")));
        }
        Err(error) => return Err(Failure::new(format!("`{shown}` cannot be read: {error}"), None)),
    };
    if held == text.as_bytes() {
        return Ok(None);
    }
    let held = String::from_utf8_lossy(&held);
    let diff = TextDiff::from_lines(held.as_ref(), &text);
    let diff = diff.unified_diff().header(&shown, "what the dataset gives now").to_string();
    // What the file holds may come from anybody.
    let lines: Vec<_> = diff.lines().map(one_line).collect();
    let same = "it differs only in how its lines end";
    let lines = if lines.is_empty() { same.to_owned() } else { lines.join("\n") };
    Ok(Some(format!("`{shown}` is not what the dataset gives now:\n\n{lines}\n")))
}

/// Writes a file that is still as it was read, or one that is not there yet.
pub(crate) fn change(changed: &Changed) -> Result<(), Failure> {
    let Changed { file, path, old, new } = changed;
    let shown = one_line(&path.to_string_lossy()).into_owned();
    let is_as_read = match file {
        Some(_) => fs::read_to_string(path).is_ok_and(|text| text == *old),
        None => fs::symlink_metadata(path).is_err(),
    };
    if !is_as_read {
        let what = format!("`{shown}` has changed since it was read: it is left as it is");
        return Err(Failure::new(what, Some("run the command again".to_owned())));
    }
    write_whole(path, new)
        .map_err(|error| Failure::new(format!("`{shown}` cannot be written: {}", without_path(&error)), None))
}

/// Writes all of a file or leaves the old one: through a temporary file beside it.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    // Behind a link, the file it leads to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        // Pipes and devices cannot be replaced, and writing to a directory should say what it is.
        return fs::write(&target, text);
    }
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !directory.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "its directory does not exist"));
    }
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(".crossfoot-");
    if let Some(existing) = existing {
        temporary.permissions(existing.permissions());
    } else {
        allow_as_any_new_file(&mut temporary);
    }
    let mut file = temporary.tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Lets the user's mask decide what a new file allows: temporary files are stricter.
#[cfg(unix)]
fn allow_as_any_new_file(temporary: &mut tempfile::Builder<'_, '_>) {
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
}

/// Elsewhere a temporary file allows what any new file does.
#[cfg(not(unix))]
fn allow_as_any_new_file(_: &mut tempfile::Builder<'_, '_>) {}
