//! What claims are about, to find those that are about the same.

use crate::claim::Scope;
use crate::period::DayRange;
use crate::scope::{Node, Stage};

/// A flow: two claims with equal ones have the same scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Flow {
    payer: Node,
    payee: Node,
    category: Node,
    stage: Stage,
    /// The stated period.
    pub(super) period: Option<DayRange>,
}

impl Flow {
    pub(super) fn of(scope: &Scope) -> Self {
        Self {
            payer: scope.payer,
            payee: scope.payee,
            category: scope.category,
            stage: scope.stage,
            period: scope.period.as_ref().map(|(_, days)| *days),
        }
    }
}
