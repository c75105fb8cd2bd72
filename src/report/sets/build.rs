//! The facts of sets: from checked verdicts to ids, boxes and terms.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Alike, AllowanceFacts, AllowedFacts, BoxFacts, ChangeFacts, ClusterFacts, ConflictFacts, FlowFacts,
    GroupFacts, MultipleFacts, PointFacts, RepairFacts, SetProof, SetTerm, Sets, SideFacts, StatementFacts,
    WeightedBox, WithoutFacts,
};
use crate::analysis::{Analysis, Cluster, Conflict, Extent, Group};
use crate::bounds::{Allowance, Allowed, Side, Sum};
use crate::certificate::Multiple;
use crate::change::Change;
use crate::claim::{ClaimId, Unit};
use crate::constraint::Assumption;
use crate::fingerprint::conflict_id;
use crate::number::Rational;
use crate::period::DayRange;
use crate::reconcile::Verdict;
use crate::report::build::Builder;
use crate::report::rows::named;
use crate::report::{AssumptionFacts, BeforeConversion, CauseFacts};
use crate::scope::{Element, Hierarchy, StageLaw};
use crate::solve::End;
use crate::statement::{Origin, Point, Region, Statement, System};

/// The repairs of a cluster for which it is told what would follow.
const MOST_REPAIRS_WITH_BOUNDS: usize = 4;

/// The flows of a section for which it is told what follows.
const MOST_FLOWS: usize = 200;

/// The conflicts of a section for which it is told what may have gone wrong and what would have to change:
/// each takes as long as a few conflicts to decide, and nobody reads more of them.
const MOST_EXPLAINED: usize = 60;

/// The most claims of a conflict of which that is told: causes are tried for every two claims, changes for
/// each of them.
const MOST_CLAIMS_EXPLAINED: usize = 12;

/// A section's claims in the order of its rows, and what stands for what in its sets.
struct Rows<'a> {
    positions: BTreeMap<ClaimId, usize>,
    /// The claims that say the very same as another.
    alike: &'a BTreeMap<ClaimId, Vec<ClaimId>>,
    /// The reasons given for conflicts, by the claims that stand for theirs.
    known: BTreeMap<Vec<ClaimId>, &'a str>,
}

impl<'a> Rows<'a> {
    fn new(
        claims: &[ClaimId],
        alike: &'a BTreeMap<ClaimId, Vec<ClaimId>>,
        known: &BTreeMap<&[ClaimId], &'a str>,
    ) -> Self {
        let first: BTreeMap<ClaimId, ClaimId> =
            alike.iter().flat_map(|(&first, same)| same.iter().map(move |&claim| (claim, first))).collect();
        let known = known.iter().map(|(claims, reason)| {
            let mut stands: Vec<ClaimId> =
                claims.iter().map(|claim| first.get(claim).copied().unwrap_or(*claim)).collect();
            stands.sort_unstable();
            stands.dedup();
            (stands, *reason)
        });
        Self {
            positions: claims.iter().copied().zip(0..).collect(),
            alike,
            known: if first.is_empty() { BTreeMap::new() } else { known.collect() },
        }
    }

    /// The claims and those that say the very same.
    fn with_alike(&self, claims: &[ClaimId]) -> Vec<ClaimId> {
        let same = claims.iter().filter_map(|claim| self.alike.get(claim)).flatten();
        claims.iter().chain(same).copied().collect()
    }

    fn sorted(&self, claims: &[ClaimId]) -> Vec<ClaimId> {
        let mut claims = claims.to_vec();
        claims.sort_by_key(|claim| (self.positions.get(claim), *claim));
        claims
    }

    fn positions(&self, claims: &[ClaimId]) -> Vec<usize> {
        claims.iter().filter_map(|claim| self.positions.get(claim).copied()).collect()
    }
}

impl Builder<'_> {
    /// What the claims of a section, in the order of its rows, are to each other all at once.
    pub(in crate::report) fn sets(&self, claims: &[ClaimId], analysis: &Analysis) -> Sets {
        let rows = Rows::new(claims, &analysis.alike, &self.known);
        let heeded = analysis.heeded();
        let system = &analysis.system;
        let undisputed = analysis.undisputed();
        let close = analysis.close();
        // Where conflicts may be unknown, claims that are in none that is known may be in one.
        let bounds = (analysis.extent == Extent::Complete).then(|| {
            let flows = self.reconciler.flows_of(analysis, MOST_FLOWS);
            self.reconciler.allowance(&heeded, &undisputed, &close, &flows)
        });
        Sets {
            extent: analysis.extent,
            conflicts: analysis
                .conflicts
                .iter()
                .enumerate()
                .map(|(position, conflict)| self.conflict(conflict, position < MOST_EXPLAINED, system, &rows))
                .collect(),
            clusters: analysis
                .clusters
                .iter()
                .map(|cluster| self.cluster(cluster, analysis, &undisputed, &rows))
                .collect(),
            groups: analysis.groups.iter().map(|group| self.group(group, &heeded, &close, &rows)).collect(),
            bounds: bounds.flatten().map(|bounds| self.allowance(&bounds, system, &rows)),
            alike: analysis
                .alike
                .iter()
                .map(|(&claim, same)| Alike { claim: self.id(claim), same: self.ids(&rows.sorted(same)) })
                .collect(),
            statements: system
                .statements
                .iter()
                .enumerate()
                .map(|(position, statement)| StatementFacts {
                    idle: analysis.idle.contains(&position),
                    ..self.statement(statement, system)
                })
                .collect(),
            all_cells: analysis.cells.all,
            cells: analysis.cells.points.iter().map(|point| self.point(point)).collect(),
        }
    }

    pub(in crate::report) fn ids(&self, claims: &[ClaimId]) -> Vec<String> {
        claims.iter().map(|&claim| self.id(claim)).collect()
    }

    fn conflict(
        &self,
        conflict: &Conflict,
        is_early: bool,
        system: &System,
        rows: &Rows<'_>,
    ) -> ConflictFacts {
        let is_explained = is_early && conflict.claims.len() <= MOST_CLAIMS_EXPLAINED;
        let claims = rows.sorted(&conflict.claims);
        let statements = || statements(&conflict.refutation.multiples, system);
        let times: BTreeSet<DayRange> = statements()
            .flat_map(|statement| &statement.terms)
            .filter_map(|(region, _)| Some(system.regions.get(*region)?.time))
            .collect();
        let tried = statements().any(|statement| {
            statement.origin.assumptions().iter().any(|each| matches!(each, Assumption::SteadyRate { .. }))
        });
        let throughout = if tried && times.len() == 1 { self.shared_extent(&claims) } else { None };
        // What conflicts at any rate has to fit at some rate.
        let shown_by = match conflict.verdict {
            Verdict::Conflict => Cow::Owned(system.without_averages()),
            _ => Cow::Borrowed(system),
        };
        let changes = claims.iter().filter(|_| is_explained).filter_map(|&claim| {
            let change = self.reconciler.least_change(&shown_by, &conflict.claims, &[claim])?;
            match change.as_slice() {
                [change] => Some(self.change(change)),
                _ => None,
            }
        });
        let ids = self.ids(&claims);
        ConflictFacts {
            id: conflict_id(ids.iter().map(String::as_str)),
            rows: rows.positions(&claims),
            claims: ids,
            verdict: conflict.verdict,
            unit: self.unit_of(&conflict.refutation.multiples, system),
            proof: SetProof {
                terms: self.terms(&conflict.refutation.multiples, system),
                lows: conflict.refutation.lows.clone(),
                highs: conflict.refutation.highs.clone(),
                shortfall: conflict.refutation.shortfall.clone(),
            },
            stretch: conflict.stretch.least.clone(),
            stretch_is_exact: conflict.stretch.exact,
            assumptions: self.assumptions(&conflict.refutation.multiples, system),
            throughout,
            taken_as_complete: self.completeness(&conflict.refutation.multiples, system),
            independent_sources: self.dataset().voices(rows.with_alike(&claims)),
            causes: if is_explained { self.causes_of(conflict) } else { Vec::new() },
            changes: changes.collect(),
            known: self.known_reason(&conflict.claims, rows).map(str::to_owned),
            beyond_materiality: conflict.beyond_materiality.as_ref().map(|beyond| facts(&beyond.multiples)),
            at_stretch: conflict.at_stretch.as_ref().map(|witness| self.flows(&witness.flows)),
            without: conflict
                .claims
                .iter()
                .zip(&conflict.without)
                .map(|(&left_out, witness)| WithoutFacts {
                    left_out: self.id(left_out),
                    flows: self.flows(&witness.flows),
                })
                .collect(),
        }
    }

    /// The reason given for accepting a conflict, also where it is of claims that say the very same.
    fn known_reason<'r>(&'r self, claims: &[ClaimId], rows: &'r Rows<'_>) -> Option<&'r str> {
        self.known.get(claims).or_else(|| rows.known.get(claims)).copied()
    }

    fn causes_of(&self, conflict: &Conflict) -> Vec<CauseFacts> {
        let suggested = self.causes.of(&conflict.claims);
        suggested.iter().map(|each| CauseFacts::new(self.dataset(), each)).collect()
    }

    /// The time over which the rates of all of these claims are tried, if all are rates.
    fn shared_extent(&self, claims: &[ClaimId]) -> Option<DayRange> {
        let unit = |claim: &ClaimId| self.reconciler.placed(*claim).map(|placed| placed.unit);
        // In another unit no year stands for another.
        if claims.windows(2).any(|pair| matches!(pair, [one, other] if unit(one) != unit(other))) {
            return None;
        }
        let mut extents = claims.iter().map(|&claim| self.reconciler.placed(claim)?.extent());
        let first = extents.next()??;
        extents.try_fold(first, |shared, extent| shared.intersect(&extent?))
    }

    fn group(&self, group: &Group, system: &System, close: &[&[ClaimId]], rows: &Rows<'_>) -> GroupFacts {
        let claims = rows.sorted(&group.claims);
        let mut stated: BTreeMap<Region, usize> = BTreeMap::new();
        for region in self.stated_boxes(&claims) {
            *stated.entry(region).or_default() += 1;
        }
        let shared = stated.into_iter().filter(|(_, count)| *count > 1);
        let sums: Vec<Sum> = shared.map(|(region, _)| vec![(region, Rational::one())]).collect();
        let ranges = if sums.is_empty() {
            None
        } else {
            self.reconciler.allowance(system, &group.claims, close, &sums)
        };
        let via = |claim: ClaimId| &self.dataset().claim(claim).via;
        let mut counted: BTreeMap<_, usize> = BTreeMap::new();
        for source in claims.iter().flat_map(|&claim| via(claim).iter().collect::<BTreeSet<_>>()) {
            *counted.entry(*source).or_default() += 1;
        }
        let shared_via = counted.into_iter().filter(|(_, count)| *count > 1);
        GroupFacts {
            rows: rows.positions(&claims),
            claims: self.ids(&claims),
            stretch: group.witness.stretch.clone(),
            independent_sources: self.dataset().voices(rows.with_alike(&claims)),
            shared_via: shared_via.map(|(source, _)| self.dataset().source(source).id.clone()).collect(),
            ranges: ranges.map(|ranges| self.allowance(&ranges, system, rows)),
            flows: self.flows(&group.witness.flows),
        }
    }

    /// The boxes that claims are about in their own words, in their own unit where that is one, and otherwise in
    /// the unit in which they are compared.
    fn stated_boxes(&self, claims: &[ClaimId]) -> Vec<Region> {
        let boxes: Vec<Region> = claims.iter().filter_map(|&claim| self.stated_box(claim)).collect();
        if boxes.windows(2).all(|pair| matches!(pair, [one, other] if one.unit == other.unit)) {
            return boxes;
        }
        let base = self.reconciler.converter.base();
        boxes.into_iter().map(|region| Region { unit: base, ..region }).collect()
    }

    /// The box that a claim is about in its own words.
    fn stated_box(&self, claim: ClaimId) -> Option<Region> {
        let placed = self.reconciler.placed(claim).filter(|placed| placed.relative.is_none())?;
        Some(placed.region(placed.stated()?))
    }

    /// What the amounts of a proof are counted in: the boxes of one are all in one unit.
    fn unit_of(&self, multiples: &[Multiple], system: &System) -> Unit {
        let mut boxes = statements(multiples, system).flat_map(|statement| &statement.terms);
        let first = boxes.next().and_then(|(region, _)| system.regions.get(*region));
        first.map_or(self.reconciler.converter.base(), |region| region.unit)
    }

    fn cluster(
        &self,
        cluster: &Cluster,
        analysis: &Analysis,
        undisputed: &[ClaimId],
        rows: &Rows<'_>,
    ) -> ClusterFacts {
        let conflicts = cluster.conflicts.iter().filter_map(|&position| analysis.conflicts.get(position));
        let disputed: BTreeSet<ClaimId> =
            conflicts.flat_map(|conflict| conflict.claims.iter().copied()).collect();
        let mut flows = self.stated_boxes(&disputed.iter().copied().collect::<Vec<_>>());
        flows.sort();
        flows.dedup();
        let sums: Vec<Sum> = flows.into_iter().map(|region| vec![(region, Rational::one())]).collect();
        let heeded = analysis.heeded();
        let repair = |(position, repair): (usize, &Vec<ClaimId>)| {
            let kept = disputed.iter().filter(|claim| !repair.contains(claim));
            let mut rest: Vec<ClaimId> = undisputed.iter().chain(kept).copied().collect();
            rest.sort_unstable();
            let bounds = (position < MOST_REPAIRS_WITH_BOUNDS && analysis.extent == Extent::Complete)
                .then(|| self.reconciler.allowance(&heeded, &rest, &analysis.close(), &sums))
                .flatten();
            RepairFacts {
                leave_out: self.ids(&rows.sorted(repair)),
                bounds: bounds.map(|bounds| self.allowance(&bounds, &analysis.system, rows)),
            }
        };
        // What is only close does not fit as it is, and is no part of this.
        let close: BTreeSet<ClaimId> = analysis.close().into_iter().flatten().copied().collect();
        let held = undisputed.iter().filter(|claim| !close.contains(claim));
        let mut all: Vec<ClaimId> = held.chain(&disputed).copied().collect();
        all.sort_unstable();
        let changing: Vec<ClaimId> = disputed.iter().copied().collect();
        let changes = self.reconciler.least_change(&heeded, &all, &changing);
        ClusterFacts {
            conflicts: cluster.conflicts.clone(),
            repairs: cluster.repairs.iter().enumerate().map(repair).collect(),
            complete: cluster.complete,
            least_change: changes.map(|changes| {
                let mut changes: Vec<&Change> = changes.iter().collect();
                changes.sort_by_key(|change| rows.positions.get(&change.claim));
                changes.into_iter().map(|change| self.change(change)).collect()
            }),
        }
    }

    fn change(&self, change: &Change) -> ChangeFacts {
        ChangeFacts {
            claim: self.id(change.claim),
            end: change.end,
            to: change.to.clone(),
            fraction: change.fraction.clone(),
        }
    }

    fn allowance(&self, allowance: &Allowance, system: &System, rows: &Rows<'_>) -> AllowanceFacts {
        // As stretched: a comparison then weighs its other flow otherwise.
        let system = &system.with_stretched(&allowance.stretched, &allowance.stretch);
        AllowanceFacts {
            claims: self.ids(&rows.sorted(&allowance.claims)),
            stretch: allowance.stretch.clone(),
            stretched: self.ids(&rows.sorted(&allowance.stretched)),
            allowed: allowance.allowed.iter().filter_map(|each| self.allowed(each, system, rows)).collect(),
        }
    }

    fn allowed(&self, allowed: &Allowed, system: &System, rows: &Rows<'_>) -> Option<AllowedFacts> {
        let (flow, beside) = allowed.sum.split_first()?;
        let stated: Vec<ClaimId> = rows
            .positions
            .keys()
            .copied()
            .filter(|&claim| {
                self.stated_box(claim).is_some_and(|own| Region { unit: flow.0.unit, ..own } == flow.0)
            })
            .collect();
        let stated = if beside.is_empty() { rows.sorted(&stated) } else { Vec::new() };
        Some(AllowedFacts {
            flow: self.region(&flow.0),
            beside: beside.iter().map(|(region, _)| self.region(region)).collect(),
            low: self.side(&allowed.low, system, rows),
            high: self.side(&allowed.high, system, rows),
            stated: self.ids(&stated),
        })
    }

    fn side(&self, side: &Side, system: &System, rows: &Rows<'_>) -> SideFacts {
        let Side::At(limit) = side else {
            return SideFacts {
                value: None,
                decided: matches!(side, Side::Unlimited),
                proof: Vec::new(),
                claims: Vec::new(),
                assumptions: Vec::new(),
                taken_as_complete: Vec::new(),
            };
        };
        let of: BTreeSet<ClaimId> =
            statements(&limit.multiples, system).filter_map(|statement| statement.origin.claim()).collect();
        SideFacts {
            value: Some(limit.value.clone()),
            decided: true,
            proof: facts(&limit.multiples),
            claims: self.ids(&rows.sorted(&of.into_iter().collect::<Vec<_>>())),
            assumptions: self.assumptions(&limit.multiples, system),
            taken_as_complete: self.completeness_of(limit, system),
        }
    }

    pub(in crate::report) fn terms(&self, multiples: &[Multiple], system: &System) -> Vec<SetTerm> {
        let term = |multiple: &Multiple| {
            let statement = system.statements.get(multiple.statement)?;
            let bound = statement.bound(multiple.end)?.clone();
            let factor = statement.converted.as_ref().filter(|_| is_of_one_flow(statement));
            let converted = BeforeConversion::of(&bound, factor, multiple.end == End::Low);
            let before = converted.as_ref().map_or_else(|| bound.clone(), |before| before.amount.clone());
            let claim = statement.origin.claim();
            let placed = claim.and_then(|claim| self.reconciler.placed(claim));
            let own_end =
                placed.filter(|placed| placed.per.is_some()).and_then(|placed| match multiple.end {
                    End::Low => placed.low.clone(),
                    End::High => placed.high.clone(),
                });
            Some(SetTerm {
                statement: multiple.statement,
                end: multiple.end,
                multiplier: multiple.times.clone(),
                length: own_end.as_ref().and_then(|own| before.checked_div(own)),
                rate: own_end,
                converted,
                bound,
                claim: claim.map(|claim| self.id(claim)),
                flows: self.boxes(statement, system),
                law: law(statement),
                taken_for_granted: matches!(statement.origin, Origin::SomethingFlowed { .. }),
            })
        };
        let mut terms: Vec<SetTerm> = multiples.iter().filter_map(term).collect();
        // What is at least so much, against what is at most so much.
        terms.sort_by_key(|term| (term.end, term.statement));
        terms
    }

    pub(in crate::report) fn statement(&self, statement: &Statement, system: &System) -> StatementFacts {
        let figure_of = match &statement.origin {
            Origin::Figure { claim, .. } => Some(self.id(*claim)),
            Origin::SomethingFlowed { .. } | Origin::Law(_) => None,
        };
        StatementFacts {
            boxes: self.boxes(statement, system),
            states_factor: statement.states_factor,
            low: statement.low.clone(),
            high: statement.high.clone(),
            figure_of,
            law: law(statement),
            assumptions: self.assumptions_of(statement, system),
            converted: statement.converted.clone(),
            idle: false,
            when: statement.when.iter().map(|list| self.ids(list)).collect(),
        }
    }

    pub(in crate::report) fn boxes(&self, statement: &Statement, system: &System) -> Vec<WeightedBox> {
        let weighted = |(region, weight): &(usize, Rational)| {
            Some(WeightedBox { flow: self.region(system.regions.get(*region)?), weight: weight.clone() })
        };
        statement.terms.iter().filter_map(weighted).collect()
    }

    /// What some bounds rest on beyond the words of the claims, each once.
    pub(in crate::report) fn assumptions(
        &self,
        multiples: &[Multiple],
        system: &System,
    ) -> Vec<AssumptionFacts> {
        let mut all: Vec<AssumptionFacts> = statements(multiples, system)
            .flat_map(|statement| self.assumptions_of(statement, system))
            .collect();
        all.sort_by(|a, b| (&a.claim, &a.assumption, a.tried).cmp(&(&b.claim, &b.assumption, b.tried)));
        all.dedup_by(|a, b| (&a.claim, &a.assumption, a.tried) == (&b.claim, &b.assumption, b.tried));
        all
    }

    fn assumptions_of(&self, statement: &Statement, system: &System) -> Vec<AssumptionFacts> {
        let Some(tried) = statement.terms.first().and_then(|(region, _)| system.regions.get(*region)) else {
            return Vec::new();
        };
        let facts = |assumption: &Assumption| AssumptionFacts {
            claim: self.id(assumption.claim()),
            assumption: assumption.clone(),
            tried: tried.time,
        };
        statement.origin.assumptions().iter().map(facts).collect()
    }

    pub(in crate::report) fn region(&self, region: &Region) -> BoxFacts {
        let dataset = self.dataset();
        BoxFacts {
            payer: named(&dataset.actors, region.payer),
            payee: named(&dataset.actors, region.payee),
            category: named(&dataset.categories, region.category),
            stage: region.stage,
            unit: region.unit,
            time: region.time,
        }
    }

    fn point(&self, point: &Point) -> PointFacts {
        let dataset = self.dataset();
        let id = |hierarchy: &Hierarchy, element: Element| {
            element.node().map(|node| hierarchy.id(node).to_owned())
        };
        PointFacts {
            payer: id(&dataset.actors, point.payer),
            payee: id(&dataset.actors, point.payee),
            category: id(&dataset.categories, point.category),
            stage: point.stage,
            unit: point.unit,
            day: point.day.to_string(),
        }
    }

    fn flows(&self, flows: &[(Point, Rational)]) -> Vec<FlowFacts> {
        let fact = |(point, amount): &(Point, Rational)| FlowFacts {
            point: self.point(point),
            amount: amount.clone(),
        };
        flows.iter().map(fact).collect()
    }
}

fn statements<'a>(multiples: &'a [Multiple], system: &'a System) -> impl Iterator<Item = &'a Statement> {
    multiples.iter().filter_map(|multiple| system.statements.get(multiple.statement))
}

fn facts(multiples: &[Multiple]) -> Vec<MultipleFacts> {
    let fact = |multiple: &Multiple| MultipleFacts {
        statement: multiple.statement,
        end: multiple.end,
        multiplier: multiple.times.clone(),
    };
    multiples.iter().map(fact).collect()
}

/// Whether a statement is of one flow alone: the amounts of a comparison are told as converted.
fn is_of_one_flow(statement: &Statement) -> bool {
    statement.terms.len() == 1
}

fn law(statement: &Statement) -> Option<StageLaw> {
    match &statement.origin {
        Origin::Law(law) => Some(*law),
        Origin::Figure { .. } | Origin::SomethingFlowed { .. } => None,
    }
}
