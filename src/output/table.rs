//! Tables and words for a terminal.
//!
//! A wide terminal gets one table a section with the verdict matrix at its right; a narrow one gets
//! the claims with several facts a cell, and the matrix below, in blocks if need be.

use tabled::Table;
use tabled::builder::Builder;
use tabled::settings::object::{Columns, Rows};
use tabled::settings::peaker::Priority;
use tabled::settings::style::HorizontalLine;
use tabled::settings::{Alignment, Color, Modify, Padding, Style, Width};

use super::Terminal;
use super::words::{self, TOLD, Words};
use crate::reconcile::Verdict;
use crate::report::{PairFacts, Report, Row, Section};
use crate::text::{counted, one_line};

/// From this width on every fact has a column of its own.
const WIDE: usize = 120;

/// The narrowest table that is still drawn; a narrower terminal wraps it itself.
const NARROWEST: usize = 50;

/// The columns that a matrix column takes.
const MARK_WIDTH: usize = 3;

/// The most pairs of one verdict that a section tells in words.
const MOST_TOLD: usize = 500;

pub(super) fn render(report: &Report, terminal: Terminal) -> String {
    let mut page =
        Page { text: String::new(), width: terminal.width.max(NARROWEST), colour: terminal.colour };
    page.heading(&one_line(&report.title));
    page.paragraph(&words::counts(report), "");
    page.paragraph(&format!("Amounts in {}. {}", report.currency, words::reading(report)), "");
    for line in [words::narrowed(report), words::units(report)].into_iter().flatten() {
        page.paragraph(&line, "");
    }
    let mut seen: Vec<Verdict> = Vec::new();
    let mut rounds = false;
    for (section, number) in report.sections.iter().zip(1_usize..) {
        page.section(report, section, number);
        seen.extend(section.pairs.iter().map(|pair| pair.verdict));
        rounds |= Words::of_section(report, section).rounds(&section.rows);
    }
    if !report.alone.is_empty() {
        page.heading("Claims that bear on no other");
        let words = Words::of_rows(report, &report.alone);
        rounds |= words.rounds(&report.alone);
        page.rows(&report.alone, &words, &[], &|_| None);
    }
    if !report.left_out.is_empty() {
        page.heading("Not compared");
        let words = Words::of_rows(report, &report.left_out);
        page.rows(&report.left_out, &words, &[], &|row| Some(words::left_out(row)));
    }
    if !report.same_figures.is_empty() {
        page.heading("The same figure elsewhere");
        for same in &report.same_figures {
            page.paragraph(&words::same_figure(same), "  ");
        }
        if report.more_same_figures {
            page.paragraph("… and more; narrow the report to see them", "  ");
        }
    }
    page.legend(&seen, rounds);
    page.text
}

struct Page {
    text: String,
    width: usize,
    colour: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        if !self.text.is_empty() {
            self.line("");
        }
        if self.colour {
            let bold = anstyle::Style::new().bold();
            self.line(&format!("{bold}{heading}{bold:#}"));
        } else {
            self.line(heading);
        }
    }

    /// Words wrapped to the width; every line but the first is indented further.
    fn paragraph(&mut self, words: &str, indent: &str) {
        let mut line = indent.to_owned();
        let mut is_empty = true;
        for word in words.split(' ') {
            if !is_empty && width(&line) + 1 + width(word) > self.width {
                self.line(&line);
                line = format!("{indent}  ");
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.line(&line);
    }

    fn section(&mut self, report: &Report, section: &Section, number: usize) {
        let title =
            format!("{number}. {}", counted(section.rows.len(), "claim") + " that bear on each other");
        self.heading(&title);
        let words = Words::of_section(report, section);
        if !section.compared {
            self.paragraph(
                "Too many to compare each with each: narrow the report by payer, payee, category or period.",
                "",
            );
            self.rows(&section.rows, &words, &[], &|_| None);
            return;
        }
        let matrix = matrix(section);
        let beside = WIDE + MARK_WIDTH * section.rows.len() <= self.width;
        self.rows(&section.rows, &words, if beside { &matrix } else { &[] }, &|_| None);
        if !beside {
            self.matrix(section, &matrix);
        }
        for (verdict, heading) in TOLD {
            self.told(section, &words, verdict, heading);
        }
        self.not_comparable(section, &words);
    }

    fn rows(
        &mut self,
        rows: &[Row],
        words: &Words<'_>,
        matrix: &[Vec<&'static str>],
        extra: &dyn Fn(&Row) -> Option<String>,
    ) {
        let wide = self.width >= WIDE;
        let differ =
            |fact: fn(&Row) -> &str| rows.windows(2).any(|pair| matches!(pair, [a, b] if fact(a) != fact(b)));
        let categories = differ(|row| &row.scope.category.id);
        let stages = differ(|row| row.scope.stage.word());
        let mut builder = Builder::default();
        let mut header: Vec<String> = if wide {
            ["#", "Claim", "Source", "Date", "Payer → payee", "Period", "As published", "Normalised"]
        } else {
            ["#", "Claim", "Flow", "Figure", "", "", "", ""]
        }
        .iter()
        .filter(|title| !title.is_empty())
        .map(|title| (*title).to_owned())
        .collect();
        let first_mark = header.len();
        header.extend((1..=matrix.len()).map(|number| number.to_string()));
        builder.push_record(header);
        for (row, position) in rows.iter().zip(0_usize..) {
            let flow = Flow::of(row, categories, stages);
            let extra = extra(row).map(|extra| format!("\n{extra}")).unwrap_or_default();
            let mut record = if wide {
                vec![
                    (position + 1).to_string(),
                    one_line(&row.id).into_owned() + &extra,
                    source(row),
                    row.date.as_deref().map_or_else(|| "–".to_owned(), |date| one_line(date).into_owned()),
                    flow.parties_and_purpose(),
                    flow.period,
                    format!("“{}”", one_line(&row.figure)),
                    words.normalised(row),
                ]
            } else {
                let date = row
                    .date
                    .as_deref()
                    .map_or_else(|| "no date".to_owned(), |date| one_line(date).into_owned());
                vec![
                    (position + 1).to_string(),
                    format!("{}\n{}, {date}{extra}", one_line(&row.id), source(row).replace('\n', ", ")),
                    format!("{}\n{}", flow.parties_and_purpose(), flow.period),
                    format!("“{}”\n{}", one_line(&row.figure), words.normalised(row)),
                ]
            };
            record.extend(matrix.get(position).into_iter().flatten().map(|mark| (*mark).to_owned()));
            builder.push_record(record);
        }
        let mut table = builder.build();
        style(&mut table);
        if !matrix.is_empty() {
            table.modify(Columns::new(first_mark..), Padding::new(0, 0, 0, 0));
            table.modify(Columns::new(first_mark..), Alignment::center());
            self.colour_marks(&mut table, matrix, first_mark);
        }
        table.with(Width::wrap(self.width).keep_words(true).priority(Priority::max(true)));
        self.table(&table);
    }

    fn matrix(&mut self, section: &Section, matrix: &[Vec<&'static str>]) {
        let names = section.rows.iter().map(|row| width(&one_line(&row.id))).max().unwrap_or(0).min(30);
        let room = self.width.saturating_sub(names + 11) / MARK_WIDTH;
        let columns: Vec<usize> = (0..matrix.len()).collect();
        for block in columns.chunks(room.max(1)) {
            let mut builder = Builder::default();
            let header = ["#".to_owned(), "Claim".to_owned()].into_iter();
            builder.push_record(header.chain(block.iter().map(|column| (column + 1).to_string())));
            for ((row, marks), number) in section.rows.iter().zip(matrix).zip(1_usize..) {
                let start = [number.to_string(), one_line(&row.id).into_owned()].into_iter();
                let marks = block.iter().filter_map(|&column| marks.get(column));
                builder.push_record(start.chain(marks.map(|mark| (*mark).to_owned())));
            }
            let mut table = builder.build();
            style(&mut table);
            table.modify(Columns::new(2..), Padding::new(0, 0, 0, 0));
            table.modify(Columns::new(2..), Alignment::center());
            let shown: Vec<Vec<&'static str>> = matrix
                .iter()
                .map(|marks| block.iter().filter_map(|&column| marks.get(column).copied()).collect())
                .collect();
            self.colour_marks(&mut table, &shown, 2);
            table.modify(Columns::one(1), Width::truncate(30).suffix("…"));
            self.table(&table);
        }
    }

    fn table(&mut self, table: &Table) {
        for line in table.to_string().lines() {
            self.line(line);
        }
    }

    fn colour_marks(&self, table: &mut Table, matrix: &[Vec<&'static str>], first_column: usize) {
        if !self.colour {
            return;
        }
        for (marks, row) in matrix.iter().zip(1_usize..) {
            for (mark, column) in marks.iter().zip(first_column..) {
                let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.mark() == *mark);
                let color = match verdict {
                    Some(Verdict::Conflict) => Color::FG_RED | Color::BOLD,
                    Some(Verdict::ConditionalConflict) => Color::FG_YELLOW | Color::BOLD,
                    Some(Verdict::Agree | Verdict::Close) => Color::FG_GREEN,
                    Some(Verdict::Echo | Verdict::GarbledEcho | Verdict::Revised) => Color::FG_MAGENTA,
                    Some(Verdict::Compatible | Verdict::NotComparable) | None => continue,
                };
                table.with(Modify::new((row, column)).with(color));
            }
        }
    }

    fn told(&mut self, section: &Section, words: &Words<'_>, verdict: Verdict, heading: &str) {
        let pairs: Vec<&PairFacts> = section.pairs.iter().filter(|pair| pair.verdict == verdict).collect();
        if pairs.is_empty() {
            return;
        }
        self.line("");
        self.line(heading);
        for pair in pairs.iter().take(MOST_TOLD) {
            if let (Some(first), Some(second)) =
                (section.rows.get(pair.rows.0), section.rows.get(pair.rows.1))
            {
                let reason = words.reason(pair, first, second);
                self.paragraph(
                    &format!("{} {} {}: {reason}.", pair.rows.0 + 1, verdict.mark(), pair.rows.1 + 1),
                    "  ",
                );
            }
        }
        if pairs.len() > MOST_TOLD {
            self.paragraph(&format!("… and {} more; JSON has all", pairs.len() - MOST_TOLD), "  ");
        }
    }

    /// The pairs that cannot be compared, by reason.
    fn not_comparable(&mut self, section: &Section, words: &Words<'_>) {
        let reasons = reasons(section, words);
        if reasons.is_empty() {
            return;
        }
        self.line("");
        self.line("Not comparable");
        for (reason, pairs) in reasons {
            let shown: Vec<String> =
                pairs.iter().take(MOST_TOLD).map(|pair| format!("{}·{}", pair.0 + 1, pair.1 + 1)).collect();
            let more = if pairs.len() > MOST_TOLD {
                format!(" and {} more", pairs.len() - MOST_TOLD)
            } else {
                String::new()
            };
            self.paragraph(&format!("{reason}: {}{more}", shown.join(" ")), "  ");
        }
    }

    fn legend(&mut self, seen: &[Verdict], rounds: bool) {
        let marks: Vec<String> = Verdict::ALL
            .into_iter()
            .filter(|verdict| seen.contains(verdict))
            .map(|verdict| format!("{} {}", verdict.mark(), words::legend(verdict)))
            .collect();
        if !marks.is_empty() {
            self.line("");
            for mark in marks {
                self.paragraph(&mark, "  ");
            }
        }
        if rounds {
            self.paragraph("Amounts are shown rounded, never so that a conflict looks like an agreement; JSON has them exactly.", "");
        }
    }
}

/// The pairs that cannot be compared, by reason in words, in the order of their first pairs.
pub(super) fn reasons(section: &Section, words: &Words<'_>) -> Vec<(String, Vec<(usize, usize)>)> {
    let mut found: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for pair in section.pairs.iter().filter(|pair| pair.verdict == Verdict::NotComparable) {
        let (Some(first), Some(second)) = (section.rows.get(pair.rows.0), section.rows.get(pair.rows.1))
        else {
            continue;
        };
        let reason = words.reason(pair, first, second);
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

/// The mark of each row against each.
pub(super) fn matrix(section: &Section) -> Vec<Vec<&'static str>> {
    let count = section.rows.len();
    let mut marks = vec![vec![""; count]; count];
    for pair in &section.pairs {
        let (first, second) = pair.rows;
        for (row, column) in [(first, second), (second, first)] {
            if let Some(mark) = marks.get_mut(row).and_then(|marks| marks.get_mut(column)) {
                *mark = pair.verdict.mark();
            }
        }
    }
    marks
}

/// The flow of a claim in words.
pub(super) struct Flow {
    parties: String,
    category: Option<String>,
    stage: Option<&'static str>,
    /// The stated period, or what stands in for it.
    pub(super) period: String,
}

impl Flow {
    /// The flow, with category and stage only where they tell claims apart.
    pub(super) fn of(row: &Row, category: bool, stage: bool) -> Self {
        let scope = &row.scope;
        let stated = scope.period.as_ref().map(|period| {
            let days = period.days.to_string();
            let written = one_line(&period.written);
            if days == written { days } else { format!("{written} ({days})") }
        });
        let period = stated.unwrap_or_else(|| match (row.per, &row.date) {
            (Some(_), Some(date)) => format!("no period; said {}", one_line(date)),
            (None, Some(date)) => format!("undated; up to {}", one_line(date)),
            (_, None) => "undated".to_owned(),
        });
        Self {
            parties: format!("{} → {}", one_line(&scope.payer.name), one_line(&scope.payee.name)),
            category: category.then(|| one_line(&scope.category.name).into_owned()),
            stage: stage.then(|| scope.stage.word()),
            period,
        }
    }

    /// Payer, payee and, where they tell claims apart, category and stage.
    pub(super) fn parties_and_purpose(&self) -> String {
        let mut words = self.parties.clone();
        for more in [self.category.as_deref(), self.stage].into_iter().flatten() {
            words.push_str(", ");
            words.push_str(more);
        }
        words
    }
}

/// The source and where it was read.
fn source(row: &Row) -> String {
    let mut words = one_line(&row.source_name).into_owned();
    if !row.via.is_empty() {
        let via: Vec<String> = row.via.iter().map(|via| one_line(&via.name).into_owned()).collect();
        words.push_str("\nvia ");
        words.push_str(&via.join(", "));
    }
    words
}

fn style(table: &mut Table) {
    let style = Style::modern_rounded()
        .remove_horizontals()
        .horizontals([(1, HorizontalLine::inherit(Style::modern()))]);
    table.with(style);
    table.modify(Rows::first(), Alignment::left());
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
