//! The arguments that `crossfoot` takes: a file for each command, and here what they share.

mod add;
mod bounds;
mod check;
mod completions;
mod explain;
mod init;
mod man;
mod rates;
mod report;
mod schema;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

pub(crate) use add::AddArguments;
pub(crate) use bounds::BoundsArguments;
pub(crate) use check::CheckArguments;
pub(crate) use completions::CompletionsArguments;
pub(crate) use explain::ExplainArguments;
pub(crate) use init::InitArguments;
pub(crate) use man::ManArguments;
pub(crate) use rates::RatesArguments;
pub(crate) use report::ReportArguments;
pub(crate) use schema::SchemaArguments;

/// Reconciles conflicting published claims about money.
///
/// Claims are kept in TOML files, each with its figure in the words it was published in, its source,
/// date and scope. crossfoot reads the words into exact intervals and shows which claims can be true
/// together, which cannot, and the arithmetic behind it.
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Report(ReportArguments),
    Bounds(BoundsArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    Init(InitArguments),
    Add(Box<AddArguments>),
    Rates(RatesArguments),
    Schema(SchemaArguments),
    Completions(CompletionsArguments),
    Man(ManArguments),
}

/// What is known: which dataset, read by which rules, as it stood when.
#[derive(Debug, Args)]
pub(crate) struct Known {
    /// A directory of *.toml files, read recursively, or one such file
    #[arg(default_value = "claims")]
    pub(crate) dataset: PathBuf,

    /// Read the figures by the dataset's [reading.NAME] instead of its [reading]
    #[arg(long, value_name = "NAME")]
    pub(crate) reading: Option<String>,

    /// Only what had been asserted, and not yet withdrawn, by this date (2020, 2020-06 or 2020-06-24;
    /// its last day counts)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

/// The ending of an output file.
fn ending(output: Option<&Path>) -> Option<&str> {
    output.and_then(Path::extension).and_then(OsStr::to_str)
}
