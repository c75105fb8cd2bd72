//! Kinds of findings that are not told yet.

/// Codes without a folder and an explanation.
pub(crate) const UNWRITTEN: &[&str] = &[
    "duplicate-claim",
    "duplicate-url",
    "echo-before-original",
    "equivalent-off-rate",
    "future-date",
    "origin-after-source",
    "padded-text",
    "period-after-claim",
    "restated-without-supersedes",
    "source-without-date",
    "source-without-url",
    "superseded-twice",
    "supersedes-later",
    "suspected-echo",
    "undated-claim",
    "url-not-http",
    "via-before-source",
    "withdrawn-before-claim",
    "withdrawn-claim-referenced",
];
