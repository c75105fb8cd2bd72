//! The smallest change of figures that would reconcile claims.
//!
//! A figure changes by a fraction of itself: its low end comes down to `low × (1 − change)`, its high end
//! goes up to `high × (1 + change)`. What is least is the sum of the fractions. Figures that compare one
//! flow with another stay as they are.

use std::collections::BTreeMap;

use crate::analysis::Part;
use crate::claim::ClaimId;
use crate::decide::{cells_by_region, form};
use crate::number::Rational;
use crate::reconcile::Reconciler;
use crate::solve::{Bound, End, Optimum, Outcome, Row, Solver};
use crate::statement::{Origin, System};

/// The most claims whose figures may change, and the most that are to fit.
const MOST_CHANGING: usize = 16;
const MOST_CLAIMS: usize = 80;

/// A change of one end of a claim's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The claim.
    pub claim: ClaimId,
    /// Which end gives way.
    pub end: End,
    /// By which fraction of itself.
    pub fraction: Rational,
    /// Where it comes to lie, per unit of the claim's rate if it has one.
    pub to: Rational,
}

impl Reconciler<'_> {
    /// The changes, least in total, after which claims can all be true as they are then; none where they can
    /// be as they are, nothing where no change of amounts reconciles them, or there are too many of them or
    /// of cells. Only `changing` ones change.
    #[must_use]
    pub fn least_change(
        &self,
        system: &System,
        claims: &[ClaimId],
        changing: &[ClaimId],
    ) -> Option<Vec<Change>> {
        // With more the fractions grow too long to calculate with, and nobody would read the outcome.
        if changing.len() > MOST_CHANGING || claims.len() > MOST_CLAIMS {
            return None;
        }
        let part = Part::of(system, claims, self.dataset)?;
        let (system, cells) = (part.system(), part.cells());
        if !cells.all {
            return None;
        }
        let by_region = cells_by_region(cells, system.regions.len());
        let mut columns: BTreeMap<(ClaimId, End), u32> = BTreeMap::new();
        let mut next = u32::try_from(cells.points.len()).ok()?;
        let (mut rows, mut bounds) = (Vec::new(), Vec::new());
        for statement in &system.statements {
            let over_cells = form(&by_region, &statement.terms);
            for end in [End::Low, End::High] {
                let Some(value) = statement.bound(end) else { continue };
                let mut row_form = over_cells.clone();
                let gives_way = match &statement.origin {
                    Origin::Figure { claim, .. } if statement.terms.len() == 1 => Some(*claim),
                    _ => None,
                };
                if let Some(claim) = gives_way.filter(|claim| changing.contains(claim)) {
                    let column = *columns.entry((claim, end)).or_insert_with(|| {
                        next += 1;
                        next - 1
                    });
                    // Its number is above those of all cells, so the columns stay in order.
                    if !value.is_zero() {
                        row_form.push((column, if end == End::Low { value.clone() } else { -value }));
                    }
                }
                let row = u32::try_from(rows.len()).ok()?;
                rows.push(Row(row_form));
                bounds.push(Bound { row, end, value: value.clone() });
            }
        }
        let mut solver = Solver::new(next as usize, &rows, &bounds);
        for bound in 0..bounds.len() {
            solver.activate(bound);
        }
        let mut columns_asked: Vec<u32> = columns.values().copied().collect();
        columns_asked.sort_unstable();
        let total = Row(columns_asked.into_iter().map(|column| (column, Rational::one())).collect());
        let (Outcome::Feasible, Optimum::Bounded { .. }) = (solver.check(), solver.minimise(&total)) else {
            return None;
        };
        let amounts = solver.point();
        let changes = columns.into_iter().filter_map(|((claim, end), column)| {
            let fraction = amounts.get(column as usize).filter(|fraction| !fraction.is_zero())?.clone();
            let placed = self.placed(claim)?;
            let (stated, factor) = match end {
                End::Low => (placed.low.as_ref()?, &Rational::one() - &fraction),
                End::High => (placed.high.as_ref()?, &Rational::one() + &fraction),
            };
            Some(Change { claim, end, to: stated * &factor, fraction })
        });
        Some(changes.collect())
    }
}
