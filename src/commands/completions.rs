//! `crossfoot completions`

use clap::CommandFactory as _;

use super::Failure;
use crate::cli::{Arguments, CompletionsArguments};

pub(crate) fn run(arguments: &CompletionsArguments) -> Result<(), Failure> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    super::output::write(None, |_| String::from_utf8_lossy(&script).into_owned())
}
