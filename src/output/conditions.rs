//! What a verdict takes for granted, in words.

use std::collections::BTreeSet;

use crate::constraint::Assumption;
use crate::period::DayRange;
use crate::report::{AssumptionFacts, Named, Row};
use crate::text::{listed, one_line};

/// What a verdict assumes, as it follows "only if" or "taking it that". `throughout` is the time in any year
/// of which it holds, where the claims of `rows` are rates.
pub(super) fn condition<'a>(
    assumptions: impl Iterator<Item = &'a AssumptionFacts> + Clone,
    throughout: Option<DayRange>,
    rows: &[&Row],
) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let steady = assumptions.clone().filter_map(|each| match &each.assumption {
        Assumption::SteadyRate { stated, .. } => Some((each, stated)),
        _ => None,
    });
    let mut years: Vec<Option<DayRange>> = rows.iter().map(|row| about(row)).collect();
    years.sort();
    years.dedup();
    let years: Option<Vec<DayRange>> = years.into_iter().collect();
    match (years, throughout) {
        // Rates, each of its own year: whichever year they share, all must have held in it.
        (Some(years), Some(throughout)) if steady.clone().next().is_some() && years.len() > 1 => {
            let tried = if throughout.calendar_year().is_some() {
                format!("in {throughout}")
            } else {
                format!("in one same year of {throughout}")
            };
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            parts.push(format!("the rates of {} held {tried}", listed(&years, "and")));
        }
        _ => {
            for (each, stated) in steady {
                parts.push(format!(
                    "the rate of {stated} ({}) held in {}",
                    one_line(&each.claim),
                    each.tried
                ));
            }
        }
    }
    for each in assumptions {
        match &each.assumption {
            Assumption::SteadyRate { .. } => {}
            Assumption::WithinOneYear { year, .. } => {
                parts.push(format!("the total of {} fell within {year}", one_line(&each.claim)));
            }
            Assumption::SameDay { stated, .. } => {
                parts.push(format!("little happened between {}", listed(&moved(*stated, each.tried), "and")));
            }
            Assumption::AverageRate { .. } => {
                // Of a day there may be no more than the average of its year.
                parts.push(format!("the average rate for {} held for {}", each.tried, one_line(&each.claim)));
            }
            Assumption::AveragePrices { .. } => {
                parts.push(format!(
                    "the average of prices over {} held for {}",
                    each.tried,
                    one_line(&each.claim)
                ));
            }
            Assumption::PriceIndex { series, .. } => {
                parts.push(format!("prices rose as {} says", one_line(series.id())));
            }
            Assumption::OfficialRate { currency, .. } => {
                parts.push(format!("the official rate of {currency} was what it was worth"));
            }
            Assumption::WasPaid { .. } => {
                parts.push(format!(
                    "the amount of {}, whose stage is not stated, was paid",
                    one_line(&each.claim)
                ));
            }
        }
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    parts.retain(|part| told.insert(part.clone()));
    (!parts.is_empty()).then(|| listed(&parts, "and"))
}

/// The groups that a verdict takes at their word to have no other members.
pub(super) fn taken_as_complete(groups: &[Named]) -> String {
    let names: Vec<String> = groups.iter().map(|group| one_line(&group.name).into_owned()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("; taking the list of {} to be complete", listed(&names, "and of"))
}

/// The calendar year that a rate without a period is about.
fn about(row: &Row) -> Option<DayRange> {
    let carried = row.per.is_some() && row.scope.period.is_none();
    let own = row.constraints.iter().find(|constraint| constraint.assumptions.is_empty());
    own.map(|own| own.time).filter(|time| carried && time.calendar_year().is_some())
}

/// The ends that were moved, each as the two days it stands for.
fn moved(stated: DayRange, tried: DayRange) -> Vec<String> {
    let days = [(stated.start(), tried.start()), (stated.last_day(), tried.last_day())];
    let apart = days.into_iter().filter_map(|(from, to)| Some((from?, to?))).filter(|(from, to)| from != to);
    let mut words: Vec<String> =
        apart.map(|(from, to)| format!("{} and {}", from.min(to), from.max(to))).collect();
    words.dedup();
    words
}
