//! Asking on a terminal for what the flags leave open.

use std::io::Write as _;

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::scope::Stage;
use crossfoot::text::one_line;
use inquire::autocompletion::Replacement;
use inquire::{Autocomplete, Confirm, CustomUserError, InquireError, Text};

use super::draft::{Draft, OF_SOURCE};
use crate::commands::Failure;

/// What is asked, in this order: the flag, the words, and whether it must be answered.
const QUESTIONS: [(&str, &str, bool); 16] = [
    ("figure", "Figure, in the words it was published in:", true),
    ("source", "Who asserts it (a source, or the id of a new one):", true),
    ("source-name", "Name of the new source:", true),
    ("source-publisher", "Who stands behind it, if not itself:", false),
    ("source-date", "When it came out:", false),
    ("source-url", "Where it is found:", false),
    ("via", "Where it was read, nearest first:", false),
    ("date", "When it was asserted, if not with its source:", false),
    ("payer", "Who pays:", true),
    ("payee", "Who is paid, if not anyone:", false),
    ("category", "Category, if not all:", false),
    ("stage", "Stage, if not paid:", false),
    ("period", "Period, if one is stated:", false),
    ("note", "What a reader should know:", false),
    ("url", "The claim's own page:", false),
    ("id", "Id of the claim:", true),
];

/// Ids that are shown while one is typed.
#[derive(Clone)]
struct Known(Vec<String>);

impl Autocomplete for Known {
    fn get_suggestions(&mut self, input: &str) -> Result<Vec<String>, CustomUserError> {
        let typed = input.rsplit([',', ' ']).next().unwrap_or("").to_lowercase();
        Ok(self.0.iter().filter(|id| id.to_lowercase().contains(&typed)).cloned().collect())
    }

    fn get_completion(
        &mut self,
        input: &str,
        chosen: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        let before = input.rfind([',', ' ']).and_then(|at| input.get(..=at)).unwrap_or("");
        Ok(chosen.map(|id| format!("{before}{id}")))
    }
}

/// Asks for everything that is not given, and again where an answer cannot be.
pub(super) fn complete(draft: &mut Draft, files: &Files, dataset: &Dataset) -> Result<(), Failure> {
    for (flag, words, is_required) in QUESTIONS {
        let is_of_source = OF_SOURCE.iter().any(|(each, _)| *each == flag);
        if draft.has(flag) || is_of_source && !draft.is_new_source {
            continue;
        }
        let mut typed = if flag == "id" { draft.proposed_id(dataset) } else { String::new() };
        loop {
            let mut question = Text::new(words).with_initial_value(&typed);
            let known = known(flag, dataset);
            if !known.is_empty() {
                question = question.with_autocomplete(Known(known));
            }
            let answer = question.prompt().map_err(|error| stopped(&error))?;
            let text = Some(answer.trim().to_owned()).filter(|text| !text.is_empty());
            if text.is_none() && is_required {
                continue;
            }
            draft.set(flag, text);
            if flag == "source" {
                draft.is_new_source = !draft.has_known_source(dataset);
            }
            let slips = draft.slips(files, dataset);
            let Some(slip) = slips.iter().find(|slip| slip.flag == flag) else { break };
            let failure = Failure::new(&slip.message, slip.help.clone());
            // With standard error gone there is nobody to ask either.
            let _ = anstream::stderr().write_all(failure.message().as_bytes());
            typed = answer;
        }
    }
    Ok(())
}

/// The ids that could be an answer.
fn known(flag: &str, dataset: &Dataset) -> Vec<String> {
    let shown = |id: &str| one_line(id).into_owned();
    match flag {
        "source" | "via" => dataset.sources().iter().map(|source| shown(source.id())).collect(),
        "payer" | "payee" => dataset.actors().ids().map(shown).collect(),
        "category" => dataset.categories().ids().map(shown).collect(),
        "stage" => Stage::ALL.iter().map(|stage| stage.word().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// A question that is answered with yes or no.
pub(super) fn whether(words: &str) -> Result<bool, Failure> {
    // Enter alone writes nothing.
    Confirm::new(words).with_default(false).prompt().map_err(|error| stopped(&error))
}

fn stopped(error: &InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::new("stopped: nothing is written", None)
        }
        other => Failure::new(format!("the terminal cannot be asked: {other}"), None),
    }
}
