//! The verdicts on pairs, as the sets decide them.
//!
//! How two boxes relate, and which bounds tell it best, is [`Reconciler::pair`]'s to say; whether two
//! claims can be true together is decided for sets, and checked. So pairs and sets never disagree.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::{Analysis, Conflict};
use crate::claim::ClaimId;
use crate::reconcile::{Evidence, Pair, Reconciler};
use crate::standing::Standing;

/// The verdicts on the pairs of a component.
pub struct Pairs<'a> {
    reconciler: Reconciler<'a>,
    /// Which claim stands for each in the analysis.
    stands_for: BTreeMap<ClaimId, ClaimId>,
    conflicts: BTreeMap<[ClaimId; 2], (usize, &'a Conflict)>,
    claims: &'a [ClaimId],
    /// The claims of each group that fits as written, by position.
    groups: Vec<FixedBitSet>,
}

impl<'a> Reconciler<'a> {
    /// What decides the pairs of an analysed component.
    #[must_use]
    pub fn pairs(&self, analysis: &'a Analysis) -> Pairs<'a> {
        let mut stands_for: BTreeMap<ClaimId, ClaimId> =
            analysis.claims.iter().map(|&claim| (claim, claim)).collect();
        for (&first, same) in &analysis.alike {
            stands_for.extend(same.iter().map(|&claim| (claim, first)));
        }
        let conflicts = analysis.conflicts.iter().enumerate().filter_map(|(position, conflict)| {
            let pair = conflict.claims.as_slice().try_into().ok()?;
            Some((pair, (position, conflict)))
        });
        let as_written = analysis.groups.iter().filter(|group| group.witness.stretch.is_zero());
        let positions = |claims: &[ClaimId]| {
            let mut members = FixedBitSet::with_capacity(analysis.claims.len());
            members.extend(claims.iter().filter_map(|claim| analysis.claims.binary_search(claim).ok()));
            members
        };
        Pairs {
            reconciler: *self,
            stands_for,
            conflicts: conflicts.collect(),
            claims: &analysis.claims,
            groups: as_written.map(|group| positions(&group.claims)).collect(),
        }
    }
}

impl Pairs<'_> {
    /// The verdict on two different claims of the component.
    #[must_use]
    pub fn pair(&self, a: ClaimId, b: ClaimId) -> Pair {
        let pair = self.reconciler.pair(a, b);
        let speaks = |id| self.reconciler.standing(id) == &Standing::Active;
        if !speaks(a) || !speaks(b) {
            return pair;
        }
        let (Some(&a), Some(&b)) = (self.stands_for.get(&a), self.stands_for.get(&b)) else { return pair };
        let key = [a.min(b), a.max(b)];
        match self.conflicts.get(&key) {
            Some(&(position, conflict)) => decided(pair, conflict, Some(position)),
            None if self.fits(key)
                || matches!(pair.evidence, Evidence::Scopes(_) | Evidence::Unplaced(_)) =>
            {
                pair
            }
            // Neither a conflict nor within a group that was found: the two are decided on their own.
            None => {
                let own = self.reconciler.analyse(&key);
                match own.conflicts.first() {
                    Some(conflict) => decided(pair, conflict, None),
                    None => pair,
                }
            }
        }
    }

    fn fits(&self, [a, b]: [ClaimId; 2]) -> bool {
        let (Ok(a), Ok(b)) = (self.claims.binary_search(&a), self.claims.binary_search(&b)) else {
            return false;
        };
        a == b || self.groups.iter().any(|group| group.contains(a) && group.contains(b))
    }
}

/// The pair with the verdict that was decided. Where bounds held two by two do not show it, or not all of it,
/// it says so.
fn decided(pair: Pair, conflict: &Conflict, position: Option<usize>) -> Pair {
    let shown = match &pair.evidence {
        Evidence::Compared(comparison) => comparison.shortfall.as_ref().map(|shortfall| &shortfall.stretch),
        _ => None,
    };
    let verdict = conflict.verdict;
    if pair.verdict == verdict && shown == conflict.stretch.least.as_ref() {
        return pair;
    }
    Pair { verdict, evidence: Evidence::Together(position), ..pair }
}
