//! The `crossfoot` command.
fn main() {}
