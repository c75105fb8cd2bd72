//! What the commands do in the world: read and write files, print, fail.

pub(crate) mod add;
mod asked;
pub(crate) mod bounds;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod init;
pub(crate) mod man;
mod output;
pub(crate) mod rates;
pub(crate) mod report;
pub(crate) mod schema;

use std::fmt::Display;

/// Why a command could not run: what it says on standard error.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// One sentence, and what to do about it.
    pub(crate) fn new(what: impl Display, help: Option<String>) -> Self {
        let bold = anstyle::Style::new().bold();
        let error = anstyle::AnsiColor::Red.on_default().bold();
        let help = help.map(|help| format!("{bold}help{bold:#}: {help}\n")).unwrap_or_default();
        Self(format!("{error}error{error:#}{bold}: {what}{bold:#}\n{help}"))
    }

    /// Text that is complete as it is.
    pub(crate) fn written(text: String) -> Self {
        Self(text)
    }

    /// The message, with colours that the output strips where they are not wanted.
    pub(crate) fn message(&self) -> &str {
        &self.0
    }
}
