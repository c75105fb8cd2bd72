//! Which claims can bear on each other: the dataset falls apart into components.
//!
//! Two claims bear on each other if their boxes share an element in every dimension. Found without
//! comparing all pairs: claims are split by the elements of one dimension after the other, and
//! whatever still shares time in the end is joined.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{ClaimId, Dataset};
use crate::constraint::Placed;
use crate::conversion::Converter;
use crate::scope::{Hierarchy, Node};
use crate::standing::Standing;

/// Groups of claims that bear on each other, directly or through others, each in ascending order;
/// the groups in the order of their first claims. Claims that take no part stand with the claim
/// that speaks for them or took their place.
#[must_use]
pub fn components(
    dataset: &Dataset,
    placed: &[Placed],
    standings: &[Standing],
    converter: &Converter,
    included: &[ClaimId],
) -> Vec<Vec<ClaimId>> {
    let mut sets = DisjointSets::new(dataset.claims.len());
    let standing = |id: ClaimId| standings.get(id.0 as usize);
    let speaking: Vec<&Placed> = included
        .iter()
        .filter(|&&id| matches!(standing(id), Some(Standing::Active | Standing::Echo { .. })))
        .filter_map(|id| placed.get(id.0 as usize))
        .collect();
    let mut alike: BTreeMap<_, Vec<&Placed>> = BTreeMap::new();
    // A comparison bears on the claims of both its flows.
    let compared_flows: Vec<Placed> = speaking.iter().filter_map(|each| each.of_compared_flow()).collect();
    for each in speaking.iter().copied().chain(&compared_flows) {
        // Laws tie the stages of an order to each other.
        let first = dataset.stage_order.first().filter(|_| dataset.stage_order.contains(&each.stage));
        let stage = first.copied().unwrap_or(each.stage);
        // Claims of one unit bear on each other whether that converts or not.
        alike.entry((each.unit, stage)).or_default().push(each);
        if each.unit != converter.base() && converter.converts(each) {
            alike.entry((converter.base(), stage)).or_default().push(each);
        }
    }
    for claims in alike.into_values() {
        join(&claims, &dimensions(dataset), &mut sets);
    }
    let is_included: BTreeSet<ClaimId> = included.iter().copied().collect();
    for &id in included {
        let partner = match standing(id) {
            Some(Standing::Echo { original, .. }) => Some(*original),
            Some(Standing::Superseded { by }) => Some(*by),
            _ => None,
        };
        if let Some(partner) = partner.filter(|partner| is_included.contains(partner)) {
            sets.join(id, partner);
        }
    }
    let mut components: BTreeMap<u32, Vec<ClaimId>> = BTreeMap::new();
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    for &id in included {
        let root = sets.root(id.0);
        let key = *first.entry(root).or_insert(id.0);
        components.entry(key).or_default().push(id);
    }
    components.into_values().collect()
}

/// A dimension whose entries stand for elements: where to look an entry up, and which one a claim has.
type Dimension<'a> = (&'a Hierarchy, fn(&Placed) -> Node);

fn dimensions(dataset: &Dataset) -> [Dimension<'_>; 3] {
    [
        (&dataset.actors, |placed| placed.payer),
        (&dataset.actors, |placed| placed.payee),
        (&dataset.categories, |placed| placed.category),
    ]
}

fn join(claims: &[&Placed], dimensions: &[Dimension<'_>], sets: &mut DisjointSets) {
    let Some(first) = claims.first() else { return };
    let root = sets.root(first.claim.0);
    if claims.iter().all(|each| sets.root(each.claim.0) == root) {
        return;
    }
    let Some(((hierarchy, node), rest)) = dimensions.split_first() else {
        join_in_time(claims, sets);
        return;
    };
    let mut everything: Vec<&Placed> = Vec::new();
    let mut by_element: BTreeMap<u32, Vec<&Placed>> = BTreeMap::new();
    for &each in claims {
        match hierarchy.elements(node(each)) {
            None => everything.push(each),
            Some(elements) => {
                for &element in elements {
                    by_element.entry(element).or_default().push(each);
                }
            }
        }
    }
    let mut seen: BTreeSet<Vec<ClaimId>> = BTreeSet::new();
    for mut sharing in by_element.into_values() {
        if seen.insert(sharing.iter().map(|each| each.claim).collect()) {
            sharing.extend(&everything);
            join(&sharing, rest, sets);
        }
    }
    join(&everything, rest, sets);
}

fn join_in_time(claims: &[&Placed], sets: &mut DisjointSets) {
    let mut reaches: Vec<_> = claims.iter().filter_map(|each| Some((each.reach()?, each.claim))).collect();
    // An absent start sorts first, as it should: it is before every day.
    reaches.sort_by_key(|(reach, claim)| (reach.start(), *claim));
    let Some(&(first, mut latest)) = reaches.first() else { return };
    let mut until = first.end();
    for &(reach, claim) in reaches.iter().skip(1) {
        let starts_before_end = match (reach.start(), until) {
            (Some(start), Some(until)) => start < until,
            _ => true,
        };
        if starts_before_end {
            sets.join(latest, claim);
        }
        let ends_later = match (reach.end(), until) {
            (Some(end), Some(until)) => end > until,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if ends_later {
            until = reach.end();
            latest = claim;
        }
    }
}

/// Sets that only ever merge.
struct DisjointSets {
    parents: Vec<u32>,
}

impl DisjointSets {
    fn new(count: usize) -> Self {
        Self { parents: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect() }
    }

    fn root(&mut self, mut member: u32) -> u32 {
        loop {
            let parent = self.parents.get(member as usize).copied().unwrap_or(member);
            if parent == member {
                return member;
            }
            let above = self.parents.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(member as usize) {
                *slot = above;
            }
            member = above;
        }
    }

    fn join(&mut self, a: ClaimId, b: ClaimId) {
        let (a, b) = (self.root(a.0), self.root(b.0));
        // The smaller root wins, so that the result does not depend on the order of the joins.
        if let Some(slot) = self.parents.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }
}
