//! The statements that claims make about each other's boxes and times.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Origin, Region, Statement, System};
use crate::claim::ClaimId;
use crate::constraint::{Assumption, Constraint, Placed, Shape};
use crate::figure::Comparative;
use crate::number::Rational;
use crate::period::DayRange;
use crate::scope::{Stage, StageLaw};
use crate::standing::Standing;

/// Claims of one place in time speak of the same stretches of time, and so prompt the others alike.
struct Facet<'a> {
    placed: &'a Placed,
    claims: Vec<ClaimId>,
}

impl System {
    /// What claims that count in one unit say, each about its own time and about the times that the
    /// others speak of; and about the time of `asked`, a box that somebody asks about. Claims that take no part,
    /// or that nothing places in time, say nothing. The stages of `order`, from the earliest to the latest,
    /// are tied by laws wherever claims of both speak of times that start on the same day.
    #[must_use]
    pub fn of_claims(
        placed: &[Placed],
        standings: &[Standing],
        claims: &[ClaimId],
        order: &[Stage],
        asked: Option<&Region>,
    ) -> Self {
        let speaking: Vec<&Placed> = claims
            .iter()
            .filter(|id| matches!(standings.get(id.0 as usize), Some(Standing::Active)))
            .filter_map(|id| placed.get(id.0 as usize))
            .collect();
        Self::of_placed(&speaking, order, asked)
    }

    /// The same of claims that all take part, placed as given.
    #[must_use]
    pub fn of_placed(speaking: &[&Placed], order: &[Stage], asked: Option<&Region>) -> Self {
        let speaking: Vec<&Placed> =
            speaking.iter().copied().filter(|placed| placed.shape != Shape::Unplaced).collect();
        let compared_flows: Vec<Placed> =
            speaking.iter().filter_map(|placed| placed.of_compared_flow()).collect();
        let mut by_shape: BTreeMap<(&Shape, bool), Facet<'_>> = BTreeMap::new();
        for each in speaking.iter().copied().chain(&compared_flows) {
            let facet = by_shape.entry((&each.shape, each.per.is_some()));
            facet.or_insert_with(|| Facet { placed: each, claims: Vec::new() }).claims.push(each.claim);
        }
        let facets: Vec<Facet<'_>> = by_shape.into_values().collect();
        let mut builder = Builder::default();
        for &each in &speaking {
            for (constraint, prompters) in constraints(each, &facets, asked.map(|asked| asked.time)) {
                builder.state(each, constraint, prompters);
            }
        }
        builder.tie(order, asked);
        builder.system
    }
}

/// A claim's constraints with the claims of which one must take part for each to be tried; without
/// any, the constraint needs no other claim.
fn constraints(
    own: &Placed,
    facets: &[Facet<'_>],
    asked: Option<DayRange>,
) -> Vec<(Constraint, Vec<ClaimId>)> {
    let mut found: Vec<(Constraint, Vec<ClaimId>)> =
        own.own_words().into_iter().map(|own| (own, Vec::new())).collect();
    // A steady rate holds in every year, whether anyone else speaks of it or not.
    for year in own.steady_years() {
        let constraint = own.tried_over(year);
        if !found.iter().any(|(known, _)| known == &constraint) {
            found.push((constraint, Vec::new()));
        }
    }
    let unprompted = found.len();
    for facet in facets {
        let others = facet.claims.iter().copied().filter(|&claim| claim != own.claim);
        let others: Vec<ClaimId> = others.collect();
        if others.is_empty() {
            continue;
        }
        for constraint in own.against(facet.placed) {
            let alone = constraint.assumptions.iter().all(|assumption| {
                matches!(assumption, Assumption::WithinOneYear { .. } | Assumption::WasPaid { .. })
            });
            match found.iter().position(|(known, _)| known == &constraint) {
                Some(position) if position < unprompted => {}
                Some(position) => {
                    if let Some((_, prompters)) = found.get_mut(position).filter(|_| !alone) {
                        prompters.extend(&others);
                    }
                }
                None => found.push((constraint, if alone { Vec::new() } else { others.clone() })),
            }
        }
    }
    let extent = own.extent();
    for time in asked.into_iter().filter_map(|asked| extent?.intersect(&asked)).filter(DayRange::is_bounded) {
        let constraint = own.tried_over(time);
        match found.iter().position(|(known, _)| known == &constraint) {
            Some(position) => {
                if let Some((_, prompters)) = found.get_mut(position) {
                    prompters.clear();
                }
            }
            None => found.push((constraint, Vec::new())),
        }
    }
    for (_, prompters) in &mut found {
        prompters.sort_unstable();
        prompters.dedup();
    }
    found
}

/// What claims say of one stage about times that start on one day.
#[derive(Default)]
struct Stated {
    claims: BTreeSet<ClaimId>,
    boxes: BTreeSet<Region>,
    /// Somebody asks about one of the boxes, whoever speaks of it.
    is_asked: bool,
}

#[derive(Default)]
struct Builder {
    system: System,
    positions: BTreeMap<Region, usize>,
}

impl Builder {
    fn region(&mut self, region: Region) -> usize {
        if let Some(&position) = self.positions.get(&region) {
            return position;
        }
        let position = self.system.regions.len();
        self.system.regions.push(region.clone());
        self.positions.insert(region, position);
        position
    }

    fn state(&mut self, placed: &Placed, constraint: Constraint, prompters: Vec<ClaimId>) {
        let claim = placed.claim;
        let mut when = vec![vec![claim]];
        when.extend(Some(prompters).filter(|prompters| !prompters.is_empty()));
        let own = placed.region(constraint.time);
        let assumptions = constraint.assumptions;
        let Some(to) = &placed.relative else {
            if constraint.low.is_some() || constraint.high.is_some() {
                let terms = vec![(self.region(own), Rational::one())];
                self.push(
                    terms,
                    (constraint.low, constraint.high),
                    Origin::Figure { claim, assumptions },
                    when,
                );
            }
            return;
        };
        let Some(other) = placed.compared_region(constraint.time) else { return };
        // An amount that one flow exceeds another by in a year is not that of half a year, or of three.
        let of_a_year = matches!(to.comparative, Comparative::Difference { .. })
            && to.per.is_none()
            && matches!(placed.shape, Shape::Carried { .. });
        if of_a_year && constraint.time.calendar_year().is_none() {
            return;
        }
        let length = to.per.and_then(|per| constraint.time.measure(per));
        let (own, other) = (self.region(own), self.region(other));
        let weighted = |factor: &Rational| vec![(own, Rational::one()), (other, -factor)];
        let figure = Origin::Figure { claim, assumptions: assumptions.clone() };
        match &to.comparative {
            Comparative::Factor { low, high } => {
                let zero = Some(Rational::zero());
                // Nothing is no limit from below.
                for factor in low.iter().filter(|factor| !factor.is_zero()) {
                    self.push(weighted(factor), (zero.clone(), None), figure.clone(), when.clone());
                    self.states_factor();
                }
                if let Some(factor) = high {
                    let terms =
                        weighted(factor).into_iter().filter(|(_, weight)| !weight.is_zero()).collect();
                    self.push(terms, (None, zero.clone()), figure.clone(), when.clone());
                    self.states_factor();
                }
                let terms = vec![(other, Rational::one())];
                let least = Some(least_that_flowed());
                self.push(terms, (least, None), Origin::SomethingFlowed { claim, assumptions }, when);
            }
            Comparative::Difference { low, high } => {
                let over_time = |end: &Option<Rational>| match (&length, end) {
                    (Some(length), Some(end)) => Some(end * length),
                    (_, end) => end.clone(),
                };
                self.push(weighted(&Rational::one()), (over_time(low), over_time(high)), figure, when);
            }
        }
    }

    /// The laws that tie the stages of an order: for each of two stages of which claims speak from one day
    /// on, what of the earlier is reached in a box that starts then is no less than what of the later is.
    fn tie(&mut self, order: &[Stage], asked: Option<&Region>) {
        let mut stated: BTreeMap<(Option<NaiveDate>, Stage), Stated> = BTreeMap::new();
        for statement in &self.system.statements {
            let Some(claim) = statement.origin.claim() else { continue };
            let regions = statement.terms.iter().filter_map(|(region, _)| self.system.regions.get(*region));
            for region in regions.filter(|region| order.contains(&region.stage)) {
                let stated = stated.entry((region.time.start(), region.stage)).or_default();
                stated.claims.insert(claim);
                stated.boxes.insert(region.clone());
            }
        }
        if let Some(asked) = asked.filter(|asked| order.contains(&asked.stage)) {
            let stated = stated.entry((asked.time.start(), asked.stage)).or_default();
            stated.is_asked = true;
            stated.boxes.insert(asked.clone());
        }
        let starts: BTreeSet<Option<NaiveDate>> = stated.keys().map(|(start, _)| *start).collect();
        for start in starts {
            for (position, &earlier) in order.iter().enumerate() {
                for &later in order.iter().skip(position + 1) {
                    let (Some(of_earlier), Some(of_later)) =
                        (stated.get(&(start, earlier)), stated.get(&(start, later)))
                    else {
                        continue;
                    };
                    let when: Vec<Vec<ClaimId>> = [of_earlier, of_later]
                        .iter()
                        .filter(|stated| !stated.is_asked)
                        .map(|stated| stated.claims.iter().copied().collect())
                        .collect();
                    // The same box of either stage is tied once.
                    let boxes: BTreeSet<Region> = of_earlier
                        .boxes
                        .iter()
                        .chain(&of_later.boxes)
                        .map(|region| Region { stage: earlier, ..region.clone() })
                        .collect();
                    for region in boxes {
                        let reached = Region { stage: later, ..region.clone() };
                        let terms = vec![
                            (self.region(region), Rational::one()),
                            (self.region(reached), -&Rational::one()),
                        ];
                        let law = Origin::Law(StageLaw { earlier, later });
                        self.push(terms, (Some(Rational::zero()), None), law, when.clone());
                    }
                }
            }
        }
    }

    fn push(
        &mut self,
        terms: Vec<(usize, Rational)>,
        (low, high): (Option<Rational>, Option<Rational>),
        origin: Origin,
        mut when: Vec<Vec<ClaimId>>,
    ) {
        for claims in &mut when {
            claims.sort_unstable();
            claims.dedup();
        }
        self.system.statements.push(Statement { terms, states_factor: false, low, high, origin, when });
    }

    /// The weight below zero of the last statement is what its figure states.
    fn states_factor(&mut self) {
        if let Some(statement) = self.system.statements.last_mut() {
            statement.states_factor = true;
        }
    }
}

/// What a comparison takes for granted of the flow that it compares with: twice nothing is nothing, and
/// nobody says so. A hundredth of the currency's unit is less than any flow that anyone reports.
fn least_that_flowed() -> Rational {
    Rational::power_of_ten(-2)
}
