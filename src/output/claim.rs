//! One claim: how its figure is read, and what it is to the other claims of a report.

use textwrap::{WordSplitter, WrapAlgorithm};

use super::Terminal;
use super::cells::{FlowColumns, period, published, source, told};
use super::reasons::Reasons;
use super::words::{self, TOLD, labelled};
use crate::reconcile::Verdict;
use crate::report::{Report, Row, Section};
use crate::text::one_line;

/// Lines wrapped to a width.
struct Lines {
    text: String,
    width: usize,
}

impl Lines {
    fn add(&mut self, words: &str, indent: &str) {
        let further = format!("{indent}  ");
        let options = textwrap::Options::new(self.width)
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .initial_indent(indent)
            .subsequent_indent(&further)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(words, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.add(heading, "");
    }

    /// The claim's own facts.
    fn row(&mut self, report: &Report, row: &Row, reasons: &Reasons<'_>) {
        let date =
            row.date.as_deref().map_or_else(|| "no date".to_owned(), |date| one_line(date).into_owned());
        let flow = FlowColumns::of(std::slice::from_ref(row)).flow(row);
        // What is in the report's currency does not name it, and here it should.
        let is_named = row.relative.is_some() || !reasons.in_own_currency(row).is_empty();
        let currency = if is_named { String::new() } else { format!("{} ", one_line(&row.currency)) };
        self.add(&one_line(&row.id), "");
        self.add(
            &format!(
                "{} is read as {currency}{}",
                published(row),
                reasons.normalised_and_converted(row, " ")
            ),
            "  ",
        );
        self.add(&format!("{flow}; {}", period(row)), "  ");
        self.add(&format!("{}; {date}", source(row)), "  ");
        self.add(&words::reading(&report.reading), "");
    }

    /// What the claim of the section's pairs and sets is to the others.
    fn section(&mut self, section: &Section, reasons: &Reasons<'_>) {
        if !section.compared {
            self.heading(words::TOO_MANY);
            return;
        }
        let name =
            |row: usize| section.rows.get(row).map_or_else(String::new, |row| one_line(&row.id).into_owned());
        for (verdict, heading) in TOLD.into_iter().chain([(Verdict::NotComparable, "Not comparable")]) {
            if verdict.is_clash() {
                let items = reasons.conflicts(section, verdict);
                if !items.is_empty() {
                    self.heading(heading);
                }
                for item in items {
                    self.add(&format!("{}{}.", labelled(&item.rows, verdict.mark(), name), item.words), "  ");
                    for note in &item.notes {
                        self.add(&format!("{note}."), "    ");
                    }
                }
                continue;
            }
            let told = told(section, reasons, verdict);
            if !told.is_empty() {
                self.heading(heading);
            }
            for each in told {
                let pairs = each
                    .pairs
                    .iter()
                    .map(|&(one, other)| format!("{} {} {}", name(one), verdict.mark(), name(other)));
                self.add(&format!("{}: {}.", pairs.collect::<Vec<_>>().join(", "), each.reason), "  ");
            }
        }
    }
}

/// What a report says about one claim. The text ends with a line break, and is empty where the report does
/// not have the claim.
#[must_use]
pub fn render(mut report: Report, claim: &str, terminal: Terminal) -> String {
    let mut lines = Lines { text: String::new(), width: terminal.width.max(40) };
    let is_it = |row: &Row| row.id == claim;
    for section in &mut report.sections {
        if section.rows.iter().any(is_it) {
            section.pairs.retain(|pair| pair.first == claim || pair.second == claim);
            if let Some(sets) = &mut section.sets {
                sets.conflicts.retain(|set| set.claims.iter().any(|id| id == claim));
            }
        }
    }
    if let Some(section) = report.sections.iter().find(|section| section.rows.iter().any(is_it)) {
        let reasons = Reasons::of_section(&report, section);
        if let Some(row) = section.rows.iter().find(|row| is_it(row)) {
            lines.row(&report, row, &reasons);
        }
        lines.section(section, &reasons);
    } else if let Some(row) = report.alone.iter().chain(&report.left_out).find(|row| is_it(row)) {
        lines.row(&report, row, &Reasons::of_rows(&report, std::slice::from_ref(row)));
        lines.heading(words::left_out(row).as_deref().unwrap_or("It bears on no other claim."));
    }
    lines.text
}
