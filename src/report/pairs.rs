//! The facts of a pair: what was compared, the proof, and what the verdict rests on.

use super::build::Builder;
use super::rows::named;
use super::{
    AssumptionFacts, Because, BeforeConversion, ComparedFacts, MissingFacts, Named, PairFacts, Proof,
    SharedRange, Term,
};
use crate::claim::ClaimId;
use crate::constraint::Constraint;
use crate::number::Rational;
use crate::reconcile::{Comparison, DimensionRelation, Evidence, Pair, Shortfall};
use crate::scope::Relation;
use crate::solve::End;

impl Builder<'_> {
    /// The facts of a pair, turned so that the earlier row comes first.
    pub(super) fn pair(
        &self,
        (first, row): (ClaimId, usize),
        (second, other_row): (ClaimId, usize),
        pair: Pair,
    ) -> PairFacts {
        let turned = pair.first != first;
        let turn = |relation: Relation| if turned { relation.reversed() } else { relation };
        let because = match pair.evidence {
            Evidence::Compared(comparison) => {
                Because::Compared(Box::new(self.compared(pair.first, pair.second, *comparison, turned)))
            }
            Evidence::Scopes(dimensions) => Because::Scopes {
                dimensions: dimensions
                    .into_iter()
                    .map(|each| DimensionRelation { relation: turn(each.relation), ..each })
                    .collect(),
            },
            Evidence::Together => Because::Together,
            Evidence::Unplaced(claim) => Because::Unplaced { claim: self.id(claim) },
            Evidence::NotConvertible { claim, missing } => {
                Because::NotConvertible { claim: self.id(claim), missing: MissingFacts::new(&missing) }
            }
            Evidence::Relative(claim) => Because::Relative { claim: self.id(claim) },
            Evidence::SpokenFor { echo, original } => {
                Because::SpokenFor { echo: self.id(echo), original: self.id(original) }
            }
            Evidence::Silent(claim) => Because::Silent { claim: self.id(claim) },
            Evidence::Repeats { echo, original, differences } => {
                Because::Repeats { echo: self.id(echo), original: self.id(original), differences }
            }
            Evidence::Supersedes { old, new, factor } => {
                Because::Supersedes { old: self.id(old), new: self.id(new), factor }
            }
        };
        let accepted = [first.min(second), first.max(second)];
        PairFacts {
            first: self.id(first),
            second: self.id(second),
            rows: (row, other_row),
            verdict: pair.verdict,
            because,
            known: self.known.get(&accepted[..]).map(|&reason| reason.to_owned()),
        }
    }

    fn compared(
        &self,
        first: ClaimId,
        second: ClaimId,
        comparison: Comparison,
        turned: bool,
    ) -> ComparedFacts {
        let shared = (comparison.relation == Relation::Same && comparison.shortfall.is_none()).then(|| {
            let (a, b) = (&comparison.first, &comparison.second);
            SharedRange {
                low: a.low.iter().chain(&b.low).max().cloned(),
                high: a.high.iter().chain(&b.high).min().cloned(),
                time: a.time,
            }
        });
        let mut assumptions: Vec<AssumptionFacts> = Vec::new();
        for constraint in [&comparison.first, &comparison.second] {
            for assumption in &constraint.assumptions {
                let claim = self.id(assumption.claim());
                assumptions.push(AssumptionFacts {
                    claim,
                    assumption: assumption.clone(),
                    tried: constraint.time,
                });
            }
        }
        assumptions.sort_by(|a, b| (&a.claim, &a.assumption).cmp(&(&b.claim, &b.assumption)));
        let proof = comparison
            .shortfall
            .as_ref()
            .map(|shortfall| self.proof((first, &comparison.first), (second, &comparison.second), shortfall));
        let (first_source, second_source) =
            (self.dataset().source_of(first), self.dataset().source_of(second));
        let one_voice = first_source.voices.iter().any(|voice| second_source.voices.contains(voice));
        let (first_via, second_via) = (&self.dataset().claim(first).via, &self.dataset().claim(second).via);
        let shared_via = first_via.iter().filter(|via| second_via.contains(via));
        let shared_via = shared_via.map(|&via| self.dataset().source(via).id.clone()).collect();
        let rests_on_open_end = comparison.rests_on_open_end.map(|id| self.id(id));
        let (relation, first_constraint, second_constraint) = if turned {
            (comparison.relation.reversed(), comparison.second, comparison.first)
        } else {
            (comparison.relation, comparison.first, comparison.second)
        };
        ComparedFacts {
            relation,
            first_constraint,
            second_constraint,
            shared,
            proof,
            assumptions,
            taken_as_complete: self.taken_as_complete(first, second),
            rests_on_open_end,
            throughout: comparison.throughout,
            law: comparison.law,
            independent_sources: if one_voice { 1 } else { 2 },
            shared_via,
        }
    }

    /// The groups without whose completeness the scopes would not relate as they do.
    fn taken_as_complete(&self, first: ClaimId, second: ClaimId) -> Vec<Named> {
        let dataset = self.dataset();
        let (one, other) = (&dataset.claim(first).scope, &dataset.claim(second).scope);
        let dimensions = [
            (&dataset.actors, one.payer, other.payer),
            (&dataset.actors, one.payee, other.payee),
            (&dataset.categories, one.category, other.category),
        ];
        let behind = dimensions.into_iter().flat_map(|(hierarchy, one, other)| {
            let groups = hierarchy.completeness_behind(one, other);
            groups.into_iter().map(|group| named(hierarchy, group)).collect::<Vec<_>>()
        });
        let mut groups: Vec<Named> = behind.collect();
        groups.dedup();
        groups
    }

    fn proof(
        &self,
        (first, a): (ClaimId, &Constraint),
        (second, b): (ClaimId, &Constraint),
        shortfall: &Shortfall,
    ) -> Proof {
        let ((low, part), (high, whole)) =
            if shortfall.first_is_low { ((first, a), (second, b)) } else { ((second, b), (first, a)) };
        Proof {
            terms: vec![
                self.term(low, part, End::Low, &shortfall.low),
                self.term(high, whole, End::High, &shortfall.high),
            ],
            shortfall: shortfall.amount.clone(),
            stretch: shortfall.stretch.clone(),
        }
    }

    fn term(&self, claim: ClaimId, constraint: &Constraint, end: End, bound: &Rational) -> Term {
        let placed = self.reconciler.placed(claim);
        let own_end = placed.and_then(|placed| match end {
            End::Low => placed.low.clone(),
            End::High => placed.high.clone(),
        });
        let converted = BeforeConversion::of(bound, constraint.converted.as_ref(), end == End::Low);
        // A bound moved onto another day keeps the length of its own period.
        let before = converted.as_ref().map_or(bound, |before| &before.amount);
        let length = own_end.as_ref().and_then(|own| before.checked_div(own));
        let is_rate = placed.is_some_and(|placed| placed.per.is_some());
        Term {
            claim: self.id(claim),
            end,
            multiplier: Rational::one(),
            bound: bound.clone(),
            time: constraint.time,
            rate: own_end.filter(|_| is_rate),
            length: length.filter(|_| is_rate),
            converted,
        }
    }
}
