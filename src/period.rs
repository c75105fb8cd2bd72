//! Time: when a claim was made, and which stretch of time its amount is about.
//!
//! - A [`Date`] is when something was said: a year, a month, a day, or an interval of them, as
//!   EDTF level 0 (ISO 8601-2) writes them.
//! - A [`PeriodSpec`] is what a `period` key says. Beside dates and intervals it may name quarters
//!   and fiscal years and leave one end open, so it becomes days only together with a
//!   [`FiscalYear`] and the date of its claim.
//! - A [`DayRange`] is what both come to: a half-open range of days that is never empty.
//! - A [`Per`] is the unit of a rate and a [`Duration`] a length of time.
//!
//! Days are those of the proleptic Gregorian calendar. Written years have four digits, 0001 to 9999.

mod days;
mod error;
mod fiscal;
mod length;
mod suggest;
mod written;

pub use days::DayRange;
pub use error::{PeriodError, PeriodErrorKind, ResolveError};
pub use fiscal::{FiscalYear, FiscalYearError};
pub use length::{Duration, Per};
pub use written::{Date, PeriodSpec};
