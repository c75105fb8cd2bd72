//! Why something is not verified: typed facts, and the one place that turns them into words.

use std::fmt;

use crate::number::Rational;
use crate::solve::End;
use crate::statement::Point;

/// Why something is not verified. Statements are named by position in the system.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// Figures are stretched by a fraction from 0 to 1 only.
    Stretch {
        /// The fraction.
        stretch: Rational,
    },
    /// A proof names a statement that the system does not have.
    NoSuchStatement {
        /// Its position.
        statement: usize,
    },
    /// A statement names a box that the system does not have, or states a factor and has two ends.
    Malformed {
        /// The statement.
        statement: usize,
    },
    /// A proof names a statement that is not tried among the claims.
    NotTried {
        /// The statement.
        statement: usize,
    },
    /// A proof names an end that the statement leaves open.
    NoSuchEnd {
        /// The statement.
        statement: usize,
        /// The end.
        end: End,
    },
    /// A bound counts zero times in a proof, or less.
    TimesNotAboveZero {
        /// The statement.
        statement: usize,
        /// Which of its bounds.
        end: End,
    },
    /// A proof names a bound twice.
    NamedTwice {
        /// The statement.
        statement: usize,
        /// Which of its bounds.
        end: End,
    },
    /// The bounds of a refutation can all hold: the low ends do not exceed the high ends.
    NoShortfall {
        /// The low ends, each as often as it counts.
        lows: Rational,
        /// The high ends, each as often as it counts.
        highs: Rational,
    },
    /// Another limit follows from the multiples than the one stated.
    OtherValue {
        /// The one that follows.
        found: Rational,
    },
    /// Flow at this point is not accounted for: with enough of it, the bounds can all hold.
    Unaccounted {
        /// The point.
        point: Point,
    },
    /// A flow has an amount below zero.
    BelowZero {
        /// The point.
        point: Point,
    },
    /// A flow names a point twice.
    PointTwice {
        /// The point.
        point: Point,
    },
    /// A statement does not hold for the flow.
    Violated {
        /// The statement.
        statement: usize,
        /// The bound that the sum is beyond.
        end: End,
        /// The sum.
        sum: Rational,
    },
    /// The boxes of a proof overlap in more ways than can be gone through.
    TooLarge,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |end: &End| match end {
            End::Low => "low",
            End::High => "high",
        };
        match self {
            Self::Stretch { stretch } => write!(f, "figures cannot be stretched by {stretch}"),
            Self::NoSuchStatement { statement } => write!(f, "there is no statement {statement}"),
            Self::Malformed { statement } => write!(f, "statement {statement} is malformed"),
            Self::NotTried { statement } => {
                write!(f, "statement {statement} is not tried among the claims")
            }
            Self::NoSuchEnd { statement, end } => {
                write!(f, "statement {statement} has no {} end", word(end))
            }
            Self::TimesNotAboveZero { statement, end } => {
                write!(
                    f,
                    "the {} end of statement {statement} does not count more than zero times",
                    word(end)
                )
            }
            Self::NamedTwice { statement, end } => {
                write!(f, "the {} end of statement {statement} is named twice", word(end))
            }
            Self::NoShortfall { lows, highs } => {
                write!(f, "the low ends, {lows}, do not exceed the high ends, {highs}")
            }
            Self::OtherValue { found } => write!(f, "the limit that follows is {found}"),
            Self::Unaccounted { point } => write!(f, "flow is not accounted for at {point:?}"),
            Self::BelowZero { point } => write!(f, "less than nothing flows at {point:?}"),
            Self::PointTwice { point } => write!(f, "flow is given twice at {point:?}"),
            Self::Violated { statement, end, sum } => {
                write!(f, "the sum {sum} is beyond the {} end of statement {statement}", word(end))
            }
            Self::TooLarge => f.write_str("the boxes overlap in too many ways to be gone through"),
        }
    }
}

impl std::error::Error for Doubt {}
