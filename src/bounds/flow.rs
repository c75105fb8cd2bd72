//! What claims allow of one flow over stretches of time that somebody asks about.
//!
//! The claims are those of every component that has one bearing on the flow. Those that no conflict is about
//! speak first; then, for each way out of a conflict, those and the rest of the conflict's claims.

use rayon::prelude::*;

use super::{Allowance, Sum};
use crate::analysis::{Analysis, Extent};
use crate::claim::{ClaimId, Unit};
use crate::component::components;
use crate::constraint::{Placed, Shape};
use crate::number::Rational;
use crate::period::DayRange;
use crate::reconcile::Reconciler;
use crate::scope::{Node, Relation, Stage};
use crate::standing::Standing;
use crate::statement::{Origin, Region, Statement, System};

/// The most ways out of one cluster of conflicts for which it is told what they allow.
const MOST_REPAIRS: usize = 4;

/// A flow that is asked about, over whatever time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Who pays.
    pub payer: Node,
    /// Who is paid.
    pub payee: Node,
    /// For what.
    pub category: Node,
    /// How far along its way the money is.
    pub stage: Stage,
}

impl Flow {
    /// The flow over a stretch of time, counted in a unit. What is held is held on the last day of it.
    #[must_use]
    pub fn over(self, time: DayRange, unit: Unit) -> Region {
        let Self { payer, payee, category, stage } = self;
        let time = match time.last_day() {
            Some(day) if stage == Stage::Held => DayRange::single(day),
            _ => time,
        };
        Region { payer, payee, category, stage, unit, time }
    }
}

/// Why a claim that bears on a flow takes no part in bounding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// It counts in another currency or in constant prices, and no rates convert its amounts.
    NotConvertible,
    /// Nothing places it in time.
    Unplaced,
}

/// What claims allow of a flow over one stretch of time.
#[derive(Debug)]
pub struct FlowBounds {
    /// The flow, over that time.
    pub region: Region,
    /// What the claims say; positions in proofs are positions in it.
    pub system: System,
    /// What the claims that are in no conflict allow; nothing where that could not be decided.
    pub undisputed: Option<Found>,
    /// What they and the others allow under each way out of a conflict.
    pub repairs: Vec<Repaired>,
    /// How many more ways out there are, at least.
    pub more_repairs: usize,
    /// How far conflicts among the claims were decided.
    pub extent: Extent,
    /// Claims that bear on the flow and take no part, in ascending order.
    pub left_out: Vec<(ClaimId, LeftOut)>,
}

/// What some claims allow.
#[derive(Debug)]
pub struct Found {
    /// The least and the most.
    pub allowance: Allowance,
    /// Their words alone were heeded, since on the assumptions of the reading they do not fit over this time.
    pub by_words_alone: bool,
}

/// What claims allow when some others are left out.
#[derive(Debug)]
pub struct Repaired {
    /// The claims left out, in ascending order.
    pub leave_out: Vec<ClaimId>,
    /// What the rest allows; nothing where that could not be decided.
    pub found: Option<Found>,
}

impl Reconciler<'_> {
    /// The least and most that claims allow of a flow, in the dataset's currency, over each of some stretches of
    /// time.
    #[must_use]
    pub fn flow_bounds(&self, flow: Flow, times: &[DayRange]) -> Vec<FlowBounds> {
        let all: Vec<ClaimId> = self.dataset.claim_ids().collect();
        let components = components(self.dataset, self.placed, self.standings, self.converter, &all);
        let regions: Vec<Region> = times.iter().map(|&time| flow.over(time, self.converter.base())).collect();
        let bears = |component: &[ClaimId], region: &Region| {
            let counts = |id: ClaimId| {
                self.is_active(id) && self.placed(id).is_some_and(|placed| self.converter.converts(placed))
            };
            component.iter().any(|&id| counts(id) && self.bears_on(id, flow, Some(region.time)))
        };
        let analyses: Vec<Option<Analysis>> = components
            .par_iter()
            .map(|component| {
                let asked = regions.iter().any(|region| bears(component, region));
                asked.then(|| self.analyse(component))
            })
            .collect();
        regions
            .into_par_iter()
            .map(|region| {
                let with = components.iter().zip(&analyses);
                let analyses: Vec<&Analysis> = with
                    .filter(|(component, _)| bears(component, &region))
                    .filter_map(|(_, analysis)| analysis.as_ref())
                    .collect();
                self.bounds_over(flow, region, &analyses)
            })
            .collect()
    }

    /// The calendar years that the claims bearing on a flow state something about; of what is held, the days.
    #[must_use]
    pub fn times_of(&self, flow: Flow) -> Vec<DayRange> {
        let mut times: Vec<DayRange> = Vec::new();
        let counts = |placed: &&Placed| self.is_active(placed.claim) && self.converter.converts(placed);
        for placed in self.placed.iter().filter(counts) {
            let compared = placed.of_compared_flow();
            for placed in [Some(placed), compared.as_ref()].into_iter().flatten() {
                let stated = match (&placed.shape, placed.stated()) {
                    (Shape::Undated { year: Some(year), .. }, _) => Some(*year),
                    (_, Some(stated)) => Some(stated),
                    (_, None) => placed.extent(),
                };
                let Some(stated) = stated.filter(|_| self.is_about(placed, flow)) else { continue };
                if flow.stage == Stage::Held {
                    times.extend(stated.last_day().map(DayRange::single));
                } else if let Some(years) = stated.touched_years() {
                    times.extend(years.map(DayRange::year));
                } else {
                    // Of a time without a start, the last year.
                    let last = stated.last_day().map(DayRange::single);
                    let year =
                        last.and_then(|day| day.touched_years()).map(|years| DayRange::year(*years.end()));
                    times.extend(year);
                }
            }
        }
        times.sort();
        times.dedup();
        times
    }

    fn is_active(&self, id: ClaimId) -> bool {
        self.standing(id) == &Standing::Active
    }

    /// Whether a claim, or the flow that it compares its own with, could be about some of a flow.
    fn bears_on(&self, id: ClaimId, flow: Flow, time: Option<DayRange>) -> bool {
        let Some(own) = self.placed(id) else { return false };
        let compared = own.of_compared_flow();
        [Some(own), compared.as_ref()].into_iter().flatten().any(|placed| {
            let in_time = time.is_none_or(|time| placed.reach().is_some_and(|reach| reach.overlaps(&time)));
            in_time && self.is_about(placed, flow)
        })
    }

    /// Whether a claim's box shares something with a flow, or a law could tie the two.
    fn is_about(&self, placed: &Placed, flow: Flow) -> bool {
        let (actors, categories) = (&self.dataset.actors, &self.dataset.categories);
        (placed.stage == flow.stage || self.dataset.stage_law(placed.stage, flow.stage).is_some())
            && actors.relation(placed.payer, flow.payer) != Relation::Apart
            && actors.relation(placed.payee, flow.payee) != Relation::Apart
            && categories.relation(placed.category, flow.category) != Relation::Apart
    }

    fn bounds_over(&self, flow: Flow, region: Region, analyses: &[&Analysis]) -> FlowBounds {
        let sums: [Sum; 1] = [vec![(region.clone(), Rational::one())]];
        let mut system = System::default();
        let mut undisputed: Vec<ClaimId> = Vec::new();
        for analysis in analyses {
            system.append(self.asked_of(analysis, &region));
            undisputed.extend(analysis.undisputed());
        }
        undisputed.sort_unstable();
        let close: Vec<&[ClaimId]> = analyses.iter().flat_map(|analysis| analysis.close()).collect();
        let allowed = |claims: &[ClaimId]| self.found(&system, claims, &close, &sums);
        let (mut repairs, mut more_repairs) = (Vec::new(), 0);
        for cluster in
            analyses.iter().flat_map(|analysis| analysis.clusters.iter().map(move |each| (analysis, each)))
        {
            let (analysis, cluster) = cluster;
            let conflicts = cluster.conflicts.iter().filter_map(|&each| analysis.conflicts.get(each));
            let mut disputed: Vec<ClaimId> =
                conflicts.flat_map(|conflict| conflict.claims.iter().copied()).collect();
            disputed.sort_unstable();
            disputed.dedup();
            for leave_out in cluster.repairs.iter().take(MOST_REPAIRS) {
                let kept = disputed.iter().filter(|claim| !leave_out.contains(claim));
                let mut claims: Vec<ClaimId> = undisputed.iter().chain(kept).copied().collect();
                claims.sort_unstable();
                let mut leave_out = leave_out.clone();
                leave_out.sort_unstable();
                repairs.push(Repaired { leave_out, found: allowed(&claims) });
            }
            more_repairs +=
                cluster.repairs.len().saturating_sub(MOST_REPAIRS) + usize::from(!cluster.complete);
        }
        FlowBounds {
            undisputed: allowed(&undisputed),
            repairs,
            more_repairs,
            extent: analyses.iter().map(|analysis| analysis.extent).max().unwrap_or(Extent::Complete),
            left_out: self.left_out(flow, region.time),
            region,
            system,
        }
    }

    /// What claims allow: on the assumptions of the reading or, where they do not fit so, by their words.
    fn found(
        &self,
        system: &System,
        claims: &[ClaimId],
        close: &[&[ClaimId]],
        sums: &[Sum],
    ) -> Option<Found> {
        let on_assumptions = self.allowance(system, claims, close, sums);
        if let Some(allowance) = on_assumptions {
            return Some(Found { allowance, by_words_alone: false });
        }
        let allowance = self.allowance(&system.without_assumptions(), claims, close, sums)?;
        Some(Found { allowance, by_words_alone: true })
    }

    /// What the claims of a component say, also about a box that is asked about; but for what groups and
    /// bounds do not heed.
    fn asked_of(&self, analysis: &Analysis, asked: &Region) -> System {
        let order = &self.dataset.stage_order;
        let mut system = System::of_claims(
            self.placed,
            self.standings,
            &analysis.claims,
            order,
            self.converter,
            Some(asked),
        );
        let mut unheeded: Vec<usize> = Vec::new();
        for idle in &analysis.idle {
            let Some(idle) = analysis.system.statements.get(*idle) else { continue };
            let same = (0..system.statements.len()).filter(|&position| {
                let statement = system.statements.get(position);
                statement.is_some_and(|each| say_the_same((each, &system), (idle, &analysis.system)))
            });
            unheeded.extend(same);
        }
        for statement in unheeded {
            system.leave_out(statement);
        }
        system
    }

    fn left_out(&self, flow: Flow, time: DayRange) -> Vec<(ClaimId, LeftOut)> {
        let why = |placed: &Placed| {
            let (in_time, out_of_time) = (Some(time), None);
            if placed.shape == Shape::Unplaced {
                self.bears_on(placed.claim, flow, out_of_time).then_some(LeftOut::Unplaced)
            } else if self.converter.converts(placed) || !self.bears_on(placed.claim, flow, in_time) {
                None
            } else {
                Some(LeftOut::NotConvertible)
            }
        };
        let active = self.placed.iter().filter(|placed| self.is_active(placed.claim));
        active.filter_map(|placed| Some((placed.claim, why(placed)?))).collect()
    }
}

/// Whether statements of two systems are one claim's statement of the same.
fn say_the_same((one, of_one): (&Statement, &System), (other, of_other): (&Statement, &System)) -> bool {
    let terms = |statement: &Statement, system: &System| -> Vec<(Option<Region>, Rational)> {
        let terms = statement.terms.iter();
        terms.map(|(region, weight)| (system.regions.get(*region).cloned(), weight.clone())).collect()
    };
    matches!(one.origin, Origin::Figure { .. } | Origin::SomethingFlowed { .. })
        && one.origin == other.origin
        && (&one.low, &one.high) == (&other.low, &other.high)
        && terms(one, of_one) == terms(other, of_other)
}
