//! The arguments of `crossfoot check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use crossfoot::output;

use super::Known;

/// Check a dataset: conflicts that nobody has accepted, and everything else worth a look
///
/// Each finding has a code, and each code a level: deny, warn or allow, by default or as the dataset's
/// [check] table and the options say. `crossfoot explain CODE` tells more about one. The exit status is 1 if
/// anything was found that is denied, 2 if the dataset cannot be read, otherwise 0.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    pub(crate) known: Known,

    /// Hold the claims of this file against the dataset, without adding them to it; - for standard input.
    /// A file of the dataset itself is then taken for new
    #[arg(long, value_name = "FILE")]
    pub(crate) new: Vec<PathBuf>,

    /// Write each conflict that is found into the dataset as known, with an empty reason to fill in
    #[arg(long, conflicts_with = "new")]
    pub(crate) accept: bool,

    /// Mend what has one right answer, and leave everything else in the files as it is
    #[arg(long, conflicts_with = "new")]
    pub(crate) fix: bool,

    /// How to write the findings
    #[arg(short, long, value_enum, default_value = "human")]
    pub(crate) format: CheckFormat,

    /// Write to a file instead of standard output: all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Fail on findings of this code; `warnings` stands for all that are only warned of
    #[arg(short = 'D', long, value_name = "CODE")]
    pub(crate) deny: Vec<String>,

    /// Tell findings of this code without failing
    #[arg(short = 'W', long, value_name = "CODE")]
    pub(crate) warn: Vec<String>,

    /// Do not tell findings of this code
    #[arg(short = 'A', long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,

    /// Take this day (2020-06-24) for today: dates after it have not come yet
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// With the lines that each finding is about
    Human,
    /// A line a finding: path:line:column: level[code]: message
    Short,
    /// Everything, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// JUnit XML, for lists of tests
    Junit,
}

impl From<CheckFormat> for output::CheckFormat {
    fn from(format: CheckFormat) -> Self {
        match format {
            CheckFormat::Human => Self::Human,
            CheckFormat::Short => Self::Short,
            CheckFormat::Json => Self::Json,
            CheckFormat::Sarif => Self::Sarif,
            CheckFormat::Github => Self::Github,
            CheckFormat::Junit => Self::Junit,
        }
    }
}
