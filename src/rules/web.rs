//! Web addresses: whether a text is one, and which page it leads to.

use iri_string::format::ToDedicatedString as _;
use iri_string::types::IriString;

use crate::finding::NoWebAddress;

/// Reads a text as an address that a browser would take, or says why it is none. Blanks around it are not
/// looked at.
pub(super) fn read(text: &str) -> Result<IriString, NoWebAddress> {
    let text = text.trim();
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(NoWebAddress::Blank);
    }
    let is_web = |scheme: &str| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let (_, rest) = text
        .split_once(':')
        .filter(|(scheme, rest)| is_web(scheme) && rest.starts_with("//"))
        .ok_or(NoWebAddress::Scheme)?;
    if rest.trim_start_matches('/').len() + 2 != rest.len() {
        return Err(NoWebAddress::Host);
    }
    let address = IriString::try_from(escaped(text)).map_err(|_| NoWebAddress::Malformed)?;
    let authority = address.authority_components().ok_or(NoWebAddress::Host)?;
    if authority.userinfo().is_some() {
        return Err(NoWebAddress::User);
    }
    if authority.host().is_empty() {
        return Err(NoWebAddress::Host);
    }
    Ok(address)
}

/// The same with what stands in many an address behind its host, is not allowed there, and is escaped by
/// every browser.
fn escaped(text: &str) -> String {
    let host = text.find("//").map_or(0, |at| at + 2);
    let path =
        text.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(text.len(), |at| host + at);
    let (start, rest) = text.split_at(path);
    let mut escaped = String::with_capacity(text.len() + 8);
    escaped.push_str(start);
    let mut fragments = 0;
    for (at, c) in rest.char_indices() {
        let is_escape = || {
            let digits = rest.get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        };
        fragments += usize::from(c == '#');
        match c {
            '%' if !is_escape() => escaped.push_str("%25"),
            '#' if fragments > 1 => escaped.push_str("%23"),
            '[' => escaped.push_str("%5B"),
            ']' => escaped.push_str("%5D"),
            '^' => escaped.push_str("%5E"),
            '`' => escaped.push_str("%60"),
            '{' => escaped.push_str("%7B"),
            '|' => escaped.push_str("%7C"),
            '}' => escaped.push_str("%7D"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The page that an address leads to, equal for addresses that differ only in how they are written: by
/// `http` or `https`, with or without `www.`, a slash at the end, or a part of the page to go to.
pub(super) fn page(text: &str) -> Option<String> {
    let address = read(text).ok()?;
    let address = address.normalize().to_dedicated_string();
    let authority = address.authority_components()?;
    let host = authority.host().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let port = authority.port().filter(|port| !["", "80", "443"].contains(port)).unwrap_or("");
    let path = address.path_str().trim_end_matches('/');
    let query = address.query_str().unwrap_or("");
    Some(format!("{host}:{port}{path}?{query}"))
}

#[cfg(test)]
mod tests {
    use super::{page, read};
    use crate::finding::NoWebAddress::{self, Blank, Host, Malformed, Scheme, User};

    #[test]
    fn addresses_are_told_from_other_texts() {
        let why = |text: &str| read(text).err();
        for address in [
            "https://herald.example",
            "HTTP://herald.example:8080/a?b=c&d[]=e#f",
            "https://he.wikipedia.org/wiki/ירושלים",
            "https://müller.example/straße|100%",
            "http://[2001:db8::1]/a",
            "https://web.archive.org/web/2020/https://herald.example/a",
            " https://herald.example/a ",
            "https://herald.example/a#b#c",
        ] {
            assert_eq!(why(address), None, "{address}");
        }
        let wrong: [(&str, NoWebAddress); 12] = [
            ("herald.example", Scheme),
            ("www.herald.example/a", Scheme),
            ("ftp://herald.example", Scheme),
            ("javascript:alert(1)", Scheme),
            ("https:herald.example", Scheme),
            ("https://", Host),
            ("https:///a", Host),
            ("https://:80/a", Host),
            ("https://herald.example/a b", Blank),
            ("https://herald.example/a\u{7}", Blank),
            ("https://herald.example/\"a\"", Malformed),
            ("https://reader:secret@herald.example", User),
        ];
        for (text, expected) in wrong {
            assert_eq!(why(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn one_page_has_many_addresses() {
        let same = [
            "https://herald.example/a",
            "http://www.Herald.EXAMPLE/a/",
            "https://herald.example:443/a#part",
            "https://herald.example/b/../a",
            "https://herald.example/%61",
        ];
        let pages: Vec<_> = same.map(page).to_vec();
        assert!(pages.iter().all(|page| page.is_some() && *page == pages[0]), "{pages:?}");
        for other in
            ["https://herald.example/A", "https://herald.example/a?p=2", "https://herald.example:8080/a"]
        {
            assert_ne!(page(other), pages[0], "{other}");
        }
        assert_eq!(page("https://herald.example"), page("https://herald.example/"));
        assert_eq!(page("herald"), None);
    }
}
