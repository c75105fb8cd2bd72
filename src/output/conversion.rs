//! Conversions in words: what a claim comes to in the report's unit, by which rates, and why it does not.

use chrono::Datelike as _;

use super::amount::{exact, multiplied};
use super::words;
use crate::period::DayRange;
use crate::rates::Step;
use crate::report::{ConversionFacts, CoveredFacts, MissingFacts, StepFacts};
use crate::text::{counted, listed, one_line};

/// What is missing, and how to supply it.
pub(super) fn missing(missing: &MissingFacts) -> String {
    let MissingFacts { currency, time, of_prices, covered } = missing;
    let (what, table) =
        if *of_prices { ("index of prices", "[prices]") } else { ("exchange rate", "[rates]") };
    let covers = |each: &CoveredFacts| {
        let span = match (&each.from, &each.to) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("{from} on"),
            (None, Some(to)) => format!("up to {to}"),
            (None, None) => "other times".to_owned(),
        };
        format!("{} has it for {span}", one_line(&each.series))
    };
    let covered: Vec<String> = covered.iter().map(covers).collect();
    let covered = if covered.is_empty() { String::new() } else { format!(" ({})", covered.join("; ")) };
    let day = if *of_prices { "" } else { ", or give the claim `exchange = DATE`" };
    let all = match (time.start(), time.end()) {
        (None, None) if !covered.is_empty() => {
            let place =
                if *of_prices { "a date or a period" } else { "a date, a period or `exchange = DATE`" };
            return format!(
                "nothing says when the money flowed, so there is no {what} of {currency} to go by; give the claim \
                 {place}"
            );
        }
        (Some(_), Some(_)) => "all of",
        _ => "all of the time",
    };
    format!(
        "there is no {what} of {currency} for {all} {time}{covered}; add what is missing to a table named under \
         {table}{day}"
    )
}

/// The steps of a conversion, so that they can be redone.
pub(super) fn steps(conversion: &ConversionFacts) -> Vec<String> {
    let sentence = |each: &StepFacts| words::capitalised(&step(each)) + ".";
    let mut told: Vec<String> = conversion.steps.iter().map(sentence).collect();
    let times = exact(&conversion.average);
    let spread = match (&conversion.lowest, &conversion.highest) {
        (Some(lowest), Some(highest)) if lowest == highest => String::new(),
        (Some(lowest), Some(highest)) => {
            format!(
                "; however the money was spread over {}, by no less than {} and no more than {}",
                conversion.time,
                exact(lowest),
                exact(highest)
            )
        }
        _ => format!("; no more than the average for {} is known", conversion.time),
    };
    told.push(format!("So amounts are multiplied by {times}{spread}."));
    told
}

fn step(step: &StepFacts) -> String {
    match step {
        StepFacts::Rate {
            base,
            quote,
            series,
            time,
            average,
            lowest,
            highest,
            quoted,
            each,
            divides,
            official_only,
        } => {
            let quoted = if *quoted == 1 && is_one(*time, *each) {
                String::new()
            } else {
                match each {
                    Step::Always => String::new(),
                    Step::Day => format!(", the average of {}", counted(*quoted, "quoted day")),
                    Step::Month if *quoted == 1 => ", the average of that month".to_owned(),
                    Step::Month => format!(", the average of {} by their days", counted(*quoted, "month")),
                    Step::Year if *quoted == 1 => ", the average of that year".to_owned(),
                    Step::Year => format!(", the average of {} by their days", counted(*quoted, "year")),
                }
            };
            let between = match (lowest, highest) {
                (Some(lowest), Some(highest)) if lowest != highest => {
                    format!(" (lowest {}, highest {})", exact(lowest), exact(highest))
                }
                _ => String::new(),
            };
            let when = if *each == Step::Always { String::new() } else { format!(", {time}") };
            let official = if *official_only {
                "; that rate was official only, and little was exchanged at it"
            } else {
                ""
            };
            let way = if *divides { "divided by" } else { "times" };
            format!(
                "{way} {}: 1 {base} = {} {quote}{when}{quoted}{between}, by {}{official}",
                exact(average),
                exact(average),
                one_line(series)
            )
        }
        StepFacts::Prices { currency, series, base, base_index, time, index, quoted, from_base } => {
            let index_of_time = if *quoted == 1 {
                format!("the index of {time}, {}", exact(index))
            } else {
                format!(
                    "the index over {time}, {} (the average of {quoted} years by their days)",
                    exact(index)
                )
            };
            let of_base = format!("that of {base}, {}", exact(base_index));
            let (first, second) =
                if *from_base { (index_of_time, of_base) } else { (of_base, index_of_time) };
            format!("prices of {currency} by {}: times {first}, by {second}", one_line(series))
        }
    }
}

/// Whether a time is one of what a series quotes.
fn is_one(time: DayRange, each: Step) -> bool {
    match each {
        Step::Day => time.start().is_some_and(|day| DayRange::single(day) == time),
        Step::Month => time.start().is_some_and(|day| DayRange::month(day.year(), day.month()) == Some(time)),
        Step::Year => time.calendar_year().is_some(),
        Step::Always => true,
    }
}

/// "USD 14.951M – 15.069M at 1.1819".
pub(super) fn at(conversion: &ConversionFacts) -> String {
    let official: Vec<&str> = conversion
        .steps
        .iter()
        .filter_map(|step| match step {
            StepFacts::Rate { base, quote, official_only: true, .. } => {
                Some(if base == "USD" { quote.as_str() } else { base.as_str() })
            }
            _ => None,
        })
        .collect();
    let official = if official.is_empty() {
        String::new()
    } else {
        format!(", official rate of {}", listed(&official, "and"))
    };
    format!("{}{official}", multiplied(&conversion.average))
}
