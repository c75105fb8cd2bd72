//! From raw records to a valid [`Dataset`], collecting every problem on the way.
//!
//! Each part of a claim is checked on its own, so that a claim with three faults shows three. A
//! dataset comes out only if nothing was wrong anywhere.

mod checks;
mod claims;
mod groups;
mod ids;
mod rates;
mod readings;
mod sources;
mod stages;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::claim::{Dataset, Named};
use crate::currency::Currency;
use crate::dataset::is_double;
use crate::dataset::raw::{RawDataset, Text};
use crate::dataset::{self, Files, NewClaims, Table};
use crate::period::Date;
use crate::problem::{Fault, Place, Problem};
use crate::reading::Reading;
use crate::text::did_you_mean;

/// Loads the dataset at `path`: its files, and the dataset or everything that is wrong with it.
pub fn load(path: &Path) -> (Files, Result<Dataset, Vec<Problem>>) {
    load_with(path, &[])
}

/// The same with claims that are not in the dataset yet: [`Files::is_new`] tells which those are.
pub fn load_with(path: &Path, new: &[NewClaims]) -> (Files, Result<Dataset, Vec<Problem>>) {
    let mut problems = Vec::new();
    let files = dataset::read_files(path, new, &mut problems);
    if files.is_empty() {
        return (files, Err(problems));
    }
    let raw = dataset::parse(&files, &mut problems);
    if problems.is_empty() && raw.claims.is_empty() {
        let path = crate::text::one_line(&path.to_string_lossy()).into_owned();
        problems.push(Problem::general(Fault::EmptyDataset { path, files: files.len() }));
    }
    let tables = dataset::read_tables(&files, raw.named_tables(), &mut problems);
    let dataset = normalise(raw, &files, &tables, &mut problems);
    (files.with_tables(tables), dataset.ok_or(problems))
}

/// Reads a dataset from files in memory, or tells everything that is wrong with it.
pub fn read(files: &Files) -> Result<Dataset, Vec<Problem>> {
    let mut problems = Vec::new();
    let raw = dataset::parse(files, &mut problems);
    normalise(raw, files, files.tables(), &mut problems).ok_or(problems)
}

/// Checks and resolves raw records. There is a dataset only if `problems` is empty afterwards.
fn normalise(
    raw: RawDataset<'_>,
    files: &Files,
    tables: &[Table],
    problems: &mut Vec<Problem>,
) -> Option<Dataset> {
    let mut log = Log { files, problems };
    let title = raw.header.as_ref().and_then(|header| header.title.as_ref());
    let title = title.map(|title| title.value.trim().to_owned());
    let currency = raw.header.as_ref().and_then(|header| header.currency.as_ref());
    let currency = currency.map(|code| (log.currency(code), code));
    // Where something could not be read, the table may be in it.
    let may_be_unread = |problem: &Problem| problem.place.is_none() || is_syntax(problem);
    if raw.header.is_none() && !log.problems.iter().any(may_be_unread) {
        log.problems.push(Problem::general(Fault::NoHeader));
    }
    for (table, place) in raw.settings() {
        if log.files.is_foreign(place) {
            log.push(place, Fault::SettingInNewClaims { table });
        }
    }
    let (reading, variants) = readings::read(raw.reading.map(|(own, _)| own), raw.variants, &mut log);
    let stage_order = stages::order(raw.stages, &mut log);
    let levels = checks::levels(raw.checks, &mut log);
    let rates = rates::read(raw.rates, raw.prices, tables, &mut log);
    let actors = groups::actors(raw.actors, &mut log);
    let categories = groups::categories(raw.categories, &mut log);
    let sources = sources::sources(raw.sources, &mut log);
    // A dataset whose currency is missing or misspelt has that one fault, not one in each figure.
    let currency = match currency {
        Some((Some(currency), _)) => currency,
        _ => Currency::from_code("USD")?,
    };
    let mut readings: Vec<&Reading> = vec![&reading];
    for variant in variants.values() {
        if !readings.iter().any(|known| known.reads_figures_like(variant)) {
            readings.push(variant);
        }
    }
    let context =
        claims::Context { currency, actors: &actors, categories: &categories, sources: &sources, readings };
    let (claims, known_conflicts) = claims::claims(raw.claims, raw.known_conflicts, &context, &mut log);
    if !log.problems.is_empty() {
        forget_echoes_of_syntax(files, log.problems);
        return None;
    }
    Some(Dataset {
        title: title?,
        currency,
        reading,
        variants,
        stage_order,
        actors: actors.hierarchy,
        actor_places: actors.places,
        category_places: categories.places,
        fiscal_years: actors.fiscal_years,
        categories: categories.hierarchy,
        sources: sources.sources,
        claims,
        known_conflicts,
        levels,
        rates: Arc::new(rates),
        left_out: 0,
        named_elsewhere: Named::default(),
    })
}

fn is_syntax(problem: &Problem) -> bool {
    matches!(problem.fault, Fault::Syntax { .. })
}

/// A value that is not even TOML comes back as some other value; what is wrong with that is no fault
/// of the dataset. The keys below a header that is none come back in another table, or in none, and what they
/// define is not known.
fn forget_echoes_of_syntax(files: &Files, problems: &mut Vec<Problem>) {
    let broken = problems.iter().filter(|problem| is_syntax(problem));
    let broken = broken.filter_map(|problem| {
        let place = problem.place?;
        // What stands below a header that stands twice is read.
        let is_double = matches!(&problem.fault, Fault::Syntax { message, .. } if is_double(message));
        Some(if is_double { (place, "") } else { unread(place, files) })
    });
    let (mut broken, mut unread): (Vec<Place>, Vec<&str>) = broken.unzip();
    broken.sort();
    unread.truncate(MOST_UNREAD);
    problems.retain(|problem| {
        let Some(place) = problem.place.filter(|_| !is_syntax(problem)) else { return true };
        if let Fault::UnknownId { id, .. } = &problem.fault
            && !id.is_empty()
            && unread.iter().any(|text| text.contains(id.as_str()))
        {
            return false;
        }
        let after = broken.partition_point(|each| (each.file, each.start) <= (place.file, place.end));
        let nearest = after.checked_sub(1).and_then(|before| broken.get(before));
        nearest.is_none_or(|each| each.file != place.file || each.end < place.start)
    });
}

/// The most lines that cannot be read in which ids are looked for: each takes reading it for each id.
const MOST_UNREAD: usize = 200;

/// What cannot be read for a syntax error: its place, in a header with all the keys below it, and the text of
/// these lines.
fn unread(place: Place, files: &Files) -> (Place, &str) {
    let text = files.text(place.file);
    let (before, _) = text.split_at_checked(place.start as usize).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let lines = text.get(start..).unwrap_or("");
    let is_header = |line: &str| line.trim_start().starts_with('[');
    let mut below = lines.split_inclusive('\n');
    let mut length = below.next().map_or(0, str::len);
    if !is_header(lines) {
        return (place, lines.get(..length).unwrap_or(lines));
    }
    length += below.take_while(|line| !is_header(line)).map(str::len).sum::<usize>();
    let end = u32::try_from(start + length).unwrap_or(u32::MAX).max(place.end);
    (Place { end, ..place }, lines.get(..length).unwrap_or(lines))
}

/// Where problems go, with the checks that several tables share.
struct Log<'a> {
    files: &'a Files,
    problems: &'a mut Vec<Problem>,
}

/// Past this many problems suggestions stop: comparing every id with every other takes too long.
const MOST_SUGGESTIONS: usize = 200;

impl Log<'_> {
    fn push(&mut self, place: Place, fault: Fault) {
        self.problems.push(Problem::at(place, fault));
    }

    fn currency(&mut self, code: &Text<'_>) -> Option<Currency> {
        let currency = Currency::from_code(&code.value);
        if currency.is_none() {
            let upper = code.value.trim().to_uppercase();
            let suggestion = Currency::from_code(&upper).map(|currency| currency.code().to_owned());
            self.push(code.place, Fault::UnknownCurrency { found: code.value.to_string(), suggestion });
        }
        currency
    }

    fn date(&mut self, date: &Text<'_>) -> Option<Date> {
        Date::parse(&date.value)
            .map_err(|error| self.push(self.within(date, &error.span()), Fault::Date(error)))
            .ok()
    }

    /// The place of some bytes of a text's value. Where escapes make the written text differ from
    /// its value, the place of the whole.
    fn within(&self, text: &Text<'_>, span: &Range<usize>) -> Place {
        let written = self.files.slice(text.place);
        let value = text.value.as_ref();
        let quotes = written.find(value).filter(|_| !value.is_empty());
        let narrow = |at: usize| u32::try_from(at).unwrap_or(0);
        match quotes {
            Some(lead) if lead <= 3 && span.start <= span.end && span.end <= value.len() => Place {
                file: text.place.file,
                start: text.place.start + narrow(lead + span.start),
                end: text.place.start + narrow(lead + span.end),
            },
            _ => text.place,
        }
    }

    fn suggest<'s>(&self, word: &str, candidates: impl Iterator<Item = &'s str>) -> Option<String> {
        if self.problems.len() >= MOST_SUGGESTIONS {
            return None;
        }
        did_you_mean(word, candidates).map(str::to_owned)
    }

    /// One of a few words.
    fn word<T: Copy>(
        &mut self,
        key: &'static str,
        found: &Text<'_>,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let written = found.value.as_ref();
        let meant = words.iter().find(|(word, _)| *word == written).map(|&(_, meaning)| meaning);
        if meant.is_none() {
            let allowed: Vec<&'static str> = words.iter().map(|&(word, _)| word).collect();
            let suggestion = self.suggest(written, allowed.iter().copied());
            self.push(found.place, Fault::NotOneOf { key, found: written.to_owned(), allowed, suggestion });
        }
        meant
    }
}

/// What a text becomes in the valid dataset.
fn owned(text: Option<Text<'_>>) -> Option<String> {
    text.map(|text| text.value.into_owned())
}
