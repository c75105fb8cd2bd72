//! Building the report: selecting claims, comparing them, collecting the facts in a fixed order.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AssumptionFacts, Because, ComparedFacts, Counts, EntryFacts, Equivalent, Filter, JSON_VERSION, Named,
    Normalised, PairFacts, PeriodFacts, PlaceFacts, Proof, ReadingFacts, Report, Row, SameFigure, ScopeFacts,
    Section, SharedRange, SourceFacts, StandingFacts, Term,
};
use crate::claim::{Claim, ClaimId, Dataset, SourceId};
use crate::component::components;
use crate::constraint::{Constraint, Placed, Shape};
use crate::dataset::{Files, Position};
use crate::number::Rational;
use crate::period::{Date, DayRange, Per};
use crate::problem::Place;
use crate::reading::{AsWritten, Magnitude, Reading, Undated};
use crate::reconcile::{
    Comparison, Dimension, DimensionRelation, End, Evidence, Pair, Reconciler, Shortfall, Verdict,
};
use crate::restatement::end_at_restatements;
use crate::scope::{Hierarchy, Node, Relation};
use crate::standing::{Standing, standings};

/// The most pairs of claims that a report compares: each takes about a kilobyte.
const MOST_PAIRS: usize = 1_000_000;

/// The most same figures that a report lists.
const MOST_SAME_FIGURES: usize = 200;

/// What a report is about.
#[derive(Debug, Default)]
pub struct Selection {
    /// The state of knowledge on this day.
    pub as_of: Option<Date>,
    /// Only claims whose payers include some of these.
    pub payer: Option<Node>,
    /// Only claims whose payees include some of these.
    pub payee: Option<Node>,
    /// Only claims whose categories include some of these.
    pub category: Option<Node>,
    /// Only claims that bear on this period: as written, and in days.
    pub period: Option<(String, DayRange)>,
}

/// Compares the claims of a dataset under a reading.
#[must_use]
pub fn build(dataset: &Dataset, files: &Files, reading: &Reading, selection: &Selection) -> Report {
    let mut placed: Vec<Placed> = dataset.claim_ids().map(|id| Placed::new(dataset, id, reading)).collect();
    let standings = standings(dataset, &placed, selection.as_of.as_ref());
    end_at_restatements(&mut placed, &standings, dataset);
    let builder = Builder {
        positions: Positions::of(dataset, files),
        files,
        reconciler: Reconciler { dataset, reading, placed: &placed, standings: &standings },
        known: known_conflicts(dataset),
    };
    builder.report(selection)
}

struct Builder<'a> {
    files: &'a Files,
    positions: Positions,
    reconciler: Reconciler<'a>,
    known: BTreeMap<&'a [ClaimId], &'a str>,
}

/// Where each claim and its figure stand, found in one pass.
struct Positions(Vec<Position>);

impl Positions {
    fn of(dataset: &Dataset, files: &Files) -> Self {
        let places: Vec<Place> =
            dataset.claims.iter().flat_map(|claim| [claim.place, claim.figure_place]).collect();
        Self(files.positions(&places))
    }

    fn facts(&self, id: ClaimId, place: Place, offset: usize, files: &Files) -> PlaceFacts {
        let position = self.0.get(id.0 as usize * 2 + offset);
        PlaceFacts {
            file: files.shown_path(place.file),
            line: position.map_or(1, |position| position.line),
            column: position.map_or(1, |position| position.column),
            bytes: (place.start, place.end),
        }
    }
}

fn known_conflicts(dataset: &Dataset) -> BTreeMap<&[ClaimId], &str> {
    dataset.known_conflicts.iter().map(|known| (known.claims.as_slice(), known.reason.as_str())).collect()
}

impl<'a> Builder<'a> {
    fn dataset(&self) -> &'a Dataset {
        self.reconciler.dataset
    }

    fn standing(&self, id: ClaimId) -> &'a Standing {
        self.reconciler.standings.get(id.0 as usize).unwrap_or(&Standing::NotYet)
    }

    fn report(&self, selection: &Selection) -> Report {
        let dataset = self.dataset();
        let selected: Vec<ClaimId> =
            dataset.claim_ids().filter(|&id| self.is_selected(id, selection)).collect();
        let (compared, left_out): (Vec<ClaimId>, Vec<ClaimId>) =
            selected.iter().partition(|&&id| self.is_shown(id, &selected));
        let mut groups = components(dataset, self.reconciler.placed, self.reconciler.standings, &compared);
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
        let (alone, groups): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.len() == 1);
        // The smallest sections first, so that one that is too large leaves the others their verdicts.
        let mut left = MOST_PAIRS;
        let sections = groups.into_iter().rev().map(|group| {
            let rest = left.checked_sub(group.len() * (group.len() - 1) / 2);
            left = rest.unwrap_or(0);
            self.section(group, rest.is_some())
        });
        let mut sections: Vec<Section> = sections.collect();
        sections.reverse();
        let lone_row = |id: ClaimId| {
            self.row(
                id,
                self.reconciler.placed.get(id.0 as usize).and_then(Placed::base).into_iter().collect(),
            )
        };
        let (same_figures, more_same_figures) = self.same_figures(&compared);
        let mut tally: BTreeMap<Verdict, usize> = BTreeMap::new();
        for pair in sections.iter().flat_map(|section| &section.pairs) {
            *tally.entry(pair.verdict).or_default() += 1;
        }
        let speakers: BTreeSet<SourceId> = selected.iter().map(|&id| dataset.claim(id).source).collect();
        Report {
            format: "crossfoot-report",
            version: JSON_VERSION,
            title: dataset.title.clone(),
            currency: dataset.currency.code().to_owned(),
            reading: reading_facts(self.reconciler.reading),
            as_of: selection.as_of.as_ref().map(|date| date.text().to_owned()),
            filters: self.filters(selection),
            counts: Counts {
                claims: selected.len(),
                filtered_out: dataset.claims.len() - selected.len(),
                sources: speakers.len(),
                verdicts: Verdict::ALL
                    .map(|verdict| (verdict, tally.get(&verdict).copied().unwrap_or(0)))
                    .to_vec(),
            },
            actors: self
                .entries(&selected, &dataset.actors, |claim| vec![claim.scope.payer, claim.scope.payee]),
            categories: self.entries(&selected, &dataset.categories, |claim| vec![claim.scope.category]),
            sources: self.sources(&selected),
            sections,
            alone: self.in_order(alone.into_iter().flatten().collect()).into_iter().map(lone_row).collect(),
            left_out: self.in_order(left_out).into_iter().map(lone_row).collect(),
            same_figures,
            more_same_figures,
        }
    }

    /// A superseded claim is shown beside the claim that took its place; other silent ones are not compared.
    fn is_shown(&self, id: ClaimId, selected: &[ClaimId]) -> bool {
        match self.standing(id) {
            Standing::Active | Standing::Echo { .. } => true,
            Standing::Superseded { by } => {
                selected.binary_search(by).is_ok()
                    && !matches!(self.standing(*by), Standing::Withdrawn | Standing::NotYet)
            }
            Standing::Withdrawn | Standing::NotYet => false,
        }
    }

    fn is_selected(&self, id: ClaimId, selection: &Selection) -> bool {
        let dataset = self.dataset();
        let claim = dataset.claim(id);
        let shares = |hierarchy: &Hierarchy, wanted: Option<Node>, node: Node| {
            wanted.is_none_or(|wanted| hierarchy.relation(node, wanted) != Relation::Apart)
        };
        let in_time = selection.period.as_ref().is_none_or(|(_, wanted)| {
            let reach = self.reconciler.placed.get(id.0 as usize).and_then(Placed::reach);
            reach.is_some_and(|reach| reach.overlaps(wanted))
        });
        in_time
            && shares(&dataset.actors, selection.payer, claim.scope.payer)
            && shares(&dataset.actors, selection.payee, claim.scope.payee)
            && shares(&dataset.categories, selection.category, claim.scope.category)
    }

    fn filters(&self, selection: &Selection) -> Vec<Filter> {
        let dataset = self.dataset();
        let id = |hierarchy: &Hierarchy, node: Option<Node>| node.map(|node| hierarchy.id(node).to_owned());
        [
            ("payer", id(&dataset.actors, selection.payer)),
            ("payee", id(&dataset.actors, selection.payee)),
            ("category", id(&dataset.categories, selection.category)),
            ("period", selection.period.as_ref().map(|(written, _)| written.clone())),
        ]
        .into_iter()
        .filter_map(|(key, value)| value.map(|value| Filter { key, value }))
        .collect()
    }

    /// By date, the undated last, then by id.
    fn in_order(&self, mut claims: Vec<ClaimId>) -> Vec<ClaimId> {
        let start = |id: ClaimId| self.dataset().claim(id).date.as_ref().map(Date::days);
        claims.sort_by_key(|&id| (start(id).is_none(), start(id), id));
        claims
    }

    fn section(&self, claims: Vec<ClaimId>, compared: bool) -> Section {
        let claims = self.in_order(claims);
        let mut pairs = Vec::new();
        let mut constraints: Vec<Vec<Constraint>> = claims
            .iter()
            .map(|id| self.reconciler.placed.get(id.0 as usize).and_then(Placed::base).into_iter().collect())
            .collect();
        for (row, &id) in claims.iter().enumerate().filter(|_| compared) {
            for (other_row, &other) in claims.iter().enumerate().skip(row + 1) {
                let pair = self.reconciler.pair(id, other);
                if let Evidence::Compared(comparison) = &pair.evidence {
                    for (row, claim) in [(row, id), (other_row, other)] {
                        let used = if claim == pair.first { &comparison.first } else { &comparison.second };
                        if let Some(known) = constraints.get_mut(row).filter(|known| !known.contains(used)) {
                            known.push(used.clone());
                        }
                    }
                }
                pairs.push(self.pair((id, row), (other, other_row), pair));
            }
        }
        let rows = claims.into_iter().zip(constraints).map(|(id, mut constraints)| {
            constraints.sort_by_key(|each| (each.assumptions.len(), each.time));
            self.row(id, constraints)
        });
        Section { rows: rows.collect(), pairs, compared }
    }

    fn id(&self, id: ClaimId) -> String {
        self.dataset().claim(id).id.clone()
    }

    /// The facts of a pair, turned so that the earlier row comes first.
    fn pair(
        &self,
        (first, row): (ClaimId, usize),
        (second, other_row): (ClaimId, usize),
        pair: Pair,
    ) -> PairFacts {
        let turned = pair.first != first;
        let turn = |relation: Relation| if turned { relation.reversed() } else { relation };
        let because = match pair.evidence {
            Evidence::Compared(comparison) => {
                Because::Compared(Box::new(self.compared(pair.first, pair.second, *comparison, turned)))
            }
            Evidence::Scopes(dimensions) => Because::Scopes {
                dimensions: dimensions
                    .into_iter()
                    .map(|each| DimensionRelation { relation: turn(each.relation), ..each })
                    .collect(),
            },
            Evidence::Unplaced(claim) => Because::Unplaced { claim: self.id(claim) },
            Evidence::SpokenFor { echo, original } => {
                Because::SpokenFor { echo: self.id(echo), original: self.id(original) }
            }
            Evidence::Silent(claim) => Because::Silent { claim: self.id(claim) },
            Evidence::Repeats { echo, original, differences } => {
                Because::Repeats { echo: self.id(echo), original: self.id(original), differences }
            }
            Evidence::Supersedes { old, new, factor } => {
                Because::Supersedes { old: self.id(old), new: self.id(new), factor }
            }
        };
        let accepted = [first.min(second), first.max(second)];
        PairFacts {
            first: self.id(first),
            second: self.id(second),
            rows: (row, other_row),
            verdict: pair.verdict,
            because,
            known: self.known.get(&accepted[..]).map(|&reason| reason.to_owned()),
        }
    }

    fn compared(
        &self,
        first: ClaimId,
        second: ClaimId,
        comparison: Comparison,
        turned: bool,
    ) -> ComparedFacts {
        let shared = (comparison.relation == Relation::Same && comparison.shortfall.is_none()).then(|| {
            let (a, b) = (&comparison.first, &comparison.second);
            SharedRange {
                low: a.low.iter().chain(&b.low).max().cloned(),
                high: a.high.iter().chain(&b.high).min().cloned(),
                time: a.time,
            }
        });
        let mut assumptions: Vec<AssumptionFacts> = Vec::new();
        for constraint in [&comparison.first, &comparison.second] {
            for assumption in &constraint.assumptions {
                let claim = self.id(assumption.claim());
                assumptions.push(AssumptionFacts {
                    claim,
                    assumption: assumption.clone(),
                    tried: constraint.time,
                });
            }
        }
        assumptions.sort_by(|a, b| (&a.claim, &a.assumption).cmp(&(&b.claim, &b.assumption)));
        let proof = comparison
            .shortfall
            .as_ref()
            .map(|shortfall| self.proof((first, &comparison.first), (second, &comparison.second), shortfall));
        let (first_source, second_source) =
            (self.dataset().source_of(first), self.dataset().source_of(second));
        let one_voice = first_source.voices.iter().any(|voice| second_source.voices.contains(voice));
        let (first_via, second_via) = (&self.dataset().claim(first).via, &self.dataset().claim(second).via);
        let shared_via = first_via.iter().filter(|via| second_via.contains(via));
        let shared_via = shared_via.map(|&via| self.dataset().source(via).id.clone()).collect();
        let rests_on_open_end = comparison.rests_on_open_end.map(|id| self.id(id));
        let (relation, first_constraint, second_constraint) = if turned {
            (comparison.relation.reversed(), comparison.second, comparison.first)
        } else {
            (comparison.relation, comparison.first, comparison.second)
        };
        ComparedFacts {
            relation,
            first_constraint,
            second_constraint,
            shared,
            proof,
            assumptions,
            rests_on_open_end,
            throughout: comparison.throughout,
            independent_sources: if one_voice { 1 } else { 2 },
            shared_via,
        }
    }

    fn proof(
        &self,
        (first, a): (ClaimId, &Constraint),
        (second, b): (ClaimId, &Constraint),
        shortfall: &Shortfall,
    ) -> Proof {
        let ((low, part), (high, whole)) =
            if shortfall.first_is_low { ((first, a), (second, b)) } else { ((second, b), (first, a)) };
        Proof {
            terms: vec![
                self.term(low, part, End::Low, &shortfall.low),
                self.term(high, whole, End::High, &shortfall.high),
            ],
            shortfall: shortfall.amount.clone(),
            stretch: shortfall.stretch.clone(),
        }
    }

    fn term(&self, claim: ClaimId, constraint: &Constraint, end: End, bound: &Rational) -> Term {
        let placed = self.reconciler.placed.get(claim.0 as usize);
        let own_end = placed.and_then(|placed| match end {
            End::Low => placed.low.clone(),
            End::High => placed.high.clone(),
        });
        // A bound moved onto another day keeps the length of its own period.
        let length = own_end.as_ref().and_then(|own| bound.checked_div(own));
        let is_rate = placed.is_some_and(|placed| placed.per.is_some());
        Term {
            claim: self.id(claim),
            end,
            multiplier: Rational::one(),
            bound: bound.clone(),
            time: constraint.time,
            rate: own_end.filter(|_| is_rate),
            length: length.filter(|_| is_rate),
        }
    }

    fn row(&self, id: ClaimId, constraints: Vec<Constraint>) -> Row {
        let dataset = self.dataset();
        let claim = dataset.claim(id);
        let reading = self.reconciler.reading;
        // `normalise` has computed every figure in every reading.
        let nothing = crate::money::Interval { low: None, high: None };
        let actor = |node: Node| named(&dataset.actors, node);
        let source = dataset.source(claim.source);
        Row {
            id: claim.id.clone(),
            figure: claim.words.clone(),
            verbatim: claim.verbatim,
            currency: claim.unit.currency.code().to_owned(),
            prices: claim.unit.prices,
            per: claim.figure.per(),
            interval: claim.figure.interval(reading).unwrap_or(nothing),
            normalised: self.normalised(id),
            equivalents: claim
                .figure
                .equivalents()
                .iter()
                .filter_map(|equivalent| {
                    let interval = equivalent.interval(reading).ok()?;
                    Some(Equivalent { currency: equivalent.currency().code().to_owned(), interval })
                })
                .collect(),
            source: source.id.clone(),
            source_name: source.name.clone(),
            via: claim.via.iter().map(|&via| named_source(dataset, via)).collect(),
            date: claim.date.as_ref().map(|date| date.text().to_owned()),
            scope: ScopeFacts {
                payer: actor(claim.scope.payer),
                payee: actor(claim.scope.payee),
                category: named(&dataset.categories, claim.scope.category),
                stage: claim.scope.stage,
                period: claim
                    .scope
                    .period
                    .as_ref()
                    .map(|(written, days)| PeriodFacts { written: written.clone(), days: *days }),
            },
            standing: self.standing_facts(id, claim),
            constraints,
            note: claim.note.clone(),
            url: claim.url.clone(),
            exchange: claim.exchange.as_ref().map(|date| date.text().to_owned()),
            place: self.positions.facts(id, claim.place, 0, self.files),
            figure_place: self.positions.facts(id, claim.figure_place, 1, self.files),
        }
    }

    fn standing_facts(&self, id: ClaimId, claim: &Claim) -> StandingFacts {
        match self.standing(id) {
            Standing::Active => StandingFacts::Active,
            Standing::Echo { original, differences } => {
                StandingFacts::Echo { of: self.id(*original), differences: differences.clone() }
            }
            Standing::Superseded { by } => StandingFacts::Superseded { by: self.id(*by) },
            Standing::Withdrawn => StandingFacts::Withdrawn {
                date: claim.withdrawn.as_ref().map_or_else(String::new, |it| it.date.text().to_owned()),
                reason: claim.withdrawn.as_ref().map_or_else(String::new, |it| it.reason.clone()),
            },
            Standing::NotYet => StandingFacts::NotYet,
        }
    }

    /// A rate as an amount a year, averaged over the time the claim speaks about.
    fn normalised(&self, id: ClaimId) -> Normalised {
        let Some(placed) = self.reconciler.placed.get(id.0 as usize) else {
            return Normalised { low: None, high: None, per: None };
        };
        let Some(per) = placed.per else {
            return Normalised { low: placed.low.clone(), high: placed.high.clone(), per: None };
        };
        let factor = match per {
            Per::Year | Per::Quarter | Per::Month => DayRange::year(2001).measure(per),
            Per::Week | Per::Day => placed
                .stated()
                .or_else(|| placed.extent())
                .and_then(|time| time.measure(per)?.checked_div(&time.measure(Per::Year)?)),
        };
        let scaled = |end: &Option<Rational>| match (end, &factor) {
            (Some(end), Some(factor)) => Some(end * factor),
            (end, _) => end.clone(),
        };
        let per = if factor.is_some() { Per::Year } else { per };
        Normalised { low: scaled(&placed.low), high: scaled(&placed.high), per: Some(per) }
    }

    fn sources(&self, selected: &[ClaimId]) -> Vec<SourceFacts> {
        let dataset = self.dataset();
        let mut used: BTreeSet<SourceId> = BTreeSet::new();
        for &id in selected {
            let claim = dataset.claim(id);
            for source in std::iter::once(claim.source).chain(claim.via.iter().copied()) {
                used.insert(source);
                used.extend(&dataset.source(source).ancestors);
            }
        }
        let id = |id: &SourceId| dataset.source(*id).id.clone();
        used.iter()
            .map(|source| dataset.source(*source))
            .map(|source| SourceFacts {
                id: source.id.clone(),
                name: source.name.clone(),
                publisher: source.publisher.clone(),
                kind: source.kind.clone(),
                date: source.date.as_ref().map(|date| date.text().to_owned()),
                url: source.url.clone(),
                note: source.note.clone(),
                derives_from: source.derives_from.iter().map(id).collect(),
                voices: source.voices.clone(),
            })
            .collect()
    }

    /// The entries that claims name, and everything those contain.
    fn entries(
        &self,
        selected: &[ClaimId],
        hierarchy: &Hierarchy,
        named: impl Fn(&Claim) -> Vec<Node>,
    ) -> Vec<EntryFacts> {
        let mut open: Vec<Node> = selected.iter().flat_map(|&id| named(self.dataset().claim(id))).collect();
        let mut used: BTreeSet<Node> = BTreeSet::new();
        while let Some(node) = open.pop() {
            if used.insert(node) {
                open.extend(hierarchy.members(node));
            }
        }
        used.into_iter()
            .map(|node| EntryFacts {
                id: hierarchy.id(node).to_owned(),
                name: hierarchy.name(node).to_owned(),
                members: hierarchy
                    .members(node)
                    .iter()
                    .map(|&member| hierarchy.id(member).to_owned())
                    .collect(),
                complete: hierarchy.is_complete(node),
            })
            .collect()
    }

    /// The same published number for scopes or years that differ but could be mistaken for each other.
    fn same_figures(&self, compared: &[ClaimId]) -> (Vec<SameFigure>, bool) {
        let dataset = self.dataset();
        let mut alike: BTreeMap<_, Vec<&Placed>> = BTreeMap::new();
        for &id in compared.iter().filter(|&&id| self.standing(id) == &Standing::Active) {
            let claim = dataset.claim(id);
            if let (Some(point), Some(placed)) =
                (claim.figure.point(), self.reconciler.placed.get(id.0 as usize))
            {
                alike.entry((claim.unit, claim.figure.per(), placed.stage, point)).or_default().push(placed);
            }
        }
        let mut found = Vec::new();
        for claims in alike.values() {
            for (position, a) in claims.iter().enumerate() {
                for b in claims.iter().skip(position + 1) {
                    if let Some(differs) = self.drift(a, b) {
                        if found.len() == MOST_SAME_FIGURES {
                            return (found, true);
                        }
                        found.push(SameFigure {
                            first: self.id(a.claim),
                            second: self.id(b.claim),
                            figure: dataset.claim(a.claim).words.clone(),
                            differs,
                        });
                    }
                }
            }
        }
        found.sort_by(|a, b| (&a.first, &a.second).cmp(&(&b.first, &b.second)));
        (found, false)
    }

    /// In what two claims with the same figure differ, if their scopes have anything in common.
    fn drift(&self, a: &Placed, b: &Placed) -> Option<Vec<DimensionRelation>> {
        let dataset = self.dataset();
        let stated_period = |placed: &Placed| match placed.shape {
            Shape::Total { period } | Shape::Average { period, .. } => Some(period),
            Shape::Carried { about, .. } => about,
            Shape::Undated { .. } | Shape::Stock { .. } | Shape::Unplaced => None,
        };
        let time = match (stated_period(a), stated_period(b)) {
            (Some(a), Some(b)) if a != b => Relation::Apart,
            _ => Relation::Same,
        };
        let scopes = [
            (Dimension::Payer, dataset.actors.relation(a.payer, b.payer)),
            (Dimension::Payee, dataset.actors.relation(a.payee, b.payee)),
            (Dimension::Category, dataset.categories.relation(a.category, b.category)),
        ];
        if scopes.iter().any(|(_, relation)| *relation == Relation::Apart) {
            return None;
        }
        let all = scopes.into_iter().chain([(Dimension::Time, time)]);
        let differs: Vec<DimensionRelation> = all
            .filter(|(_, relation)| *relation != Relation::Same)
            .map(|(dimension, relation)| DimensionRelation { dimension, relation })
            .collect();
        // The same rate for the same scope, stated in two years, is a repeated statement.
        let carried = |placed: &Placed| matches!(placed.shape, Shape::Carried { .. });
        let only_restated =
            differs.iter().all(|each| each.dimension == Dimension::Time) && carried(a) && carried(b);
        (!differs.is_empty() && !only_restated).then_some(differs)
    }
}

fn named(hierarchy: &Hierarchy, node: Node) -> Named {
    Named { id: hierarchy.id(node).to_owned(), name: hierarchy.name(node).to_owned() }
}

fn named_source(dataset: &Dataset, id: SourceId) -> Named {
    let source = dataset.source(id);
    Named { id: source.id.clone(), name: source.name.clone() }
}

fn reading_facts(reading: &Reading) -> ReadingFacts {
    let as_written = match &reading.as_written {
        AsWritten::LastDigit => "last-digit".to_owned(),
        AsWritten::Within(percent) => percent.to_string(),
    };
    let undated = match reading.undated {
        Undated::Year => "year",
        Undated::Open => "open",
    };
    ReadingFacts {
        name: reading.name.clone(),
        keys: vec![
            ("approximately", reading.approximately.to_string()),
            ("as-written", as_written),
            ("materiality", reading.materiality.to_string()),
            ("carry", reading.carry.to_string()),
            ("undated", undated.to_owned()),
            ("as-of", reading.as_of.to_string()),
        ],
        magnitudes: Magnitude::ALL.map(|each| (each.key(), reading.magnitude(each))).to_vec(),
    }
}
