//! Explanations in words: every step so that a reader can redo it.

pub(super) mod claim;
pub(super) mod conflict;
mod figure;

use super::amount::exact;
use super::cells::{period, published};
use super::reasons::Reasons;
use super::table::Page;
use super::{Terminal, words};
use crate::dataset::Files;
use crate::explain::{Explained, Rule};
use crate::number::Rational;
use crate::problem::excerpt;
use crate::reading::Origin;
use crate::report::{PairFacts, Row, Section};
use crate::text::one_line;

/// What two claims are to each other.
pub(super) fn pair(explained: &Explained, pair: &PairFacts, section: &Section) -> String {
    let row = |at: usize| section.rows.get(at);
    let (Some(first), Some(second)) = (row(pair.rows.0), row(pair.rows.1)) else { return String::new() };
    let reason = Reasons::in_full(&explained.report, section).reason(pair, first, second);
    format!("{}: {reason}", pair.verdict.word())
}

/// The title, what it is about and by which rules.
fn head(page: &mut Page, title: &str, explained: &Explained) {
    let report = &explained.report;
    page.heading(title);
    page.paragraph(&one_line(&report.title), "");
    page.paragraph(&format!("Amounts in {}. {}", words::unit(report), words::reading(&report.reading)), "");
    if let Some(day) = &report.as_of {
        page.paragraph(&format!("As known at the end of {}.", one_line(day)), "");
    }
}

/// A claim as it stands in its file.
fn excerpt_of(page: &mut Page, row: &Row, explained: &Explained, files: &Files, terminal: Terminal) {
    let Some((whole, figure)) = explained.place(&row.id) else { return };
    let label = if row.verbatim { "as published" } else { "as given" };
    let width = page.width;
    for line in excerpt::of_claim(files, whole, figure, label, terminal.colour, width).lines() {
        page.line(line);
    }
}

/// Sentences under a heading.
fn block(page: &mut Page, heading: &str, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    page.heading(heading);
    for sentence in sentences {
        page.paragraph(sentence, "  ");
    }
}

/// "approximately = 10%, the dataset's".
fn by_rule(explained: &Explained, key: &str) -> String {
    explained
        .rule(key)
        .map_or_else(|| key.to_owned(), |rule| format!("{key} = {}, {}", rule.value, given(explained, rule)))
}

fn given(explained: &Explained, rule: &Rule) -> String {
    match (rule.origin, &explained.report.reading.name) {
        (Origin::Default, _) => "crossfoot's default".to_owned(),
        (Origin::Variant, Some(name)) => format!("from [reading.{}]", one_line(name)),
        (Origin::Dataset | Origin::Variant, _) => "from [reading]".to_owned(),
    }
}

/// "90,000,000 – 110,000,000", "≥ 7,000,000,000".
fn range(low: Option<&Rational>, high: Option<&Rational>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => exact(low),
        (Some(low), Some(high)) => format!("{} – {}", exact(low), exact(high)),
        (Some(low), None) => format!("≥ {}", exact(low)),
        (None, Some(high)) => format!("≤ {}", exact(high)),
        (None, None) => "any amount".to_owned(),
    }
}

/// "“roughly $100 million a year”, 90,000,000 – 110,000,000 USD a year".
fn figure_of(row: &Row, reasons: &Reasons<'_>) -> String {
    format!("{} ({})", published(row), reasons.normalised_and_converted(row, " "))
}

/// "Iran → Hamas, Military assistance, paid; undated, up to 2022".
fn flow_of(row: &Row) -> String {
    let scope = &row.scope;
    let category =
        if scope.category.id == "all" { "for everything".into() } else { one_line(&scope.category.name) };
    format!(
        "{} → {}, {category}, {}; {}",
        one_line(&scope.payer.name),
        one_line(&scope.payee.name),
        scope.stage.word(),
        period(row)
    )
}
