//! What a syntax error most likely means to somebody who does not know TOML.

use std::ops::Range;

/// What to write instead, judged by the line in which the parser stumbled.
pub(super) fn for_syntax(text: &str, at: usize) -> Option<&'static str> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next()?;
    if line.contains(['“', '”', '„', '‘', '’']) && !line.contains('"') {
        return Some("write straight quotes: \"…\"");
    }
    if line.starts_with('[') && line.chars().any(|c| c == ' ' || !c.is_ascii()) {
        return Some(
            "an id of more than letters a to z, digits and hyphens stands in quotes: [actor.\"türkiye\"]",
        );
    }
    let value = line.split_once('=').map_or(line, |(_, value)| value).trim();
    let is_date_like = value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(['-', '/']);
    if is_date_like {
        return Some("only a full date such as 2020-06-24 stands without quotes; write \"2020-06\"");
    }
    if value.starts_with(char::is_alphabetic) || value.starts_with(['$', '€', '£', '~', '<', '>']) {
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

/// What to do about a table or key that stands twice.
pub(super) const DOUBLE: &str = "each stands once: merge the two, or choose another id";

/// Where a table or key that stands twice stood first, for an error at its second place.
pub(super) fn first_of_two(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next()?.trim();
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
    use super::{first_of_two, for_syntax};

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
        for (line, hint) in [
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
            let found = for_syntax(&text, 9).unwrap_or_default();
            assert!(found.contains(hint), "{line}: {found}");
        }
        assert_eq!(for_syntax("[claim", 3), None);
        assert_eq!(for_syntax("é", 1), None);
    }
}
