//! Floating-point arithmetic proposes which variables are basic in the end; nothing rests on it, as
//! what follows from a proposal is calculated and checked exactly.
#![expect(clippy::indexing_slicing, reason = "variables, rows and columns are numbered from zero")]
#![expect(clippy::float_arithmetic, reason = "only proposes: every answer is checked exactly")]

use super::number;

/// Cells of the largest table that is worth it.
const MOST_CELLS: usize = 4_000_000;

/// How far out of its bounds a variable may be, as a part of the greatest number there is: sums of
/// that many numbers are not more accurate.
const FIRST_TOLERANCE: f64 = 1e-11;

/// What the tolerance is multiplied with for each closer look.
const CLOSER: f64 = 1e-2;

/// The least coefficient to divide by.
const LEAST_PIVOT: f64 = 1e-7;

/// Below this a coefficient is what rounding left of zero.
const LEAST_COEFFICIENT: f64 = 1e-11;

/// Whether a table of so many rows and columns is worth it.
pub(super) fn is_small(rows: usize, columns: usize) -> bool {
    rows.checked_mul(columns).is_some_and(|cells| cells <= MOST_CELLS)
}

/// A dense table with the state of a solver's tableau, in floating point.
#[derive(Debug)]
pub(super) struct Proposal {
    /// By nonbasic variable that can move, how much of it each basic one has.
    columns: Vec<Vec<f64>>,
    pub(super) basic: Vec<u32>,
    /// The nonbasic variables: first those of the columns, then those that can no longer move.
    pub(super) nonbasic: Vec<u32>,
    /// By variable.
    values: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    tolerance: f64,
}

/// What the table ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// All variables are within their bounds.
    Feasible,
    /// Nothing can bring this basic variable up, or else down, to its bounds.
    Stuck { basic: u32, up: bool },
    /// Too long a calculation.
    Undecided,
}

impl Proposal {
    /// `basic` and `nonbasic` variables, the values of all and what limits them.
    pub(super) fn new(
        basic: Vec<u32>,
        nonbasic: Vec<u32>,
        values: Vec<f64>,
        low: Vec<f64>,
        high: Vec<f64>,
    ) -> Option<Self> {
        if !is_small(basic.len(), nonbasic.len()) {
            return None;
        }
        let finite = low.iter().chain(&high).chain(&values).filter(|limit| limit.is_finite());
        let greatest = finite.fold(1.0_f64, |greatest, limit| greatest.max(limit.abs()));
        Some(Self {
            columns: vec![vec![0.0; basic.len()]; nonbasic.len()],
            basic,
            nonbasic,
            values,
            low,
            high,
            tolerance: greatest * FIRST_TOLERANCE,
        })
    }

    /// Sets how much of the nonbasic variable in a column the basic one of a row has.
    pub(super) fn set(&mut self, row: usize, column: usize, coefficient: f64) {
        self.columns[column][row] = coefficient;
    }

    /// How far a variable is from its bounds: up where above zero.
    fn distance(&self, variable: u32) -> f64 {
        let variable = variable as usize;
        let value = self.values[variable];
        if value < self.low[variable] - self.tolerance {
            self.low[variable] - value
        } else if value > self.high[variable] + self.tolerance {
            self.high[variable] - value
        } else {
            0.0
        }
    }

    /// Puts exactly calculated values in the place of those that rounding has added up in, for
    /// another run that looks closer.
    pub(super) fn refresh(&mut self, values: Vec<f64>) {
        self.values = values;
        self.tolerance *= CLOSER;
    }

    fn is_fixed(&self, variable: u32) -> bool {
        self.low[variable as usize] >= self.high[variable as usize]
    }

    /// Exchanges variables until all are within their bounds or one cannot be.
    pub(super) fn run(&mut self) -> Ending {
        for _ in 0..4 * (self.basic.len() + self.nonbasic.len()) {
            // What is fixed first: it never comes back, and its column goes.
            let mut worst = (0, 0.0_f64, false);
            for (row, variable) in self.basic.iter().enumerate() {
                let distance = self.distance(*variable);
                if distance.abs() > 0.0 {
                    let fixed = self.is_fixed(*variable);
                    if (fixed, distance.abs()) > (worst.2, worst.1.abs()) {
                        worst = (row, distance, fixed);
                    }
                }
            }
            let (row, distance, _) = worst;
            if distance.abs() <= 0.0 {
                return Ending::Feasible;
            }
            let Some(column) = self.entering(row, distance > 0.0) else {
                return Ending::Stuck { basic: self.basic[row], up: distance > 0.0 };
            };
            self.pivot(row, column, distance);
        }
        Ending::Undecided
    }

    /// The column that brings the basic variable of a row up, or down, for the least movement.
    fn entering(&self, row: usize, rises: bool) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (column, (variable, cells)) in self.nonbasic.iter().zip(&self.columns).enumerate() {
            let coefficient = cells[row];
            let variable = *variable as usize;
            let room = if (coefficient > 0.0) == rises {
                self.high[variable] - self.values[variable]
            } else {
                self.values[variable] - self.low[variable]
            };
            let size = coefficient.abs();
            if size > LEAST_PIVOT && room > 0.0 && best.is_none_or(|(_, most)| size > most) {
                best = Some((column, size));
            }
        }
        best.map(|(column, _)| column)
    }

    /// Moves the basic variable of a row by a distance, and exchanges it with the one of a column.
    fn pivot(&mut self, row: usize, column: usize, distance: f64) {
        let mut factors = std::mem::take(&mut self.columns[column]);
        let pivot = std::mem::replace(&mut factors[row], 0.0);
        let by = distance / pivot;
        let (leaving, entering) = (self.basic[row], self.nonbasic[column]);
        self.values[entering as usize] += by;
        for (variable, factor) in self.basic.iter().zip(&factors) {
            self.values[*variable as usize] += factor * by;
        }
        let limits = if distance > 0.0 { &self.low } else { &self.high };
        self.values[leaving as usize] = limits[leaving as usize];
        for cells in &mut self.columns {
            let Some(own) = cells.get_mut(row) else { continue };
            if own.abs() > LEAST_COEFFICIENT {
                *own /= -pivot;
                let own = *own;
                for (cell, factor) in cells.iter_mut().zip(&factors) {
                    *cell += factor * own;
                }
            } else {
                *own = 0.0;
            }
        }
        (self.basic[row], self.nonbasic[column]) = (entering, leaving);
        if self.is_fixed(leaving) {
            self.columns.swap_remove(column);
            self.nonbasic.swap(column, self.columns.len());
        } else {
            for factor in &mut factors {
                *factor /= pivot;
            }
            factors[row] = 1.0 / pivot;
            self.columns[column] = factors;
        }
    }

    /// How far a variable ended from a value.
    pub(super) fn distance_to(&self, variable: u32, value: f64) -> f64 {
        (self.values[variable as usize] - value).abs()
    }
}

/// Which column each variable has, by variable.
pub(super) fn positions(variables: &[u32], count: usize) -> Vec<u32> {
    let mut positions = vec![u32::MAX; count];
    for (position, variable) in variables.iter().enumerate() {
        positions[*variable as usize] = number(position);
    }
    positions
}
