//! `crossfoot bounds`

use crossfoot::bounds::Flow;
use crossfoot::claim::Dataset;
use crossfoot::output;
use crossfoot::period::Per;
use crossfoot::report::bounds::{Question, build};
use crossfoot::scope::{Node, Stage};
use crossfoot::text::{did_you_mean, listed, one_line};

use super::{Failure, asked};
use crate::cli::BoundsArguments;

pub(crate) fn run(arguments: &BoundsArguments) -> Result<(), Failure> {
    let (files, dataset) = asked::dataset(&arguments.known.dataset)?;
    let reading = asked::reading(&dataset, arguments.known.reading.as_deref())?;
    let question = question(&dataset, arguments)?;
    let bounds = build(&dataset, &files, reading, &question);
    super::output::write_beside(&files, arguments.output.as_deref(), |terminal| {
        output::render_bounds(&bounds, arguments.format(), terminal)
    })
}

fn question(dataset: &Dataset, arguments: &BoundsArguments) -> Result<Question, Failure> {
    let as_of = asked::date("as-of", arguments.known.as_of.as_deref())?;
    let payer = asked::entry("payer", dataset.actors(), arguments.payer.as_deref())?;
    let payee = asked::entry("payee", dataset.actors(), arguments.payee.as_deref())?;
    let category = asked::entry("category", dataset.categories(), arguments.category.as_deref())?;
    let everything = |node: Option<Node>| node.unwrap_or(Node::EVERYTHING);
    let stage = stage(&arguments.stage)?;
    let unit = arguments.unit.as_deref().map(unit).transpose()?;
    if stage == Stage::Held && unit.is_some() {
        let help = "leave --unit out, or ask for another --stage".to_owned();
        return Err(Failure::new("--unit: what is held at a date has no rate", Some(help)));
    }
    let period = arguments.period.as_deref();
    let period = period.map(|text| asked::period(dataset, text, payer, payee)).transpose()?;
    if let Some((text, days)) = &period
        && (!days.is_bounded() || text.trim_end().ends_with(".."))
    {
        let help = "name both its ends, such as 2018/2020".to_owned();
        return Err(Failure::new(format!("--period: `{}` is open at an end", one_line(text)), Some(help)));
    }
    let flow =
        Flow { payer: everything(payer), payee: everything(payee), category: everything(category), stage };
    let prices = asked::prices(dataset, arguments.prices)?;
    Ok(Question { flow, period, unit, as_of, prices })
}

/// A stage that money passes through, or held.
fn stage(word: &str) -> Result<Stage, Failure> {
    let stages: Vec<Stage> = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Unstated).collect();
    stages.iter().copied().find(|stage| stage.word() == word).ok_or_else(|| {
        let words: Vec<&str> = stages.iter().map(|stage| stage.word()).collect();
        let message = format!("--stage: there is no stage `{}`", one_line(word));
        Failure::new(message, Some(meant(word, &words)))
    })
}

fn unit(word: &str) -> Result<Per, Failure> {
    Per::parse(word).ok_or_else(|| {
        let words = Per::ALL.map(Per::word);
        let message = format!("--unit: `{}` is no unit of time", one_line(word));
        Failure::new(message, Some(meant(word, &words)))
    })
}

fn meant(word: &str, words: &[&str]) -> String {
    if let Some(meant) = did_you_mean(word, words.iter().copied()) {
        return format!("did you mean `{meant}`?");
    }
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("write one of {}", listed(&words, "or"))
}
