//! The prose of each finding: what it is, what is marked at its places, what else to know, what to do.
//!
//! What is told of sets of claims is told from the report, where its arithmetic is.

use super::{Dated, Fact, Named, NoWebAddress, Rate, Redundancy, SilentAs, Unneeded};
use crate::number::Rational;
use crate::problem::{Kind, Link};
use crate::scope::{Relation, Stage};
use crate::text::{brief, counted, listed};

impl Fact {
    /// What was found, in one sentence without a full stop. Safe to print.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table of one entry a fact, not a procedure")]
    pub fn title(&self) -> String {
        match self {
            Self::ClaimAfterSource { claim, source, .. } => {
                format!("the claim `{}` is dated later than its source `{}`", brief(claim), brief(source))
            }
            Self::Set { .. } => "claims that do not fit together".to_owned(),
            Self::DuplicateClaim { claim, first } => {
                format!("the claim `{}` says what `{}` says already", brief(claim), brief(first))
            }
            Self::DuplicateUrl { source, first } => {
                format!("the sources `{}` and `{}` give the same page", brief(first), brief(source))
            }
            Self::EchoBeforeOriginal { claim, original, .. } => {
                format!("`{}` repeats `{}`, which was said later", brief(claim), brief(original))
            }
            Self::EquivalentOffRate { claim, base, quote, rate, other, others } => format!(
                "the amounts of `{}` imply {} {quote} for 1 {base}, those of `{}` {}",
                brief(claim),
                told_rate(rate),
                brief(other),
                told_rate(others)
            ),
            Self::FutureDate { of, id, date, .. } => {
                format!("{} {}, which has not come yet", dated(*of, &brief(id)), brief(date))
            }
            Self::GarbledEcho { .. } => "a claim repeats another and gets something wrong".to_owned(),
            Self::GroupOfOne { group, member, .. } => {
                format!("the group `{}` has the single member `{}`", brief(group), brief(member))
            }
            Self::HiddenCharacters { characters, .. } => hidden(characters),
            Self::IdNotKebabCase { kind, id, .. } => {
                format!("the {} id `{}` is not in lower case with hyphens", kind.word(), brief(id))
            }
            Self::IsolatedClaim { claim } => format!("the claim `{}` bears on no other", brief(claim)),
            Self::PayerIsPayee { claim, payer, payee, relation } => {
                let (payer, payee) = (brief(payer), brief(payee));
                let what = match relation {
                    Relation::Part => format!("by `{payer}` to `{payee}`, to which it belongs itself"),
                    Relation::Whole => format!("by `{payer}` to `{payee}`, which belongs to it"),
                    _ if payer == payee => format!("by `{payer}` to itself"),
                    _ => format!("by `{payer}` to `{payee}`, which is the same"),
                };
                format!("the claim `{}` is about money paid {what}", brief(claim))
            }
            Self::RedundantKey { kind, id, key, why } => {
                let what = match why {
                    Redundancy::Default(value) => format!("`{key} = \"{value}\"`"),
                    Redundancy::EmptyList => format!("`{key} = []`"),
                    Redundancy::False => format!("`{key} = false`"),
                    Redundancy::OwnId | Redundancy::OfSource(_) => format!("the {key}"),
                };
                format!("{what} of the {} `{}` says what holds without it", kind.word(), brief(id))
            }
            Self::RedundantMember { kind, group, member, through } => {
                let (group, member, through) = (brief(group), brief(member), brief(through));
                let belongs = if *kind == Kind::Category { "is part of" } else { "is a member of" };
                format!("`{member}` {belongs} `{group}` already through `{through}`")
            }
            Self::SimilarNames { what, one, other } => {
                let (one, other) = (called(one), called(other));
                format!("the {} {one} and {other} have nearly the same name", several(*what))
            }
            Self::SuspiciousMagnitude { claim, factor, is_too_small, others, near } => {
                let than = if *is_too_small { "smaller" } else { "larger" };
                let that = if others.len() == 1 { "that" } else { "those" };
                let (claim, others) = (brief(claim), quoted(others));
                let near = match near.len() {
                    0 => String::new(),
                    1 => format!(", which {} is near too", quoted(near)),
                    _ => format!(", which {} are near too", quoted(near)),
                };
                format!("the figure of `{claim}` is {factor} times {than} than {that} of {others}{near}")
            }
            Self::OriginAfterSource { source, origin, .. } => {
                format!(
                    "the source `{}` derives from `{}`, which is dated later",
                    brief(source),
                    brief(origin)
                )
            }
            Self::PaddedText { key, text, is_around, .. } => {
                let what = if *is_around {
                    "starts or ends with blanks"
                } else {
                    "has more than one blank in a row, or a line break"
                };
                format!("the {} \u{201c}{}\u{201d} {what}", brief(key), brief(text))
            }
            Self::PeriodAfterClaim { claim, stage, period, .. } => format!(
                "`{}` says what was {} in {}, which had not begun",
                brief(claim),
                past(*stage),
                brief(period)
            ),
            Self::RestatedWithoutSupersedes { claim, earlier } => format!(
                "`{}` states another figure than `{}`, for the same and by the same publisher",
                brief(&claim.claim),
                brief(&earlier.claim)
            ),
            Self::SourceWithoutDate { source, .. } => format!("the source `{}` has no date", brief(source)),
            Self::SourceWithoutUrl { source, claim } => {
                format!(
                    "the source `{}` has no link, and no other leads to `{}`",
                    brief(source),
                    brief(claim)
                )
            }
            Self::SupersededTwice { claim, first, old } => {
                format!("`{}` and `{}` both supersede `{}`", brief(first), brief(claim), brief(old))
            }
            Self::SupersedesLater { claim, old, .. } => {
                format!("`{}` supersedes `{}`, which was said later", brief(claim), brief(old))
            }
            Self::SuspectedEcho { claim, original, .. } => {
                format!(
                    "`{}` has the very words of `{}` and may be copied from it",
                    brief(claim),
                    brief(original)
                )
            }
            Self::UndatedClaim { claim } => format!("nothing places the claim `{}` in time", brief(claim)),
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
            Self::UnsortedFile { kind, id, before } => {
                format!("the {} `{}` stands behind `{}`", kind.word(), brief(id), brief(before))
            }
            Self::UnusedActor { actor } => format!("no claim speaks of the actor `{}`", brief(actor)),
            Self::UnusedCategory { category } => {
                format!("no claim speaks of the category `{}`", brief(category))
            }
            Self::UnusedSource { source } => format!("no claim names the source `{}`", brief(source)),
            Self::UrlNotHttp { of, id, why } => {
                format!("the link of the {} `{}` {}", of.word(), brief(id), no_address(*why))
            }
            Self::ViaBeforeSource { claim, via, is_source, .. } => {
                let than = if *is_source { "the claim's source" } else { "the claim" };
                format!("`{}` was read in `{}`, which is older than {than}", brief(claim), brief(via))
            }
            Self::WithdrawnBeforeClaim { claim, .. } => {
                format!("the claim `{}` was withdrawn before it was made", brief(claim))
            }
            Self::WithdrawnClaimReferenced { claim, by, withdrawn_claim, .. } => format!(
                "`{}` {} `{}`, which is withdrawn",
                brief(claim),
                if *by == Link::Supersedes { "supersedes" } else { "repeats" },
                brief(withdrawn_claim)
            ),
        }
    }

    /// What is said of each place, in their order; places past the end of the list are marked without words.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        match self {
            Self::ClaimAfterSource { date, source_date, .. } => {
                vec![format!("asserted in {}", brief(date)), format!("published in {}", brief(source_date))]
            }
            Self::SimilarNames { one, other, .. } => {
                [one, other].map(|(_, name)| format!("named \"{}\"", brief(name))).to_vec()
            }
            Self::UnsortedFile { before, .. } => vec![format!("belongs before `{}`", brief(before))],
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

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::ClaimAfterSource { .. } => {
                "a source cannot say what was said after it: correct one of the dates".to_owned()
            }
            Self::Set { .. } | Self::GarbledEcho { .. } => return None,
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
            Self::PayerIsPayee { .. } => "check who pays and who is paid".to_owned(),
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
            Self::SuspiciousMagnitude { .. } => {
                "check the figure against its source: a scale word, a zero or the time of a rate may be wrong"
                    .to_owned()
            }
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
            Self::OriginAfterSource { origin, .. } => format!(
                "if `{}` is the one that derives from the other, let it say so instead; otherwise correct a date",
                brief(origin)
            ),
            Self::PaddedText { is_around: true, .. } | Self::UrlNotHttp { why: NoWebAddress::User, .. } => {
                "take them out".to_owned()
            }
            Self::PaddedText { is_around: false, .. } => "write one blank instead".to_owned(),
            Self::PeriodAfterClaim { .. } => {
                "if it is about plans, say how far they were, such as `stage = \"pledged\"`; otherwise correct \
                 the date or the period"
                    .to_owned()
            }
            Self::RestatedWithoutSupersedes { earlier, .. } => format!(
                "if the new figure takes the place of the old one, say so: supersedes = \"{}\"",
                brief(&earlier.claim)
            ),
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

/// "`hamas` and", with the name where there is no id.
fn called((id, name): &(Option<String>, String)) -> String {
    id.as_ref().map_or_else(|| format!("\"{}\"", brief(name)), |id| format!("`{}`", brief(id)))
}

fn several(what: Named) -> &'static str {
    match what {
        Named::Actor => "actors",
        Named::Category => "categories",
        Named::Publisher => "publishers",
        Named::Source => "sources",
    }
}

/// The most kinds of character that a sentence names.
const MOST_CHARACTERS: usize = 4;

fn hidden(characters: &[char]) -> String {
    let mut told: Vec<String> = characters.iter().take(MOST_CHARACTERS).map(|&c| character(c)).collect();
    if characters.len() > MOST_CHARACTERS {
        told.push(format!("{} more", characters.len() - MOST_CHARACTERS));
    }
    let noun = if characters.len() == 1 { "a hidden character" } else { "hidden characters" };
    format!("{noun}: {}", listed(&told, "and"))
}

/// A character by its code point and by what it does.
fn character(c: char) -> String {
    let name = match c {
        '\0' => "null character",
        '\u{7}' => "bell",
        '\u{8}' => "backspace",
        '\u{b}' | '\u{c}' => "page break",
        '\u{1b}' => "escape, which steers terminals",
        '\u{7f}' => "delete",
        '\u{9b}' => "control sequence, which steers terminals",
        '\0'..='\u{9f}' => "control character",
        '\u{ad}' => "soft hyphen",
        '\u{61c}' => "Arabic letter mark",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{200b}' => "zero-width space",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "end of an embedding or override",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "end of an isolate",
        '\u{feff}' => "byte order mark",
        '\u{fff9}'..='\u{fffb}' => "interlinear annotation",
        '\u{e0000}'..='\u{e007f}' => "invisible tag",
        _ => "invisible character",
    };
    format!("U+{:04X} {name}", u32::from(c))
}

fn labels<const N: usize>(labels: [&str; N]) -> Vec<String> {
    labels.map(str::to_owned).to_vec()
}

fn said(date: Option<&str>) -> String {
    date.map_or_else(|| "without a date".to_owned(), |date| format!("dated {}", brief(date)))
}

/// What a date is said of, up to the date.
fn dated(of: Dated, id: &str) -> String {
    match of {
        Dated::Claim => format!("the claim `{id}` is dated"),
        Dated::Source => format!("the source `{id}` is dated"),
        Dated::Withdrawal => format!("the withdrawal of `{id}` is dated"),
        Dated::Exchange => format!("the exchange rate of `{id}` is that of"),
    }
}

/// What became of money that is said to have reached a stage.
fn past(stage: Stage) -> &'static str {
    match stage {
        Stage::Spent => "spent",
        Stage::Held => "held",
        _ => "paid",
    }
}

fn no_address(why: NoWebAddress) -> &'static str {
    match why {
        NoWebAddress::Scheme => "does not start with https:// or http://",
        NoWebAddress::Blank => "has a blank in it",
        NoWebAddress::Malformed => "is no web address",
        NoWebAddress::Host => "names no host",
        NoWebAddress::User => "has a user name or a password in it",
    }
}

/// "3.4 to 3.5", "at least 3.4".
fn told_rate(rate: &Rate) -> String {
    let low = rate.low.as_ref().map(two_places);
    let high = rate.high.as_ref().map(two_places);
    match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "any number of".to_owned(),
    }
}

/// A number that is not below zero, to two decimal places and at least two digits that are not zero.
fn two_places(value: &Rational) -> String {
    let places = (2..MOST_PLACES)
        .find(|&places| (value * &Rational::power_of_ten(places)).floor() >= 10.into())
        .unwrap_or(MOST_PLACES);
    let hundredths = (value * &Rational::power_of_ten(places)).round_half_up();
    (&Rational::from(hundredths) * &Rational::power_of_ten(-places)).to_string()
}

/// The most decimal places of a number.
const MOST_PLACES: i32 = 12;

fn unneeded(why: &Unneeded) -> String {
    match why {
        Unneeded::Silent { claim, standing } => {
            let claim = brief(claim);
            match standing {
                SilentAs::Withdrawn => format!("`{claim}` is withdrawn"),
                SilentAs::Superseded { by } => format!("`{claim}` is superseded by `{}`", brief(by)),
                SilentAs::Echo { of } => format!("`{claim}` repeats `{}`, which speaks for it", brief(of)),
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
