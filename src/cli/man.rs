//! The arguments of `crossfoot man`.

use std::path::PathBuf;

use clap::Args;

/// Print the manual page of crossfoot, or write one page for each command
///
/// To read it: crossfoot man | man -l -
#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// Write the pages of crossfoot and of each command to this directory, made if it does not exist
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}
