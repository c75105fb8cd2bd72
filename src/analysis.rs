//! What the claims of a component are to each other, all at once.
//!
//! Two things can keep claims from being true together: their words alone, or their words and an
//! assumption of the reading. And figures that fit once they are stretched a little are close rather
//! than in conflict. So sets are asked about with and without assumptions, as written and stretched by
//! the reading's materiality:
//!
//! - a *conflict* is a minimal set that cannot be true, even stretched, by its words alone;
//! - a *conditional conflict* is one that cannot be true, even stretched, on assumptions;
//! - a *close* set is one that cannot be true as written, and can when stretched.
//!
//! Minimal means that any one of the claims can be left out, and the rest can be true. A claim that a
//! conflict needs only because it brings up a time, and not for its figure, makes no conflict.
//!
//! Nothing is said here that [`crate::certificate`] has not checked.

mod pairs;
mod part;

use std::collections::{BTreeMap, BTreeSet};

use fixedbitset::FixedBitSet;

use crate::cell::Cells;
use crate::certificate::{Checker, Multiple, Refutation, Verified, Witness};
use crate::claim::ClaimId;
use crate::conflict::{Answer, Enumeration, Limits, clusters, enumerate, repairs};
use crate::constraint::Placed;
use crate::decide::{Decider, Decision};
use crate::number::Rational;
use crate::reconcile::{Reconciler, Verdict};
use crate::standing::Standing;
use crate::statement::System;

pub use pairs::Pairs;
pub(crate) use part::Part;
pub use part::Stretch;

/// The most conflicts and agreeing groups that are looked for in one component.
const MOST_FOUND: usize = 1_000;

/// The most questions asked of one component, times its statements: a bound on time.
const MOST_WORK: usize = 3_000_000;

/// The most repairs told of one cluster.
const MOST_REPAIRS: usize = 100;

/// How far the claims of a component were decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Every conflict, group and repair is told.
    Complete,
    /// There may be more than are told.
    AtLeast,
    /// It would have taken too long to say whether there are any of more than two claims.
    Undecided,
}

/// Claims that cannot all be true, or only just.
#[derive(Debug)]
pub struct Conflict {
    /// The claims, in ascending order.
    pub claims: Vec<ClaimId>,
    /// [`Verdict::Conflict`], [`Verdict::ConditionalConflict`] or [`Verdict::Close`].
    pub verdict: Verdict,
    /// That they cannot be true as written.
    pub refutation: Verified<Refutation>,
    /// That they cannot even if stretched by the reading's materiality; nothing where they are close.
    pub beyond_materiality: Option<Verified<Refutation>>,
    /// By how much they must be stretched.
    pub stretch: Stretch,
    /// Stretched so, or else by the reading's materiality and each left out in turn, they can be true.
    pub at_stretch: Option<Verified<Witness>>,
    /// That the rest can be true without each of the claims in turn, stretched by the materiality, or not
    /// at all where the set is close.
    pub without: Vec<Verified<Witness>>,
}

/// Claims that fit together, to which no other of the component can be added.
#[derive(Debug)]
pub struct Group {
    /// The claims, in ascending order.
    pub claims: Vec<ClaimId>,
    /// A flow in which they are all true, stretched where they are close.
    pub witness: Verified<Witness>,
}

/// Conflicts that share claims, and how to be rid of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The conflicts, by position in [`Analysis::conflicts`].
    pub conflicts: Vec<usize>,
    /// Every smallest set of claims to leave out, the smallest first.
    pub repairs: Vec<Vec<ClaimId>>,
    /// Whether those are all.
    pub complete: bool,
}

/// The decided claims of a component.
#[derive(Debug)]
pub struct Analysis {
    /// The claims that were asked about, in ascending order: of those that say the very same, the first.
    pub claims: Vec<ClaimId>,
    /// The others that say the same, by the first.
    pub alike: BTreeMap<ClaimId, Vec<ClaimId>>,
    /// What they say; a statement without assumption is of both kinds of question.
    pub system: System,
    /// The cells that its boxes make.
    pub cells: Cells,
    /// Conflicts, then conditional ones, then close sets; the smallest first.
    pub conflicts: Vec<Conflict>,
    /// Agreeing groups, the largest first.
    pub groups: Vec<Group>,
    /// Conflicts, conditional ones too, that hang together.
    pub clusters: Vec<Cluster>,
    /// How far it was decided.
    pub extent: Extent,
}

impl Reconciler<'_> {
    /// Decides the claims of a component that speak for themselves.
    #[must_use]
    pub fn analyse(&self, component: &[ClaimId]) -> Analysis {
        let (claims, alike) = self.distinct(component);
        let mut system = System::of_claims(self.placed, self.standings, &claims, None);
        let Ok(cells) = Cells::of(&system.regions, &self.dataset.actors, &self.dataset.categories) else {
            return undecided(claims, alike, system);
        };
        // Assumptions that contradict each other, whatever any other figure says, are not both tried.
        for _ in 0..MOST_IDLE {
            let idle = match self.examine(&claims, &system, &cells) {
                Ok(found) => {
                    let Found { conflicts, groups, clusters, extent } = found;
                    return Analysis { claims, alike, system, cells, conflicts, groups, clusters, extent };
                }
                Err(idle) => idle,
            };
            for statement in idle {
                system.leave_out(statement);
            }
        }
        undecided(claims, alike, system)
    }

    /// By how much claims must be stretched until they fit, were they placed as given; nothing where it
    /// cannot be decided.
    #[must_use]
    pub fn stretch_of(&self, speaking: &[&Placed]) -> Option<Stretch> {
        let system = System::of_placed(speaking, None);
        let mut claims: Vec<ClaimId> = speaking.iter().map(|placed| placed.claim).collect();
        claims.sort_unstable();
        Some(Part::of(&system, &claims, self.dataset)?.fit()?.stretch)
    }

    fn distinct(&self, component: &[ClaimId]) -> (Vec<ClaimId>, BTreeMap<ClaimId, Vec<ClaimId>>) {
        let mut claims: Vec<ClaimId> = Vec::new();
        let mut alike: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
        let mut first: BTreeMap<_, ClaimId> = BTreeMap::new();
        let mut speaking: Vec<ClaimId> = component.to_vec();
        speaking.sort_unstable();
        for id in speaking {
            let (Some(placed), Some(Standing::Active)) =
                (self.placed.get(id.0 as usize), self.standings.get(id.0 as usize))
            else {
                continue;
            };
            match first.entry(placed.says()) {
                std::collections::btree_map::Entry::Vacant(slot) => {
                    slot.insert(id);
                    claims.push(id);
                }
                std::collections::btree_map::Entry::Occupied(slot) => {
                    alike.entry(*slot.get()).or_default().push(id);
                }
            }
        }
        (claims, alike)
    }

    fn examine(&self, claims: &[ClaimId], system: &System, cells: &Cells) -> Result<Found, Vec<usize>> {
        let whole =
            Examination { reconciler: self, claims, cells, materiality: self.reading.materiality.fraction() };
        whole.run(system)
    }
}

/// How often assumptions are taken back because they contradict each other.
const MOST_IDLE: usize = 50;

fn undecided(claims: Vec<ClaimId>, alike: BTreeMap<ClaimId, Vec<ClaimId>>, system: System) -> Analysis {
    Analysis {
        claims,
        alike,
        system,
        cells: Cells::default(),
        conflicts: Vec::new(),
        groups: Vec::new(),
        clusters: Vec::new(),
        extent: Extent::Undecided,
    }
}

struct Found {
    conflicts: Vec<Conflict>,
    groups: Vec<Group>,
    clusters: Vec<Cluster>,
    extent: Extent,
}

struct Examination<'a> {
    reconciler: &'a Reconciler<'a>,
    claims: &'a [ClaimId],
    cells: &'a Cells,
    materiality: Rational,
}

impl Examination<'_> {
    /// Everything, or the statements that contradict each other without any claim's figure being at fault.
    fn run(&self, system: &System) -> Result<Found, Vec<usize>> {
        let as_written = self.enumerate(system);
        if let ([], [group], true) = (&*as_written.conflicts, &*as_written.groups, as_written.complete) {
            let groups = self.group(system, group).into_iter().collect();
            return Ok(Found {
                conflicts: Vec::new(),
                groups,
                clusters: Vec::new(),
                extent: Extent::Complete,
            });
        }
        let plain = system.without_assumptions();
        let stretched = system.stretched(&self.materiality);
        let is_impossible = |system: &System, set: &[usize]| !self.is_possible(system, &self.ids(set));
        let (close, lasting): (Vec<_>, Vec<_>) =
            as_written.conflicts.iter().cloned().partition(|set| !is_impossible(&stretched, set));
        let on_assumptions = if close.is_empty() { as_written } else { self.enumerate(&stretched) };
        let plain_stretched = plain.stretched(&self.materiality);
        let by_words = if self.is_possible(&plain_stretched, self.claims) {
            Enumeration { complete: true, ..Enumeration::default() }
        } else if on_assumptions.conflicts.iter().all(|set| is_impossible(&plain_stretched, set)) {
            Enumeration { groups: Vec::new(), ..on_assumptions.clone() }
        } else {
            self.enumerate(&plain_stretched)
        };
        drop(lasting);
        let mut extent =
            if on_assumptions.complete && by_words.complete { Extent::Complete } else { Extent::AtLeast };
        let conditional = on_assumptions.conflicts.iter().filter(|set| !by_words.conflicts.contains(set));
        let told = by_words
            .conflicts
            .iter()
            .map(|set| (Verdict::Conflict, &plain, set))
            .chain(conditional.map(|set| (Verdict::ConditionalConflict, system, set)))
            .chain(close.iter().map(|set| (Verdict::Close, system, set)));
        let mut conflicts = Vec::new();
        for (verdict, system, set) in told {
            let claims = self.ids(set);
            if let Some(idle) = self.idle(system, verdict, &claims) {
                return Err(idle);
            }
            match self.conflict(system, verdict, claims) {
                Some(conflict) => conflicts.push(conflict),
                None => extent = Extent::AtLeast,
            }
        }
        let mut groups = Vec::new();
        for group in &on_assumptions.groups {
            match self.group(system, group) {
                Some(group) => groups.push(group),
                None => extent = Extent::AtLeast,
            }
        }
        if conflicts.is_empty() && groups.is_empty() {
            extent = Extent::Undecided;
        }
        let clusters = self.clusters(&conflicts);
        Ok(Found { conflicts, groups, clusters, extent })
    }

    fn ids(&self, set: &[usize]) -> Vec<ClaimId> {
        set.iter().filter_map(|&position| self.claims.get(position).copied()).collect()
    }

    fn enumerate(&self, system: &System) -> Enumeration {
        let mut decider = Decider::new(system, self.cells, self.claims, |_| true);
        let asked = MOST_WORK / system.statements.len().max(1);
        let limits = Limits { found: MOST_FOUND, asked: asked.max(20) };
        enumerate(self.claims.len(), &[], limits, |set| match decider.decide(|claim| set.contains(claim)) {
            Decision::Possible => Answer::Possible(FixedBitSet::with_capacity(set.len())),
            Decision::Impossible(multiples) => Answer::Impossible(self.needed(system, &multiples, set)),
            Decision::Undecided => Answer::Undecided,
        })
    }

    /// The claims of a set that some bounds need: whose they are, and one to prompt each.
    fn needed(&self, system: &System, multiples: &[Multiple], set: &FixedBitSet) -> FixedBitSet {
        let mut needed = FixedBitSet::with_capacity(set.len());
        let statements = multiples.iter().filter_map(|multiple| system.statements.get(multiple.statement));
        for list in statements.flat_map(|statement| &statement.when) {
            let mut positions = list.iter().filter_map(|claim| self.claims.binary_search(claim).ok());
            if positions.clone().any(|position| needed.contains(position)) {
                continue;
            }
            needed.extend(positions.find(|&position| set.contains(position)));
        }
        needed
    }

    /// Whether claims can be true together; so they are taken to be where it cannot be decided.
    fn is_possible(&self, system: &System, claims: &[ClaimId]) -> bool {
        let Some(part) = Part::of(system, claims, self.reconciler.dataset) else { return true };
        !matches!(part.decide(&Rational::zero()).0, Decision::Impossible(_))
    }

    /// Statements that clash in a set though the figure of one of its claims has no part in it.
    fn idle(&self, system: &System, verdict: Verdict, claims: &[ClaimId]) -> Option<Vec<usize>> {
        let stretch = if verdict == Verdict::Close { Rational::zero() } else { self.materiality.clone() };
        let prompted = claims.iter().any(|claim| {
            system
                .statements
                .iter()
                .any(|statement| statement.when.iter().skip(1).any(|list| list.binary_search(claim).is_ok()))
        });
        if !prompted {
            return None;
        }
        for &silent in claims {
            let part = Part::heeding(system, claims, self.reconciler.dataset, |statement| {
                statement.origin.claim() != Some(silent)
            })?;
            if let (Decision::Impossible(multiples), _) = part.decide(&stretch) {
                let others: Vec<ClaimId> = claims.iter().copied().filter(|&claim| claim != silent).collect();
                let needs_silent = |multiple: &Multiple| {
                    let statement = system.statements.get(multiple.statement)?;
                    (!statement.is_tried_among(&others)).then_some(multiple.statement)
                };
                return Some(multiples.iter().filter_map(needs_silent).collect());
            }
        }
        None
    }

    fn checker<'s>(&'s self, system: &'s System) -> Checker<'s> {
        Checker::new(system, &self.reconciler.dataset.actors, &self.reconciler.dataset.categories)
    }

    /// A conflict with everything that shows it, or nothing where that could not be found or checked.
    fn conflict(&self, system: &System, verdict: Verdict, claims: Vec<ClaimId>) -> Option<Conflict> {
        let checker = self.checker(system);
        let part = Part::of(system, &claims, self.reconciler.dataset)?;
        let fitted = part.fit()?;
        let zero = Rational::zero();
        let refutation = checker.refuted(&claims, &zero, fitted.multiples.clone()).ok()?;
        let at_stretch = match (&fitted.stretch.least, fitted.flows) {
            (Some(least), Some(flows)) => Some(checker.satisfied(&claims, least, flows).ok()?),
            _ => None,
        };
        let beyond_materiality = if verdict == Verdict::Close {
            None
        } else {
            let same = checker.refuted(&claims, &self.materiality, fitted.multiples);
            Some(
                same.or_else(|doubt| match part.decide(&self.materiality).0 {
                    Decision::Impossible(multiples) => checker.refuted(&claims, &self.materiality, multiples),
                    _ => Err(doubt),
                })
                .ok()?,
            )
        };
        let stretch = if verdict == Verdict::Close { &zero } else { &self.materiality };
        let mut without = Vec::new();
        for position in 0..claims.len() {
            let mut rest = claims.clone();
            rest.remove(position);
            let part = Part::of(system, &rest, self.reconciler.dataset)?;
            let (_, flows) = part.decide(stretch);
            without.push(checker.satisfied(&rest, stretch, flows?).ok()?);
        }
        Some(Conflict {
            claims,
            verdict,
            refutation,
            beyond_materiality,
            stretch: fitted.stretch,
            at_stretch,
            without,
        })
    }

    fn group(&self, system: &System, group: &[usize]) -> Option<Group> {
        let claims = self.ids(group);
        let part = Part::of(system, &claims, self.reconciler.dataset)?;
        let fitted = part.fit()?;
        let witness = self.checker(system).satisfied(&claims, &fitted.stretch.least?, fitted.flows?).ok()?;
        Some(Group { claims, witness })
    }

    fn clusters(&self, conflicts: &[Conflict]) -> Vec<Cluster> {
        let lasting: Vec<usize> = (0..conflicts.len())
            .filter(|&position| conflicts.get(position).is_some_and(|each| each.verdict != Verdict::Close))
            .collect();
        let local = |claim: &ClaimId| self.claims.binary_search(claim).ok();
        let sets: Vec<Vec<usize>> = lasting
            .iter()
            .filter_map(|&position| conflicts.get(position))
            .map(|conflict| conflict.claims.iter().filter_map(local).collect())
            .collect();
        clusters(&sets)
            .into_iter()
            .map(|cluster| {
                let own: Vec<Vec<usize>> =
                    cluster.iter().filter_map(|&position| sets.get(position).cloned()).collect();
                let (repairs, complete) = repairs(&own, MOST_REPAIRS);
                Cluster {
                    conflicts: cluster
                        .iter()
                        .filter_map(|&position| lasting.get(position).copied())
                        .collect(),
                    repairs: repairs.iter().map(|repair| self.ids(repair)).collect(),
                    complete,
                }
            })
            .collect()
    }
}

impl Analysis {
    /// The claims that no conflict of the component is about, in ascending order.
    #[must_use]
    pub fn undisputed(&self) -> Vec<ClaimId> {
        let lasting = self.conflicts.iter().filter(|conflict| conflict.verdict != Verdict::Close);
        let disputed: BTreeSet<ClaimId> =
            lasting.flat_map(|conflict| conflict.claims.iter().copied()).collect();
        self.claims.iter().copied().filter(|claim| !disputed.contains(claim)).collect()
    }
}
