//! The prose of each finding: what it is, what is marked at its places, what else to know, what to do.
//!
//! What is told of sets of claims is told from the report, where its arithmetic is.

use super::{Fact, Named, Redundancy, SilentAs, Unneeded};
use crate::problem::Kind;
use crate::scope::Relation;
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
