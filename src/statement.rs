//! What claims say about sums of flows: linear statements over boxes.
//!
//! A [`Region`] is a box: a set of payers, of payees, of categories, one stage, a stretch of time.
//! The flow in it is the sum of all flows of its points, each zero or more. A [`Statement`] bounds a
//! weighted sum of such flows: one box for an amount, two for a figure that compares, and two for a
//! law of stage order. This is what is decided, proved and checked; how it is decided is
//! [`crate::solve`]'s business, and that it was decided rightly [`crate::certificate`]'s.

mod of_claims;

use chrono::NaiveDate;

use crate::claim::{ClaimId, Unit};
use crate::constraint::Assumption;
use crate::conversion::Factor;
use crate::number::Rational;
use crate::period::DayRange;
use crate::scope::{Element, Node, Stage, StageLaw};
use crate::solve::End;

/// A box of flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    /// Who pays.
    pub payer: Node,
    /// Who is paid.
    pub payee: Node,
    /// For what.
    pub category: Node,
    /// How far along its way the money is.
    pub stage: Stage,
    /// What it is counted in: the same flow in another unit is another number.
    pub unit: Unit,
    /// When.
    pub time: DayRange,
}

/// Whose statement it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A claim's figure, on assumptions in ascending order.
    Figure {
        /// The claim.
        claim: ClaimId,
        /// What it rests on beyond the claim's words.
        assumptions: Vec<Assumption>,
    },
    /// What a figure that compares two flows takes for granted: that something flowed.
    SomethingFlowed {
        /// The claim.
        claim: ClaimId,
        /// What it rests on beyond the claim's words.
        assumptions: Vec<Assumption>,
    },
    /// The dataset's law that no more of a later stage than of an earlier one is reached by any day.
    Law(StageLaw),
}

impl Origin {
    /// The claim, unless it is a law.
    #[must_use]
    pub fn claim(&self) -> Option<ClaimId> {
        match self {
            Self::Figure { claim, .. } | Self::SomethingFlowed { claim, .. } => Some(*claim),
            Self::Law(_) => None,
        }
    }

    /// What the statement rests on beyond the words.
    #[must_use]
    pub fn assumptions(&self) -> &[Assumption] {
        match self {
            Self::Figure { assumptions, .. } | Self::SomethingFlowed { assumptions, .. } => assumptions,
            Self::Law(_) => &[],
        }
    }
}

/// Bounds on a weighted sum of flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Boxes, by position in [`System::regions`], each with its weight; never zero.
    pub terms: Vec<(usize, Rational)>,
    /// Whether a weight below zero is what the figure states, as of "twice": then there is one end only.
    pub states_factor: bool,
    /// The least that the sum is.
    pub low: Option<Rational>,
    /// The most that the sum is.
    pub high: Option<Rational>,
    /// Whose it is.
    pub origin: Origin,
    /// It is tried only if of each of these lists, in ascending order, some claim takes part: its own claim,
    /// and those that speak of the time over which it is tried.
    pub when: Vec<Vec<ClaimId>>,
    /// What the claim's own amounts were multiplied by; nothing where they are in its own unit.
    pub converted: Option<Factor>,
}

impl Statement {
    /// Whether it follows from the words alone, without an assumption.
    #[must_use]
    pub fn is_by_words(&self) -> bool {
        self.origin.assumptions().is_empty()
    }

    /// One end of it.
    #[must_use]
    pub fn bound(&self, end: End) -> Option<&Rational> {
        match end {
            End::Low => self.low.as_ref(),
            End::High => self.high.as_ref(),
        }
    }

    /// Whether it is tried where these claims, in ascending order, take part.
    #[must_use]
    pub fn is_tried_among(&self, claims: &[ClaimId]) -> bool {
        // Both are in ascending order: the shorter is gone through.
        let share = |some: &Vec<ClaimId>| {
            if claims.len() < some.len() {
                claims.iter().any(|claim| some.binary_search(claim).is_ok())
            } else {
                some.iter().any(|claim| claims.binary_search(claim).is_ok())
            }
        };
        self.when.iter().all(share)
    }

    /// The statement with its figure stretched: amounts and the factors of comparisons widen by the
    /// fraction `stretch`, from 0 to 1. Laws stay as they are.
    #[must_use]
    pub fn stretched(&self, stretch: &Rational) -> Self {
        if !matches!(self.origin, Origin::Figure { .. }) || stretch.is_zero() {
            return self.clone();
        }
        let less = &Rational::one() - stretch;
        let more = &Rational::one() + stretch;
        let lowered = |bound: &Rational| bound * if bound.is_negative() { &more } else { &less };
        let raised = |bound: &Rational| bound * if bound.is_negative() { &less } else { &more };
        // `flow − factor × other flow` is at least nothing, or at most.
        let factor = if self.low.is_some() { &less } else { &more };
        let is_stated = |weight: &Rational| self.states_factor && weight.is_negative();
        let terms = self.terms.iter().map(|(region, weight)| {
            (*region, if is_stated(weight) { weight * factor } else { weight.clone() })
        });
        Self {
            terms: terms.filter(|(_, weight)| !weight.is_zero()).collect(),
            low: self.low.as_ref().map(lowered),
            high: self.high.as_ref().map(raised),
            ..self.clone()
        }
    }
}

/// A point of flow: the smallest thing that a box holds or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Who pays.
    pub payer: Element,
    /// Who is paid.
    pub payee: Element,
    /// For what.
    pub category: Element,
    /// How far along its way the money is.
    pub stage: Stage,
    /// What the flow there is counted in.
    pub unit: Unit,
    /// When.
    pub day: NaiveDate,
}

/// Statements over common boxes.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// The boxes.
    pub regions: Vec<Region>,
    /// The statements.
    pub statements: Vec<Statement>,
}

impl System {
    /// Leaves a statement out of every question, without moving the others.
    pub(crate) fn leave_out(&mut self, statement: usize) {
        if let Some(statement) = self.statements.get_mut(statement) {
            statement.when = vec![Vec::new()];
        }
    }

    /// Adds the statements of another system, and their boxes.
    pub(crate) fn append(&mut self, other: Self) {
        let places: Vec<usize> = other
            .regions
            .into_iter()
            .map(|region| {
                self.regions.iter().position(|known| known == &region).unwrap_or_else(|| {
                    self.regions.push(region);
                    self.regions.len() - 1
                })
            })
            .collect();
        self.statements.extend(other.statements.into_iter().map(|mut statement| {
            for (region, _) in &mut statement.terms {
                *region = places.get(*region).copied().unwrap_or(*region);
            }
            statement
        }));
    }

    /// The same, leaving out what rests on an assumption.
    #[must_use]
    pub fn without_assumptions(&self) -> Self {
        self.heeding(Statement::is_by_words)
    }

    /// The same, leaving out what holds only if an average does.
    #[must_use]
    pub fn without_averages(&self) -> Self {
        self.heeding(|statement| !statement.origin.assumptions().iter().any(Assumption::is_of_average))
    }

    fn heeding(&self, heeds: impl Fn(&Statement) -> bool) -> Self {
        let mut some = self.clone();
        for statement in some.statements.iter_mut().filter(|statement| !heeds(statement)) {
            statement.when = vec![Vec::new()];
        }
        some
    }

    /// The same with the figures of some claims, in ascending order, stretched.
    #[must_use]
    pub fn with_stretched(&self, claims: &[ClaimId], stretch: &Rational) -> Self {
        let stretched = |statement: &Statement| {
            let of_these = |claim: ClaimId| claims.binary_search(&claim).is_ok();
            if statement.origin.claim().is_some_and(of_these) {
                statement.stretched(stretch)
            } else {
                statement.clone()
            }
        };
        Self { regions: self.regions.clone(), statements: self.statements.iter().map(stretched).collect() }
    }

    /// The same with every figure stretched.
    #[must_use]
    pub fn stretched(&self, stretch: &Rational) -> Self {
        let statements = self.statements.iter().map(|statement| statement.stretched(stretch)).collect();
        Self { regions: self.regions.clone(), statements }
    }
}
