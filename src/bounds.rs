//! Implied bounds: the least and the most that claims allow of a flow, whether any of them is about it
//! or not.

mod flow;

use crate::analysis::Analysis;
use crate::cell::Cells;
use crate::certificate::{Checker, Limit, Verified};
use crate::claim::ClaimId;
use crate::decide::{Decider, Decision, Extreme, ask};
use crate::number::Rational;
use crate::reconcile::Reconciler;
use crate::scope::{Hierarchy, Node, Relation};
use crate::solve::End;
use crate::statement::{Origin, Region, System};

pub use flow::{Flow, FlowBounds, Found, LeftOut, Repaired};

/// A weighted sum of flows in boxes.
pub type Sum = Vec<(Region, Rational)>;

/// One end of what is allowed.
#[derive(Debug)]
pub enum Side {
    /// It is this, as the bounds of these claims show.
    At(Verified<Limit>),
    /// Nothing limits it.
    Unlimited,
    /// It would have taken too long to say.
    Undecided,
}

/// What claims allow of a flow.
#[derive(Debug)]
pub struct Allowed {
    /// The flow asked about.
    pub sum: Sum,
    /// The least of it. Nothing is the least of any flow in boxes.
    pub low: Side,
    /// The most of it.
    pub high: Side,
}

/// What some claims of a component allow.
#[derive(Debug)]
pub struct Allowance {
    /// The claims, in ascending order.
    pub claims: Vec<ClaimId>,
    /// Those that had to be stretched for all to be true together: they are close to each other.
    pub stretched: Vec<ClaimId>,
    /// By how much: the reading's materiality, or nothing.
    pub stretch: Rational,
    /// What they allow of each flow asked about, in that order.
    pub allowed: Vec<Allowed>,
}

impl Reconciler<'_> {
    /// The least and most that claims, which must not be in conflict, allow of each of some flows. Nothing
    /// where they cannot be true together, or that cannot be decided.
    ///
    /// As far as they can they speak as written. Those of `close` sets, which cannot, are stretched by the
    /// reading's materiality; and where that does not do, all are.
    #[must_use]
    pub fn allowance(
        &self,
        system: &System,
        claims: &[ClaimId],
        close: &[&[ClaimId]],
        sums: &[Sum],
    ) -> Option<Allowance> {
        let materiality = self.reading.materiality.fraction();
        let takes_part = |set: &&&[ClaimId]| set.iter().all(|claim| claims.binary_search(claim).is_ok());
        let mut of_close: Vec<ClaimId> =
            close.iter().filter(takes_part).flat_map(|set| set.iter().copied()).collect();
        of_close.sort_unstable();
        of_close.dedup();
        let mut asked = system.clone();
        let questions: Vec<Vec<(usize, Rational)>> = sums.iter().map(|sum| ask(&mut asked, sum)).collect();
        let cells = Cells::all_or_first(&asked.regions, &self.dataset.actors, &self.dataset.categories);
        let ways = [Vec::new(), of_close, claims.to_vec()];
        ways.into_iter().find_map(|stretched| {
            let heeded = asked.with_stretched(&stretched, &materiality);
            let allowed = self.allowed(&heeded, &cells, claims, sums, &questions)?;
            let stretch = if stretched.is_empty() { Rational::zero() } else { materiality.clone() };
            Some(Allowance { claims: claims.to_vec(), stretched, stretch, allowed })
        })
    }

    /// What claims allow of each flow by a system as it stands; nothing where they cannot all be true.
    fn allowed(
        &self,
        system: &System,
        cells: &Cells,
        claims: &[ClaimId],
        sums: &[Sum],
        questions: &[Vec<(usize, Rational)>],
    ) -> Option<Vec<Allowed>> {
        let is_tried = |statement: usize| {
            system.statements.get(statement).is_some_and(|statement| statement.is_tried_among(claims))
        };
        let mut decider = Decider::new(system, self.dataset, cells, claims, is_tried);
        if decider.decide(|_| true) != Decision::Possible {
            return None;
        }
        let checker = Checker::new(system, &self.dataset.actors, &self.dataset.categories);
        let as_it_stands = Rational::zero();
        let mut side =
            |sum: &Sum, question: &[(usize, Rational)], end: End| match decider.extreme(question, end) {
                Extreme::At(value, multiples) => checker
                    .limited(claims, &as_it_stands, sum.clone(), end, &value, multiples)
                    .map_or(Side::Undecided, Side::At),
                Extreme::Unlimited => Side::Unlimited,
                Extreme::Undecided => Side::Undecided,
            };
        let allowed = sums.iter().zip(questions).map(|(sum, question)| Allowed {
            low: side(sum, question, End::Low),
            high: side(sum, question, End::High),
            sum: sum.clone(),
        });
        Some(allowed.collect())
    }

    /// The flows that the claims of a component are about, each once, in a fixed order; and for each that
    /// has parts, what is left of it beside them; at most so many.
    #[must_use]
    pub fn flows_of(&self, analysis: &Analysis, most: usize) -> Vec<Sum> {
        let mut own: Vec<Region> = Vec::new();
        for statement in &analysis.system.statements {
            let stated =
                matches!(&statement.origin, Origin::Figure { claim, .. } if statement.when == [[*claim]]);
            if !stated || statement.states_factor {
                continue;
            }
            for (region, _) in &statement.terms {
                own.extend(analysis.system.regions.get(*region).cloned());
            }
        }
        own.sort();
        own.dedup();
        let mut sums: Vec<Sum> = own.iter().map(|region| vec![(region.clone(), Rational::one())]).collect();
        sums.truncate(most);
        for whole in own.iter().take(most - sums.len()) {
            let parts = self.disjoint_parts(whole, &analysis.system.regions);
            if !parts.is_empty() {
                let minus = -&Rational::one();
                let parts = parts.into_iter().map(|part| (part, minus.clone()));
                sums.push(std::iter::once((whole.clone(), Rational::one())).chain(parts).collect());
            }
        }
        sums
    }

    /// The largest boxes within one that share nothing with each other, of the same stage and time.
    fn disjoint_parts(&self, whole: &Region, regions: &[Region]) -> Vec<Region> {
        let mut parts: Vec<&Region> = regions
            .iter()
            .filter(|part| {
                part.stage == whole.stage
                    && part.unit == whole.unit
                    && part.time == whole.time
                    && self.boxes(part, whole) == Relation::Part
            })
            .collect();
        parts.sort();
        parts.dedup();
        let largest =
            parts.iter().filter(|part| !parts.iter().any(|other| self.boxes(part, other) == Relation::Part));
        let mut chosen: Vec<Region> = Vec::new();
        for part in largest {
            if chosen.iter().all(|other| self.boxes(part, other) == Relation::Apart) {
                chosen.push((*part).clone());
            }
        }
        chosen
    }

    /// How two boxes relate in payer, payee and category.
    fn boxes(&self, a: &Region, b: &Region) -> Relation {
        let relation = |hierarchy: &Hierarchy, a: Node, b: Node| hierarchy.relation(a, b);
        relation(&self.dataset.actors, a.payer, b.payer)
            .and(relation(&self.dataset.actors, a.payee, b.payee))
            .and(relation(&self.dataset.categories, a.category, b.category))
    }
}
