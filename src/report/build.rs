//! Building the report: selecting claims, comparing them, collecting the facts in a fixed order.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Counts, Filter, JSON_VERSION, PlaceFacts, ReadingFacts, Report, Section};
use crate::cause::Causes;
use crate::claim::{ClaimId, Dataset, SourceId};
use crate::component::components;
use crate::constraint::{Constraint, Placed};
use crate::dataset::{Files, Position};
use crate::period::{Date, DayRange};
use crate::problem::Place;
use crate::reading::{AsWritten, Magnitude, Origin, Reading, Undated};
use crate::reconcile::{Basis, Evidence, Reconciler, Verdict};
use crate::scope::{Hierarchy, Node, Relation};
use crate::standing::Standing;

/// The most pairs of claims that a report compares: each takes one to two kilobytes.
const MOST_PAIRS: usize = 1_000_000;

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
    /// Only sections with one of these claims; nothing for all.
    pub about: Option<BTreeSet<ClaimId>>,
    /// The year in whose prices claims of different units are compared; nothing for those of their time.
    pub prices: Option<i32>,
}

/// Compares the claims of a dataset under a reading.
#[must_use]
pub fn build(dataset: &Dataset, files: &Files, reading: &Reading, selection: &Selection) -> Report {
    let basis =
        Basis::new(dataset, reading, selection.as_of.as_ref()).in_prices(dataset, reading, selection.prices);
    build_on(&basis, dataset, files, reading, selection)
}

/// Compares the claims of a dataset that are placed under a reading already.
#[must_use]
pub fn build_on(
    basis: &Basis,
    dataset: &Dataset,
    files: &Files,
    reading: &Reading,
    selection: &Selection,
) -> Report {
    Builder::new(basis, dataset, files, reading).report(selection)
}

pub(super) struct Builder<'a> {
    pub(super) files: &'a Files,
    pub(super) positions: Positions,
    pub(super) reconciler: Reconciler<'a>,
    pub(super) known: BTreeMap<&'a [ClaimId], &'a str>,
    pub(super) causes: Causes<'a>,
}

/// Where each claim and its figure stand, found in one pass.
pub(super) struct Positions(Vec<Position>);

impl Positions {
    fn of(dataset: &Dataset, files: &Files) -> Self {
        let places: Vec<Place> =
            dataset.claims.iter().flat_map(|claim| [claim.place, claim.figure_place]).collect();
        Self(files.positions(&places))
    }

    pub(super) fn facts(&self, id: ClaimId, place: Place, offset: usize, files: &Files) -> PlaceFacts {
        let position = self.0.get(id.0 as usize * 2 + offset);
        PlaceFacts {
            file: files.shown_path(place.file),
            line: position.map_or(1, |position| position.line),
            column: position.map_or(1, |position| position.column),
            bytes: (place.start, place.end),
        }
    }
}

/// What is said of a conflict that is accepted without a reason yet.
const NO_REASON: &str = "no reason given yet";

fn known_conflicts(dataset: &Dataset) -> BTreeMap<&[ClaimId], &str> {
    let known = dataset.known_conflicts.iter();
    known.map(|known| (known.claims.as_slice(), known.reason.as_deref().unwrap_or(NO_REASON))).collect()
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        basis: &'a Basis,
        dataset: &'a Dataset,
        files: &'a Files,
        reading: &'a Reading,
    ) -> Self {
        Self {
            positions: Positions::of(dataset, files),
            files,
            reconciler: basis.reconciler(dataset, reading),
            known: known_conflicts(dataset),
            causes: Causes::new(basis.reconciler(dataset, reading)),
        }
    }

    /// Whether any claim is in another unit than the one in which different ones are compared, and can be
    /// converted into that.
    pub(super) fn converts(&self) -> bool {
        let converter = self.reconciler.converter;
        let is_converted = |placed: &Placed| {
            placed.unit != converter.base() && placed.time_of_money().is_some() && converter.converts(placed)
        };
        self.reconciler.placed.iter().any(is_converted)
    }

    pub(super) fn dataset(&self) -> &'a Dataset {
        self.reconciler.dataset
    }

    fn report(&self, selection: &Selection) -> Report {
        let dataset = self.dataset();
        let selected: Vec<ClaimId> =
            dataset.claim_ids().filter(|&id| self.is_selected(id, selection)).collect();
        let (compared, left_out): (Vec<ClaimId>, Vec<ClaimId>) =
            selected.iter().partition(|&&id| self.is_shown(id, &selected));
        let mut groups = components(
            dataset,
            self.reconciler.placed,
            self.reconciler.standings,
            self.reconciler.converter,
            &compared,
        );
        if let Some(about) = &selection.about {
            groups.retain(|group| group.iter().any(|claim| about.contains(claim)));
        }
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
        let (alone, groups): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.len() == 1 && !self.contradicts_itself(group));
        // The smallest sections first, so that one that is too large leaves the others their verdicts.
        let mut left = MOST_PAIRS;
        let counted = groups.into_iter().rev().map(|group| {
            let rest = left.checked_sub(group.len() * (group.len() - 1) / 2);
            left = rest.unwrap_or(0);
            (group, rest.is_some())
        });
        let mut sections: Vec<(Vec<ClaimId>, bool)> = counted.collect();
        sections.reverse();
        let sections: Vec<Section> =
            sections.into_par_iter().map(|(group, compared)| self.section(group, compared)).collect();
        let lone_row = |id: ClaimId| self.row(id, self.own_constraints(id));
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
            prices: self.reconciler.converter.base().prices,
            reading: reading_facts(self.reconciler.reading, self.converts()),
            stage_order: dataset.stage_order.clone(),
            as_of: selection.as_of.as_ref().map(|date| date.text().to_owned()),
            filters: self.filters(selection),
            counts: Counts {
                claims: selected.len(),
                filtered_out: dataset.claims.len() - selected.len(),
                sources: speakers.len(),
                verdicts: Verdict::ALL
                    .map(|verdict| (verdict, tally.get(&verdict).copied().unwrap_or(0)))
                    .to_vec(),
                larger_sets: [Verdict::Conflict, Verdict::ConditionalConflict]
                    .map(|verdict| (verdict, larger_sets(&sections, verdict)))
                    .to_vec(),
            },
            actors: self.entries(&selected, &dataset.actors, |scope| vec![scope.payer, scope.payee]),
            categories: self.entries(&selected, &dataset.categories, |scope| vec![scope.category]),
            sources: self.sources(&selected),
            sections,
            alone: self.in_order(alone.into_iter().flatten().collect()).into_iter().map(lone_row).collect(),
            left_out: self.in_order(left_out).into_iter().map(lone_row).collect(),
            same_figures,
            more_same_figures,
        }
    }

    /// Whether a claim that bears on no other cannot be true: a part that is said to be twice its whole. An
    /// amount always can.
    fn contradicts_itself(&self, group: &[ClaimId]) -> bool {
        let compares =
            |&id: &ClaimId| self.reconciler.placed(id).is_some_and(|placed| placed.relative.is_some());
        group.iter().any(compares) && !self.reconciler.analyse(group).conflicts.is_empty()
    }

    /// A superseded claim is shown beside the claim that took its place; other silent ones are not compared.
    fn is_shown(&self, id: ClaimId, selected: &[ClaimId]) -> bool {
        match self.reconciler.standing(id) {
            Standing::Active | Standing::Echo { .. } => true,
            Standing::Superseded { by } => {
                selected.binary_search(by).is_ok()
                    && !matches!(self.reconciler.standing(*by), Standing::Withdrawn | Standing::NotYet)
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
            let reach = self.reconciler.placed(id).and_then(Placed::reach);
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
    pub(super) fn in_order(&self, mut claims: Vec<ClaimId>) -> Vec<ClaimId> {
        let start = |id: ClaimId| self.dataset().claim(id).date.as_ref().map(Date::days);
        claims.sort_by_key(|&id| (start(id).is_none(), start(id), id));
        claims
    }

    /// What a claim says in its own words, before any assumption.
    pub(super) fn own_constraints(&self, id: ClaimId) -> Vec<Constraint> {
        self.reconciler.placed(id).and_then(Placed::base).into_iter().collect()
    }

    fn section(&self, claims: Vec<ClaimId>, compared: bool) -> Section {
        let claims = self.in_order(claims);
        let speaks = |&id: &ClaimId| self.reconciler.standing(id) == &Standing::Active;
        let analysis = (compared && claims.iter().any(speaks)).then(|| self.reconciler.analyse(&claims));
        let mut pairs = Vec::new();
        let mut constraints: Vec<Vec<Constraint>> =
            claims.iter().map(|&id| self.own_constraints(id)).collect();
        if compared {
            let decided = self.reconciler.pairs(analysis.as_ref());
            for (row, &id) in claims.iter().enumerate() {
                for (other_row, &other) in claims.iter().enumerate().skip(row + 1) {
                    let pair = decided.pair(id, other);
                    if let Evidence::Compared(comparison) = &pair.evidence {
                        for (row, claim) in [(row, id), (other_row, other)] {
                            let used =
                                if claim == pair.first { &comparison.first } else { &comparison.second };
                            if let Some(known) =
                                constraints.get_mut(row).filter(|known| !known.contains(used))
                            {
                                known.push(used.clone());
                            }
                        }
                    }
                    pairs.push(self.pair((id, row), (other, other_row), pair));
                }
            }
        }
        let sets = analysis.as_ref().map(|analysis| self.sets(&claims, analysis));
        let rows = claims.into_iter().zip(constraints).map(|(id, mut constraints)| {
            constraints.sort_by_key(|each| (each.assumptions.len(), each.time));
            self.row(id, constraints)
        });
        Section { rows: rows.collect(), pairs, compared, sets }
    }

    pub(super) fn id(&self, id: ClaimId) -> String {
        self.dataset().claim(id).id.clone()
    }
}

/// How many conflicts there are that are not of two claims.
fn larger_sets(sections: &[Section], verdict: Verdict) -> usize {
    let conflicts = sections.iter().flat_map(|section| &section.sets).flat_map(|sets| &sets.conflicts);
    conflicts.filter(|conflict| conflict.verdict == verdict && conflict.claims.len() != 2).count()
}

pub(super) fn reading_facts(reading: &Reading, converts: bool) -> ReadingFacts {
    let as_written = match &reading.as_written {
        AsWritten::LastDigit => "last-digit".to_owned(),
        AsWritten::Within(percent) => percent.to_string(),
    };
    let undated = match reading.undated {
        Undated::Year => "year",
        Undated::Open => "open",
    };
    let keys = vec![
        ("approximately", reading.approximately.to_string()),
        ("as-written", as_written),
        ("materiality", reading.materiality.to_string()),
        ("carry", reading.carry.to_string()),
        ("undated", undated.to_owned()),
        ("as-of", reading.as_of.to_string()),
        ("exchange", reading.exchange.word().to_owned()),
    ];
    // Of no concern where nothing is converted, unless the dataset says so.
    let is_silent = !converts && reading.origin("exchange") == Origin::Default;
    ReadingFacts {
        name: reading.name.clone(),
        keys,
        unsaid: is_silent.then_some("exchange"),
        materiality: reading.materiality.fraction(),
        magnitudes: Magnitude::ALL.map(|each| (each.key(), reading.magnitude(each))).to_vec(),
    }
}
