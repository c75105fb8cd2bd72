//! The report: every fact that an output shows, decided and in order, before any rendering.
//!
//! A renderer takes a [`Report`] and adds nothing but layout and words. The JSON output is this
//! model as it stands, which is why every type here says how it is serialised.

pub mod bounds;
mod build;
mod causes;
mod converted;
mod drift;
mod pairs;
mod rows;
pub mod sets;

use serde::{Serialize, Serializer};

use crate::constraint::{Assumption, Constraint};
use crate::money::Interval;
use crate::number::Rational;
use crate::period::{DayRange, Per};
use crate::reconcile::{DimensionRelation, Verdict};
use crate::scope::{Relation, Stage, StageLaw};
use crate::standing::Difference;

pub use build::{Selection, build, build_on};
pub use causes::{CauseFacts, LikelyCause};
pub use converted::{
    BeforeConversion, ConversionFacts, ConvertedFacts, CoveredFacts, MissingFacts, StepFacts,
};
use sets::Sets;

/// The version of the JSON form. It grows when a key changes its meaning or goes away.
pub const JSON_VERSION: u32 = 2;

/// Everything a report says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// Always `crossfoot-report`.
    pub format: &'static str,
    /// [`JSON_VERSION`].
    pub version: u32,
    /// The dataset's title.
    pub title: String,
    /// The dataset's currency.
    pub currency: String,
    /// The year in whose prices claims of different units are compared; nothing for those of their time.
    pub prices: Option<i32>,
    /// The rules by which words became numbers.
    pub reading: ReadingFacts,
    /// The stages of which no more of a later one than of an earlier one is reached, if any are declared.
    pub stage_order: Vec<Stage>,
    /// The day up to which claims are known, as it was given.
    pub as_of: Option<String>,
    /// What the report was narrowed to.
    pub filters: Vec<Filter>,
    /// How many there are of what.
    pub counts: Counts,
    /// The sources of the claims shown, by id.
    pub sources: Vec<SourceFacts>,
    /// The actors of the claims shown and their members, by id.
    pub actors: Vec<EntryFacts>,
    /// The categories of the claims shown and their parts, by id.
    pub categories: Vec<EntryFacts>,
    /// Claims that bear on each other, the largest group first.
    pub sections: Vec<Section>,
    /// Claims that bear on no other.
    pub alone: Vec<Row>,
    /// Claims that were not compared at all, and why.
    pub left_out: Vec<Row>,
    /// The same figure for different scopes or years.
    pub same_figures: Vec<SameFigure>,
    /// Whether more of those were found than are listed.
    pub more_same_figures: bool,
}

/// A reading, each key as a dataset writes it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReadingFacts {
    /// The variant's name, or nothing for the dataset's own.
    pub name: Option<String>,
    /// Each key and its value.
    #[serde(flatten, serialize_with = "as_map")]
    pub keys: Vec<(&'static str, String)>,
    /// The key that a line about the reading leaves out.
    #[serde(skip)]
    pub unsaid: Option<&'static str>,
    /// The stretch up to which figures are close, as a fraction; among the keys as it is written.
    #[serde(skip)]
    pub materiality: Rational,
    /// Each magnitude word with the least and most it counts.
    #[serde(serialize_with = "as_map")]
    pub magnitudes: Vec<(&'static str, (u32, u32))>,
}

fn as_map<V: Serialize, S: Serializer>(
    pairs: &[(&'static str, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

/// A narrowing of the report.
#[derive(Debug, Serialize)]
pub struct Filter {
    /// `payer`, `payee`, `category` or `period`.
    pub key: &'static str,
    /// What it was narrowed to.
    pub value: String,
}

/// How many there are of what.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Claims in the report.
    pub claims: usize,
    /// Claims of the dataset that the filters left out.
    pub filtered_out: usize,
    /// Sources that assert the claims in the report.
    pub sources: usize,
    /// Pairs by verdict, in the order of [`Verdict::ALL`].
    #[serde(serialize_with = "by_verdict")]
    pub verdicts: Vec<(Verdict, usize)>,
    /// Conflicts and conditional conflicts of one claim, and of three and more of which every two are fine, by
    /// verdict.
    #[serde(serialize_with = "by_verdict")]
    pub larger_sets: Vec<(Verdict, usize)>,
}

fn by_verdict<S: Serializer>(counts: &[(Verdict, usize)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().map(|(verdict, count)| (verdict, count)))
}

/// A source.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the keys of a dataset's `[source.ID]`")]
pub struct SourceFacts {
    pub id: String,
    pub name: String,
    pub publisher: String,
    pub kind: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub note: Option<String>,
    pub derives_from: Vec<String>,
    /// The publishers at the ends of all `derives-from` links.
    pub voices: Vec<String>,
}

/// An actor or category.
#[derive(Debug, Serialize)]
pub struct EntryFacts {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The ids of the listed members.
    pub members: Vec<String>,
    /// Said to have no other members.
    pub complete: bool,
}

/// Claims that bear on each other, directly or through others.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Section {
    /// The claims, in the order of their dates.
    pub rows: Vec<Row>,
    /// The verdict on each pair of rows, in the order of the rows.
    pub pairs: Vec<PairFacts>,
    /// False where there are too many claims to compare each with each.
    pub compared: bool,
    /// What they are to each other all at once; nothing where they are not compared.
    pub sets: Option<Sets>,
}

impl Section {
    /// The pairs that stand in this relation, each with its rows.
    pub fn told(&self, verdict: Verdict) -> impl Iterator<Item = (&PairFacts, &Row, &Row)> {
        self.pairs
            .iter()
            .filter(move |pair| pair.verdict == verdict)
            .filter_map(|pair| Some((pair, self.rows.get(pair.rows.0)?, self.rows.get(pair.rows.1)?)))
    }
}

/// A claim in a report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    /// The claim's id.
    pub id: String,
    /// The figure as published.
    pub figure: String,
    /// Whether those are the published words, rather than numbers that an editor gave.
    pub verbatim: bool,
    /// The currency it is counted in.
    pub currency: String,
    /// The year whose constant prices it is in.
    pub prices: Option<i32>,
    /// The unit of its rate; nothing for a total.
    pub per: Option<Per>,
    /// What the figure says under the reading, per unit of its rate.
    pub interval: Interval,
    /// The same a year for rates, in total otherwise.
    pub normalised: Normalised,
    /// What that comes to in the report's currency and prices; nothing where it is in them, and for a comparison.
    pub converted: Option<ConvertedFacts>,
    /// The flow that the claim's own is compared with, and how; nothing for an amount.
    pub relative: Option<RelativeFacts>,
    /// Amounts stated beside the figure, in other currencies.
    pub equivalents: Vec<Equivalent>,
    /// The id of the source.
    pub source: String,
    /// The name of the source.
    pub source_name: String,
    /// The sources it was read in, nearest first.
    pub via: Vec<Named>,
    /// When it was asserted, as written.
    pub date: Option<String>,
    /// Which flow it is about.
    pub scope: ScopeFacts,
    /// The part it plays.
    pub standing: StandingFacts,
    /// What it says about which stretches of time, its own words first.
    pub constraints: Vec<Constraint>,
    /// The claim's note.
    pub note: Option<String>,
    /// The claim's own page.
    pub url: Option<String>,
    /// The day at whose rate it is to be converted.
    pub exchange: Option<String>,
    /// Where the claim stands.
    pub place: PlaceFacts,
    /// Where its figure stands.
    pub figure_place: PlaceFacts,
}

/// How a claim's flow compares with another.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RelativeFacts {
    /// The other flow.
    pub to: ScopeFacts,
    /// It does not say in what money the two compare: it is said of both in whatever unit other claims count them.
    pub names_no_unit: bool,
    /// What it comes to under the reading.
    #[serde(flatten)]
    pub by: ComparedBy,
}

/// What one flow is of another.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComparedBy {
    /// So many times the other.
    Factor {
        /// The least.
        low: Option<Rational>,
        /// The most.
        high: Option<Rational>,
    },
    /// So much more than the other; less where it is below zero.
    Difference {
        /// The least.
        low: Option<Rational>,
        /// The most.
        high: Option<Rational>,
        /// The unit of the rates between which the difference is; nothing for totals.
        per: Option<Per>,
    },
}

/// An id with its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// An interval made comparable by eye.
#[derive(Debug, Serialize)]
pub struct Normalised {
    /// The least.
    pub low: Option<Rational>,
    /// The most.
    pub high: Option<Rational>,
    /// `year` for rates; nothing for totals and stocks. A weekly or daily rate that nothing places in
    /// time keeps its own unit, since years differ in length.
    pub per: Option<Per>,
}

/// A stated equivalent in another currency.
#[derive(Debug, Serialize)]
pub struct Equivalent {
    /// The currency.
    pub currency: String,
    /// What it says under the reading.
    pub interval: Interval,
}

/// Which flow a claim is about.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the keys of a dataset's `scope`")]
pub struct ScopeFacts {
    pub payer: Named,
    pub payee: Named,
    pub category: Named,
    pub stage: Stage,
    pub period: Option<PeriodFacts>,
}

/// A stated period.
#[derive(Debug, Serialize)]
pub struct PeriodFacts {
    /// As written.
    pub written: String,
    /// In days.
    pub days: DayRange,
}

/// The part a claim plays in the comparison.
#[derive(Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum StandingFacts {
    /// It speaks for itself.
    Active,
    /// It repeats another claim.
    Echo {
        /// That claim.
        of: String,
        /// What it got wrong.
        differences: Vec<Difference>,
    },
    /// Another claim takes its place.
    Superseded {
        /// That claim.
        by: String,
    },
    /// It was taken back.
    Withdrawn {
        /// When.
        date: String,
        /// Why.
        reason: String,
    },
    /// By the day asked for it was not known.
    NotYet,
}

/// Where something stands in the dataset's files.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceFacts {
    /// The path.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The first byte and the byte after the last, not counting a byte order mark.
    pub bytes: (u32, u32),
}

/// The verdict on two claims.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PairFacts {
    /// The claim in the earlier row.
    pub first: String,
    /// The claim in the later row.
    pub second: String,
    /// The positions of the two rows, from 0.
    #[serde(skip)]
    pub rows: (usize, usize),
    /// What they are to each other.
    pub verdict: Verdict,
    /// Why.
    #[serde(flatten)]
    pub because: Because,
    /// The reason that a person has given for accepting the conflict.
    pub known: Option<String>,
}

/// Why a verdict is what it is.
#[derive(Debug, Serialize)]
#[serde(tag = "because", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Because {
    /// Two constraints were held against each other.
    Compared(Box<ComparedFacts>),
    /// The scopes are apart or merely overlap.
    Scopes {
        /// In these dimensions, from the first claim to the second.
        dimensions: Vec<DimensionRelation>,
    },
    /// More than two of their bounds contradict each other together, as the conflict of the two shows.
    Together,
    /// Nothing places a claim in time.
    Unplaced {
        /// That claim.
        claim: String,
    },
    /// The two are counted in different units, and no rates convert the amounts of a claim.
    NotConvertible {
        /// That claim.
        claim: String,
        /// What is missing.
        missing: MissingFacts,
    },
    /// A claim states how one flow compares with another.
    Relative {
        /// That claim.
        claim: String,
    },
    /// An echo's original speaks for it.
    SpokenFor {
        /// The echo.
        echo: String,
        /// Its original.
        original: String,
    },
    /// A claim takes no part.
    Silent {
        /// That claim.
        claim: String,
    },
    /// One repeats the other.
    Repeats {
        /// The echo.
        echo: String,
        /// Its original.
        original: String,
        /// What it got wrong.
        differences: Vec<Difference>,
    },
    /// One takes the place of the other.
    Supersedes {
        /// The claim that was replaced.
        old: String,
        /// The claim that replaced it.
        new: String,
        /// The new figure as a multiple of the old.
        factor: Option<Rational>,
    },
}

/// Two constraints held against each other.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ComparedFacts {
    /// How the first's box relates to the second's.
    pub relation: Relation,
    /// The first claim's constraint.
    pub first_constraint: Constraint,
    /// The second claim's constraint.
    pub second_constraint: Constraint,
    /// The range in which both can be true, where they speak of the same.
    pub shared: Option<SharedRange>,
    /// The arithmetic of a conflict.
    pub proof: Option<Proof>,
    /// What the verdict rests on beyond the claims' words.
    pub assumptions: Vec<AssumptionFacts>,
    /// Actors and categories whose lists of members are said to be complete, which the verdict rests on.
    pub taken_as_complete: Vec<Named>,
    /// A claim whose open end is all that the verdict rests on.
    pub rests_on_open_end: Option<String>,
    /// For two rates, the time in any year of which they can be held against each other.
    pub throughout: Option<DayRange>,
    /// The law by which one is held against the other, where they are of different stages.
    pub law: Option<StageLaw>,
    /// How many independent voices the two claims are.
    pub independent_sources: usize,
    /// Where both were read, though that does not make them one voice.
    pub shared_via: Vec<String>,
}

/// The range in which two claims agree.
#[derive(Debug, Serialize)]
pub struct SharedRange {
    /// The least; nothing where both are open below.
    pub low: Option<Rational>,
    /// The most; nothing where both are open above.
    pub high: Option<Rational>,
    /// Over this time.
    pub time: DayRange,
}

/// Bounds that add up to an impossibility: the sum of `multiplier × bound` over the low ends exceeds
/// that over the high ends by the shortfall.
#[derive(Debug, Serialize)]
pub struct Proof {
    /// The bounds.
    pub terms: Vec<Term>,
    /// By how much they cannot be met.
    pub shortfall: Rational,
    /// By which fraction every figure must be widened until they can.
    pub stretch: Rational,
}

/// A bound in a proof.
#[derive(Debug, Serialize)]
pub struct Term {
    /// The claim.
    pub claim: String,
    /// Whether it says at least or at most.
    pub end: crate::solve::End,
    /// How often it counts.
    pub multiplier: Rational,
    /// The amount over `time`.
    pub bound: Rational,
    /// The stretch of time it bounds.
    pub time: DayRange,
    /// The amount per unit of the claim's rate, where `bound` is that times `length`.
    pub rate: Option<Rational>,
    /// How many units of the rate `time` holds.
    pub length: Option<Rational>,
    /// What the amount was in the claim's own unit, where it was converted.
    pub converted: Option<BeforeConversion>,
}

/// Something a verdict rests on beyond the claims' words.
#[derive(Debug, Serialize)]
pub struct AssumptionFacts {
    /// The claim it is about.
    pub claim: String,
    /// What is assumed.
    #[serde(flatten)]
    pub assumption: Assumption,
    /// The time it was assumed for.
    pub tried: DayRange,
}

/// The same published figure for another scope or time.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SameFigure {
    /// The first claim.
    pub first: String,
    /// The second claim.
    pub second: String,
    /// The first claim's figure.
    pub figure: String,
    /// In what they differ, from the first to the second.
    pub differs: Vec<DimensionRelation>,
}
