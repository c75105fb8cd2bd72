//! Changes to the files of a dataset that leave everything else in them, to the byte, as it stands.
//!
//! Texts come in and texts go out; nothing is written here. A file is never rendered anew: bytes are put in
//! and taken out where its syntax has them, so that comments, blank lines, line ends and quotes stay as
//! people wrote them. After each change the text is read again, and if anything but what was to be
//! changed says something else, the file is left alone and the edit is told as not made.
//!
//! # Design
//!
//! `toml_edit` renders a document from its parts: it ends each line with a line feed whatever the file does,
//! and moves dotted keys of one table together. The parser below it tells every byte of the file, so edits are
//! made on those.

mod accept;
mod add;
mod lines;
mod quote;
mod same;
mod sort;
mod style;
mod syntax;
mod values;

use std::path::PathBuf;

use crate::dataset::Files;
use crate::problem::Place;

pub use accept::{Accepted, accept};
pub use add::{Added, NewClaim, NewSource, add, append_claim, append_source, fullest};

/// One change to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The key whose value stands at this place goes, or the item of a list. A key with lines to itself takes
    /// them with it, and the comment behind it; in an inline table or a list the comma goes too.
    Remove {
        /// The place of the value.
        place: Place,
    },
    /// The string at this place becomes another text, in the same kind of quotes where they can hold it.
    Replace {
        /// The place of the value.
        place: Place,
        /// The new text, without quotes.
        text: String,
    },
    /// The actors, categories, sources and claims of a file are each put in the order of their ids.
    Sort {
        /// The file's position in [`Files`].
        file: u32,
    },
}

impl Edit {
    /// The file that it changes.
    #[must_use]
    pub fn file(&self) -> u32 {
        match self {
            Self::Remove { place } | Self::Replace { place, .. } => place.file,
            Self::Sort { file } => *file,
        }
    }
}

/// A file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The file's position in [`Files`]; nothing for a new file.
    pub file: Option<u32>,
    /// Where it is.
    pub path: PathBuf,
    /// What it held, with its byte order mark; nothing for a new file.
    pub old: String,
    /// What it is to hold.
    pub new: String,
}

/// Why an edit was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The file is not TOML.
    NotToml,
    /// No value stands at the place.
    NothingThere,
    /// What stands at the place is no text.
    NoText,
    /// An earlier edit changes the same value, or one around or within it.
    Overlaps,
    /// The file would say something else in another place as well.
    ChangesMore,
}

impl Why {
    /// The reason in words, for behind a colon.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::NotToml => "the file is not TOML",
            Self::NothingThere => "no value stands there",
            Self::NoText => "what stands there is no text",
            Self::Overlaps => "another change touches the same value",
            Self::ChangesMore => "the file is laid out so that something else would change with it",
        }
    }
}

/// An edit that was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// Its position in the list of edits.
    pub edit: usize,
    /// Why not.
    pub why: Why,
}

/// What came of edits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The files that differ from before, in their order.
    pub changed: Vec<Changed>,
    /// The edits that were not made, in their order.
    pub undone: Vec<Undone>,
}

/// Makes edits: values first, then the order of tables. Places are those of the files as they are given.
#[must_use]
pub fn apply(files: &Files, edits: &[Edit]) -> Applied {
    let mut applied = Applied::default();
    let numbered = || edits.iter().enumerate();
    for file in files.indices() {
        let own = || numbered().filter(move |(_, edit)| edit.file() == file);
        let sorts: Vec<usize> =
            own().filter(|(_, edit)| matches!(edit, Edit::Sort { .. })).map(|(index, _)| index).collect();
        let old = files.text(file);
        let values = own().filter(|(_, edit)| !matches!(edit, Edit::Sort { .. }));
        let (mut new, mut undone) = values::apply(old, values);
        if !sorts.is_empty() {
            match sort::sorted(&new) {
                Ok(sorted) => new = sorted,
                Err(why) => undone.extend(sorts.iter().map(|&index| (index, why))),
            }
        }
        applied.undone.extend(undone.into_iter().map(|(edit, why)| Undone { edit, why }));
        applied.changed.extend(changed(files, file, &new));
    }
    let no_file = numbered().filter(|(_, edit)| edit.file() as usize >= files.len());
    applied.undone.extend(no_file.map(|(edit, _)| Undone { edit, why: Why::NothingThere }));
    applied.undone.sort_by_key(|undone| undone.edit);
    applied
}

/// A file that holds this text from now on, if that is another than before.
fn changed(files: &Files, file: u32, new: &str) -> Option<Changed> {
    let old = files.text(file);
    (old != new).then(|| Changed {
        file: Some(file),
        path: files.path(file).to_owned(),
        old: files.whole(file, old),
        new: files.whole(file, new),
    })
}
