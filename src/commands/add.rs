//! `crossfoot add`

mod ask;
mod draft;

use std::io::{self, IsTerminal as _};
use std::path::Path;

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::edit::{self, Added};
use crossfoot::normalise;
use crossfoot::output::render_claim;
use crossfoot::problem::{Fault, Kind};
use crossfoot::reading::Reading;
use crossfoot::report::{Selection, build};
use crossfoot::text::{did_you_mean, listed, one_line};

use super::output::{change, terminal};
use super::{Failure, asked};
use crate::cli::AddArguments;
use draft::{Draft, Slip};

pub(crate) fn run(arguments: AddArguments) -> Result<(), Failure> {
    let (files, dataset) = dataset(&arguments.dataset)?;
    // A reading that there is not should be told before anything is asked.
    asked::reading(&dataset, arguments.reading.as_deref())?;
    let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let (name, yes) = (arguments.reading.clone(), arguments.yes);
    let home = home(&files, &arguments);
    let mut draft = Draft::of(arguments, &dataset);
    let mut slips = draft.slips(&files, &dataset);
    let is_whole = draft.missing().next().is_none();
    if !is_terminal {
        slips.extend(draft.missing());
    }
    slips.extend(home.as_ref().err().cloned());
    let (Ok(home), true) = (home, slips.is_empty()) else { return Err(told(&slips)) };
    if !is_whole {
        ask::complete(&mut draft, &files, &dataset)?;
    }
    draft.propose_id(&dataset);
    let slips = draft.slips(&files, &dataset);
    if !slips.is_empty() {
        return Err(told(&slips));
    }
    let (claim, source) = draft.entries(&dataset);
    let added = edit::add(&files, home, &claim, source.as_ref()).map_err(|why| {
        let what = format!("the claim cannot be added to `{}`: {}", files.shown_path(home), why.message());
        Failure::new(what, Some("name another file with --file".to_owned()))
    })?;
    say(&held_against_the_others(&files, &added, &claim.id, name.as_deref())?)?;
    let place = format!("{}:{}", files.shown_path(home), added.line);
    if !yes {
        if !is_terminal {
            return say(&format!("\nNothing is written. With --yes it goes to {place}\n"));
        }
        if !ask::whether(&format!("Write it to {place}?"))? {
            return say("Nothing is written\n");
        }
    }
    for changed in &added.changed {
        change(changed)?;
    }
    say(&format!("\nWrote {place}\n"))
}

/// A sound dataset, which may as yet have no claim.
fn dataset(path: &Path) -> Result<(Files, Dataset), Failure> {
    let (files, dataset) = normalise::load(path);
    let dataset = dataset.or_else(|problems| {
        let is_new = |fault: &Fault| matches!(fault, Fault::EmptyDataset { files, .. } if *files > 0);
        if problems.iter().all(|problem| is_new(&problem.fault)) {
            normalise::read(&files)
        } else {
            Err(problems)
        }
    });
    let dataset = dataset.map_err(|problems| asked::unusable(&problems, &files))?;
    Ok((files, dataset))
}

/// The file that the claim goes to.
fn home(files: &Files, arguments: &AddArguments) -> Result<u32, Slip> {
    let Some(path) = &arguments.file else {
        let last = files.indices().last().unwrap_or(0);
        return Ok(edit::fullest(files, Kind::Claim).unwrap_or(last));
    };
    let within = arguments.dataset.join(path);
    files.find(path).or_else(|| files.find(&within)).ok_or_else(|| {
        let known: Vec<String> = files.indices().map(|file| files.shown_path(file)).collect();
        let shown = one_line(&path.to_string_lossy()).into_owned();
        let help = match did_you_mean(&within.to_string_lossy(), known.iter().map(String::as_str)) {
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None if known.len() < 10 => Some(format!("it has {}", listed(&known, "and"))),
            None => None,
        };
        Slip { flag: "file", message: format!("the dataset has no file `{shown}`"), help }
    })
}

/// What the claim is to the others, under a reading of the dataset that has it.
fn held_against_the_others(
    files: &Files,
    added: &Added,
    claim: &str,
    reading: Option<&str>,
) -> Result<String, Failure> {
    let files = files.with(added.changed.iter().map(|changed| (changed.path.clone(), changed.new.clone())));
    let dataset = normalise::read(&files).map_err(|problems| asked::unusable(&problems, &files))?;
    let reading: &Reading = asked::reading(&dataset, reading)?;
    let report = build(&dataset, &files, reading, &Selection::default());
    Ok(render_claim(report, claim, terminal(true)))
}

/// Everything that is wrong with the flags.
fn told(slips: &[Slip]) -> Failure {
    let each = slips.iter().map(|slip| {
        let failure = Failure::new(format!("--{}: {}", slip.flag, slip.message), slip.help.clone());
        failure.message().to_owned()
    });
    Failure::written(each.collect())
}

fn say(text: &str) -> Result<(), Failure> {
    crate::print(text).map_err(|error| Failure::new(format!("standard output: {error}"), None))
}
