//! The arguments of `crossfoot schema`.

use std::path::PathBuf;

use clap::Args;

/// Print the JSON Schema of dataset files, for editors
///
/// An editor that knows the schema completes keys and words as a claim is typed, shows what each key means
/// and marks what is wrong in shape. Whether figures can be read and ids lead somewhere is for the other
/// commands to say.
#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Write to a file instead of standard output: the whole schema or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
