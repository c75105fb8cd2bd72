//! What the claims of a section are to each other all at once: conflicts with their proofs, groups that
//! agree, repairs, and what follows for each flow.

mod build;
mod complete;

use serde::Serialize;

use super::{AssumptionFacts, BeforeConversion, CauseFacts, Named};
use crate::analysis::Extent;
use crate::claim::Unit;
use crate::conversion::Factor;
use crate::number::Rational;
use crate::period::DayRange;
use crate::reconcile::Verdict;
use crate::scope::{Stage, StageLaw};
use crate::solve::End;

/// What the claims of a section are to each other all at once.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sets {
    /// How far the section was decided.
    pub extent: Extent,
    /// Sets that cannot be true, or only just: conflicts, conditional ones, close ones; the smallest first.
    pub conflicts: Vec<ConflictFacts>,
    /// Conflicts that share claims, and how to be rid of them.
    pub clusters: Vec<ClusterFacts>,
    /// The largest sets that fit together, the largest first.
    pub groups: Vec<GroupFacts>,
    /// What the claims that are in no conflict allow; nothing where that could not be decided, or there may
    /// be conflicts that are not known.
    pub bounds: Option<AllowanceFacts>,
    /// Claims that say the very same as another one, which stands for them in everything here.
    pub alike: Vec<Alike>,
    /// What the claims state, on assumptions too: what proofs and flows are to be checked against.
    pub statements: Vec<StatementFacts>,
    /// A point of each cell that the statements tell apart.
    pub cells: Vec<PointFacts>,
    /// Whether those are all cells; where there are too many to list, they are only the first.
    pub all_cells: bool,
}

/// Claims that say the very same.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Alike {
    /// The one that stands for them.
    pub claim: String,
    /// The others.
    pub same: Vec<String>,
}

/// Claims that cannot all be true.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ConflictFacts {
    /// Its id, which follows from those of the claims.
    pub id: String,
    /// The claims, in the order of the rows.
    pub claims: Vec<String>,
    /// The positions of their rows, from 0.
    #[serde(skip)]
    pub rows: Vec<usize>,
    /// What they are to each other: a conflict, a conditional conflict, or close.
    pub verdict: Verdict,
    /// What the amounts of the proof are counted in.
    #[serde(flatten)]
    pub unit: Unit,
    /// That they cannot be true as written.
    pub proof: SetProof,
    /// The fraction by which every figure must be stretched until they fit; nothing where none is enough.
    pub stretch: Option<Rational>,
    /// False where the stretch is rounded up to a hundredth of a percent, since factors are stretched too.
    pub stretch_is_exact: bool,
    /// What the proof rests on beyond the claims' words.
    pub assumptions: Vec<AssumptionFacts>,
    /// Where all bounds are of one time, over which rates are tried: the time in any year of which the
    /// same holds.
    pub throughout: Option<DayRange>,
    /// Actors and categories whose lists of members are said to be complete, which the proof rests on.
    pub taken_as_complete: Vec<Named>,
    /// How many independent voices the claims are.
    pub independent_sources: usize,
    /// What may have gone wrong, the likeliest first; told of the first conflicts that are of few claims.
    pub causes: Vec<CauseFacts>,
    /// For each claim whose figure alone could give way: to where it would have to; told likewise.
    pub changes: Vec<ChangeFacts>,
    /// The reason that a person has given for accepting the conflict.
    pub known: Option<String>,
    /// Bounds that show that the claims cannot be true even if stretched by the reading's materiality;
    /// nothing where they are close.
    pub beyond_materiality: Option<Vec<MultipleFacts>>,
    /// A flow in which they are all true, stretched so.
    pub at_stretch: Option<Vec<FlowFacts>>,
    /// For each claim left out, a flow in which the others are true, stretched by the materiality, or as
    /// written where the set is close.
    pub without: Vec<WithoutFacts>,
}

/// Bounds that add up to an impossibility: over every point of flow, what is counted at least is no more
/// than what is counted at most; and yet the low ends exceed the high ends.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SetProof {
    /// The bounds.
    pub terms: Vec<SetTerm>,
    /// The sum of the low ends, each as often as it counts.
    pub lows: Rational,
    /// The sum of the high ends.
    pub highs: Rational,
    /// By how much the low ends exceed the high ends.
    pub shortfall: Rational,
}

/// A bound in a proof.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SetTerm {
    /// The statement, by position among those of the section.
    pub statement: usize,
    /// Which end of it.
    pub end: End,
    /// How often it counts.
    pub multiplier: Rational,
    /// The bound.
    pub bound: Rational,
    /// The claim; nothing for a law.
    pub claim: Option<String>,
    /// What the statement sums: boxes with weights.
    #[serde(skip)]
    pub flows: Vec<WeightedBox>,
    /// The law, for a law.
    #[serde(skip)]
    pub law: Option<StageLaw>,
    /// Whether it is not what the claim says, but that something flowed, which a comparison takes for granted.
    #[serde(skip)]
    pub taken_for_granted: bool,
    /// The amount per unit of the claim's rate, where `bound` is that times `length`.
    pub rate: Option<Rational>,
    /// How many units of the rate the time of the box holds.
    pub length: Option<Rational>,
    /// What the bound was in the claim's own unit, where it was converted.
    pub converted: Option<BeforeConversion>,
}

/// A bound of a statement, and how often it counts.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MultipleFacts {
    /// The statement, by position among those of the section.
    pub statement: usize,
    /// Which end of it.
    pub end: End,
    /// How often it counts.
    pub multiplier: Rational,
}

/// A figure that could give way, all others staying as they are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ChangeFacts {
    /// The claim.
    pub claim: String,
    /// Which end gives way.
    pub end: End,
    /// Where that end would have to lie, per unit of the claim's rate if it has one.
    pub to: Rational,
    /// By which fraction of itself it changes.
    pub fraction: Rational,
}

/// The rest of a conflict when one claim is left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct WithoutFacts {
    /// The claim that is left out.
    pub left_out: String,
    /// A flow in which the others are true.
    pub flows: Vec<FlowFacts>,
}

/// Claims that fit together, to which no other can be added.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct GroupFacts {
    /// The claims, in the order of the rows.
    pub claims: Vec<String>,
    /// The positions of their rows, from 0.
    #[serde(skip)]
    pub rows: Vec<usize>,
    /// By how much they are stretched to fit: the materiality, or zero where they fit as written.
    pub stretch: Rational,
    /// How many independent voices they are.
    pub independent_sources: usize,
    /// Where several were read, though that does not make them one voice.
    pub shared_via: Vec<String>,
    /// What the group allows of each flow that several of it are about; nothing where there is none.
    pub ranges: Option<AllowanceFacts>,
    /// A flow in which they are all true.
    pub flows: Vec<FlowFacts>,
}

/// Conflicts that share claims.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ClusterFacts {
    /// The conflicts, by position.
    pub conflicts: Vec<usize>,
    /// Every smallest set of claims to leave out.
    pub repairs: Vec<RepairFacts>,
    /// Whether those are all.
    pub complete: bool,
    /// The change of figures of theirs that reconciles all of them, and all claims that are in no set here,
    /// with the least total of fractions; nothing where no such change of amounts does, or it could not be
    /// decided.
    pub least_change: Option<Vec<ChangeFacts>>,
}

/// Claims to leave out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RepairFacts {
    /// The claims, in the order of the rows.
    pub leave_out: Vec<String>,
    /// What the claims that are in no conflict and the rest of these allow of the flows in dispute; given
    /// for the first few repairs, where all conflicts are known.
    pub bounds: Option<AllowanceFacts>,
}

/// What some claims allow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AllowanceFacts {
    /// The claims, in the order of the rows.
    pub claims: Vec<String>,
    /// Those that are stretched so that all fit, being close to each other.
    pub stretched: Vec<String>,
    /// By how much: the reading's materiality, or zero where none is.
    pub stretch: Rational,
    /// Flows, and what is allowed of each.
    pub allowed: Vec<AllowedFacts>,
}

/// What is allowed of a flow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AllowedFacts {
    /// The flow.
    pub flow: BoxFacts,
    /// Parts of it that are not counted: what is asked about is what is left for others.
    pub beside: Vec<BoxFacts>,
    /// The least.
    pub low: SideFacts,
    /// The most.
    pub high: SideFacts,
    /// Claims that state this flow, in the order of the rows.
    pub stated: Vec<String>,
}

/// One end of what is allowed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SideFacts {
    /// Where it lies; nothing where nothing limits it, or where it is not decided.
    pub value: Option<Rational>,
    /// Whether it is known.
    pub decided: bool,
    /// The bounds that show it.
    pub proof: Vec<MultipleFacts>,
    /// The claims whose bounds those are, in the order of the rows.
    pub claims: Vec<String>,
    /// What it rests on beyond the claims' words.
    pub assumptions: Vec<AssumptionFacts>,
    /// Actors and categories whose lists of members are said to be complete, which it rests on.
    pub taken_as_complete: Vec<Named>,
}

/// Bounds on a weighted sum of flows in boxes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct StatementFacts {
    /// The boxes.
    pub boxes: Vec<WeightedBox>,
    /// Whether a weight below zero is what the figure states.
    pub states_factor: bool,
    /// The least that the sum is.
    pub low: Option<Rational>,
    /// The most.
    pub high: Option<Rational>,
    /// Whose figure it is; nothing for a law, and for what a figure takes for granted.
    pub figure_of: Option<String>,
    /// The law, for a law.
    pub law: Option<StageLaw>,
    /// What it rests on beyond the words.
    pub assumptions: Vec<AssumptionFacts>,
    /// What the claim's own amounts were multiplied by; nothing where they are in its own unit.
    pub converted: Option<Factor>,
    /// Whether it contradicts others of the same claims whatever any other figure says: groups, bounds and
    /// flows do not heed it.
    pub idle: bool,
    /// It is tried only where of each of these lists some claim takes part.
    pub when: Vec<Vec<String>>,
}

/// A box and how often the flow in it counts.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct WeightedBox {
    /// The box.
    #[serde(flatten)]
    pub flow: BoxFacts,
    /// How often it counts.
    pub weight: Rational,
}

/// A box of flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the keys of a dataset's `scope`")]
pub struct BoxFacts {
    pub payer: Named,
    pub payee: Named,
    pub category: Named,
    pub stage: Stage,
    /// What it is counted in.
    #[serde(flatten)]
    pub unit: Unit,
    /// The stretch of time.
    pub time: DayRange,
}

/// A point of flow. An actor or category without members is a point itself; the id of a group stands for
/// its members that nobody lists; nothing stands for what no entry but everything holds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the keys of a dataset's `scope`")]
pub struct PointFacts {
    pub payer: Option<String>,
    pub payee: Option<String>,
    pub category: Option<String>,
    pub stage: Stage,
    /// What it is counted in.
    #[serde(flatten)]
    pub unit: Unit,
    /// The day.
    pub day: String,
}

/// How much flows at a point.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct FlowFacts {
    /// The point.
    #[serde(flatten)]
    pub point: PointFacts,
    /// The amount.
    pub amount: Rational,
}
