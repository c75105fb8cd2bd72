//! What to do about each finding.

use crate::finding::{Dated, Fact, Named, NoWebAddress, Redundancy, Unneeded};
use crate::problem::Link;
use crate::text::{brief, counted};

impl Fact {
    /// What to do about it.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table of one entry a fact, not a procedure")]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::ClaimAfterSource { .. } => {
                "a source cannot say what was said after it: correct one of the dates".to_owned()
            }
            Self::Set { .. } | Self::GarbledEcho { .. } => return None,
            Self::DuplicateClaim { .. } => {
                "remove one of them; if the source said it once more, give that claim its own `date`".to_owned()
            }
            Self::DuplicateUrl { .. } => {
                "make one source of them; what the page only quotes has its own source, and the page as `via`"
                    .to_owned()
            }
            Self::EchoBeforeOriginal { original, .. } => format!(
                "if `{}` is the one that repeats, let it say so instead; otherwise correct a date",
                brief(original)
            ),
            Self::EquivalentOffRate { .. } => {
                "look both amounts up once more: one may have lost a digit or a scale word, or be in another \
                 currency"
                    .to_owned()
            }
            Self::FutureDate { of: Dated::Exchange, .. } => {
                "correct the day at whose rate the source converted".to_owned()
            }
            Self::FutureDate { .. } => "correct the date".to_owned(),
            Self::GroupOfOne { group, member, is_complete } => {
                let (group, member) = (brief(group), brief(member));
                if *is_complete {
                    format!("say `{member}` wherever `{group}` is meant: they are the same")
                } else {
                    "list its other members, as far as they are known".to_owned()
                }
            }
            Self::HiddenCharacters { characters, more_lines } => {
                let it = if characters.len() == 1 { "it" } else { "them" };
                let more = match more_lines {
                    0 => String::new(),
                    more => {
                        format!("; {} of this file hold such characters too", counted(*more, "further line"))
                    }
                };
                format!("delete {it}, and look at what stands around{more}")
            }
            Self::IdNotKebabCase { proposed, .. } => match proposed {
                Some(proposed) => format!("call it `{}`, here and wherever it is named", brief(proposed)),
                None => "use letters in lower case, digits and single hyphens between words".to_owned(),
            },
            Self::IsolatedClaim { .. } => {
                "if others should bear on it, check its payer, payee, category, stage, currency and time"
                    .to_owned()
            }
            Self::OriginAfterSource { origin, .. } => format!(
                "if `{}` is the one that derives from the other, let it say so instead; otherwise correct a date",
                brief(origin)
            ),
            Self::PaddedText { is_around: true, .. } | Self::UrlNotHttp { why: NoWebAddress::User, .. } => {
                "take them out".to_owned()
            }
            Self::PaddedText { is_around: false, .. } => "write one blank instead".to_owned(),
            Self::PayerIsPayee { .. } => "check who pays and who is paid".to_owned(),
            Self::PeriodAfterClaim { .. } => {
                "if it is about plans, say how far they were, such as `stage = \"pledged\"`; otherwise correct \
                 the date or the period"
                    .to_owned()
            }
            Self::RedundantKey { why, .. } => match why {
                Redundancy::OwnId => "leave it out: a source stands for itself".to_owned(),
                Redundancy::OfSource(source) => {
                    format!("leave it out: it is the date of the source `{}`", brief(source))
                }
                _ => "leave it out".to_owned(),
            },
            Self::RedundantMember { .. } => {
                "take it out of the list, unless the other link is wrong".to_owned()
            }
            Self::RestatedWithoutSupersedes { earlier, .. } => format!(
                "if the new figure takes the place of the old one, say so: supersedes = \"{}\"",
                brief(&earlier.claim)
            ),
            Self::SimilarNames { what, .. } => match what {
                Named::Source => {
                    "if one publisher stands behind both, give both the same `publisher`; otherwise tell the \
                     names apart"
                        .to_owned()
                }
                Named::Publisher => "write it the same way, or tell the two apart".to_owned(),
                Named::Actor | Named::Category => {
                    "if they are the same, keep one; otherwise tell the names apart".to_owned()
                }
            },
            Self::SourceWithoutDate { is_via: true, .. } => {
                "add its `date`: when it was published".to_owned()
            }
            Self::SourceWithoutDate { is_via: false, .. } => {
                "add its `date`, or one to each claim that it makes".to_owned()
            }
            Self::SourceWithoutUrl { .. } => {
                "add a `url` to the source or to the claim, or name in `via` where it was read".to_owned()
            }
            Self::SupersededTwice { first, .. } => format!(
                "if the later one takes the place of both, let it supersede the other: supersedes = \"{}\"",
                brief(first)
            ),
            Self::SupersedesLater { old, .. } => format!(
                "if `{}` is the newer one, let it supersede the other instead; otherwise correct a date",
                brief(old)
            ),
            Self::SuspectedEcho { original, .. } => format!(
                "if it is copied, say so, so that it does not count as a second voice: repeats = \"{}\"",
                brief(original)
            ),
            Self::SuspiciousMagnitude { .. } => {
                "check the figure against its source: a scale word, a zero or the time of a rate may be wrong"
                    .to_owned()
            }
            Self::UndatedClaim { .. } => {
                "add a `date` to it or to its source, or a `period` to its scope".to_owned()
            }
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
            Self::UnsortedFile { kind, .. } => {
                format!("put the {} tables of this file in the order of their ids", kind.word())
            }
            Self::UnusedActor { .. } => {
                "remove it, or make it a member of the group it belongs to".to_owned()
            }
            Self::UnusedCategory { .. } => "remove it, or say what it is part of".to_owned(),
            Self::UnusedSource { .. } => "remove it, or name it in a claim's `source` or `via`".to_owned(),
            Self::UrlNotHttp { .. } => {
                "write the whole address of the page, such as https://example.org/report".to_owned()
            }
            Self::ViaBeforeSource { .. } => {
                "correct a date, or name what it was really read in".to_owned()
            }
            Self::WithdrawnBeforeClaim { .. } => "correct one of the dates".to_owned(),
            Self::WithdrawnClaimReferenced { by: Link::Supersedes, .. } => {
                "keep one of the two: a claim that another one replaces need not be withdrawn as well".to_owned()
            }
            Self::WithdrawnClaimReferenced { .. } => {
                "withdraw it as well if nothing else stands behind it; otherwise take the link out".to_owned()
            }
        })
    }
}
