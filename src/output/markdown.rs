//! Markdown, with the tables of GitHub's dialect.

use super::bounds;
use super::cells::{FlowColumns, mark, matrix, period, published, source, told};
use super::reasons::Reasons;
use super::sets::Item;
use super::words::{self, TOLD};
use crate::reconcile::Verdict;
use crate::report::{Report, Row, Section, SourceFacts};
use crate::text::{counted, one_line};

pub(super) fn render(report: &Report) -> String {
    let mut page = String::new();
    let mut line = |text: &str| {
        page.push_str(text.trim_end());
        page.push('\n');
    };
    line(&format!("# {}", escaped(&report.title)));
    line("");
    line(&escaped(&words::counts(report)));
    line("");
    line(&escaped(&format!("Amounts in {}. {}.", words::unit(report), words::reading(&report.reading))));
    for more in words::narrowed(report).into_iter().chain(words::units(report)) {
        line("");
        line(&escaped(&format!("{more}.")));
    }
    for (section, number) in report.sections.iter().zip(1_usize..) {
        line("");
        line(&format!("## {number}. {} that bear on each other", counted(section.rows.len(), "claim")));
        section_lines(report, section, &mut line);
    }
    for (rows, heading) in
        [(&report.alone, "Claims that bear on no other"), (&report.left_out, "Claims that are not compared")]
    {
        if !rows.is_empty() {
            line("");
            line(&format!("## {heading}"));
            line("");
            rows_table(rows, &Reasons::of_rows(report, rows), &mut line);
        }
    }
    if !report.same_figures.is_empty() {
        line("");
        line("## The same figure elsewhere");
        line("");
        for same in &report.same_figures {
            line(&format!("- {}.", escaped(&words::same_figure(same))));
        }
        if report.more_same_figures {
            line("- … and more; narrow the report to see them.");
        }
    }
    legend(report, &mut line);
    let rows = report.sections.iter().flat_map(|section| &section.rows);
    let noted: Vec<&Row> =
        rows.chain(&report.alone).chain(&report.left_out).filter(|row| row.note.is_some()).collect();
    if !noted.is_empty() {
        line("");
        line("## Notes");
        line("");
        for row in noted {
            line(&format!(
                "- **{}**: {}",
                escaped(&row.id),
                escaped(row.note.as_deref().unwrap_or_default())
            ));
        }
    }
    line("");
    line("## Sources");
    line("");
    for source in &report.sources {
        line(&source_line(source));
    }
    page
}

/// A page of one table with what explains it.
pub(super) fn page(bounds: &bounds::Page) -> String {
    let mut lines = vec![format!("# {}", escaped(&bounds.title))];
    for paragraph in &bounds.head {
        lines.extend([String::new(), format!("{}.", escaped(paragraph))]);
    }
    if !bounds.rows.is_empty() {
        lines.extend([String::new(), format!("| {} |", bounds.columns.join(" | "))]);
        lines.push(format!("|{}", " --- |".repeat(bounds.columns.len())));
        for row in &bounds.rows {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
    }
    for (heading, items) in &bounds.blocks {
        lines.extend([String::new(), format!("## {}", escaped(heading)), String::new()]);
        for item in items {
            lines.push(format!("- {}.", escaped(&item.words)));
            lines.extend(item.notes.iter().map(|note| format!("  - {}.", escaped(note))));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn section_lines(report: &Report, section: &Section, line: &mut impl FnMut(&str)) {
    let reasons = Reasons::of_section(report, section);
    line("");
    rows_table(&section.rows, &reasons, line);
    if !section.compared {
        line("");
        line(words::TOO_MANY);
        return;
    }
    line("");
    let numbers: Vec<String> = (1..=section.rows.len()).map(|number| number.to_string()).collect();
    line(&format!("| # | Claim | {} |", numbers.join(" | ")));
    line(&format!("| --- | --- |{}", " :-: |".repeat(numbers.len())));
    for ((row, marks), number) in section.rows.iter().zip(matrix(section)).zip(&numbers) {
        let marks: Vec<&str> = marks.into_iter().map(mark).collect();
        line(&format!("| {number} | {} | {} |", escaped(&row.id), marks.join(" | ")));
    }
    let items = |heading: &str, items: &[Item], mark: &str, line: &mut dyn FnMut(&str)| {
        if items.is_empty() {
            return;
        }
        line("");
        line(&format!("### {heading}"));
        line("");
        for item in items {
            let id = |row: usize| section.rows.get(row).map_or_else(String::new, |row| row.id.clone());
            let label = words::labelled(&item.rows, mark, id);
            let label = label.trim_end_matches(": ");
            let label = if label.is_empty() { String::new() } else { format!("**{}**: ", escaped(label)) };
            line(&format!("- {label}{}.", escaped(&item.words)));
            for note in &item.notes {
                line(&format!("  - {}.", escaped(note)));
            }
        }
    };
    for (verdict, heading) in TOLD {
        if verdict.is_clash() {
            items(heading, &reasons.conflicts(section, verdict), verdict.mark(), line);
            continue;
        }
        let told = told(section, &reasons, verdict);
        if told.is_empty() {
            continue;
        }
        line("");
        line(&format!("### {heading}"));
        line("");
        for each in told {
            let id = |row: usize| section.rows.get(row).map_or_else(String::new, |row| escaped(&row.id));
            let pairs = each
                .pairs
                .iter()
                .map(|&(one, other)| format!("**{} {} {}**", id(one), verdict.mark(), id(other)));
            line(&format!("- {}: {}.", pairs.collect::<Vec<_>>().join(", "), escaped(&each.reason)));
        }
    }
    for block in reasons.blocks(section) {
        items(block.heading, &block.items, "", line);
    }
    if let Some(extent) = Reasons::extent(section) {
        line("");
        line(extent);
    }
    let told = told(section, &reasons, Verdict::NotComparable);
    if !told.is_empty() {
        line("");
        line("### Not comparable");
        line("");
    }
    for each in told {
        let pairs: Vec<String> =
            each.pairs.iter().map(|(one, other)| format!("{}·{}", one + 1, other + 1)).collect();
        line(&format!("- {} ({})", pairs.join(", "), escaped(&each.reason)));
    }
}

fn rows_table(rows: &[Row], reasons: &Reasons<'_>, line: &mut impl FnMut(&str)) {
    line("| # | Claim | Source | Date | Flow | Period | As published | Normalised |");
    line("| --: | --- | --- | --- | --- | --- | --- | --- |");
    let columns = FlowColumns::of(rows);
    for (row, number) in rows.iter().zip(1_usize..) {
        let why = words::left_out(row).map(|why| format!(" ({})", escaped(&why))).unwrap_or_default();
        line(&format!(
            "| {number} | {}{why} | {} | {} | {} | {} | {} | {} |",
            escaped(&row.id),
            escaped(&source(row)),
            escaped(row.date.as_deref().unwrap_or("–")),
            escaped(&columns.flow(row)),
            escaped(&period(row)),
            escaped(&published(row)),
            escaped(&reasons.normalised_and_converted(row, " ")),
        ));
    }
}

fn legend(report: &Report, line: &mut impl FnMut(&str)) {
    let occurs: Vec<Verdict> = words::occurring(report).collect();
    if occurs.is_empty() {
        return;
    }
    line("");
    line("## Marks");
    line("");
    for verdict in occurs {
        line(&format!("- {} {}", verdict.mark(), words::legend(verdict)));
    }
}

fn source_line(source: &SourceFacts) -> String {
    let mut text = format!("- **{}**: {}", escaped(&source.id), escaped(&source.name));
    if let Some(date) = &source.date {
        text.push_str(", ");
        text.push_str(&escaped(date));
    }
    if let Some(url) = &source.url {
        text.push_str(", ");
        text.push_str(&link(url));
    }
    text
}

/// A link if it leads to a web page and nothing in it ends the link early; otherwise its text.
fn link(url: &str) -> String {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_plain =
        url.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '`' | '|' | '"'));
    if is_web && is_plain { format!("<{url}>") } else { escaped(url) }
}

/// Text in which nothing is taken for markup: backslashes before what Markdown, or GitHub's maths and
/// mentions, give a meaning.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '#' => {
                shown.push('\\');
                shown.push(c);
            }
            // A mention cannot be escaped with a backslash.
            '@' => shown.push_str("&#64;"),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{escaped, link};

    #[test]
    fn nothing_of_a_stranger_is_markup() {
        assert_eq!(escaped("<b>|[x](y)| $1 @all"), "\\<b\\>\\|\\[x\\](y)\\| \\$1 &#64;all");
        assert_eq!(link("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(link("https://a.example/b?c=d"), "<https://a.example/b?c=d>");
        assert_eq!(link("https://a.example/> <script>"), "https://a.example/\\> \\<script\\>");
    }
}
