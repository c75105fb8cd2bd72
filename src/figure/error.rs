//! Why a figure cannot be read: typed facts first, and the one place that turns them into words.

use std::fmt;
use std::ops::Range;

use crate::currency::Currency;
use crate::period::Per;
use crate::text::{brief, is_hostile};

/// A figure that cannot be read, and where in its text the trouble is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureError {
    pub(super) kind: FigureErrorKind,
    pub(super) span: Range<usize>,
}

/// What is wrong with a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FigureErrorKind {
    /// Nothing but spaces.
    Empty,
    /// A control, direction or zero-width character, which would hide what the figure says.
    HiddenCharacter(char),
    /// A word or sign that figures do not have.
    UnreadableWord {
        /// The word as it stands there.
        word: String,
        /// The word of the vocabulary that looks most like it.
        suggestion: Option<String>,
    },
    /// No number, or a scale word without one.
    NoNumber,
    /// A number of nothing: neither the figure nor its claim names a currency.
    NoCurrency,
    /// A symbol or name that several currencies share.
    AmbiguousCurrency {
        /// The symbol or name as written.
        written: String,
        /// The currencies it may stand for.
        choices: Vec<Currency>,
    },
    /// Two currencies for one number, or one at each end of a range.
    DifferentCurrencies {
        /// The first one, as written.
        first: String,
        /// The other one, as written.
        second: String,
    },
    /// The figure names another currency than the claim's `currency` key.
    CurrencyKey {
        /// The currency as written in the figure.
        written: String,
        /// The currency of the key.
        key: Currency,
    },
    /// A stated equivalent in the figure's own currency.
    EquivalentInSameCurrency(Currency),
    /// A comma that may separate decimals or thousands.
    CommaOrPoint {
        /// The number if it separates decimals.
        decimal: String,
        /// The number if it separates thousands.
        whole: String,
    },
    /// Separators in places where no way of writing numbers puts them.
    Separators {
        /// The number as written.
        number: String,
    },
    /// A range whose first end is the larger one.
    RangeOrder {
        /// The first end.
        first: String,
        /// The second end.
        second: String,
    },
    /// "between" or "from" without the other end.
    UnfinishedRange {
        /// "between" or "from".
        word: String,
    },
    /// "at least" and "at most" on the same number.
    OpenBothWays,
    /// Two rates: a year and a month.
    TwoRates {
        /// The first rate.
        first: Per,
        /// The other rate.
        second: Per,
    },
    /// A number below zero.
    Negative,
    /// A percentage, a share or a multiple of something else.
    Relative {
        /// The words that make it one.
        words: String,
    },
    /// Nothing that says how one flow compares with another.
    NoComparison,
    /// Words beside a comparison, such as what the flow is compared with.
    BesideComparison {
        /// The first of these words.
        words: String,
    },
    /// "three times more than": three times, or four times.
    TimesMore {
        /// The words.
        words: String,
    },
    /// A range with a percentage at one end and a multiple at the other.
    MixedUnits,
    /// A rate on a share or multiple of another flow.
    RateOfShare {
        /// The rate.
        words: String,
    },
    /// Less than another flow by more than all of it.
    BelowNothing,
    /// More times another flow than anyone would say.
    TooManyTimes,
    /// More digits than an exact amount can hold.
    TooManyDigits,
    /// A second figure beside the first.
    SeveralFigures,
    /// Of which year the prices are.
    PriceBase {
        /// The words that say it.
        words: String,
    },
    /// A date or a period.
    Period {
        /// The words that say when.
        words: String,
    },
    /// How long something took, in units that rates have or others, but not as a rate.
    LengthOfTime {
        /// The words that say how long.
        words: String,
    },
    /// A bracket without its partner, or one within another.
    Bracket,
}

impl FigureError {
    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &FigureErrorKind {
        &self.kind
    }

    /// Where: a range of bytes of the figure's text, on character boundaries, and empty only where
    /// the text is.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What is wrong, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        use FigureErrorKind as Kind;
        match &self.kind {
            Kind::Empty => "the figure is empty".to_owned(),
            Kind::HiddenCharacter(character) => {
                format!("the figure contains the invisible character {}", character.escape_unicode())
            }
            Kind::UnreadableWord { word, .. } => {
                format!("{} is not a word that figures are read from", quoted(word))
            }
            Kind::NoNumber => "there is no number in this figure".to_owned(),
            Kind::NoCurrency => "the figure does not say in which currency it is".to_owned(),
            Kind::AmbiguousCurrency { written, choices } => {
                format!("{} is the name of {} currencies", quoted(written), choices.len())
            }
            Kind::DifferentCurrencies { first, second } => {
                format!("one figure is in two currencies, {} and {}", quoted(first), quoted(second))
            }
            Kind::CurrencyKey { written, key } => {
                format!("the figure is in {}, but the claim's `currency` is {key}", quoted(written))
            }
            Kind::EquivalentInSameCurrency(currency) => {
                format!("the figure and its equivalent are both in {currency}")
            }
            Kind::CommaOrPoint { .. } => "the comma may separate decimals or thousands".to_owned(),
            Kind::Separators { number } => {
                format!("the separators in {} do not make a number", quoted(number))
            }
            Kind::RangeOrder { first, second } => {
                format!("the range starts with its larger end, {} before {}", quoted(first), quoted(second))
            }
            Kind::UnfinishedRange { word } => {
                format!("{} needs two numbers", quoted(word))
            }
            Kind::OpenBothWays => "\"at least\" and \"at most\" cancel each other out".to_owned(),
            Kind::TwoRates { first, second } => {
                format!("the figure is both a {} and a {}", first.word(), second.word())
            }
            Kind::Negative => "an amount cannot be less than zero".to_owned(),
            Kind::Relative { words } => {
                format!("{} is a share or a multiple of another flow, not an amount", quoted(words))
            }
            Kind::NoComparison => "this figure does not say how one flow compares with another".to_owned(),
            Kind::BesideComparison { words } => {
                format!("{} does not belong to the comparison of one flow with another", quoted(words))
            }
            Kind::TimesMore { words } => {
                format!("{} is a multiple to some readers, and a multiple on top to others", quoted(words))
            }
            Kind::MixedUnits => {
                "one end of the range is a percentage, and the other is a multiple or a share".to_owned()
            }
            Kind::RateOfShare { words } => {
                format!("a share or a multiple of another flow is no rate, but {} is one", quoted(words))
            }
            Kind::BelowNothing => "no flow is less than another by more than 100% of it".to_owned(),
            Kind::TooManyTimes => "no flow is more than a million times another".to_owned(),
            Kind::TooManyDigits => "the number has more than 28 digits".to_owned(),
            Kind::SeveralFigures => "there is more than one figure here".to_owned(),
            Kind::PriceBase { words } => {
                format!("{} says in what prices, not how much", quoted(words))
            }
            Kind::Period { words } => {
                format!("{} says when, not how much", quoted(words))
            }
            Kind::LengthOfTime { words } => {
                format!(
                    "{} says for how long, but not as a rate by the day, week, month, quarter or year",
                    quoted(words)
                )
            }
            Kind::Bracket => {
                "this bracket has no partner, stands inside another, or comes before the amount".to_owned()
            }
        }
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        use FigureErrorKind as Kind;
        match &self.kind {
            Kind::Empty | Kind::NoNumber => {
                "write the amount as it was published, such as \"roughly $100 million a year\"".to_owned()
            }
            Kind::HiddenCharacter(_) => "delete it and type the words again".to_owned(),
            Kind::UnreadableWord { suggestion, .. } => match suggestion {
                Some(word) => format!("did you mean \"{word}\"?"),
                None => "keep only the amount, its currency and its rate; who paid whom, what for \
                         and when goes into `scope`, the rest into `note`"
                    .to_owned(),
            },
            Kind::NoCurrency => {
                "which currency? write it in the figure or as `currency = \"USD\"`".to_owned()
            }
            Kind::AmbiguousCurrency { choices, .. } => {
                format!("write {}, or set `currency` on the claim", listed(choices))
            }
            Kind::DifferentCurrencies { .. } => {
                "keep the currency of the source; put an equivalent in brackets behind it".to_owned()
            }
            Kind::CurrencyKey { .. } => {
                "leave out `currency`, or correct whichever of the two is wrong".to_owned()
            }
            Kind::EquivalentInSameCurrency(_) => {
                "brackets hold the same amount in another currency; leave them out otherwise".to_owned()
            }
            Kind::CommaOrPoint { decimal, whole } => {
                format!("write \"{decimal}\" or \"{whole}\"")
            }
            Kind::Separators { number } => {
                let number = with_commas(number);
                let number = number.as_deref().unwrap_or("1,234,567.8");
                format!("write groups of three with commas and decimals with a point: \"{number}\"")
            }
            Kind::RangeOrder { first, second } => format!(
                "write the smaller end first, \"between {} and {}\"; where a scale word belongs to \
                 one end only, write out both",
                brief(second),
                brief(first)
            ),
            Kind::UnfinishedRange { .. } => {
                "write \"between $70 million and $100 million\", or a single number".to_owned()
            }
            Kind::OpenBothWays => {
                "keep the one that the source uses, or write \"between A and B\"".to_owned()
            }
            Kind::TwoRates { .. } => "keep the rate that belongs to the amount".to_owned(),
            Kind::Negative => "swap payer and payee in `scope`, and leave out the minus sign".to_owned(),
            Kind::Relative { .. } => {
                "keep only the comparison, such as \"twice\" or \"93% of\", and name the other flow in \
                 `relative-to`; or state the amount that it comes to, with the calculation in `note`"
                    .to_owned()
            }
            Kind::NoComparison => "write how the flow of `scope` compares with that of `relative-to`, such as \
                 \"twice\", \"93% of\", \"30% more than\" or \"$5 million less than\""
                .to_owned(),
            Kind::BesideComparison { .. } => {
                "keep only the comparison, such as \"twice\" or \"30% more than\"; the other flow goes into \
                 `relative-to`, the rest into `note`"
                    .to_owned()
            }
            Kind::TimesMore { .. } => {
                "write \"three times\" or \"300% more than\", and likewise \"a third of\" or a percentage for \
                 \"less\", as the source means it"
                    .to_owned()
            }
            Kind::MixedUnits => "write both ends in the same way, \"between 30% and 50% of\"".to_owned(),
            Kind::RateOfShare { .. } => {
                "leave it out: both flows are compared over the time in `period`".to_owned()
            }
            Kind::BelowNothing => {
                "check the number; a fall to 20% of the other flow is \"20% of\" or \"80% less than\"".to_owned()
            }
            Kind::TooManyTimes => "check the number, or state the amount that it comes to".to_owned(),
            Kind::TooManyDigits => "round it as the source does".to_owned(),
            Kind::SeveralFigures => {
                "keep one figure a claim, and make the other a claim of its own".to_owned()
            }
            Kind::PriceBase { .. } => {
                "leave it out, and give the claim `prices = YEAR`, the year whose prices they are".to_owned()
            }
            Kind::Period { .. } => "write it as `period` in `scope`".to_owned(),
            Kind::LengthOfTime { .. } => "write the rate as \"a week\" or \"a month\"; the time of a total goes \
                 into `scope`, as `period`"
                .to_owned(),
            Kind::Bracket => {
                "close each bracket before the next: \"NIS 552 million ($153.4 million)\"".to_owned()
            }
        }
    }
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for FigureError {}

fn quoted(text: &str) -> String {
    format!("`{}`", brief(text))
}

/// A number whose groups are set off by points, spaces or apostrophes, and its decimals by a comma, as
/// crossfoot reads it.
fn with_commas(number: &str) -> Option<String> {
    const LONGEST: usize = 40;
    if number.len() > LONGEST {
        return None;
    }
    let (whole, decimals) = match number.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (number, None),
    };
    let mut separators = whole.chars().filter(|c| !c.is_ascii_digit());
    let separator = separators.next()?;
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, others) = groups.split_first()?;
    let is_whole = separators.all(|other| other == separator)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && others.iter().all(|group| group.len() == 3);
    let is_decimal = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (is_whole && decimals.is_none_or(is_decimal)).then(|| {
        let decimals = decimals.map_or_else(String::new, |decimals| format!(".{decimals}"));
        groups.join(",") + &decimals
    })
}

fn listed(choices: &[Currency]) -> String {
    const MOST: usize = 6;
    let shown: Vec<String> = choices.iter().take(MOST).map(|currency| currency.unmistakable()).collect();
    let more = if choices.len() > MOST { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Whether a character is invisible or changes the direction of what follows.
pub(super) fn is_hidden(character: char) -> bool {
    let joiner = matches!(character, '\u{200c}' | '\u{200d}');
    joiner || is_hostile(character) && !matches!(character, '\t' | '\n' | '\r')
}
