//! The statements that claims make about each other's boxes and times.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Origin, Region, Statement, System};
use crate::claim::{ClaimId, Unit};
use crate::constraint::{Assumption, Constraint, Placed, Shape};
use crate::conversion::{Converter, Factor};
use crate::figure::Comparative;
use crate::number::Rational;
use crate::period::DayRange;
use crate::scope::{Stage, StageLaw};
use crate::standing::Standing;

/// Claims of one unit and place in time speak of the same stretches of time, and so prompt the others alike.
struct Facet<'a> {
    placed: &'a Placed,
    claims: Vec<ClaimId>,
}

impl System {
    /// What claims say, each about its own time and about the times that the others speak of; and about the time
    /// of `asked`, a box that somebody asks about. Claims that take no part, or that nothing places in time, say
    /// nothing. The stages of `order`, from the earliest to the latest, are tied by laws wherever claims of
    /// both speak, in one unit, of times that start on the same day.
    ///
    /// A claim speaks of its flow in its own unit; and where others of other units take part, also in the base
    /// unit of the converter.
    #[must_use]
    pub fn of_claims(
        placed: &[Placed],
        standings: &[Standing],
        claims: &[ClaimId],
        order: &[Stage],
        converter: &Converter,
        asked: Option<&Region>,
    ) -> Self {
        let speaking: Vec<&Placed> = claims
            .iter()
            .filter(|id| matches!(standings.get(id.0 as usize), Some(Standing::Active)))
            .filter_map(|id| placed.get(id.0 as usize))
            .collect();
        Self::of_placed(&speaking, order, converter, asked)
    }

    /// The same of claims that all take part, placed as given.
    #[must_use]
    pub fn of_placed(
        speaking: &[&Placed],
        order: &[Stage],
        converter: &Converter,
        asked: Option<&Region>,
    ) -> Self {
        let speaking: Vec<&Placed> =
            speaking.iter().copied().filter(|placed| placed.shape != Shape::Unplaced).collect();
        let compared_flows: Vec<Placed> =
            speaking.iter().filter_map(|placed| placed.of_compared_flow()).collect();
        let mut by_shape: BTreeMap<(&Shape, bool, Unit), Facet<'_>> = BTreeMap::new();
        for each in speaking.iter().copied().chain(&compared_flows) {
            let facet = by_shape.entry((&each.shape, each.per.is_some(), each.unit));
            facet.or_insert_with(|| Facet { placed: each, claims: Vec::new() }).claims.push(each.claim);
        }
        let facets: Vec<Facet<'_>> = by_shape.into_values().collect();
        let all: Vec<Reaching<'_>> = speaking.iter().map(|placed| Reaching::of(placed)).collect();
        let comparable: Vec<Reaching<'_>> = speaking
            .iter()
            .filter(|placed| converter.converts(placed))
            .map(|placed| Reaching::of(placed))
            .collect();
        let mut builder = Builder::default();
        for each in &all {
            let placed = each.placed;
            let others = others_of_other_units(each, &comparable);
            // What names no unit is said of flows in whatever unit the others count them.
            let units = if placed.names_no_unit { units_of_others(each, &all) } else { BTreeMap::new() };
            for (constraint, prompters) in constraints(placed, &facets, asked.map(|asked| asked.time)) {
                let mut when = vec![vec![placed.claim]];
                when.extend(Some(prompters).filter(|prompters| !prompters.is_empty()));
                let prompted_by = |others: &Vec<ClaimId>| {
                    when.iter().chain(Some(others).filter(|_| asked.is_none())).cloned().collect::<Vec<_>>()
                };
                let is_foreign = placed.unit != converter.base() && converter.converts(placed);
                let counts = is_foreign && !placed.names_no_unit;
                if counts && (asked.is_some() || !others.is_empty()) {
                    builder.state_in_base(placed, &constraint, &prompted_by(&others), converter);
                }
                for (&unit, others) in &units {
                    let in_unit = Placed { unit, ..placed.clone() };
                    builder.state(&in_unit, constraint.clone(), prompted_by(others));
                }
                builder.state(placed, constraint, when);
            }
        }
        builder.tie(order, asked);
        builder.system
    }
}

/// A claim with the times of its flow and of the one that it compares with.
struct Reaching<'a> {
    placed: &'a Placed,
    times: Vec<DayRange>,
}

impl<'a> Reaching<'a> {
    fn of(placed: &'a Placed) -> Self {
        let compared = placed.of_compared_flow().and_then(|flow| flow.reach());
        Self { placed, times: placed.reach().into_iter().chain(compared).collect() }
    }

    /// Whether it counts some of the same time as another claim in another unit.
    fn bears_on(&self, other: &Self) -> bool {
        // What is "twice as much" in whatever money is counted in none.
        let counts = other.placed.unit != self.placed.unit && !other.placed.names_no_unit;
        counts && self.times.iter().any(|time| other.times.iter().any(|of_other| time.overlaps(of_other)))
    }
}

/// The claims of other units that a claim could bear on: its amounts are converted only where one takes part.
fn others_of_other_units(own: &Reaching<'_>, comparable: &[Reaching<'_>]) -> Vec<ClaimId> {
    comparable.iter().filter(|other| own.bears_on(other)).map(|other| other.placed.claim).collect()
}

/// The other units in which claims are counted that a comparison could bear on, each with those claims.
fn units_of_others(own: &Reaching<'_>, all: &[Reaching<'_>]) -> BTreeMap<Unit, Vec<ClaimId>> {
    let mut units: BTreeMap<Unit, Vec<ClaimId>> = BTreeMap::new();
    for other in all.iter().filter(|other| own.bears_on(other)) {
        units.entry(other.placed.unit).or_default().push(other.placed.claim);
    }
    units
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

    /// What a claim says in its own unit.
    fn state(&mut self, placed: &Placed, constraint: Constraint, when: Vec<Vec<ClaimId>>) {
        let own = placed.region(constraint.time);
        let one = Rational::one();
        match placed.compared_region(constraint.time) {
            None => self.state_amount(placed, own, constraint, when),
            Some(other) => self.compare(placed, (own, &one), (other, &one), constraint, when),
        }
    }

    /// What a claim in another unit says in the base unit, where its amounts can be converted.
    fn state_in_base(
        &mut self,
        placed: &Placed,
        constraint: &Constraint,
        when: &[Vec<ClaimId>],
        converter: &Converter,
    ) {
        let in_base = |region: Region| Region { unit: converter.base(), ..region };
        let own = in_base(placed.region(constraint.time));
        let Some(other) = placed.compared_region(constraint.time) else {
            for converted in converter.in_base(placed, constraint) {
                self.state_amount(placed, own.clone(), converted, when.to_vec());
            }
            return;
        };
        // Two flows compare in another unit as they do in their own only at the averages of their times.
        let conversion = |time: DayRange| converter.conversion(placed.unit, time, placed.exchange);
        let (Ok(of_own), Ok(of_other)) = (conversion(own.time), conversion(other.time)) else { return };
        let varies = of_own.varies() || of_other.varies();
        let is_known = of_own.range.is_some() && of_other.range.is_some();
        if varies && is_known && !converter.goes_by_averages() {
            return;
        }
        let claim = placed.claim;
        let mut assumptions = constraint.assumptions.clone();
        assumptions.extend(of_own.averaged_for(claim).chain(of_other.averaged_for(claim)));
        assumptions.extend(of_own.taken_for(claim).chain(of_other.taken_for(claim)));
        assumptions.sort();
        assumptions.dedup();
        let (low, high) = (of_own.average.clone(), of_own.average.clone());
        let converted = Some(Factor { low, high, conversion: Arc::clone(&of_own) });
        let constraint = Constraint { assumptions, converted, ..constraint.clone() };
        let (own, other) = ((own, &of_own.average), (in_base(other), &of_other.average));
        self.compare(placed, own, other, constraint, when.to_vec());
    }

    fn state_amount(
        &mut self,
        placed: &Placed,
        region: Region,
        constraint: Constraint,
        when: Vec<Vec<ClaimId>>,
    ) {
        let Constraint { low, high, assumptions, converted, .. } = constraint;
        if placed.relative.is_none() && (low.is_some() || high.is_some()) {
            let terms = vec![(self.region(region), Rational::one())];
            let origin = Origin::Figure { claim: placed.claim, assumptions };
            self.push(terms, (low, high), origin, when, converted);
        }
    }

    /// What a claim says of its own flow in comparison with another, each with what its amounts were multiplied by.
    fn compare(
        &mut self,
        placed: &Placed,
        (own, own_times): (Region, &Rational),
        (other, other_times): (Region, &Rational),
        constraint: Constraint,
        when: Vec<Vec<ClaimId>>,
    ) {
        let Some(to) = &placed.relative else { return };
        let (claim, converted) = (placed.claim, constraint.converted.clone());
        let assumptions = constraint.assumptions;
        let Some(against) = own_times.checked_div(other_times) else { return };
        // An amount that one flow exceeds another by in a year is not that of half a year, or of three.
        let of_a_year = matches!(to.comparative, Comparative::Difference { .. })
            && to.per.is_none()
            && matches!(placed.shape, Shape::Carried { .. });
        if of_a_year && constraint.time.calendar_year().is_none() {
            return;
        }
        let length = to.per.and_then(|per| constraint.time.measure(per));
        let (own, other) = (self.region(own), self.region(other));
        let weighted = |factor: &Rational| vec![(own, Rational::one()), (other, -&(factor * &against))];
        let figure = Origin::Figure { claim, assumptions: assumptions.clone() };
        match &to.comparative {
            Comparative::Factor { low, high } => {
                let zero = Some(Rational::zero());
                // Nothing is no limit from below.
                for factor in low.iter().filter(|factor| !factor.is_zero()) {
                    let ends = (zero.clone(), None);
                    self.push(weighted(factor), ends, figure.clone(), when.clone(), converted.clone());
                    self.states_factor();
                }
                if let Some(factor) = high {
                    let terms =
                        weighted(factor).into_iter().filter(|(_, weight)| !weight.is_zero()).collect();
                    let ends = (None, zero.clone());
                    self.push(terms, ends, figure.clone(), when.clone(), converted.clone());
                    self.states_factor();
                }
                let terms = vec![(other, Rational::one())];
                let least = Some(least_that_flowed());
                let origin = Origin::SomethingFlowed { claim, assumptions };
                self.push(terms, (least, None), origin, when, converted);
            }
            Comparative::Difference { low, high } => {
                let over_time = |end: &Option<Rational>| {
                    let end = end.as_ref()? * own_times;
                    Some(length.as_ref().map_or_else(|| end.clone(), |length| &end * length))
                };
                let ends = (over_time(low), over_time(high));
                self.push(weighted(&Rational::one()), ends, figure, when, converted);
            }
        }
    }

    /// The laws that tie the stages of an order: for each of two stages of which claims speak from one day
    /// on, what of the earlier is reached in a box that starts then is no less than what of the later is.
    fn tie(&mut self, order: &[Stage], asked: Option<&Region>) {
        let mut stated: BTreeMap<(Option<NaiveDate>, Unit, Stage), Stated> = BTreeMap::new();
        // The money of two stages was exchanged at two times: in another unit no law ties what it came to.
        for statement in self.system.statements.iter().filter(|statement| statement.converted.is_none()) {
            let Some(claim) = statement.origin.claim() else { continue };
            let regions = statement.terms.iter().filter_map(|(region, _)| self.system.regions.get(*region));
            for region in regions.filter(|region| order.contains(&region.stage)) {
                let stated = stated.entry((region.time.start(), region.unit, region.stage)).or_default();
                stated.claims.insert(claim);
                stated.boxes.insert(region.clone());
            }
        }
        if let Some(asked) = asked.filter(|asked| order.contains(&asked.stage)) {
            let stated = stated.entry((asked.time.start(), asked.unit, asked.stage)).or_default();
            stated.is_asked = true;
            stated.boxes.insert(asked.clone());
        }
        let starts: BTreeSet<(Option<NaiveDate>, Unit)> =
            stated.keys().map(|(start, unit, _)| (*start, *unit)).collect();
        for (start, unit) in starts {
            for (position, &earlier) in order.iter().enumerate() {
                for &later in order.iter().skip(position + 1) {
                    let (Some(of_earlier), Some(of_later)) =
                        (stated.get(&(start, unit, earlier)), stated.get(&(start, unit, later)))
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
                        self.push(terms, (Some(Rational::zero()), None), law, when.clone(), None);
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
        converted: Option<Factor>,
    ) {
        for claims in &mut when {
            claims.sort_unstable();
            claims.dedup();
        }
        let statement = Statement { terms, states_factor: false, low, high, origin, when, converted };
        self.system.statements.push(statement);
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
