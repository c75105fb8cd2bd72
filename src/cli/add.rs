//! The arguments of `crossfoot add`.

use std::path::PathBuf;

use clap::Args;

/// Add a claim to a dataset
///
/// Shows how the figure is read and what the claim is to those that are there, and then writes it as the other
/// claims of the file are written. On a terminal what is not given is asked for, and nothing is written before
/// you say so. Elsewhere nothing is written without --yes.
#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// A directory of *.toml files, read recursively, or one such file
    #[arg(default_value = "claims")]
    pub(crate) dataset: PathBuf,

    /// Read the figures by the dataset's [reading.NAME] instead of its [reading]
    #[arg(long, value_name = "NAME")]
    pub(crate) reading: Option<String>,

    /// The amount in the words it was published in, such as "roughly $100 million a year"
    #[arg(long, value_name = "WORDS")]
    pub(crate) figure: Option<String>,

    /// Who asserts it: the id of a source, a new one with --source-name
    #[arg(long, value_name = "ID")]
    pub(crate) source: Option<String>,

    /// The name of a new source
    #[arg(long, value_name = "NAME")]
    pub(crate) source_name: Option<String>,

    /// Who stands behind a new source
    #[arg(long, value_name = "WORD")]
    pub(crate) source_publisher: Option<String>,

    /// When a new source came out (2020, 2020-06 or 2020-06-24)
    #[arg(long, value_name = "DATE")]
    pub(crate) source_date: Option<String>,

    /// Where a new source is found
    #[arg(long, value_name = "URL")]
    pub(crate) source_url: Option<String>,

    /// The sources in which it was read, nearest first
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) via: Vec<String>,

    /// When it was asserted; without it the date of the source
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,

    /// The actor that pays
    #[arg(long, value_name = "ID")]
    pub(crate) payer: Option<String>,

    /// The actor that is paid; without it anyone
    #[arg(long, value_name = "ID")]
    pub(crate) payee: Option<String>,

    /// The category; without it everything
    #[arg(long, value_name = "ID")]
    pub(crate) category: Option<String>,

    /// How far along its way the money is; without it paid
    #[arg(long, value_name = "STAGE")]
    pub(crate) stage: Option<String>,

    /// Over which time (2020, 2018/2020, 2020-Q3, FY2020); without it none is stated
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,

    /// What a reader should know
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,

    /// The claim's own page
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,

    /// The id of the claim; without it the source and the year
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,

    /// The file of the dataset to write it to; without it the one with the most claims
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// Write it without asking
    #[arg(short, long)]
    pub(crate) yes: bool,
}
