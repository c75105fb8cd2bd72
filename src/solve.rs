//! Exact linear feasibility and optimisation.

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The low end.
    Low,
    /// The high end.
    High,
}
