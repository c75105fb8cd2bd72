//! The reading of a dataset and its named variants.

use std::collections::BTreeMap;

use super::Log;
use crate::dataset::raw::{RawReading, Text};
use crate::period::Duration;
use crate::problem::{Fault, Problem};
use crate::reading::{AsWritten, Exchange, Magnitude, Percent, Reading, Undated};

/// The most that a magnitude word may count: what figures say beyond it they say in scale words.
const LARGEST_COUNT: i64 = 1_000_000;

/// The longest time that a reading carries anything over, in years.
const LONGEST_YEARS: u32 = 100;

pub(super) fn read(
    own: Option<RawReading<'_>>,
    variants: Vec<(Text<'_>, RawReading<'_>)>,
    log: &mut Log<'_>,
) -> (Reading, BTreeMap<String, Reading>) {
    let mut base = Reading::default();
    apply(&mut base, own.unwrap_or_default(), log);
    let mut named = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (name, raw) in variants {
        let mut variant = base.clone();
        variant.name = Some(name.value.to_string());
        apply(&mut variant, raw, log);
        if let Some(first) = places.insert(name.value.to_string(), name.place) {
            let fault = Fault::ListedTwice { key: "reading", id: name.value.to_string() };
            log.problems.push(Problem::at(name.place, fault).related_to(first));
        }
        named.insert(name.value.into_owned(), variant);
    }
    (base, named)
}

fn apply(reading: &mut Reading, raw: RawReading<'_>, log: &mut Log<'_>) {
    if let Some(percent) = raw.approximately.and_then(|text| percent("approximately", &text, log)) {
        reading.approximately = percent;
        reading.declare("approximately");
    }
    if let Some(text) = raw.as_written {
        reading.declare("as-written");
        if text.value == "last-digit" {
            reading.as_written = AsWritten::LastDigit;
        } else if text.value.contains('%') {
            if let Some(percent) = percent("as-written", &text, log) {
                reading.as_written = AsWritten::Within(percent);
            }
        } else {
            let found = text.value.to_string();
            let allowed = vec!["last-digit", "5%"];
            log.push(text.place, Fault::NotOneOf { key: "as-written", found, allowed, suggestion: None });
        }
    }
    if let Some(percent) = raw.materiality.and_then(|text| percent("materiality", &text, log)) {
        reading.materiality = percent;
        reading.declare("materiality");
    }
    if let Some(duration) = raw.carry.and_then(|text| duration("carry", &text, log)) {
        reading.carry = duration;
        reading.declare("carry");
    }
    if let Some(text) = raw.undated {
        let words = [("year", Undated::Year), ("open", Undated::Open)];
        if let Some(undated) = log.word("undated", &text, &words) {
            reading.undated = undated;
            reading.declare("undated");
        }
    }
    if let Some(duration) = raw.as_of.and_then(|text| duration("as-of", &text, log)) {
        reading.as_of = duration;
        reading.declare("as-of");
    }
    if let Some(text) = raw.exchange
        && let Some(exchange) = log.word("exchange", &text, &Exchange::WORDS)
    {
        reading.exchange = exchange;
        reading.declare("exchange");
    }
    for (word, least, most) in raw.magnitudes {
        let Some(magnitude) = log.word("magnitudes", &word, &Magnitude::ALL.map(|each| (each.key(), each)))
        else {
            continue;
        };
        match (u32::try_from(least), u32::try_from(most)) {
            (Ok(low), Ok(high)) if low <= high && most <= LARGEST_COUNT => {
                reading.set_magnitude(magnitude, (low, high));
                reading.declare(magnitude.key());
            }
            _ => log.push(word.place, Fault::BadMagnitude { key: word.value.to_string() }),
        }
    }
}

fn percent(key: &'static str, text: &Text<'_>, log: &mut Log<'_>) -> Option<Percent> {
    let percent = Percent::parse(&text.value);
    if percent.is_none() {
        log.push(text.place, Fault::BadPercent { key, found: text.value.to_string() });
    }
    percent
}

fn duration(key: &'static str, text: &Text<'_>, log: &mut Log<'_>) -> Option<Duration> {
    let duration = Duration::parse(&text.value).filter(|&duration| {
        let day = chrono::NaiveDate::default();
        duration.after(day) <= Duration::years(LONGEST_YEARS).after(day)
    });
    if duration.is_none() {
        log.push(text.place, Fault::BadDuration { key, found: text.value.to_string() });
    }
    duration
}
