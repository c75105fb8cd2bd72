//! Deciding which claims can be true together: from boxes to rows of cells, and to the solver.
//!
//! A [`Decider`] holds one stretched system and answers for any set of its claims, each answer from
//! where the last one left off. What it says is a proposal: [`crate::certificate`] checks it.

use std::collections::BTreeMap;

use crate::cell::Cells;
use crate::certificate::Multiple;
use crate::claim::{ClaimId, Dataset};
use crate::number::Rational;
use crate::scope::Hierarchy;
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
///
/// # Design
///
/// Where there are too many cells to list, some are listed, and what contradicts itself over these is
/// tested against all: a point at which the multiples count more at least than at most is the cell that was
/// missing. With none left the contradiction stands. The multiples are few, and so are the cells that their
/// own boxes tell apart.
pub struct Decider<'a> {
    system: &'a System,
    actors: &'a Hierarchy,
    categories: &'a Hierarchy,
    cells: Cells,
    solver: Solver,
    bounds: Vec<BoundOf>,
    /// What earlier solvers did, over fewer cells.
    work_before: u64,
}

/// What one of the solver's bounds is of.
struct BoundOf {
    statement: usize,
    end: End,
    /// The lists of claims of each of which one must take part, by position.
    when: Vec<Vec<usize>>,
}

/// The most cells that are added one by one.
const MOST_ADDED: usize = 5_000;

impl<'a> Decider<'a> {
    /// Rows of cells for the statements that `heeds` lets through, each as it is stretched already.
    pub fn new(
        system: &'a System,
        dataset: &'a Dataset,
        cells: &Cells,
        claims: &[ClaimId],
        heeds: impl Fn(usize) -> bool,
    ) -> Self {
        let local = |claim: &ClaimId| claims.binary_search(claim).ok();
        let heeded = system.statements.iter().enumerate().filter(|(number, _)| heeds(*number));
        let bounds: Vec<BoundOf> = heeded
            .flat_map(|(number, statement)| {
                let ends = [End::Low, End::High].into_iter().filter(|&end| statement.bound(end).is_some());
                ends.map(move |end| BoundOf {
                    statement: number,
                    end,
                    when: statement.when.iter().map(|list| list.iter().filter_map(local).collect()).collect(),
                })
            })
            .collect();
        let solver = solver(system, cells, &bounds);
        Self {
            system,
            actors: &dataset.actors,
            categories: &dataset.categories,
            cells: cells.clone(),
            solver,
            bounds,
            work_before: 0,
        }
    }

    /// Whether the claims that `takes_part` says, by position, can be true together.
    pub fn decide(&mut self, takes_part: impl Fn(usize) -> bool) -> Decision {
        loop {
            for (position, bound) in self.bounds.iter().enumerate() {
                if bound.when.iter().all(|list| list.iter().any(|&claim| takes_part(claim))) {
                    self.solver.activate(position);
                } else {
                    self.solver.deactivate(position);
                }
            }
            let multiples = match self.solver.check() {
                Outcome::Feasible => return Decision::Possible,
                Outcome::Infeasible(multipliers) => self.multiples(multipliers),
                Outcome::Undecided => return Decision::Undecided,
            };
            match self.missing(&multiples, &[]) {
                Missing::Nothing => return Decision::Impossible(multiples),
                Missing::Cell(point) if self.widen(point) => {}
                Missing::Cell(_) | Missing::Unknown => return Decision::Undecided,
            }
        }
    }

    /// How much the solver has done: table entries changed.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.work_before + self.solver.work()
    }

    /// A flow that satisfies the claims that were just found to be possible together.
    #[must_use]
    pub fn flows(&self) -> Vec<(Point, Rational)> {
        let amounts = self.solver.point();
        self.cells.points.iter().copied().zip(amounts).filter(|(_, amount)| !amount.is_zero()).collect()
    }

    /// The least (low end) or most (high end) of a weighted sum over boxes of the system, given the claims
    /// that were just found to be possible together.
    pub fn extreme(&mut self, sum: &[(usize, Rational)], end: End) -> Extreme {
        let sign = if end == End::High { -&Rational::one() } else { Rational::one() };
        let asked: Vec<(usize, Rational)> =
            sum.iter().map(|(region, weight)| (*region, weight * &sign)).collect();
        let active: Vec<bool> = (0..self.bounds.len()).map(|bound| self.solver.is_active(bound)).collect();
        loop {
            let by_region = cells_by_region(&self.cells, self.system.regions.len());
            let (value, multiples) = match self.solver.minimise(&Row(form(&by_region, &asked))) {
                Optimum::Bounded { value, multipliers } => (value, self.multiples(multipliers)),
                Optimum::Unbounded => return Extreme::Unlimited,
                Optimum::Undecided => return Extreme::Undecided,
            };
            match self.missing(&multiples, &asked) {
                Missing::Nothing => return Extreme::At(&value * &sign, multiples),
                Missing::Cell(point) if self.widen(point) => {
                    for (bound, _) in active.iter().enumerate().filter(|(_, active)| **active) {
                        self.solver.activate(bound);
                    }
                    if self.solver.check() != Outcome::Feasible {
                        return Extreme::Undecided;
                    }
                }
                Missing::Cell(_) | Missing::Unknown => return Extreme::Undecided,
            }
        }
    }

    /// A cell that is not listed, at which the multiples come to more than the sum that is asked about.
    fn missing(&self, multiples: &[Multiple], asked: &[(usize, Rational)]) -> Missing {
        if self.cells.all {
            return Missing::Nothing;
        }
        let mut totals = counted(self.system, multiples);
        for (region, weight) in asked {
            let total = totals.entry(*region).or_insert_with(Rational::zero);
            *total = &*total - weight;
        }
        let (regions, weights): (Vec<_>, Vec<_>) = totals
            .into_iter()
            .filter_map(|(region, weight)| Some((self.system.regions.get(region)?.clone(), weight)))
            .unzip();
        let Ok(cells) = Cells::of(&regions, self.actors, self.categories) else { return Missing::Unknown };
        let most = cells
            .regions
            .iter()
            .zip(&cells.points)
            .map(|(held, point)| {
                let sum: Rational = held.ones().filter_map(|region| weights.get(region).cloned()).sum();
                (sum, point)
            })
            .max_by(|(one, _), (other, _)| one.cmp(other));
        match most {
            Some((sum, point)) if !sum.is_negative() && !sum.is_zero() => Missing::Cell(*point),
            _ => Missing::Nothing,
        }
    }

    /// Lists one more cell and begins anew; false where it is listed already or there are too many.
    fn widen(&mut self, point: Point) -> bool {
        if self.cells.points.len() > self.system.regions.len() + MOST_ADDED
            || !self.cells.add(point, &self.system.regions, self.actors, self.categories)
        {
            return false;
        }
        self.work_before += self.solver.work();
        self.solver = solver(self.system, &self.cells, &self.bounds);
        true
    }

    fn multiples(&self, multipliers: Vec<(usize, Rational)>) -> Vec<Multiple> {
        let multiple = |(bound, times): (usize, Rational)| {
            let of = self.bounds.get(bound)?;
            Some(Multiple { statement: of.statement, end: of.end, times })
        };
        multipliers.into_iter().filter_map(multiple).collect()
    }
}

/// Whether cells that are not listed matter.
enum Missing {
    /// None does.
    Nothing,
    /// This one does.
    Cell(Point),
    /// It would take too long to say.
    Unknown,
}

/// A solver over rows of cells, all bounds switched off.
fn solver(system: &System, cells: &Cells, bounds: &[BoundOf]) -> Solver {
    let mut rows: Vec<Row> = Vec::new();
    let mut positions: BTreeMap<Vec<(u32, Rational)>, u32> = BTreeMap::new();
    let by_region = cells_by_region(cells, system.regions.len());
    let mut row_of: BTreeMap<usize, u32> = BTreeMap::new();
    let bound = |of: &BoundOf| {
        let statement = system.statements.get(of.statement)?;
        let row = *row_of.entry(of.statement).or_insert_with(|| {
            *positions.entry(form(&by_region, &statement.terms)).or_insert_with_key(|form| {
                rows.push(Row(form.clone()));
                u32::try_from(rows.len() - 1).unwrap_or(u32::MAX)
            })
        });
        Some(Bound { row, end: of.end, value: statement.bound(of.end)?.clone() })
    };
    let bounds: Vec<Bound> = bounds.iter().filter_map(bound).collect();
    Solver::new(cells.points.len(), &rows, &bounds)
}

/// How often bounds count the flow in each box: low ends for it, high ends against it.
pub(crate) fn counted(system: &System, multiples: &[Multiple]) -> BTreeMap<usize, Rational> {
    let mut totals: BTreeMap<usize, Rational> = BTreeMap::new();
    for multiple in multiples {
        let Some(statement) = system.statements.get(multiple.statement) else { continue };
        for (region, weight) in &statement.terms {
            let weight = weight * &multiple.times;
            let total = totals.entry(*region).or_insert_with(Rational::zero);
            *total = if multiple.end == End::Low { &*total + &weight } else { &*total - &weight };
        }
    }
    totals
}

/// The cells of each box.
pub(crate) fn cells_by_region(cells: &Cells, regions: usize) -> Vec<Vec<u32>> {
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
pub(crate) fn form(by_region: &[Vec<u32>], sum: &[(usize, Rational)]) -> Vec<(u32, Rational)> {
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
