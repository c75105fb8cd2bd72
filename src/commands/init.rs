//! `crossfoot init`

use std::fs::{self, OpenOptions};
use std::io::Write as _;

use crossfoot::text::{counted, listed, one_line};

use super::Failure;
use crate::cli::InitArguments;

/// The files of the new dataset.
const FILES: [(&str, &str); 4] = [
    ("dataset.toml", include_str!("init/dataset.toml")),
    ("actors.toml", include_str!("init/actors.toml")),
    ("sources.toml", include_str!("init/sources.toml")),
    ("claims.toml", include_str!("init/claims.toml")),
];

pub(crate) fn run(arguments: &InitArguments) -> Result<(), Failure> {
    let dir = &arguments.dir;
    let shown = one_line(&dir.to_string_lossy()).into_owned();
    let taken: Vec<String> = FILES
        .iter()
        .filter(|(name, _)| fs::symlink_metadata(dir.join(name)).is_ok())
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    if !taken.is_empty() {
        let what = format!("`{shown}` already has {}, and nothing is overwritten", listed(&taken, "and"));
        return Err(Failure::new(what, Some("give the path of a new directory".to_owned())));
    }
    let failure = |error: std::io::Error| Failure::new(format!("`{shown}` cannot be written: {error}"), None);
    fs::create_dir_all(dir).map_err(failure)?;
    for (name, text) in FILES {
        let mut file =
            OpenOptions::new().write(true).create_new(true).open(dir.join(name)).map_err(failure)?;
        file.write_all(text.as_bytes()).map_err(failure)?;
    }
    let wrote =
        format!("Wrote {} to {shown}. Next: crossfoot report {shown}\n", counted(FILES.len(), "file"));
    crate::print(&wrote).map_err(|error| Failure::new(format!("standard output: {error}"), None))
}
