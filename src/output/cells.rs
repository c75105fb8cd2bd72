//! What stands in the cells of tables, the same in a terminal and in Markdown.

use std::collections::BTreeMap;

use super::reasons::Reasons;
use crate::reconcile::Verdict;
use crate::report::{Row, Section};
use crate::scope::Stage;
use crate::text::one_line;

/// Which facts of the flow tell the claims of a table apart.
pub(super) struct FlowColumns {
    category: bool,
    stage: bool,
}

impl FlowColumns {
    pub(super) fn of(rows: &[Row]) -> Self {
        let differ =
            |fact: fn(&Row) -> &str| rows.windows(2).any(|pair| matches!(pair, [a, b] if fact(a) != fact(b)));
        Self { category: differ(|row| &row.scope.category.id), stage: differ(|row| row.scope.stage.word()) }
    }

    /// Payer, payee and, where they tell claims apart, category and stage.
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
    match (&row.scope.period, row.per, &row.date) {
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
        (None, Some(_), Some(date)) => format!("no period, said {}", one_line(date)),
        (None, None, Some(date)) => format!("undated, up to {}", one_line(date)),
        (None, _, None) => "undated".to_owned(),
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

/// The pairs that cannot be compared, by reason in words, in the order of their first pairs.
pub(super) fn by_reason(section: &Section, reasons: &Reasons<'_>) -> Vec<(String, Vec<(usize, usize)>)> {
    let mut found: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (pair, first, second) in section.told(Verdict::NotComparable) {
        let reason = reasons.reason(pair, first, second);
        let index = *known.entry(reason.clone()).or_insert_with(|| {
            found.push((reason, Vec::new()));
            found.len() - 1
        });
        if let Some((_, pairs)) = found.get_mut(index) {
            pairs.push(pair.rows);
        }
    }
    found
}
