//! `crossfoot schema`

use super::Failure;
use crate::cli::SchemaArguments;

pub(crate) fn run(arguments: &SchemaArguments) -> Result<(), Failure> {
    super::output::write(arguments.output.as_deref(), |_| format!("{:#}\n", crossfoot::schema::schema(&[])))
}
