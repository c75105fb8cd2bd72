//! How a figure's words become its interval, step by step: for those who redo it by hand.

use super::lexer;
use super::quantity::{Approximation, Bound, Estimate, Measure, Quantity, Widening};
use super::relative::{Change, Comparison, Part, RelativeFigure};
use super::vocabulary::{Place, Term, Vocabulary, denomination};
use crate::currency::Currency;
use crate::number::Rational;
use crate::period::Per;
use crate::reading::{Magnitude, Reading};

/// A phrase of a figure beside its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub words: String,
    /// What it does.
    pub role: Role,
}

/// What a phrase does in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// It hedges a number.
    Qualifier {
        /// The side on which it leaves the number open.
        bound: Option<Bound>,
        /// How far it leaves the number in doubt.
        approximation: Approximation,
    },
    /// It names money.
    Currency {
        /// The currencies that may be meant.
        candidates: &'static [Currency],
        /// Those that are meant only where the claim or the dataset says so.
        where_said: &'static [Currency],
        /// How many tens of the currency one unit is worth, as a power: a toman is ten rials.
        power_of_ten: u8,
    },
    /// It makes the amount a rate.
    Rate(Per),
}

/// The phrases of a figure beside its numbers, in their order. Of a comparison, whose phrases mean another
/// thing behind the number, only those before it.
#[must_use]
pub fn qualifiers(text: &str, compares: bool) -> Vec<Word> {
    let vocabulary = Vocabulary::get();
    let Ok(tokens) = lexer::tokens(text, vocabulary) else { return Vec::new() };
    let mut found = Vec::new();
    let mut counted = false;
    for phrase in vocabulary.read(text, &tokens) {
        let role = match phrase.term {
            Term::Digits(_) | Term::Cardinal(_) | Term::Percent | Term::Relative(_) => {
                counted = true;
                continue;
            }
            _ if counted && compares => continue,
            Term::Qualifier(hedge, place) if place != Place::After || counted => {
                Role::Qualifier { bound: hedge.bound, approximation: hedge.approximation }
            }
            Term::UpTo if !counted => {
                Role::Qualifier { bound: Some(Bound::AtMost), approximation: Approximation::Unhedged }
            }
            Term::Currency { position, .. } => match denomination(position) {
                Some(money) => Role::Currency {
                    candidates: money.candidates(),
                    where_said: money.where_said(),
                    power_of_ten: money.power_of_ten(),
                },
                None => continue,
            },
            Term::Rate(per) => Role::Rate(per),
            _ => continue,
        };
        found.push(Word { words: phrase.span.of(text).to_owned(), role });
    }
    found
}

/// How the numbers of a figure become its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuantitySteps {
    /// The side on which the figure is open.
    pub bound: Option<Bound>,
    /// The one number that is stated, or the two ends of a range.
    pub ends: Vec<EndSteps>,
    /// How many units of the currency one unit of the words is.
    pub unit: Rational,
    /// The least that comes of it.
    pub low: Option<Rational>,
    /// The most.
    pub high: Option<Rational>,
}

/// How a number becomes a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndSteps {
    /// What is stated.
    pub stated: Stated,
    /// How it is hedged.
    pub hedge: Approximation,
    /// How far the reading widens it.
    pub widening: Widening,
    /// The least that comes of it.
    pub low: Rational,
    /// The most.
    pub high: Rational,
}

/// A number as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// In digits or words.
    Number {
        /// In digits with the scale word that shows the last digit written.
        words: String,
        /// Its value.
        value: Rational,
        /// One unit of the last digit written.
        last_digit: Rational,
    },
    /// Only by its order of magnitude.
    Magnitude {
        /// The word.
        magnitude: Magnitude,
        /// The least and most that it counts in the reading.
        counts: (u32, u32),
        /// What it counts.
        scale: Rational,
    },
}

impl Quantity {
    /// How the numbers become ends under a reading.
    #[must_use]
    pub fn steps(&self, reading: &Reading) -> QuantitySteps {
        let (low, high) = self.ends(reading);
        let as_written = self.as_written(reading);
        let step = |estimate: &Estimate| {
            let (low, high) = estimate.range(reading, as_written);
            let stated = match estimate.measure {
                Measure::Written(written) => Stated::Number {
                    words: written.to_string(),
                    value: written.value(),
                    last_digit: &written.half_unit() * &Rational::from(2),
                },
                Measure::Magnitude { magnitude, exponent } => Stated::Magnitude {
                    magnitude,
                    counts: reading.magnitude(magnitude),
                    scale: Rational::power_of_ten(exponent.into()),
                },
            };
            let widening = estimate.widening(reading, as_written);
            EndSteps { stated, hedge: estimate.approximation, widening, low, high }
        };
        QuantitySteps {
            bound: self.bound,
            ends: std::iter::once(&self.from).chain(&self.to).map(step).collect(),
            unit: self.unit(),
            low,
            high,
        }
    }
}

/// How the numbers of a comparison become what one flow is of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelativeSteps {
    /// The numbers.
    pub quantity: QuantitySteps,
    /// Whether they are what the one flow is more or less than the other.
    pub change: Option<Change>,
    /// One unit of the numbers as a multiple of the other flow; nothing where they are amounts.
    pub share: Option<Rational>,
}

impl RelativeFigure {
    /// How the numbers become what one flow is of the other.
    #[must_use]
    pub fn steps(&self, reading: &Reading) -> RelativeSteps {
        match &self.comparison {
            Comparison::Factor { part, quantity, unit } => RelativeSteps {
                quantity: quantity.steps(reading),
                change: match part {
                    Part::Whole => None,
                    Part::Change(change) => Some(*change),
                },
                share: Some(unit.size()),
            },
            Comparison::Difference { change, quantity, .. } => {
                RelativeSteps { quantity: quantity.steps(reading), change: Some(*change), share: None }
            }
        }
    }
}
