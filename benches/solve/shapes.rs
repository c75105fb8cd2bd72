//! Made-up systems of the shapes that claims about money have, the same in every run.
#![expect(clippy::indexing_slicing, reason = "cells and sets are numbered from zero")]

use crossfoot::conflict::{self, Answer, Enumeration, Limits};
use crossfoot::number::Rational;
use crossfoot::solve::{Bound, End, Outcome, Row, Solver};
use fixedbitset::FixedBitSet;

/// The arguments of [`Solver::new`].
pub(crate) struct System {
    pub(crate) columns: usize,
    pub(crate) rows: Vec<Row>,
    pub(crate) bounds: Vec<Bound>,
}

impl System {
    /// Every minimal conflict and every largest group of the claims, each of which is a row with two bounds.
    pub(crate) fn conflicts(&self) -> Enumeration {
        let mut solver = Solver::new(self.columns, &self.rows, &self.bounds);
        let limits = Limits { found: 1_000, asked: 100_000 };
        conflict::enumerate(self.rows.len(), &[], limits, |set| {
            for (bound, of) in self.bounds.iter().enumerate() {
                if set.contains(of.row as usize) {
                    solver.activate(bound);
                } else {
                    solver.deactivate(bound);
                }
            }
            match solver.check() {
                Outcome::Feasible => Answer::Possible,
                Outcome::Infeasible(multipliers) => {
                    let mut core = FixedBitSet::with_capacity(set.len());
                    core.extend(multipliers.iter().map(|(bound, _)| self.bounds[*bound].row as usize));
                    Answer::Impossible(core)
                }
                Outcome::Undecided => Answer::Undecided,
            }
        })
    }

    /// A solver with all bounds active.
    pub(crate) fn solver(&self) -> Solver {
        let mut solver = Solver::new(self.columns, &self.rows, &self.bounds);
        (0..self.bounds.len()).for_each(|bound| solver.activate(bound));
        solver
    }
}

/// About ten claims about fifteen cells: sums over some of them; in every fourth system one is off.
pub(crate) fn component(seed: u64) -> System {
    let mut chance = Chance::new(seed);
    let columns = 12 + chance.below(7);
    let rows = 8 + chance.below(5);
    let sets = (0..rows).map(|_| {
        let size = 1 + chance.below(5);
        (0..size).map(|_| chance.below(columns)).collect()
    });
    let sets = sets.collect();
    claimed(columns, sets, usize::from(chance.below(4) == 0), Exactness::Mixed, &mut chance)
}

/// Claims about sums over a few of fifty cells.
pub(crate) fn fifty() -> System {
    let mut chance = Chance::new(50);
    let sets = (0..50).map(|_| (0..2 + chance.below(6)).map(|_| chance.below(50)).collect()).collect();
    claimed(50, sets, 0, Exactness::Mixed, &mut chance)
}

/// Fifty claims as datasets have them: about one of five payees in one of four years, about all of them in a
/// year, about one over several years, each to within a tenth; as many as `off` are wrong.
pub(crate) fn payments(seed: u64, off: usize) -> System {
    const PAYEES: usize = 5;
    const YEARS: usize = 4;
    let mut chance = Chance::new(seed);
    let cell = |payee: usize, year: usize| year * PAYEES + payee;
    let claim = |chance: &mut Chance| {
        let (payee, year) = (chance.below(PAYEES), chance.below(YEARS));
        match chance.below(10) {
            0..5 => vec![cell(payee, year)],
            5..8 => (0..PAYEES).map(|payee| cell(payee, year)).collect(),
            _ => (chance.below(year + 1)..=year).map(|year| cell(payee, year)).collect(),
        }
    };
    let sets = (0..50).map(|_| claim(&mut chance)).collect();
    claimed(PAYEES * YEARS, sets, off, Exactness::Tenth, &mut chance)
}

/// Claims about sums over all parts of a whole, their parts and so on.
pub(crate) fn forest(claims: usize, off: usize) -> System {
    let mut chance = Chance::new(5_000);
    let mut sets: Vec<Vec<usize>> = Vec::with_capacity(claims);
    let mut wholes: Vec<Option<usize>> = Vec::with_capacity(claims);
    for part in 0..claims {
        wholes.push((part >= 5).then(|| chance.below(part)));
        sets.push(Vec::new());
        let mut at = Some(part);
        while let Some(whole) = at {
            sets[whole].push(part);
            at = wholes[whole];
        }
    }
    claimed(claims, sets, off, Exactness::Mixed, &mut chance)
}

/// Claims about a table's cells: the sums of its rows and columns, and of blocks anywhere in it.
pub(crate) fn table(side: usize, claims: usize, off: usize) -> System {
    let mut chance = Chance::new(400);
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for line in 0..side {
        sets.push((0..side).map(|across| line * side + across).collect());
        sets.push((0..side).map(|down| down * side + line).collect());
    }
    sets.push((0..side * side).collect());
    while sets.len() < claims {
        let (height, width) = (1 + chance.below(6), 1 + chance.below(6));
        let (top, left) = (chance.below(side - height + 1), chance.below(side - width + 1));
        let lines = top..top + height;
        sets.push(
            lines.flat_map(|line| (left..left + width).map(move |across| line * side + across)).collect(),
        );
    }
    claimed(side * side, sets, off, Exactness::Mixed, &mut chance)
}

/// How exact claims are.
#[derive(Clone, Copy)]
enum Exactness {
    /// Every other one exactly, the rest to within a twentieth.
    Mixed,
    /// All to within a tenth.
    Tenth,
}

/// Claims about sums over sets of cells, true of made-up amounts, but as many as `off` claim three halves of
/// what is true.
fn claimed(
    columns: usize,
    sets: Vec<Vec<usize>>,
    off: usize,
    exactness: Exactness,
    chance: &mut Chance,
) -> System {
    let amounts: Vec<i64> = (0..columns)
        .map(|_| {
            let power = u32::try_from(chance.below(5)).expect("small");
            i64::try_from(chance.below(1_000)).expect("small") * 10_i64.pow(power) * 100
                + i64::try_from(chance.below(100)).expect("small")
        })
        .collect();
    let (mut rows, mut bounds) = (Vec::new(), Vec::new());
    let count = sets.len();
    let wrong: Vec<usize> = (0..off).map(|_| chance.below(count)).collect();
    for (row, mut set) in sets.into_iter().enumerate() {
        set.sort_unstable();
        set.dedup();
        let mut cents: i64 = set.iter().map(|column| amounts[*column]).sum();
        if wrong.contains(&row) {
            cents = cents / 2 * 3 + 1;
        }
        let about = match exactness {
            Exactness::Mixed if chance.below(2) == 0 => 0,
            Exactness::Mixed => cents / 20,
            Exactness::Tenth => cents / 10,
        };
        let value = |cents: i64| Rational::ratio(cents, 100).expect("a hundred is not zero");
        let row = u32::try_from(row).expect("few rows");
        bounds.push(Bound { row, end: End::Low, value: value(cents - about) });
        bounds.push(Bound { row, end: End::High, value: value(cents + about) });
        let cell = |column: usize| (u32::try_from(column).expect("few columns"), Rational::one());
        rows.push(Row(set.into_iter().map(cell).collect()));
    }
    System { columns, rows, bounds }
}

/// Made-up numbers, the same in every run.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % limit as u64).expect("below the limit")
    }
}
