//! By how much figures must be stretched until some flows fit them, found by the plainest simplex there is.
#![expect(clippy::indexing_slicing, reason = "rows and columns are numbered from zero")]

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, Zero as _};

/// An exact fraction, of another making than those that verdicts rest on.
pub(crate) type Number = BigRational;

pub(crate) fn number(numerator: i64, denominator: i64) -> Number {
    Number::new(numerator.into(), denominator.into())
}

/// A number as it is displayed: "3/7" or "69.5".
pub(crate) fn parsed(text: &str) -> Number {
    let whole = |digits: &str| digits.parse::<BigInt>().unwrap();
    match (text.split_once('/'), text.split_once('.')) {
        (Some((numerator, denominator)), _) => Number::new(whole(numerator), whole(denominator)),
        (_, Some((ones, decimals))) => {
            let places = u32::try_from(decimals.len()).unwrap();
            Number::new(whole(&format!("{ones}{decimals}")), BigInt::from(10).pow(places))
        }
        _ => Number::from(whole(text)),
    }
}

/// Bounds on the flow in a box.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The box, by position in its problem.
    pub(crate) of: usize,
    pub(crate) low: Option<Number>,
    pub(crate) high: Option<Number>,
    /// Its position among the rows.
    pub(crate) position: usize,
    /// The claim that it is a figure of.
    pub(crate) claim: u32,
    /// Sets of claims, as bits: it holds where of each some claim takes part.
    pub(crate) when: Vec<u32>,
    /// Whether it rests on more than words.
    pub(crate) assumed: bool,
}

/// Rows over common points.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problem {
    /// For each point the boxes that hold it, as bits.
    pub(crate) points: BTreeSet<u128>,
    pub(crate) rows: Vec<Row>,
}

impl Problem {
    /// The least stretch at which these claims, as bits, can all be true, heeding some of their rows.
    pub(crate) fn least_stretch(&self, claims: u32, heeds: impl Fn(&Row) -> bool) -> Number {
        // Of bounds on one box only the tightest matters, however far all are stretched.
        let mut boxes: BTreeMap<usize, (Number, Option<Number>)> = BTreeMap::new();
        let tried = |row: &&Row| row.when.iter().all(|some| some & claims != 0);
        for row in self.rows.iter().filter(tried).filter(|row| heeds(row)) {
            let (low, high) = boxes.entry(row.of).or_default();
            if let Some(own) = row.low.as_ref().filter(|own| **own > *low) {
                *low = own.clone();
            }
            if let Some(own) = row.high.as_ref().filter(|own| high.as_ref().is_none_or(|high| *own < high)) {
                *high = Some(own.clone());
            }
        }
        let asked: u128 = boxes.keys().map(|position| 1 << position).sum();
        let columns: BTreeSet<u128> = self.points.iter().map(|held| held & asked).collect();
        let columns: Vec<u128> = columns.into_iter().filter(|held| *held != 0).collect();
        // With s = 1 - t, every row has a right side of zero or more, and s = 0 without any flow fits:
        // low * s - sum <= 0, sum + high * s <= 2 * high, s <= 1. The last column is s.
        let mut rows: Vec<(Vec<Number>, Number)> = Vec::new();
        for (position, (low, high)) in &boxes {
            let sum = |sign: i64| {
                let count = |held: &u128| number(if held >> position & 1 == 1 { sign } else { 0 }, 1);
                columns.iter().map(count).collect::<Vec<_>>()
            };
            if low.is_positive() {
                let mut row = sum(-1);
                row.push(low.clone());
                rows.push((row, Number::zero()));
            }
            if let Some(high) = high {
                let mut row = sum(1);
                row.push(high.clone());
                rows.push((row, high * number(2, 1)));
            }
        }
        let mut only_s = vec![Number::zero(); columns.len()];
        only_s.push(Number::one());
        rows.push((only_s, Number::one()));
        Number::one() - greatest_last(rows)
    }
}

/// The greatest value of the last column, of columns that are zero or more, where each row is at most its
/// right side, which is zero or more. Dictionaries, and the rule of Bland, under which none comes twice.
fn greatest_last(rows: Vec<(Vec<Number>, Number)>) -> Number {
    let count = rows.first().map_or(0, |(row, _)| row.len());
    let mut outside: Vec<usize> = (0..count).collect();
    let mut inside: Vec<usize> = (count..count + rows.len()).collect();
    let mut rows = rows;
    let mut goal = (vec![Number::zero(); count], Number::zero());
    // As a row: goal - last = 0.
    goal.0[count - 1] = -Number::one();
    loop {
        let entering = (0..count).filter(|&at| goal.0[at].is_negative()).min_by_key(|&at| outside[at]);
        let Some(entering) = entering else { return goal.1 };
        let leaving = (0..rows.len())
            .filter(|&at| rows[at].0[entering].is_positive())
            .min_by_key(|&at| (&rows[at].1 / &rows[at].0[entering], inside[at]));
        let leaving = leaving.expect("the last column is at most one");
        std::mem::swap(&mut outside[entering], &mut inside[leaving]);
        let pivot = rows[leaving].0[entering].clone();
        let (own, right) = &mut rows[leaving];
        own[entering] = Number::one();
        own.iter_mut().chain([right]).filter(|each| !each.is_zero()).for_each(|each| *each /= &pivot);
        let (own, right) = rows[leaving].clone();
        let others = rows.iter_mut().enumerate().filter(|(at, _)| *at != leaving).map(|(_, row)| row);
        for (row, total) in others.chain([&mut goal]) {
            let times = std::mem::take(&mut row[entering]);
            if times.is_zero() {
                continue;
            }
            for (each, own) in row.iter_mut().zip(&own).filter(|(_, own)| !own.is_zero()) {
                *each -= &times * own;
            }
            *total -= &times * &right;
        }
    }
}
