//! The facts of claims, and of the sources, actors and categories that they name.

use std::collections::BTreeSet;

use super::build::Builder;
use super::{
    ComparedBy, EntryFacts, Equivalent, Named, Normalised, PeriodFacts, RelativeFacts, Row, ScopeFacts,
    SourceFacts, StandingFacts,
};
use crate::claim::{Claim, ClaimId, Dataset, Relative, Scope, SourceId};
use crate::constraint::{Constraint, nominal_year};
use crate::figure::{Comparative, Figure};
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
        let source = dataset.source(claim.source);
        let normalised = self.normalised(id);
        let ends = (normalised.low.as_ref(), normalised.high.as_ref());
        Row {
            id: claim.id.clone(),
            figure: claim.words.clone(),
            verbatim: claim.verbatim,
            currency: claim.unit.currency.code().to_owned(),
            prices: claim.unit.prices,
            per: claim.per(),
            interval: claim.figure().and_then(|figure| figure.interval(reading).ok()).unwrap_or(nothing),
            converted: self.converted(id, ends, normalised.per),
            normalised,
            relative: claim.relative().map(|relative| self.relative(relative)),
            equivalents: claim
                .figure()
                .map_or(&[][..], Figure::equivalents)
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
            scope: self.scope(&claim.scope),
            standing: self.standing_facts(id, claim),
            constraints,
            note: claim.note.clone(),
            url: claim.url.clone(),
            exchange: claim.exchange.as_ref().map(|date| date.text().to_owned()),
            place: self.positions.facts(id, claim.place, 0, self.files),
            figure_place: self.positions.facts(id, claim.figure_place, 1, self.files),
        }
    }

    fn scope(&self, scope: &Scope) -> ScopeFacts {
        let dataset = self.dataset();
        let period = scope.period.as_ref();
        ScopeFacts {
            payer: named(&dataset.actors, scope.payer),
            payee: named(&dataset.actors, scope.payee),
            category: named(&dataset.categories, scope.category),
            stage: scope.stage,
            period: period.map(|(written, days)| PeriodFacts { written: written.clone(), days: *days }),
        }
    }

    fn relative(&self, relative: &Relative) -> RelativeFacts {
        let by = match relative.figure.under(self.reconciler.reading) {
            Comparative::Factor { low, high } => ComparedBy::Factor { low, high },
            Comparative::Difference { low, high } => {
                ComparedBy::Difference { low, high, per: relative.figure.per() }
            }
        };
        RelativeFacts { to: self.scope(&relative.to), names_no_unit: relative.names_no_unit, by }
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
        named: impl Fn(&Scope) -> Vec<Node>,
    ) -> Vec<EntryFacts> {
        let claims = selected.iter().map(|&id| self.dataset().claim(id));
        let mut open: Vec<Node> = claims.flat_map(Claim::scopes).flat_map(named).collect();
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
