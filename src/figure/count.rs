//! Numbers in digits, words and magnitudes, with their scale words.
//!
//! A count is one or more sections, each a number with its scale words: "two million five hundred
//! thousand". Scale words in a row multiply: "lakh crore", "hundred million".

use super::Span;
use super::error::{FigureError, FigureErrorKind};
use super::grammar::Parser;
use super::quantity::{Hedge, Measure};
use super::vocabulary::{Place, Term};
use super::written::Written;
use crate::reading::Magnitude;

/// A number as it stands in a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    pub(super) measure: Measure,
    /// The power of ten of its scale words; none where it has no scale word of its own, and can
    /// share that of the other end of a range.
    pub(super) scale: Option<u8>,
    /// The number without its scale words.
    pub(super) bare: Measure,
    /// It is a thousand or more without any scale word, so it needs no other's.
    pub(super) written_out: bool,
    /// A qualifier in its midst: the plus sign of "70+ million".
    pub(super) hedge: Hedge,
    pub(super) span: Span,
}

impl Parser<'_> {
    /// Whether a count starts at the phrase this many steps ahead.
    pub(super) fn count_starts(&self, ahead: usize) -> bool {
        match self.term(ahead) {
            Some(
                Term::Digits(_)
                | Term::Cardinal(_)
                | Term::Hundred
                | Term::Fraction(_)
                | Term::Magnitude(_)
                | Term::Scale { plural: true, .. },
            ) => true,
            Some(Term::Article | Term::Quarter) => {
                matches!(self.term(ahead + 1), Some(Term::Hundred | Term::Scale { plural: false, .. }))
            }
            _ => false,
        }
    }

    /// Reads the count of an amount that starts here; only called where one does.
    pub(super) fn count(&mut self) -> Result<Count, FigureError> {
        let start = self.at;
        let first = self.term(0);
        let count = self.number()?;
        if matches!(self.term(0), Some(Term::Percent | Term::Relative(_))) {
            self.at += 1;
            return Err(self.relative(self.span_since(start)));
        }
        if matches!(first, Some(Term::Fraction(_))) && count.scale.is_none() && self.is_word(start) {
            return Err(self.relative(count.span));
        }
        if let (Some(Term::Digits(digits)), None) = (first, count.scale)
            && digits.three_decimals
        {
            let text = count.span.of(self.text);
            return Err(FigureError {
                kind: FigureErrorKind::CommaOrPoint {
                    decimal: format!("{text}0"),
                    whole: text.replace('.', ","),
                },
                span: count.span.range(),
            });
        }
        Ok(count)
    }

    /// Reads the number that starts here, whatever it counts.
    pub(super) fn number(&mut self) -> Result<Count, FigureError> {
        let start = self.at;
        let first = self.term(0);
        let mut hedge = Hedge::NONE;
        let (measure, bare, scale) = match first {
            Some(Term::Magnitude(magnitude)) => {
                self.at += 1;
                self.magnitude(magnitude)?
            }
            Some(Term::Scale { plural: true, .. }) => self.magnitude(Magnitude::Unnumbered)?,
            _ => {
                let (written, bare, scale) = self.sections(&mut hedge)?;
                (Measure::Written(written), Measure::Written(bare), scale)
            }
        };
        let span = self.span_since(start);
        let written_out = scale.is_none()
            && match measure {
                Measure::Written(written) => written.by_value(Written::small(1, 3)).is_ge(),
                Measure::Magnitude { .. } => false,
            };
        Ok(Count { measure, scale, bare, written_out, hedge, span })
    }

    /// "tens of millions", "a few hundred thousand", "millions"
    fn magnitude(&mut self, magnitude: Magnitude) -> Result<(Measure, Measure, Option<u8>), FigureError> {
        let start = self.at.saturating_sub(1);
        let mut power = 0u8;
        let mut scaled = false;
        loop {
            let more = match self.term(0) {
                Some(Term::Scale { power, .. }) => {
                    scaled = true;
                    power
                }
                Some(Term::Hundred | Term::Magnitude(Magnitude::Hundreds)) => 2,
                Some(Term::Magnitude(Magnitude::Tens)) => 1,
                Some(Term::Of | Term::Dash)
                    if matches!(
                        self.term(1),
                        Some(
                            Term::Scale { .. }
                                | Term::Hundred
                                | Term::Magnitude(Magnitude::Tens | Magnitude::Hundreds)
                        )
                    ) =>
                {
                    0
                }
                _ => break,
            };
            self.at += 1;
            power = power.saturating_add(more);
        }
        if magnitude == Magnitude::Unnumbered && power < 2 {
            return Err(self.error(FigureErrorKind::NoNumber, self.span_since(start)));
        }
        let counted = Measure::Magnitude { magnitude, exponent: 0 };
        let measure = self.fitting(counted.scaled(power), start)?;
        Ok((measure, counted, scaled.then_some(power)))
    }

    /// Sections up to the end of the count; of the first also what stands before its scale words,
    /// and their power.
    fn sections(&mut self, hedge: &mut Hedge) -> Result<(Written, Written, Option<u8>), FigureError> {
        let start = self.at;
        let mut total: Option<Written> = None;
        let mut last_power = None;
        let mut first = None;
        loop {
            let section = self.section(start)?;
            if matches!(self.term(0), Some(Term::Qualifier(_, Place::After) | Term::Dash)) {
                self.hedge_within(hedge);
            }
            let power = self.scales();
            let value = section.scaled(power.unwrap_or(0));
            let sum = match (total, value) {
                (Some(total), Some(value)) => total.plus(value),
                (_, value) => value,
            };
            let mut sum = self.fitting(sum, start)?;
            if let (Some(Term::AndFraction(fraction)), Some(power)) = (self.term(0), power) {
                self.at += 1;
                let part = fraction.scaled(power);
                sum = self.fitting(part.and_then(|part| sum.plus(part)), start)?;
            }
            let (bare, scale) = *first.get_or_insert((section, power));
            total = Some(sum);
            last_power = power.or(last_power);
            if power.is_none() || !self.another_section(last_power, self.is_word(start)) {
                return Ok((sum, bare, scale));
            }
        }
    }

    /// Steps over the "+" of "70+ million", the "-odd" of "70-odd million".
    fn hedge_within(&mut self, hedge: &mut Hedge) {
        let dash = usize::from(self.term(0) == Some(Term::Dash));
        match (self.term(dash), self.term(dash + 1)) {
            (Some(Term::Qualifier(found, Place::After)), Some(Term::Scale { .. })) => {
                *hedge = found;
                self.at += dash + 1;
            }
            (Some(Term::Scale { .. }), _) => self.at += dash,
            _ => {}
        }
    }

    /// Scale words in a row, as one power of ten.
    fn scales(&mut self) -> Option<u8> {
        let mut power = None;
        while let Some(Term::Scale { power: more, .. }) = self.term(0) {
            power = Some(more.saturating_add(power.unwrap_or(0)));
            self.at += 1;
            if self.term(0) == Some(Term::Dash) && matches!(self.term(1), Some(Term::Scale { .. })) {
                self.at += 1;
            }
        }
        power
    }

    /// Whether a smaller section goes on after a scale word: "two million | five hundred thousand".
    fn another_section(&mut self, last_power: Option<u8>, in_words: bool) -> bool {
        let and = usize::from(self.term(0) == Some(Term::And));
        if and == 1 && self.and_joins_ends() {
            return false;
        }
        let goes_on = match self.term(and) {
            Some(Term::Cardinal(_)) if in_words => {
                // A section of words ends in a smaller scale word, or in none.
                let mut ahead = and + 1;
                while matches!(
                    self.term(ahead),
                    Some(Term::Cardinal(_) | Term::Hundred | Term::And | Term::Dash)
                ) && ahead < 10
                {
                    ahead += 1;
                }
                match self.term(ahead) {
                    Some(Term::Scale { power, .. }) => Some(power) < last_power,
                    _ => true,
                }
            }
            Some(Term::Digits(_)) if and == 0 => match self.term(1) {
                Some(Term::Scale { power, .. }) => Some(power) < last_power,
                _ => false,
            },
            _ => false,
        };
        if goes_on {
            self.at += and;
        }
        goes_on
    }

    /// One number without its scale words.
    fn section(&mut self, start: usize) -> Result<Written, FigureError> {
        let mut number = match self.term(0) {
            Some(Term::Digits(digits)) => {
                self.at += 1;
                digits.written
            }
            Some(Term::Fraction(fraction)) => {
                self.at += 1;
                return Ok(fraction);
            }
            Some(Term::Quarter) => {
                self.at += 1;
                return Ok(Written::small(25, -2));
            }
            Some(Term::Cardinal(_)) => self.below_hundred(),
            Some(Term::Hundred) => Written::small(1, 0),
            _ => {
                self.at += 1;
                Written::small(1, 0)
            }
        };
        if let Some(quotient) = self.common_fraction(number, start)? {
            return Ok(quotient);
        }
        if self.term(0) == Some(Term::Hundred) {
            self.at += 1;
            number = self.fitting(number.hundredfold(), start)?;
            let and = usize::from(self.term(0) == Some(Term::And));
            let fits = matches!(self.term(and), Some(Term::Cardinal(_)))
                && !self.hundred_follows(and)
                && !(and == 1 && self.and_joins_ends());
            if fits {
                self.at += and;
                let rest = self.below_hundred();
                number = self.fitting(number.plus(rest), start)?;
            }
        }
        // "one-and-a-half"
        if self.term(0) == Some(Term::Dash) && matches!(self.term(1), Some(Term::AndFraction(_))) {
            self.at += 1;
        }
        match self.term(0) {
            Some(Term::AndFraction(fraction) | Term::Fraction(fraction))
                if self.term(0) == Some(Term::AndFraction(fraction)) || !self.is_word(self.at) =>
            {
                self.at += 1;
                self.fitting(number.plus(fraction), start)
            }
            _ => Ok(number),
        }
    }

    /// Whether the cardinal this many steps ahead counts hundreds.
    fn hundred_follows(&self, ahead: usize) -> bool {
        self.term(ahead + 1) == Some(Term::Hundred)
    }

    /// "twelve", "seventy", "twenty-five"
    fn below_hundred(&mut self) -> Written {
        let Some(Term::Cardinal(tens)) = self.term(0) else {
            return Written::small(0, 0);
        };
        self.at += 1;
        let dash = usize::from(self.term(0) == Some(Term::Dash));
        match self.term(dash) {
            Some(Term::Cardinal(unit @ 1..=9)) if tens >= 20 && tens % 10 == 0 => {
                self.at += dash + 1;
                Written::small(tens + unit, 0)
            }
            _ => Written::small(tens, 0),
        }
    }

    /// "1/2", and the "1/2" of "2 1/2", where the decimals end.
    fn common_fraction(&mut self, number: Written, start: usize) -> Result<Option<Written>, FigureError> {
        let digits = |ahead| match self.term(ahead) {
            Some(Term::Digits(digits)) if !digits.grouped => Some(digits.written),
            _ => None,
        };
        let slash = |ahead| self.term(ahead) == Some(Term::Slash);
        let (whole, over, under, length) = match (digits(0), digits(1), digits(2)) {
            (None, Some(under), _) if slash(0) => (None, number, under, 2),
            (Some(over), _, Some(under)) if slash(1) => (Some(number), over, under, 3),
            _ => return Ok(None),
        };
        let small = under.by_value(Written::small(100, 0)).is_lt() && under.exponent() == 0;
        if !small || over.by_value(under).is_ge() {
            return Ok(None);
        }
        self.at += length;
        let part = over.over(under);
        let sum = match whole {
            Some(whole) => part.and_then(|part| whole.plus(part)),
            None => part,
        };
        self.fitting(sum, start).map(Some)
    }

    fn fitting<T>(&self, number: Option<T>, start: usize) -> Result<T, FigureError> {
        number.ok_or_else(|| self.error(FigureErrorKind::TooManyDigits, self.span_since(start)))
    }
}
