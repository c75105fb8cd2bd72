//! What is said of a finding beside its title, for formats that lay nothing out themselves.

use super::told::{Mark, Told};

/// `path:line:column`
pub(super) fn position(mark: &Mark) -> String {
    format!("{}:{}:{}", mark.path, mark.start.line, mark.start.column)
}

/// The finding in one line after its place: `path:line:column: title`.
pub(super) fn headline(told: &Told) -> String {
    match told.marks.first() {
        Some(mark) => format!("{}: {}", position(mark), told.title),
        None => told.title.clone(),
    }
}

/// What is said of each place. No line starts with words that a dataset chose.
pub(super) fn places(told: &Told) -> impl Iterator<Item = String> {
    let first = told.marks.iter().take(1).filter(|mark| mark.label.is_some());
    first.chain(told.marks.iter().skip(1)).map(|mark| match &mark.label {
        Some(label) => format!("at {}: {label}", position(mark)),
        None => format!("at {}", position(mark)),
    })
}

/// What else there is to know, and what to do.
pub(super) fn advice(told: &Told) -> impl Iterator<Item = String> {
    let notes = told.notes.iter().map(|note| format!("note: {note}"));
    notes.chain(told.help.iter().map(|help| format!("help: {help}")))
}
