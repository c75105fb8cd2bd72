//! Values that know where they stand.

use std::borrow::Cow;

use crate::problem::Place;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it stands.
    pub(crate) place: Place,
}

/// A text as written.
pub(crate) type Text<'i> = At<Cow<'i, str>>;
