//! What compilers print: the finding, the lines it is about, what to do; and a summary of one line.

use super::{Outcome, Severity, Told};
use crate::dataset::Files;
use crate::output::Terminal;
use crate::problem::excerpt::{Picture, draw};
use crate::report::Report;
use crate::text::{counted, listed, one_line};

pub(super) fn render(told: &[Told], outcome: Outcome<'_>, files: &Files, terminal: Terminal) -> String {
    let pictures = told.iter().map(|each| Picture {
        is_error: each.severity != Severity::Warning,
        code: each.code,
        title: &each.title,
        marks: each.marks.iter().map(|mark| (mark.place, mark.label.as_deref())).collect(),
        notes: &each.notes,
        help: &each.help,
    });
    let mut text = draw(pictures, files, terminal.colour, terminal.width);
    text.push_str(&summary(told, outcome));
    text
}

/// What was found, in one line that ends with a line break.
pub(super) fn summary(told: &[Told], outcome: Outcome<'_>) -> String {
    let count = |severity: Severity| told.iter().filter(|each| each.severity == severity).count();
    match outcome {
        Outcome::Unreadable(_) => {
            let problems = counted(count(Severity::Problem), "problem");
            format!("{problems}: nothing else is checked until the dataset can be read\n")
        }
        Outcome::Checked(check) => {
            let found: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
                .into_iter()
                .map(|(severity, word)| (count(severity), word))
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| counted(count, word))
                .collect();
            let about = about(&check.report);
            if found.is_empty() {
                format!("Nothing found in {about}\n")
            } else {
                format!("{} in {about}\n", listed(&found, "and"))
            }
        }
    }
}

/// "4 claims from 3 sources of "Iranian funding…"".
fn about(report: &Report) -> String {
    let (claims, sources) =
        (counted(report.counts.claims, "claim"), counted(report.counts.sources, "source"));
    format!("{claims} from {sources}: {}", one_line(&report.title))
}
