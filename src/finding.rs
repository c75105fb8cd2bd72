//! What is worth a look in a dataset that can be read: typed facts with their places.
//!
//! A rule finds, [`words`] tells. What keeps a dataset from being read is a
//! [`Problem`](crate::problem::Problem) instead.

mod fixes;
pub mod words;

use chrono::NaiveDate;

use crate::number::Rational;
use crate::problem::{Kind, Link, Place};
use crate::report::Report;
use crate::scope::{Relation, Stage};

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub fact: Fact,
    /// Where: the place to change first, then the others that it takes to understand it. A finding without
    /// places is about the dataset as a whole.
    pub places: Vec<Place>,
}

impl Finding {
    /// A fact at a place.
    #[must_use]
    pub fn at(place: Place, fact: Fact) -> Self {
        Self { fact, places: vec![place] }
    }

    /// The same with a further place to look at.
    #[must_use]
    pub fn and(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// The code of its kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.fact.code()
    }
}

/// Which set of claims of a report cannot be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAt {
    /// The section, by position in the report.
    pub section: usize,
    /// The set in it.
    pub set: SetIn,
}

impl SetAt {
    /// The claims of the set.
    #[must_use]
    pub fn claims(self, report: &Report) -> Option<Vec<String>> {
        let section = report.sections.get(self.section)?;
        Some(match self.set {
            SetIn::Conflict(conflict) => section.sets.as_ref()?.conflicts.get(conflict)?.claims.clone(),
            SetIn::Pair(pair) => {
                let pair = section.pairs.get(pair)?;
                vec![pair.first.clone(), pair.second.clone()]
            }
        })
    }
}

/// A set of claims in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetIn {
    /// One that was found with all claims of the section at once, by position.
    Conflict(usize),
    /// A pair, where the section was not decided as a whole; by position.
    Pair(usize),
}

/// Why an accepted conflict is none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum Unneeded {
    /// A claim takes no part: it is withdrawn, superseded, or repeats another.
    Silent { claim: String, standing: SilentAs },
    /// Some of the claims contradict each other already.
    Smaller { conflicts: Vec<Vec<String>> },
    /// They conflict only together with further claims.
    Larger { conflicts: Vec<Vec<String>> },
    /// They fit, if only when stretched by no more than the materiality.
    Close,
    /// They can all be true.
    Fit,
    /// They do not bear on each other.
    Apart,
}

/// Why a claim does not speak for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum SilentAs {
    /// It was withdrawn.
    Withdrawn,
    /// Another claim supersedes it.
    Superseded { by: String },
    /// It repeats another claim.
    Echo { of: String },
}

/// Why a key says what holds without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redundancy {
    /// This value is its default.
    Default(&'static str),
    /// Its list is empty.
    EmptyList,
    /// It is `false`.
    False,
    /// A publisher that is the id of the source itself.
    OwnId,
    /// The date of this source, which the claim has without it.
    OfSource(String),
}

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// An actor.
    Actor,
    /// A category.
    Category,
    /// Who stands behind sources.
    Publisher,
    /// A source.
    Source,
}

/// What a date is the date of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// A claim.
    Claim,
    /// A source.
    Source,
    /// The withdrawal of a claim.
    Withdrawal,
    /// The exchange rate of a claim.
    Exchange,
}

/// How much of one currency another is worth, at least and at most; an end is missing where it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The least.
    pub low: Option<Rational>,
    /// The most.
    pub high: Option<Rational>,
}

/// Where a rate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateBy {
    /// Another claim implies it; by its id.
    Claim(String),
    /// A series has it; by its id.
    Series(String),
}

/// A figure for a flow for which its publisher states another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// The claim.
    pub claim: String,
    /// The words of its figure.
    pub words: String,
    /// Its date, if there is one.
    pub date: Option<String>,
}

/// Why a text is no web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWebAddress {
    /// It does not start with `http://` or `https://`.
    Scheme,
    /// It has a blank or a control character in it.
    Blank,
    /// Something in it no address may have.
    Malformed,
    /// It names no host.
    Host,
    /// It has a user name or a password in it.
    User,
}

/// The facts of a finding. Variants stand in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what the variant's own line says")]
pub enum Fact {
    /// A claim is dated later than its source.
    ClaimAfterSource { claim: String, date: String, source: String, source_date: String },
    /// A group has a single member.
    GroupOfOne { group: String, member: String, is_complete: bool },
    /// A line holds characters that cannot be seen; as many further lines of its file are not told.
    HiddenCharacters { characters: Vec<char>, more_lines: usize },
    /// An id is not in lower case with hyphens.
    IdNotKebabCase { kind: Kind, id: String, proposed: Option<String> },
    /// A claim bears on no other.
    IsolatedClaim { claim: String },
    /// How the payer of a claim relates to its payee.
    PayerIsPayee { claim: String, payer: String, payee: String, relation: Relation },
    /// A key says what holds without it.
    RedundantKey { kind: Kind, id: String, key: &'static str, why: Redundancy },
    /// A group has a member already through another of its members, or a category is part of a whole
    /// already through another of its wholes.
    RedundantMember { kind: Kind, group: String, member: String, through: String },
    /// A set of claims cannot be true, only on an assumption, or only just. What is said of it is told from
    /// the report.
    Set { code: &'static str, set: SetAt },
    /// A claim says what another says already.
    DuplicateClaim { claim: String, first: String },
    /// Two sources give the same page.
    DuplicateUrl { source: String, first: String },
    /// A claim repeats a later one.
    EchoBeforeOriginal { claim: String, date: String, original: String, original_date: String },
    /// An amount in brackets is off the rate of its time.
    EquivalentOffRate { claim: String, base: String, quote: String, rate: Rate, others: Rate, by: RateBy },
    /// A date has not come yet.
    FutureDate { of: Dated, id: String, date: String, today: NaiveDate },
    /// A claim repeats another and gets something wrong.
    GarbledEcho { section: usize, pair: usize },
    /// A source derives from a later one.
    OriginAfterSource { source: String, date: String, origin: String, origin_date: String },
    /// A text has blanks around it, or more than one in a row, or a line break.
    PaddedText { key: String, text: String, is_around: bool, mended: String },
    /// A claim says what happened in a period that had not begun.
    PeriodAfterClaim { claim: String, date: String, stage: Stage, period: String },
    /// A publisher states another figure for the same.
    RestatedWithoutSupersedes { claim: Restated, earlier: Restated },
    /// Two names are nearly the same: each with its id, unless it is what it goes by.
    SimilarNames { what: Named, one: (Option<String>, String), other: (Option<String>, String) },
    /// A source has no date, and a claim needs one of it.
    SourceWithoutDate { source: String, claim: String, is_via: bool },
    /// No link leads to a claim.
    SourceWithoutUrl { source: String, claim: String },
    /// Two claims supersede the same one.
    SupersededTwice { claim: String, first: String, old: String },
    /// A claim supersedes a later one.
    SupersedesLater { claim: String, date: String, old: String, old_date: String },
    /// A claim has the very words of another one.
    SuspectedEcho { claim: String, date: Option<String>, original: String, original_date: Option<String> },
    /// A figure is this many times smaller or larger than others, which further ones are near.
    SuspiciousMagnitude {
        claim: String,
        factor: Rational,
        is_too_small: bool,
        others: Vec<String>,
        near: Vec<String>,
    },
    /// Nothing places a claim in time.
    UndatedClaim { claim: String },
    /// A section could not be decided to the end.
    Undecided { claims: usize, is_compared: bool },
    /// An accepted conflict has no reason.
    UnexplainedAcceptance { claims: Vec<String> },
    /// An accepted conflict is none.
    UnneededAcceptance { claims: Vec<String>, why: Unneeded },
    /// A table stands after one that it should stand before.
    UnsortedFile { kind: Kind, id: String, before: String },
    /// No claim speaks of an actor.
    UnusedActor { actor: String },
    /// No claim speaks of a category.
    UnusedCategory { category: String },
    /// No claim names a source.
    UnusedSource { source: String },
    /// A link is no web address.
    UrlNotHttp { of: Kind, id: String, why: NoWebAddress },
    /// A claim was read in something older than itself, or than its source.
    ViaBeforeSource { claim: String, via: String, via_date: String, date: String, is_source: bool },
    /// A claim was withdrawn before it was made.
    WithdrawnBeforeClaim { claim: String, date: String, withdrawn: String },
    /// A claim refers to a withdrawn one.
    WithdrawnClaimReferenced { claim: String, by: Link, withdrawn_claim: String, withdrawn: String },
}

impl Fact {
    /// The code of its kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Set { code, .. } => code,
            Self::ClaimAfterSource { .. } => "claim-after-source",
            Self::DuplicateClaim { .. } => "duplicate-claim",
            Self::DuplicateUrl { .. } => "duplicate-url",
            Self::EchoBeforeOriginal { .. } => "echo-before-original",
            Self::EquivalentOffRate { .. } => "equivalent-off-rate",
            Self::FutureDate { .. } => "future-date",
            Self::GarbledEcho { .. } => "garbled-echo",
            Self::GroupOfOne { .. } => "group-of-one",
            Self::HiddenCharacters { .. } => "hidden-characters",
            Self::IdNotKebabCase { .. } => "id-not-kebab-case",
            Self::IsolatedClaim { .. } => "isolated-claim",
            Self::OriginAfterSource { .. } => "origin-after-source",
            Self::PaddedText { .. } => "padded-text",
            Self::PayerIsPayee { .. } => "payer-is-payee",
            Self::PeriodAfterClaim { .. } => "period-after-claim",
            Self::RedundantKey { .. } => "redundant-key",
            Self::RedundantMember { .. } => "redundant-member",
            Self::RestatedWithoutSupersedes { .. } => "restated-without-supersedes",
            Self::SimilarNames { .. } => "similar-names",
            Self::SourceWithoutDate { .. } => "source-without-date",
            Self::SourceWithoutUrl { .. } => "source-without-url",
            Self::SupersededTwice { .. } => "superseded-twice",
            Self::SupersedesLater { .. } => "supersedes-later",
            Self::SuspectedEcho { .. } => "suspected-echo",
            Self::SuspiciousMagnitude { .. } => "suspicious-magnitude",
            Self::UndatedClaim { .. } => "undated-claim",
            Self::Undecided { .. } => "undecided",
            Self::UnexplainedAcceptance { .. } => "unexplained-acceptance",
            Self::UnneededAcceptance { .. } => "unneeded-acceptance",
            Self::UnsortedFile { .. } => "unsorted-file",
            Self::UnusedActor { .. } => "unused-actor",
            Self::UnusedCategory { .. } => "unused-category",
            Self::UnusedSource { .. } => "unused-source",
            Self::UrlNotHttp { .. } => "url-not-http",
            Self::ViaBeforeSource { .. } => "via-before-source",
            Self::WithdrawnBeforeClaim { .. } => "withdrawn-before-claim",
            Self::WithdrawnClaimReferenced { .. } => "withdrawn-claim-referenced",
        }
    }
}
