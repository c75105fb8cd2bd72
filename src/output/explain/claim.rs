//! A claim explained: from its words to what it bounds, and what it is to others.

use std::collections::BTreeMap;

use super::{block, by_rule, excerpt_of, figure, head};
use crate::constraint::Assumption;
use crate::dataset::Files;
use crate::explain::{BoundFacts, ClaimFacts, ConflictAt, Explained, NodeFacts, Placement};
use crate::number::Rational;
use crate::output::amount::{exact, in_unit, percent};
use crate::output::conditions::condition;
use crate::output::sets::named;
use crate::output::table::Page;
use crate::output::{Terminal, conversion, words};
use crate::reconcile::Verdict;
use crate::report::{
    AssumptionFacts, ConversionFacts, ConvertedFacts, Named, Row, ScopeFacts, Section, StandingFacts,
    StepFacts,
};
use crate::scope::Stage;
use crate::text::{counted, listed, one_line};

/// The most bounds that are told of a claim.
const MOST_BOUNDS: usize = 40;

/// The most members of a group, and the most conflicts, that are named.
const MOST_NAMED: usize = 24;

pub(in crate::output) fn render(
    explained: &Explained,
    (row, section): (&Row, Option<&Section>),
    facts: &ClaimFacts,
    files: &Files,
    terminal: Terminal,
) -> String {
    let mut page = Page::new(terminal);
    head(&mut page, &one_line(&row.id), explained);
    page.line("");
    excerpt_of(&mut page, row, explained, files, terminal);
    block(&mut page, "From its words to numbers", &figure::steps(explained, row, facts));
    block(&mut page, "What it is about", &flow(row, facts));
    block(&mut page, "Who says it", &who(explained, row, facts));
    block(&mut page, "Its part in the comparison", &[standing(row, facts)]);
    block(&mut page, "Its place in time", &time(explained, row, facts));
    block(&mut page, "What it comes to in other money", &converted(explained, row));
    block(&mut page, "What it says of which time", &bounds(explained, row, facts));
    block(&mut page, "What it is to other claims", &others(row, section));
    let conflicts: Vec<ConflictAt<'_>> =
        explained.conflicts().filter(|at| at.conflict.claims.contains(&row.id)).collect();
    block(&mut page, "What it cannot be true with", &told_conflicts(&conflicts));
    page.text
}

fn flow(row: &Row, facts: &ClaimFacts) -> Vec<String> {
    let scope = &row.scope;
    let mut told = vec![
        format!("Payer: {}.", entry(&scope.payer, &facts.payer)),
        format!("Payee: {}.", entry(&scope.payee, &facts.payee)),
        format!("Category: {}.", entry(&scope.category, &facts.category)),
        match scope.stage {
            Stage::Unstated => "Stage: not stated; tried as paid.".to_owned(),
            stage => format!("Stage: {}.", stage.word()),
        },
        match &scope.period {
            Some(period) => {
                let fiscal = facts.fiscal_year_of.as_ref();
                let fiscal = fiscal.map(|actor| format!(", by the fiscal year of {}", one_line(actor)));
                format!(
                    "Period: {}, which is {}{}.",
                    one_line(&period.written),
                    days(period.days),
                    fiscal.unwrap_or_default()
                )
            }
            None => "Period: not stated.".to_owned(),
        },
    ];
    if let Some(relative) = &row.relative {
        told.push(format!("It is compared with {}.", other_flow(&relative.to)));
    }
    told
}

fn other_flow(scope: &ScopeFacts) -> String {
    let period = scope.period.as_ref();
    format!(
        "{} → {}, {}, {}, {}",
        one_line(&scope.payer.name),
        one_line(&scope.payee.name),
        if scope.category.id == "all" { "for everything".into() } else { one_line(&scope.category.name) },
        scope.stage.word(),
        period.map_or_else(
            || "over the same time".to_owned(),
            |period| format!("{} ({})", one_line(&period.written), days(period.days))
        )
    )
}

/// "2020-01-01 to 2020-12-31".
fn days(time: crate::period::DayRange) -> String {
    match (time.start(), time.last_day()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => time.to_string(),
    }
}

fn entry(named: &Named, facts: &NodeFacts) -> String {
    let name = one_line(&named.name);
    if facts.is_everything {
        return format!("{name}, as none is named");
    }
    let own = format!("{name} ({})", one_line(&named.id));
    if facts.contains.is_empty() {
        return own;
    }
    let mut members: Vec<String> =
        facts.contains.iter().take(MOST_NAMED).map(|(_, name)| one_line(name).into_owned()).collect();
    let more = facts.contains.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        members.push(format!("{more} more"));
    }
    let rest = if facts.is_complete { "nothing else" } else { "perhaps others that nobody lists" };
    format!("{own}, which contains {}; {rest}", listed(&members, "and"))
}

fn who(explained: &Explained, row: &Row, facts: &ClaimFacts) -> Vec<String> {
    let source = explained.source(&row.source);
    let kind = source.and_then(|source| source.kind.as_ref()).map(|kind| format!(", {}", one_line(kind)));
    let mut told = vec![format!(
        "{} ({}){}.",
        one_line(&row.source_name),
        one_line(&row.source),
        kind.unwrap_or_default()
    )];
    told.push(match &row.date {
        Some(date) if facts.has_own_date => format!("Said {}, by the claim's own date.", one_line(date)),
        Some(date) => format!("Said {}, by the date of its source.", one_line(date)),
        None => "Neither the claim nor its source has a date.".to_owned(),
    });
    if !row.via.is_empty() {
        let via: Vec<String> =
            row.via.iter().map(|via| format!("{} ({})", one_line(&via.name), one_line(&via.id))).collect();
        told.push(format!("Read in {}.", via.join(", which had it from ")));
    }
    if let Some(source) = source {
        let voices: Vec<String> = source.voices.iter().map(|voice| one_line(voice).into_owned()).collect();
        let publisher = one_line(&source.publisher);
        told.push(if source.derives_from.is_empty() {
            format!("Its voice is that of its publisher, {publisher}.")
        } else {
            format!(
                "Its source derives from {}, so the voice is that of {}.",
                named(&source.derives_from),
                listed(&voices, "and")
            )
        });
    }
    if let Some(url) = row.url.as_ref().or(source.and_then(|source| source.url.as_ref())) {
        told.push(format!("To be read at {}", one_line(url)));
    }
    if let Some(note) = &row.note {
        told.push(format!("Note: {}", one_line(note)));
    }
    told
}

fn standing(row: &Row, facts: &ClaimFacts) -> String {
    let replaces = facts.supersedes.as_ref();
    let replaces =
        replaces.map(|old| format!(" It takes the place of {}.", one_line(old))).unwrap_or_default();
    let words = match &row.standing {
        StandingFacts::Active => "It speaks for itself.".to_owned(),
        StandingFacts::Echo { of, differences } => {
            let of = one_line(of);
            let by = if facts.repeats.is_some() {
                "as its `repeats` says"
            } else {
                "as its source derives from that one's"
            };
            let says = if differences.is_empty() {
                "and says the same".to_owned()
            } else {
                let words: Vec<&str> = differences.iter().map(|difference| difference.word()).collect();
                format!("with another {}", listed(&words, "and"))
            };
            format!(
                "It is an echo: it repeats {of}, {by}, {says}. Its own figure takes no part; {of} speaks for it."
            )
        }
        StandingFacts::Superseded { .. } | StandingFacts::Withdrawn { .. } | StandingFacts::NotYet => {
            let why = words::left_out(row).unwrap_or_default();
            format!("It takes no part: {}.", why.trim_end_matches('.'))
        }
    };
    words + &replaces
}

fn time(explained: &Explained, row: &Row, facts: &ClaimFacts) -> Vec<String> {
    match &facts.placement {
        Placement::Total { period } => {
            let what = if row.relative.is_some() { "It compares totals" } else { "A total" };
            vec![format!("{what} over the stated period, {}.", days(*period))]
        }
        Placement::Average { period, steady, length } => {
            let unit = row.per.or(match row.relative.as_ref().map(|relative| &relative.by) {
                Some(crate::report::ComparedBy::Difference { per, .. }) => *per,
                _ => None,
            });
            let held = length.as_ref().zip(unit).map(|(length, per)| {
                format!(", which holds {} {}", exact(length), plural(per.word(), length))
            });
            let mut told = vec![format!(
                "A rate over the stated period, {}{}: it is its average.",
                days(*period),
                held.unwrap_or_default()
            )];
            told.push(if *steady {
                "It is said to be steady: it held in every calendar year of the period.".to_owned()
            } else {
                "On the assumption that it was steady it is also tried over the parts of the period that other \
                 claims speak of."
                    .to_owned()
            });
            told
        }
        Placement::Carried { about, window, by_reading, since, until } => {
            let mut told = Vec::new();
            told.push(match about {
                Some(year) => format!("Without a period it is about the year of its date, {year}."),
                None if row.scope.period.is_some() => {
                    "Its period is open at an end, so it is the average of no length of time.".to_owned()
                }
                None => {
                    "Without a period, and with a date that spans years, it is about none of them.".to_owned()
                }
            });
            told.push(format!(
                "On the assumption that it was steady it is tried in the years around it that other claims speak \
                 of ({}): {by_reading}.",
                by_rule(explained, "carry")
            ));
            if let Some(since) = since {
                told.push(format!(
                    "But not before {}: the same publisher states another rate in {}.",
                    start(*window),
                    one_line(since)
                ));
            }
            if let Some(until) = until {
                told.push(format!(
                    "But not after {}: the same publisher states another rate in {}.",
                    last(*window),
                    one_line(until)
                ));
            }
            if window != by_reading {
                told.push(format!("So it is tried in {window}."));
            }
            told
        }
        Placement::Undated { until, year } => {
            let until =
                if until.end().is_none() { ", nobody says which".to_owned() } else { format!(" {until}") };
            let mut told = vec![format!(
                "A total without a period: it fell into some stretch of time{until}, so that all of that holds at \
                 least as much, and only its low end binds."
            )];
            told.push(match year {
                Some(year) => format!(
                    "On the assumption that it fell within {year} it is also tried as the total of that year ({}).",
                    by_rule(explained, "undated")
                ),
                None if row.date.is_none() => "It has no date, so it is tried in no one year.".to_owned(),
                None => format!("It is tried in no one year ({}).", by_rule(explained, "undated")),
            });
            told
        }
        Placement::Stock { day } => {
            vec![format!("A stock, held on {day}: it is compared with other stocks only.")]
        }
        Placement::Unplaced => {
            vec!["Nothing places it in time: it has no period and no date.".to_owned()]
        }
    }
}

fn plural(unit: &str, count: &Rational) -> String {
    if count == &Rational::one() { unit.to_owned() } else { format!("{unit}s") }
}

fn start(time: crate::period::DayRange) -> String {
    time.start().map_or_else(String::new, |day| day.to_string())
}

fn last(time: crate::period::DayRange) -> String {
    time.last_day().map_or_else(String::new, |day| day.to_string())
}

/// From the claim's own unit to the report's; nothing where they are one.
fn converted(explained: &Explained, row: &Row) -> Vec<String> {
    match &row.converted {
        None => Vec::new(),
        Some(ConvertedFacts::NotConvertible(missing)) => {
            vec![format!("It is not convertible: {}.", conversion::missing(missing))]
        }
        Some(ConvertedFacts::Converted(converted)) => {
            let told = |amount: &str| in_unit(converted.unit, amount);
            let range = match (&converted.low, &converted.high) {
                (Some(low), Some(high)) => told(&format!("{} to {}", exact(low), exact(high))),
                (Some(low), None) => format!("at least {}", told(&exact(low))),
                (None, Some(high)) => format!("at most {}", told(&exact(high))),
                (None, None) => "any amount".to_owned(),
            };
            let per = converted.per.map(|per| format!(" a {}", per.word())).unwrap_or_default();
            let mut told = vec![format!(
                "Against claims in other units it is held in {}, {}; against claims in its own unit as it is.",
                converted.unit,
                at_rates(explained, converted)
            )];
            told.extend(conversion::steps(converted));
            told.push(format!("So it comes to {range}{per}."));
            told
        }
    }
}

/// At the rates or prices of which time: that of the flow, or what the claim itself names.
fn at_rates(explained: &Explained, converted: &ConversionFacts) -> String {
    let exchanged = converted.steps.iter().find_map(|step| match step {
        StepFacts::Rate { time, .. } => Some(*time),
        StepFacts::Prices { .. } => None,
    });
    match exchanged {
        None => format!("by the index of prices of {}", converted.time),
        Some(time) if time == converted.time => {
            format!("at the rates of {time} ({})", by_rule(explained, "exchange"))
        }
        Some(time) => format!("at the rate of {time}, as its own `exchange` says"),
    }
}

fn bounds(explained: &Explained, row: &Row, facts: &ClaimFacts) -> Vec<String> {
    if row.relative.is_some() {
        return vec!["It bounds no flow by itself, only one flow by another.".to_owned()];
    }
    let mut told: Vec<String> =
        facts.bounds.iter().take(MOST_BOUNDS).map(|bound| of_bound(explained, row, bound)).collect();
    let more = facts.bounds.len().saturating_sub(MOST_BOUNDS);
    if more > 0 {
        told.push(format!("… and {more} more, which JSON has."));
    }
    told
}

fn of_bound(explained: &Explained, row: &Row, bound: &BoundFacts) -> String {
    let report = &explained.report;
    let is_base = row.currency == report.currency && row.prices == report.prices;
    let currency = if is_base { String::new() } else { format!("{} ", row.currency) };
    let prices = row.prices.filter(|_| !is_base);
    let prices = prices.map(|year| format!(" in {year} prices")).unwrap_or_default();
    let times = |end: &Rational, own: Option<Rational>, by: Option<&Rational>| {
        let before = by.and_then(|by| end.checked_div(by)).unwrap_or_else(|| end.clone());
        let by = by.map(|by| format!(" × {}", exact(by))).unwrap_or_default();
        let own = match (&bound.length, own, row.per) {
            (Some(length), Some(own), Some(per)) if length != &Rational::one() => {
                format!("{currency}{} a {}{prices} × {}", exact(&own), per.word(), exact(length))
            }
            _ if by.is_empty() => return format!("{currency}{}{prices}", exact(end)),
            _ => format!("{currency}{}{prices}", exact(&before)),
        };
        let end = exact(end);
        let result = bound.converted.as_ref().map_or_else(|| end.clone(), |to| in_unit(to.unit, &end));
        format!("{own}{by} = {result}")
    };
    let by_low = bound.converted.as_ref().map(|factor| &factor.low);
    let by_high = bound.converted.as_ref().map(|factor| &factor.high);
    let own = |end: Option<crate::money::Amount>| end.map(crate::money::Amount::to_rational);
    let least =
        bound.low.as_ref().map(|low| format!("at least {}", times(low, own(row.interval.low), by_low)));
    let most =
        bound.high.as_ref().map(|high| format!("at most {}", times(high, own(row.interval.high), by_high)));
    let ends: Vec<String> = least.into_iter().chain(most).collect();
    let ends = if ends.is_empty() { "nothing".to_owned() } else { listed(&ends, "and") };
    let facts: Vec<AssumptionFacts> = bound
        .assumptions
        .iter()
        .map(|assumption| AssumptionFacts {
            claim: row.id.clone(),
            assumption: assumption.clone(),
            tried: bound.time,
        })
        .collect();
    let taking = condition(facts.iter(), None, &[]).map_or_else(
        || ", by its words".to_owned(),
        |condition| {
            let mut rules: Vec<String> = bound
                .assumptions
                .iter()
                .filter_map(|assumption| rule_of(assumption, Some(row)))
                .map(|key| if key == "as-of" { by_rule(explained, key) } else { format!("by `{key}`") })
                .collect();
            rules.dedup();
            let rules = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join("; ")) };
            format!(", taking it that {condition}{rules}")
        },
    );
    let time = if row.scope.stage == Stage::Held {
        format!("On {}", bound.time)
    } else {
        words::capitalised(&bound.time.to_string())
    };
    format!("{time}: {ends}{taking}.")
}

/// The key of the rule by which something is assumed of the claim of a row. That an average over a stated
/// period held in its parts is assumed by no rule.
pub(super) fn rule_of(assumption: &Assumption, row: Option<&Row>) -> Option<&'static str> {
    match assumption {
        Assumption::SteadyRate { .. } => {
            let period = row.and_then(|row| row.scope.period.as_ref());
            period.is_none_or(|period| !period.days.is_bounded()).then_some("carry")
        }
        Assumption::WithinOneYear { .. } => Some("undated"),
        Assumption::SameDay { .. } => Some("as-of"),
        Assumption::AverageRate { .. } | Assumption::AveragePrices { .. } => Some("exchange"),
        Assumption::WasPaid { .. } | Assumption::OfficialRate { .. } | Assumption::PriceIndex { .. } => None,
    }
}

fn others(row: &Row, section: Option<&Section>) -> Vec<String> {
    let Some(section) = section else {
        return vec!["It bears on no other claim, or is not compared.".to_owned()];
    };
    if !section.compared {
        return vec![words::TOO_MANY.to_owned()];
    }
    let mut by_verdict: BTreeMap<Verdict, Vec<String>> = BTreeMap::new();
    for pair in &section.pairs {
        let other = if pair.first == row.id {
            &pair.second
        } else if pair.second == row.id {
            &pair.first
        } else {
            continue;
        };
        by_verdict.entry(pair.verdict).or_default().push(other.clone());
    }
    let told = Verdict::ALL.into_iter().filter_map(|verdict| {
        let claims = by_verdict.get(&verdict)?;
        Some(format!("{} {} ({}): {}.", verdict.mark(), verdict.word(), claims.len(), named(claims)))
    });
    told.collect()
}

fn told_conflicts(conflicts: &[ConflictAt<'_>]) -> Vec<String> {
    let mut told: Vec<String> = conflicts
        .iter()
        .take(MOST_NAMED)
        .map(|at| {
            let conflict = at.conflict;
            let stretch = conflict.stretch.as_ref();
            let stretch = stretch.map_or_else(
                || "no stretch makes them fit".to_owned(),
                |stretch| format!("stretched by {} they fit", percent(stretch, &Rational::zero())),
            );
            format!(
                "{}: a {} of {}; {stretch}.",
                conflict.id,
                conflict.verdict.word(),
                named(&conflict.claims)
            )
        })
        .collect();
    let more = conflicts.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        told.push(format!("… and {}, which JSON has.", counted(more, "more conflict")));
    }
    told
}
