//! What two claims are to each other.
//!
//! Every constraint of one is held against every constraint of the other. Where the boxes are the
//! same or one inside the other, exact bounds decide; a conflict decides over everything else, and
//! otherwise the closest relation does.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::claim::{Claim, ClaimId, Dataset};
use crate::constraint::{Assumption, Constraint, Placed, Shape, nominal_year};
use crate::conversion::Converter;
use crate::number::{Rational, exceeds};
use crate::period::{Date, DayRange};
use crate::rates::Missing;
use crate::reading::Reading;
use crate::restatement::end_at_restatements;
use crate::scope::{Relation, Stage, StageLaw};
use crate::standing::{Difference, Standing, standings};

/// What two claims are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They cannot both be true.
    Conflict,
    /// They cannot both be true if an assumption of the reading holds.
    ConditionalConflict,
    /// They fit only when stretched, by no more than the reading's materiality.
    Close,
    /// The same scope, and both can be true.
    Agree,
    /// One scope is part of the other, and both can be true.
    Compatible,
    /// One repeats the other and says the same.
    Echo,
    /// One repeats the other and gets something wrong.
    GarbledEcho,
    /// One takes the place of the other.
    Revised,
    /// Their scopes do not let them be compared.
    NotComparable,
}

impl Verdict {
    /// Every verdict, the most pressing first.
    pub const ALL: [Self; 9] = [
        Self::Conflict,
        Self::ConditionalConflict,
        Self::Close,
        Self::Agree,
        Self::Compatible,
        Self::Echo,
        Self::GarbledEcho,
        Self::Revised,
        Self::NotComparable,
    ];

    /// Whether it says that claims cannot all be true, if only on an assumption.
    #[must_use]
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::Conflict | Self::ConditionalConflict)
    }

    /// Whether it says that claims cannot all be true, or only just.
    #[must_use]
    pub fn is_clash(self) -> bool {
        self.is_conflict() || self == Self::Close
    }

    /// The mark in tables.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Agree => "=",
            Self::Close => "≈",
            Self::Compatible => "⊂",
            Self::Conflict => "≠",
            Self::ConditionalConflict => "≠?",
            Self::NotComparable => "·",
            Self::Echo => "↺",
            Self::GarbledEcho => "↺!",
            Self::Revised => "→",
        }
    }

    /// The word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Close => "close",
            Self::Compatible => "compatible",
            Self::Conflict => "conflict",
            Self::ConditionalConflict => "conditional conflict",
            Self::NotComparable => "not comparable",
            Self::Echo => "echo",
            Self::GarbledEcho => "garbled echo",
            Self::Revised => "revised",
        }
    }
}

/// A dimension of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Who pays.
    Payer,
    /// Who is paid.
    Payee,
    /// For what.
    Category,
    /// How far along its way the money is.
    Stage,
    /// Time.
    Time,
}

/// How the first claim relates to the second in one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct DimensionRelation {
    /// The dimension.
    pub dimension: Dimension,
    /// The relation.
    pub relation: Relation,
}

/// Two bounds that cannot both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// Whether the first claim's low end is the one that is too high, rather than the second's.
    pub first_is_low: bool,
    /// The low end of the part.
    pub low: Rational,
    /// The high end of the whole.
    pub high: Rational,
    /// How much the low end exceeds the high end.
    pub amount: Rational,
    /// By which fraction each figure must be widened until they fit.
    pub stretch: Rational,
}

/// Two constraints held against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How the box of the first claim's constraint relates to that of the second's.
    pub relation: Relation,
    /// The first claim's constraint.
    pub first: Constraint,
    /// The second claim's constraint.
    pub second: Constraint,
    /// The bounds that clash; nothing where both can be true.
    pub shortfall: Option<Shortfall>,
    /// A claim whose open end is all that keeps the two from being held against each other.
    pub rests_on_open_end: Option<ClaimId>,
    /// For two rates, the time in any year of which they can be held against each other.
    pub throughout: Option<DayRange>,
    /// The law by which one is held against the other, where they are of different stages.
    pub law: Option<StageLaw>,
}

impl Comparison {
    /// What the comparison rests on beyond the words of the claims.
    #[must_use]
    pub fn assumptions(&self) -> Vec<&Assumption> {
        let mut all: Vec<&Assumption> =
            self.first.assumptions.iter().chain(&self.second.assumptions).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// Why the verdict is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Constraints were compared.
    Compared(Box<Comparison>),
    /// The scopes are apart or merely overlap, in these dimensions.
    Scopes(Vec<DimensionRelation>),
    /// More than two of their bounds contradict each other together, as the conflict of the two shows.
    Together,
    /// Nothing places this claim in time.
    Unplaced(ClaimId),
    /// The two are counted in different units, and no rates convert the amounts of this one.
    NotConvertible {
        /// The claim.
        claim: ClaimId,
        /// What is missing.
        missing: Arc<Missing>,
    },
    /// This claim states how one flow compares with another, which no second claim bounds by itself.
    Relative(ClaimId),
    /// This claim repeats another, which speaks for it.
    SpokenFor {
        /// The repetition.
        echo: ClaimId,
        /// The claim that speaks for it.
        original: ClaimId,
    },
    /// This claim takes no part: it was superseded or withdrawn.
    Silent(ClaimId),
    /// One repeats the other.
    Repeats {
        /// The repetition.
        echo: ClaimId,
        /// What it repeats.
        original: ClaimId,
        /// What it got wrong.
        differences: Vec<Difference>,
    },
    /// One takes the place of the other.
    Supersedes {
        /// The claim that was replaced.
        old: ClaimId,
        /// The claim that replaced it.
        new: ClaimId,
        /// The new figure as a multiple of the old, where both name one number in one unit.
        factor: Option<Rational>,
    },
}

/// The verdict on two claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The first claim, which stands before the second in the dataset.
    pub first: ClaimId,
    /// The second claim.
    pub second: ClaimId,
    /// What they are to each other.
    pub verdict: Verdict,
    /// Why.
    pub evidence: Evidence,
}

/// Every claim placed in time, and the part it plays, by a reading and on a day.
#[derive(Debug)]
pub struct Basis {
    placed: Vec<Placed>,
    standings: Vec<Standing>,
    converter: Converter,
}

impl Basis {
    /// Places every claim of a dataset, as of a day or of all that is known.
    #[must_use]
    pub fn new(dataset: &Dataset, reading: &Reading, as_of: Option<&Date>) -> Self {
        Self::without(dataset, reading, as_of, &BTreeSet::new())
    }

    /// The same as though some claims had not been made.
    #[must_use]
    pub fn without(
        dataset: &Dataset,
        reading: &Reading,
        as_of: Option<&Date>,
        unknown: &BTreeSet<ClaimId>,
    ) -> Self {
        let mut placed: Vec<Placed> =
            dataset.claim_ids().map(|id| Placed::new(dataset, id, reading)).collect();
        let converter = Converter::new(dataset, reading, None);
        let standings = standings(dataset, &placed, (reading, &converter), as_of, unknown);
        end_at_restatements(&mut placed, &standings, dataset);
        Self { placed, standings, converter }
    }

    /// The same with claims of different units compared in the prices of a year, or in those of the time.
    #[must_use]
    pub fn in_prices(mut self, dataset: &Dataset, reading: &Reading, prices: Option<i32>) -> Self {
        self.converter = Converter::new(dataset, reading, prices);
        self
    }

    /// What compares the claims; `dataset` and `reading` are those that they were placed by.
    #[must_use]
    pub fn reconciler<'a>(&'a self, dataset: &'a Dataset, reading: &'a Reading) -> Reconciler<'a> {
        let Self { placed, standings, converter } = self;
        Reconciler { dataset, reading, placed, standings, converter }
    }
}

/// What claims are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Reconciler<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The reading.
    pub reading: &'a Reading,
    /// Every claim, placed.
    pub placed: &'a [Placed],
    /// Every claim's standing.
    pub standings: &'a [Standing],
    /// What brings claims of different units into one.
    pub converter: &'a Converter,
}

impl<'a> Reconciler<'a> {
    /// The verdict on two different claims, whichever is given first.
    #[must_use]
    pub fn pair(&self, a: ClaimId, b: ClaimId) -> Pair {
        let (first, second) = (a.min(b), a.max(b));
        let (verdict, evidence) =
            self.by_standing(first, second).unwrap_or_else(|| self.by_scope(first, second));
        Pair { first, second, verdict, evidence }
    }

    /// How a claim is placed.
    pub(crate) fn placed(&self, id: ClaimId) -> Option<&'a Placed> {
        self.placed.get(id.0 as usize)
    }

    /// The part a claim plays.
    pub(crate) fn standing(&self, id: ClaimId) -> &'a Standing {
        self.standings.get(id.0 as usize).unwrap_or(&Standing::NotYet)
    }

    /// What one claim has said about the other, or about itself.
    fn by_standing(&self, first: ClaimId, second: ClaimId) -> Option<(Verdict, Evidence)> {
        let both = [(first, second), (second, first)];
        for (old, new) in both {
            let is_replaced = matches!(self.standing(old), Standing::Superseded { .. });
            if is_replaced && self.dataset.claim(new).supersedes == Some(old) {
                let factor = self.factor(old, new);
                return Some((Verdict::Revised, Evidence::Supersedes { old, new, factor }));
            }
        }
        for (echo, other) in both {
            if let Standing::Echo { original, direct, differences, direct_differences } = self.standing(echo)
            {
                let differences = match other {
                    other if other == *original => differences,
                    other if other == *direct => direct_differences,
                    _ => continue,
                };
                let verdict = if differences.is_empty() { Verdict::Echo } else { Verdict::GarbledEcho };
                let differences = differences.clone();
                return Some((verdict, Evidence::Repeats { echo, original: other, differences }));
            }
        }
        for (claim, _) in both {
            let evidence = match self.standing(claim) {
                Standing::Active => continue,
                Standing::Echo { original, .. } => Evidence::SpokenFor { echo: claim, original: *original },
                Standing::Superseded { .. } | Standing::Withdrawn | Standing::NotYet => {
                    Evidence::Silent(claim)
                }
            };
            return Some((Verdict::NotComparable, evidence));
        }
        None
    }

    fn factor(&self, old: ClaimId, new: ClaimId) -> Option<Rational> {
        let (old, new) = (self.dataset.claim(old), self.dataset.claim(new));
        let comparable = old.unit == new.unit && old.per().is_some() == new.per().is_some();
        let by_year = |claim: &Claim| {
            let factor = claim.per().map_or_else(|| Some(Rational::one()), nominal_year);
            Some(&claim.figure()?.point()? * &factor?)
        };
        comparable.then(|| by_year(new)?.checked_div(&by_year(old)?)).flatten()
    }

    fn by_scope(&self, first: ClaimId, second: ClaimId) -> (Verdict, Evidence) {
        let not_comparable = |evidence| (Verdict::NotComparable, evidence);
        let (Some(a), Some(b)) = (self.placed(first), self.placed(second)) else {
            return not_comparable(Evidence::Scopes(Vec::new()));
        };
        if let Some(relative) = [a, b].into_iter().find(|placed| placed.relative.is_some()) {
            return not_comparable(Evidence::Relative(relative.claim));
        }
        // Money of two stages was exchanged at two times, so no law ties what it came to in another unit.
        let law = self.dataset.stage_law(a.stage, b.stage).filter(|_| a.unit == b.unit);
        let mut dimensions = self.dimensions(a, b, law);
        let apart_by_stage = |dimensions: &mut Vec<DimensionRelation>| {
            for each in dimensions.iter_mut().filter(|each| each.dimension == Dimension::Stage) {
                each.relation = Relation::Apart;
            }
        };
        let boxes = dimensions.iter().fold(Relation::Same, |all, each| all.and(each.relation));
        if matches!(boxes, Relation::Apart | Relation::Overlapping) {
            let boxes = if law.is_some() { Relation::Apart } else { boxes };
            if law.is_some() {
                apart_by_stage(&mut dimensions);
            }
            return not_comparable(Evidence::Scopes(gaps(dimensions, boxes)));
        }
        for placed in [a, b] {
            if placed.shape == Shape::Unplaced {
                return not_comparable(Evidence::Unplaced(placed.claim));
            }
        }
        if a.unit != b.unit {
            for placed in [a, b] {
                if let Some(missing) = self.converter.missing_of(placed) {
                    return not_comparable(Evidence::NotConvertible { claim: placed.claim, missing });
                }
            }
        }
        let mut in_time = Relation::Apart;
        let mut best: Option<Comparison> = None;
        let of_second = self.constraints(b, a);
        for own in self.constraints(a, b) {
            for other in &of_second {
                let time = match law {
                    None => time_relation(own.time, other.time, a, b),
                    Some(law) => time_by_law(own.time, other.time, a.stage == law.later),
                };
                let relation = boxes.and(time);
                if matches!(relation, Relation::Apart | Relation::Overlapping) {
                    if time == Relation::Overlapping
                        || (time != Relation::Apart && in_time == Relation::Apart)
                    {
                        in_time = time;
                    }
                    continue;
                }
                let comparison = compare(relation, (a.claim, &own), (b.claim, other), law);
                if best.as_ref().is_none_or(|best| self.rank(&comparison) < self.rank(best)) {
                    best = Some(comparison);
                }
            }
        }
        let Some(mut best) = best else {
            if let Some(evidence) = self.missing_for(a, b) {
                return not_comparable(evidence);
            }
            if law.is_some() {
                apart_by_stage(&mut dimensions);
                return not_comparable(Evidence::Scopes(gaps(dimensions, Relation::Apart)));
            }
            dimensions.push(DimensionRelation { dimension: Dimension::Time, relation: in_time });
            let overall = boxes.and(in_time);
            return not_comparable(Evidence::Scopes(gaps(dimensions, overall)));
        };
        // In another unit no year stands for another.
        if a.unit == b.unit {
            best.throughout = a.extent().and_then(|own| own.intersect(&b.extent()?));
        }
        (self.verdict(&best), Evidence::Compared(Box::new(best)))
    }

    /// A claim's constraints that can meet those of another, in the unit in which the two are compared: their
    /// own where it is one, otherwise the base unit.
    fn constraints(&self, own: &Placed, other: &Placed) -> Vec<Constraint> {
        let constraints = own.against(other);
        if own.unit == other.unit {
            return constraints;
        }
        constraints.iter().flat_map(|constraint| self.converter.in_base(own, constraint)).collect()
    }

    /// What keeps two claims of different units from being held against each other at a time that both speak of.
    fn missing_for(&self, a: &Placed, b: &Placed) -> Option<Evidence> {
        let is_foreign = |own: &Placed| a.unit != b.unit && own.unit != self.converter.base();
        [(a, b), (b, a)].into_iter().filter(|(own, _)| is_foreign(own)).find_map(|(own, other)| {
            let others = other.against(own);
            let shared = own.against(other).into_iter().map(|each| each.time);
            let shared = shared.filter(|time| others.iter().any(|other| time.overlaps(&other.time)));
            let missing = shared
                .filter(DayRange::is_bounded)
                .filter_map(|time| self.converter.conversion(own.unit, time, own.exchange).err());
            let missing = missing.min_by_key(|missing| missing.time)?;
            Some(Evidence::NotConvertible { claim: own.claim, missing })
        })
    }

    fn dimensions(&self, a: &Placed, b: &Placed, law: Option<StageLaw>) -> Vec<DimensionRelation> {
        [
            (Dimension::Payer, self.dataset.actors.relation(a.payer, b.payer)),
            (Dimension::Payee, self.dataset.actors.relation(a.payee, b.payee)),
            (Dimension::Category, self.dataset.categories.relation(a.category, b.category)),
            (Dimension::Stage, stages(a.stage, b.stage, law)),
        ]
        .into_iter()
        .map(|(dimension, relation)| DimensionRelation { dimension, relation })
        .collect()
    }

    fn verdict(&self, comparison: &Comparison) -> Verdict {
        match &comparison.shortfall {
            Some(shortfall) if shortfall.stretch <= self.reading.materiality.fraction() => Verdict::Close,
            Some(_) if comparison.assumptions().is_empty() => Verdict::Conflict,
            Some(_) => Verdict::ConditionalConflict,
            None if comparison.relation == Relation::Same => Verdict::Agree,
            None => Verdict::Compatible,
        }
    }

    /// Which of two comparisons decides: the lesser. A conflict over an assumed one over everything
    /// else, then the greater stretch, the fewer assumptions, and one time over two.
    fn rank(&self, comparison: &Comparison) -> impl Ord + use<> {
        let verdict = self.verdict(comparison);
        let stretch = comparison.shortfall.as_ref().map(|shortfall| -&shortfall.stretch);
        let assumed = comparison.assumptions().len();
        let times_differ = comparison.first.time != comparison.second.time;
        let period = comparison.first.time.intersect(&comparison.second.time);
        (verdict, stretch, assumed, comparison.rests_on_open_end.is_some(), times_differ, period)
    }
}

/// What is reached of a later stage is part of what is reached of an earlier one, where a law says so.
fn stages(a: Stage, b: Stage, law: Option<StageLaw>) -> Relation {
    match law {
        _ if a == b => Relation::Same,
        None => Relation::Apart,
        Some(law) if law.later == a => Relation::Part,
        Some(_) => Relation::Whole,
    }
}

/// The dimensions that keep two scopes from being compared.
fn gaps(dimensions: Vec<DimensionRelation>, overall: Relation) -> Vec<DimensionRelation> {
    let apart = overall == Relation::Apart;
    dimensions
        .into_iter()
        .filter(|each| if apart { each.relation == Relation::Apart } else { each.relation != Relation::Same })
        .collect()
}

/// How two stretches of time relate. Stocks at different days are apart, however the days lie.
fn time_relation(a: DayRange, b: DayRange, of_a: &Placed, of_b: &Placed) -> Relation {
    let stock = |placed: &Placed| matches!(placed.shape, Shape::Stock { .. });
    match relation_in_time(a, b) {
        Relation::Same => Relation::Same,
        _ if stock(of_a) || stock(of_b) => Relation::Apart,
        relation => relation,
    }
}

/// How times of a later and of an earlier stage relate, so that the law between them holds the one against
/// the other: both start on the same day, and that of the later stage ends no later.
fn time_by_law(a: DayRange, b: DayRange, first_is_later: bool) -> Relation {
    match relation_in_time(a, b) {
        Relation::Same => Relation::Same,
        relation @ (Relation::Part | Relation::Whole)
            if a.start() == b.start() && (relation == Relation::Part) == first_is_later =>
        {
            relation
        }
        _ => Relation::Apart,
    }
}

/// How two stretches of time relate as sets of days.
pub(crate) fn relation_in_time(a: DayRange, b: DayRange) -> Relation {
    if a == b {
        Relation::Same
    } else if b.contains(&a) {
        Relation::Part
    } else if a.contains(&b) {
        Relation::Whole
    } else if a.overlaps(&b) {
        Relation::Overlapping
    } else {
        Relation::Apart
    }
}

/// Holds two constraints against each other whose boxes are the same or one inside the other.
fn compare(
    relation: Relation,
    (a, own): (ClaimId, &Constraint),
    (b, other): (ClaimId, &Constraint),
    law: Option<StageLaw>,
) -> Comparison {
    // The low end of a part must not exceed the high end of its whole; of the same box, both ways.
    let first_low =
        shortfall(own.low.as_ref(), other.high.as_ref(), true).filter(|_| relation != Relation::Whole);
    let second_low =
        shortfall(other.low.as_ref(), own.high.as_ref(), false).filter(|_| relation != Relation::Part);
    let shortfall = first_low.or(second_low);
    let rests_on_open_end = if shortfall.is_some() { None } else { open_end(relation, (a, own), (b, other)) };
    Comparison {
        relation,
        first: own.clone(),
        second: other.clone(),
        shortfall,
        rests_on_open_end,
        throughout: None,
        law,
    }
}

fn shortfall(low: Option<&Rational>, high: Option<&Rational>, first_is_low: bool) -> Option<Shortfall> {
    let (low, high) = (low?, high?);
    if low <= high {
        return None;
    }
    let amount = low - high;
    // Widening both by t makes low (1 − t) meet high (1 + t).
    let stretch = amount.checked_div(&(low + high))?;
    Some(Shortfall { first_is_low, low: low.clone(), high: high.clone(), amount, stretch })
}

/// The claim whose open end is the only reason why nothing clashes.
fn open_end(
    relation: Relation,
    (a, own): (ClaimId, &Constraint),
    (b, other): (ClaimId, &Constraint),
) -> Option<ClaimId> {
    // "more than 7bn" holds nothing against 85bn, nor "up to 100M" against 30M.
    let open_above = |open: &Constraint, other: &Constraint| {
        open.high.is_none() && (other.high.is_none() || exceeds(other.low.as_ref(), open.low.as_ref()))
    };
    let open_below = |open: &Constraint, other: &Constraint| {
        open.low.is_none() && (other.low.is_none() || exceeds(open.high.as_ref(), other.high.as_ref()))
    };
    match relation {
        Relation::Same => {
            if open_above(own, other) || open_below(own, other) {
                Some(a)
            } else if open_above(other, own) || open_below(other, own) {
                Some(b)
            } else {
                None
            }
        }
        Relation::Part => whole_is_open((a, own), (b, other)),
        Relation::Whole => whole_is_open((b, other), (a, own)),
        Relation::Overlapping | Relation::Apart => None,
    }
}

/// A part can exceed its whole only if the part has a low end and the whole a high one.
fn whole_is_open(
    (part, inner): (ClaimId, &Constraint),
    (whole, outer): (ClaimId, &Constraint),
) -> Option<ClaimId> {
    if outer.high.is_none() {
        Some(whole)
    } else if inner.low.is_none() {
        Some(part)
    } else {
        None
    }
}
