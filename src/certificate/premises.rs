//! What statements say among some claims, stretched.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{One, Signed};

use super::Doubt;
use crate::claim::ClaimId;
use crate::number::Rational;
use crate::solve::End;
use crate::statement::{Origin, Statement};

/// The claims that take part, and the factors by which stretching shrinks and grows a number.
pub(super) struct Premises {
    claims: BTreeSet<ClaimId>,
    shrunk: BigRational,
    grown: BigRational,
}

impl Premises {
    pub(super) fn new(claims: &[ClaimId], stretch: &Rational) -> Result<Self, Doubt> {
        let by = stretch.big();
        let one = BigRational::one();
        if by.is_negative() || by > one {
            return Err(Doubt::Stretch { stretch: stretch.clone() });
        }
        Ok(Self { claims: claims.iter().copied().collect(), shrunk: &one - &by, grown: one + by })
    }

    /// The claims, in ascending order.
    pub(super) fn into_claims(self) -> Vec<ClaimId> {
        self.claims.into_iter().collect()
    }

    /// Whether a statement is tried: of each of its lists, some claim takes part.
    pub(super) fn try_statement(&self, statement: &Statement) -> bool {
        statement.when.iter().all(|list| list.iter().any(|claim| self.claims.contains(claim)))
    }

    /// An end of a statement: as stretched, low ends move down and high ends up.
    pub(super) fn bound(&self, statement: &Statement, end: End) -> Option<BigRational> {
        let (bound, above_zero, below_zero) = match end {
            End::Low => (statement.low.as_ref()?.big(), &self.shrunk, &self.grown),
            End::High => (statement.high.as_ref()?.big(), &self.grown, &self.shrunk),
        };
        Some(match is_figure(statement) {
            true if bound.is_negative() => bound * below_zero,
            true => bound * above_zero,
            false => bound,
        })
    }

    /// A weight of a statement: as stretched, the factor that a figure states shrinks where the
    /// figure is a low end and grows where it is a high end.
    pub(super) fn weight(&self, statement: &Statement, weight: &Rational) -> BigRational {
        let weight = weight.big();
        if is_figure(statement) && statement.states_factor && weight.is_negative() {
            return weight * if statement.low.is_some() { &self.shrunk } else { &self.grown };
        }
        weight
    }
}

/// Whether stretching changes a statement.
fn is_figure(statement: &Statement) -> bool {
    matches!(statement.origin, Origin::Figure { .. })
}
