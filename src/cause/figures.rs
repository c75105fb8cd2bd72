//! Where in a dataset the same number, and the same scope, occurs.

use std::collections::BTreeMap;

use crate::claim::{ClaimId, Unit};
use crate::constraint::{Placed, nominal_year};
use crate::figure::Figure;
use crate::number::Rational;
use crate::reconcile::Reconciler;
use crate::scope::{Node, Stage};
use crate::standing::Standing;

/// The most claims that are looked at for one number or one scope.
const MOST_LOOKED_AT: usize = 200;

/// What a claim counts and what it is about, but for time.
type Topic = (Unit, Stage, Node, Node, Node);

/// The claims that speak for themselves, by their numbers and by what they are about.
#[derive(Debug)]
pub(super) struct Figures {
    /// By whether it is a rate, and the number, of rates that of a year.
    by_number: BTreeMap<(bool, Rational), Vec<ClaimId>>,
    by_topic: BTreeMap<Topic, Vec<ClaimId>>,
}

impl Figures {
    pub(super) fn of(reconciler: &Reconciler<'_>) -> Self {
        let mut found = Self { by_number: BTreeMap::new(), by_topic: BTreeMap::new() };
        for id in reconciler.dataset.claim_ids() {
            let (Some(placed), Standing::Active) = (reconciler.placed(id), reconciler.standing(id)) else {
                continue;
            };
            let Some(point) = reconciler.dataset.claim(id).figure().and_then(Figure::point) else { continue };
            if let Some(number) = number(placed, &point) {
                found.by_number.entry(number).or_default().push(id);
            }
            found.by_topic.entry(topic(placed)).or_default().push(id);
        }
        found
    }

    /// The claims that state this number in this claim's manner: a total, or a rate in whatever unit.
    pub(super) fn stating<'s>(
        &'s self,
        placed: &Placed,
        point: &Rational,
    ) -> impl Iterator<Item = ClaimId> + use<'s> {
        let known = number(placed, point).and_then(|number| self.by_number.get(&number));
        known.into_iter().flatten().copied().take(MOST_LOOKED_AT)
    }

    /// The claims that state a number of the very same scope, whatever its time.
    pub(super) fn about<'s>(&'s self, placed: &Placed) -> impl Iterator<Item = ClaimId> + use<'s> {
        self.by_topic.get(&topic(placed)).into_iter().flatten().copied().take(MOST_LOOKED_AT)
    }
}

fn topic(placed: &Placed) -> Topic {
    (placed.unit, placed.stage, placed.payer, placed.payee, placed.category)
}

fn number(placed: &Placed, point: &Rational) -> Option<(bool, Rational)> {
    let a_year = placed.per.map_or_else(|| Some(Rational::one()), nominal_year)?;
    Some((placed.per.is_some(), point * &a_year))
}
