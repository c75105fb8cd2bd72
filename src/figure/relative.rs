//! Relative figures: how one flow compares with another, in the words it was published in.
//!
//! "Twice", "93% of" and "30% more than" make one flow a multiple of the other, "$5 million short of"
//! puts a difference between them. [`RelativeFigure::parse`] keeps what the words say;
//! [`RelativeFigure::under`] applies a [`Reading`] to it.
//!
//! | words | the flow under the default reading |
//! | --- | --- |
//! | "twice", "three times", "half of", "two thirds of" | exactly as many times the other |
//! | "93% of", "1.5 times" | half a unit of the last digit either way: 0.925 to 0.935 times, 1.45 to 1.55 times |
//! | "30% more than", "up 30% from" | 1.295 to 1.305 times |
//! | "20% less than", "down 20% from" | 0.795 to 0.805 times |
//! | "$5 million more than" | the other and 4.5 to 5.5 million |
//! | "$16.7 billion short of" | 16.65 to 16.75 billion less than the other |
//!
//! Qualifiers and ranges are those of amounts. An increase or decrease that is open below ("up to 30%
//! more than") starts at nothing, since its direction is stated.

use std::fmt;

use super::comparison;
use super::error::FigureError;
use super::quantity::{Measure, Quantity, write_magnitude};
use super::{Context, lexer};
use crate::currency::Currency;
use crate::figure::FigureErrorKind;
use crate::figure::grammar::Parser;
use crate::figure::vocabulary::Vocabulary;
use crate::number::Rational;
use crate::period::Per;
use crate::reading::Reading;

/// How one flow compares with another. Displays in a canonical wording that reads back as the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelativeFigure {
    pub(super) comparison: Comparison,
}

/// What the words compare by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Comparison {
    /// "93% of", "30% more than"
    Factor { part: Part, quantity: Quantity, unit: Unit },
    /// "$5 million more than"
    Difference { change: Change, quantity: Quantity, currency: Currency, per: Option<Per> },
}

/// What the number of a factor is the number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The flow itself.
    Whole,
    /// What it is more or less than the other.
    Change(Change),
}

/// The direction of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// The claim's flow is the larger.
    More,
    /// It is the smaller.
    Less,
}

/// What a factor is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    /// Times the other flow.
    Times,
    /// Hundredths of it.
    Percent,
    /// This fraction of it: thirds.
    Parts(u16),
}

/// What a relative figure comes to under a reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparative {
    /// The flow is at least `low` and at most `high` times the other.
    Factor {
        /// The least; nothing where it is open.
        low: Option<Rational>,
        /// The most; nothing where it is open.
        high: Option<Rational>,
    },
    /// The flow minus the other is at least `low` and at most `high`, each of which may be below zero, in
    /// the figure's currency and per unit of its rate if it has one.
    Difference {
        /// The least; nothing where it is open.
        low: Option<Rational>,
        /// The most; nothing where it is open.
        high: Option<Rational>,
    },
}

impl RelativeFigure {
    /// Reads the words of a comparison.
    pub fn parse(text: &str, context: &Context) -> Result<Self, FigureError> {
        let vocabulary = Vocabulary::get();
        let tokens = lexer::tokens(text, vocabulary)?;
        if tokens.is_empty() {
            return Err(FigureError { kind: FigureErrorKind::Empty, span: 0..text.len() });
        }
        let parser = Parser::new(text, vocabulary.read(text, &tokens));
        comparison::read(parser, *context).map(|comparison| Self { comparison })
    }

    /// What it comes to under a reading.
    #[must_use]
    pub fn under(&self, reading: &Reading) -> Comparative {
        match &self.comparison {
            Comparison::Factor { part, quantity, unit } => {
                let (low, high) = quantity.ends(reading);
                let unit = unit.size();
                let (low, high) = (low.map(|low| &low * &unit), high.map(|high| &high * &unit));
                let one = Rational::one();
                let (low, high) = match part {
                    Part::Whole => (low, high),
                    Part::Change(Change::More) => {
                        (Some(&one + &from_nothing(low)), high.map(|high| &one + &high))
                    }
                    Part::Change(Change::Less) => {
                        let left = |taken: &Rational| (&one - taken).max(Rational::zero());
                        (high.as_ref().map(left), Some(left(&from_nothing(low))))
                    }
                };
                Comparative::Factor { low, high }
            }
            Comparison::Difference { change, quantity, .. } => {
                let (low, high) = quantity.ends(reading);
                let low = Some(from_nothing(low));
                match change {
                    Change::More => Comparative::Difference { low, high },
                    Change::Less => {
                        let negative = |end: Option<Rational>| end.map(|end| -&end);
                        Comparative::Difference { low: negative(high), high: negative(low) }
                    }
                }
            }
        }
    }

    /// The currency of a difference; nothing for a factor.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        match self.comparison {
            Comparison::Factor { .. } => None,
            Comparison::Difference { currency, .. } => Some(currency),
        }
    }

    /// The unit of the rates between which a difference is; nothing for totals and for a factor.
    #[must_use]
    pub fn per(&self) -> Option<Per> {
        match self.comparison {
            Comparison::Factor { .. } => None,
            Comparison::Difference { per, .. } => per,
        }
    }
}

/// A change that is open below starts at nothing: its direction is stated.
fn from_nothing(low: Option<Rational>) -> Rational {
    low.unwrap_or_else(Rational::zero)
}

impl Unit {
    /// The unit as a multiple of the other flow.
    pub(super) fn size(self) -> Rational {
        let parts = match self {
            Self::Times => 1,
            Self::Percent => 100,
            Self::Parts(parts) => i64::from(parts),
        };
        Rational::ratio(1, parts).unwrap_or_else(Rational::one)
    }

    fn write(self, f: &mut fmt::Formatter<'_>, measure: Measure, least_steps: i32) -> fmt::Result {
        match (measure, self) {
            (Measure::Written(written), _) => {
                written.write(f, written.fewest_steps().max(least_steps))?;
                match self {
                    Self::Times => f.write_str(" times"),
                    Self::Percent => f.write_str("%"),
                    Self::Parts(parts) => write!(f, "/{parts}"),
                }
            }
            (Measure::Magnitude { magnitude, exponent }, Self::Percent) => {
                write_magnitude(f, magnitude, exponent, &"percent")
            }
            (Measure::Magnitude { magnitude, exponent }, _) => {
                write_magnitude(f, magnitude, exponent, &"times")
            }
        }
    }
}

impl Change {
    fn words(self) -> &'static str {
        match self {
            Self::More => " more than",
            Self::Less => " less than",
        }
    }
}

impl fmt::Display for RelativeFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.comparison {
            Comparison::Factor { part, quantity, unit } => {
                quantity.write_with(f, |f, measure, least_steps| unit.write(f, measure, least_steps))?;
                f.write_str(match (part, unit) {
                    (Part::Change(change), _) => change.words(),
                    (Part::Whole, Unit::Times) => "",
                    (Part::Whole, _) => " of",
                })
            }
            Comparison::Difference { change, quantity, currency, per } => {
                quantity.write(f, *currency)?;
                if let Some(per) = per {
                    write!(f, " a {}", per.word())?;
                }
                f.write_str(change.words())
            }
        }
    }
}

#[cfg(test)]
mod tests;
