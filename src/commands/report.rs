//! `crossfoot report`

use std::process::ExitCode;

use crossfoot::claim::Dataset;
use crossfoot::output;
use crossfoot::report::{Selection, build};

use super::{Failure, asked};
use crate::cli::ReportArguments;

/// The file is not what the dataset gives now.
const STALE: u8 = 1;

pub(crate) fn run(arguments: &ReportArguments) -> Result<ExitCode, Failure> {
    let (files, dataset) = asked::dataset(&arguments.known.dataset)?;
    let reading = asked::reading(&dataset, arguments.known.reading.as_deref())?;
    let selection = selection(&dataset, arguments)?;
    let report = build(&dataset, &files, reading, &selection);
    let render = |terminal| output::render(&report, arguments.format(), terminal);
    let file = arguments.output.as_deref().filter(|_| arguments.check);
    let Some(file) = file else {
        super::output::write_beside(&files, arguments.output.as_deref(), render)?;
        return Ok(ExitCode::SUCCESS);
    };
    let Some(difference) = super::output::difference(file, render)? else { return Ok(ExitCode::SUCCESS) };
    let help = "Without --check the same command writes it anew\n";
    crate::print(&(difference + help))
        .map_err(|error| Failure::new(format!("standard output: {error}"), None))?;
    Ok(ExitCode::from(STALE))
}

fn selection(dataset: &Dataset, arguments: &ReportArguments) -> Result<Selection, Failure> {
    let as_of = asked::date("as-of", arguments.known.as_of.as_deref())?;
    let payer = asked::entry("payer", dataset.actors(), arguments.payer.as_deref())?;
    let payee = asked::entry("payee", dataset.actors(), arguments.payee.as_deref())?;
    let period = arguments.period.as_deref();
    Ok(Selection {
        as_of,
        payer,
        payee,
        category: asked::entry("category", dataset.categories(), arguments.category.as_deref())?,
        period: period.map(|text| asked::period(dataset, text, payer, payee)).transpose()?,
        about: None,
        prices: asked::prices(dataset, arguments.prices)?,
    })
}
