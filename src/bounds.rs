//! Implied bounds: the least and the most that claims allow of a flow, whether any of them is about it
//! or not.

mod flow;

use crate::analysis::{Analysis, Part};
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
    /// By how much they had to be stretched to be true together; zero unless some are close.
    pub stretch: Rational,
    /// What they allow of each flow asked about, in that order.
    pub allowed: Vec<Allowed>,
}

impl Reconciler<'_> {
    /// The least and most that claims, which must not be in conflict, allow of each of some flows. Nothing
    /// where they cannot be true together, or that cannot be decided.
    #[must_use]
    pub fn allowance(&self, system: &System, claims: &[ClaimId], sums: &[Sum]) -> Option<Allowance> {
        let part = Part::of(system, claims, self.dataset)?;
        let stretch = part.fit()?.stretch.least?;
        let mut asked = system.clone();
        let questions: Vec<Vec<(usize, Rational)>> = sums.iter().map(|sum| ask(&mut asked, sum)).collect();
        let stretched = asked.stretched(&stretch);
        let cells = Cells::all_or_first(&asked.regions, &self.dataset.actors, &self.dataset.categories);
        let is_tried = |statement: usize| {
            asked.statements.get(statement).is_some_and(|statement| statement.is_tried_among(claims))
        };
        let mut decider = Decider::new(&stretched, self.dataset, &cells, claims, is_tried);
        if decider.decide(|_| true) != Decision::Possible {
            return None;
        }
        let checker = Checker::new(&asked, &self.dataset.actors, &self.dataset.categories);
        let mut side =
            |sum: &Sum, question: &[(usize, Rational)], end: End| match decider.extreme(question, end) {
                Extreme::At(value, multiples) => checker
                    .limited(claims, &stretch, sum.clone(), end, &value, multiples)
                    .map_or(Side::Undecided, Side::At),
                Extreme::Unlimited => Side::Unlimited,
                Extreme::Undecided => Side::Undecided,
            };
        let allowed = sums
            .iter()
            .zip(&questions)
            .map(|(sum, question)| Allowed {
                low: side(sum, question, End::Low),
                high: side(sum, question, End::High),
                sum: sum.clone(),
            })
            .collect();
        Some(Allowance { claims: claims.to_vec(), stretch, allowed })
    }

    /// The flows that the claims of a component are about, each once, in a fixed order; and for each that
    /// has parts, what is left of it beside them.
    #[must_use]
    pub fn flows_of(&self, analysis: &Analysis) -> Vec<Sum> {
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
        for whole in &own {
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
