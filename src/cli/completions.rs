//! The arguments of `crossfoot completions`.

use clap::Args;
use clap_complete::Shell;

/// Print what a shell needs to complete crossfoot's commands and options
///
/// For bash: crossfoot completions bash > ~/.local/share/bash-completion/completions/crossfoot
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell that reads it
    pub(crate) shell: Shell,
}
