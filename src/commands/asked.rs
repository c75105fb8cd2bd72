//! What commands are asked: which dataset and reading, which actors, categories, days and periods.

use std::io::{self, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::period::{Date, DayRange, PeriodSpec};
use crossfoot::problem::{Problem, excerpt};
use crossfoot::reading::Reading;
use crossfoot::scope::{Hierarchy, Node};
use crossfoot::text::{counted, did_you_mean, listed, one_line};

use super::Failure;
use super::output::width_of;

/// A sound dataset with its files.
pub(crate) fn dataset(path: &Path) -> Result<(Files, Dataset), Failure> {
    let (files, dataset) = normalise::load(path);
    note_ignored(&files);
    let dataset = dataset.map_err(|problems| unusable(&problems, &files))?;
    Ok((files, dataset))
}

/// The most ignored files that are named.
const MOST_IGNORED: usize = 5;

/// Says which files were not read since git ignores them: somebody may wonder where their claims are.
pub(crate) fn note_ignored(files: &Files) {
    let count = files.ignored().len();
    if count == 0 {
        return;
    }
    let mut named: Vec<String> = files.ignored().take(MOST_IGNORED).map(|path| format!("`{path}`")).collect();
    if count > MOST_IGNORED {
        named.push(format!("{} more", count - MOST_IGNORED));
    }
    let (files, verb) = if count == 1 { ("it", "is") } else { ("them", "are") };
    let note =
        format!("note: {} {verb} ignored by git, and nothing in {files} is read\n", listed(&named, "and"));
    // With standard error gone there is nobody left to tell.
    let _ = anstream::stderr().write_all(note.as_bytes());
}

/// Every problem with its lines, and how many there are.
pub(super) fn unusable(problems: &[Problem], files: &Files) -> Failure {
    let colour = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let mut text = excerpt::render(problems, files, colour, width_of(&io::stderr()));
    if problems.iter().any(|problem| problem.place.is_some()) {
        let count = counted(problems.len(), "problem");
        let summary = format!("{count}: nothing is reported until the dataset is sound");
        text.push_str(Failure::new(summary, None).message());
    }
    Failure::written(text)
}

/// The dataset's own reading, or the variant of this name.
pub(crate) fn reading<'a>(dataset: &'a Dataset, name: Option<&str>) -> Result<&'a Reading, Failure> {
    dataset.reading(name).ok_or_else(|| {
        let name = name.unwrap_or_default();
        let known: Vec<String> =
            dataset.variant_names().map(|name| format!("`{}`", one_line(name))).collect();
        let help = match did_you_mean(name, dataset.variant_names()) {
            Some(meant) => format!("did you mean `{}`?", one_line(meant)),
            None if known.is_empty() => format!("declare it as [reading.{}]", one_line(name)),
            None => format!("it has {}", listed(&known, "and")),
        };
        Failure::new(format!("the dataset has no reading `{}`", one_line(name)), Some(help))
    })
}

/// A date given as an option.
pub(crate) fn date(flag: &str, text: Option<&str>) -> Result<Option<Date>, Failure> {
    let parse = |text: &str| {
        Date::parse(text)
            .map_err(|error| Failure::new(format!("--{flag}: {}", error.message()), error.help()))
    };
    text.map(parse).transpose()
}

/// A year in whose prices amounts are to be told, of which there is an index.
pub(crate) fn prices(dataset: &Dataset, year: Option<i32>) -> Result<Option<i32>, Failure> {
    let Some(year) = year else { return Ok(None) };
    let index = |year: i32| dataset.rates().prices(dataset.currency(), year, DayRange::year(year));
    match (1000..=9999).contains(&year).then(|| index(year)) {
        Some(Ok(_)) => Ok(Some(year)),
        None => {
            let help = "give a year such as 2020".to_owned();
            Err(Failure::new(format!("--prices: {year} is no year"), Some(help)))
        }
        Some(Err(missing)) => {
            let message =
                format!("--prices: there is no index of prices in {} for {year}", dataset.currency());
            let covered = missing.covered.iter().map(|(series, from, to)| {
                let day =
                    |day: &Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
                format!("{} has {} to {}", one_line(series.id()), day(from), day(to))
            });
            let covered: Vec<String> = covered.collect();
            let known = if covered.is_empty() { String::new() } else { covered.join("; ") + ", or " };
            Err(Failure::new(message, Some(format!("{known}name a table of your own under [prices]"))))
        }
    }
}

/// An actor or category given as an option.
pub(crate) fn entry(flag: &str, hierarchy: &Hierarchy, id: Option<&str>) -> Result<Option<Node>, Failure> {
    id.map(|id| find(flag, hierarchy, id)).transpose()
}

fn find(flag: &str, hierarchy: &Hierarchy, id: &str) -> Result<Node, Failure> {
    hierarchy.find(id).ok_or_else(|| {
        let kind = if flag == "category" { "category" } else { "actor" };
        let help =
            did_you_mean(id, hierarchy.ids()).map(|meant| format!("did you mean `{}`?", one_line(meant)));
        Failure::new(format!("--{flag}: the dataset has no {kind} `{}`", one_line(id)), help)
    })
}

/// The days of a period. One that is open at its end has no claim to end with, so it stays open.
pub(crate) fn period(
    dataset: &Dataset,
    text: &str,
    payer: Option<Node>,
    payee: Option<Node>,
) -> Result<(String, DayRange), Failure> {
    let spec = PeriodSpec::parse(text)
        .map_err(|error| Failure::new(format!("--period: {}", error.message()), error.help()))?;
    let fiscal = [payer, payee].into_iter().flatten().find_map(|node| dataset.fiscal_year(node));
    let last = Date::parse("9999-12-31").ok();
    let days = spec.resolve(fiscal, last.as_ref()).map_err(|error| {
        let help = "name a payer or payee that has a fiscal year, or write the period in dates".to_owned();
        Failure::new(format!("--period: {error}"), Some(help))
    })?;
    Ok((text.to_owned(), days))
}
