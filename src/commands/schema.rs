//! `crossfoot schema`

use crossfoot::level::CODES;
use crossfoot::schema::schema;

use super::Failure;
use crate::cli::SchemaArguments;

pub(crate) fn run(arguments: &SchemaArguments) -> Result<(), Failure> {
    let codes: Vec<(&str, &str)> = CODES.iter().map(|code| (code.name, code.summary)).collect();
    super::output::write(arguments.output.as_deref(), |_| format!("{:#}\n", schema(&codes)))
}
