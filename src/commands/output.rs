//! Where a command's output goes: the terminal, a pipe, or a file that is written whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use crossfoot::output::Terminal;
use crossfoot::text::one_line;

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
            Failure::new(format!("`{}` cannot be written: {error}", one_line(&path)), None)
        }),
    }
}

pub(super) fn terminal(to_stdout: bool) -> Terminal {
    let stdout = io::stdout();
    Terminal {
        width: width_of(&stdout),
        colour: to_stdout && AutoStream::choice(&stdout) != ColorChoice::Never,
    }
}

/// The width of the terminal, or what `COLUMNS` says where the stream is none.
pub(crate) fn width_of(stream: &impl io::IsTerminal) -> usize {
    let terminal = if stream.is_terminal() { terminal_size::terminal_size() } else { None };
    if let Some((terminal_size::Width(columns), _)) = terminal {
        return usize::from(columns);
    }
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|columns| (20..=1_000).contains(columns)).unwrap_or(DEFAULT_WIDTH)
}

/// Writes all of a file or leaves the old one: through a temporary file beside it.
pub(super) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
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
