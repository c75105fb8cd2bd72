//! The `crossfoot` command: reads the arguments, runs a command and turns its outcome into an exit
//! status: 0 done, 1 a check found what is denied, 2 could not run.

mod cli;
mod commands;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use crossfoot::text::one_line;

use cli::{Arguments, Command};
use commands::Failure;

/// What could not run exits with this.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let outcome = match arguments().command {
        Command::Report(arguments) => commands::report::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Bounds(arguments) => done(commands::bounds::run(&arguments)),
        Command::Explain(arguments) => done(commands::explain::run(&arguments)),
        Command::Init(arguments) => done(commands::init::run(&arguments)),
        Command::Add(arguments) => done(commands::add::run(*arguments)),
        Command::Rates(arguments) => done(commands::rates::run(&arguments)),
        Command::Schema(arguments) => done(commands::schema::run(&arguments)),
        Command::Completions(arguments) => done(commands::completions::run(&arguments)),
        Command::Man(arguments) => done(commands::man::run(&arguments)),
    };
    match outcome {
        Ok(status) => status,
        Err(failure) => {
            // With standard error gone there is nobody left to tell.
            let _ = anstream::stderr().write_all(failure.message().as_bytes());
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// What has run has succeeded.
fn done(outcome: Result<(), Failure>) -> Result<ExitCode, Failure> {
    outcome.map(|()| ExitCode::SUCCESS)
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
