//! What may have gone wrong where claims cannot all be true.
//!
//! A cause is one change to one claim, or to how it is taken, of a kind that is known to happen to
//! published figures. It is offered only where
//!
//! - the conflict would be gone with that change: the set then fits with a stretch of no more than the
//!   reading's materiality; and
//! - something other than that speaks for it, since many a change makes a set fit. Either a fact of the
//!   dataset does (one publisher, the same figure for another scope), or the changed figure comes out
//!   *near* what the rest of the set asks for.
//!
//! Which evidence each kind asks for stands beside it: `revision`, `echo`, `elsewhere`, `unit`,
//! `scale`, `exchange`, `nesting`. A claim whose figure is no single number ("between 5 and 8 million", "tens of
//! millions") is never thought to be off by a factor.

mod echo;
mod elsewhere;
mod exchange;
mod figures;
mod nesting;
mod revision;
mod scale;
mod trial;
mod unit;

use std::collections::BTreeSet;

pub use self::exchange::OtherRate;
use self::figures::Figures;
use self::trial::Trial;
use crate::claim::{ClaimId, Dataset};
use crate::number::Rational;
use crate::period::{DayRange, Per};
use crate::reconcile::{Dimension, Reconciler};
use crate::scope::Node;
use crate::standing::Difference;

/// The most causes that are offered for one conflict.
const MOST_CAUSES: usize = 3;

/// What may have gone wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// One publisher has said both of the same scope and period, at different times: the newer may take
    /// the place of the older.
    Revision {
        /// What was said first.
        older: ClaimId,
        /// What was said later.
        newer: ClaimId,
    },
    /// A claim may repeat another and get something wrong.
    GarbledEcho {
        /// The claim.
        claim: ClaimId,
        /// What it may repeat.
        original: ClaimId,
        /// [`Difference::Amount`] for a digit or two, [`Difference::Currency`] for the currency.
        difference: Difference,
    },
    /// A claim gives the figure that another gives for a wider or narrower scope: it may be about that.
    ScopeDrift {
        /// The claim.
        claim: ClaimId,
        /// The other.
        other: ClaimId,
        /// In which dimension the two differ.
        dimension: Dimension,
        /// What the claim is said to be about.
        from: Node,
        /// What the other is about.
        to: Node,
    },
    /// A claim gives the sum of what two claims give for two scopes or times, as that of one of them.
    SumToOnePart {
        /// The claim.
        claim: ClaimId,
        /// The one that is about the same as the claim.
        part: ClaimId,
        /// The one that is about something else.
        rest: ClaimId,
        /// In which dimension the two parts lie apart.
        dimension: Dimension,
    },
    /// A claim gives the figure that another gives of another time: it may be of that.
    OtherTime {
        /// The claim.
        claim: ClaimId,
        /// The other.
        other: ClaimId,
        /// The time that the claim is about.
        stated: DayRange,
        /// The time that the other is about.
        of: DayRange,
    },
    /// A rate may be meant by another unit of time, or a total as a rate or the other way round.
    OtherUnit {
        /// The claim.
        claim: ClaimId,
        /// The unit that it gives; nothing for a total.
        told: Option<Per>,
        /// The unit that it may mean; nothing for a total.
        meant: Option<Per>,
    },
    /// A "thousand", "million" or "billion" may have been lost or added, or one put for another.
    LostScaleWord {
        /// The claim.
        claim: ClaimId,
        /// A power of a thousand: what the figure is to be multiplied by.
        factor: Rational,
    },
    /// A claim in another currency may have to be converted at another rate.
    ExchangeRate {
        /// The claim.
        claim: ClaimId,
        /// What its amounts were multiplied by.
        used: Rational,
        /// What they would be multiplied by.
        other: Rational,
        /// Which rate that is.
        which: OtherRate,
    },
    /// More is said of a category than of the one that it is part of: the two may measure different
    /// things.
    NetAgainstGross {
        /// The claim about the part.
        net: ClaimId,
        /// The claim about the whole.
        gross: ClaimId,
    },
    /// A total exceeds the sum over all members of what is said to be a complete list: there may be others.
    TotalPlusSomething {
        /// The claim about the whole.
        whole: ClaimId,
        /// The dimension of the list.
        dimension: Dimension,
        /// The group or category whose list it is.
        group: Node,
        /// The claims about the members.
        parts: Vec<ClaimId>,
        /// What the parts leave over of the whole.
        rest: Rational,
        /// The unit of that, if it is a rate.
        per: Option<Per>,
    },
}

impl Cause {
    /// The claim that would be changed or left out, or, of two that measure different things, the
    /// narrower one.
    #[must_use]
    pub fn claim(&self) -> ClaimId {
        match self {
            Self::Revision { older: claim, .. }
            | Self::GarbledEcho { claim, .. }
            | Self::ScopeDrift { claim, .. }
            | Self::SumToOnePart { claim, .. }
            | Self::OtherTime { claim, .. }
            | Self::OtherUnit { claim, .. }
            | Self::LostScaleWord { claim, .. }
            | Self::ExchangeRate { claim, .. }
            | Self::NetAgainstGross { net: claim, .. }
            | Self::TotalPlusSomething { whole: claim, .. } => *claim,
        }
    }

    /// The other claims that it rests on.
    fn others(&self) -> Vec<ClaimId> {
        match self {
            Self::Revision { newer: other, .. }
            | Self::GarbledEcho { original: other, .. }
            | Self::ScopeDrift { other, .. }
            | Self::OtherTime { other, .. }
            | Self::NetAgainstGross { gross: other, .. } => vec![*other],
            Self::SumToOnePart { part, rest, .. } => vec![*part, *rest],
            Self::TotalPlusSomething { parts, .. } => parts.clone(),
            Self::OtherUnit { .. } | Self::LostScaleWord { .. } | Self::ExchangeRate { .. } => Vec::new(),
        }
    }

    /// The order in which kinds are offered: facts of the dataset, then factors, then doubts about how
    /// the dataset is laid out.
    fn rank(&self) -> u8 {
        match self {
            Self::Revision { .. } => 0,
            Self::GarbledEcho { .. } => 1,
            Self::ScopeDrift { .. } => 2,
            Self::SumToOnePart { .. } => 3,
            Self::OtherTime { .. } => 4,
            Self::OtherUnit { .. } => 5,
            Self::LostScaleWord { .. } => 6,
            Self::ExchangeRate { .. } => 7,
            Self::NetAgainstGross { .. } => 8,
            Self::TotalPlusSomething { .. } => 9,
        }
    }

    /// What the claim would be about instead, where that is what changes.
    fn target(&self) -> Option<Node> {
        match self {
            Self::ScopeDrift { to, .. } => Some(*to),
            _ => None,
        }
    }

    /// Whether an amount would get smaller: a scale word that was added is rarer than one that was lost.
    fn lessens(&self) -> bool {
        matches!(self, Self::LostScaleWord { factor, .. } if factor < &Rational::one())
    }
}

/// A cause with what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// What may have gone wrong.
    pub cause: Cause,
    /// By which fraction every figure of the set must still be stretched if it has; zero where it then fits
    /// exactly, and never more than the reading's materiality. Where a claim compares two flows it is rounded
    /// up to a hundredth of a percent.
    pub off_by: Rational,
}

/// Looks for causes: made once, asked about many conflicts.
#[derive(Debug)]
pub struct Causes<'a> {
    reconciler: Reconciler<'a>,
    figures: Figures,
}

impl<'a> Causes<'a> {
    /// Over the claims that speak for themselves.
    #[must_use]
    pub fn new(reconciler: Reconciler<'a>) -> Self {
        Self { figures: Figures::of(&reconciler), reconciler }
    }

    /// What may have gone wrong with claims that cannot all be true, the likeliest first; nothing where
    /// they can, stretched by the reading's materiality, or where there are more than a dozen. However many
    /// changes could be tried, no more than some two hundred are.
    #[must_use]
    pub fn of(&self, conflict: &[ClaimId]) -> Vec<Suggested> {
        let Some(trial) = Trial::new(&self.reconciler, &self.figures, conflict) else { return Vec::new() };
        let mut found = revision::causes(&trial);
        found.extend(echo::causes(&trial));
        found.extend(elsewhere::causes(&trial));
        found.extend(unit::causes(&trial));
        found.extend(scale::causes(&trial));
        found.extend(exchange::causes(&trial));
        found.extend(nesting::causes(&trial));
        let dataset = self.reconciler.dataset;
        found.sort_by_cached_key(|each| {
            let Suggested { cause, off_by } = each;
            let tellings: Vec<_> = std::iter::once(cause.claim())
                .chain(cause.others())
                .map(|claim| telling(dataset, claim))
                .collect();
            (cause.rank(), off_by.clone(), cause.lessens(), tellings)
        });
        let mut told = BTreeSet::new();
        found.retain(|each| told.insert((each.cause.rank(), each.cause.claim(), each.cause.target())));
        found.truncate(MOST_CAUSES);
        found
    }
}

impl Reconciler<'_> {
    /// What may have gone wrong with claims that cannot all be true; see [`Causes`], which is faster where
    /// there are many conflicts.
    #[must_use]
    pub fn causes(&self, conflict: &[ClaimId]) -> Vec<Suggested> {
        Causes::new(*self).of(conflict)
    }
}

/// What a claim is, without its id, so that no order depends on how claims are named.
fn telling(dataset: &Dataset, id: ClaimId) -> impl Ord + use<> {
    let claim = dataset.claim(id);
    let date = claim.date.as_ref().map(|date| date.text().to_owned());
    let source = dataset.source(claim.source).id.clone();
    let scope = &claim.scope;
    let period = scope.period.as_ref().map(|(_, days)| *days);
    (date, source, (scope.payer, scope.payee, scope.category, scope.stage), period, claim.words.clone(), id)
}

/// Whether one claim was asserted on a day after the other, as far as their dates tell.
fn is_surely_later(dataset: &Dataset, claim: ClaimId, than: ClaimId) -> bool {
    let days = |id| dataset.claim(id).date.as_ref().map(crate::period::Date::days);
    let (Some(own), Some(other)) = (days(claim), days(than)) else { return false };
    matches!((own.start(), other.end()), (Some(start), Some(end)) if start >= end)
}
