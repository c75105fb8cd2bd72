//! x
pub(crate) const UNWRITTEN: &[&str] = &[];
