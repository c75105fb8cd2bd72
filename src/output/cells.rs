//! What stands in the cells of tables, the same in a terminal and in Markdown.

use std::collections::BTreeMap;

use super::reasons::{Reasons, idle};
use super::words;
use crate::reconcile::Verdict;
use crate::report::{Row, Section};
use crate::scope::Stage;
use crate::text::one_line;

/// Which facts of the flow are other than their defaults in some claim of a table.
pub(super) struct FlowColumns {
    category: bool,
    stage: bool,
}

impl FlowColumns {
    pub(super) fn of(rows: &[Row]) -> Self {
        Self {
            category: rows.iter().any(|row| row.scope.category.id != "all"),
            stage: rows.iter().any(|row| row.scope.stage != Stage::Paid),
        }
    }

    /// Payer, payee and, where some claim has one of its own, category and stage.
    pub(super) fn flow(&self, row: &Row) -> String {
        let scope = &row.scope;
        let mut words = format!("{} → {}", one_line(&scope.payer.name), one_line(&scope.payee.name));
        let category = self.category.then(|| one_line(&scope.category.name));
        let stage = self.stage.then(|| scope.stage.word().into());
        for more in [category, stage].into_iter().flatten() {
            words.push_str(", ");
            words.push_str(&more);
        }
        words
    }
}

/// The stated period, or what stands in for it.
pub(super) fn period(row: &Row) -> String {
    let rate = row.per.is_some() || row.relative.is_some();
    match (&row.scope.period, rate, &row.date) {
        (Some(period), _, _) => {
            let written = one_line(&period.written);
            // Fiscal years and open ends do not say their days.
            if written.contains("FY") || written.contains("..") {
                format!("{written} ({})", period.days)
            } else {
                written.into_owned()
            }
        }
        (None, _, Some(date)) if row.scope.stage == Stage::Held => format!("on {}", one_line(date)),
        (None, true, Some(date)) => format!("no period, said {}", one_line(date)),
        (None, false, Some(date)) => format!("undated, up to {}", one_line(date)),
        (None, false, None) => "undated".to_owned(),
        (None, true, None) => "no period and no date, so nowhere in time".to_owned(),
    }
}

/// The published words in quotes, or an editor's numbers without.
pub(super) fn published(row: &Row) -> String {
    let figure = one_line(&row.figure);
    if row.verbatim { format!("“{figure}”") } else { figure.into_owned() }
}

/// The source and where it was read.
pub(super) fn source(row: &Row) -> String {
    let mut words = one_line(&row.source_name).into_owned();
    if !row.via.is_empty() {
        let via: Vec<String> = row.via.iter().map(|via| one_line(&via.id).into_owned()).collect();
        words.push_str("; via ");
        words.push_str(&via.join(", "));
    }
    words
}

/// The verdict of each row against each; nothing on the diagonal.
pub(super) fn matrix(section: &Section) -> Vec<Vec<Option<Verdict>>> {
    let count = section.rows.len();
    let mut verdicts = vec![vec![None; count]; count];
    for pair in &section.pairs {
        let (first, second) = pair.rows;
        for (row, column) in [(first, second), (second, first)] {
            if let Some(verdict) = verdicts.get_mut(row).and_then(|row| row.get_mut(column)) {
                *verdict = Some(pair.verdict);
            }
        }
    }
    verdicts
}

/// The mark of a verdict in a matrix.
pub(super) fn mark(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("", Verdict::mark)
}

/// Pairs that stand in one relation for one reason.
pub(super) struct Told {
    /// The rows of each pair, in the order in which its mark reads.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Why, in words.
    pub(super) reason: String,
}

/// The pairs that stand in a relation with their reasons, in the order of their rows. Where the reason
/// says next to nothing about the two claims, pairs that share it are told together.
pub(super) fn told(section: &Section, reasons: &Reasons<'_>, verdict: Verdict) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (pair, first, second) in section.told(verdict) {
        let shared = match verdict {
            Verdict::NotComparable => Some(reasons.reason(pair, first, second)),
            _ => idle(pair, first, second),
        };
        let rows = words::as_marked(pair);
        match shared {
            None => found.push(Told { pairs: vec![rows], reason: reasons.reason(pair, first, second) }),
            Some(reason) => {
                let index = *known.entry(reason.clone()).or_insert_with(|| {
                    found.push(Told { pairs: Vec::new(), reason });
                    found.len() - 1
                });
                if let Some(told) = found.get_mut(index) {
                    told.pairs.push(rows);
                }
            }
        }
    }
    found
}
