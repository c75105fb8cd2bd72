//! Flows from an actor to itself, or within its own group.

use super::Subject;
use crate::claim::Scope;
use crate::finding::{Fact, Finding};
use crate::problem::Place;
use crate::scope::{Node, Relation};

/// Of claims that stand: what was withdrawn or superseded stays as it was published. What anybody pays or
/// gets says nothing about who that is.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let mut found = Vec::new();
    for id in dataset.claim_ids().filter(|&id| subject.stands(id)) {
        let claim = dataset.claim(id);
        let own = claim.places.payee.map(|place| (&claim.scope, place));
        let other = claim.relative().map(|relative| &relative.to).zip(claim.places.relative_to);
        // Without keys of its own the other flow has the payer and the payee of the first.
        let other = other.filter(|(to, _)| ends(to) != ends(&claim.scope));
        let flows: Vec<(&Scope, Place)> = own.into_iter().chain(other).collect();
        for (scope, place) in flows {
            let (payer, payee) = ends(scope);
            let relation = dataset.actors.relation(payer, payee);
            let is_within = matches!(relation, Relation::Same | Relation::Part | Relation::Whole);
            if is_within && payer != Node::EVERYTHING && payee != Node::EVERYTHING {
                let name = |node| dataset.actors.id(node).to_owned();
                let fact = Fact::PayerIsPayee {
                    claim: claim.id.clone(),
                    payer: name(payer),
                    payee: name(payee),
                    relation,
                };
                found.push(Finding::at(place, fact));
            }
        }
    }
    found
}

fn ends(scope: &Scope) -> (Node, Node) {
    (scope.payer, scope.payee)
}
