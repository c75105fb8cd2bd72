//! What is marked at the places of each finding.

use super::told_rate;
use crate::finding::Fact;
use crate::text::brief;

impl Fact {
    /// What is said of each place, in their order; places past the end of the list are marked without words.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        match self {
            Self::ClaimAfterSource { date, source_date, .. } => {
                vec![format!("asserted {}", brief(date)), format!("published {}", brief(source_date))]
            }
            Self::DuplicateClaim { .. } => labels(["the same source, scope and figure", "as here"]),
            Self::DuplicateUrl { .. } => labels(["the same page", "as here"]),
            Self::EchoBeforeOriginal { claim: own, date, original_date: other, .. }
            | Self::OriginAfterSource { source: own, date, origin_date: other, .. }
            | Self::SupersedesLater { claim: own, date, old_date: other, .. } => {
                vec![format!("`{}` is dated {}", brief(own), brief(date)), format!("dated {}", brief(other))]
            }
            Self::EquivalentOffRate { base, quote, rate, others, .. } => {
                [rate, others].map(|rate| format!("{} {quote} for 1 {base}", told_rate(rate))).to_vec()
            }
            Self::FutureDate { today, .. } => vec![format!("today is {today}")],
            Self::PeriodAfterClaim { date, .. } => {
                vec!["begins after the claim was made".to_owned(), format!("dated {}", brief(date))]
            }
            Self::RestatedWithoutSupersedes { claim, earlier } => {
                [claim, earlier].map(|each| said(each.date.as_deref())).to_vec()
            }
            Self::SimilarNames { one, other, .. } => {
                [one, other].map(|(_, name)| format!("named \"{}\"", brief(name))).to_vec()
            }
            Self::SourceWithoutDate { is_via, .. } => labels([
                "without a date",
                if *is_via { "read in it" } else { "has no date of its own either" },
            ]),
            Self::SourceWithoutUrl { .. } => {
                labels(["without a link", "without one, as is all that it was read in"])
            }
            Self::SupersededTwice { .. } => labels(["superseded once more", "superseded here"]),
            Self::SuspectedEcho { date, original_date, .. } => {
                [date, original_date].map(|date| said(date.as_deref())).to_vec()
            }
            Self::UndatedClaim { .. } => {
                labels(["neither it nor its source has a date, and its scope has no period"])
            }
            Self::UnsortedFile { before, .. } => vec![format!("belongs before `{}`", brief(before))],
            Self::ViaBeforeSource { via_date, date, .. } => vec![
                "too old to have it".to_owned(),
                format!("dated {}", brief(via_date)),
                format!("dated {}", brief(date)),
            ],
            Self::WithdrawnBeforeClaim { date, withdrawn, .. } => {
                vec![format!("withdrawn {}", brief(withdrawn)), format!("dated {}", brief(date))]
            }
            Self::WithdrawnClaimReferenced { withdrawn, .. } => {
                vec!["a withdrawn claim".to_owned(), format!("withdrawn {}", brief(withdrawn))]
            }
            _ => Vec::new(),
        }
    }
}

fn labels<const N: usize>(labels: [&str; N]) -> Vec<String> {
    labels.map(str::to_owned).to_vec()
}

fn said(date: Option<&str>) -> String {
    date.map_or_else(|| "without a date".to_owned(), |date| format!("dated {}", brief(date)))
}
