//! What each code means, why it matters and what to write instead, for people: one Markdown file a code.
//!
//! Each file is printed as it stands by `crossfoot explain CODE`. It has a title, what is wrong, why it matters,
//! an example and what to write instead; the tests run both.

macro_rules! explanations {
    ($($code:literal),* $(,)?) => {
        [$(($code, include_str!(concat!("explanations/", $code, ".md")))),*]
    };
}

/// Every code with its explanation, in the order of [`Fault::CODES`](super::Fault::CODES).
const EXPLANATIONS: &[(&str, &str)] = &explanations![
    "dataset-missing",
    "unreadable-file",
    "not-utf8",
    "symbolic-link",
    "file-too-large",
    "empty-dataset",
    "no-dataset-table",
    "syntax",
    "unknown-key",
    "missing-key",
    "wrong-type",
    "float-amount",
    "empty-text",
    "duplicate-table",
    "setting-in-new-claims",
    "duplicate-id",
    "listed-twice",
    "unusable-id",
    "unknown-id",
    "cycle",
    "groups-too-large",
    "too-many-origins",
    "complete-without-members",
    "unknown-word",
    "unknown-code",
    "bad-percentage",
    "bad-duration",
    "bad-magnitude",
    "unknown-currency",
    "bad-amount",
    "no-amount",
    "low-above-high",
    "no-currency",
    "currency-mismatch",
    "unreadable-figure",
    "no-relative-to",
    "amount-relative-to",
    "relative-to-itself",
    "amount-overflow",
    "unreadable-date",
    "unreadable-period",
    "unreadable-fiscal-year",
    "unplaced-period",
    "bad-year",
    "stock-with-rate",
    "steady-without-period",
    "links-to-itself",
    "conflict-of-one",
    "order-of-one",
    "bad-table-path",
    "bad-table",
    "bad-rate",
    "duplicate-rate",
    "not-in-series",
];

/// Every code that is explained.
pub fn codes() -> impl Iterator<Item = &'static str> {
    EXPLANATIONS.iter().map(|&(code, _)| code)
}

/// The explanation of a code, in Markdown.
#[must_use]
pub fn of(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::EXPLANATIONS;
    use crate::problem::Fault;

    #[test]
    fn each_code_is_explained_and_nothing_else() {
        let codes: Vec<&str> = EXPLANATIONS.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, Fault::CODES);
    }
}
