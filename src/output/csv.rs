//! CSV: one row a claim, with the ids of the claims it stands in each relation to.

use crate::number::Rational;
use crate::reconcile::Verdict;
use crate::report::{Report, Row, Section, StandingFacts};

pub(super) fn render(report: &Report) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "section",
        "id",
        "standing",
        "source",
        "source_name",
        "via",
        "date",
        "payer",
        "payee",
        "category",
        "stage",
        "period",
        "figure",
        "currency",
        "prices",
        "per",
        "low",
        "high",
        "low_a_year",
        "high_a_year",
    ];
    let verdicts = Verdict::ALL.map(|verdict| verdict.word().replace(' ', "_"));
    let last = ["reading", "file", "line", "note", "url"];
    let header = header.into_iter().chain(verdicts.iter().map(String::as_str)).chain(last);
    // Writing to memory cannot fail, and every record has as many fields as the header.
    let _ = writer.write_record(header);
    for (section, number) in report.sections.iter().zip(1_usize..) {
        for (row, partners) in section.rows.iter().zip(partners(section)) {
            let _ = writer.write_record(record(report, row, &number.to_string(), &partners));
        }
    }
    let nobody = Partners::default();
    for row in report.alone.iter().chain(&report.left_out) {
        let _ = writer.write_record(record(report, row, "", &nobody));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
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

fn record(report: &Report, row: &Row, section: &str, partners: &Partners) -> Vec<String> {
    let end = |end: Option<String>| end.unwrap_or_default();
    let exact = |end: &Option<Rational>| end.as_ref().map(ToString::to_string).unwrap_or_default();
    let via: Vec<&str> = row.via.iter().map(|via| via.id.as_str()).collect();
    let a_year = row.normalised.per.is_some();
    let mut fields = vec![
        section.to_owned(),
        row.id.clone(),
        standing(&row.standing).to_owned(),
        row.source.clone(),
        row.source_name.clone(),
        via.join(" "),
        end(row.date.clone()),
        row.scope.payer.id.clone(),
        row.scope.payee.id.clone(),
        row.scope.category.id.clone(),
        row.scope.stage.word().to_owned(),
        row.scope.period.as_ref().map(|period| period.written.clone()).unwrap_or_default(),
        row.figure.clone(),
        row.currency.clone(),
        row.prices.map(|year| year.to_string()).unwrap_or_default(),
        row.per.map(|per| per.word().to_owned()).unwrap_or_default(),
        row.interval.low.map(|low| low.to_string()).unwrap_or_default(),
        row.interval.high.map(|high| high.to_string()).unwrap_or_default(),
        if a_year { exact(&row.normalised.low) } else { String::new() },
        if a_year { exact(&row.normalised.high) } else { String::new() },
    ];
    fields.extend(partners.iter().cloned());
    fields.extend([
        report.reading.name.clone().unwrap_or_default(),
        row.place.file.clone(),
        row.place.line.to_string(),
        row.note.clone().unwrap_or_default(),
        row.url.clone().unwrap_or_default(),
    ]);
    fields.into_iter().map(|field| harmless(&field)).collect()
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
