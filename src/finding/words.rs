//! The prose of each finding: what it is, what is marked at its places, what else to know, what to do.
//!
//! What is told of sets of claims is told from the report, where its arithmetic is.

use super::{Fact, SilentAs, Unneeded};
use crate::text::{brief, counted, listed};

impl Fact {
    /// What was found, in one sentence without a full stop. Safe to print.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::ClaimAfterSource { claim, source, .. } => {
                format!("the claim `{}` is dated later than its source `{}`", brief(claim), brief(source))
            }
            Self::Set { .. } => "claims that do not fit together".to_owned(),
            Self::GarbledEcho { .. } => "a claim repeats another and gets something wrong".to_owned(),
            Self::Undecided { claims, is_compared: true } => format!(
                "whether {} that bear on each other hold more conflicts would take too long to decide",
                counted(*claims, "claim")
            ),
            Self::Undecided { claims, is_compared: false } => {
                format!("{} that bear on each other are too many to compare", counted(*claims, "claim"))
            }
            Self::UnexplainedAcceptance { claims } => {
                format!("the conflict of {} is accepted without a reason", quoted(claims))
            }
            Self::UnneededAcceptance { claims, why } => {
                format!("the accepted conflict of {} is none: {}", quoted(claims), unneeded(why))
            }
            Self::UnusedSource { source } => format!("no claim names the source `{}`", brief(source)),
        }
    }

    /// What is said of each place, in their order; places past the end of the list are marked without words.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        match self {
            Self::ClaimAfterSource { date, source_date, .. } => {
                vec![format!("asserted in {}", brief(date)), format!("published in {}", brief(source_date))]
            }
            _ => Vec::new(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::ClaimAfterSource { .. } => {
                "a source cannot say what was said after it: correct one of the dates".to_owned()
            }
            Self::Set { .. } | Self::GarbledEcho { .. } => return None,
            Self::Undecided { .. } => {
                "narrow the scopes of claims that say little, or split the dataset by payer or period"
                    .to_owned()
            }
            Self::UnexplainedAcceptance { .. } => "say why both stay in the dataset as they are".to_owned(),
            Self::UnneededAcceptance { why, .. } => match why {
                Unneeded::Smaller { .. } | Unneeded::Larger { .. } => {
                    "accept exactly the claims of one conflict, or remove the entry".to_owned()
                }
                _ => "remove the entry".to_owned(),
            },
            Self::UnusedSource { .. } => "remove it, or name it in a claim's `source` or `via`".to_owned(),
        })
    }
}

fn unneeded(why: &Unneeded) -> String {
    match why {
        Unneeded::Silent { claim, standing } => {
            let claim = brief(claim);
            match standing {
                SilentAs::Withdrawn => format!("`{claim}` is withdrawn"),
                SilentAs::Superseded { by } => format!("`{claim}` is superseded by `{}`", brief(by)),
                SilentAs::Echo { of } => format!("`{claim}` repeats `{}`, which speaks for it", brief(of)),
                SilentAs::NotYet => format!("`{claim}` is not known by then"),
            }
        }
        Unneeded::Smaller { conflicts } => format!("{} already conflict by themselves", either(conflicts)),
        Unneeded::Larger { conflicts } => format!("they conflict only as part of {}", either(conflicts)),
        Unneeded::Close => "they fit when stretched by no more than counts as close".to_owned(),
        Unneeded::Fit => "they can all be true".to_owned(),
        Unneeded::Apart => "they do not bear on each other".to_owned(),
    }
}

/// The most sets of claims that a sentence names.
const MOST_SETS: usize = 3;

fn either(sets: &[Vec<String>]) -> String {
    let mut told: Vec<String> = sets.iter().take(MOST_SETS).map(|claims| quoted(claims)).collect();
    if sets.len() > MOST_SETS {
        told.push(format!("{} more sets", sets.len() - MOST_SETS));
    }
    listed(&told, "or")
}

/// The most ids that a sentence names.
const MOST_IDS: usize = 8;

/// "`a`, `b` and `c`", cut where there are too many.
pub(crate) fn quoted(ids: &[String]) -> String {
    let mut told: Vec<String> = ids.iter().take(MOST_IDS).map(|id| format!("`{}`", brief(id))).collect();
    if ids.len() > MOST_IDS {
        told.push(format!("{} more", ids.len() - MOST_IDS));
    }
    listed(&told, "and")
}
