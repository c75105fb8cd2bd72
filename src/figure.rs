//! Figures: the amount in the words it was published in.
//!
//! A figure is a qualifier, an amount with its currency, and a rate: "roughly $100 million a year".
//! [`Figure::parse`] keeps what the words say; [`Figure::interval`] applies a [`Reading`] to it.
//!
//! | words | interval under the default reading |
//! | --- | --- |
//! | "$70 million" | half a unit of the last digit either way: 69.5 to 70.5 million |
//! | "exactly $70 million" | 70 million |
//! | "about", "some", "an estimated" X | X ± 10% |
//! | "nearly" X, "just over" X | X − 10% to X; X to X + 10% |
//! | "at least", "more than" X; X "or more", "+" | X and up |
//! | "at most", "up to", "under" X | anything up to X |
//! | "at least about" X, "up to about" X | X − 10% and up; anything up to X + 10% |
//! | "between A and B", "A to B", "A–B", "A or B" | A to B |
//! | "about A to B" | A − 10% to B + 10% |
//! | "between A and more than B" | A and up |
//! | "tens of millions", "a few hundred thousand" | the reading's magnitudes |
//!
//! A scale word behind the second end of a range holds for the first as well, unless the first is
//! written out ("between $500,000 and $1 million"). Every zero that is written counts as a digit.
//! An amount in brackets, or behind "or" in another currency, is a stated equivalent.
//!
//! The currency is what the words name. Where several currencies share the symbol or name, the
//! claim's `currency` decides, then the dataset's currency; if neither may be meant, it is an error.
//! Where the words name none, it is the claim's `currency` and never the dataset's.
//!
//! A figure that says how one flow compares with another ("twice", "30% more than") is no amount; it is a
//! [`RelativeFigure`].
//!
//! What cannot be read is a [`FigureError`] that points at the word; nothing is guessed.

mod comparison;
mod count;
mod error;
mod grammar;
mod lexer;
mod quantity;
mod relative;
mod steps;
mod vocabulary;
mod written;

use std::fmt;
use std::ops::Range;

pub use error::{FigureError, FigureErrorKind};
pub use quantity::{Approximation, Bound, FigureOverflow, Quantity, Widening};
pub use relative::{Change, Comparative, RelativeFigure};
pub use steps::{EndSteps, QuantitySteps, RelativeSteps, Role, Stated, Word, qualifiers};

use crate::currency::Currency;
use crate::money::{Amount, Interval};
use crate::number::Rational;
use crate::period::Per;
use crate::reading::Reading;
use grammar::Parser;
use quantity::{Estimate, Measure};
use vocabulary::Vocabulary;
use written::Written;

/// What a figure's surroundings say about its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The currency of the dataset.
    pub dataset_currency: Currency,
    /// The claim's `currency` key.
    pub claim_currency: Option<Currency>,
}

/// A published amount. Displays in a canonical wording that reads back as the same figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    quantity: Quantity,
    currency: Currency,
    per: Option<Per>,
    equivalents: Vec<Equivalent>,
}

/// The same amount as its source states it in another currency, at the same rate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Equivalent {
    quantity: Quantity,
    currency: Currency,
}

impl Figure {
    /// Reads a figure's words.
    pub fn parse(text: &str, context: &Context) -> Result<Self, FigureError> {
        let vocabulary = Vocabulary::get();
        let tokens = lexer::tokens(text, vocabulary)?;
        if tokens.is_empty() {
            return Err(FigureError { kind: FigureErrorKind::Empty, span: 0..text.len() });
        }
        Parser::new(text, vocabulary.read(text, &tokens)).figure(*context)
    }

    /// A figure given as its exact ends; nothing where both are open or the first is the larger.
    #[must_use]
    pub fn exact(
        low: Option<Amount>,
        high: Option<Amount>,
        currency: Currency,
        per: Option<Per>,
    ) -> Option<Self> {
        let end = |amount, approximation| {
            let measure = Measure::Written(Written::from_amount(amount)?);
            Some(Estimate { approximation, measure })
        };
        let plain = |amount| end(amount, Approximation::Unhedged);
        let quantity = match (low, high) {
            (None, None) => return None,
            (Some(low), None) => Quantity::single(Some(Bound::AtLeast), plain(low)?),
            (None, Some(high)) => Quantity::single(Some(Bound::AtMost), plain(high)?),
            (Some(low), Some(high)) => match low.cmp(&high) {
                std::cmp::Ordering::Less => Quantity::range(None, plain(low)?, plain(high)?),
                std::cmp::Ordering::Equal => Quantity::single(None, end(low, Approximation::Exactly)?),
                std::cmp::Ordering::Greater => return None,
            },
        };
        Some(Self { quantity, currency, per, equivalents: Vec::new() })
    }

    /// What the figure says about the number.
    #[must_use]
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The unit of the rate; nothing for a total.
    #[must_use]
    pub fn per(&self) -> Option<Per> {
        self.per
    }

    /// The equivalents that the source states, in the order of the text.
    #[must_use]
    pub fn equivalents(&self) -> &[Equivalent] {
        &self.equivalents
    }

    /// The least and most that the figure says, in its own currency and per its own unit of time.
    pub fn interval(&self, reading: &Reading) -> Result<Interval, FigureOverflow> {
        self.quantity.interval(reading)
    }

    /// The one number that is stated, however it is hedged; nothing for a range or a magnitude.
    #[must_use]
    pub fn point(&self) -> Option<Rational> {
        self.quantity.point()
    }
}

impl Equivalent {
    /// What the equivalent says about the number.
    #[must_use]
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// The currency, which is another one than the figure's.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The least and most that the equivalent says, in its currency and per the figure's unit of time.
    pub fn interval(&self, reading: &Reading) -> Result<Interval, FigureOverflow> {
        self.quantity.interval(reading)
    }

    /// The one number that is stated, however it is hedged; nothing for a range or a magnitude.
    #[must_use]
    pub fn point(&self) -> Option<Rational> {
        self.quantity.point()
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.quantity.write(f, self.currency)?;
        if let Some(per) = self.per {
            write!(f, " a {}", per.word())?;
        }
        for equivalent in &self.equivalents {
            write!(f, " ({equivalent})")?;
        }
        Ok(())
    }
}

impl fmt::Display for Equivalent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.quantity.write(f, self.currency)
    }
}

/// A range of bytes of a figure's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

#[cfg(test)]
mod tests;
