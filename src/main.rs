//! The `crossfoot` command: reads the arguments, runs a command and turns its outcome into an exit
//! status: 0 done, 2 could not run.

mod cli;
mod commands;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use crossfoot::text::one_line;

use cli::{Arguments, Command};

/// What could not run exits with this.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let outcome = match arguments().command {
        Command::Report(arguments) => commands::report::run(&arguments),
        Command::Bounds(arguments) => commands::bounds::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Init(arguments) => commands::init::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // With standard error gone there is nobody left to tell.
            let _ = anstream::stderr().write_all(failure.message().as_bytes());
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// The arguments; what is wrong with them is said of harmless copies of them.
fn arguments() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        let harmless = std::env::args_os().map(|argument| one_line(&argument.to_string_lossy()).into_owned());
        Arguments::try_parse_from(harmless).err().unwrap_or(error).exit()
    })
}

/// Writes to standard output. A reader that has seen enough is no failure.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
