//! Kinds of findings that are not told yet.

/// Codes without a folder and an explanation.
pub(crate) const UNWRITTEN: &[&str] = &[
    "close",
    "conditional-conflict",
    "conflict",
    "garbled-echo",
    "group-of-one",
    "hidden-characters",
    "id-not-kebab-case",
    "isolated-claim",
    "payer-is-payee",
    "redundant-key",
    "redundant-member",
    "self-contradiction",
    "similar-names",
    "suspicious-magnitude",
    "undecided",
    "unexplained-acceptance",
    "unneeded-acceptance",
    "unsorted-file",
    "unused-actor",
    "unused-category",
];
