//! The arguments of `crossfoot bounds`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use crossfoot::output;

use super::{Known, ending};

/// Show the least and the most that the claims allow of one flow
///
/// Only claims that are in no conflict speak; for those in conflict it is told what would follow if some of
/// them were left out. Each end names the claims that it rests on, with the arithmetic.
#[derive(Debug, Args)]
pub(crate) struct BoundsArguments {
    #[command(flatten)]
    pub(crate) known: Known,

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

    /// Count in the prices of this year instead of those of the time
    #[arg(long, value_name = "YEAR")]
    pub(crate) prices: Option<i32>,

    /// How to write it; without it by the ending of --output (.md, .json), otherwise a table
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<BoundsFormat>,

    /// Write to a file instead of standard output: all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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
