//! Conflicts that a person has looked at, written into the dataset.

use std::collections::BTreeSet;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::add::{Entry, with_entries};
use super::{Changed, Why, changed, lines};
use crate::dataset::Files;

/// What accepting conflicts does to the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The file to write; nothing where all conflicts are already known.
    pub changed: Option<Changed>,
    /// The conflicts that it adds, the ids of each in ascending order.
    pub added: Vec<Vec<String>>,
    /// The line at which the first of them starts.
    pub line: usize,
}

/// The file that known conflicts go to where a directory has none.
const NEW_FILE: &str = "known-conflicts.toml";

/// Writes down conflicts as known, each with an empty reason for people to fill in: in the last file that has
/// known conflicts, otherwise in `known-conflicts.toml` of the directory `root`, or in the dataset's single file.
///
/// Conflicts that are already known are passed over.
pub fn accept(files: &Files, root: &Path, conflicts: &[Vec<String>]) -> Result<Accepted, Why> {
    let mut known: BTreeSet<Vec<String>> =
        files.indices().flat_map(|file| known_in(files.text(file))).collect();
    let mut added = Vec::new();
    for conflict in conflicts {
        let ids = in_order(conflict.clone());
        if !ids.is_empty() && known.insert(ids.clone()) {
            added.push(ids);
        }
    }
    if added.is_empty() {
        return Ok(Accepted::default());
    }
    let entries: Vec<Entry> = added.iter().map(|ids| Entry::known_conflict(ids)).collect();
    let path = root.join(NEW_FILE);
    let is_single = files.len() == 1 && files.path(0) == root;
    let home = files
        .indices()
        .filter(|&file| !known_in(files.text(file)).is_empty())
        .last()
        .or_else(|| files.indices().find(|&file| files.path(file) == path))
        .or(is_single.then_some(0));
    let line_of = |text: &str, at: usize| text.get(..at).unwrap_or("").matches('\n').count() + 1;
    let (change, line) = if let Some(file) = home {
        let text = files.text(file);
        let (new, at) = with_entries(text, text, &entries)?;
        (changed(files, file, &new), line_of(&new, at))
    } else {
        let (new, at) = with_entries("", "", &entries)?;
        let line = line_of(&new, at);
        let new = new.replace('\n', lines::line_break(files.text(0)));
        (Some(Changed { file: None, path, old: String::new(), new }), line)
    };
    Ok(Accepted { changed: change, added, line })
}

fn in_order(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids.dedup();
    ids
}

/// The known conflicts of a file, the ids of each in ascending order.
fn known_in(text: &str) -> Vec<Vec<String>> {
    let Ok(document) = DeTable::parse(text) else { return Vec::new() };
    let Some(entries) = document.get_ref().get("known-conflict").and_then(|value| value.get_ref().as_array())
    else {
        return Vec::new();
    };
    let ids = |claims: &DeValue<'_>| match claims {
        DeValue::String(id) => vec![id.to_string()],
        DeValue::Array(ids) => ids.iter().filter_map(|id| id.get_ref().as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    };
    let claims = entries.iter().map(|entry| entry.get_ref().as_table().and_then(|table| table.get("claims")));
    claims.map(|claims| in_order(claims.map_or_else(Vec::new, |claims| ids(claims.get_ref())))).collect()
}
