//! The grammar of relative figures.
//!
//! ```text
//! relative   = share | change | difference
//! share      = spread ["of" | "as much as" | …] rest | ("most of" | "a minority of" | …) rest
//! change     = spread ("more than" | "less than" | …) rest | ("up" | "fell by" | …) spread rest
//! difference = amount ("more than" | "less than" | …) rest | ("up" | "fell by" | …) amount rest
//! spread     = end | ["between" | "from"] end ("and" | "to" | "-" | "or") end
//! end        = qualifier* (number ["%" | "times" | "fold" | "thirds"] | "twice" | "a third") qualifier*
//! rest       = "from" | "compared with" | "the" | …
//! ```
//!
//! The amount of a difference is read as any amount is.

use super::count::Count;
use super::error::{FigureError, FigureErrorKind};
use super::grammar::{Clause, Parser, Spread, is_number};
use super::quantity::{Approximation, Bound, Hedge, Measure};
use super::relative::{Change, Comparison, Part, Unit};
use super::vocabulary::{Comparing, Phrase, Place, Term};
use super::written::Written;
use super::{Context, Span};
use crate::number::Rational;

/// How what is compared relates to the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// "of", "as much as"
    Same,
    /// "more than"
    Change(Change),
}

/// One end of a share or multiple.
struct End {
    clause: Clause,
    /// Nothing where it is that of the other end.
    unit: Option<EndUnit>,
    /// The number is meant as exactly as it stands: a word, or a common fraction.
    exact: bool,
}

/// What an end is counted in, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EndUnit {
    Times,
    /// Times, where an increase counts what comes out of it.
    Fold,
    Percent,
    Parts(u16),
}

/// The largest factor that anyone would state.
const MOST_TIMES: i64 = 1_000_000;

/// Single words that lead over to the other flow, or stand for it.
const REST: &[&str] = &[
    "against", "amount", "amounts", "as", "big", "by", "compared", "from", "great", "high", "in", "large",
    "level", "levels", "much", "of", "on", "over", "sum", "than", "that", "the", "to", "what", "with",
];

/// Reads the whole text as one comparison.
pub(super) fn read(mut parser: Parser<'_>, context: Context) -> Result<Comparison, FigureError> {
    parser.check_brackets()?;
    // Square brackets hold what an editor adds: it is read as if they were not there.
    parser.drop_square_brackets();
    let lead = parser.lead();
    // "Up from 20% to 30%" names what the flow was and what it is, not by how much it changed.
    if let (Some(_), Some(phrase)) = (lead, parser.here().filter(|phrase| phrase.term == Term::From)) {
        return Err(parser.beside(phrase.span));
    }
    let counts = |phrase: &Phrase| is_countable(phrase.term);
    let Some(last) = parser.phrases.iter().rposition(counts) else {
        return parser.bare();
    };
    let tail = parser.tail(lead, last)?;
    let changes = match (lead, tail) {
        (Some(change), _) | (None, Some((Tail::Change(change), _))) => Some(change),
        _ => None,
    };
    if !parser.has_share() {
        return match changes {
            Some(change) => parser.difference(change, context),
            None => Err(parser.no_comparison()),
        };
    }
    let tail_span = tail.map(|(_, span)| span);
    parser.factor(changes, tail_span)
}

/// Whether a phrase is a number or has one in it.
fn is_countable(term: Term) -> bool {
    is_number(term)
        || counts_another_flow(term)
        || matches!(term, Term::Quarter | Term::AndFraction(_) | Term::Rate(_) | Term::Currency { .. })
}

/// Whether a phrase makes a number one of another flow.
fn counts_another_flow(term: Term) -> bool {
    use Comparing::{Fold, Folds, Majority, Minority, Multiple, Parts, Share, Times};
    let Term::Relative(comparing) = term else {
        return term == Term::Percent;
    };
    matches!(comparing, Multiple(_) | Times | Fold | Folds(_) | Share(..) | Parts(_) | Majority | Minority)
}

/// What a phrase behind the number makes of it.
fn tail_of(term: Term, words: &str) -> Option<Tail> {
    Some(match (term, words) {
        (Term::Relative(Comparing::More), _)
        | (
            Term::Qualifier(..),
            "more than" | "higher than" | "greater than" | "over" | "above" | "in excess of",
        ) => Tail::Change(Change::More),
        (Term::Relative(Comparing::Less), _)
        | (Term::Qualifier(..), "less than" | "lower than" | "fewer than" | "under" | "below") => {
            Tail::Change(Change::Less)
        }
        (Term::Of, _) | (Term::Qualifier(..), "as much as" | "as many as" | "as high as") => Tail::Same,
        _ => return None,
    })
}

impl Parser<'_> {
    /// The words of a phrase in lower case, without the signs between them.
    fn words(&self, phrase: &Phrase) -> String {
        let words = phrase.span.of(self.text).split(|c: char| !c.is_alphabetic());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }

    fn here(&self) -> Option<Phrase> {
        self.phrases.get(self.at).copied()
    }

    /// Steps over "up" or "fell by" at the start.
    fn lead(&mut self) -> Option<Change> {
        let change = match self.term(0) {
            Some(Term::Relative(Comparing::Rise)) => Change::More,
            Some(Term::Relative(Comparing::Fall)) => Change::Less,
            _ => return None,
        };
        self.at += 1;
        Some(change)
    }

    /// Takes off what stands behind the last number, where it leads over to the other flow.
    fn tail(&mut self, lead: Option<Change>, last: usize) -> Result<Option<(Tail, Span)>, FigureError> {
        let mut tail = None;
        let mut end = self.phrases.len();
        let mut hedges = true;
        for (at, phrase) in self.phrases.iter().enumerate().skip(last + 1) {
            // "or more", "or so" belong to the number.
            if hedges && matches!(phrase.term, Term::Qualifier(_, Place::After | Place::Either)) {
                continue;
            }
            hedges = false;
            end = end.min(at);
            let words = self.words(phrase);
            let found = tail_of(phrase.term, &words);
            match found {
                Some(found) if tail.is_none() && lead.is_none() => tail = Some((found, phrase.span)),
                _ if words.split(' ').all(|word| REST.contains(&word)) && !words.is_empty() => {}
                _ if matches!(phrase.term, Term::Filler | Term::Noun) => {}
                _ => return Err(self.beside(phrase.span)),
            }
        }
        self.phrases.truncate(end);
        Ok(tail)
    }

    /// Whether the figure is a share or multiple, rather than an amount.
    fn has_share(&self) -> bool {
        let currency = |phrase: &Phrase| matches!(phrase.term, Term::Currency { .. });
        let scaled =
            |at: usize| matches!(self.phrases.get(at + 1).map(|next| next.term), Some(Term::Scale { .. }));
        !self.phrases.iter().any(currency)
            && self.phrases.iter().enumerate().any(|(at, phrase)| match phrase.term {
                Term::Fraction(_) | Term::Quarter => !scaled(at),
                term => term == Term::Slash || counts_another_flow(term),
            })
    }

    /// What is wrong with an amount that nothing compares with another flow.
    fn no_comparison(&self) -> FigureError {
        let share = |phrase: &Phrase| matches!(phrase.term, Term::Percent | Term::Relative(_));
        let behind = self.phrases.iter().rposition(share).map_or(0, |share| share + 1);
        let amount = self.phrases.get(behind..).unwrap_or(&[]);
        match (amount.iter().find(|phrase| phrase.term != Term::Of), amount.last()) {
            // "93% of $5 million"
            (Some(first), Some(last)) if behind > 0 => self.beside(first.span.to(last.span)),
            _ => self.error(FigureErrorKind::NoComparison, self.whole()),
        }
    }

    fn beside(&self, span: Span) -> FigureError {
        let words = span.of(self.text).to_owned();
        self.error(FigureErrorKind::BesideComparison { words }, span)
    }

    /// "At least as much as", "no more than": nothing but how the flow compares with all of the other.
    fn bare(&mut self) -> Result<Comparison, FigureError> {
        let none = self.error(FigureErrorKind::NoComparison, self.whole());
        let mut hedge = None;
        let mut same = false;
        while let Some(phrase) = self.here() {
            let words = self.words(&phrase);
            match (phrase.term, tail_of(phrase.term, &words)) {
                (_, Some(Tail::Same)) if !same => same = true,
                (Term::Relative(Comparing::More), _) if !same => {
                    self.hedge(&mut hedge, Hedge::AT_LEAST, phrase.span)?;
                }
                (Term::Relative(Comparing::Less), _) if !same => {
                    self.hedge(&mut hedge, Hedge::AT_MOST, phrase.span)?;
                }
                (Term::Qualifier(found, Place::Before | Place::Either), _) if !same => {
                    self.hedge(&mut hedge, found, phrase.span)?;
                }
                (Term::Filler, _) => {}
                _ if REST.contains(&words.as_str()) => {}
                _ => return Err(none),
            }
            self.at += 1;
        }
        let hedge = hedge.unwrap_or(Hedge::NONE);
        if !same && hedge.bound.is_none() {
            return Err(none);
        }
        let count = whole(Written::small(1, 0), self.whole());
        let end = End { clause: clause(count, hedge), unit: Some(EndUnit::Times), exact: true };
        self.ends(end, None, None, None)
    }

    fn difference(&mut self, change: Change, context: Context) -> Result<Comparison, FigureError> {
        let spread = self.spread()?;
        if let Some(phrase) = self.here() {
            return Err(match phrase.term {
                Term::Unknown => self.beside(phrase.span),
                _ => self.unexpected(),
            });
        }
        let span = spread.span();
        let (named, rate) = self.shared(&spread)?;
        let currency = self.main_currency(named.as_ref(), span, context)?;
        let power_of_ten = named.map_or(0, |named| named.power_of_ten);
        let quantity = self.quantity(spread)?.in_units_of(power_of_ten);
        Ok(Comparison::Difference { change, quantity, currency, per: rate.map(|(per, _)| per) })
    }

    fn factor(&mut self, change: Option<Change>, tail: Option<Span>) -> Result<Comparison, FigureError> {
        if let Some(rate) = self.phrases.iter().find(|phrase| matches!(phrase.term, Term::Rate(_))) {
            let words = rate.span.of(self.text).to_owned();
            return Err(self.error(FigureErrorKind::RateOfShare { words }, rate.span));
        }
        if let Some((least, most)) = self.part_of_all() {
            return self.ends(least, most, change, tail);
        }
        let mut first = self.end()?;
        let Some(connector) = self.here() else {
            return self.ends(first, None, change, tail);
        };
        let between = matches!(first.clause.opened, Some((Term::Between, _)));
        let bounded = first.clause.hedge.bound == Some(Bound::AtLeast);
        let joins = match connector.term {
            Term::To | Term::Until | Term::UpTo | Term::Dash | Term::Or => true,
            Term::And => between || bounded,
            Term::AndFraction(_) => between,
            Term::But => bounded,
            _ => false,
        };
        if !joins {
            return Err(self.beside(connector.span));
        }
        self.await_and(false);
        match (connector.term, self.phrases.get_mut(self.at)) {
            // "a third and a half": here the fraction is a number of its own.
            (Term::AndFraction(fraction), Some(phrase)) => phrase.term = Term::Fraction(fraction),
            _ => self.at += 1,
        }
        let mut second = self.end()?;
        if let Some((_, span)) = second.clause.opened {
            return Err(self.error(FigureErrorKind::SeveralFigures, span));
        }
        if let Some(phrase) = self.here() {
            return Err(self.beside(phrase.span));
        }
        first.unit = first.unit.or(second.unit);
        if connector.term == Term::Or && first.clause.count.measure.exceeds(second.clause.count.measure) {
            std::mem::swap(&mut first, &mut second);
            std::mem::swap(&mut first.clause.hedge, &mut second.clause.hedge);
        }
        self.ends(first, Some(second), change, tail)
    }

    fn drop_square_brackets(&mut self) {
        let text = self.text;
        self.phrases.retain(|phrase| !matches!(phrase.span.of(text), "[" | "]"));
    }

    /// "Most of", "more than half of", "a minority of": what is part of the other flow, and no more than all
    /// of it.
    fn part_of_all(&mut self) -> Option<(End, Option<End>)> {
        use Comparing::{Majority, Minority, Share};
        let words = |at: usize| self.phrases.get(at).map(|phrase| self.words(phrase)).unwrap_or_default();
        let (comparing, length) = match (self.term(0), self.term(1)) {
            (Some(Term::Relative(found @ (Majority | Minority))), _) => (found, 1),
            (Some(Term::Qualifier(..)), Some(Term::Relative(Share(1, 2))))
                if words(self.at) == "more than" && words(self.at + 1) == "half of" =>
            {
                (Majority, 2)
            }
            _ => return None,
        };
        if self.phrases.len() != self.at + length {
            return None;
        }
        self.at += length;
        let halves = |number, hedge| {
            let count = whole(Written::small(number, 0), self.whole());
            End { clause: clause(count, hedge), unit: Some(EndUnit::Parts(2)), exact: true }
        };
        Some(match comparing {
            Majority => (halves(1, Hedge::NONE), Some(halves(2, Hedge::NONE))),
            _ => (halves(1, Hedge::AT_MOST), None),
        })
    }

    /// One number with its qualifiers and what it counts.
    fn end(&mut self) -> Result<End, FigureError> {
        let mut hedge = None;
        let mut outer = None;
        let mut opened = None;
        let (count, unit, exact) = loop {
            let Some(phrase) = self.here() else {
                return Err(self.error(FigureErrorKind::NoComparison, self.whole()));
            };
            if let Some(found) = self.share()? {
                break found;
            }
            match phrase.term {
                Term::Qualifier(found, Place::Before | Place::Either) => {
                    self.hedge(&mut hedge, found, phrase.span)?;
                }
                Term::UpTo => self.hedge(&mut hedge, Hedge::AT_MOST, phrase.span)?,
                Term::Between | Term::From if opened.is_none() => {
                    opened = Some((phrase.term, phrase.span));
                    outer = hedge.take();
                    if phrase.term == Term::Between {
                        self.await_and(true);
                    }
                }
                Term::Filler | Term::Article => {}
                _ => return Err(self.beside(phrase.span)),
            }
            self.at += 1;
        };
        let mut trailing = None;
        while let Some(phrase) = self.here() {
            match phrase.term {
                Term::Qualifier(found, Place::After | Place::Either) => {
                    self.hedge(&mut trailing, found, phrase.span)?;
                }
                Term::Filler => {}
                _ => break,
            }
            self.at += 1;
        }
        let span = count.span;
        let mut clause = clause(count, self.both(hedge.unwrap_or(Hedge::NONE), count.hedge, span)?);
        clause.opened = opened;
        clause.outer = outer.unwrap_or(Hedge::NONE);
        clause.trail(trailing.unwrap_or(Hedge::NONE), self)?;
        Ok(End { clause, unit, exact })
    }

    /// Reads a number with its unit, if one starts here.
    fn share(&mut self) -> Result<Option<(Count, Option<EndUnit>, bool)>, FigureError> {
        let start = self.at;
        let Some(phrase) = self.here() else { return Ok(None) };
        let digits = |ahead: usize| match self.term(ahead) {
            Some(Term::Digits(digits)) => digits.written.whole(),
            _ => None,
        };
        let scaled = matches!(self.term(1), Some(Term::Scale { .. }));
        let (number, unit, length) = match (phrase.term, self.term(1)) {
            (Term::Relative(Comparing::Multiple(times)), _) => (times.into(), EndUnit::Times, 1),
            (Term::Relative(Comparing::Folds(times)), _) => (times.into(), EndUnit::Fold, 1),
            (Term::Relative(Comparing::Share(number, parts)), _) => {
                (number.into(), EndUnit::Parts(parts.into()), 1)
            }
            (Term::Fraction(fraction), _) if !scaled => match quarters(fraction) {
                Some((number, parts)) => (number, EndUnit::Parts(parts), 1),
                None => return Ok(None),
            },
            (Term::Quarter, _) if !scaled => (1, EndUnit::Parts(4), 1),
            (Term::Digits(_), Some(Term::Slash)) => match (digits(0), digits(2)) {
                (Some(number), Some(parts)) if parts > 1 => (number, EndUnit::Parts(parts), 3),
                _ => return Ok(None),
            },
            _ if self.count_starts(0) => return self.counted().map(Some),
            _ => return Ok(None),
        };
        self.at += length;
        // "3/4 times"
        if matches!(unit, EndUnit::Parts(_)) && self.term(0) == Some(Term::Relative(Comparing::Times)) {
            self.at += 1;
        }
        let number = Written::small(1, 0).times(number).unwrap_or(Written::small(0, 0));
        Ok(Some((whole(number, self.span_since(start)), Some(unit), true)))
    }

    /// "93%", "three times", "two thirds"
    fn counted(&mut self) -> Result<(Count, Option<EndUnit>, bool), FigureError> {
        let start = self.at;
        let in_words = self.is_word(start);
        let count = self.number()?;
        let mut trailing = None;
        // "30 or more percent", "tens of times", "two-thirds"
        while let (Some(phrase), Some(next)) = (self.here(), self.term(1)) {
            let unit_follows = matches!(
                next,
                Term::Percent | Term::Relative(Comparing::Times | Comparing::Fold | Comparing::Parts(_))
            );
            match phrase.term {
                Term::Qualifier(found, Place::After | Place::Either) if unit_follows => {
                    self.hedge(&mut trailing, found, phrase.span)?;
                }
                Term::Of | Term::Dash if unit_follows => {}
                _ => break,
            }
            self.at += 1;
        }
        let mut count =
            Count { hedge: self.both(count.hedge, trailing.unwrap_or(Hedge::NONE), count.span)?, ..count };
        let unit = match self.term(0) {
            Some(Term::Percent) => Some(EndUnit::Percent),
            Some(Term::Relative(Comparing::Times)) => Some(EndUnit::Times),
            Some(Term::Relative(Comparing::Fold)) => Some(EndUnit::Fold),
            Some(Term::Relative(Comparing::Parts(parts))) => Some(EndUnit::Parts(parts.into())),
            _ => None,
        };
        self.at += usize::from(unit.is_some());
        if unit.is_some() {
            count.span = self.span_since(start);
        }
        let is_share = matches!(unit, Some(EndUnit::Parts(_)));
        // A percentage is as exact as it is written, in words as in digits.
        let exact = is_share || in_words && unit != Some(EndUnit::Percent);
        Ok((count, unit, exact))
    }

    /// Puts one or two ends together.
    fn ends(
        &self,
        mut first: End,
        mut second: Option<End>,
        change: Option<Change>,
        tail: Option<Span>,
    ) -> Result<Comparison, FigureError> {
        let span = match &second {
            Some(second) => first.clause.count.span.to(second.clause.count.span),
            None => first.clause.count.span,
        };
        let last = second.as_ref().map_or(first.unit, |second| second.unit);
        let Some(last) = last else {
            return Err(self.error(FigureErrorKind::NoComparison, span));
        };
        let written = first.unit.unwrap_or(last);
        let unit = self.common_unit(&mut first, second.as_mut(), (written, last), span)?;
        if change.is_some() && [written, last].contains(&EndUnit::Times)
            || change == Some(Change::Less) && [written, last].contains(&EndUnit::Fold)
        {
            let span = tail.map_or_else(|| self.whole(), |tail| span.to(tail));
            let words = span.of(self.text).to_owned();
            return Err(self.error(FigureErrorKind::TimesMore { words }, span));
        }
        let part = match change.filter(|_| ![written, last].contains(&EndUnit::Fold)) {
            Some(change) => Part::Change(change),
            None => Part::Whole,
        };
        let alone = second.is_none()
            && matches!(first.clause.count.measure, Measure::Written(_))
            && first.clause.hedge.bound.is_none()
            && first.clause.outer.bound.is_none();
        let hedge = &mut first.clause.hedge;
        if alone
            && first.exact
            && hedge.approximation == Approximation::Unhedged
            && first.clause.trailing == Approximation::Unhedged
            && first.clause.outer.approximation == Approximation::Unhedged
        {
            hedge.approximation = Approximation::Exactly;
        }
        if let (Some((_, span)), None) = (first.clause.opened, &second) {
            let word = span.of(self.text).to_owned();
            return Err(self.error(FigureErrorKind::UnfinishedRange { word }, span));
        }
        let second = second.map(|second| second.clause);
        let quantity = self.quantity(Spread { first: first.clause, second })?;
        let stated = &quantity.largest_stated() * &unit.size();
        if part == Part::Change(Change::Less) && stated > Rational::one() {
            return Err(self.error(FigureErrorKind::BelowNothing, span));
        }
        if stated > Rational::from(MOST_TIMES) {
            return Err(self.error(FigureErrorKind::TooManyTimes, span));
        }
        Ok(Comparison::Factor { part, quantity, unit })
    }

    /// One unit for both ends.
    fn common_unit(
        &self,
        first: &mut End,
        second: Option<&mut End>,
        (one, other): (EndUnit, EndUnit),
        span: Span,
    ) -> Result<Unit, FigureError> {
        let parts = |unit: EndUnit| match unit {
            EndUnit::Times | EndUnit::Fold => Some(1),
            EndUnit::Parts(parts) => Some(parts),
            EndUnit::Percent => None,
        };
        let (one, other) = match (parts(one), parts(other)) {
            (Some(one), Some(other)) => (one, other),
            (None, None) => return Ok(Unit::Percent),
            _ => return Err(self.error(FigureErrorKind::MixedUnits, span)),
        };
        let too_many = || self.error(FigureErrorKind::TooManyDigits, span);
        let common = least_common_multiple(one, other).ok_or_else(too_many)?;
        if common == 1 {
            return Ok(Unit::Times);
        }
        for (end, parts) in std::iter::once((first, one)).chain(second.map(|second| (second, other))) {
            let factor = common.checked_div(parts).unwrap_or(1);
            let count = &mut end.clause.count;
            let parts = match count.measure {
                Measure::Written(written) => written.times(factor).and_then(Written::whole),
                Measure::Magnitude { .. } => None,
            };
            let parts = parts.and_then(|parts| Written::small(1, 0).times(parts));
            let parts = parts.ok_or_else(|| self.error(FigureErrorKind::MixedUnits, span))?;
            *count = Count { hedge: count.hedge, ..whole(parts, count.span) };
        }
        Ok(Unit::Parts(common))
    }
}

fn least_common_multiple(a: u16, b: u16) -> Option<u16> {
    let (mut divisor, mut rest) = (a, b);
    while rest != 0 {
        (divisor, rest) = (rest, divisor.checked_rem(rest)?);
    }
    a.checked_div(divisor)?.checked_mul(b)
}

/// "half" and the quarters, as a share.
fn quarters(fraction: Written) -> Option<(u16, u16)> {
    let quarters =
        [(1, 2, Written::small(5, -1)), (1, 4, Written::small(25, -2)), (3, 4, Written::small(75, -2))];
    quarters.into_iter().find(|(_, _, known)| *known == fraction).map(|(number, parts, _)| (number, parts))
}

/// A number that needs no scale word of another.
fn whole(number: Written, span: Span) -> Count {
    let measure = Measure::Written(number);
    Count { measure, scale: Some(0), bare: measure, written_out: false, hedge: Hedge::NONE, span }
}

fn clause(count: Count, hedge: Hedge) -> Clause {
    Clause {
        opened: None,
        outer: Hedge::NONE,
        hedge,
        trailing: Approximation::Unhedged,
        count,
        currency: None,
        rate: None,
    }
}
