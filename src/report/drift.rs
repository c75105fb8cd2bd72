//! Figures that drift: the same published number for scopes or years that differ.

use std::collections::BTreeMap;

use super::SameFigure;
use super::build::Builder;
use crate::claim::ClaimId;
use crate::constraint::{Placed, Shape};
use crate::figure::Figure;
use crate::reconcile::{Dimension, DimensionRelation, relation_in_time};
use crate::scope::Relation;
use crate::standing::Standing;

/// The most same figures that a report lists.
const MOST_SAME_FIGURES: usize = 200;

/// The most pairs of claims with the same figure that are looked at.
const MOST_TRIED: usize = 1_000_000;

impl Builder<'_> {
    /// The same published number for scopes or years that differ but could be mistaken for each other.
    pub(super) fn same_figures(&self, compared: &[ClaimId]) -> (Vec<SameFigure>, bool) {
        let dataset = self.dataset();
        let mut alike: BTreeMap<_, Vec<&Placed>> = BTreeMap::new();
        for &id in compared.iter().filter(|&&id| self.reconciler.standing(id) == &Standing::Active) {
            let claim = dataset.claim(id);
            let point = claim.figure().and_then(Figure::point);
            if let (Some(point), Some(placed)) = (point, self.reconciler.placed(id)) {
                alike.entry((claim.unit, claim.per(), point)).or_default().push(placed);
            }
        }
        let mut found = Vec::new();
        let mut tried = 0;
        for claims in alike.values() {
            for (position, a) in claims.iter().enumerate() {
                for b in claims.iter().skip(position + 1) {
                    tried += 1;
                    if tried > MOST_TRIED {
                        return (found, true);
                    }
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
            (Some(a), Some(b)) => relation_in_time(a, b),
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
        let stage = if a.stage == b.stage { Relation::Same } else { Relation::Apart };
        let all = scopes.into_iter().chain([(Dimension::Stage, stage), (Dimension::Time, time)]);
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
