//! The arguments of `crossfoot explain`.

use std::path::PathBuf;

use clap::Args;

use super::Known;

/// Show how a claim became numbers, why claims conflict, or what a code means
///
/// Of a claim: every step from its words to its interval, with the rules of the reading, and what it is to
/// others. Of a conflict: every bound and every sum of its proof. Of the code of a problem: what is wrong and
/// what to write instead, which needs no dataset.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The id of a claim or of a conflict, the claims of a conflict joined with + in any order, or a code
    #[arg(value_name = "WHAT")]
    pub(crate) what: String,

    #[command(flatten)]
    pub(crate) known: Known,

    /// WHAT is a code, even if a claim has that id
    #[arg(long)]
    pub(crate) code: bool,

    /// Write to a file instead of standard output: all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
