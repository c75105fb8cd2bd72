//! CSV: one row a claim, with the ids of the claims it stands in each relation to.

use chrono::NaiveDate;

use crate::number::Rational;
use crate::period::Per;
use crate::reconcile::Verdict;
use crate::report::{
    ComparedBy, ConversionFacts, ConvertedFacts, Report, Row, ScopeFacts, Section, StandingFacts,
};

/// A column: its name and what stands in it.
type Column = (&'static str, fn(&Report, &Row) -> String);

/// The facts of a claim.
const CLAIM: [Column; 30] = [
    ("id", |_, row| row.id.clone()),
    ("standing", |_, row| standing(&row.standing).to_owned()),
    ("source", |_, row| row.source.clone()),
    ("source_name", |_, row| row.source_name.clone()),
    ("via", |_, row| row.via.iter().map(|via| via.id.as_str()).collect::<Vec<_>>().join(" ")),
    ("date", |_, row| row.date.clone().unwrap_or_default()),
    ("payer", |_, row| row.scope.payer.id.clone()),
    ("payer_name", |_, row| row.scope.payer.name.clone()),
    ("payee", |_, row| row.scope.payee.id.clone()),
    ("payee_name", |_, row| row.scope.payee.name.clone()),
    ("category", |_, row| row.scope.category.id.clone()),
    ("stage", |_, row| row.scope.stage.word().to_owned()),
    ("period", |_, row| row.scope.period.as_ref().map(|period| period.written.clone()).unwrap_or_default()),
    ("first_day", |_, row| day(row.scope.period.as_ref().and_then(|period| period.days.start()))),
    ("last_day", |_, row| day(row.scope.period.as_ref().and_then(|period| period.days.last_day()))),
    ("figure", |_, row| row.figure.clone()),
    ("verbatim", |_, row| row.verbatim.to_string()),
    ("currency", |_, row| row.currency.clone()),
    ("prices", |_, row| row.prices.map(|year| year.to_string()).unwrap_or_default()),
    ("per", |_, row| row.per.map(|per| per.word().to_owned()).unwrap_or_default()),
    ("low", |_, row| row.interval.low.map(|low| low.to_string()).unwrap_or_default()),
    ("high", |_, row| row.interval.high.map(|high| high.to_string()).unwrap_or_default()),
    ("low_a_year", |_, row| a_year(row, row.normalised.low.as_ref())),
    ("high_a_year", |_, row| a_year(row, row.normalised.high.as_ref())),
    ("converted_currency", |_, row| of_conversion(row, |each| each.unit.currency.code().to_owned())),
    ("converted_prices", |_, row| {
        of_conversion(row, |each| each.unit.prices.map(|year| year.to_string()).unwrap_or_default())
    }),
    ("converted_low", |_, row| of_conversion(row, |each| ends(each.low.as_ref(), None).0)),
    ("converted_high", |_, row| of_conversion(row, |each| ends(each.high.as_ref(), None).0)),
    ("multiplied_by", |_, row| of_conversion(row, |each| each.average.to_string())),
    ("relative_to", |_, row| row.relative.as_ref().map(|relative| scope(&relative.to)).unwrap_or_default()),
];

/// Exact numbers, which may be below zero.
const COMPARED: [Column; 4] = [
    ("factor_low", |_, row| factor(row).0),
    ("factor_high", |_, row| factor(row).1),
    ("difference_low", |_, row| difference(row).0),
    ("difference_high", |_, row| difference(row).1),
];

/// What the numbers rest on.
const READING: [Column; 1] = [("reading", |report, _| report.reading.name.clone().unwrap_or_default())];

/// Where the claim stands and what is said about it.
const LAST: [Column; 4] = [
    ("note", |_, row| row.note.clone().unwrap_or_default()),
    ("url", |_, row| row.url.clone().unwrap_or_default()),
    ("file", |_, row| row.place.file.clone()),
    ("line", |_, row| row.place.line.to_string()),
];

pub(super) fn render(report: &Report) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let name = |column: &Column| column.0.to_owned();
    let verdicts = Verdict::ALL.map(|verdict| verdict.word().replace(' ', "_"));
    let header = std::iter::once("section".to_owned())
        .chain(CLAIM.iter().chain(&COMPARED).chain(&READING).map(name))
        .chain(verdicts)
        .chain(LAST.iter().map(name));
    // Writing to memory cannot fail, and every record has as many fields as the header.
    let _ = writer.write_record(header);
    for (section, number) in report.sections.iter().zip(1_usize..) {
        for (row, partners) in section.rows.iter().zip(partners(section)) {
            let _ = writer.write_record(record(report, row, &number.to_string(), partners));
        }
    }
    for (rows, section) in [(&report.alone, "alone"), (&report.left_out, "not compared")] {
        for row in rows {
            let _ = writer.write_record(record(report, row, section, Partners::default()));
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn record(report: &Report, row: &Row, section: &str, partners: Partners) -> Vec<String> {
    let facts = |columns: &[Column]| columns.iter().map(|(_, fact)| fact(report, row)).collect::<Vec<_>>();
    let texts = |fields: Vec<String>| fields.into_iter().map(|field| harmless(&field));
    let claim = std::iter::once(section.to_owned()).chain(facts(&CLAIM)).collect();
    let rest = facts(&READING).into_iter().chain(partners).chain(facts(&LAST)).collect();
    // A number below zero starts as a formula does, and is none.
    texts(claim).chain(facts(&COMPARED)).chain(texts(rest)).collect()
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The ids, stage and period of the flow that a claim's own is compared with.
fn scope(scope: &ScopeFacts) -> String {
    let period = scope.period.as_ref().map(|period| period.written.as_str());
    let ids = [&scope.payer.id, &scope.payee.id, &scope.category.id].map(String::as_str);
    ids.into_iter().chain([scope.stage.word()]).chain(period).collect::<Vec<_>>().join(" ")
}

/// What a claim in another unit comes to, a year for rates; nothing where it is not converted.
fn of_conversion(row: &Row, fact: impl Fn(&ConversionFacts) -> String) -> String {
    match &row.converted {
        Some(ConvertedFacts::Converted(converted)) => fact(converted),
        Some(ConvertedFacts::NotConvertible(_)) | None => String::new(),
    }
}

/// Two ends; nothing where they are open.
fn ends(low: Option<&Rational>, high: Option<&Rational>) -> (String, String) {
    let shown = |end: Option<&Rational>| end.map(ToString::to_string).unwrap_or_default();
    (shown(low), shown(high))
}

fn factor(row: &Row) -> (String, String) {
    match row.relative.as_ref().map(|relative| &relative.by) {
        Some(ComparedBy::Factor { low, high }) => ends(low.as_ref(), high.as_ref()),
        _ => ends(None, None),
    }
}

fn difference(row: &Row) -> (String, String) {
    match row.relative.as_ref().map(|relative| &relative.by) {
        Some(ComparedBy::Difference { low, high, .. }) => ends(low.as_ref(), high.as_ref()),
        _ => ends(None, None),
    }
}

/// An end of a rate by the year; nothing for totals, and for rates that nothing places in a year.
fn a_year(row: &Row, end: Option<&Rational>) -> String {
    let shown = end.filter(|_| row.normalised.per == Some(Per::Year));
    shown.map(ToString::to_string).unwrap_or_default()
}

/// The ids of a claim's partners, joined by spaces, for each verdict.
type Partners = [String; 9];

/// For each row, and for each verdict, the ids of the claims that stand in it to this one.
fn partners(section: &Section) -> Vec<Partners> {
    let mut found: Vec<Partners> = section.rows.iter().map(|_| Partners::default()).collect();
    for pair in &section.pairs {
        for (row, other) in [(pair.rows.0, &pair.second), (pair.rows.1, &pair.first)] {
            let column = Verdict::ALL.iter().position(|&verdict| verdict == pair.verdict);
            if let Some(ids) = column.and_then(|column| found.get_mut(row)?.get_mut(column)) {
                if !ids.is_empty() {
                    ids.push(' ');
                }
                ids.push_str(other);
            }
        }
    }
    found
}

fn standing(standing: &StandingFacts) -> &'static str {
    match standing {
        StandingFacts::Active => "active",
        StandingFacts::Echo { .. } => "echo",
        StandingFacts::Superseded { .. } => "superseded",
        StandingFacts::Withdrawn { .. } => "withdrawn",
        StandingFacts::NotYet => "not yet",
    }
}

/// A cell that no spreadsheet takes for a formula, on one line and without hostile characters.
fn harmless(field: &str) -> String {
    let shown = crate::text::one_line(field);
    if shown.starts_with(['=', '+', '-', '@']) || field.starts_with(['\t', '\r', '\n']) {
        format!("'{shown}")
    } else {
        shown.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn formulas_become_text() {
        assert_eq!(harmless("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(harmless("\t=1"), "' =1");
        assert_eq!(harmless("@sum"), "'@sum");
        assert_eq!(harmless("a=1"), "a=1");
    }
}
