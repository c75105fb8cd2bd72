//! The facts of claims, and of the sources, actors and categories that they name.

use std::collections::BTreeSet;

use super::build::Builder;
use super::{
    EntryFacts, Equivalent, Named, Normalised, PeriodFacts, Row, ScopeFacts, SourceFacts, StandingFacts,
};
use crate::claim::{Claim, ClaimId, Dataset, SourceId};
use crate::constraint::{Constraint, nominal_year};
use crate::number::Rational;
use crate::period::Per;
use crate::scope::{Hierarchy, Node};
use crate::standing::Standing;

impl Builder<'_> {
    pub(super) fn row(&self, id: ClaimId, constraints: Vec<Constraint>) -> Row {
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
        match self.reconciler.standing(id) {
            Standing::Active => StandingFacts::Active,
            Standing::Echo { original, differences, .. } => {
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
        let Some(placed) = self.reconciler.placed(id) else {
            return Normalised { low: None, high: None, per: None };
        };
        let Some(per) = placed.per else {
            return Normalised { low: placed.low.clone(), high: placed.high.clone(), per: None };
        };
        let factor = match per {
            Per::Year | Per::Quarter | Per::Month => nominal_year(per),
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

    pub(super) fn sources(&self, selected: &[ClaimId]) -> Vec<SourceFacts> {
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
    pub(super) fn entries(
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
}

pub(super) fn named(hierarchy: &Hierarchy, node: Node) -> Named {
    Named { id: hierarchy.id(node).to_owned(), name: hierarchy.name(node).to_owned() }
}

fn named_source(dataset: &Dataset, id: SourceId) -> Named {
    let source = dataset.source(id);
    Named { id: source.id.clone(), name: source.name.clone() }
}
