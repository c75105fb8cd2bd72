//! What is meant by the word that is to be explained.

use std::collections::BTreeSet;

use super::{ConflictAt, Explained};
use crate::report::{PairFacts, Row, Section};

/// What a word stands for.
#[derive(Debug)]
pub enum Found<'a> {
    /// A claim.
    Claim(&'a Row, Option<&'a Section>),
    /// Claims that cannot all be true, or only just.
    Conflict(ConflictAt<'a>),
    /// Two claims that are in no conflict with each other.
    Pair(&'a PairFacts, &'a Section),
    /// Claims that are in no conflict.
    NoConflict,
    /// Nothing.
    Nothing,
}

/// The claim with this id, otherwise the conflict, which may be given by its id or by its claims joined with
/// `+`.
#[must_use]
pub fn find<'a>(explained: &'a Explained, word: &str) -> Found<'a> {
    if let Some((row, section)) = explained.row(word) {
        return Found::Claim(row, section);
    }
    if let Some(at) = explained.conflicts().find(|at| at.conflict.id == word) {
        return Found::Conflict(at);
    }
    if !word.contains('+') {
        return Found::Nothing;
    }
    let ids: BTreeSet<&str> = word.split('+').map(str::trim).filter(|id| !id.is_empty()).collect();
    if ids.iter().any(|id| explained.row(id).is_none()) {
        return Found::Nothing;
    }
    // A claim that says the very same as another is spoken for by that one.
    let stands = |at: &ConflictAt<'_>| {
        let alike = |id: &str| at.sets.alike.iter().find(|alike| alike.same.iter().any(|same| same == id));
        let of: BTreeSet<String> = ids
            .iter()
            .map(|id| alike(id).map_or_else(|| (*id).to_owned(), |alike| alike.claim.clone()))
            .collect();
        of.len() == at.conflict.claims.len() && at.conflict.claims.iter().all(|claim| of.contains(claim))
    };
    if let Some(at) = explained.conflicts().find(stands) {
        return Found::Conflict(at);
    }
    let pairs = explained
        .report
        .sections
        .iter()
        .flat_map(|section| section.pairs.iter().map(move |pair| (pair, section)));
    let of_two = |pair: &PairFacts| {
        ids.len() == 2 && ids.contains(pair.first.as_str()) && ids.contains(pair.second.as_str())
    };
    match pairs.into_iter().find(|(pair, _)| of_two(pair)) {
        Some((pair, section)) => Found::Pair(pair, section),
        None => Found::NoConflict,
    }
}
