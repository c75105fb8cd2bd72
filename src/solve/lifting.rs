//! Exact solutions of sparse square systems of equations.
//!
//! # Design
//!
//! Dixon's lifting: eliminate once modulo a prime, read one digit of the solution in that prime after
//! another off it, and recover the fractions when there are digits enough. Elimination in fractions
//! would make numbers as long as determinants at every step; here they are as long as the answer.
#![expect(clippy::indexing_slicing, reason = "equations and unknowns are numbered from zero")]

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::number::Rational;

use super::number;

/// The prime of the digits.
const PRIME: u64 = (1 << 61) - 1;

/// Digits of a solution before giving up.
const MOST_DIGITS: usize = 64;

/// Whole coefficients a row, by unknown.
type Equations = Vec<Vec<(u32, i64)>>;

/// The values under which each row of coefficients adds up to its right side; nothing where there is
/// more than one solution, or none, or the numbers are too long.
pub(super) fn solve(rows: &[Vec<(u32, Rational)>], right: &[Rational]) -> Option<Vec<Rational>> {
    let mut equations: Equations = Vec::with_capacity(rows.len());
    let mut targets: Vec<BigRational> = Vec::with_capacity(rows.len());
    for (row, right) in rows.iter().zip(right) {
        let terms: Vec<BigRational> = row.iter().map(|(_, coefficient)| coefficient.big()).collect();
        let scale = terms.iter().fold(BigInt::one(), |scale, term| least_multiple(scale, term.denom()));
        let whole = |term: &BigRational| {
            let coefficient = (term * &scale).to_integer().to_i64()?;
            (coefficient.unsigned_abs() < 1 << 40).then_some(coefficient)
        };
        let terms = row.iter().zip(&terms).map(|((unknown, _), term)| Some((*unknown, whole(term)?)));
        let mut equation = terms.collect::<Option<Vec<_>>>()?;
        equation.sort_unstable_by_key(|(unknown, _)| *unknown);
        equations.push(equation);
        targets.push(right.big() * scale);
    }
    let scale = targets.iter().fold(BigInt::one(), |scale, target| least_multiple(scale, target.denom()));
    let whole = |target: &BigRational| {
        let target = (target * &scale).to_integer().to_i128()?;
        (target.unsigned_abs() < 1 << 110).then_some(target)
    };
    let targets: Vec<i128> = targets.iter().map(whole).collect::<Option<_>>()?;
    let (numerators, denominator) = lifted(&equations, &targets)?;
    let denominator = denominator * scale;
    let value = |numerator| Rational::from(BigRational::new(numerator, denominator.clone()));
    Some(numerators.into_iter().map(value).collect())
}

/// Numerators over one denominator.
fn lifted(equations: &Equations, targets: &[i128]) -> Option<(Vec<BigInt>, BigInt)> {
    let elimination = Elimination::new(equations)?;
    let mut digits: Vec<Vec<i64>> = Vec::new();
    let mut rest = targets.to_vec();
    let mut next_attempt = 2;
    while digits.len() < MOST_DIGITS {
        if rest.iter().all(|rest| *rest == 0) {
            return Some((combined(&digits, targets.len()), BigInt::one()));
        }
        if digits.len() == next_attempt {
            if let Some(found) = reconstructed(&digits, targets.len())
                && solves(equations, targets, &found)
            {
                return Some(found);
            }
            next_attempt *= 2;
        }
        let digit = elimination.solve(&rest)?;
        for (rest, equation) in rest.iter_mut().zip(equations) {
            for (unknown, coefficient) in equation {
                let product = i128::from(*coefficient) * i128::from(digit[*unknown as usize]);
                *rest = rest.checked_sub(product)?;
            }
            if *rest % i128::from(PRIME) != 0 {
                return None;
            }
            *rest /= i128::from(PRIME);
        }
        digits.push(digit);
    }
    None
}

fn least_multiple(a: BigInt, b: &BigInt) -> BigInt {
    if b.is_one() { a } else { BigRational::new(a, b.clone()).numer() * b }
}

fn solves(
    equations: &Equations,
    targets: &[i128],
    (numerators, denominator): &(Vec<BigInt>, BigInt),
) -> bool {
    equations.iter().zip(targets).all(|(equation, target)| {
        let total: BigInt =
            equation.iter().map(|(unknown, coefficient)| &numerators[*unknown as usize] * coefficient).sum();
        total == denominator * target
    })
}

/// The numbers with these digits, the least significant first.
fn combined(digits: &[Vec<i64>], unknowns: usize) -> Vec<BigInt> {
    let mut values = vec![BigInt::zero(); unknowns];
    for digit in digits.iter().rev() {
        for (value, digit) in values.iter_mut().zip(digit) {
            *value *= PRIME;
            *value += *digit;
        }
    }
    values
}

/// The fractions with short numerators and one short denominator that have these digits.
fn reconstructed(digits: &[Vec<i64>], unknowns: usize) -> Option<(Vec<BigInt>, BigInt)> {
    let residues = combined(digits, unknowns);
    let modulus = (0..digits.len()).fold(BigInt::one(), |modulus, _| modulus * PRIME);
    let limit = (&modulus / 2_u32).sqrt();
    let balanced = |value: BigInt| {
        let value = value % &modulus;
        let twice = &value + &value;
        if twice > modulus {
            value - &modulus
        } else if -twice > modulus {
            value + &modulus
        } else {
            value
        }
    };
    let mut denominator = BigInt::one();
    for residue in &residues {
        let value = balanced(residue * &denominator);
        if value.abs() <= limit {
            continue;
        }
        let (mut above, mut below) = (modulus.clone(), value);
        let (mut from_above, mut from_below) = (BigInt::zero(), BigInt::one());
        while below.abs() > limit {
            let quotient = &above / &below;
            let next = &above - &quotient * &below;
            above = std::mem::replace(&mut below, next);
            let next = &from_above - quotient * &from_below;
            from_above = std::mem::replace(&mut from_below, next);
        }
        denominator *= from_below.abs();
        if denominator > limit {
            return None;
        }
    }
    Some((residues.iter().map(|residue| balanced(residue * &denominator)).collect(), denominator))
}

/// A system brought to triangular form modulo the prime.
struct Elimination {
    steps: Vec<Step>,
}

struct Step {
    row: u32,
    unknown: u32,
    inverse: u64,
    /// The other terms of the row when it was chosen.
    terms: Vec<(u32, u64)>,
    /// What was taken off other rows: their index, and how often.
    targets: Vec<(u32, u64)>,
}

impl Elimination {
    /// Nothing where the rows depend on each other.
    fn new(equations: &Equations) -> Option<Self> {
        let count = equations.len();
        let residue = |coefficient: i64| {
            u64::try_from(coefficient.rem_euclid(PRIME.cast_signed())).expect("residues are not below zero")
        };
        let mut rows: Vec<Vec<(u32, u64)>> = equations
            .iter()
            .map(|row| row.iter().map(|(unknown, coefficient)| (*unknown, residue(*coefficient))).collect())
            .collect();
        // Rows in which an unknown occurs, and some in which it no longer does.
        let mut occurrences: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (row, terms) in rows.iter().enumerate() {
            for (unknown, _) in terms {
                occurrences[*unknown as usize].push(number(row));
            }
        }
        let mut open: Vec<u32> = (0..number(count)).collect();
        let mut steps = Vec::with_capacity(count);
        while !open.is_empty() {
            let at = (0..open.len()).min_by_key(|at| rows[open[*at] as usize].len())?;
            let row = open.swap_remove(at);
            let mut terms = std::mem::take(&mut rows[row as usize]);
            let pivot = (0..terms.len()).min_by_key(|at| occurrences[terms[*at].0 as usize].len())?;
            let (unknown, coefficient) = terms.remove(pivot);
            let inverse = inverse(coefficient);
            let mut targets = Vec::new();
            let mut others = std::mem::take(&mut occurrences[unknown as usize]);
            others.sort_unstable();
            others.dedup();
            for target in others {
                let entries = &mut rows[target as usize];
                let Ok(at) = entries.binary_search_by_key(&unknown, |(unknown, _)| *unknown) else {
                    continue;
                };
                let factor = multiply(entries.remove(at).1, inverse);
                *entries = less(entries, &terms, factor, |fresh| occurrences[fresh as usize].push(target));
                targets.push((target, factor));
            }
            steps.push(Step { row, unknown, inverse, terms, targets });
        }
        Some(Self { steps })
    }

    /// The solution for a right side modulo the prime, with digits of either sign.
    fn solve(&self, right: &[i128]) -> Option<Vec<i64>> {
        let mut right: Vec<u64> = right
            .iter()
            .map(|value| u64::try_from(value.rem_euclid(i128::from(PRIME))).ok())
            .collect::<Option<_>>()?;
        for step in &self.steps {
            let own = right[step.row as usize];
            if own != 0 {
                for (target, factor) in &step.targets {
                    let target = &mut right[*target as usize];
                    *target = subtract(*target, multiply(*factor, own));
                }
            }
        }
        let mut values = vec![0; right.len()];
        for step in self.steps.iter().rev() {
            let mut value = right[step.row as usize];
            for (unknown, coefficient) in &step.terms {
                value = subtract(value, multiply(*coefficient, values[*unknown as usize]));
            }
            values[step.unknown as usize] = multiply(value, step.inverse);
        }
        let signed = |value: &u64| {
            let above_half = *value > PRIME / 2;
            value.cast_signed() - if above_half { PRIME.cast_signed() } else { 0 }
        };
        Some(values.iter().map(signed).collect())
    }
}

/// `row` less `factor` times `other`, both ascending; tells of each unknown that is new to the row.
fn less(
    row: &[(u32, u64)],
    other: &[(u32, u64)],
    factor: u64,
    mut fresh: impl FnMut(u32),
) -> Vec<(u32, u64)> {
    let mut result = Vec::with_capacity(row.len() + other.len());
    let (mut row, mut other) = (row.iter().peekable(), other.iter().peekable());
    loop {
        match (row.peek().copied(), other.peek().copied()) {
            (Some((a, value)), Some((b, taken))) if a == b => {
                let value = subtract(*value, multiply(*taken, factor));
                if value != 0 {
                    result.push((*a, value));
                }
                row.next();
                other.next();
            }
            (Some(own), next) if next.is_none_or(|(unknown, _)| own.0 < *unknown) => {
                result.push(*own);
                row.next();
            }
            (_, Some((unknown, taken))) => {
                result.push((*unknown, subtract(0, multiply(*taken, factor))));
                fresh(*unknown);
                other.next();
            }
            (_, None) => return result,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "both parts have 61 bits")]
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    // The prime is one below a power of two, so that the high part counts as much as the low one.
    let low = (product & u128::from(PRIME)) as u64;
    let high = (product >> 61) as u64;
    let sum = low + high;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn subtract(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn inverse(value: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, value, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        power >>= 1;
    }
    result
}
