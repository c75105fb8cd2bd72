//! What compilers print: the finding, the lines it is about, what to do; and a summary of one line.

use super::candidates::{self, ToldCandidate};
use super::{Outcome, Severity, Told};
use crate::check::New;
use crate::dataset::Files;
use crate::output::Terminal;
use crate::problem::excerpt::{Picture, draw};
use crate::report::Report;
use crate::text::{counted, listed, one_line, without_commands};

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
    if let Outcome::Checked(check) = outcome {
        for candidate in candidates::tell(check) {
            text.push_str(&new_claim(&candidate, terminal));
            text.push('\n');
        }
    }
    text.push_str(&summary(told, outcome));
    text
}

/// The columns that stand before what is told of a new claim.
const BEFORE_TOLD: usize = 24;

/// A new claim and what it is to the dataset.
fn new_claim(candidate: &ToldCandidate<'_>, terminal: Terminal) -> String {
    let width = terminal.width.max(BEFORE_TOLD * 2);
    let wrap = |text: &str, first: &str, indent: &str| {
        let options = textwrap::Options::new(width)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .initial_indent(first)
            .subsequent_indent(indent);
        without_commands(&textwrap::fill(text, options)) + "\n"
    };
    let bold = anstyle::Style::new().bold();
    let heading = wrap(&candidate.heading(), "", "  ");
    let mut text = if terminal.colour { format!("{bold}{}{bold:#}\n", heading.trim_end()) } else { heading };
    let indent = " ".repeat(BEFORE_TOLD);
    let mut last = "";
    for (word, told) in candidate.lines() {
        let shown = if word == last { "" } else { word };
        last = word;
        text.push_str(&wrap(&told, &format!("{:<BEFORE_TOLD$}", format!("  {shown}")), &indent));
    }
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
            let about = match &check.new {
                Some(new) => about_new(new),
                None => about(&check.report),
            };
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

/// "1 new claim held against 11 claims; …".
fn about_new(new: &New) -> String {
    let (candidates, known) =
        (counted(new.candidates.len(), "new claim"), counted(new.known_claims, "claim"));
    let others = new.not_about_them;
    let others = if others == 0 {
        String::new()
    } else {
        format!("; among those that they bear on, crossfoot check finds {} more", counted(others, "conflict"))
    };
    let candidates = if new.candidates.is_empty() { "no new claim".to_owned() } else { candidates };
    format!("{candidates}, held against {known}{others}")
}
