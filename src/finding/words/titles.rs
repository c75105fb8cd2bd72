//! What each finding is, in one sentence.

use super::{quoted, told_rate};
use crate::finding::{Dated, Fact, Named, NoWebAddress, RateBy, Redundancy, SilentAs, Unneeded};
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
            Self::EquivalentOffRate { claim, base, quote, rate, others, by } => {
                let (claim, rate, others) = (brief(claim), told_rate(rate), told_rate(others));
                match by {
                    RateBy::Claim(other) => format!(
                        "the amounts of `{claim}` imply {rate} {quote} for 1 {base}, those of `{}` {others}",
                        brief(other)
                    ),
                    RateBy::Series(series) => format!(
                        "the amounts of `{claim}` imply {rate} {quote} for 1 {base}; by {} it was {others}",
                        brief(series)
                    ),
                }
            }
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
            Self::PeriodAfterClaim { claim, stage, period, .. } => format!(
                "`{}` says what was {} in {}, which had not begun",
                brief(claim),
                past(*stage),
                brief(period)
            ),
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
            Self::RestatedWithoutSupersedes { claim, earlier } => format!(
                "`{}` states another figure than `{}`, for the same and by the same publisher",
                brief(&claim.claim),
                brief(&earlier.claim)
            ),
            Self::SimilarNames { what, one, other } => {
                let (one, other) = (called(one), called(other));
                format!("the {} {one} and {other} have nearly the same name", several(*what))
            }
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
            Self::SuspiciousMagnitude { claim, factor, is_too_small, others, near } => {
                let times = if *is_too_small { format!("1/{factor} of") } else { format!("{factor} times") };
                let that = if others.len() == 1 { "that" } else { "those" };
                let (claim, others) = (brief(claim), quoted(others));
                let near = match near.len() {
                    0 => String::new(),
                    1 => format!(", which {} is near too", quoted(near)),
                    _ => format!(", which {} are near too", quoted(near)),
                };
                format!("the figure of `{claim}` is {times} {that} of {others}{near}")
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
        NoWebAddress::Blank => "has a blank or an invisible character in it",
        NoWebAddress::Malformed => "is no web address",
        NoWebAddress::Host => "names no host",
        NoWebAddress::User => "has a user name or a password in it",
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
