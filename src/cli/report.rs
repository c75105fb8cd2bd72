//! The arguments of `crossfoot report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use crossfoot::output;

use super::{Known, ending};

/// Show where the claims of a dataset agree and where they conflict
///
/// Prints a table of the claims that bear on each other, a matrix of verdicts, and the reason for each
/// verdict in words. A report that shows conflicts is a success: the exit status is 0. It is 2 if the
/// dataset cannot be read, with every problem of every file on standard error.
#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    #[command(flatten)]
    pub(crate) known: Known,

    /// How to write the report; without it by the ending of --output (.md, .csv, .json), otherwise a table
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<Format>,

    /// Write to a file instead of standard output: the whole report or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Write nothing: say whether the file of --output is what the dataset gives now, show the difference,
    /// and exit with 1 if there is one
    #[arg(long, requires = "output")]
    pub(crate) check: bool,

    /// Compare claims of different currencies and prices in the prices of this year
    #[arg(long, value_name = "YEAR")]
    pub(crate) prices: Option<i32>,

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
