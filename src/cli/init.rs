//! The arguments of `crossfoot init`.

use std::path::PathBuf;

use clap::Args;

/// Write a small, commented dataset to start from
///
/// The new dataset reports cleanly. Files that exist are never overwritten.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The directory to write it to, made if it does not exist
    #[arg(default_value = "claims")]
    pub(crate) dir: PathBuf,
}
