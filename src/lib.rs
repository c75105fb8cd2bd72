//! crossfoot reconciles conflicting published claims about money.

pub mod money;
pub mod number;
pub mod period;
pub mod reading;
