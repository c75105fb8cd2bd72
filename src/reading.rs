//! Readings: the declared rules by which words become numbers.
//!
//! Every verdict is relative to a reading, and every output names it. The defaults are crossfoot's
//! own; a dataset changes them under `[reading]`, and `[reading.NAME]` declares a variant.

use std::collections::BTreeMap;
use std::fmt;

use crate::number::Rational;
use crate::period::Duration;

/// A percentage such as `10%`, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Percent(Rational);

impl Percent {
    /// Reads `10%`, `2.5 %`; at least 0 and less than 100, so that no amount is widened below zero.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_suffix('%')?.trim_end();
        let value = crate::money::Amount::from_digits(digits).ok()?.to_rational();
        (value < Rational::from(100)).then_some(Self(value))
    }

    /// A whole number of percent.
    #[must_use]
    pub fn whole(percent: u8) -> Self {
        Self(Rational::from(i64::from(percent)))
    }

    /// The percentage as a fraction: `10%` is 1/10.
    #[must_use]
    pub fn fraction(&self) -> Rational {
        self.0.checked_div(&Rational::from(100)).unwrap_or_else(Rational::zero)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

/// How exactly an unhedged amount is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AsWritten {
    /// To half a unit of the last digit written: "$70 million" is 69.5 to 70.5 million.
    LastDigit,
    /// To this percentage either side.
    Within(Percent),
}

/// How a total without a period is placed in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undated {
    /// Also tried as the total of the calendar year of its date, as an assumption.
    Year,
    /// Only some stretch of time up to its date.
    Open,
}

/// What a conversion between currencies comes to where the rate moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// One amount, at the average rate of the flow's own time.
    Average,
    /// The interval of amounts from the lowest rate of that time to the highest.
    Range,
}

impl Exchange {
    /// Every choice with the word for it.
    pub const WORDS: [(&'static str, Self); 2] = [("average", Self::Average), ("range", Self::Range)];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Average => "average",
            Self::Range => "range",
        }
    }
}

/// A count that is written as a word: the "tens" of "tens of millions".
///
/// Low, mid and high stand for the thirds of the range ("high tens" are 70 to 99).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Magnitude {
    /// "a couple of million"
    Couple,
    /// "a few million"
    Few,
    /// "several million"
    Several,
    /// "a handful of millions"
    Handful,
    /// "single-digit millions"
    SingleDigit,
    /// "a dozen", "dozens of millions"
    Dozens,
    /// "scores of millions"
    Scores,
    /// "tens of millions", "double-digit millions"
    Tens,
    /// "low tens of millions"
    LowTens,
    /// "mid tens of millions"
    MidTens,
    /// "high tens of millions"
    HighTens,
    /// "hundreds of millions", "triple-digit millions"
    Hundreds,
    /// "low hundreds of millions"
    LowHundreds,
    /// "mid hundreds of millions"
    MidHundreds,
    /// "high hundreds of millions"
    HighHundreds,
    /// "millions of dollars", with no count at all
    Unnumbered,
}

impl Magnitude {
    /// Every magnitude, in the order in which the manual lists them.
    pub const ALL: [Self; 16] = [
        Self::Couple,
        Self::Few,
        Self::Several,
        Self::Handful,
        Self::SingleDigit,
        Self::Dozens,
        Self::Scores,
        Self::Tens,
        Self::LowTens,
        Self::MidTens,
        Self::HighTens,
        Self::Hundreds,
        Self::LowHundreds,
        Self::MidHundreds,
        Self::HighHundreds,
        Self::Unnumbered,
    ];

    /// The key under `[reading.magnitudes]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Couple => "couple",
            Self::Few => "few",
            Self::Several => "several",
            Self::Handful => "handful",
            Self::SingleDigit => "single-digit",
            Self::Dozens => "dozens",
            Self::Scores => "scores",
            Self::Tens => "tens",
            Self::LowTens => "low-tens",
            Self::MidTens => "mid-tens",
            Self::HighTens => "high-tens",
            Self::Hundreds => "hundreds",
            Self::LowHundreds => "low-hundreds",
            Self::MidHundreds => "mid-hundreds",
            Self::HighHundreds => "high-hundreds",
            Self::Unnumbered => "unnumbered",
        }
    }

    /// The least and most that the word counts unless the dataset says otherwise.
    #[must_use]
    pub fn default_range(self) -> (u32, u32) {
        match self {
            Self::Couple => (2, 3),
            Self::Few => (2, 5),
            Self::Several => (3, 9),
            Self::Handful => (3, 6),
            Self::SingleDigit => (1, 9),
            Self::Dozens => (12, 99),
            Self::Scores => (20, 99),
            Self::Tens => (10, 99),
            Self::LowTens => (10, 39),
            Self::MidTens => (40, 69),
            Self::HighTens => (70, 99),
            Self::Hundreds => (100, 999),
            Self::LowHundreds => (100, 399),
            Self::MidHundreds => (400, 699),
            Self::HighHundreds => (700, 999),
            Self::Unnumbered => (2, 999),
        }
    }
}

/// The rules by which words become numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The name of the variant, or nothing for the dataset's own reading.
    pub name: Option<String>,
    /// How far "roughly X" reaches either side of X, and "nearly" and "just over" on one side.
    pub approximately: Percent,
    /// How exactly an unhedged amount is meant.
    pub as_written: AsWritten,
    /// A stretch of up to this much is `close` instead of a conflict.
    pub materiality: Percent,
    /// How long before and after its year a rate without a period is tried.
    pub carry: Duration,
    /// How a total without a period is placed in time.
    pub undated: Undated,
    /// Period ends within this of each other are also tried as the same day.
    pub as_of: Duration,
    /// What a conversion between currencies comes to.
    pub exchange: Exchange,
    /// The range of each magnitude word, in the order of [`Magnitude::ALL`].
    magnitudes: [(u32, u32); 16],
    /// Who gave each rule that is not crossfoot's own default, by its key.
    origins: BTreeMap<&'static str, Origin>,
}

/// Who gave a rule of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// crossfoot, where the dataset is silent.
    Default,
    /// The dataset's `[reading]`.
    Dataset,
    /// The variant that the reading is.
    Variant,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            name: None,
            approximately: Percent::whole(10),
            as_written: AsWritten::LastDigit,
            materiality: Percent::whole(5),
            carry: Duration::years(3),
            undated: Undated::Year,
            as_of: Duration::months(1),
            exchange: Exchange::Average,
            magnitudes: Magnitude::ALL.map(Magnitude::default_range),
            origins: BTreeMap::new(),
        }
    }
}

impl Reading {
    /// The least and most that a magnitude word counts in this reading.
    #[must_use]
    pub fn magnitude(&self, magnitude: Magnitude) -> (u32, u32) {
        let position = Magnitude::ALL.iter().position(|&each| each == magnitude);
        position
            .and_then(|position| self.magnitudes.get(position).copied())
            .unwrap_or_else(|| magnitude.default_range())
    }

    /// Who gave the rule with this key: one of a `[reading]` table, or a magnitude word.
    #[must_use]
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.get(key).copied().unwrap_or(Origin::Default)
    }

    /// Records that this reading, rather than what it builds on, gives a rule.
    pub(crate) fn declare(&mut self, key: &'static str) {
        let origin = if self.name.is_some() { Origin::Variant } else { Origin::Dataset };
        self.origins.insert(key, origin);
    }

    /// Whether every figure says the same in both readings.
    #[must_use]
    pub fn reads_figures_like(&self, other: &Self) -> bool {
        let rules =
            |reading: &Self| (reading.approximately.clone(), reading.as_written.clone(), reading.magnitudes);
        rules(self) == rules(other)
    }

    /// Declares the range of a magnitude word.
    pub fn set_magnitude(&mut self, magnitude: Magnitude, range: (u32, u32)) {
        for (slot, each) in self.magnitudes.iter_mut().zip(Magnitude::ALL) {
            if each == magnitude {
                *slot = range;
            }
        }
    }
}
