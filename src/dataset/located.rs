//! Values that know where they stand.

use std::borrow::Cow;

use crate::problem::Place;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// A text as written.
pub type Text<'i> = At<Cow<'i, str>>;
