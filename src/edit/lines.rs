//! Lines around bytes of a text.

use std::ops::Range;

/// Where the line of a byte starts.
pub(super) fn start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// Where the line of a byte ends: behind its line break, or with the text.
pub(super) fn end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| at + length + 1)
}

/// The blanks before a byte, on its line.
pub(super) fn blank_before(text: &str, at: usize) -> usize {
    text.get(..at).map_or(at, |before| before.trim_end_matches([' ', '\t']).len())
}

/// The blanks behind a byte, on its line.
pub(super) fn blank_behind(text: &str, at: usize) -> usize {
    text.get(at..).map_or(at, |rest| at + rest.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// The whole lines of a range, if nothing but blanks stands before it and nothing but a comment behind.
pub(super) fn own(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let whole = start(text, range.start)..end(text, range.end);
    let before = text.get(whole.start..range.start)?;
    let behind = text.get(range.end..whole.end)?.trim_start();
    (before.trim().is_empty() && (behind.is_empty() || behind.starts_with('#'))).then_some(whole)
}

/// How the lines of a text end: as the first one does.
pub(super) fn line_break(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|before| before.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}
