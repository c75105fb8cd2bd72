//! Characters that cannot be seen, or that reorder what stands around them.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::Subject;
use crate::finding::{Fact, Finding};
use crate::problem::Place;
use crate::text::is_hostile;

/// The most lines of a file that are told one by one.
const MOST_LINES: usize = 20;

/// Anywhere in a file, comments and keys too; in text between quotation marks also what is written as an
/// escape, which is as hidden wherever the text is shown.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    subject.files_asked_about().flat_map(|file| in_file(subject.files.text(file), file)).collect()
}

/// A character and the bytes of the file that it is written as.
struct Hidden {
    character: char,
    start: usize,
    end: usize,
}

fn in_file(text: &str, file: u32) -> Vec<Finding> {
    let mut lines = lines(text);
    let more_lines = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    let last = lines.len().saturating_sub(1);
    let of_line = |(position, line): (usize, Vec<Hidden>)| {
        let first = line.first()?;
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let place = Place { file, start: narrow(first.start), end: narrow(first.end) };
        let mut characters: Vec<char> = Vec::new();
        for hidden in &line {
            if !characters.contains(&hidden.character) {
                characters.push(hidden.character);
            }
        }
        let more_lines = if position == last { more_lines } else { 0 };
        Some(Finding::at(place, Fact::HiddenCharacters { characters, more_lines }))
    };
    lines.into_iter().enumerate().filter_map(of_line).collect()
}

/// What is hidden in a text, by line.
fn lines(text: &str) -> Vec<Vec<Hidden>> {
    let as_it_stands = text.char_indices().filter(|&(_, character)| is_hidden(character));
    let mut found: Vec<Hidden> = as_it_stands
        .map(|(start, character)| Hidden { character, start, end: start + character.len_utf8() })
        .collect();
    if text.contains('\\') {
        found.extend(escaped(text));
        found.sort_by_key(|hidden| hidden.start);
    }
    let mut lines: Vec<Vec<Hidden>> = Vec::new();
    let mut from = 0;
    for hidden in found {
        let is_same_line = !text.get(from..hidden.start).is_some_and(|between| between.contains('\n'));
        from = hidden.start;
        match lines.last_mut().filter(|_| is_same_line) {
            Some(line) => line.push(hidden),
            None => lines.push(vec![hidden]),
        }
    }
    lines
}

/// Line breaks and tabs can be seen.
fn is_hidden(character: char) -> bool {
    is_hostile(character) && !matches!(character, '\n' | '\r' | '\t')
}

/// What is hidden in escapes. Between apostrophes and in comments a backslash is just that.
fn escaped(text: &str) -> Vec<Hidden> {
    let is_basic = |kind| matches!(kind, TokenKind::BasicString | TokenKind::MlBasicString);
    let mut found = Vec::new();
    for token in Source::new(text).lex().filter(|token| is_basic(token.kind())) {
        let span = token.span();
        let mut rest = text.get(span.start()..span.end()).unwrap_or("");
        while let Some((_, escape)) = rest.split_once('\\') {
            let digits = match escape.bytes().next() {
                Some(b'x') => 2,
                Some(b'u') => 4,
                Some(b'U') => 8,
                _ => 0,
            };
            let code = || u32::from_str_radix(escape.get(1..=digits)?, 16).ok();
            let character = match escape.bytes().next() {
                Some(b'b') => Some('\u{8}'),
                Some(b'f') => Some('\u{c}'),
                Some(b'e') => Some('\u{1b}'),
                _ if digits > 0 => code().and_then(char::from_u32),
                _ => None,
            };
            let end = span.end() - escape.len();
            if let Some(character) = character.filter(|&character| is_hidden(character)) {
                found.push(Hidden { character, start: end - 1, end: end + 1 + digits });
            }
            // What follows a backslash may be another one, or a character of several bytes.
            let escaped = escape.chars().next().map_or(0, char::len_utf8);
            rest = escape.get(escaped..).unwrap_or("");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn hidden(text: &str) -> Vec<String> {
        let line = |line: &Vec<super::Hidden>| {
            line.iter().map(|hidden| text[hidden.start..hidden.end].escape_unicode().to_string()).collect()
        };
        lines(text).iter().map(line).collect()
    }

    #[test]
    fn escapes_hide_only_between_quotation_marks() {
        let escape = |text: &str| text.escape_unicode().to_string();
        assert_eq!(hidden(r#"a = "x\u202Ey""#), [escape(r"\u202E")]);
        assert_eq!(hidden(r#"a = "x\U0000202Ey\x1b" # \u202E"#), [escape(r"\U0000202E") + &escape(r"\x1b")]);
        assert_eq!(hidden("a = \"\"\"\nx\n\\e\n\"\"\""), [escape(r"\e")]);
        assert_eq!(hidden(r#""a\u200B" = 1"#), [escape(r"\u200B")]);
        for sound in
            [r"a = '\u202E'", r#"a = "\\u202E""#, r"# \u202E", r#"a = "\n\t\r\"é\\""#, r#"a = "\u00e9""#]
        {
            assert_eq!(hidden(sound), Vec::<String>::new(), "{sound}");
        }
    }

    #[test]
    fn what_scripts_need_is_not_hidden() {
        assert_eq!(hidden("# می\u{200c}خواهم, \u{1f468}\u{200d}\u{1f469}\r\n\t"), Vec::<String>::new());
        assert_eq!(hidden("# a\u{ad}b\n# c\u{200f}d\u{200b}").len(), 2);
    }
}
