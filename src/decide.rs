//! Deciding which claims can be true together: from boxes to rows of cells, and to the solver.
//!
//! A [`Decider`] holds one stretched system and answers for any set of its claims, each answer from
//! where the last one left off. What it says is a proposal: [`crate::certificate`] checks it.

use std::collections::BTreeMap;

use crate::cell::Cells;
use crate::certificate::Multiple;
use crate::claim::ClaimId;
use crate::number::Rational;
use crate::solve::{Bound, End, Optimum, Outcome, Row, Solver};
use crate::statement::{Point, Region, System};

/// Whether some claims can be true together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// They can.
    Possible,
    /// They cannot: bounds that contradict each other.
    Impossible(Vec<Multiple>),
    /// It would have taken too long.
    Undecided,
}

/// The least or most of a sum of flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extreme {
    /// It is this, as these bounds show.
    At(Rational, Vec<Multiple>),
    /// There is no limit to it.
    Unlimited,
    /// It would have taken too long.
    Undecided,
}

/// Decides for sets of claims over one system.
pub struct Decider<'a> {
    cells: &'a Cells,
    solver: Solver,
    /// The statement and end of each of the solver's bounds.
    bounds: Vec<(usize, End)>,
    /// For each bound, the lists of claims of each of which one must take part, by position in `claims`.
    when: Vec<Vec<Vec<usize>>>,
    claims: Vec<ClaimId>,
}

impl<'a> Decider<'a> {
    /// Rows of cells for the statements that `heeds` lets through, each as it is stretched already.
    pub fn new(system: &System, cells: &'a Cells, claims: &[ClaimId], heeds: impl Fn(usize) -> bool) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        let mut positions: BTreeMap<Vec<(u32, Rational)>, u32> = BTreeMap::new();
        let (mut bounds, mut origins, mut when) = (Vec::new(), Vec::new(), Vec::new());
        let by_region = cells_by_region(cells, system.regions.len());
        for (number, statement) in system.statements.iter().enumerate().filter(|(number, _)| heeds(*number)) {
            let form = form(&by_region, &statement.terms);
            let row = *positions.entry(form).or_insert_with_key(|form| {
                rows.push(Row(form.clone()));
                u32::try_from(rows.len() - 1).unwrap_or(u32::MAX)
            });
            for end in [End::Low, End::High] {
                let Some(value) = statement.bound(end).cloned() else { continue };
                bounds.push(Bound { row, end, value });
                origins.push((number, end));
                let local = |claim: &ClaimId| claims.binary_search(claim).ok();
                let lists = statement.when.iter().map(|list| list.iter().filter_map(local).collect());
                when.push(lists.collect());
            }
        }
        Self {
            cells,
            solver: Solver::new(cells.points.len(), &rows, &bounds),
            bounds: origins,
            when,
            claims: claims.to_vec(),
        }
    }

    /// The claims it can be asked about, in ascending order.
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }

    /// Whether the claims that `takes_part` says, by position, can be true together.
    pub fn decide(&mut self, takes_part: impl Fn(usize) -> bool) -> Decision {
        self.decide_but(takes_part, |_| true)
    }

    /// The same without the statements that `heeds` refuses.
    pub fn decide_but(
        &mut self,
        takes_part: impl Fn(usize) -> bool,
        heeds: impl Fn(usize) -> bool,
    ) -> Decision {
        for (bound, (lists, (statement, _))) in self.when.iter().zip(&self.bounds).enumerate() {
            let tried = lists.iter().all(|list| list.iter().any(|&claim| takes_part(claim)));
            if tried && heeds(*statement) {
                self.solver.activate(bound);
            } else {
                self.solver.deactivate(bound);
            }
        }
        match self.solver.check() {
            Outcome::Feasible => Decision::Possible,
            Outcome::Infeasible(multipliers) => Decision::Impossible(self.multiples(multipliers)),
            Outcome::Undecided => Decision::Undecided,
        }
    }

    /// A flow that satisfies the claims that were just found to be possible together.
    pub fn flows(&self) -> Vec<(Point, Rational)> {
        let amounts = self.solver.point();
        self.cells.points.iter().copied().zip(amounts).filter(|(_, amount)| !amount.is_zero()).collect()
    }

    /// The least (low end) or most (high end) of a weighted sum over boxes of the system, given the claims
    /// that were just found to be possible together.
    pub fn extreme(&mut self, sum: &[(usize, Rational)], regions: usize, end: End) -> Extreme {
        let mut objective = form(&cells_by_region(self.cells, regions), sum);
        if end == End::High {
            for (_, weight) in &mut objective {
                *weight = -&*weight;
            }
        }
        match self.solver.minimise(&Row(objective)) {
            Optimum::Bounded { value, multipliers } => {
                Extreme::At(if end == End::High { -&value } else { value }, self.multiples(multipliers))
            }
            Optimum::Unbounded => Extreme::Unlimited,
            Optimum::Undecided => Extreme::Undecided,
        }
    }

    fn multiples(&self, multipliers: Vec<(usize, Rational)>) -> Vec<Multiple> {
        let multiple = |(bound, times): (usize, Rational)| {
            let &(statement, end) = self.bounds.get(bound)?;
            Some(Multiple { statement, end, times })
        };
        multipliers.into_iter().filter_map(multiple).collect()
    }
}

/// The cells of each box.
fn cells_by_region(cells: &Cells, regions: usize) -> Vec<Vec<u32>> {
    let mut by_region: Vec<Vec<u32>> = vec![Vec::new(); regions];
    for (cell, held) in (0_u32..).zip(&cells.regions) {
        for region in held.ones() {
            if let Some(own) = by_region.get_mut(region) {
                own.push(cell);
            }
        }
    }
    by_region
}

/// A weighted sum over boxes as one over cells.
fn form(by_region: &[Vec<u32>], sum: &[(usize, Rational)]) -> Vec<(u32, Rational)> {
    if let [(region, weight)] = sum {
        let own = by_region.get(*region).into_iter().flatten();
        return own.map(|&cell| (cell, weight.clone())).collect();
    }
    let mut total: BTreeMap<u32, Rational> = BTreeMap::new();
    for (region, weight) in sum {
        for &cell in by_region.get(*region).into_iter().flatten() {
            let slot = total.entry(cell).or_insert_with(Rational::zero);
            *slot = &*slot + weight;
        }
    }
    total.into_iter().filter(|(_, weight)| !weight.is_zero()).collect()
}

/// The boxes that a question is about, added to those of a system where they are missing.
pub fn ask(system: &mut System, sum: &[(Region, Rational)]) -> Vec<(usize, Rational)> {
    sum.iter()
        .map(|(region, weight)| {
            let known = system.regions.iter().position(|each| each == region);
            let position = known.unwrap_or_else(|| {
                system.regions.push(region.clone());
                system.regions.len() - 1
            });
            (position, weight.clone())
        })
        .collect()
}
