//! Tables and words for a terminal.
//!
//! A wide terminal gets one table a section with the verdict matrix at its right; a narrow one gets
//! the claims with several facts a cell, and the matrix below, in blocks if need be.

use tabled::Table;
use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Color, Modify, Padding, Style, Width};
use textwrap::{WordSplitter, WrapAlgorithm};

use super::cells::{FlowColumns, Told, mark, matrix, period, published, source, told};
use super::reasons::Reasons;
use super::sets::Item;
use super::words::{self, TOLD};
use super::{Terminal, bounds};
use crate::reconcile::Verdict;
use crate::report::{Report, Row, Section};
use crate::text::{counted, one_line};

/// From this width on every fact has a column of its own.
const WIDE: usize = 110;

/// The narrowest table that is still drawn; a narrower terminal wraps it itself.
const NARROWEST: usize = 50;

/// No column is squeezed below this.
const NARROWEST_COLUMN: usize = 8;

/// The columns that a matrix column takes with its border.
const MARK_WIDTH: usize = 3;

/// The longest id beside a matrix that stands alone.
const LONGEST_ID: usize = 30;

/// The most pairs of one verdict that a section tells in words.
const MOST_TOLD: usize = 500;

pub(super) fn render(report: &Report, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    page.heading(&one_line(&report.title));
    page.paragraph(&words::counts(report), "");
    page.paragraph(&format!("Amounts in {}. {}", words::unit(report), words::reading(&report.reading)), "");
    for line in words::narrowed(report).into_iter().chain(words::units(report)) {
        page.paragraph(&line, "");
    }
    let mut rounds = false;
    for (section, number) in report.sections.iter().zip(1_usize..) {
        let reasons = Reasons::of_section(report, section);
        rounds |= reasons.rounds(&section.rows);
        page.section(section, number, &reasons);
    }
    for (rows, heading) in
        [(&report.alone, "Claims that bear on no other"), (&report.left_out, "Claims that are not compared")]
    {
        if !rows.is_empty() {
            let reasons = Reasons::of_rows(report, rows);
            rounds |= reasons.rounds(rows);
            page.heading(heading);
            page.rows(rows, &reasons, &[]);
        }
    }
    if !report.same_figures.is_empty() {
        page.heading("The same figure elsewhere");
        for same in &report.same_figures {
            page.paragraph(&format!("{}.", words::same_figure(same)), "  ");
        }
        if report.more_same_figures {
            page.paragraph("… and more; narrow the report to see them.", "  ");
        }
    }
    page.legend(report, rounds);
    page.text
}

/// A page of one table with what explains it.
pub(super) fn page(bounds: &bounds::Page, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    page.heading(&bounds.title);
    for paragraph in &bounds.head {
        page.paragraph(paragraph, "");
    }
    if !bounds.rows.is_empty() {
        page.line("");
        let columns = bounds.columns.iter().map(|&column| column.to_owned()).collect();
        let mut cells: Vec<Vec<String>> =
            std::iter::once(columns).chain(bounds.rows.iter().cloned()).collect();
        wrap_cells(&mut cells, page.width);
        let mut builder = Builder::default();
        for record in cells {
            builder.push_record(record);
        }
        let mut table = builder.build();
        table.with(Style::rounded());
        page.table(&table);
    }
    for (heading, items) in &bounds.blocks {
        page.items(heading, items, "");
    }
    page.text
}

/// Text that is wrapped to a width.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) width: usize,
    colour: bool,
}

impl Page {
    pub(super) fn new(terminal: Terminal) -> Self {
        Self { text: String::new(), width: terminal.width.max(NARROWEST), colour: terminal.colour }
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, heading: &str) {
        if !self.text.is_empty() {
            self.line("");
        }
        for line in textwrap::wrap(heading, self.width) {
            if self.colour {
                let bold = anstyle::Style::new().bold();
                self.line(&format!("{bold}{line}{bold:#}"));
            } else {
                self.line(&line);
            }
        }
    }

    /// Words wrapped to the width; every line but the first is indented further.
    pub(super) fn paragraph(&mut self, words: &str, indent: &str) {
        let further = format!("{indent}  ");
        let options = textwrap::Options::new(self.width)
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .initial_indent(indent)
            .subsequent_indent(&further)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(words, options) {
            self.line(&line);
        }
    }

    fn section(&mut self, section: &Section, number: usize, reasons: &Reasons<'_>) {
        self.heading(&format!("{number}. {} that bear on each other", counted(section.rows.len(), "claim")));
        if !section.compared {
            self.paragraph(words::TOO_MANY, "");
            self.rows(&section.rows, reasons, &[]);
            return;
        }
        let matrix = matrix(section);
        let beside = WIDE + MARK_WIDTH * section.rows.len() <= self.width;
        self.rows(&section.rows, reasons, if beside { &matrix } else { &[] });
        if !beside {
            self.matrix(section, &matrix);
        }
        for (verdict, heading) in TOLD {
            if verdict.is_clash() {
                self.items(heading, &reasons.conflicts(section, verdict), verdict.mark());
            } else {
                self.told(section, reasons, verdict, heading);
            }
        }
        for block in reasons.blocks(section) {
            self.items(block.heading, &block.items, "");
        }
        if let Some(extent) = Reasons::extent(section) {
            self.line("");
            self.paragraph(extent, "");
        }
        self.not_comparable(section, reasons);
    }

    fn rows(&mut self, rows: &[Row], reasons: &Reasons<'_>, matrix: &[Vec<Option<Verdict>>]) {
        let columns = FlowColumns::of(rows);
        let wide = self.width >= WIDE;
        let header: &[&str] = if wide {
            &["#", "Claim", "Source", "Date", "Flow", "Period", "As published", "Normalised"]
        } else {
            &["#", "Claim", "Flow", "Figure"]
        };
        let mut cells: Vec<Vec<String>> = vec![header.iter().map(|&title| title.to_owned()).collect()];
        for (row, number) in rows.iter().zip(1_usize..) {
            let mut id = one_line(&row.id).into_owned();
            if let Some(why) = words::left_out(row) {
                id.push('\n');
                id.push_str(&why);
            }
            let date = row.date.as_deref().map(one_line);
            cells.push(if wide {
                vec![
                    number.to_string(),
                    id,
                    source(row),
                    date.map_or_else(|| "–".to_owned(), Into::into),
                    columns.flow(row),
                    period(row),
                    published(row),
                    reasons.normalised_and_converted(row, "\n"),
                ]
            } else {
                let date = date.map_or_else(|| "no date".to_owned(), Into::into);
                vec![
                    number.to_string(),
                    format!("{id}\n{}\n{date}", source(row)),
                    format!("{}\n{}", columns.flow(row), period(row)),
                    format!("{}\n{}", published(row), reasons.normalised_and_converted(row, "\n")),
                ]
            });
        }
        wrap_cells(&mut cells, self.width.saturating_sub(MARK_WIDTH * matrix.len()));
        let mut builder = Builder::default();
        for (mut record, position) in cells.into_iter().zip(0_usize..) {
            match position.checked_sub(1) {
                None => record.extend((1..=matrix.len()).map(|number| number.to_string())),
                Some(row) => {
                    record.extend(matrix.get(row).into_iter().flatten().map(|&each| mark(each).to_owned()));
                }
            }
            builder.push_record(record);
        }
        let mut table = builder.build();
        table.with(Style::modern_rounded());
        if !matrix.is_empty() {
            self.mark_columns(&mut table, matrix, header.len());
        }
        self.table(&table);
    }

    /// The matrix on its own, in blocks that fit the width.
    fn matrix(&mut self, section: &Section, matrix: &[Vec<Option<Verdict>>]) {
        let longest = section.rows.iter().map(|row| width(&one_line(&row.id))).max().unwrap_or(0);
        // Beside the ids stand the number, the borders and at least a few marks.
        let longest = longest.min(LONGEST_ID).min(self.width.saturating_sub(11 + 5 * MARK_WIDTH));
        let room = self.width.saturating_sub(longest + 11) / MARK_WIDTH;
        let columns: Vec<usize> = (0..matrix.len()).collect();
        for block in columns.chunks(room.max(1)) {
            let mut builder = Builder::default();
            let header = ["#".to_owned(), "Claim".to_owned()].into_iter();
            builder.push_record(header.chain(block.iter().map(|column| (column + 1).to_string())));
            let shown: Vec<Vec<Option<Verdict>>> = matrix
                .iter()
                .map(|verdicts| block.iter().filter_map(|&column| verdicts.get(column).copied()).collect())
                .collect();
            for ((row, verdicts), number) in section.rows.iter().zip(&shown).zip(1_usize..) {
                let start = [number.to_string(), one_line(&row.id).into_owned()].into_iter();
                builder.push_record(start.chain(verdicts.iter().map(|&each| mark(each).to_owned())));
            }
            let mut table = builder.build();
            table.with(Style::rounded());
            table.modify(Columns::one(1), Width::truncate(longest).suffix("…"));
            self.mark_columns(&mut table, &shown, 2);
            self.table(&table);
        }
    }

    fn table(&mut self, table: &Table) {
        for line in table.to_string().lines() {
            self.line(line);
        }
    }

    /// Packs the columns of marks closely, and colours the marks.
    fn mark_columns(&self, table: &mut Table, matrix: &[Vec<Option<Verdict>>], first_column: usize) {
        table.modify(Columns::new(first_column..), Padding::zero());
        table.modify(Columns::new(first_column..), Alignment::center());
        if !self.colour {
            return;
        }
        for (verdicts, row) in matrix.iter().zip(1_usize..) {
            for (verdict, column) in verdicts.iter().zip(first_column..) {
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

    /// Items under a heading; those about rows begin with their numbers.
    fn items(&mut self, heading: &str, items: &[Item], mark: &str) {
        if items.is_empty() {
            return;
        }
        self.line("");
        self.line(heading);
        for item in items.iter().take(MOST_TOLD) {
            let label = words::labelled(&item.rows, mark, |row| (row + 1).to_string());
            self.paragraph(&format!("{label}{}.", item.words), "  ");
            for note in &item.notes {
                self.paragraph(&format!("{note}."), "    ");
            }
        }
        if items.len() > MOST_TOLD {
            self.paragraph(&format!("… and {} more; JSON has all.", items.len() - MOST_TOLD), "  ");
        }
    }

    fn told(&mut self, section: &Section, reasons: &Reasons<'_>, verdict: Verdict, heading: &str) {
        let told = told(section, reasons, verdict);
        if told.is_empty() {
            return;
        }
        self.line("");
        self.line(heading);
        for each in told.iter().take(MOST_TOLD) {
            let pairs = pairs(each, &format!(" {} ", verdict.mark()), ", ");
            self.paragraph(&format!("{pairs}: {}.", each.reason), "  ");
        }
        if told.len() > MOST_TOLD {
            self.paragraph(&format!("… and {} more; JSON has all.", told.len() - MOST_TOLD), "  ");
        }
    }

    /// The pairs that cannot be compared, by reason.
    fn not_comparable(&mut self, section: &Section, reasons: &Reasons<'_>) {
        let told = told(section, reasons, Verdict::NotComparable);
        if told.is_empty() {
            return;
        }
        self.line("");
        self.line("Not comparable");
        for each in told {
            let pairs = pairs(&each, Verdict::NotComparable.mark(), " ");
            self.paragraph(&format!("{pairs} ({})", each.reason), "  ");
        }
    }

    fn legend(&mut self, report: &Report, rounds: bool) {
        let occur = words::occurring(report);
        let marks: Vec<String> =
            occur.map(|verdict| format!("{:2} {}", verdict.mark(), words::legend(verdict))).collect();
        if !marks.is_empty() {
            self.heading("Marks");
            for mark in marks {
                self.line(&format!("  {mark}"));
            }
        }
        if rounds {
            self.line("");
            self.paragraph(words::ROUNDED, "");
        }
    }
}

/// The numbers of the rows of each pair.
fn pairs(told: &Told, mark: &str, separator: &str) -> String {
    let shown = told.pairs.iter().take(MOST_TOLD);
    let mut words: Vec<String> =
        shown.map(|(one, other)| format!("{}{mark}{}", one + 1, other + 1)).collect();
    if told.pairs.len() > MOST_TOLD {
        words.push(format!("and {} more (JSON has all)", told.pairs.len() - MOST_TOLD));
    }
    words.join(separator)
}

/// Wraps the cells so that the table with its borders fits the width: the widest columns give way.
fn wrap_cells(cells: &mut [Vec<String>], room: usize) {
    let columns = cells.first().map_or(0, Vec::len);
    let longest = |text: &str| text.lines().map(width).max().unwrap_or(0);
    let in_column = |column: usize| {
        cells.iter().filter_map(|record| record.get(column)).map(|cell| longest(cell)).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns).map(in_column).collect();
    // A border and two spaces a column, and the last border.
    let room = room.saturating_sub(3 * columns + 1);
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST_COLUMN => *widest -= 1,
            _ => break,
        }
    }
    for record in cells {
        for (cell, &width) in record.iter_mut().zip(&widths) {
            let options = textwrap::Options::new(width)
                .wrap_algorithm(WrapAlgorithm::FirstFit)
                .word_splitter(WordSplitter::Custom(after_marks));
            let lines: Vec<_> = cell.lines().flat_map(|line| textwrap::wrap(line, &options)).collect();
            *cell = lines.join("\n");
        }
    }
}

/// Where a long id or period may be broken: after slashes, and after hyphens that are not of a date.
fn after_marks(word: &str) -> Vec<usize> {
    let marks = word.match_indices(['-', '/']).map(|(at, mark)| (mark, at + mark.len()));
    let breaks = marks.filter(|&(mark, at)| {
        mark == "/" || word.get(at..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    });
    breaks.map(|(_, at)| at).collect()
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
