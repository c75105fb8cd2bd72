//! Trying a conflict with one of its claims changed.

use std::cell::Cell;
use std::rc::Rc;

use super::figures::Figures;
use super::telling;
use crate::claim::{ClaimId, Dataset};
use crate::constraint::Placed;
use crate::figure::Figure;
use crate::number::Rational;
use crate::reconcile::{Dimension, Reconciler};
use crate::scope::{Node, Relation};

/// The dimensions in which scopes nest.
pub(super) const NESTING: [Dimension; 3] = [Dimension::Payer, Dimension::Payee, Dimension::Category];

/// Claims that cannot all be true, as they are placed.
pub(super) struct Trial<'a> {
    pub(super) reconciler: &'a Reconciler<'a>,
    pub(super) figures: &'a Figures,
    pub(super) claims: Vec<Placed>,
    materiality: Rational,
    /// How many sets may still be tried.
    left: Rc<Cell<usize>>,
}

/// How many sets are tried for one conflict; what would take more is not found.
const MOST_SETS: usize = 200;

/// The most claims of a conflict for which causes are looked for.
const MOST_CLAIMS: usize = 12;

/// The most claims of a conflict in which one may be off by a factor: of more that all have their part in
/// it, none is that far from the rest.
const MOST_CLAIMS_BY_FACTOR: usize = 6;

/// Which way a figure could be off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// It may be told too small.
    pub(super) above: bool,
    /// It may be told too large.
    pub(super) below: bool,
}

impl Room {
    /// Whether there is room for a claim by another unit: the longer the unit of time, the less the figure
    /// says.
    pub(super) fn allows(self, claim: &Placed, changed: &Placed) -> bool {
        match (claim.per, changed.per) {
            (Some(told), Some(meant)) if meant < told => self.below,
            (Some(_), Some(_)) => self.above,
            _ => true,
        }
    }
}

/// How a set fits.
enum Fit {
    /// Stretched by this, which is no more than the materiality.
    Within(Rational),
    /// Not even stretched by the materiality.
    Beyond,
    /// It would take too long to say, or too many sets have been tried.
    Undecided,
}

impl<'a> Trial<'a> {
    /// Nothing unless the claims cannot be true, even stretched by the materiality, or where there are many.
    pub(super) fn new(
        reconciler: &'a Reconciler<'a>,
        figures: &'a Figures,
        conflict: &[ClaimId],
    ) -> Option<Self> {
        if conflict.len() > MOST_CLAIMS {
            return None;
        }
        let placed = |&id: &ClaimId| reconciler.placed(id).cloned();
        let mut claims: Vec<Placed> = conflict.iter().map(placed).collect::<Option<_>>()?;
        // What is tried first must not depend on names.
        claims.sort_by_cached_key(|placed| telling(reconciler.dataset, placed.claim));
        let materiality = reconciler.reading.materiality.fraction();
        let trial = Self { reconciler, figures, claims, materiality, left: Rc::new(Cell::new(MOST_SETS)) };
        trial.cannot_be(&trial.claims.iter().collect::<Vec<_>>()).then_some(trial)
    }

    pub(super) fn dataset(&self) -> &'a Dataset {
        self.reconciler.dataset
    }

    /// The one number that a claim's figure states, per unit of its rate; nothing where it compares flows.
    pub(super) fn point(&self, id: ClaimId) -> Option<Rational> {
        self.dataset().claim(id).figure().and_then(Figure::point).filter(|point| !point.is_zero())
    }

    fn fit(&self, set: &[&Placed]) -> Fit {
        let Some(left) = self.left.get().checked_sub(1) else { return Fit::Undecided };
        self.left.set(left);
        match self.reconciler.stretch_of(set) {
            None => Fit::Undecided,
            Some(stretch) => match stretch.least {
                Some(least) if least <= self.materiality => Fit::Within(least),
                _ => Fit::Beyond,
            },
        }
    }

    /// Whether a set cannot be true, even stretched by the materiality.
    pub(super) fn cannot_be(&self, set: &[&Placed]) -> bool {
        matches!(self.fit(set), Fit::Beyond)
    }

    fn stretch_left(&self, set: &[&Placed]) -> Option<Rational> {
        match self.fit(set) {
            Fit::Within(stretch) => Some(stretch),
            Fit::Beyond | Fit::Undecided => None,
        }
    }

    fn replacing<'s>(&'s self, changed: &'s Placed) -> Vec<&'s Placed> {
        self.claims.iter().map(|each| if each.claim == changed.claim { changed } else { each }).collect()
    }

    /// The stretch that remains with one claim changed, if the set then fits.
    pub(super) fn left_with(&self, changed: &Placed) -> Option<Rational> {
        self.stretch_left(&self.replacing(changed))
    }

    /// Whether the set cannot be true with one claim changed either.
    pub(super) fn clashes_with(&self, changed: &Placed) -> bool {
        self.cannot_be(&self.replacing(changed))
    }

    /// The stretch that remains without one claim, if the set then fits.
    pub(super) fn left_without(&self, claim: ClaimId) -> Option<Rational> {
        self.stretch_left(&self.claims.iter().filter(|each| each.claim != claim).collect::<Vec<_>>())
    }

    /// Which way a claim's figure could be off by a factor.
    ///
    /// A larger figure says at least what it says now, and perhaps more; so if the set clashes even with
    /// the claim open above, no factor above one helps, and likewise below.
    pub(super) fn room(&self, claim: &Placed) -> Room {
        let fits = |changed: &Placed| self.left_with(changed).is_some();
        Room {
            above: claim.high.is_some() && fits(&Placed { high: None, ..claim.clone() }),
            below: claim.low.is_some() && fits(&Placed { low: None, ..claim.clone() }),
        }
    }

    /// The same with every figure that states one number taken as exactly that number.
    pub(super) fn to_the_point(&self) -> Self {
        let claims = self
            .claims
            .iter()
            .map(|each| self.point(each.claim).map_or_else(|| each.clone(), |point| stating(each, &point)));
        Self {
            claims: claims.collect(),
            materiality: self.materiality.clone(),
            left: Rc::clone(&self.left),
            ..*self
        }
    }

    /// Whether the set is small enough for one claim to be off by a factor.
    pub(super) fn may_be_off_by_factors(&self) -> bool {
        self.claims.len() <= MOST_CLAIMS_BY_FACTOR
    }

    /// Whether a claim is one of the set.
    pub(super) fn has(&self, claim: ClaimId) -> bool {
        self.claims.iter().any(|each| each.claim == claim)
    }

    /// Whether a number lies between two others, stretched by the materiality.
    pub(super) fn is_within(&self, number: &Rational, low: &Rational, high: &Rational) -> bool {
        let (one, stretch) = (Rational::one(), &self.materiality);
        number >= &(low * &(&one - stretch)) && number <= &(high * &(&one + stretch))
    }

    /// How one claim's payer, payee or category relates to another's.
    pub(super) fn relation(&self, dimension: Dimension, own: &Placed, other: &Placed) -> Relation {
        match (node(own, dimension), node(other, dimension)) {
            (Some(own), Some(other)) if dimension == Dimension::Category => {
                self.dataset().categories.relation(own, other)
            }
            (Some(own), Some(other)) => self.dataset().actors.relation(own, other),
            _ => Relation::Same,
        }
    }

    /// Whether a changed claim is still about the same as, part of or all of what another of the set is about.
    pub(super) fn bears_on_the_rest(&self, changed: &Placed) -> bool {
        let mut others = self.claims.iter().filter(|other| other.claim != changed.claim);
        others.any(|other| {
            let relation = |dimension| self.relation(dimension, changed, other);
            let all = NESTING.into_iter().map(relation).fold(Relation::Same, Relation::and);
            matches!(all, Relation::Same | Relation::Part | Relation::Whole)
        })
    }

    /// The dimensions in which two claims' payers, payees and categories are not the same.
    pub(super) fn differing(&self, own: &Placed, other: &Placed) -> Vec<(Dimension, Relation)> {
        NESTING
            .into_iter()
            .map(|dimension| (dimension, self.relation(dimension, own, other)))
            .filter(|(_, relation)| *relation != Relation::Same)
            .collect()
    }
}

/// A claim that states one number, on the sides on which its figure is not open.
pub(super) fn stating(placed: &Placed, point: &Rational) -> Placed {
    let end = |end: &Option<Rational>| end.as_ref().map(|_| point.clone());
    Placed { low: end(&placed.low), high: end(&placed.high), ..placed.clone() }
}

/// A claim with its figure multiplied.
pub(super) fn times(placed: &Placed, factor: &Rational) -> Placed {
    let end = |end: &Option<Rational>| end.as_ref().map(|end| end * factor);
    Placed { low: end(&placed.low), high: end(&placed.high), ..placed.clone() }
}

/// A claim's payer, payee or category.
pub(super) fn node(placed: &Placed, dimension: Dimension) -> Option<Node> {
    match dimension {
        Dimension::Payer => Some(placed.payer),
        Dimension::Payee => Some(placed.payee),
        Dimension::Category => Some(placed.category),
        Dimension::Stage | Dimension::Time => None,
    }
}

/// A claim with another payer, payee or category.
pub(super) fn about(placed: &Placed, dimension: Dimension, node: Node) -> Placed {
    let mut moved = placed.clone();
    match dimension {
        Dimension::Payer => moved.payer = node,
        Dimension::Payee => moved.payee = node,
        Dimension::Category => moved.category = node,
        Dimension::Stage | Dimension::Time => {}
    }
    moved
}

/// Whether two claims could be about the same time.
pub(super) fn share_time(own: &Placed, other: &Placed) -> bool {
    matches!((own.reach(), other.reach()), (Some(own), Some(other)) if own.overlaps(&other))
}

/// Whether both are open on the same sides.
pub(super) fn are_open_alike(own: &Placed, other: &Placed) -> bool {
    own.low.is_some() == other.low.is_some() && own.high.is_some() == other.high.is_some()
}
