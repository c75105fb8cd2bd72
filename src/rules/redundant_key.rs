//! Keys that say what holds without them.

use super::Subject;
use crate::claim::{Claim, IdleKey, Source};
use crate::finding::{Fact, Finding, Redundancy};
use crate::problem::{Kind, Place};
use crate::scope::{Node, Stage};

/// Only what is so by the words of the manual. A key of `relative-to` that repeats the claim's own scope is
/// none: it makes plain which flow is meant.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut found = Vec::new();
    let entries = [
        (Kind::Actor, &dataset.actors, &dataset.actor_places),
        (Kind::Category, &dataset.categories, &dataset.category_places),
    ];
    for (kind, hierarchy, places) in entries {
        for (id, places) in hierarchy.ids().skip(1).zip(places) {
            let mut table = Table { kind, id, found: &mut found };
            table.idle(&places.idle);
            for &(_, place) in places.links.iter().filter(|(node, _)| *node == Node::EVERYTHING) {
                table.push("part-of", place, Redundancy::Default("all"));
            }
        }
    }
    for source in &dataset.sources {
        of_source(source, &mut found);
    }
    for claim in &dataset.claims {
        of_claim(claim, dataset.source(claim.source), &mut found);
    }
    found
}

/// A table whose keys are looked at.
struct Table<'a> {
    kind: Kind,
    id: &'a str,
    found: &'a mut Vec<Finding>,
}

impl Table<'_> {
    fn push(&mut self, key: &'static str, place: Place, why: Redundancy) {
        let fact = Fact::RedundantKey { kind: self.kind, id: self.id.to_owned(), key, why };
        self.found.push(Finding::at(place, fact));
    }

    fn idle(&mut self, idle: &[IdleKey]) {
        for &IdleKey { key, place } in idle {
            let is_flag = matches!(key, "complete" | "steady");
            self.push(key, place, if is_flag { Redundancy::False } else { Redundancy::EmptyList });
        }
    }
}

fn of_source(source: &Source, found: &mut Vec<Finding>) {
    let mut table = Table { kind: Kind::Source, id: &source.id, found };
    table.idle(&source.places.idle);
    if let Some(place) = source.places.publisher.filter(|_| source.publisher == source.id) {
        table.push("publisher", place, Redundancy::OwnId);
    }
}

fn of_claim(claim: &Claim, source: &Source, found: &mut Vec<Finding>) {
    let mut table = Table { kind: Kind::Claim, id: &claim.id, found };
    table.idle(&claim.places.idle);
    let scope = &claim.scope;
    let defaults = [
        ("payee", claim.places.payee, scope.payee == Node::EVERYTHING, "any"),
        ("category", claim.places.category, scope.category == Node::EVERYTHING, "all"),
        ("stage", claim.places.stage, scope.stage == Stage::Paid, "paid"),
    ];
    for (key, place, holds, default) in defaults {
        if let Some(place) = place.filter(|_| holds) {
            table.push(key, place, Redundancy::Default(default));
        }
    }
    let dates = claim.date.as_ref().zip(source.date.as_ref());
    if let Some(place) = claim.places.date
        && dates.is_some_and(|(own, other)| own.days() == other.days())
    {
        table.push("date", place, Redundancy::OfSource(source.id.clone()));
    }
}
