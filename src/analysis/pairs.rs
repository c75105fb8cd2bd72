//! The verdicts on pairs, as the sets decide them.
//!
//! How two boxes relate, and which bounds tell it best, is [`Reconciler::pair`]'s to say; whether two
//! claims can be true together is decided for sets, and checked. So pairs and sets never disagree.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::{Analysis, Conflict};
use crate::certificate::{Checker, Multiple};
use crate::claim::ClaimId;
use crate::number::Rational;
use crate::reconcile::{Evidence, Pair, Reconciler, Verdict};
use crate::solve::End;
use crate::standing::Standing;
use crate::statement::{Origin, Region, Statement, System};

/// The verdicts on the pairs of a component.
pub struct Pairs<'a> {
    reconciler: Reconciler<'a>,
    /// The claim that stands for each claim in the analysis.
    stands_for: BTreeMap<ClaimId, ClaimId>,
    conflicts: BTreeMap<[ClaimId; 2], &'a Conflict>,
    /// The groups that fit as written, as the positions of their claims.
    groups: Vec<FixedBitSet>,
    analysis: Option<&'a Analysis>,
}

impl<'a> Reconciler<'a> {
    /// What decides the pairs of an analysed component.
    #[must_use]
    pub fn pairs(&self, analysis: Option<&'a Analysis>) -> Pairs<'a> {
        let mut stands_for: BTreeMap<ClaimId, ClaimId> = BTreeMap::new();
        if let Some(analysis) = analysis {
            stands_for.extend(analysis.claims.iter().map(|&claim| (claim, claim)));
            for (&first, same) in &analysis.alike {
                stands_for.extend(same.iter().map(|&claim| (claim, first)));
            }
        }
        let conflicts = analysis.into_iter().flat_map(|analysis| &analysis.conflicts);
        let of_two =
            conflicts.filter_map(|conflict| Some((conflict.claims.as_slice().try_into().ok()?, conflict)));
        let groups = |analysis: &'a Analysis| {
            let as_written = analysis.groups.iter().filter(|group| group.witness.stretch.is_zero());
            let members = as_written.map(|group| {
                let mut members = FixedBitSet::with_capacity(analysis.claims.len());
                members.extend(
                    group.claims.iter().filter_map(|claim| analysis.claims.binary_search(claim).ok()),
                );
                members
            });
            members.collect::<Vec<_>>()
        };
        Pairs {
            reconciler: *self,
            stands_for,
            conflicts: of_two.collect(),
            groups: analysis.into_iter().flat_map(groups).collect(),
            analysis,
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
        let (Some(&a), Some(&b)) = (self.stands_for.get(&a), self.stands_for.get(&b)) else {
            return pair;
        };
        let key = [a.min(b), a.max(b)];
        match self.conflicts.get(&key) {
            Some(conflict) => decided(pair, conflict),
            None if self.fits(key) || !bear_on_each_other(&pair.evidence) => pair,
            // Neither a conflict nor within a group that was found: the two are decided on their own.
            None if self.is_shown_by_two_bounds(&pair) => pair,
            None => {
                let own = self.reconciler.analyse(&key);
                match own.conflicts.iter().find(|conflict| conflict.claims == key) {
                    Some(conflict) => decided(pair, conflict),
                    None => pair,
                }
            }
        }
    }

    /// Whether the two bounds that a pair's verdict rests on cannot both hold, even stretched by the
    /// materiality, as the checker finds too.
    fn is_shown_by_two_bounds(&self, pair: &Pair) -> bool {
        let Evidence::Compared(comparison) = &pair.evidence else { return false };
        let Some(shortfall) = &comparison.shortfall else { return false };
        if pair.verdict == Verdict::Close {
            return false;
        }
        let mut system = System::default();
        for (claim, constraint) in [(pair.first, &comparison.first), (pair.second, &comparison.second)] {
            let Some(placed) = self.reconciler.placed(claim) else { return false };
            let region = placed.region(constraint.time);
            let unit = constraint.converted.as_ref().map_or(placed.unit, |factor| factor.conversion.to);
            system.statements.push(Statement {
                terms: vec![(system.regions.len(), Rational::one())],
                states_factor: false,
                low: constraint.low.clone(),
                high: constraint.high.clone(),
                origin: Origin::Figure { claim, assumptions: constraint.assumptions.clone() },
                when: vec![vec![claim]],
                converted: constraint.converted.clone(),
            });
            system.regions.push(Region { unit, ..region });
        }
        let ends = if shortfall.first_is_low { [End::Low, End::High] } else { [End::High, End::Low] };
        let multiples =
            (0..).zip(ends).map(|(statement, end)| Multiple { statement, end, times: Rational::one() });
        let dataset = self.reconciler.dataset;
        let checker = Checker::new(&system, &dataset.actors, &dataset.categories);
        let materiality = self.reconciler.reading.materiality.fraction();
        checker.refuted(&[pair.first, pair.second], &materiality, multiples.collect()).is_ok()
    }

    fn fits(&self, [a, b]: [ClaimId; 2]) -> bool {
        let Some(claims) = self.analysis.map(|analysis| &analysis.claims) else { return false };
        let (Ok(a), Ok(b)) = (claims.binary_search(&a), claims.binary_search(&b)) else { return false };
        a == b || self.groups.iter().any(|group| group.contains(a) && group.contains(b))
    }
}

/// Whether there was anything in which two claims could be held against each other.
fn bear_on_each_other(evidence: &Evidence) -> bool {
    !matches!(evidence, Evidence::Scopes(_) | Evidence::Unplaced(_) | Evidence::NotConvertible { .. })
}

/// The pair with the verdict that was decided. Where bounds held two by two do not show it, or not all of it,
/// it says so.
fn decided(pair: Pair, conflict: &Conflict) -> Pair {
    let shown = match &pair.evidence {
        Evidence::Compared(comparison) => comparison.shortfall.as_ref().map(|shortfall| &shortfall.stretch),
        _ => None,
    };
    let verdict = conflict.verdict;
    if pair.verdict == verdict && shown == conflict.stretch.least.as_ref() {
        return pair;
    }
    Pair { verdict, evidence: Evidence::Together, ..pair }
}
