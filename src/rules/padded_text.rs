//! Texts with blanks that nobody means.

use super::Subject;
use crate::finding::{Fact, Finding};

/// Keys whose texts may well be paragraphs.
const PROSE: [&str; 2] = ["note", "reason"];

/// What is written, before anything reads it: several readers pass over blanks.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    subject.files.each_text(subject.files_asked_about(), |key, text, place| {
        let is_prose = PROSE.contains(&key);
        let trimmed = text.trim();
        if trimmed.is_empty() || is_prose && text.contains('\n') {
            return;
        }
        let is_around = trimmed != text;
        // A blank within an address is no matter of style.
        let is_loose = is_prose || key == "url";
        if is_around || !is_loose && is_torn(text) {
            let words: Vec<&str> = trimmed.split_whitespace().collect();
            let mended = if is_loose { trimmed.to_owned() } else { words.join(" ") };
            let (key, text) = (key.to_owned(), trimmed.to_owned());
            found.push(Finding::at(place, Fact::PaddedText { key, text, is_around, mended }));
        }
    });
    found
}

/// Whether a text has two blanks in a row, a tab or a line break in it.
fn is_torn(text: &str) -> bool {
    let mut after_blank = false;
    text.chars().any(|c| {
        let is_blank = c.is_whitespace();
        let is_torn = is_blank && (after_blank || c.is_control());
        after_blank = is_blank;
        is_torn
    })
}
