//! The grammar of figures, as a parser that goes once from left to right.
//!
//! ```text
//! figure     = spread equivalent* ["or" spread] rest*
//! spread     = clause
//!            | clause ("-" | "to" | "until" | "up to" | "or") clause
//!            | "between" clause ("and" | "-" | "to") clause | "from" clause "to" clause
//!            | "more than" clause ("and" | "but") "less than" clause
//! clause     = (qualifier | currency | rate | noun | filler)* count
//!              (currency | "of" currency | rate | "in" noun | qualifier | filler)*
//! equivalent = "(" spread ")" | "[" spread "]"
//! ```
//!
//! Brackets without a number are an editor's insertion ("$100 million [a year]") and read as if
//! they were not there.

use std::borrow::Cow;

use super::count::Count;
use super::error::{FigureError, FigureErrorKind};
use super::quantity::{Approximation, Bound, Estimate, Hedge, Quantity};
use super::vocabulary::{
    Phrase, Place, Term, Vocabulary, denomination, is_length_of_time, leads_to_length_of_time,
};
use super::{Context, Equivalent, Figure, Span};
use crate::currency::Currency;
use crate::period::Per;

/// Reads the phrases of a figure, one after another.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) phrases: Vec<Phrase>,
    pub(super) at: usize,
    /// "between" was read and its "and" is still to come.
    awaiting_and: bool,
    last_and: Option<usize>,
}

/// A rate and where it stands.
pub(super) type Rate = (Per, Span);

/// The currencies that the symbols and names on a number leave possible.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) candidates: Cow<'static, [Currency]>,
    /// Those that it means only where the claim or the dataset says so.
    pub(super) where_said: Cow<'static, [Currency]>,
    pub(super) power_of_ten: u8,
    pub(super) span: Span,
}

impl Named {
    fn may_be(&self, currency: Currency) -> bool {
        self.candidates.contains(&currency) || self.where_said.contains(&currency)
    }
}

/// A count with everything that belongs to it.
pub(super) struct Clause {
    /// "between" or "from" before it.
    pub(super) opened: Option<(Term, Span)>,
    /// The qualifier before "between", which is about both ends.
    pub(super) outer: Hedge,
    pub(super) hedge: Hedge,
    /// "or so" behind it, which is about both ends of a range.
    pub(super) trailing: Approximation,
    pub(super) count: Count,
    pub(super) currency: Option<Named>,
    pub(super) rate: Option<Rate>,
}

/// One number or a range, before its currency is settled.
pub(super) struct Spread {
    pub(super) first: Clause,
    pub(super) second: Option<Clause>,
}

#[derive(Default)]
struct Parts {
    opened: Option<(Term, Span)>,
    outer: Option<Hedge>,
    hedge: Option<Hedge>,
    trailing: Option<Hedge>,
    currency: Option<Named>,
    rate: Option<Rate>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, phrases: Vec<Phrase>) -> Self {
        let last_and = phrases.iter().rposition(|phrase| phrase.term == Term::And);
        Self { text, phrases, at: 0, awaiting_and: false, last_and }
    }

    /// Reads the whole text as one figure.
    pub(super) fn figure(mut self, context: Context) -> Result<Figure, FigureError> {
        self.check_brackets()?;
        let mut main = self.spread()?;
        let mut equivalents = Vec::new();
        while let Some(term) = self.term(0) {
            match term {
                Term::Open if self.bracket_has_count() => {
                    self.at += 1;
                    self.equivalents_in_bracket(&mut equivalents)?;
                }
                Term::Or if self.count_ahead() => {
                    self.at += 1;
                    let other = self.spread()?;
                    main = self.alternative(main, other, &mut equivalents)?;
                }
                _ => {
                    let mut parts = Parts::default();
                    if !self.after_count(&mut parts)? {
                        return Err(self.unexpected());
                    }
                    self.attach(&mut main, parts)?;
                }
            }
        }
        self.finish(main, equivalents, context)
    }

    fn attach(&self, spread: &mut Spread, parts: Parts) -> Result<(), FigureError> {
        let last = spread.second.as_mut().unwrap_or(&mut spread.first);
        if let Some(hedge) = parts.trailing {
            last.trail(hedge, self)?;
        }
        if let Some(rate) = parts.rate {
            last.rate = self.same_rate(last.rate, Some(rate))?;
        }
        if let Some(named) = parts.currency {
            last.currency = self.same_currency(last.currency.take(), Some(named))?;
        }
        Ok(())
    }

    fn equivalents_in_bracket(&mut self, equivalents: &mut Vec<Spread>) -> Result<(), FigureError> {
        loop {
            if self.term(0) == Some(Term::Or) {
                self.at += 1;
            }
            equivalents.push(self.spread()?);
            match self.term(0) {
                Some(Term::Close) => {
                    self.at += 1;
                    return Ok(());
                }
                Some(Term::Or | Term::Break | Term::Slash) => self.at += 1,
                _ if self.count_ahead_in_bracket() => {}
                _ => return Err(self.unexpected()),
            }
        }
    }

    /// Reads one number or range.
    pub(super) fn spread(&mut self) -> Result<Spread, FigureError> {
        let first = self.clause()?;
        let connector = self.term(0);
        let between = matches!(first.opened, Some((Term::Between, _)));
        let joins = match connector {
            Some(Term::To | Term::Until | Term::UpTo) => true,
            Some(Term::Dash) => self.count_ahead(),
            Some(Term::And | Term::But) => {
                between && connector == Some(Term::And)
                    || first.hedge.bound == Some(Bound::AtLeast) && self.bound_from_above_ahead()
            }
            _ => false,
        };
        self.awaiting_and = false;
        if !joins {
            if let Some((_, span)) = first.opened {
                if self.term(0).is_some_and(|term| term != Term::Or) {
                    return Err(self.unexpected());
                }
                let word = span.of(self.text).to_owned();
                return Err(self.error(FigureErrorKind::UnfinishedRange { word }, span));
            }
            return Ok(Spread { first, second: None });
        }
        if connector == Some(Term::Until) && self.is_year(1) {
            return Err(self.period(2));
        }
        self.at += 1;
        if self.term(0).is_none() {
            self.at -= 1;
            let span = self.span_since(self.at);
            let word = span.of(self.text).to_owned();
            return Err(self.error(FigureErrorKind::UnfinishedRange { word }, span));
        }
        let second = self.clause()?;
        if let Some((_, span)) = second.opened {
            return Err(self.error(FigureErrorKind::SeveralFigures, span));
        }
        Ok(Spread { first, second: Some(second) })
    }

    fn clause(&mut self) -> Result<Clause, FigureError> {
        let mut parts = Parts::default();
        self.before_count(&mut parts)?;
        let count = self.count()?;
        while self.after_count(&mut parts)? {}
        let hedge = parts.hedge.unwrap_or(Hedge::NONE);
        let mut clause = Clause {
            opened: parts.opened,
            outer: parts.outer.unwrap_or(Hedge::NONE),
            hedge: self.both(hedge, count.hedge, count.span)?,
            trailing: Approximation::Unhedged,
            count,
            currency: parts.currency,
            rate: parts.rate,
        };
        clause.trail(parts.trailing.unwrap_or(Hedge::NONE), self)?;
        Ok(clause)
    }

    /// Reads what stands before a count, up to where the count starts.
    fn before_count(&mut self, parts: &mut Parts) -> Result<(), FigureError> {
        loop {
            let (Some(term), Some(phrase)) = (self.term(0), self.phrases.get(self.at).copied()) else {
                return Err(self.no_number());
            };
            if self.count_starts(0) {
                return Ok(());
            }
            match term {
                Term::Qualifier(hedge, Place::Before | Place::Either) => {
                    self.hedge(&mut parts.hedge, hedge, phrase.span)?;
                }
                Term::UpTo => self.hedge(&mut parts.hedge, Hedge::AT_MOST, phrase.span)?,
                Term::Between | Term::From if parts.opened.is_none() => {
                    parts.opened = Some((term, phrase.span));
                    parts.outer = parts.hedge.take();
                    self.awaiting_and = term == Term::Between;
                }
                Term::Filler | Term::Noun | Term::Article => {}
                Term::Of if self.after_noun() => {}
                Term::In if self.noun_ahead() => {}
                Term::Dash | Term::Minus => {
                    let followed =
                        self.count_starts(1) || matches!(self.term(1), Some(Term::Currency { .. }));
                    if !followed {
                        return Err(self.unexpected());
                    }
                    return Err(self.error(FigureErrorKind::Negative, phrase.span));
                }
                Term::Open | Term::Close if self.is_insertion() => {}
                Term::Scale { .. } => return Err(self.no_number()),
                _ if self.currency_or_rate(parts, phrase)? => {}
                _ => return Err(self.unexpected()),
            }
            self.at += 1;
        }
    }

    /// Reads one phrase that may stand behind a count; whether there was one.
    fn after_count(&mut self, parts: &mut Parts) -> Result<bool, FigureError> {
        let Some(phrase) = self.phrases.get(self.at).copied() else {
            return Ok(false);
        };
        match phrase.term {
            Term::Qualifier(hedge, Place::After | Place::Either) => {
                self.hedge(&mut parts.trailing, hedge, phrase.span)?;
            }
            Term::Quarter => {
                let rate = Some((Per::Quarter, phrase.span));
                parts.rate = self.same_rate(parts.rate, rate)?;
            }
            Term::Filler | Term::Noun => {}
            Term::Of if matches!(self.term(1), Some(Term::Currency { .. })) => {}
            Term::In if self.noun_ahead() => {}
            Term::Dash
                if matches!(
                    self.term(1),
                    Some(Term::Rate(_) | Term::Noun | Term::Quarter | Term::Qualifier(_, Place::After))
                ) => {}
            Term::Open | Term::Close if self.is_insertion() => {}
            _ if self.starts_next_figure() => return Ok(false),
            _ if self.currency_or_rate(parts, phrase)? => {}
            _ => return Ok(false),
        }
        self.at += 1;
        Ok(true)
    }

    fn currency_or_rate(&self, parts: &mut Parts, phrase: Phrase) -> Result<bool, FigureError> {
        match phrase.term {
            Term::Currency { position, .. } => {
                let Some(denomination) = denomination(position) else {
                    return Ok(false);
                };
                let named = Named {
                    candidates: Cow::Borrowed(denomination.candidates()),
                    where_said: Cow::Borrowed(denomination.where_said()),
                    power_of_ten: denomination.power_of_ten(),
                    span: phrase.span,
                };
                parts.currency = self.same_currency(parts.currency.take(), Some(named))?;
            }
            Term::Rate(per) => {
                parts.rate = self.same_rate(parts.rate, Some((per, phrase.span)))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn hedge(
        &self,
        hedges: &mut Option<Hedge>,
        hedge: Hedge,
        span: Span,
    ) -> Result<(), FigureError> {
        *hedges = Some(self.both(hedges.unwrap_or(Hedge::NONE), hedge, span)?);
        Ok(())
    }

    /// Two qualifiers on one number.
    pub(super) fn both(&self, one: Hedge, other: Hedge, span: Span) -> Result<Hedge, FigureError> {
        Ok(Hedge {
            bound: self.one_bound(one.bound, other.bound, span)?,
            approximation: one.approximation.and(other.approximation),
        })
    }

    fn one_bound(
        &self,
        one: Option<Bound>,
        other: Option<Bound>,
        span: Span,
    ) -> Result<Option<Bound>, FigureError> {
        match (one, other) {
            (Some(one), Some(other)) if one != other => Err(self.error(FigureErrorKind::OpenBothWays, span)),
            _ => Ok(one.or(other)),
        }
    }

    fn same_rate(&self, one: Option<Rate>, other: Option<Rate>) -> Result<Option<Rate>, FigureError> {
        match (one, other) {
            (Some((first, _)), Some((second, span))) if first != second => {
                Err(self.error(FigureErrorKind::TwoRates { first, second }, span))
            }
            _ => Ok(one.or(other)),
        }
    }

    /// Two symbols or names for one amount leave the currencies that both may stand for.
    fn same_currency(&self, one: Option<Named>, other: Option<Named>) -> Result<Option<Named>, FigureError> {
        let (one, other) = match (one, other) {
            (Some(one), Some(other)) => (one, other),
            (one, other) => return Ok(one.or(other)),
        };
        match common(&one, &other) {
            Some(named) => Ok(Some(named)),
            None => Err(self.error(
                FigureErrorKind::DifferentCurrencies {
                    first: one.span.of(self.text).to_owned(),
                    second: other.span.of(self.text).to_owned(),
                },
                other.span,
            )),
        }
    }

    /// Puts the parts together and settles the currencies.
    fn finish(
        &self,
        main: Spread,
        equivalents: Vec<Spread>,
        context: Context,
    ) -> Result<Figure, FigureError> {
        let span = main.span();
        let (named, rate) = self.shared(&main)?;
        let currency = self.main_currency(named.as_ref(), span, context)?;
        let power_of_ten = named.map_or(0, |named| named.power_of_ten);
        let quantity = self.quantity(main)?.in_units_of(power_of_ten);
        let mut stated = Vec::with_capacity(equivalents.len());
        for equivalent in equivalents {
            let span = equivalent.span();
            let (named, own_rate) = self.shared(&equivalent)?;
            if rate.is_none() && own_rate.is_some() {
                // "$5 million ($6 million a year)": a total and a rate.
                return Err(self.error(FigureErrorKind::SeveralFigures, span));
            }
            self.same_rate(rate, own_rate)?;
            let Some(named) = named else {
                return Err(self.error(FigureErrorKind::NoCurrency, span));
            };
            stated.push(Equivalent {
                currency: self.equivalent_currency(&named, currency, power_of_ten, context)?,
                quantity: self.quantity(equivalent)?.in_units_of(named.power_of_ten),
            });
        }
        Ok(Figure { quantity, currency, per: rate.map(|(per, _)| per), equivalents: stated })
    }

    /// The currency and rate that both ends of a range share.
    pub(super) fn shared(&self, spread: &Spread) -> Result<(Option<Named>, Option<Rate>), FigureError> {
        let (first, second) = (&spread.first, spread.second.as_ref());
        let currency = second.and_then(|clause| clause.currency.clone());
        let rate = second.and_then(|clause| clause.rate);
        Ok((self.same_currency(first.currency.clone(), currency)?, self.same_rate(first.rate, rate)?))
    }

    pub(super) fn quantity(&self, spread: Spread) -> Result<Quantity, FigureError> {
        let Spread { first, second } = spread;
        let estimate = |count: Count, approximation| Estimate { approximation, measure: count.measure };
        let Some(second) = second else {
            let hedge = self.both(first.outer, first.hedge, first.count.span)?;
            let approximation = hedge.approximation.and(first.trailing);
            let single = estimate(first.count, approximation);
            return Ok(Quantity::single(hedge.bound, single));
        };
        // A qualifier before a range is about both its ends.
        let (outer, inner) =
            if first.opened.is_some() { (first.outer, first.hedge) } else { (first.hedge, Hedge::NONE) };
        let both = outer.approximation.and(second.trailing);
        let first_count = self.sharing_scale(first.count, &second.count)?;
        let shares = first_count.scale != first.count.scale;
        let low = estimate(first_count, both.and(inner.approximation).and(first.trailing));
        let high = estimate(second.count, both.and(second.hedge.approximation));
        if low.measure.exceeds(high.measure) {
            let text = |count: &Count| count.span.of(self.text).to_owned();
            let scale = if shares { self.scale_word(&second.count) } else { String::new() };
            return Err(self.error(
                FigureErrorKind::RangeOrder {
                    first: text(&first.count) + &scale,
                    second: text(&second.count),
                },
                first.count.span.to(second.count.span),
            ));
        }
        // "between 70 and at most 100" says no more than "between 70 and 100".
        let closes = second.hedge.bound == Some(Bound::AtMost);
        let above = second.hedge.bound.filter(|_| !closes);
        let below = inner.bound.filter(|&bound| bound == Bound::AtMost);
        let span = second.count.span;
        let outer_bound = outer.bound.filter(|&bound| !(closes && bound == Bound::AtLeast));
        let ends = self.one_bound(below, above, span)?;
        let bound = self.one_bound(outer_bound, ends, span)?;
        Ok(Quantity::range(bound, low, high))
    }

    /// The first end of a range, with the scale word that it shares with the second one.
    fn sharing_scale(&self, first: Count, second: &Count) -> Result<Count, FigureError> {
        let (None, Some(power)) = (first.scale, second.scale) else {
            return Ok(first);
        };
        // "between $500,000 and $1 million"
        if first.written_out && first.measure.exceeds(second.bare) {
            return Ok(first);
        }
        match first.measure.scaled(power) {
            Some(measure) => Ok(Count { measure, scale: Some(power), ..first }),
            None => Err(self.error(FigureErrorKind::TooManyDigits, first.span)),
        }
    }

    /// "A or B": the same amount in another currency, or a range from the smaller to the larger.
    fn alternative(
        &self,
        mut main: Spread,
        mut other: Spread,
        equivalents: &mut Vec<Spread>,
    ) -> Result<Spread, FigureError> {
        let differs = match (&main.first.currency, &other.first.currency) {
            (Some(one), Some(two)) => common(one, two).is_none(),
            _ => false,
        };
        if differs {
            // "1.2 billion shekels or $355 million a year"
            let rate = other.second.as_ref().unwrap_or(&other.first).rate;
            main.first.rate = main.first.rate.or(rate);
            equivalents.push(other);
            return Ok(main);
        }
        let several = self.error(FigureErrorKind::SeveralFigures, other.span());
        if main.second.is_some() || other.second.is_some() {
            return Err(several);
        }
        let complete = main.first.currency.is_some() && other.first.currency.is_some();
        main.first.count = self.sharing_scale(main.first.count, &other.first.count)?;
        let falling = main.first.count.measure.exceeds(other.first.count.measure);
        if falling {
            // "£13.9 billion or £267 million a week" is one sum told by the year and by the week.
            if complete && main.first.rate.is_none() && other.first.rate.is_some() {
                return Err(several);
            }
            std::mem::swap(&mut main.first, &mut other.first);
            // The qualifier before the first number is still about both.
            std::mem::swap(&mut main.first.hedge, &mut other.first.hedge);
        }
        main.second = Some(other.first);
        Ok(main)
    }

    /// The scale word of a count as it is written, with a space before it.
    fn scale_word(&self, count: &Count) -> String {
        let inside =
            |phrase: &&Phrase| phrase.span.start >= count.span.start && phrase.span.end <= count.span.end;
        let scales = self.phrases.iter().filter(inside);
        let scales = scales.filter(|phrase| matches!(phrase.term, Term::Scale { .. }));
        scales.fold(String::new(), |words, phrase| words + " " + phrase.span.of(self.text))
    }

    /// The currency of the figure itself.
    pub(super) fn main_currency(
        &self,
        named: Option<&Named>,
        span: Span,
        context: Context,
    ) -> Result<Currency, FigureError> {
        let Some(named) = named else {
            return context.claim_currency.ok_or_else(|| self.error(FigureErrorKind::NoCurrency, span));
        };
        match context.claim_currency {
            Some(key) if named.may_be(key) => Ok(key),
            Some(key) => Err(self.error(
                FigureErrorKind::CurrencyKey { written: named.span.of(self.text).to_owned(), key },
                named.span,
            )),
            None => self.one_of(named, &named.candidates, context),
        }
    }

    /// The currency of a stated equivalent, which is another one than the figure's.
    fn equivalent_currency(
        &self,
        named: &Named,
        main: Currency,
        power_of_ten: u8,
        context: Context,
    ) -> Result<Currency, FigureError> {
        let others = named.candidates.iter().copied();
        let others: Vec<Currency> = others.filter(|&currency| currency != main).collect();
        // "5 million tomans (50 million rials)" are the same rials.
        let multiple = named.power_of_ten != power_of_ten && named.may_be(main);
        // A bare $ in a dataset in US dollars does not mean Canadian ones.
        let same = named.may_be(main) && context.dataset_currency == main;
        if others.is_empty() || multiple || same {
            let kind = FigureErrorKind::EquivalentInSameCurrency(main);
            return Err(self.error(kind, named.span));
        }
        self.one_of(named, &others, context)
    }

    /// The only candidate, or the dataset's currency where that is one.
    fn one_of(
        &self,
        named: &Named,
        candidates: &[Currency],
        context: Context,
    ) -> Result<Currency, FigureError> {
        match candidates {
            _ if named.may_be(context.dataset_currency) => Ok(context.dataset_currency),
            [only] => Ok(*only),
            several => Err(self.error(
                FigureErrorKind::AmbiguousCurrency {
                    written: named.span.of(self.text).to_owned(),
                    choices: several.to_vec(),
                },
                named.span,
            )),
        }
    }
}

/// What the parser sees ahead, and what it says where it cannot go on.
impl Parser<'_> {
    /// The term this many steps ahead.
    pub(super) fn term(&self, ahead: usize) -> Option<Term> {
        self.phrases.get(self.at + ahead).map(|phrase| phrase.term)
    }

    /// From the phrase at `start` to the one before the current.
    pub(super) fn span_since(&self, start: usize) -> Span {
        let span = |at: usize| self.phrases.get(at).map(|phrase| phrase.span);
        let last = span(self.at.saturating_sub(1).max(start));
        match (span(start), last) {
            (Some(first), Some(last)) => first.to(last),
            _ => self.whole(),
        }
    }

    /// Whether the phrase at this place is written in letters.
    pub(super) fn is_word(&self, at: usize) -> bool {
        let phrase = self.phrases.get(at);
        phrase.is_some_and(|phrase| phrase.span.of(self.text).starts_with(char::is_alphabetic))
    }

    /// From here on, until told otherwise, "and" may join the two ends of "between".
    pub(super) fn await_and(&mut self, awaiting: bool) {
        self.awaiting_and = awaiting;
    }

    /// Whether the "and" here joins the two ends of "between", and not "one hundred and twenty".
    pub(super) fn and_joins_ends(&self) -> bool {
        self.awaiting_and && self.last_and == Some(self.at)
    }

    pub(super) fn error(&self, kind: FigureErrorKind, span: Span) -> FigureError {
        let span = if span.start < span.end { span } else { self.whole() };
        FigureError { kind, span: span.range() }
    }

    pub(super) fn relative(&self, span: Span) -> FigureError {
        let words = span.of(self.text).to_owned();
        self.error(FigureErrorKind::Relative { words }, span)
    }

    pub(super) fn whole(&self) -> Span {
        match (self.phrases.first(), self.phrases.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span { start: 0, end: self.text.len() },
        }
    }

    fn no_number(&self) -> FigureError {
        let span = self.phrases.get(self.at).map(|phrase| phrase.span);
        self.error(FigureErrorKind::NoNumber, span.unwrap_or_else(|| self.whole()))
    }

    /// Whether the phrase this many steps ahead is a bare year.
    fn is_year(&self, ahead: usize) -> bool {
        matches!(self.term(ahead), Some(Term::Digits(digits)) if digits.year)
            && !matches!(
                self.term(ahead + 1),
                Some(Term::Scale { .. } | Term::Currency { .. } | Term::Hundred)
            )
    }

    fn period(&self, length: usize) -> FigureError {
        let first = self.phrases.get(self.at).map(|phrase| phrase.span);
        let last = self.phrases.get(self.at + length - 1);
        let span = match (first, last) {
            (Some(first), Some(last)) => first.to(last.span),
            _ => self.whole(),
        };
        let words = span.of(self.text).to_owned();
        self.error(FigureErrorKind::Period { words }, span)
    }

    /// What is wrong with the phrase here, which nothing accepts.
    pub(super) fn unexpected(&self) -> FigureError {
        let Some(phrase) = self.phrases.get(self.at) else {
            return self.no_number();
        };
        let word = phrase.span.of(self.text);
        if let Some((span, suggestion)) = self.then_for_than() {
            let kind = FigureErrorKind::UnreadableWord {
                word: span.of(self.text).to_owned(),
                suggestion: Some(suggestion),
            };
            return self.error(kind, span);
        }
        if let Some(span) = self.price_base(phrase.span.start) {
            let words = span.of(self.text).to_owned();
            return self.error(FigureErrorKind::PriceBase { words }, span);
        }
        if let Some(span) = self.length_of_time() {
            let words = span.of(self.text).to_owned();
            return self.error(FigureErrorKind::LengthOfTime { words }, span);
        }
        match phrase.term {
            Term::Percent | Term::Relative(_) => return self.relative(phrase.span),
            Term::Minus => return self.error(FigureErrorKind::Negative, phrase.span),
            Term::When if !self.is_year(1) => return self.period(1),
            Term::Open | Term::Close => return self.error(FigureErrorKind::Bracket, phrase.span),
            Term::Unknown | Term::When | Term::In | Term::From | Term::And | Term::Of if self.is_year(1) => {
                return self.period(2);
            }
            _ => {}
        }
        if phrase.term != Term::Unknown && self.a_count_was_read() {
            let counts = |at: &usize| self.count_starts(at - self.at);
            if let Some(next) = (self.at..self.phrases.len()).find(counts) {
                let span = self.amount_at(next);
                let behind = self.phrases.iter().find(|phrase| phrase.span.start >= span.end);
                return match behind {
                    Some(phrase) if matches!(phrase.term, Term::Percent | Term::Relative(_)) => {
                        self.relative(span.to(phrase.span))
                    }
                    _ => self.error(FigureErrorKind::SeveralFigures, span),
                };
            }
        }
        let suggestion = match phrase.term {
            Term::Unknown => Vocabulary::resembling(word),
            _ => None,
        };
        let no_count = !(0..self.phrases.len())
            .any(|at| matches!(self.phrases.get(at), Some(phrase) if is_number(phrase.term)));
        if suggestion.is_none() && no_count {
            return self.error(FigureErrorKind::NoNumber, self.whole());
        }
        let word = word.to_owned();
        let kind = FigureErrorKind::UnreadableWord { word, suggestion };
        self.error(kind, phrase.span)
    }

    /// "less then", and what is meant.
    fn then_for_than(&self) -> Option<(Span, String)> {
        const LONGEST: usize = 4;
        let rest = self.phrases.get(self.at..)?;
        let then = |phrase: &Phrase| phrase.span.of(self.text).eq_ignore_ascii_case("then");
        let length = rest.iter().take(LONGEST).position(then)?;
        let words = rest.get(..length)?.iter().map(|phrase| phrase.span.of(self.text).to_lowercase() + " ");
        let meant = words.collect::<String>() + "than";
        let span = rest.first()?.span.to(rest.get(length)?.span);
        Vocabulary::get().knows(&meant).then_some((span, meant))
    }

    /// The prices that are said from a byte on: "in 2015 dollars", "in inflation-adjusted US dollars".
    fn price_base(&self, start: usize) -> Option<Span> {
        const BASES: [&str; 8] = [
            "adjusted",
            "constant",
            "current",
            "inflation",
            "inflation-adjusted",
            "real",
            "today's",
            "today’s",
        ];
        const UNITS: [&str; 9] =
            ["dollars", "euros", "money", "pounds", "prices", "roubles", "shekels", "terms", "yen"];
        let rest = self.text.get(start..)?;
        let mut based = false;
        let mut words = rest.split_inclusive(' ');
        let lead = words.next().filter(|word| matches!(word.trim(), "in" | "at"))?;
        let mut end = start + lead.len();
        for word in words {
            let plain = word.trim().trim_end_matches([',', '.', ')', ']', ';']);
            let lower = plain.to_lowercase();
            let is_year = plain.len() == 4 && plain.bytes().all(|byte| byte.is_ascii_digit());
            if based && UNITS.contains(&lower.as_str()) {
                return Some(Span { start, end: end + plain.len() });
            }
            if is_year || BASES.contains(&lower.as_str()) {
                based = true;
            } else if !matches!(lower.as_str(), "us" | "u.s." | "american") {
                return None;
            }
            end += word.len();
        }
        None
    }

    /// The length of time that is said from here on: "over four years", "a fortnight".
    fn length_of_time(&self) -> Option<Span> {
        let at_start = self.phrases.get(self.at).map(|phrase| phrase.span.start);
        // "over the last year", but not "last year" by itself, which is a period.
        let is_length = |phrase: &Phrase| {
            is_length_of_time(phrase.span.of(self.text))
                || phrase.term == Term::When && Some(phrase.span.start) != at_start
        };
        let leads = |phrase: &&Phrase| {
            is_number(phrase.term)
                || matches!(
                    phrase.term,
                    Term::AndFraction(_)
                        | Term::And
                        | Term::Qualifier(..)
                        | Term::UpTo
                        | Term::Article
                        | Term::Filler
                        | Term::In
                        | Term::Of
                        | Term::Dash
                        | Term::When
                )
                || leads_to_length_of_time(phrase.span.of(self.text))
        };
        let rest = self.phrases.get(self.at..)?;
        let before = rest.iter().take_while(|phrase| !is_length(phrase) && leads(phrase)).count();
        let last = rest.get(before).filter(|phrase| is_length(phrase))?;
        // "4-year", "four years": the number was taken for that of the figure, which has a currency or scale.
        let is_joined = before == 0 || rest.first()?.term == Term::Dash;
        let is_plain = |term| is_number(term) && !matches!(term, Term::Scale { .. });
        let count =
            self.phrases.get(..self.at)?.iter().rev().take_while(|phrase| is_plain(phrase.term)).count();
        let is_amount = |phrase: &Phrase| matches!(phrase.term, Term::Currency { .. } | Term::Scale { .. });
        let behind_amount =
            (self.at - count).checked_sub(1).and_then(|at| self.phrases.get(at)).is_some_and(is_amount);
        let back = if is_joined && !behind_amount { count } else { 0 };
        let first = self.phrases.get(self.at - back)?;
        Some(first.span.to(last.span))
    }

    fn a_count_was_read(&self) -> bool {
        let before = self.phrases.get(..self.at).unwrap_or(&[]);
        before.iter().any(|phrase| is_number(phrase.term))
    }

    /// The number at this place with the currency and scale words next to it.
    fn amount_at(&self, at: usize) -> Span {
        let part = |phrase: &Phrase| {
            is_number(phrase.term) || matches!(phrase.term, Term::Currency { .. } | Term::Scale { .. })
        };
        let before = at.checked_sub(1).and_then(|before| self.phrases.get(before));
        let before = before.filter(|phrase| matches!(phrase.term, Term::Currency { .. }));
        let rest = self.phrases.get(at..).unwrap_or(&[]);
        let last = rest.iter().take_while(|phrase| part(phrase)).last();
        match (before.or(rest.first()), last.or(rest.first())) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.whole(),
        }
    }

    fn after_noun(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.phrases.get(at));
        before.is_some_and(|phrase| matches!(phrase.term, Term::Noun))
    }

    fn noun_ahead(&self) -> bool {
        matches!(
            (self.term(1), self.term(2)),
            (Some(Term::Noun), _) | (Some(Term::Rate(_)), Some(Term::Noun))
        )
    }

    /// Whether a count comes after this phrase, with nothing but its qualifiers and signs between.
    fn count_ahead(&self) -> bool {
        let mut ahead = 1;
        loop {
            if self.count_starts(ahead) {
                return true;
            }
            match self.term(ahead) {
                Some(
                    Term::Qualifier(_, Place::Before | Place::Either)
                    | Term::UpTo
                    | Term::Currency { .. }
                    | Term::Filler
                    | Term::Article
                    | Term::Between
                    | Term::From,
                ) => ahead += 1,
                _ => return false,
            }
        }
    }

    fn count_ahead_in_bracket(&self) -> bool {
        self.count_starts(0) || matches!(self.term(0), Some(Term::Currency { .. })) && self.count_ahead()
    }

    /// A currency that belongs to the number behind it: the second sign of "$5 million, $6 million".
    fn starts_next_figure(&self) -> bool {
        matches!(self.term(0), Some(Term::Currency { .. })) && self.count_starts(1)
    }

    fn bound_from_above_ahead(&self) -> bool {
        matches!(
            self.term(1),
            Some(Term::UpTo | Term::Qualifier(Hedge { bound: Some(Bound::AtMost), .. }, _))
        ) && self.count_ahead()
    }

    pub(super) fn check_brackets(&self) -> Result<(), FigureError> {
        let mut open: Option<&Phrase> = None;
        for phrase in &self.phrases {
            match (phrase.term, open) {
                (Term::Open, None) => open = Some(phrase),
                (Term::Close, Some(_)) => open = None,
                (Term::Open, Some(_)) | (Term::Close, None) => {
                    return Err(self.error(FigureErrorKind::Bracket, phrase.span));
                }
                _ => {}
            }
        }
        match open {
            Some(phrase) => Err(self.error(FigureErrorKind::Bracket, phrase.span)),
            None => Ok(()),
        }
    }

    /// Whether the bracket that opens here holds a number.
    fn bracket_has_count(&self) -> bool {
        let rest = self.phrases.get(self.at + 1..).unwrap_or(&[]);
        rest.iter().take_while(|phrase| phrase.term != Term::Close).any(|phrase| is_number(phrase.term))
    }

    /// Whether the bracket here opens or closes an editor's insertion.
    fn is_insertion(&self) -> bool {
        if self.term(0) == Some(Term::Open) {
            return !self.bracket_has_count();
        }
        let before = self.phrases.get(..self.at).unwrap_or(&[]);
        !before
            .iter()
            .rev()
            .take_while(|phrase| phrase.term != Term::Open)
            .any(|phrase| is_number(phrase.term))
    }
}

impl Clause {
    /// Adds a qualifier that stands behind the number.
    pub(super) fn trail(&mut self, hedge: Hedge, parser: &Parser) -> Result<(), FigureError> {
        let span = self.count.span;
        self.hedge.bound = parser.one_bound(self.hedge.bound, hedge.bound, span)?;
        self.trailing = self.trailing.and(hedge.approximation);
        Ok(())
    }
}

impl Spread {
    pub(super) fn span(&self) -> Span {
        let last = self.second.as_ref().unwrap_or(&self.first);
        self.first.count.span.to(last.count.span)
    }
}

pub(super) fn is_number(term: Term) -> bool {
    matches!(
        term,
        Term::Digits(_)
            | Term::Cardinal(_)
            | Term::Hundred
            | Term::Fraction(_)
            | Term::Magnitude(_)
            | Term::Scale { .. }
    )
}

fn common(one: &Named, other: &Named) -> Option<Named> {
    if one.power_of_ten != other.power_of_ten {
        return None;
    }
    if one.candidates == other.candidates && one.where_said == other.where_said {
        return Some(one.clone());
    }
    let all = one.candidates.iter().chain(one.where_said.iter()).copied();
    let leads =
        |currency: &Currency| one.candidates.contains(currency) && other.candidates.contains(currency);
    let (leading, others): (Vec<_>, Vec<_>) = all.filter(|&each| other.may_be(each)).partition(leads);
    // "SUR 5 million roubles": what one word alone does not mean unasked, the other may ask for.
    let (candidates, where_said) = if leading.is_empty() { (others, leading) } else { (leading, others) };
    // The more telling of the two is the one to point at.
    let span = if one.candidates.len() <= other.candidates.len() { one.span } else { other.span };
    (!candidates.is_empty()).then_some(Named {
        candidates: Cow::Owned(candidates),
        where_said: Cow::Owned(where_said),
        span,
        ..*one
    })
}
