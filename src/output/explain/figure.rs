//! From a figure's words to its ends, in words.

use super::{by_rule, range};
use crate::currency::Currency;
use crate::explain::{ClaimFacts, CurrencyFrom, Explained, FigureFacts};
use crate::figure::{
    Approximation, Bound, Change, EndSteps, QuantitySteps, RelativeSteps, Role, Stated, Widening, Word,
};
use crate::number::Rational;
use crate::output::amount::exact;
use crate::period::Per;
use crate::report::{ComparedBy, Row};
use crate::text::one_line;

/// The steps, each a sentence.
pub(super) fn steps(explained: &Explained, row: &Row, facts: &ClaimFacts) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    let figure = one_line(&row.figure);
    if row.verbatim {
        told.push(format!("The words are “{figure}”."));
    } else {
        told.push(format!("The figure is given in numbers: {figure}."));
    }
    for word in &facts.words {
        told.push(of_word(word, row, facts, &explained.report.currency));
    }
    match &facts.figure {
        FigureFacts::Amount { steps, equivalents } => {
            if facts.currency == CurrencyFrom::Claim && !names_money(&facts.words) {
                told.push(format!("The words name no currency: the claim's `currency` is {}.", row.currency));
            }
            if row.per.is_none() {
                told.push("No rate is named, so it is a total.".to_owned());
            }
            told.extend(of_quantity(explained, steps, row.verbatim));
            let rate = row.per.map(|per| format!(" a {}", per.word())).unwrap_or_default();
            let prices = row.prices.map(|year| format!(", in prices of {year}")).unwrap_or_default();
            let (low, high) = (steps.low.as_ref(), steps.high.as_ref());
            told.push(format!("So it says: {} {}{rate}{prices}.", range(low, high), row.currency));
            told.extend(by_year(row));
            for (currency, steps) in equivalents {
                told.extend(of_equivalent(explained, *currency, steps, &rate));
            }
        }
        FigureFacts::Relative(steps) => {
            told.extend(of_quantity(explained, &steps.quantity, true));
            told.extend(of_comparison(row, steps));
        }
    }
    told
}

fn names_money(words: &[Word]) -> bool {
    words.iter().any(|word| matches!(word.role, Role::Currency { .. }))
}

fn of_word(word: &Word, row: &Row, facts: &ClaimFacts, dataset: &str) -> String {
    let quoted = format!("“{}”", one_line(&word.words));
    match &word.role {
        Role::Qualifier { bound, approximation } => {
            let bound = match bound {
                Some(Bound::AtLeast) => Some("a lower bound, so there is no upper end"),
                Some(Bound::AtMost) => Some("an upper bound, so there is no lower end"),
                None => None,
            };
            let hedge = match approximation {
                Approximation::Unhedged => None,
                Approximation::Exactly => Some("“exactly”, so the number is taken as it stands"),
                Approximation::About => Some("“about”, so the number may be less or more"),
                Approximation::Nearly => Some("“nearly”, so the number may be less"),
                Approximation::JustOver => Some("“just over”, so the number may be more"),
            };
            let read: Vec<&str> = bound.into_iter().chain(hedge).collect();
            format!("{quoted} is read as {}.", read.join(", and as "))
        }
        Role::Currency { candidates, where_said, power_of_ten } => {
            let meant = |code: &str| {
                let names = |list: &[Currency]| list.iter().any(|currency| currency.code() == code);
                (names(candidates), names(where_said))
            };
            let own = facts.currency != CurrencyFrom::None && meant(&row.currency) != (false, false);
            let stated = match &facts.figure {
                FigureFacts::Amount { equivalents, .. } => equivalents
                    .iter()
                    .map(|(currency, _)| currency.code())
                    .find(|code| meant(code) != (false, false)),
                FigureFacts::Relative(_) => None,
            };
            let code = if own { &row.currency } else { stated.unwrap_or(&row.currency) };
            // A name that one of them has before all others stands for several only where another is meant.
            let several = if meant(code).1 { candidates.len() + where_said.len() } else { candidates.len() };
            let money = match several {
                0 | 1 => format!("names the currency, {code}"),
                several => {
                    let whose = match (code == dataset, own) {
                        (true, _) => format!("; here it is the dataset's currency, {code}"),
                        (false, true) => format!("; here it is the claim's `currency`, {code}"),
                        (false, false) => format!("; here it is {code}"),
                    };
                    format!("may stand for {several} currencies{whose}")
                }
            };
            let tens = Rational::power_of_ten((*power_of_ten).into());
            let tens = if *power_of_ten > 0 {
                format!("; one of it is {} {code}", exact(&tens))
            } else {
                String::new()
            };
            format!("{quoted} {money}{tens}.")
        }
        Role::Rate(per) => format!("{quoted} makes it a rate, so much a {}.", per.word()),
    }
}

fn of_quantity(explained: &Explained, steps: &QuantitySteps, verbatim: bool) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    let names: &[&str] =
        if steps.ends.len() == 2 { &["The first end", "The second end"] } else { &["The number"] };
    for (end, name) in steps.ends.iter().zip(names) {
        told.push(of_end(explained, end, name, steps, verbatim));
    }
    if steps.ends.len() == 2 {
        told.push("The least is the lower of both, the most the higher.".to_owned());
    }
    if steps.unit != Rational::one() {
        let ends: Vec<String> = steps
            .low
            .iter()
            .chain(&steps.high)
            .filter_map(|end| {
                Some(format!(
                    "{} × {} = {}",
                    exact(&end.checked_div(&steps.unit)?),
                    exact(&steps.unit),
                    exact(end)
                ))
            })
            .collect();
        told.push(format!("In units of the currency: {}.", ends.join("; ")));
    }
    told
}

fn of_end(
    explained: &Explained,
    end: &EndSteps,
    name: &str,
    steps: &QuantitySteps,
    verbatim: bool,
) -> String {
    let (stated, low, high) = match &end.stated {
        Stated::Number { words, value, .. } => {
            let value_in_full = exact(value);
            let told =
                if words == &value_in_full { words.clone() } else { format!("{words}, or {value_in_full}") };
            (format!("{name} is {told}"), value.clone(), value.clone())
        }
        Stated::Magnitude { magnitude, counts: (least, most), scale } => {
            let times = |count: u32| &Rational::from(i64::from(count)) * scale;
            let (low, high) = (times(*least.min(most)), times(*least.max(most)));
            let told = format!(
                "{name} is told by its size only: “{key}” counts {least} to {most} (magnitudes.{}), of {} each: {} – {}",
                by_rule(explained, magnitude.key()),
                exact(scale),
                exact(&low),
                exact(&high),
                key = magnitude.key().replace('-', " "),
            );
            (told, low, high)
        }
    };
    let down = |by: &str| format!("{} − {by} = {}", exact(&low), exact(&end.low));
    let up = |by: &str| format!("{} + {by} = {}", exact(&high), exact(&end.high));
    match &end.widening {
        Widening::None => {
            let why = match (end.hedge, &end.stated, steps.bound.is_some()) {
                (_, Stated::Magnitude { .. }, _) => return format!("{stated}."),
                (Approximation::Exactly, ..) if verbatim => "it is taken as it stands",
                (Approximation::Exactly, ..) => "it is given as exact",
                (_, _, true) => "as a bound it is taken as it stands",
                _ => "as the end of a range it is taken as it stands",
            };
            format!("{stated}; {why}.")
        }
        Widening::Hedge { by, down: may_be_less, up: may_be_more } => {
            let word = match end.hedge {
                Approximation::Nearly => "nearly",
                Approximation::JustOver => "just over",
                _ => "about",
            };
            let rule = by_rule(explained, "approximately");
            let by = by.to_string();
            let mut ends: Vec<String> = Vec::new();
            if *may_be_less {
                ends.push(down(&by));
            }
            if *may_be_more {
                ends.push(up(&by));
            }
            format!("{stated}; {word} that ({rule}): {}.", ends.join("; "))
        }
        Widening::LastDigit { half } => {
            let digit = match &end.stated {
                Stated::Number { last_digit, .. } => exact(last_digit),
                Stated::Magnitude { .. } => String::new(),
            };
            let rule = by_rule(explained, "as-written");
            let by = exact(half);
            let low_end = if half > &low {
                format!("{} − {by} would be less than nothing, so 0", exact(&low))
            } else {
                down(&by)
            };
            format!(
                "{stated}; nothing hedges it, so it is as exact as it is written ({rule}): one unit of its last digit \
                 is {digit}, half of that {by}. {low_end}; {}.",
                up(&by)
            )
        }
        Widening::AsWritten { by } => {
            let rule = by_rule(explained, "as-written");
            let by = by.to_string();
            format!("{stated}; nothing hedges it ({rule}): {}; {}.", down(&by), up(&by))
        }
    }
}

/// A rate of another unit by the year.
fn by_year(row: &Row) -> Option<String> {
    let told = row.per.filter(|per| *per != Per::Year)?;
    let year = row.normalised.per.filter(|per| *per == Per::Year)?;
    let (low, high) = (row.normalised.low.as_ref(), row.normalised.high.as_ref());
    let own = row.interval.low.or(row.interval.high)?.to_rational();
    let factor = low.or(high)?.checked_div(&own)?;
    Some(format!(
        "By the {year}, for comparison by eye: × {} {}s = {} a {year}.",
        exact(&factor),
        told.word(),
        range(low, high)
    ))
}

fn of_equivalent(
    explained: &Explained,
    currency: Currency,
    steps: &QuantitySteps,
    rate: &str,
) -> Vec<String> {
    let (low, high) = (steps.low.as_ref(), steps.high.as_ref());
    let mut told = vec![format!(
        "Beside it the source states the same as {} {}{rate}; that is kept, and is no second claim.",
        range(low, high),
        currency.code()
    )];
    told.extend(
        of_quantity(explained, steps, true)
            .into_iter()
            .map(|step| format!("  In {}: {step}", currency.code())),
    );
    told
}

fn of_comparison(row: &Row, steps: &RelativeSteps) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    let one = Rational::one();
    let (low, high) = (steps.quantity.low.as_ref(), steps.quantity.high.as_ref());
    if let Some(share) = &steps.share
        && share != &one
    {
        let parts = one.checked_div(share).unwrap_or_else(Rational::one);
        let scaled = |end: Option<&Rational>| end.map(|end| end * share);
        let (low, high) = (scaled(low), scaled(high));
        told.push(format!(
            "Counted in parts out of {}: {} of the other flow.",
            exact(&parts),
            range(low.as_ref(), high.as_ref())
        ));
    }
    match (steps.change, steps.share.is_some()) {
        (Some(Change::More), true) => told.push("So much more than the other flow: 1 and that.".to_owned()),
        (Some(Change::Less), true) => told.push("So much less than the other flow: 1 less that.".to_owned()),
        (Some(Change::More), false) => told.push("So much more than the other flow.".to_owned()),
        (Some(Change::Less), false) => told.push("So much less than the other flow: below zero.".to_owned()),
        (None, _) => {}
    }
    match row.relative.as_ref().map(|relative| &relative.by) {
        Some(ComparedBy::Factor { low, high }) => {
            told.push(format!("So it says: {} times the other flow.", range(low.as_ref(), high.as_ref())));
        }
        Some(ComparedBy::Difference { low, high, per }) => {
            let rate = per.map(|per| format!(" a {}", per.word())).unwrap_or_default();
            told.push(format!(
                "So it says: the other flow and {} {}{rate}.",
                range(low.as_ref(), high.as_ref()),
                row.currency
            ));
        }
        None => {}
    }
    told
}
