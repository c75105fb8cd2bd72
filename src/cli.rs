//! The arguments that `crossfoot` takes.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use crossfoot::output;

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
    Init(InitArguments),
}

/// Show where the claims of a dataset agree and where they conflict
///
/// Prints a table of the claims that bear on each other, a matrix of verdicts, and the reason for each
/// verdict in words. A report that shows conflicts is a success: the exit status is 0. It is 2 if the
/// dataset cannot be read, with every problem of every file on standard error.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// A directory of *.toml files, read recursively, or one such file
    #[arg(default_value = "claims")]
    pub(crate) dataset: PathBuf,

    /// How to write the report; without it by the ending of --output (.md, .csv, .json), otherwise a table
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Write to a file instead of standard output: the whole report or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Read the figures by the dataset's [reading.NAME] instead of its [reading]
    #[arg(long, value_name = "NAME")]
    pub(crate) reading: Option<String>,

    /// Only what had been asserted, and not yet withdrawn, by this date (2020, 2020-06 or 2020-06-24;
    /// its last day counts)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,

    /// Only claims about payments from this actor, its members or a group it belongs to
    #[arg(long, value_name = "ID")]
    pub(crate) payer: Option<String>,

    /// Only claims about payments to this actor, its members or a group it belongs to
    #[arg(long, value_name = "ID")]
    pub(crate) payee: Option<String>,

    /// Only claims about this category, its parts or what it is part of
    #[arg(long, value_name = "ID")]
    pub(crate) category: Option<String>,

    /// Only claims that can bear on this period (2020, 2018/2020, 2020-Q3, 2018/.., FY2020 with --payer)
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Tables and words for the terminal
    Table,
    /// Markdown with GitHub's tables
    Markdown,
    /// A row a claim, for spreadsheets
    Csv,
    /// Everything, for programs
    Json,
}

impl ReportArguments {
    /// The format asked for, by name or by the ending of the output file.
    pub(crate) fn format(&self) -> output::Format {
        let by_ending = match ending(self.output.as_deref()) {
            Some("md" | "markdown") => Format::Markdown,
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            _ => Format::Table,
        };
        self.format.unwrap_or(by_ending).into()
    }
}

impl From<Format> for output::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Table,
            Format::Markdown => Self::Markdown,
            Format::Csv => Self::Csv,
            Format::Json => Self::Json,
        }
    }
}

/// Show the least and the most that the claims allow of one flow
///
/// Only claims that are in no conflict speak; for those in conflict it is told what would follow if some of
/// them were left out. Each end names the claims that it rests on, with the arithmetic.
#[derive(Debug, Args)]
pub(crate) struct BoundsArguments {
    /// A directory of *.toml files, read recursively, or one such file
    #[arg(default_value = "claims")]
    pub(crate) dataset: PathBuf,

    /// The actor that pays; without it anyone
    #[arg(long, value_name = "ID")]
    pub(crate) payer: Option<String>,

    /// The actor that is paid; without it anyone
    #[arg(long, value_name = "ID")]
    pub(crate) payee: Option<String>,

    /// The category; without it everything
    #[arg(long, value_name = "ID")]
    pub(crate) category: Option<String>,

    /// How far along its way the money is, such as pledged or committed
    #[arg(long, value_name = "STAGE", default_value = "paid")]
    pub(crate) stage: String,

    /// Over this period (2020, 2018/2020, 2020-Q3, FY2020 with --payer); without it each year that claims
    /// speak of
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,

    /// Tell amounts by the year, quarter, month, week or day as well
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<String>,

    /// How to write it; without it by the ending of --output (.md, .json), otherwise a table
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<BoundsFormat>,

    /// Write to a file instead of standard output: all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Read the figures by the dataset's [reading.NAME] instead of its [reading]
    #[arg(long, value_name = "NAME")]
    pub(crate) reading: Option<String>,

    /// Only what had been asserted, and not yet withdrawn, by this date (2020, 2020-06 or 2020-06-24;
    /// its last day counts)
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BoundsFormat {
    /// A table and words for the terminal
    Table,
    /// Markdown with GitHub's tables
    Markdown,
    /// Everything, for programs
    Json,
}

impl BoundsArguments {
    /// The format asked for, by name or by the ending of the output file.
    pub(crate) fn format(&self) -> output::BoundsFormat {
        let by_ending = match ending(self.output.as_deref()) {
            Some("md" | "markdown") => BoundsFormat::Markdown,
            Some("json") => BoundsFormat::Json,
            _ => BoundsFormat::Table,
        };
        match self.format.unwrap_or(by_ending) {
            BoundsFormat::Table => output::BoundsFormat::Table,
            BoundsFormat::Markdown => output::BoundsFormat::Markdown,
            BoundsFormat::Json => output::BoundsFormat::Json,
        }
    }
}

/// The ending of an output file.
fn ending(output: Option<&Path>) -> Option<&str> {
    output.and_then(Path::extension).and_then(OsStr::to_str)
}

/// Write a small, commented dataset to start from
///
/// The new dataset reports cleanly. Files that exist are never overwritten.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The directory to write it to, made if it does not exist
    #[arg(default_value = "claims")]
    pub(crate) dir: PathBuf,
}
