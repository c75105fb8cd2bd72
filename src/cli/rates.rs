//! The arguments of `crossfoot rates`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use crossfoot::output;

/// Show exchange rates, and the series that they come from
///
/// With two currencies and a period: what one unit of the first was worth in the second, on average and at the
/// lowest and highest, with every step so that it can be redone. Without a period: in each year. Without
/// currencies: which series there are, who provides them and what each has.
#[derive(Debug, Args)]
pub(crate) struct RatesArguments {
    /// The currency that is converted, by its code (EUR)
    #[arg(requires = "to")]
    pub(crate) from: Option<String>,

    /// The currency that it is converted into (USD)
    pub(crate) to: Option<String>,

    /// Over this period (2020, 2018/2020, 2020-Q3, 2020-10-26); without it each year that there are rates of
    pub(crate) period: Option<String>,

    /// List the series: provider, licence, the times that each has of each currency, and rates that were official
    /// only
    #[arg(long, conflicts_with = "from")]
    pub(crate) list: bool,

    /// Go by this dataset's own tables and by the series that it prefers as well
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: Option<PathBuf>,

    /// How to write it
    #[arg(short, long, value_enum, default_value = "table")]
    pub(crate) format: RatesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RatesFormat {
    /// A table and words for the terminal
    Table,
    /// Everything, for programs
    Json,
}

impl RatesArguments {
    /// The format asked for.
    pub(crate) fn format(&self) -> output::RatesFormat {
        match self.format {
            RatesFormat::Table => output::RatesFormat::Table,
            RatesFormat::Json => output::RatesFormat::Json,
        }
    }
}
