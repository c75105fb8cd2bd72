//! `crossfoot man`

use std::path::Path;
use std::{fs, io};

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use crossfoot::text::one_line;

use super::Failure;
use crate::cli::{Arguments, ManArguments};

pub(crate) fn run(arguments: &ManArguments) -> Result<(), Failure> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    match &arguments.output {
        None => write(None, &command),
        Some(directory) => write_all(directory, &command),
    }
}

/// A page for the program, and one for each of its commands.
fn write_all(directory: &Path, command: &Command) -> Result<(), Failure> {
    fs::create_dir_all(directory).map_err(|error| {
        let path = directory.to_string_lossy();
        Failure::new(format!("`{}` cannot be written: {error}", one_line(&path)), None)
    })?;
    for each in std::iter::once(command).chain(command.get_subcommands()) {
        write(Some(&directory.join(Man::new(each.clone()).get_filename())), each)?;
    }
    Ok(())
}

fn write(path: Option<&Path>, command: &Command) -> Result<(), Failure> {
    let page = page(command).map_err(|error| Failure::new(format!("the manual page: {error}"), None))?;
    super::output::write(path, |_| page)
}

fn page(command: &Command) -> io::Result<String> {
    let mut page = Vec::new();
    let version = concat!("crossfoot ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(version).manual("User Commands").render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
