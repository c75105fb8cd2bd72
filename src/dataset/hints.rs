//! What a syntax error most likely means to somebody who does not know TOML.

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

#[cfg(test)]
mod tests {
    use super::for_syntax;

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
