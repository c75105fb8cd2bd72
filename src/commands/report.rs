//! `crossfoot report`

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::output::{self, Terminal};
use crossfoot::period::{Date, DayRange, PeriodSpec};
use crossfoot::problem::{Problem, excerpt};
use crossfoot::reading::Reading;
use crossfoot::report::{Selection, build};
use crossfoot::scope::{Hierarchy, Node};
use crossfoot::text::{counted, did_you_mean, listed, one_line};

use super::Failure;
use crate::cli::ReportArguments;

/// The width where there is no terminal to ask, as in a pipe.
const DEFAULT_WIDTH: usize = 80;

pub(crate) fn run(arguments: &ReportArguments) -> Result<(), Failure> {
    let (files, dataset) = normalise::load(&arguments.dataset);
    let dataset = dataset.map_err(|problems| unusable(&problems, &files))?;
    let reading = reading(&dataset, arguments.reading.as_deref())?;
    let selection = selection(&dataset, arguments)?;
    let report = build(&dataset, &files, reading, &selection);
    let to_stdout = arguments.output.as_deref().is_none_or(|path| path == Path::new("-"));
    let text = output::render(&report, arguments.format(), terminal(to_stdout));
    match arguments.output.as_deref().filter(|_| !to_stdout) {
        None => crate::print(&text).map_err(|error| Failure::new(format!("standard output: {error}"), None)),
        Some(path) => write_whole(path, &text).map_err(|error| {
            let path = path.to_string_lossy();
            Failure::new(format!("`{}` cannot be written: {error}", one_line(&path)), None)
        }),
    }
}

/// Every problem with its lines, and how many there are.
fn unusable(problems: &[Problem], files: &Files) -> Failure {
    let colour = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let mut text = excerpt::render(problems, files, colour, width_of(&io::stderr()));
    if problems.iter().any(|problem| problem.place.is_some()) {
        let count = counted(problems.len(), "problem");
        let summary = format!("{count}: nothing is reported until the dataset is sound");
        text.push_str(Failure::new(summary, None).message());
    }
    Failure::written(text)
}

fn reading<'a>(dataset: &'a Dataset, name: Option<&str>) -> Result<&'a Reading, Failure> {
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

fn selection(dataset: &Dataset, arguments: &ReportArguments) -> Result<Selection, Failure> {
    let as_of = arguments.as_of.as_deref().map(|text| {
        Date::parse(text).map_err(|error| Failure::new(format!("--as-of: {}", error.message()), error.help()))
    });
    let entry = |flag: &str, hierarchy: &Hierarchy, id: Option<&str>| {
        id.map(|id| find(flag, hierarchy, id)).transpose()
    };
    let payer = entry("payer", dataset.actors(), arguments.payer.as_deref())?;
    let payee = entry("payee", dataset.actors(), arguments.payee.as_deref())?;
    Ok(Selection {
        as_of: as_of.transpose()?,
        payer,
        payee,
        category: entry("category", dataset.categories(), arguments.category.as_deref())?,
        period: arguments.period.as_deref().map(|text| period(dataset, text, payer, payee)).transpose()?,
    })
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
fn period(
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

fn terminal(to_stdout: bool) -> Terminal {
    let stdout = io::stdout();
    Terminal {
        width: width_of(&stdout),
        colour: to_stdout && AutoStream::choice(&stdout) != ColorChoice::Never,
    }
}

/// The width of the terminal, or what `COLUMNS` says where the stream is none.
fn width_of(stream: &impl io::IsTerminal) -> usize {
    let terminal = if stream.is_terminal() { terminal_size::terminal_size() } else { None };
    if let Some((terminal_size::Width(columns), _)) = terminal {
        return usize::from(columns);
    }
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|columns| (20..=1_000).contains(columns)).unwrap_or(DEFAULT_WIDTH)
}

/// Writes all of a file or leaves the old one: through a temporary file beside it.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    // Behind a link, the file it leads to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        // Pipes and devices cannot be replaced, and writing to a directory should say what it is.
        return fs::write(&target, text);
    }
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !directory.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "its directory does not exist"));
    }
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(".crossfoot-");
    if let Some(existing) = existing {
        temporary.permissions(existing.permissions());
    } else {
        allow_as_any_new_file(&mut temporary);
    }
    let mut file = temporary.tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Lets the user's mask decide what a new file allows: temporary files are stricter.
#[cfg(unix)]
fn allow_as_any_new_file(temporary: &mut tempfile::Builder<'_, '_>) {
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
}

/// Elsewhere a temporary file allows what any new file does.
#[cfg(not(unix))]
fn allow_as_any_new_file(_: &mut tempfile::Builder<'_, '_>) {}
