//! Checked proofs and witnesses: the only place where a [`Verified`] can be made.
//!
//! Whoever decides what can be true hands over what it found, and here it is checked against the
//! statements themselves, point by point. Nothing is shared with how it was found: neither the
//! arithmetic, nor how figures are stretched, nor any division of flow into parts. What is trusted
//! is what is asked about: the statements, their boxes, and which elements an entry holds.
//!
//! # What is checked
//!
//! A flow is an amount of zero or more at every [`Point`]; the flow in a box is the sum over the
//! points that it holds. A statement bounds a weighted sum of such flows. It is *tried among* claims
//! if of each list in its `when` some claim is one of them.
//!
//! - A [`Refutation`] adds low ends of statements, each a number of times above zero, and takes away
//!   high ends. If at no point the weights that are left add up to more than zero, then no flow
//!   brings the sum above zero. If the bounds that are left do, no flow satisfies the statements.
//! - A [`Witness`] is a flow, and every statement tried among the claims holds for it.
//! - A [`Limit`] is an addition of the same kind whose weights, at every point, are at most those of
//!   the sum that was asked about: no flow has less of it than the bounds that are left. For the
//!   most of it, the same with signs reversed.
//!
//! Figures are stretched by a fraction `t` from 0 to 1, and only they: a low end `b` becomes
//! `b(1 − t)`, a high end `b(1 + t)`, the other way round below zero. Where a weight below zero is
//! what the figure states, it becomes `w(1 − t)` at a low end and `w(1 + t)` at a high end, and the
//! bound of such a statement is stretched like any other.

mod doubt;
mod places;
mod premises;
#[cfg(test)]
mod tests;
mod within;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

pub use self::doubt::Doubt;
use self::premises::Premises;
use self::within::Flows;
use crate::claim::ClaimId;
use crate::number::Rational;
use crate::scope::Hierarchy;
use crate::solve::End;
use crate::statement::{Point, Region, Statement, System};

/// What a [`Checker`] has found to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<T>(T);

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A bound of a statement, and how often it counts in a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multiple {
    /// The statement, by position in [`System::statements`].
    pub statement: usize,
    /// Which of its bounds.
    pub end: End,
    /// How often; above zero.
    pub times: Rational,
}

/// These claims cannot all be true, even if their figures are stretched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refutation {
    /// The claims, in ascending order.
    pub claims: Vec<ClaimId>,
    /// The fraction by which their figures are stretched.
    pub stretch: Rational,
    /// The bounds that cannot all hold.
    pub multiples: Vec<Multiple>,
    /// The low ends as stretched, each as often as it counts.
    pub lows: Rational,
    /// The high ends as stretched, each as often as it counts.
    pub highs: Rational,
    /// How far the low ends lie above the high ends; above zero.
    pub shortfall: Rational,
}

/// These claims can all be true: a flow that satisfies every statement tried among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The claims, in ascending order.
    pub claims: Vec<ClaimId>,
    /// The fraction by which their figures are stretched.
    pub stretch: Rational,
    /// The flow: points, each once, and the amount there; nothing flows at any other.
    pub flows: Vec<(Point, Rational)>,
}

/// No flow that satisfies the claims has less, or more, than this of a weighted sum of boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The claims, in ascending order.
    pub claims: Vec<ClaimId>,
    /// The fraction by which their figures are stretched.
    pub stretch: Rational,
    /// The sum that is asked about: boxes with their weights.
    pub sum: Vec<(Region, Rational)>,
    /// [`End::Low`] if no flow has less, [`End::High`] if none has more.
    pub end: End,
    /// Than this.
    pub value: Rational,
    /// The bounds that it follows from.
    pub multiples: Vec<Multiple>,
}

/// Checks what is said of the statements of one system.
#[derive(Debug, Clone, Copy)]
pub struct Checker<'a> {
    system: &'a System,
    actors: &'a Hierarchy,
    categories: &'a Hierarchy,
}

/// Weights at boxes.
type Weights<'a> = BTreeMap<&'a Region, BigRational>;

/// Low ends of statements minus high ends, each as often as it counts.
struct Added<'a> {
    weights: Weights<'a>,
    lows: BigRational,
    highs: BigRational,
}

impl<'a> Checker<'a> {
    /// For a system whose boxes are made of these actors and categories.
    #[must_use]
    pub fn new(system: &'a System, actors: &'a Hierarchy, categories: &'a Hierarchy) -> Self {
        Self { system, actors, categories }
    }

    /// Checks that the claims, stretched, cannot all be true.
    pub fn refuted(
        &self,
        claims: &[ClaimId],
        stretch: &Rational,
        multiples: Vec<Multiple>,
    ) -> Result<Verified<Refutation>, Doubt> {
        let premises = Premises::new(claims, stretch)?;
        let Added { weights, lows, highs } = self.added(&premises, &multiples)?;
        let shortfall = &lows - &highs;
        let (lows, highs) = (Rational::from(lows), Rational::from(highs));
        if !shortfall.is_positive() {
            return Err(Doubt::NoShortfall { lows, highs });
        }
        places::nowhere_above_zero(&weights, self.actors, self.categories)?;
        Ok(Verified(Refutation {
            claims: premises.into_claims(),
            stretch: stretch.clone(),
            multiples,
            lows,
            highs,
            shortfall: shortfall.into(),
        }))
    }

    /// Checks that the claims, stretched, are all true of a flow.
    pub fn satisfied(
        &self,
        claims: &[ClaimId],
        stretch: &Rational,
        flows: Vec<(Point, Rational)>,
    ) -> Result<Verified<Witness>, Doubt> {
        let premises = Premises::new(claims, stretch)?;
        let mut points = BTreeSet::new();
        for (point, amount) in &flows {
            if amount.is_negative() {
                return Err(Doubt::BelowZero { point: *point });
            }
            if !points.insert(point) {
                return Err(Doubt::PointTwice { point: *point });
            }
        }
        let flows_in = Flows::new(&flows, &self.system.regions, self.actors, self.categories);
        let mut found: BTreeMap<&Region, BigRational> = BTreeMap::new();
        for (position, statement) in self.system.statements.iter().enumerate() {
            if !premises.try_statement(statement) {
                continue;
            }
            let mut sum = BigRational::zero();
            for (region, weight) in self.terms(&premises, position, statement)? {
                sum += weight * &*found.entry(region).or_insert_with(|| flows_in.within(region));
            }
            let holds = |end| {
                premises.bound(statement, end).is_none_or(|bound| match end {
                    End::Low => sum >= bound,
                    End::High => sum <= bound,
                })
            };
            if let Some(end) = [End::Low, End::High].into_iter().find(|&end| !holds(end)) {
                return Err(Doubt::Violated { statement: position, end, sum: sum.into() });
            }
        }
        Ok(Verified(Witness { claims: premises.into_claims(), stretch: stretch.clone(), flows }))
    }

    /// Checks that where the claims, stretched, are all true, there is never less than `value` of a
    /// sum ([`End::Low`]), or never more ([`End::High`]). `value` has to be what follows from the
    /// multiples, not merely within it.
    pub fn limited(
        &self,
        claims: &[ClaimId],
        stretch: &Rational,
        sum: Vec<(Region, Rational)>,
        end: End,
        value: &Rational,
        multiples: Vec<Multiple>,
    ) -> Result<Verified<Limit>, Doubt> {
        let premises = Premises::new(claims, stretch)?;
        let Added { mut weights, lows, highs } = self.added(&premises, &multiples)?;
        // That a sum is at most something is that minus the sum is at least minus that.
        let sign = match end {
            End::Low => BigRational::one(),
            End::High => -BigRational::one(),
        };
        let found = &sign * (lows - highs);
        if found != value.big() {
            return Err(Doubt::OtherValue { found: found.into() });
        }
        for (region, weight) in &sum {
            *weights.entry(region).or_insert_with(BigRational::zero) -= &sign * weight.big();
        }
        places::nowhere_above_zero(&weights, self.actors, self.categories)?;
        Ok(Verified(Limit {
            claims: premises.into_claims(),
            stretch: stretch.clone(),
            sum,
            end,
            value: value.clone(),
            multiples,
        }))
    }

    /// Adds up multiples of bounds that hold among the claims.
    fn added(&self, premises: &Premises, multiples: &[Multiple]) -> Result<Added<'a>, Doubt> {
        let mut named = BTreeSet::new();
        let mut added =
            Added { weights: BTreeMap::new(), lows: BigRational::zero(), highs: BigRational::zero() };
        for &Multiple { statement: position, end, ref times } in multiples {
            let Some(statement) = self.system.statements.get(position) else {
                return Err(Doubt::NoSuchStatement { statement: position });
            };
            if !premises.try_statement(statement) {
                return Err(Doubt::NotTried { statement: position });
            }
            let Some(bound) = premises.bound(statement, end) else {
                return Err(Doubt::NoSuchEnd { statement: position, end });
            };
            let times = times.big();
            if !times.is_positive() {
                return Err(Doubt::TimesNotAboveZero { statement: position, end });
            }
            if !named.insert((position, end)) {
                return Err(Doubt::NamedTwice { statement: position, end });
            }
            for (region, weight) in self.terms(premises, position, statement)? {
                let total = added.weights.entry(region).or_insert_with(BigRational::zero);
                match end {
                    End::Low => *total += &times * weight,
                    End::High => *total -= &times * weight,
                }
            }
            match end {
                End::Low => added.lows += times * bound,
                End::High => added.highs += times * bound,
            }
        }
        Ok(added)
    }

    /// The boxes of a statement with their weights, as stretched.
    fn terms(
        &self,
        premises: &Premises,
        position: usize,
        statement: &Statement,
    ) -> Result<Vec<(&'a Region, BigRational)>, Doubt> {
        let malformed = Doubt::Malformed { statement: position };
        if statement.states_factor && statement.low.is_some() && statement.high.is_some() {
            return Err(malformed);
        }
        let term = |(region, weight): &(usize, Rational)| {
            Some((self.system.regions.get(*region)?, premises.weight(statement, weight)))
        };
        statement.terms.iter().map(term).collect::<Option<_>>().ok_or(malformed)
    }
}

/// The numbers as multiples of one fraction of one, and how many of it are one.
fn in_common_parts<'a>(numbers: impl Iterator<Item = &'a BigRational> + Clone) -> (Vec<BigInt>, BigInt) {
    let parts = numbers.clone().fold(BigInt::one(), |parts, number| {
        let still_broken_into = (number * &parts).denom().clone();
        parts * still_broken_into
    });
    (numbers.map(|number| (number * &parts).to_integer()).collect(), parts)
}
