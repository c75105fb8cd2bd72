//! `crossfoot check`

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate};
use crossfoot::check::{Asked, Check, check, check_new};
use crossfoot::dataset::{Files, NewClaims, shown_path};
use crossfoot::edit::{self, Edit};
use crossfoot::level::{CODES, Level, Levels, find};
use crossfoot::normalise;
use crossfoot::output::{Outcome, render_check};
use crossfoot::problem::{Fault, Problem};
use crossfoot::text::{counted, did_you_mean, one_line};

use super::output::change;
use super::{Failure, asked};
use crate::cli::CheckArguments;

/// Something was found that is denied.
const FOUND: u8 = 1;
/// The dataset cannot be read.
const UNREADABLE: u8 = 2;

pub(crate) fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let today = today(arguments.today.as_deref())?;
    let changes = changes(arguments)?;
    let new = new_claims(&arguments.new)?;
    let run = Run { arguments, today, changes, new };
    let (files, outcome) = run.check()?;
    asked::note_ignored(&files);
    if let Ok(found) = &outcome
        && found.new.as_ref().is_some_and(|new| new.candidates.is_empty())
        && run.new.iter().all(|new| matches!(new, NewClaims::Piped(_)))
    {
        return Err(nothing_piped("standard input holds no claim"));
    }
    if !(arguments.accept || arguments.fix) {
        return run.tell(&files, &outcome);
    }
    let Ok(found) = &outcome else { return run.tell(&files, &outcome) };
    run.mend(&files, found)?;
    // What is told is what there is to find from now on.
    let (files, outcome) = run.check()?;
    run.tell(&files, &outcome)
}

/// A run of the check.
struct Run<'a> {
    arguments: &'a CheckArguments,
    today: NaiveDate,
    changes: Vec<Change>,
    new: Vec<NewClaims>,
}

impl Run<'_> {
    /// What is found in the dataset, or what keeps it from being read.
    fn check(&self) -> Result<(Files, Result<Check, Vec<Problem>>), Failure> {
        let known = &self.arguments.known;
        let (files, dataset) = normalise::load_with(&known.dataset, &self.new);
        let dataset = match dataset {
            Ok(dataset) => dataset,
            Err(problems) => return Ok((files, Err(problems))),
        };
        asked::reading(&dataset, known.reading.as_deref())?;
        let as_of = asked::date("as-of", known.as_of.as_deref())?;
        let mut levels = dataset.levels().clone();
        for change in &self.changes {
            change.apply(&mut levels);
        }
        let asked = Asked { reading: known.reading.clone(), as_of, today: self.today, levels };
        let found = if self.new.is_empty() {
            check(&dataset, &files, &asked)
        } else {
            check_new(dataset, &files, &asked)
        };
        Ok((files, Ok(found)))
    }

    /// Writes what was found where it was asked for, and says how the run ends.
    fn tell(&self, files: &Files, outcome: &Result<Check, Vec<Problem>>) -> Result<ExitCode, Failure> {
        let (told, status) = match outcome {
            Ok(found) if found.count(Level::Deny) > 0 => (Outcome::Checked(found), ExitCode::from(FOUND)),
            Ok(found) => (Outcome::Checked(found), ExitCode::SUCCESS),
            Err(problems) => (Outcome::Unreadable(problems), ExitCode::from(UNREADABLE)),
        };
        super::output::write_beside(files, self.arguments.output.as_deref(), |terminal| {
            render_check(told, files, self.arguments.format.into(), terminal)
        })?;
        Ok(status)
    }

    /// Changes the files as it was asked for.
    fn mend(&self, files: &Files, found: &Check) -> Result<(), Failure> {
        let mut said = String::new();
        if self.arguments.fix {
            let edits: Vec<Edit> = found.findings.iter().flat_map(|(_, finding)| finding.fixes()).collect();
            let applied = edit::apply(files, &edits);
            for changed in &applied.changed {
                change(changed)?;
            }
            let made = counted(edits.len() - applied.undone.len(), "finding");
            let _infallible = writeln!(said, "{made} mended in {}", counted(applied.changed.len(), "file"));
            for undone in &applied.undone {
                let file = edits.get(undone.edit).map(|edit| files.shown_path(edit.file()));
                let why = undone.why.message();
                let _infallible = writeln!(said, "{}: one fix is left: {why}", file.unwrap_or_default());
            }
        }
        if self.arguments.accept {
            // The fixes may have moved what stands where.
            let (files, _) = normalise::load(&self.arguments.known.dataset);
            let conflicts = found.unaccepted();
            let accepted = edit::accept(&files, &self.arguments.known.dataset, &conflicts)
                .map_err(|why| Failure::new(format!("nothing is accepted: {}", why.message()), None))?;
            match &accepted.changed {
                None => said.push_str("There is no conflict to accept\n"),
                Some(changed) => {
                    let shown = shown_path(&changed.path);
                    if files.ignored().any(|ignored| ignored == shown) {
                        let what =
                            format!("`{shown}` is ignored by git and would not be read: nothing is accepted");
                        return Err(Failure::new(what, Some("take it out of what git ignores".to_owned())));
                    }
                    change(changed)?;
                    let _infallible = writeln!(
                        said,
                        "{} accepted: give each a reason, from {}:{} on",
                        counted(accepted.added.len(), "conflict"),
                        shown,
                        accepted.line
                    );
                }
            }
        }
        // With standard error gone there is nobody left to tell.
        let _ = anstream::stderr().write_all(said.as_bytes());
        Ok(())
    }
}

/// Where new claims are to be read. Standing for standard input, `-` is read once however often it is given.
fn new_claims(paths: &[PathBuf]) -> Result<Vec<NewClaims>, Failure> {
    let mut new = Vec::new();
    let mut is_read = false;
    for path in paths {
        if path != Path::new("-") {
            new.push(NewClaims::At(path.clone()));
        } else if !is_read {
            new.push(NewClaims::Piped(piped()?));
            is_read = true;
        }
    }
    Ok(new)
}

/// Standard input, which must hold something.
fn piped() -> Result<String, Failure> {
    let mut text = String::new();
    let read = io::stdin().lock().read_to_string(&mut text);
    read.map_err(|error| Failure::new(format!("standard input cannot be read: {error}"), None))?;
    if text.trim().is_empty() {
        return Err(nothing_piped("standard input is empty"));
    }
    Ok(text)
}

fn nothing_piped(what: &str) -> Failure {
    let help = "pipe the TOML of one or more [[claim]] tables, or name a file".to_owned();
    Failure::new(format!("--new: {what}"), Some(help))
}

/// What an option makes of a kind of finding.
enum Change {
    Of(&'static crossfoot::level::Code, Level),
    DenyWarnings,
}

impl Change {
    fn apply(&self, levels: &mut Levels) {
        match self {
            Self::Of(code, level) => levels.set(code, *level),
            Self::DenyWarnings => levels.deny_warnings(),
        }
    }
}

/// What the options make of each kind of finding; every one that makes no sense is told.
fn changes(arguments: &CheckArguments) -> Result<Vec<Change>, Failure> {
    let options = [
        ("deny", &arguments.deny, Level::Deny),
        ("warn", &arguments.warn, Level::Warn),
        ("allow", &arguments.allow, Level::Allow),
    ];
    let (mut changes, mut failures) = (Vec::new(), String::new());
    let mut given: Vec<(&str, &str)> = Vec::new();
    for (option, names, level) in options {
        for name in names {
            if let Some((other, _)) = given.iter().find(|(other, known)| known == name && *other != option) {
                let what = format!("`{}` is given to --{other} and to --{option}", one_line(name));
                failures.push_str(Failure::new(what, Some("keep one of them".to_owned())).message());
            }
            given.push((option, name));
            match find(name) {
                Some(code) => changes.push(Change::Of(code, level)),
                None if name == "warnings" && level == Level::Deny => changes.push(Change::DenyWarnings),
                None => failures.push_str(unknown_code(option, name).message()),
            }
        }
    }
    if failures.is_empty() { Ok(changes) } else { Err(Failure::written(failures)) }
}

fn unknown_code(option: &str, name: &str) -> Failure {
    let shown = one_line(name);
    if Fault::CODES.contains(&name) {
        let what = format!("--{option}: `{shown}` keeps a dataset from being read, whatever is made of it");
        return Failure::new(what, None);
    }
    let meant = did_you_mean(name, CODES.iter().map(|code| code.name));
    let help = meant.map_or_else(
        || "every finding names its code in brackets".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    Failure::new(format!("--{option}: `{shown}` is no code of a finding"), Some(help))
}

/// The day that was given, the one on which a reproducible build pretends to run, or today in UTC.
fn today(given: Option<&str>) -> Result<NaiveDate, Failure> {
    if let Some(date) = asked::date("today", given)? {
        let days = date.days();
        return days.last_day().ok_or_else(|| Failure::new("--today: no such day", None));
    }
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<i64>().ok());
    let seconds = seconds.or_else(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    });
    let day = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).map(|now| now.date_naive());
    Ok(day.unwrap_or(NaiveDate::MAX))
}
