//! Paths as the URIs that programs exchange.

use std::ffi::OsStr;
use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// Everything but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A URI of a file or directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Uri {
    /// The URI: relative, or with the scheme `file` for an absolute path.
    pub(super) text: String,
    /// Whether it is relative to the working directory and leads nowhere above it.
    pub(super) is_below: bool,
}

/// The URI of a path, whatever characters or bytes that holds.
pub(super) fn uri(path: &Path) -> Uri {
    let mut names: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
            Component::ParentDir if names.last().is_some_and(|name| name != "..") => {
                names.pop();
            }
            Component::ParentDir if path.has_root() => {}
            Component::ParentDir => names.push("..".to_owned()),
            Component::Normal(name) => names.push(encoded(name)),
        }
    }
    if path.has_root() {
        let drive = match path.components().next() {
            Some(Component::Prefix(prefix)) => format!("{}/", encoded(prefix.as_os_str())),
            _ => String::new(),
        };
        return Uri { text: format!("file:///{drive}{}", names.join("/")), is_below: false };
    }
    let is_below = names.first().is_none_or(|name| name != "..");
    Uri { text: if names.is_empty() { "./".to_owned() } else { names.join("/") }, is_below }
}

fn encoded(name: &OsStr) -> String {
    percent_encode(name.as_encoded_bytes(), ESCAPED).to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Uri, uri};

    fn of(path: &str) -> (String, bool) {
        let Uri { text, is_below } = uri(Path::new(path));
        (text, is_below)
    }

    #[test]
    fn reserved_and_foreign_characters_are_encoded() {
        assert_eq!(of("claims/aid.toml"), ("claims/aid.toml".to_owned(), true));
        assert_eq!(of("a b/ü%#?.toml"), ("a%20b/%C3%BC%25%23%3F.toml".to_owned(), true));
        assert_eq!(of("c:x/y.toml"), ("c%3Ax/y.toml".to_owned(), true));
    }

    #[test]
    fn steps_up_are_taken_where_that_leads_somewhere() {
        assert_eq!(of("./a/../b.toml"), ("b.toml".to_owned(), true));
        assert_eq!(of("../../b.toml"), ("../../b.toml".to_owned(), false));
        assert_eq!(of("."), ("./".to_owned(), true));
        assert_eq!(of("/a/../../b c.toml"), ("file:///b%20c.toml".to_owned(), false));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_keep_their_bytes() {
        use std::os::unix::ffi::OsStrExt as _;
        let name = std::ffi::OsStr::from_bytes(b"\xff\x9b");
        assert_eq!(uri(Path::new(name)).text, "%FF%9B");
    }
}
