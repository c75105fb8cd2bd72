//! How much is made of each kind of finding.
//!
//! A finding has a code, and a code has a level: its own by default, another one where the dataset's
//! `[check]` table or the command line says so. What keeps a dataset from being read at all is no finding
//! and has no level.

use std::collections::BTreeMap;

/// How much is made of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing: it is not told.
    Allow,
    /// It is told.
    Warn,
    /// It is told, and the check fails.
    Deny,
}

impl Level {
    /// Every level with the word for it.
    pub const WORDS: [(&'static str, Self); 3] =
        [("deny", Self::Deny), ("warn", Self::Warn), ("allow", Self::Allow)];
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Its kebab-case name, which reads well after "allow".
    pub name: &'static str,
    /// What is made of it where nobody says otherwise.
    pub level: Level,
    /// What is found, as the continuation of "a dataset that has a".
    pub summary: &'static str,
}

const fn code(name: &'static str, level: Level, summary: &'static str) -> Code {
    Code { name, level, summary }
}

/// Every kind of finding, by name.
pub const CODES: &[Code] = {
    use Level::{Allow, Deny, Warn};
    &[
        code("claim-after-source", Deny, "claim that is dated later than the source that makes it"),
        code("close", Allow, "set of claims that fit only when stretched by no more than the materiality"),
        code(
            "conditional-conflict",
            Warn,
            "conflict on an assumption of the reading that nobody has accepted",
        ),
        code("conflict", Deny, "conflict that nobody has accepted"),
        code("duplicate-claim", Deny, "claim that stands twice: same source, scope and figure"),
        code("duplicate-url", Warn, "page that two sources give as theirs"),
        code("echo-before-original", Warn, "claim that repeats a later one"),
        code(
            "equivalent-off-rate",
            Warn,
            "amount in brackets that does not fit the exchange rate of the others",
        ),
        code("future-date", Deny, "date that has not come yet"),
        code("garbled-echo", Warn, "claim that repeats another and gets something wrong"),
        code("group-of-one", Warn, "group with a single member"),
        code(
            "hidden-characters",
            Deny,
            "character that cannot be seen, or that reorders what stands around it",
        ),
        code("id-not-kebab-case", Warn, "id that is not in lower case with hyphens"),
        code("isolated-claim", Allow, "claim that bears on no other"),
        code("origin-after-source", Warn, "source that derives from a later one"),
        code("padded-text", Warn, "text with blanks around it"),
        code("payer-is-payee", Warn, "flow from an actor to itself or within its own group"),
        code("period-after-claim", Warn, "sum said to have been paid in a period that had not begun"),
        code("redundant-key", Allow, "key that says what holds without it"),
        code("redundant-member", Warn, "member that a group has already through another member"),
        code(
            "restated-without-supersedes",
            Warn,
            "source that states another figure for the same without `supersedes`",
        ),
        code("self-contradiction", Deny, "source that contradicts itself"),
        code("similar-names", Warn, "pair of actors, categories or publishers with nearly the same name"),
        code("source-without-date", Warn, "source without a date"),
        code("source-without-url", Warn, "source that no link leads to"),
        code("superseded-twice", Warn, "claim that two others supersede"),
        code("supersedes-later", Warn, "claim that supersedes a later one"),
        code("suspected-echo", Warn, "figure that may be copied from another source"),
        code(
            "suspicious-magnitude",
            Warn,
            "figure that is off the others by a power of ten or the factor of a rate",
        ),
        code("undated-claim", Warn, "claim that nothing places in time"),
        code("undecided", Warn, "set of claims that are too many or too tangled to decide"),
        code("unexplained-acceptance", Deny, "accepted conflict without a reason"),
        code("unneeded-acceptance", Warn, "accepted conflict that is none"),
        code("unsorted-file", Allow, "file whose tables are not in the order of their ids"),
        code("unused-actor", Warn, "actor that no claim speaks of"),
        code("unused-category", Warn, "category that no claim speaks of"),
        code("unused-source", Warn, "source that no claim names"),
        code("url-not-http", Deny, "link that is no web address"),
        code("via-before-source", Deny, "claim that was read in something older than the claim"),
        code("withdrawn-before-claim", Deny, "claim that was withdrawn before it was made"),
        code("withdrawn-claim-referenced", Warn, "claim that refers to a withdrawn one"),
    ]
};

/// The kind of finding of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    let position = CODES.binary_search_by(|code| code.name.cmp(name)).ok()?;
    CODES.get(position)
}

/// What is made of each kind of finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    changed: BTreeMap<&'static str, Level>,
    warnings_denied: bool,
}

impl Levels {
    /// What is made of the kind of finding of this name.
    #[must_use]
    pub fn of(&self, code: &str) -> Level {
        let own = || find(code).map_or(Level::Deny, |code| code.level);
        let level = self.changed.get(code).copied().unwrap_or_else(own);
        if self.warnings_denied && level == Level::Warn { Level::Deny } else { level }
    }

    /// Makes something else of it from now on.
    pub fn set(&mut self, code: &'static Code, level: Level) {
        self.changed.insert(code.name, level);
    }

    /// Makes every warning fail the check.
    pub fn deny_warnings(&mut self) {
        self.warnings_denied = true;
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, Level, Levels, find};

    #[test]
    fn codes_are_in_order_and_found() {
        assert!(CODES.is_sorted_by(|one, other| one.name < other.name));
        assert!(CODES.iter().all(|code| find(code.name) == Some(code)));
        assert_eq!(find("conflicts"), None);
    }

    #[test]
    fn denied_warnings_leave_what_is_allowed() {
        let mut levels = Levels::default();
        levels.set(find("conflict").unwrap(), Level::Allow);
        levels.deny_warnings();
        assert_eq!(levels.of("conflict"), Level::Allow);
        assert_eq!(levels.of("unused-actor"), Level::Deny);
    }
}
