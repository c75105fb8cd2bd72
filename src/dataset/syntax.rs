//! Syntax errors as problems, for people who do not know TOML: what the parser's words most likely mean,
//! and where a table or key that stands twice stood first.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::Error;

use super::fields::place_of;
use crate::problem::{Fault, Problem};

/// What to do about a table or key that stands twice.
const DOUBLE: &str = "each stands once: merge the two, or choose another id";

/// The most first places that are looked for: each takes reading the file up to there.
const MOST_FIRSTS: usize = 100;

/// The problems behind the errors of one file, each told once.
pub(super) fn problems(text: &str, file: u32, errors: &[Error]) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let mut doubled: Option<Range<usize>> = None;
    let mut found: Vec<Problem> = Vec::new();
    for error in errors {
        let place = place_of(file, &error.span().unwrap_or(0..0));
        let message = error.message();
        let at = place.start as usize;
        // One slip can trip the parser twice, and what stands in a table that stands twice is told with it.
        let is_double = is_double(message);
        let is_told = is_double && doubled.as_ref().is_some_and(|table| table.contains(&at));
        if is_told || !told.insert((place, message)) {
            continue;
        }
        let hint = if is_double { Some(DOUBLE) } else { hint(text, at) };
        let mut problem = Problem::at(place, Fault::Syntax { message: message.to_owned(), hint });
        if is_double && found.len() < MOST_FIRSTS {
            let first = first_of_two(text, at);
            doubled = first.is_some().then(|| table_at(text, at)).flatten().or(doubled);
            problem.related = first.map(|first| place_of(file, &first));
        }
        found.push(problem);
    }
    found
}

/// Whether the parser says that a table or key stands twice.
pub(crate) fn is_double(message: &str) -> bool {
    message.contains("duplicate key")
}

/// The rest of a table, if its head is what stands at a byte.
fn table_at(text: &str, at: usize) -> Option<Range<usize>> {
    line_at(text, at)?.starts_with('[').then_some(())?;
    let rest = text.get(at..)?;
    Some(at..rest.find("\n[").map_or(text.len(), |end| at + end))
}

/// The line in which a byte stands, without the blanks around it.
fn line_at(text: &str, at: usize) -> Option<&str> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    text.get(start..)?.lines().next().map(str::trim)
}

/// Where the line in which a byte stands starts, without the blanks before it.
fn line_start(text: &str, at: usize) -> Option<usize> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?;
    Some(at.min(start + line.len() - line.trim_start_matches([' ', '\t']).len()))
}

/// The value of the key at a byte of a line, or around it: that of the line, or one within braces or brackets.
fn value_at(line: &str, at: usize) -> &str {
    let mut value = 0..line.len();
    let mut has_key = false;
    let mut is_empty = true;
    let mut depth = 0_usize;
    let mut quote = None;
    for (here, sign) in line.char_indices() {
        let next = here + 1;
        match (quote, sign) {
            (Some(open), _) => quote = Some(open).filter(|&open| open != sign),
            (None, '"' | '\'') if is_empty => (quote, is_empty) = (Some(sign), false),
            (None, '=') if !has_key => (value.start, has_key, is_empty) = (next, true, true),
            (None, '{' | '[') if is_empty => {
                (value.start, has_key, depth) = (next, sign == '[', depth + 1);
            }
            (None, ',' | '}' | ']') if depth > 0 && here < at => {
                (value.start, has_key, is_empty) = (next, false, true);
                depth -= usize::from(sign != ',');
            }
            (None, '#') => value.end = here,
            (None, ',' | '}' | ']') if depth > 0 => value.end = here,
            _ => is_empty &= sign.is_whitespace(),
        }
        if value.end < line.len() {
            break;
        }
    }
    line.get(value).unwrap_or(line).trim()
}

/// What to write instead, judged by the line in which the parser stumbled.
fn hint(text: &str, at: usize) -> Option<&'static str> {
    let line = line_at(text, at)?;
    if line.contains(['“', '”', '„', '‘', '’']) && !line.contains('"') {
        return Some("write straight quotes: \"…\"");
    }
    if line.starts_with('[') && line.chars().any(|c| c == ' ' || !c.is_ascii()) {
        return Some(
            "an id of more than letters a to z, digits and hyphens stands in quotes: [actor.\"türkiye\"]",
        );
    }
    if line.starts_with('[') {
        return None;
    }
    let value = value_at(line, at - line_start(text, at)?);
    let starts_with_digit = value.starts_with(|c: char| c.is_ascii_digit());
    let is_of_date = |c: char| c.is_ascii_digit() || ['-', '/', '.', 'Q'].contains(&c);
    if starts_with_digit && value.contains(['-', '/']) && value.chars().all(is_of_date) {
        return Some("only a full date such as 2020-06-24 stands without quotes; write \"2020-06\"");
    }
    let is_of_words = value.contains(|c: char| c.is_alphabetic() || c.is_whitespace());
    if starts_with_digit && (is_of_words || value.matches('.').count() > 1)
        || value.starts_with(char::is_alphabetic)
        || value.starts_with(['$', '€', '£', '~', '<', '>'])
    {
        return Some("put the text in quotes: \"…\"");
    }
    if value.starts_with('"') && value.matches('"').count() == 1 {
        return Some("the quotes are not closed; a text of several lines stands between \"\"\" and \"\"\"");
    }
    if value.starts_with('"') && value.contains('\\') {
        return Some("a backslash is written \\\\, or the text stands between '…'");
    }
    if value.matches('"').count() > 2 && !value.starts_with(['[', '{']) {
        return Some("quotes within a text are written \\\", or the text stands between '…'");
    }
    None
}

/// Where a table or key that stands twice stood first, for an error at its second place.
fn first_of_two(text: &str, at: usize) -> Option<Range<usize>> {
    let line = line_at(text, at)?;
    let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(..start)?;
    let mut at = 0;
    let mut found = None;
    let key = line.split('=').next().unwrap_or(line).trim();
    for earlier in before.split_inclusive('\n') {
        let written = earlier.trim();
        if line.starts_with('[') {
            if written == line {
                return Some(at..at + earlier.trim_end().len());
            }
        } else if written.starts_with('[') {
            // Keys stand once in each table; only the last one counts.
            found = None;
        } else if written.split_once('=').is_some_and(|(earlier, _)| earlier.trim() == key) {
            found = Some(at..at + earlier.trim_end().len());
        }
        at += earlier.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{first_of_two, hint};

    #[test]
    fn the_first_of_two_is_found() {
        let text = "[a]\nname = 1\n[b]\nname = 2\nname = 3\n[a]\n";
        let at = |needle: &str| text.rfind(needle).unwrap();
        let first = |needle: &str| first_of_two(text, at(needle)).map(|range| &text[range]);
        assert_eq!(first("name = 3"), Some("name = 2"));
        assert_eq!(first("a]"), Some("[a]"));
        assert_eq!(first("[b]"), None);
    }

    #[test]
    fn common_slips_are_explained() {
        for (line, expected) in [
            ("date = 2020-06", "full date"),
            ("date = 2018/2020", "full date"),
            ("figure = $70 million", "in quotes"),
            ("payer = iran", "in quotes"),
            ("name = “Iran”", "straight quotes"),
            ("name = \"Iran", "not closed"),
            ("[actor.türkiye]", "in quotes"),
            ("url = \"C:\\Users\"", "backslash"),
            ("note = \"the \"real\" one\"", "within a text"),
        ] {
            let text = format!("a = 1\n{line}\nb = 2\n");
            let found = hint(&text, 9).unwrap_or_default();
            assert!(found.contains(expected), "{line}: {found}");
        }
        for (line, stumbling, expected) in [
            ("date = 2021-03 # about", "2021", "full date"),
            ("scope = { payer = \"n\", period = 2021-03 }", "2021", "full date"),
            ("withdrawn = { date = 2021-03, reason = \"a, b\" }", "2021", "full date"),
            ("withdrawn = { reason = \"a, b = c\", date = 2018/2020 }", "/", "full date"),
            ("scope = { period = 2020-Q3, payer = \"n\" } # 1", "2020", "full date"),
            ("scope = { period = FY2020 }", "FY", "in quotes"),
            ("withdrawn = { reason = gone, date = 2021 }", "gone", "in quotes"),
            ("via = [\"a\", gazette]", "gaz", "in quotes"),
            ("members = [ army ]", "army", "in quotes"),
            ("date = 24.04.2021", ".2021", "in quotes"),
            ("date = 24 April 2021", "April", "in quotes"),
            ("scope = { payer = \"n, period = 2020 }", "\"n", "not closed"),
            ("scope = { payer = \"a\", period = 2020 } }", " }", ""),
            ("figure = 5", "5", ""),
        ] {
            for indent in ["", "  "] {
                let text = format!("a = 1\n{indent}{line}\nb = 2\n");
                let found = hint(&text, text.find(stumbling).unwrap()).unwrap_or_default();
                assert!(
                    found.contains(expected) && found.is_empty() == expected.is_empty(),
                    "{line}: {found}"
                );
            }
        }
        assert_eq!(hint("[claim", 3), None);
        assert_eq!(hint("é", 1), None);
    }
}
