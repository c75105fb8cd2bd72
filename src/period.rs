//! Time.

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    months: u32,
    days: u32,
}

impl Duration {
    /// A number of years.
    #[must_use]
    pub fn years(years: u32) -> Self {
        Self {
            months: years * 12,
            days: 0,
        }
    }

    /// A number of months.
    #[must_use]
    pub fn months(months: u32) -> Self {
        Self { months, days: 0 }
    }
}
