//! The sparse table that says what each basic variable is in terms of the nonbasic ones.
#![expect(clippy::indexing_slicing, reason = "entries and places point at each other")]

use crate::number::Rational;

use super::{Row, number};

/// Marks a variable that is not basic.
const NONBASIC: u32 = u32::MAX;

/// One term of a basic variable's form.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The nonbasic variable.
    pub(super) variable: u32,
    /// Where its column points back here.
    place: u32,
    /// How much of it the basic variable has.
    pub(super) coefficient: Rational,
}

/// Where a column has an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) position: u32,
}

/// Rows of entries, and for each variable the places where it occurs: each entry and its place point
/// at each other, so that both are found and removed without a search.
#[derive(Debug, Clone)]
pub(super) struct Tableau {
    rows: Vec<Vec<Entry>>,
    columns: Vec<Vec<Place>>,
    basic: Vec<u32>,
    row_of: Vec<u32>,
    /// For each row where a column under work has its entry, valid under the same stamp.
    marks: Vec<(u32, u64)>,
    stamp: u64,
    /// Room for the factors of one pivot.
    factors: Vec<Rational>,
    /// Entries changed so far: what pivoting has cost.
    work: u64,
}

impl Tableau {
    /// One basic variable for each row, numbered after the columns.
    pub(super) fn new(columns: usize, rows: &[Row]) -> Self {
        let mut counts = vec![0_u32; columns];
        for (column, _) in rows.iter().flat_map(|row| &row.0) {
            counts[*column as usize] += 1;
        }
        let mut places: Vec<Vec<Place>> = Vec::with_capacity(columns + rows.len());
        places.extend(counts.iter().map(|count| Vec::with_capacity(*count as usize)));
        let entries = |(row, Row(terms)): (usize, &Row)| {
            let entry = |(position, (variable, coefficient)): (usize, &(u32, Rational))| {
                let column = &mut places[*variable as usize];
                column.push(Place { row: number(row), position: number(position) });
                Entry {
                    variable: *variable,
                    place: number(column.len() - 1),
                    coefficient: coefficient.clone(),
                }
            };
            terms.iter().enumerate().map(entry).collect()
        };
        let table = rows.iter().enumerate().map(entries).collect();
        places.resize_with(columns + rows.len(), Vec::new);
        let mut row_of = vec![NONBASIC; columns];
        row_of.extend(0..number(rows.len()));
        Self {
            rows: table,
            columns: places,
            basic: (number(columns)..number(columns + rows.len())).collect(),
            row_of,
            marks: vec![(0, 0); rows.len()],
            stamp: 0,
            factors: Vec::new(),
            work: 0,
        }
    }

    pub(super) fn row(&self, row: u32) -> &[Entry] {
        &self.rows[row as usize]
    }

    pub(super) fn column(&self, variable: u32) -> &[Place] {
        &self.columns[variable as usize]
    }

    pub(super) fn coefficient(&self, place: Place) -> &Rational {
        &self.rows[place.row as usize][place.position as usize].coefficient
    }

    /// The basic variable of a row.
    pub(super) fn basic(&self, row: u32) -> u32 {
        self.basic[row as usize]
    }

    pub(super) fn basics(&self) -> &[u32] {
        &self.basic
    }

    /// The row of a basic variable.
    pub(super) fn row_of(&self, variable: u32) -> Option<u32> {
        let row = self.row_of[variable as usize];
        (row != NONBASIC).then_some(row)
    }

    pub(super) fn work(&self) -> u64 {
        self.work
    }

    /// Makes the variable at `place` basic instead of the one whose row it is in.
    pub(super) fn pivot(&mut self, place: Place) {
        let row = place.row as usize;
        let leaving = self.basic[row];
        let entering = self.rows[row][place.position as usize].variable;
        let pivot = self.rows[row][place.position as usize].coefficient.clone();
        if pivot != Rational::from(-1) {
            let inverse = Rational::one().checked_div(&pivot).unwrap_or_else(Rational::zero);
            let factor = -&inverse;
            for entry in &mut self.rows[row] {
                entry.coefficient = &entry.coefficient * &factor;
            }
            self.rows[row][place.position as usize].coefficient = inverse;
        }
        let own = &mut self.rows[row][place.position as usize];
        own.variable = leaving;
        own.place = 0;
        let inverse = own.coefficient.clone();
        self.basic[row] = entering;
        self.row_of[entering as usize] = place.row;
        self.row_of[leaving as usize] = NONBASIC;

        let mut targets = std::mem::take(&mut self.columns[entering as usize]);
        let mut factors = std::mem::take(&mut self.factors);
        // The leaving variable was basic, so that it is in no row yet.
        self.columns[leaving as usize].push(place);
        targets.retain(|target| target.row != place.row);
        for target in &targets {
            let at = self.columns[leaving as usize].len();
            let entry = &mut self.rows[target.row as usize][target.position as usize];
            let product = &entry.coefficient * &inverse;
            factors.push(std::mem::replace(&mut entry.coefficient, product));
            entry.variable = leaving;
            entry.place = number(at);
            self.columns[leaving as usize].push(*target);
        }
        if !targets.is_empty() {
            for position in 0..self.rows[row].len() {
                if position != place.position as usize {
                    self.add_column(row, position, &targets, &factors);
                }
            }
        }
        targets.clear();
        factors.clear();
        self.factors = factors;
        self.columns[entering as usize] = targets;
    }

    /// Adds to each target row its factor times the entry at a position of `row`.
    fn add_column(&mut self, row: usize, position: usize, targets: &[Place], factors: &[Rational]) {
        let Entry { variable, ref coefficient, .. } = self.rows[row][position];
        let coefficient = coefficient.clone();
        self.stamp += 1;
        self.work += (targets.len() + self.columns[variable as usize].len()) as u64;
        for place in &self.columns[variable as usize] {
            self.marks[place.row as usize] = (place.position, self.stamp);
        }
        for (target, factor) in targets.iter().zip(factors) {
            let (position, stamp) = self.marks[target.row as usize];
            if stamp == self.stamp {
                let sum = &mut self.rows[target.row as usize][position as usize].coefficient;
                sum.add_product(factor, &coefficient);
                if sum.is_zero() {
                    self.remove(Place { row: target.row, position });
                }
            } else {
                let entries = &mut self.rows[target.row as usize];
                let column = &mut self.columns[variable as usize];
                column.push(Place { row: target.row, position: number(entries.len()) });
                entries.push(Entry {
                    variable,
                    place: number(column.len() - 1),
                    coefficient: factor * &coefficient,
                });
            }
        }
    }

    /// Removes an entry from its row and its column.
    fn remove(&mut self, place: Place) {
        let entries = &mut self.rows[place.row as usize];
        let removed = entries.swap_remove(place.position as usize);
        if let Some(moved) = entries.get(place.position as usize) {
            self.columns[moved.variable as usize][moved.place as usize].position = place.position;
        }
        let column = &mut self.columns[removed.variable as usize];
        column.swap_remove(removed.place as usize);
        if let Some(moved) = column.get(removed.place as usize) {
            self.rows[moved.row as usize][moved.position as usize].place = removed.place;
        }
    }
}
