//! What a figure's words say about the number, before a reading turns them into an interval.

use std::fmt;

use super::written::{SCALE_WORDS, Written};
use crate::currency::{Currency, multiple};
use crate::money::{Amount, Interval};
use crate::number::Rational;
use crate::reading::{AsWritten, Magnitude, Percent, Reading};

/// How a number is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Approximation {
    /// Not at all. A single number is as exact as it is written; the ends of a range and of a
    /// bound are exact.
    Unhedged,
    /// "exactly X"
    Exactly,
    /// "roughly X"
    About,
    /// "nearly X"
    Nearly,
    /// "just over X"
    JustOver,
}

impl Approximation {
    /// Two hedges on one number: whatever they are, together they say "about".
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unhedged, only) | (only, Self::Unhedged) => only,
            (one, same) if one == same => one,
            _ => Self::About,
        }
    }

    /// The words for it, with a space behind them.
    fn words(self) -> &'static str {
        match self {
            Self::Unhedged => "",
            Self::Exactly => "exactly ",
            Self::About => "about ",
            Self::Nearly => "nearly ",
            Self::JustOver => "just over ",
        }
    }
}

/// A side on which a figure is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// "at least X"
    AtLeast,
    /// "at most X"
    AtMost,
}

/// A qualifier: a bound, an approximation, or both ("at least about X").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Hedge {
    pub(super) bound: Option<Bound>,
    pub(super) approximation: Approximation,
}

impl Hedge {
    pub(super) const NONE: Self = Self { bound: None, approximation: Approximation::Unhedged };
    pub(super) const AT_LEAST: Self = Self { bound: Some(Bound::AtLeast), ..Self::NONE };
    pub(super) const AT_MOST: Self = Self { bound: Some(Bound::AtMost), ..Self::NONE };
    pub(super) const EXACTLY: Self = Self { approximation: Approximation::Exactly, ..Self::NONE };
    pub(super) const ABOUT: Self = Self { approximation: Approximation::About, ..Self::NONE };
    pub(super) const NEARLY: Self = Self { approximation: Approximation::Nearly, ..Self::NONE };
    pub(super) const JUST_OVER: Self = Self { approximation: Approximation::JustOver, ..Self::NONE };
}

/// A number as it is given: in digits or words, or only by its order of magnitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Measure {
    /// "70 million", "half a billion"
    Written(Written),
    /// "tens of millions": a magnitude × 10^exponent
    Magnitude { magnitude: Magnitude, exponent: u8 },
}

impl Measure {
    /// The measure times a power of ten, or nothing where it gets too large for an amount.
    pub(super) fn scaled(self, power: u8) -> Option<Self> {
        match self {
            Self::Written(written) => written.scaled(power).map(Self::Written),
            Self::Magnitude { magnitude, exponent } => {
                let exponent = exponent.checked_add(power).filter(|&sum| sum <= 24)?;
                Some(Self::Magnitude { magnitude, exponent })
            }
        }
    }

    /// The low and high end before any hedge.
    pub(super) fn range(self, reading: &Reading) -> (Rational, Rational) {
        match self {
            Self::Written(written) => (written.value(), written.value()),
            Self::Magnitude { magnitude, exponent } => {
                let scale = Rational::power_of_ten(exponent.into());
                let (low, high) = reading.magnitude(magnitude);
                let times = |count: u32| &Rational::from(i64::from(count)) * &scale;
                (times(low.min(high)), times(low.max(high)))
            }
        }
    }

    /// Whether this is surely more than `other`, as a range in the wrong order shows it.
    pub(super) fn exceeds(self, other: Self) -> bool {
        if let (Self::Written(one), Self::Written(two)) = (self, other) {
            return one.by_value(two).is_gt();
        }
        let reading = Reading::default();
        let (low, high) = self.range(&reading);
        let (other_low, other_high) = other.range(&reading);
        low > other_low && high > other_high
    }
}

/// One number with its own hedge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Estimate {
    pub(super) approximation: Approximation,
    pub(super) measure: Measure,
}

impl Estimate {
    /// How far the reading widens it; `as_written` is for a number that stands alone.
    pub(super) fn widening(&self, reading: &Reading, as_written: Option<&AsWritten>) -> Widening {
        let hedged = |down, up| Widening::Hedge { by: reading.approximately.clone(), down, up };
        match (self.approximation, self.measure, as_written) {
            (Approximation::About, ..) => hedged(true, true),
            (Approximation::Nearly, ..) => hedged(true, false),
            (Approximation::JustOver, ..) => hedged(false, true),
            (Approximation::Unhedged, Measure::Written(written), Some(AsWritten::LastDigit)) => {
                Widening::LastDigit { half: written.half_unit() }
            }
            (Approximation::Unhedged, Measure::Written(_), Some(AsWritten::Within(percent))) => {
                Widening::AsWritten { by: percent.clone() }
            }
            (Approximation::Unhedged | Approximation::Exactly, ..) => Widening::None,
        }
    }

    /// The low and high end; `as_written` is for a number that stands alone.
    pub(super) fn range(&self, reading: &Reading, as_written: Option<&AsWritten>) -> (Rational, Rational) {
        let (low, high) = self.measure.range(reading);
        self.widening(reading, as_written).of(low, high)
    }
}

/// How far a reading widens a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Widening {
    /// Not at all: it is meant exactly, or is the end of a range or a bound.
    None,
    /// By the reading's `approximately`, to the sides that its hedge leaves open.
    Hedge {
        /// How far.
        by: Percent,
        /// Whether it may be less.
        down: bool,
        /// Whether it may be more.
        up: bool,
    },
    /// By half a unit of the last digit written, and to nothing below zero.
    LastDigit {
        /// Half of that unit.
        half: Rational,
    },
    /// By the reading's `as-written`, to both sides.
    AsWritten {
        /// How far.
        by: Percent,
    },
}

impl Widening {
    fn of(&self, low: Rational, high: Rational) -> (Rational, Rational) {
        let lowered = |by: &Percent| &low * &(&Rational::one() - &by.fraction());
        let raised = |by: &Percent| &high * &(&Rational::one() + &by.fraction());
        match self {
            Self::None => (low, high),
            Self::Hedge { by, down, up } => {
                (if *down { lowered(by) } else { low.clone() }, if *up { raised(by) } else { high.clone() })
            }
            Self::LastDigit { half } => ((&low - half).max(Rational::zero()), &high + half),
            Self::AsWritten { by } => (lowered(by), raised(by)),
        }
    }
}

/// What a figure says about its number. Displays as words that are read back as the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantity {
    pub(super) bound: Option<Bound>,
    pub(super) from: Estimate,
    pub(super) to: Option<Estimate>,
    /// How many units of the currency one unit of the words is, as a power of ten: a toman is ten rials.
    pub(super) power_of_ten: u8,
}

/// An end of an interval has more digits than an exact amount can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FigureOverflow;

impl fmt::Display for FigureOverflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("read exactly, the figure has more than 28 digits")
    }
}

impl std::error::Error for FigureOverflow {}

impl Quantity {
    pub(super) fn single(bound: Option<Bound>, estimate: Estimate) -> Self {
        Self { bound, from: estimate, to: None, power_of_ten: 0 }
    }

    pub(super) fn range(bound: Option<Bound>, from: Estimate, to: Estimate) -> Self {
        Self { bound, from, to: Some(to), power_of_ten: 0 }
    }

    /// The same words counting units that are a power of ten of the currency's.
    pub(super) fn in_units_of(self, power_of_ten: u8) -> Self {
        Self { power_of_ten, ..self }
    }

    pub(super) fn unit(&self) -> Rational {
        Rational::power_of_ten(self.power_of_ten.into())
    }

    /// The least and most that the words say under a reading.
    pub fn interval(&self, reading: &Reading) -> Result<Interval, FigureOverflow> {
        let amount = |end: &Rational| Amount::from_rational(end).map_err(|_| FigureOverflow);
        let (low, high) = self.ends(reading);
        Ok(Interval {
            low: low.as_ref().map(amount).transpose()?,
            high: high.as_ref().map(amount).transpose()?,
        })
    }

    /// How exactly the number is meant, if it stands alone: one that is itself a bound or an end is not
    /// widened by how it is written.
    pub(super) fn as_written<'r>(&self, reading: &'r Reading) -> Option<&'r AsWritten> {
        (self.bound.is_none() && self.to.is_none()).then_some(&reading.as_written)
    }

    /// The same ends, which as fractions always have a place.
    pub(super) fn ends(&self, reading: &Reading) -> (Option<Rational>, Option<Rational>) {
        let as_written = self.as_written(reading);
        let (mut low, mut high) = self.from.range(reading, as_written);
        if let Some(to) = &self.to {
            let (to_low, to_high) = to.range(reading, None);
            low = low.min(to_low);
            high = high.max(to_high);
        }
        let unit = self.unit();
        let (low, high) = (&low * &unit, &high * &unit);
        match self.bound {
            None => (Some(low), Some(high)),
            Some(Bound::AtLeast) => (Some(low), None),
            Some(Bound::AtMost) => (None, Some(high)),
        }
    }

    /// The largest number that is stated, before any hedge.
    pub(super) fn largest_stated(&self) -> Rational {
        let reading = Reading::default();
        let largest = |estimate: &Estimate| estimate.measure.range(&reading).1;
        let to = self.to.as_ref().map(largest);
        to.into_iter().fold(largest(&self.from), Rational::max)
    }

    /// The one number that is stated, hedged or not; nothing for a range or a magnitude.
    #[must_use]
    pub fn point(&self) -> Option<Rational> {
        match (self.from.measure, self.to) {
            (Measure::Written(written), None) => Some(&written.value() * &self.unit()),
            _ => None,
        }
    }

    /// Writes the words, each number with its unit.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, currency: Currency) -> fmt::Result {
        let unit: &dyn fmt::Display = &multiple(currency, self.power_of_ten).unwrap_or(currency.code());
        self.write_with(f, |f, measure, least_steps| match measure {
            Measure::Written(written) => {
                write!(f, "{unit} ")?;
                written.write(f, written.steps().max(least_steps))
            }
            Measure::Magnitude { magnitude, exponent } => write_magnitude(f, magnitude, exponent, unit),
        })
    }

    /// Writes the words, with the number of each end as `number` writes it: with a scale word that stands
    /// at least so many steps up.
    pub(super) fn write_with(
        &self,
        f: &mut fmt::Formatter<'_>,
        number: impl Fn(&mut fmt::Formatter<'_>, Measure, i32) -> fmt::Result,
    ) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, estimate: &Estimate, least_steps| {
            f.write_str(estimate.approximation.words())?;
            number(f, estimate.measure, least_steps)
        };
        let bound = |bound: Option<Bound>| match bound {
            None => "",
            Some(Bound::AtLeast) => "at least ",
            Some(Bound::AtMost) => "at most ",
        };
        let Some(to) = &self.to else {
            f.write_str(bound(self.bound))?;
            return end(f, &self.from, 0);
        };
        // A scale word at the second end would be read as that of the first as well, if that had none.
        let least_steps = i32::from(to.has_scale_word());
        f.write_str("between ")?;
        f.write_str(bound(self.bound.filter(|&bound| bound == Bound::AtMost)))?;
        end(f, &self.from, least_steps)?;
        f.write_str(" and ")?;
        f.write_str(bound(self.bound.filter(|&bound| bound == Bound::AtLeast)))?;
        end(f, to, 0)
    }
}

impl Estimate {
    fn has_scale_word(&self) -> bool {
        match self.measure {
            Measure::Written(written) => written.steps() > 0,
            Measure::Magnitude { exponent, .. } => exponent >= 3,
        }
    }
}

/// "tens of millions of USD", "a few hundred thousand USD".
pub(super) fn write_magnitude(
    f: &mut fmt::Formatter<'_>,
    magnitude: Magnitude,
    exponent: u8,
    unit: &dyn fmt::Display,
) -> fmt::Result {
    let (count, plural) = match magnitude {
        Magnitude::Couple => ("a couple of", false),
        Magnitude::Few => ("a few", false),
        Magnitude::Several => ("several", false),
        Magnitude::Handful => ("a handful of", true),
        Magnitude::SingleDigit => ("single-digit", true),
        Magnitude::Dozens => ("dozens of", true),
        Magnitude::Scores => ("scores of", true),
        Magnitude::Tens => ("tens of", true),
        Magnitude::LowTens => ("low tens of", true),
        Magnitude::MidTens => ("mid tens of", true),
        Magnitude::HighTens => ("high tens of", true),
        Magnitude::Hundreds => ("hundreds of", true),
        Magnitude::LowHundreds => ("low hundreds of", true),
        Magnitude::MidHundreds => ("mid hundreds of", true),
        Magnitude::HighHundreds => ("high hundreds of", true),
        Magnitude::Unnumbered => ("many", true),
    };
    f.write_str(count)?;
    f.write_str(match exponent % 3 {
        0 => "",
        1 => " tens of",
        _ => " hundred",
    })?;
    match SCALE_WORDS.get(usize::from(exponent / 3)) {
        Some(word) if !word.is_empty() => {
            let (s, of) = if plural { ("s", " of") } else { ("", "") };
            write!(f, " {word}{s}{of} {unit}")
        }
        _ => write!(f, " {unit}"),
    }
}
