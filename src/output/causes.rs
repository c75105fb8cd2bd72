//! What may have gone wrong in a conflict, as a sentence: the same in every format.

use super::amount::{Precision, multiplied, percent};
use crate::number::Rational;
use crate::period::Per;
use crate::reconcile::Dimension;
use crate::report::{CauseFacts, LikelyCause, Named};
use crate::standing::Difference;
use crate::text::{listed, one_line};

/// A sentence without its full stop: what may have happened, and that the claims then fit.
#[must_use]
pub fn sentence(facts: &CauseFacts) -> String {
    format!("{}: then they fit{}", what(&facts.what), closely(&facts.off_by))
}

fn closely(off_by: &Rational) -> String {
    if off_by.is_zero() { String::new() } else { format!(" to within {}", percent(off_by, off_by)) }
}

fn what(cause: &LikelyCause) -> String {
    match cause {
        LikelyCause::Revision { older, newer } => {
            let (older, newer) = (one_line(older), one_line(newer));
            format!(
                "{newer} may revise {older} rather than contradict it, coming later from the same publisher"
            )
        }
        LikelyCause::GarbledEcho { claim, original, difference, currency, original_currency } => {
            let (claim, original) = (one_line(claim), one_line(original));
            if *difference == Difference::Currency {
                format!(
                    "{claim} may repeat {original} in the wrong currency, {currency} for {original_currency}"
                )
            } else {
                format!("{claim} may repeat {original} with a slip in its digits")
            }
        }
        LikelyCause::ScopeDrift { claim, other, dimension, from, to } => {
            let (claim, other) = (one_line(claim), one_line(other));
            format!(
                "{claim} may speak of {} rather than of {}, as {other} gives the same figure for that {}",
                name(to),
                name(from),
                word(*dimension)
            )
        }
        LikelyCause::SumToOnePart { claim, part, rest, dimension } => {
            let (claim, part, rest) = (one_line(claim), one_line(part), one_line(rest));
            let of = apart(*dimension);
            format!("{claim} may be a sum over {of} told of one, as {part} and {rest} add up to it")
        }
        LikelyCause::OtherTime { claim, other, stated, of } => {
            let (claim, other) = (one_line(claim), one_line(other));
            format!("{claim} may give the figure of {of} for {stated}, as {other} gives it for {of}")
        }
        LikelyCause::OtherUnit { claim, told, meant } => {
            format!("{} may give {} as {}", one_line(claim), unit(*meant), unit(*told))
        }
        LikelyCause::ExchangeRate { claim, used, other, which } => {
            let which = match which.as_str() {
                "lowest" => "the least that it can have come to in its time".to_owned(),
                "highest" => "the most that it can have come to in its time".to_owned(),
                "when-stated" => "the rate of when it was stated".to_owned(),
                "implied" => "the rate that its own words imply".to_owned(),
                series => format!("the rate of {}", one_line(series)),
            };
            format!(
                "{} may have to be converted otherwise, {} ({which}) rather than {}",
                one_line(claim),
                multiplied(other),
                multiplied(used)
            )
        }
        LikelyCause::LostScaleWord { claim, factor } => scale(&one_line(claim), factor),
        LikelyCause::NetAgainstGross { net, gross, part, whole } => format!(
            "{} and {} may measure different things, {} not being part of {} as the two count it",
            one_line(net),
            one_line(gross),
            name(part),
            name(whole)
        ),
        LikelyCause::TotalPlusSomething { whole, dimension, group, parts, rest, per, currency } => {
            let parts: Vec<String> = parts.iter().map(|part| one_line(part).into_owned()).collect();
            let rate = per.map(|per| format!(" a {per}")).unwrap_or_default();
            format!(
                "{} may have {} that nobody lists, {} being {} {currency}{rate} more than {}",
                name(group),
                if *dimension == Dimension::Category { "parts" } else { "members" },
                one_line(whole),
                Precision::for_ends(Vec::new()).short(rest),
                listed(&parts, "and")
            )
        }
    }
}

fn scale(claim: &str, factor: &Rational) -> String {
    let lost = factor > &Rational::one();
    let inverse = Rational::one().checked_div(factor).unwrap_or_else(Rational::one);
    let size = if lost { factor } else { &inverse };
    let by = thousands(&size.round_half_up().to_string());
    // A thousandfold is also what lies between one scale word and the next.
    let word = [(6, "“million”"), (9, "“billion”")]
        .into_iter()
        .find(|(power, _)| &Rational::power_of_ten(*power) == size)
        .map_or("scale word", |(_, word)| word);
    match (lost, word) {
        (true, "scale word") => format!("{claim} may have lost a scale word or have one too small (× {by})"),
        (true, word) => format!("{claim} may have lost a {word} (× {by})"),
        (false, "scale word") => format!("{claim} may have a scale word too many or too large (÷ {by})"),
        (false, word) => format!("{claim} may have a {word} too many (÷ {by})"),
    }
}

/// Digits with separators.
fn thousands(digits: &str) -> String {
    let mut shown = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

fn name(named: &Named) -> std::borrow::Cow<'_, str> {
    one_line(&named.name)
}

fn unit(per: Option<Per>) -> String {
    match per {
        None => "a total".to_owned(),
        Some(per) => format!("an amount a {per}"),
    }
}

fn word(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Payer => "payer",
        Dimension::Category => "category",
        _ => "payee",
    }
}

fn apart(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Payer => "two payers",
        Dimension::Category => "two categories",
        Dimension::Time => "two times",
        _ => "two payees",
    }
}
