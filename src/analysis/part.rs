//! A few claims on their own: whether they fit, and by how much they must be stretched until they do.

use std::collections::BTreeMap;

use crate::cell::Cells;
use crate::certificate::Multiple;
use crate::claim::{ClaimId, Dataset};
use crate::decide::{Decider, Decision};
use crate::number::Rational;
use crate::solve::End;
use crate::statement::{Origin, Point, System};

/// By how much every figure of a set must be stretched until the set fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The fraction; nothing where no stretch helps.
    pub least: Option<Rational>,
    /// False where factors are stretched as well as amounts: then `least` is rounded up to a hundredth of
    /// a percent, since the exact one need not be a fraction.
    pub exact: bool,
}

/// The statements tried among some claims, on their own.
pub(crate) struct Part<'a> {
    system: System,
    /// The place of each in the system that it is part of.
    places: Vec<usize>,
    cells: Cells,
    claims: &'a [ClaimId],
    dataset: &'a Dataset,
}

/// A set stretched until it fits.
pub(crate) struct Fitted {
    pub(crate) stretch: Stretch,
    /// Why the set does not fit as written and, where the stretch is exact, why no less of one will do.
    pub(crate) multiples: Vec<Multiple>,
    /// A flow in which the stretched set is true.
    pub(crate) flows: Option<Vec<(Point, Rational)>>,
}

/// Where factors are stretched, the stretch is found to this fraction.
const STRETCH_STEPS: i64 = 10_000;

impl<'a> Part<'a> {
    pub(crate) fn of(system: &System, claims: &'a [ClaimId], dataset: &'a Dataset) -> Option<Self> {
        Self::heeding(system, claims, dataset, |_| true)
    }

    pub(crate) fn heeding(
        system: &System,
        claims: &'a [ClaimId],
        dataset: &'a Dataset,
        heeds: impl Fn(&crate::statement::Statement) -> bool,
    ) -> Option<Self> {
        let mut part = System::default();
        let mut places = Vec::new();
        let mut regions: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, statement) in system.statements.iter().enumerate() {
            if !statement.is_tried_among(claims) || !heeds(statement) {
                continue;
            }
            let mut own = statement.clone();
            for (region, _) in &mut own.terms {
                let next = part.regions.len();
                let position = *regions.entry(*region).or_insert(next);
                if position == next {
                    part.regions.push(system.regions.get(*region)?.clone());
                }
                *region = position;
            }
            part.statements.push(own);
            places.push(place);
        }
        let cells = Cells::all_or_first(&part.regions, &dataset.actors, &dataset.categories);
        Some(Self { system: part, places, cells, claims, dataset })
    }

    /// Its statements.
    pub(crate) fn system(&self) -> &System {
        &self.system
    }

    /// The cells that its boxes make.
    pub(crate) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Whether it can be true, stretched so far, and a flow in which it is.
    pub(crate) fn decide(&self, stretch: &Rational) -> (Decision, Option<Vec<(Point, Rational)>>) {
        let system = self.system.stretched(stretch);
        let mut decider = Decider::new(&system, self.dataset, &self.cells, self.claims, |_| true);
        match decider.decide(|_| true) {
            Decision::Possible => (Decision::Possible, Some(decider.flows())),
            Decision::Impossible(multiples) => (Decision::Impossible(self.placed(multiples)), None),
            Decision::Undecided => (Decision::Undecided, None),
        }
    }

    fn placed(&self, multiples: Vec<Multiple>) -> Vec<Multiple> {
        let place = |multiple: Multiple| {
            Some(Multiple { statement: *self.places.get(multiple.statement)?, ..multiple })
        };
        multiples.into_iter().filter_map(place).collect()
    }

    pub(crate) fn fit(&self) -> Option<Fitted> {
        if self.system.statements.iter().any(|statement| statement.states_factor) {
            self.fit_in_steps()
        } else {
            self.fit_exactly()
        }
    }

    /// A contradiction shows how far its own bounds must be stretched; stretched so far, there may be
    /// another contradiction, of which each there is asks for more than the last.
    fn fit_exactly(&self) -> Option<Fitted> {
        let mut least = Rational::zero();
        let mut shown = Vec::new();
        loop {
            let (decision, flows) = self.decide(&least);
            match decision {
                Decision::Possible => {
                    let stretch = Stretch { least: Some(least), exact: true };
                    return Some(Fitted { stretch, multiples: shown, flows });
                }
                Decision::Impossible(multiples) => {
                    let next = self.stretch_asked_for(&multiples);
                    shown = multiples;
                    match next {
                        Some(next) if next > least && next <= Rational::one() => least = next,
                        _ => {
                            let stretch = Stretch { least: None, exact: true };
                            return Some(Fitted { stretch, multiples: shown, flows: None });
                        }
                    }
                }
                Decision::Undecided => return None,
            }
        }
    }

    /// The stretch at which bounds no longer contradict each other.
    fn stretch_asked_for(&self, multiples: &[Multiple]) -> Option<Rational> {
        let (mut clash, mut width) = (Rational::zero(), Rational::zero());
        for multiple in multiples {
            let own = self.places.binary_search(&multiple.statement).ok()?;
            let statement = self.system.statements.get(own)?;
            let bound = statement.bound(multiple.end)? * &multiple.times;
            clash = if multiple.end == End::Low { &clash + &bound } else { &clash - &bound };
            if matches!(statement.origin, Origin::Figure { .. }) {
                let size = if bound.is_negative() { -&bound } else { bound };
                width = &width + &size;
            }
        }
        clash.checked_div(&width)
    }

    fn fit_in_steps(&self) -> Option<Fitted> {
        let at = |step: i64| Rational::ratio(step, STRETCH_STEPS).unwrap_or_else(Rational::one);
        let (decision, mut flows) = self.decide(&Rational::zero());
        let shown = match decision {
            Decision::Possible => {
                let stretch = Stretch { least: Some(Rational::zero()), exact: true };
                return Some(Fitted { stretch, multiples: Vec::new(), flows });
            }
            Decision::Impossible(multiples) => multiples,
            Decision::Undecided => return None,
        };
        let (mut too_little, mut enough) = (0, STRETCH_STEPS + 1);
        while enough - too_little > 1 {
            // The whole stretch first: where even that is too little, nothing helps.
            let step = if enough > STRETCH_STEPS { STRETCH_STEPS } else { i64::midpoint(too_little, enough) };
            match self.decide(&at(step)) {
                (Decision::Possible, found) => {
                    enough = step;
                    flows = found;
                }
                (Decision::Impossible(_), _) => too_little = step,
                (Decision::Undecided, _) => return None,
            }
        }
        let least = (enough <= STRETCH_STEPS).then(|| at(enough));
        Some(Fitted { stretch: Stretch { least, exact: false }, multiples: shown, flows })
    }
}
