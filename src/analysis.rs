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

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use fixedbitset::FixedBitSet;

use crate::cell::Cells;
use crate::certificate::{Checker, Multiple, Refutation, Verified, Witness};
use crate::claim::ClaimId;
use crate::conflict::{Answer, Enumeration, Limits, clusters, enumerate, repairs};
use crate::constraint::{Assumption, Placed};
use crate::decide::{Decider, Decision};
use crate::number::Rational;
use crate::reconcile::{Reconciler, Verdict};
use crate::standing::Standing;
use crate::statement::{Statement, System};

pub use pairs::Pairs;
pub(crate) use part::Part;
pub use part::Stretch;

/// The most conflicts and agreeing groups that are looked for in one component.
const MOST_FOUND: usize = 1_000;

/// The most questions asked of one component, times its statements: a bound on time.
const MOST_WORK: usize = 3_000_000;

/// The most that the solver may do in enumerating one component: table entries changed.
const MOST_SOLVER_WORK: u64 = 50_000_000;

/// The most statements of a component that are decided, and the most entries of their rows of cells.
const MOST_STATEMENTS: usize = 20_000;
const MOST_ENTRIES: usize = 3_000_000;

/// The most repairs told of one cluster.
const MOST_REPAIRS: usize = 100;

/// How far the claims of a component were decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
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
    /// What they say.
    pub system: System,
    /// The cells that its boxes make.
    pub cells: Cells,
    /// Statements on assumptions that contradict others of the same claims, whatever any other figure
    /// says: groups and bounds do not heed them.
    pub idle: Vec<usize>,
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
    /// Decides those of some claims that speak for themselves.
    #[must_use]
    pub fn analyse(&self, component: &[ClaimId]) -> Analysis {
        let (claims, alike) = self.distinct(component);
        let system = System::of_claims(
            self.placed,
            self.standings,
            &claims,
            &self.dataset.stage_order,
            self.converter,
            None,
        );
        let mut analysis = Analysis {
            claims,
            alike,
            system,
            cells: Cells::default(),
            idle: Vec::new(),
            conflicts: Vec::new(),
            groups: Vec::new(),
            clusters: Vec::new(),
            extent: Extent::Undecided,
        };
        if analysis.system.statements.len() > MOST_STATEMENTS {
            return analysis;
        }
        let regions = &analysis.system.regions;
        let cells = Cells::all_or_first(regions, &self.dataset.actors, &self.dataset.categories);
        if entries(&analysis.system, &cells) > MOST_ENTRIES {
            return analysis;
        }
        let mut examination = Examination {
            reconciler: self,
            claims: &analysis.claims,
            cells: &cells,
            materiality: self.reading.materiality.fraction(),
            system: &analysis.system,
            idle: Vec::new(),
            known: BTreeMap::new(),
            found_at: BTreeMap::new(),
            unsure: Cell::new(false),
            work_left: Cell::new(MOST_SOLVER_WORK),
        };
        for _ in 0..MOST_PASSES {
            if let Ok(found) = examination.run() {
                let idle = examination.idle;
                let Found { conflicts, groups, clusters, extent } = found;
                analysis = Analysis { cells, idle, conflicts, groups, clusters, extent, ..analysis };
                return analysis;
            }
        }
        analysis
    }

    /// By how much claims must be stretched until they fit, were they placed as given; nothing where it
    /// cannot be decided.
    #[must_use]
    pub fn stretch_of(&self, speaking: &[&Placed]) -> Option<Stretch> {
        let system = System::of_placed(speaking, &self.dataset.stage_order, self.converter, None);
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
}

/// How often assumptions are taken back because they contradict each other.
const MOST_PASSES: usize = 50;

/// How many entries the rows of a system have.
fn entries(system: &System, cells: &Cells) -> usize {
    let mut of_region = vec![0_usize; system.regions.len()];
    for region in cells.regions.iter().flat_map(FixedBitSet::ones) {
        if let Some(count) = of_region.get_mut(region) {
            *count += 1;
        }
    }
    let boxes = system.statements.iter().flat_map(|statement| &statement.terms);
    boxes.filter_map(|(region, _)| of_region.get(*region)).sum()
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
    system: &'a System,
    /// Statements that turned out to contradict others whatever any figure says, in the order of that.
    idle: Vec<usize>,
    /// The conflicts found so far, by what was asked.
    known: BTreeMap<Asked, Vec<Vec<usize>>>,
    /// How many statements were idle when each was found.
    found_at: BTreeMap<Vec<usize>, usize>,
    /// Something could not be decided.
    unsure: Cell<bool>,
    /// The work that the enumeration may still take.
    work_left: Cell<u64>,
}

/// What is asked about sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    /// Whether they can be true as written, on assumptions.
    AsWritten,
    /// Whether they can be true stretched by the materiality, on assumptions.
    Stretched,
    /// Whether they can be true stretched by the materiality, by their words alone.
    ByWords,
}

/// Statements turned out to be idle: what was asked must be asked again without them.
struct AskAgain;

impl<'a> Examination<'a> {
    /// What is stated without the first few idle statements.
    fn heeding_all_but(&self, idle: usize) -> Cow<'a, System> {
        let mut system = Cow::Borrowed(self.system);
        for &statement in self.idle.iter().take(idle) {
            system.to_mut().leave_out(statement);
        }
        system
    }

    fn run(&mut self) -> Result<Found, AskAgain> {
        let system = self.heeding_all_but(self.idle.len());
        let as_written = self.ask(Asked::AsWritten, &system)?;
        if let ([], [group], true) = (&*as_written.conflicts, &*as_written.groups, as_written.complete) {
            let group = self.group(&system, group);
            let extent = if group.is_some() { Extent::Complete } else { Extent::Undecided };
            let groups = group.into_iter().collect();
            return Ok(Found { conflicts: Vec::new(), groups, clusters: Vec::new(), extent });
        }
        // Each set is judged by what was stated when it was found.
        let (close, lasting): (Vec<_>, Vec<_>) = as_written
            .conflicts
            .iter()
            .cloned()
            .partition(|set| self.is_possible(&self.found_in(set), &self.ids(set), |_| true));
        let on_assumptions = if close.is_empty() {
            as_written
        } else {
            self.know(Asked::Stretched, lasting);
            self.ask(Asked::Stretched, &system.stretched(&self.materiality))?
        };
        let (assumed, by_words): (Vec<_>, Vec<_>) =
            on_assumptions.conflicts.iter().cloned().partition(|set| {
                self.is_possible(&self.found_in(set), &self.ids(set), Statement::is_by_words)
            });
        let by_words = if assumed.is_empty() {
            Enumeration { groups: Vec::new(), ..on_assumptions.clone() }
        } else if by_words.is_empty() && self.is_possible(&system, self.claims, Statement::is_by_words) {
            Enumeration { complete: true, ..Enumeration::default() }
        } else {
            self.know(Asked::ByWords, by_words);
            self.ask(Asked::ByWords, &system.without_assumptions().stretched(&self.materiality))?
        };
        let mut complete = on_assumptions.complete && by_words.complete && !self.unsure.get();
        let conditional = on_assumptions.conflicts.iter().filter(|set| !by_words.conflicts.contains(set));
        let told = by_words
            .conflicts
            .iter()
            .map(|set| (Verdict::Conflict, set))
            .chain(conditional.map(|set| (Verdict::ConditionalConflict, set)))
            .chain(close.iter().map(|set| (Verdict::Close, set)));
        let mut conflicts = Vec::new();
        for (verdict, set) in told {
            let conflict = self.conflict(verdict, set);
            complete &= conflict.is_some();
            conflicts.extend(conflict);
        }
        let mut groups = Vec::new();
        for group in &on_assumptions.groups {
            let group = self.group(&system, group);
            complete &= group.is_some();
            groups.extend(group);
        }
        let extent = match (complete, conflicts.is_empty() && groups.is_empty()) {
            (true, _) => Extent::Complete,
            (false, false) => Extent::AtLeast,
            (false, true) => Extent::Undecided,
        };
        let clusters = self.clusters(&conflicts);
        Ok(Found { conflicts, groups, clusters, extent })
    }

    /// What was stated when a set was found.
    fn found_in(&self, set: &[usize]) -> Cow<'a, System> {
        self.heeding_all_but(self.found_at.get(set).copied().unwrap_or(self.idle.len()))
    }

    /// Takes note of conflicts that need not be asked about.
    fn know(&mut self, asked: Asked, sets: Vec<Vec<usize>>) {
        let known = self.known.entry(asked).or_default();
        known.extend(sets);
        known.sort();
        known.dedup();
    }

    /// Every conflict and group of a system, unless some statements turn out to be idle.
    fn ask(&mut self, asked: Asked, system: &System) -> Result<Enumeration, AskAgain> {
        let known = self.known.get(&asked).cloned().unwrap_or_default();
        let found = self.enumerate(system, &known);
        let (idle_before, mut idle_now) = (self.idle.len(), Vec::new());
        for conflict in found.conflicts.iter().filter(|conflict| !known.contains(conflict)) {
            if let Some(idle) = self.idle(system, &self.ids(conflict)) {
                idle_now.extend(idle);
            } else {
                self.known.entry(asked).or_default().push(conflict.clone());
                self.found_at.entry(conflict.clone()).or_insert(idle_before);
            }
        }
        idle_now.retain(|statement| !self.idle.contains(statement));
        idle_now.sort_unstable();
        idle_now.dedup();
        if idle_now.is_empty() {
            return Ok(found);
        }
        self.idle.extend(idle_now);
        Err(AskAgain)
    }

    fn ids(&self, set: &[usize]) -> Vec<ClaimId> {
        set.iter().filter_map(|&position| self.claims.get(position).copied()).collect()
    }

    fn enumerate(&self, system: &System, known: &[Vec<usize>]) -> Enumeration {
        let mut decider = Decider::new(system, self.reconciler.dataset, self.cells, self.claims, |_| true);
        let asked = MOST_WORK / system.statements.len().max(1);
        let limits = Limits { found: MOST_FOUND, asked: asked.max(20) };
        let before = self.work_left.get();
        let found = enumerate(self.claims.len(), known, limits, |set| {
            let decision = decider.decide(|claim| set.contains(claim));
            match decision {
                _ if decider.work() > before => Answer::Undecided,
                Decision::Possible => Answer::Possible,
                Decision::Impossible(multiples) => Answer::Impossible(self.needed(system, &multiples, set)),
                Decision::Undecided => Answer::Undecided,
            }
        });
        self.work_left.set(before.saturating_sub(decider.work()));
        found
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

    /// Whether claims can be true together, stretched by the materiality. Where that cannot be decided they
    /// are taken to be, and nothing is said to be complete.
    fn is_possible(&self, system: &System, claims: &[ClaimId], heeds: impl Fn(&Statement) -> bool) -> bool {
        let part = Part::heeding(system, claims, self.reconciler.dataset, heeds);
        match part.map(|part| part.decide(&self.materiality).0) {
            Some(Decision::Possible) => true,
            Some(Decision::Impossible(_)) => false,
            Some(Decision::Undecided) | None => {
                self.unsure.set(true);
                true
            }
        }
    }

    /// Statements that clash in a set though the figure of one of its claims has no part in it: then it is
    /// assumptions that contradict each other, and no claims.
    fn idle(&self, system: &System, claims: &[ClaimId]) -> Option<Vec<usize>> {
        for &silent in claims {
            let others: Vec<ClaimId> = claims.iter().copied().filter(|&claim| claim != silent).collect();
            // Who prompts nothing is in the set for its figure.
            let prompts = system.statements.iter().any(|statement| {
                statement.is_tried_among(claims)
                    && statement.origin.claim() != Some(silent)
                    && !statement.is_tried_among(&others)
            });
            if !prompts {
                continue;
            }
            let part = Part::heeding(system, claims, self.reconciler.dataset, |statement| {
                statement.origin.claim() != Some(silent)
            })?;
            let (Decision::Impossible(multiples), _) = part.decide(&Rational::zero()) else { continue };
            let clashing = || multiples.iter().map(|multiple| multiple.statement);
            let is = |statement: usize, test: &dyn Fn(&Statement) -> bool| {
                system.statements.get(statement).is_some_and(test)
            };
            // That two days are as good as one is the weakest of assumptions.
            let moved = |statement: &Statement| {
                let assumptions = statement.origin.assumptions();
                assumptions.iter().any(|each| matches!(each, Assumption::SameDay { .. }))
            };
            let mut idle: Vec<usize> = clashing().filter(|&each| is(each, &moved)).collect();
            if idle.is_empty() {
                let needs_silent = |statement: &Statement| !statement.is_tried_among(&others);
                idle = clashing().filter(|&each| is(each, &needs_silent)).collect();
            }
            return Some(idle);
        }
        None
    }

    fn checker<'s>(&'s self, system: &'s System) -> Checker<'s> {
        Checker::new(system, &self.reconciler.dataset.actors, &self.reconciler.dataset.categories)
    }

    /// A conflict with everything that shows it, or nothing where that could not be found or checked.
    fn conflict(&self, verdict: Verdict, set: &[usize]) -> Option<Conflict> {
        let claims = self.ids(set);
        let mut system = self.found_in(set);
        if verdict == Verdict::Conflict {
            system = Cow::Owned(system.without_assumptions());
        }
        let system = &system;
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

    /// A group with a flow in which it is true: as written or, where some of it are close, stretched by the
    /// materiality.
    fn group(&self, system: &System, group: &[usize]) -> Option<Group> {
        let claims = self.ids(group);
        let part = Part::of(system, &claims, self.reconciler.dataset)?;
        let witness = [Rational::zero(), self.materiality.clone()].iter().find_map(|stretch| {
            let (_, flows) = part.decide(stretch);
            self.checker(system).satisfied(&claims, stretch, flows?).ok()
        })?;
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
    /// What the claims say, but for the statements that groups and bounds do not heed.
    #[must_use]
    pub fn heeded(&self) -> Cow<'_, System> {
        let mut system = Cow::Borrowed(&self.system);
        for &statement in &self.idle {
            system.to_mut().leave_out(statement);
        }
        system
    }

    /// The sets of claims that are close.
    #[must_use]
    pub fn close(&self) -> Vec<&[ClaimId]> {
        let close = self.conflicts.iter().filter(|conflict| conflict.verdict == Verdict::Close);
        close.map(|conflict| conflict.claims.as_slice()).collect()
    }

    /// The claims that no conflict of the component is about, in ascending order.
    #[must_use]
    pub fn undisputed(&self) -> Vec<ClaimId> {
        let lasting = self.conflicts.iter().filter(|conflict| conflict.verdict != Verdict::Close);
        let disputed: BTreeSet<ClaimId> =
            lasting.flat_map(|conflict| conflict.claims.iter().copied()).collect();
        self.claims.iter().copied().filter(|claim| !disputed.contains(claim)).collect()
    }
}
