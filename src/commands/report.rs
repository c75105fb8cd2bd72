//! `crossfoot report`

use crossfoot::claim::Dataset;
use crossfoot::output;
use crossfoot::report::{Selection, build};

use super::{Failure, asked};
use crate::cli::ReportArguments;

pub(crate) fn run(arguments: &ReportArguments) -> Result<(), Failure> {
    let (files, dataset) = asked::dataset(&arguments.known.dataset)?;
    let reading = asked::reading(&dataset, arguments.known.reading.as_deref())?;
    let selection = selection(&dataset, arguments)?;
    let report = build(&dataset, &files, reading, &selection);
    super::output::write(arguments.output.as_deref(), |terminal| {
        output::render(&report, arguments.format(), terminal)
    })
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
    })
}
