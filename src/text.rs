//! Making text from strangers safe to print.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character could steer a terminal, forge a line or reorder what stands around it.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    // Nearly all text is letters, digits and punctuation below the first of these.
    if matches!(c, ' '..='~') {
        return false;
    }
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// The text on one line, with every hostile character written out as `\u{…}`.
///
/// Line breaks and tabs become spaces: a name or a note may well span lines in its file.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\t' => shown.push(' '),
            '\r' => {}
            c if is_hostile(c) => {
                let _infallible = write!(shown, "{}", c.escape_unicode());
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The start of a text, on one line: enough to recognise it in a message.
#[must_use]
pub fn brief(text: &str) -> String {
    const LONGEST: usize = 80;
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return one_line(text).into_owned() };
    let start = text.get(..end).unwrap_or(text);
    format!("{}…", one_line(start))
}

/// Wrapped text with lines that start with two colons joined with the line before: a workflow of GitHub takes
/// them for commands, whatever blanks stand before them.
#[must_use]
pub fn without_commands(wrapped: &str) -> String {
    let mut joined = String::with_capacity(wrapped.len());
    for (position, line) in wrapped.split('\n').enumerate() {
        if position > 0 {
            joined.push(if line.trim_start().starts_with("::") { ' ' } else { '\n' });
        }
        joined.push_str(line);
    }
    joined
}

/// The candidate that was most likely meant, if any comes close.
pub fn did_you_mean<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Long words cost quadratic time and are no slips of the keyboard.
    let length = word.chars().count();
    if length > 100 {
        return None;
    }
    let allowed = length.div_ceil(3).clamp(1, 4);
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Joins words as a sentence lists them: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed<S: AsRef<str>>(words: &[S], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 claim`, `2 claims`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}

/// A count with separators: `12,345`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_written_out() {
        assert_eq!(one_line("a\x1b[31mb\u{202e}c\u{9b}"), "a\\u{1b}[31mb\\u{202e}c\\u{9b}");
        assert_eq!(one_line("two\r\nlines\tand"), "two lines and");
        assert!(matches!(one_line("حماس ‐ חמאס"), Cow::Borrowed(_)));
    }

    #[test]
    fn all_control_characters_are_hostile() {
        let controls = (0..=0x00ff_u32).filter_map(char::from_u32).filter(|c| c.is_control());
        assert!(controls.into_iter().all(is_hostile));
    }

    #[test]
    fn brief_texts_are_cut_where_characters_end() {
        assert_eq!(brief("short\u{7}"), "short\\u{7}");
        assert_eq!(brief(&"é".repeat(100)), format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn wrapping_makes_no_commands() {
        assert_eq!(without_commands("a\n  ::b\n\u{3000}::c\n d ::e\n"), "a   ::b \u{3000}::c\n d ::e\n");
    }

    #[test]
    fn suggestions_are_close_or_absent() {
        let known = ["payer", "payee", "category"];
        assert_eq!(did_you_mean("catgory", known.into_iter()), Some("category"));
        assert_eq!(did_you_mean("payr", known.into_iter()), Some("payer"));
        assert_eq!(did_you_mean("x", known.into_iter()), None);
    }

    #[test]
    fn words_are_listed_and_counted() {
        assert_eq!(listed(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(listed(&["a"], "or"), "a");
        assert_eq!(counted(1, "claim"), "1 claim");
        assert_eq!(counted(1_234_567, "claim"), "1,234,567 claims");
    }
}
