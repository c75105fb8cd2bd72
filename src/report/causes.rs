//! The facts of what may have gone wrong in a conflict.

use serde::Serialize;

use super::Named;
use super::rows::named;
use crate::cause::{Cause, OtherRate, Suggested};
use crate::claim::{ClaimId, Dataset};
use crate::number::Rational;
use crate::period::{DayRange, Per};
use crate::reconcile::Dimension;
use crate::scope::{Hierarchy, Node};
use crate::standing::Difference;

/// What may have gone wrong, and by how much the claims would still be off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CauseFacts {
    /// What.
    #[serde(flatten)]
    pub what: LikelyCause,
    /// The fraction by which every figure must still be stretched; zero where they then fit exactly.
    pub off_by: Rational,
}

/// What may have gone wrong. Claims are given by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum LikelyCause {
    /// A publisher said one thing and later another.
    Revision {
        /// What was said first.
        older: String,
        /// What was said later.
        newer: String,
    },
    /// A claim may repeat another and get something wrong.
    GarbledEcho {
        /// The claim.
        claim: String,
        /// What it may repeat.
        original: String,
        /// `amount` or `currency`.
        difference: Difference,
        /// The claim's currency.
        currency: String,
        /// The currency of what it may repeat.
        original_currency: String,
    },
    /// A claim gives the figure that another gives for a wider or narrower scope.
    ScopeDrift {
        /// The claim.
        claim: String,
        /// The other.
        other: String,
        /// `payer`, `payee` or `category`.
        dimension: Dimension,
        /// What the claim is said to be about.
        from: Named,
        /// What the other is about.
        to: Named,
    },
    /// A claim gives the sum of two others as that of one of them.
    SumToOnePart {
        /// The claim.
        claim: String,
        /// The one about the same.
        part: String,
        /// The one about something else.
        rest: String,
        /// In which dimension the two lie apart.
        dimension: Dimension,
    },
    /// A claim gives the figure that another gives of another time.
    OtherTime {
        /// The claim.
        claim: String,
        /// The other.
        other: String,
        /// The time that the claim is about.
        stated: DayRange,
        /// The time that the other is about.
        of: DayRange,
    },
    /// A figure may be meant by another unit of time.
    OtherUnit {
        /// The claim.
        claim: String,
        /// The unit that it gives; nothing for a total.
        told: Option<Per>,
        /// The unit that it may mean; nothing for a total.
        meant: Option<Per>,
    },
    /// A scale word may have been lost or added.
    LostScaleWord {
        /// The claim.
        claim: String,
        /// What the figure is to be multiplied by: a power of a thousand.
        factor: Rational,
    },
    /// A claim in another currency may have to be converted at another rate.
    ExchangeRate {
        /// The claim.
        claim: String,
        /// What its amounts were multiplied by.
        used: Rational,
        /// What they would be multiplied by.
        other: Rational,
        /// `lowest` or `highest` of the time of its flow, `when-stated`, `implied` by its own words, or the id of
        /// another series.
        which: String,
    },
    /// More is said of a category than of what it is part of.
    NetAgainstGross {
        /// The claim about the part.
        net: String,
        /// The claim about the whole.
        gross: String,
        /// The category that is the part.
        part: Named,
        /// The category that is the whole.
        whole: Named,
    },
    /// A total exceeds the sum over what is said to be a complete list.
    TotalPlusSomething {
        /// The claim about the whole.
        whole: String,
        /// `payer`, `payee` or `category`.
        dimension: Dimension,
        /// Whose list it is.
        group: Named,
        /// The claims about the members.
        parts: Vec<String>,
        /// What they leave over.
        rest: Rational,
        /// The unit of that, if it is a rate.
        per: Option<Per>,
        /// Its currency.
        currency: String,
    },
}

impl CauseFacts {
    /// The facts of a suggestion.
    #[must_use]
    pub fn new(dataset: &Dataset, suggested: &Suggested) -> Self {
        Self { what: likely(dataset, &suggested.cause), off_by: suggested.off_by.clone() }
    }
}

impl LikelyCause {
    /// The claim that has something wrong, if it is that.
    #[must_use]
    pub fn suspected(&self) -> Option<&String> {
        match self {
            Self::GarbledEcho { claim, .. }
            | Self::ScopeDrift { claim, .. }
            | Self::SumToOnePart { claim, .. }
            | Self::OtherTime { claim, .. }
            | Self::OtherUnit { claim, .. }
            | Self::LostScaleWord { claim, .. }
            | Self::ExchangeRate { claim, .. } => Some(claim),
            Self::Revision { older, .. } => Some(older),
            Self::NetAgainstGross { .. } | Self::TotalPlusSomething { .. } => None,
        }
    }
}

fn likely(dataset: &Dataset, cause: &Cause) -> LikelyCause {
    let id = |claim: &ClaimId| dataset.claim(*claim).id.clone();
    let currency = |claim: &ClaimId| dataset.claim(*claim).unit.currency.code().to_owned();
    let category = |claim: &ClaimId| named(&dataset.categories, dataset.claim(*claim).scope.category);
    let entry = |dimension: &Dimension, node: &Node| named(hierarchy(dataset, *dimension), *node);
    match cause {
        Cause::Revision { older, newer } => LikelyCause::Revision { older: id(older), newer: id(newer) },
        Cause::GarbledEcho { claim, original, difference } => LikelyCause::GarbledEcho {
            claim: id(claim),
            original: id(original),
            difference: *difference,
            currency: currency(claim),
            original_currency: currency(original),
        },
        Cause::ScopeDrift { claim, other, dimension, from, to } => LikelyCause::ScopeDrift {
            claim: id(claim),
            other: id(other),
            dimension: *dimension,
            from: entry(dimension, from),
            to: entry(dimension, to),
        },
        Cause::SumToOnePart { claim, part, rest, dimension } => LikelyCause::SumToOnePart {
            claim: id(claim),
            part: id(part),
            rest: id(rest),
            dimension: *dimension,
        },
        Cause::OtherTime { claim, other, stated, of } => {
            LikelyCause::OtherTime { claim: id(claim), other: id(other), stated: *stated, of: *of }
        }
        Cause::ExchangeRate { claim, used, other, which } => LikelyCause::ExchangeRate {
            claim: id(claim),
            used: used.clone(),
            other: other.clone(),
            which: match which {
                OtherRate::Lowest => "lowest".to_owned(),
                OtherRate::Highest => "highest".to_owned(),
                OtherRate::WhenStated => "when-stated".to_owned(),
                OtherRate::Implied => "implied".to_owned(),
                OtherRate::By(series) => series.id().to_owned(),
            },
        },
        Cause::OtherUnit { claim, told, meant } => {
            LikelyCause::OtherUnit { claim: id(claim), told: *told, meant: *meant }
        }
        Cause::LostScaleWord { claim, factor } => {
            LikelyCause::LostScaleWord { claim: id(claim), factor: factor.clone() }
        }
        Cause::NetAgainstGross { net, gross } => LikelyCause::NetAgainstGross {
            net: id(net),
            gross: id(gross),
            part: category(net),
            whole: category(gross),
        },
        Cause::TotalPlusSomething { whole, dimension, group, parts, rest, per } => {
            LikelyCause::TotalPlusSomething {
                whole: id(whole),
                dimension: *dimension,
                group: entry(dimension, group),
                parts: parts.iter().map(id).collect(),
                rest: rest.clone(),
                per: *per,
                currency: currency(whole),
            }
        }
    }
}

fn hierarchy(dataset: &Dataset, dimension: Dimension) -> &Hierarchy {
    match dimension {
        Dimension::Category => &dataset.categories,
        _ => &dataset.actors,
    }
}
