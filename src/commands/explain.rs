//! `crossfoot explain`

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::explain::{ClaimFacts, Explained, Found, find};
use crossfoot::explanation;
use crossfoot::normalise;
use crossfoot::output;
use crossfoot::reading::Reading;
use crossfoot::text::{brief, did_you_mean, one_line};

use super::{Failure, asked};
use crate::cli::ExplainArguments;

pub(crate) fn run(arguments: &ExplainArguments) -> Result<(), Failure> {
    let what = arguments.what.as_str();
    let code = explanation::find(what);
    if let Some(text) = code.filter(|_| arguments.code || !is_claim_too(arguments)) {
        return super::output::write(arguments.output.as_deref(), |_| format!("{}\n", text.trim_end()));
    }
    if arguments.code {
        let help = did_you_mean(what, explanation::codes()).map(|meant| format!("did you mean `{meant}`?"));
        return Err(Failure::new(format!("there is no code `{}`", brief(what)), help));
    }
    let (files, dataset) = asked::dataset(&arguments.known.dataset)?;
    let reading = asked::reading(&dataset, arguments.known.reading.as_deref())?;
    let as_of = asked::date("as-of", arguments.known.as_of.as_deref())?;
    let explained = Explained::new(&dataset, &files, reading, as_of);
    answer(arguments, &explained, (&dataset, &files, reading), code.is_some())
}

/// Whether a claim of the dataset has the id of a code. Where there is no dataset, or none that is sound,
/// there is no such claim.
fn is_claim_too(arguments: &ExplainArguments) -> bool {
    let (_, dataset) = normalise::load(&arguments.known.dataset);
    dataset.is_ok_and(|dataset| dataset.claims().iter().any(|claim| claim.id() == arguments.what))
}

fn answer(
    arguments: &ExplainArguments,
    explained: &Explained,
    (dataset, files, reading): (&Dataset, &Files, &Reading),
    is_code_too: bool,
) -> Result<(), Failure> {
    let what = arguments.what.as_str();
    let shown = brief(what);
    let to = arguments.output.as_deref();
    match find(explained, what) {
        Found::Claim(row, section) => {
            let as_of = asked::date("as-of", arguments.known.as_of.as_deref())?;
            let Some(facts) = ClaimFacts::new(dataset, reading, as_of.as_ref(), row, section) else {
                return Err(unknown(explained, what));
            };
            super::output::write_beside(files, to, |terminal| {
                let mut text = output::explain_claim(explained, (row, section), &facts, files, terminal);
                if is_code_too {
                    text.push_str("\nThere is a code of this name as well: crossfoot explain --code ");
                    text.push_str(&one_line(what));
                    text.push('\n');
                }
                text
            })
        }
        Found::Conflict(at) => super::output::write_beside(files, to, |terminal| {
            output::explain_conflict(explained, &at, files, terminal)
        }),
        Found::Pair(pair, section) => {
            let sentence = output::pair_sentence(explained, pair, section);
            Err(Failure::new(format!("`{shown}` is no conflict"), Some(sentence)))
        }
        Found::NoConflict => Err(Failure::new(
            format!("`{shown}` is no conflict"),
            Some("name all claims of a conflict and no other, as the report does".to_owned()),
        )),
        Found::Nothing => Err(unknown(explained, what)),
    }
}

fn unknown(explained: &Explained, what: &str) -> Failure {
    let conflicts: Vec<String> =
        explained.conflicts().flat_map(|at| [at.conflict.id.clone(), at.conflict.claims.join("+")]).collect();
    let report = &explained.report;
    let rows = report.sections.iter().flat_map(|section| &section.rows);
    let claims = rows.chain(&report.alone).chain(&report.left_out).map(|row| row.id.as_str());
    let codes: Vec<&str> = explanation::codes().collect();
    let known = codes.into_iter().chain(claims).chain(conflicts.iter().map(String::as_str));
    let help = did_you_mean(what, known).map_or_else(
        || {
            "name a claim or a conflict by its id, a conflict by its claims joined with +, or a code"
                .to_owned()
        },
        |meant| format!("did you mean `{}`?", one_line(meant)),
    );
    Failure::new(format!("there is no claim, conflict or code `{}`", brief(what)), Some(help))
}
