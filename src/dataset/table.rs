//! The tables of rates and prices that a dataset names: CSV files, row by row, with the place of every cell.

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::fields::place_of;
use crate::problem::{Fault, Place, Problem, TableFault};
use crate::text::did_you_mean;

/// The most problems of one table that are told: a table may be wrong in each of a million rows.
const MOST_PROBLEMS: usize = 100;

/// A column of a kind of table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// What stands in the header.
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
}

/// One row of a table.
pub(crate) struct Row<'r> {
    record: &'r StringRecord,
    /// The position of each column that the table has.
    header: &'r [(&'static str, usize)],
    raw: &'r str,
    start: usize,
    file: u32,
}

impl Row<'_> {
    /// What stands under a column, without the blanks around it; empty where the table lacks the column.
    pub(crate) fn cell(&self, column: &str) -> &str {
        self.position(column).and_then(|at| self.record.get(at)).unwrap_or("").trim()
    }

    /// Where a cell stands; of a column that the table lacks, or of an empty cell, the whole row.
    pub(crate) fn place(&self, column: &str) -> Place {
        let cell = self.position(column).and_then(|at| cells(self.raw).ok()?.get(at).cloned());
        match cell.filter(|cell| !cell.is_empty()) {
            Some(cell) => place_of(self.file, &(self.start + cell.start..self.start + cell.end)),
            None => self.whole(),
        }
    }

    /// Where the row stands.
    pub(crate) fn whole(&self) -> Place {
        place_of(self.file, &(self.start..self.start + self.raw.len()))
    }

    fn position(&self, column: &str) -> Option<usize> {
        self.header.iter().find(|(name, _)| *name == column).map(|&(_, at)| at)
    }
}

/// Hands over each row of a table that has these columns, in any order, pushing what is wrong with its shape.
pub(crate) fn each_row(
    text: &str,
    file: u32,
    columns: &[Column],
    problems: &mut Vec<Problem>,
    mut then: impl FnMut(&Row<'_>, &mut Vec<Problem>),
) {
    if let Some(at) = text.find('\0') {
        problems.push(Problem::at(place_of(file, &(at..at + 1)), Fault::Table(TableFault::NoText)));
        return;
    }
    let told_before = problems.len();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut header: Option<Header> = None;
    let mut has_rows = false;
    // A text in memory that is UTF-8 gives records to its end.
    while let Ok(true) = reader.read_record(&mut record) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(text.len());
        let start =
            record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(end);
        let raw = text.get(start..end).unwrap_or("");
        // The reader leaves the second byte of a line end, and lines without anything, to the next record.
        let lead = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let (start, raw) = (start + lead, raw.trim_matches(['\r', '\n']));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let at = |range: Range<usize>| place_of(file, &(start + range.start..start + range.end));
        if raw.contains('"')
            && let Err(quote) = cells(raw)
        {
            problems.push(Problem::at(at(quote), Fault::Table(TableFault::Quote)));
            return;
        }
        let Some(header) = &header else {
            let read = Header::read(&record, raw, &at, columns, problems);
            if !read.is_usable {
                return;
            }
            header = Some(read);
            continue;
        };
        has_rows = true;
        if record.len() == header.width {
            let row = Row { record: &record, header: &header.columns, raw, start, file };
            then(&row, problems);
        } else {
            let fault = TableFault::Width { found: record.len(), columns: header.width };
            problems.push(Problem::at(at(0..raw.len()), Fault::Table(fault)));
        }
        if problems.len() - told_before >= MOST_PROBLEMS && reader.position().byte() < text.len() as u64 {
            problems.push(Problem::at(at(0..raw.len()), Fault::Table(TableFault::TooMuch)));
            return;
        }
    }
    if !has_rows {
        let first = text.find('\n').unwrap_or(text.len());
        problems.push(Problem::at(place_of(file, &(0..first)), Fault::Table(TableFault::Empty)));
    }
}

/// The first row of a table.
struct Header {
    columns: Vec<(&'static str, usize)>,
    width: usize,
    /// Whether each row can be read by it.
    is_usable: bool,
}

impl Header {
    fn read(
        record: &StringRecord,
        raw: &str,
        at: &impl Fn(Range<usize>) -> Place,
        columns: &[Column],
        problems: &mut Vec<Problem>,
    ) -> Self {
        let places = cells(raw).unwrap_or_default();
        let place = |index: usize| at(places.get(index).cloned().unwrap_or(0..raw.len()));
        let known: Vec<&'static str> = columns.iter().map(|column| column.name).collect();
        let mut found = Self { columns: Vec::new(), width: record.len(), is_usable: true };
        let separator = [';', '\t', '|'].into_iter().find(|&each| record.len() == 1 && raw.contains(each));
        if let Some(separator) = separator {
            problems.push(Problem::at(at(0..raw.len()), Fault::Table(TableFault::Separator { separator })));
            return Self { is_usable: false, ..found };
        }
        let mut misspelt: Vec<String> = Vec::new();
        for (index, name) in record.iter().enumerate() {
            let name = name.trim();
            let Some(column) = known.iter().find(|known| **known == name) else {
                let lacking =
                    known.iter().copied().filter(|known| record.iter().all(|other| other.trim() != *known));
                let suggestion = did_you_mean(name, lacking).map(str::to_owned);
                misspelt.extend(suggestion.clone());
                let fault =
                    TableFault::UnknownColumn { found: name.to_owned(), suggestion, known: known.clone() };
                problems.push(Problem::at(place(index), Fault::Table(fault)));
                continue;
            };
            if let Some((_, first)) = found.columns.iter().find(|(name, _)| name == column) {
                let fault = Fault::Table(TableFault::DoubleColumn { column });
                problems.push(Problem::at(place(index), fault).related_to(place(*first)));
                found.is_usable = false;
            } else {
                found.columns.push((column, index));
            }
        }
        for column in columns.iter().filter(|column| column.is_required) {
            if !found.columns.iter().any(|(name, _)| *name == column.name) {
                found.is_usable = false;
                if misspelt.iter().any(|meant| meant == column.name) {
                    continue;
                }
                let fault = TableFault::MissingColumn { column: column.name, known: known.clone() };
                problems.push(Problem::at(at(0..raw.len()), Fault::Table(fault)));
            }
        }
        found
    }
}

/// Where the cells of a row stand in it, without quotes and blanks around them; or what is wrong with a quote.
fn cells(raw: &str) -> Result<Vec<Range<usize>>, Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    loop {
        let rest = raw.get(from..).unwrap_or("");
        let (inner, after) = if rest.starts_with('"') {
            let close = closing_quote(rest).ok_or(from..raw.len())?;
            (from + 1..from + close, from + close + 1)
        } else {
            let end = from + rest.find(',').unwrap_or(rest.len());
            (from..end, end)
        };
        let cell = raw.get(inner.clone()).unwrap_or("");
        let is_quoted = inner.start > from;
        let quote = if is_quoted { None } else { cell.find('"').map(|at| from + at) };
        // A cell that runs over lines is one whose closing quote is missing.
        let open = cell.contains('\n').then_some(from);
        let stray = raw.get(after..).filter(|rest| !rest.is_empty() && !rest.starts_with(',')).map(|_| after);
        if let Some(at) = quote.or(open).or(stray) {
            return Err(at..raw.len());
        }
        let lead = cell.len() - cell.trim_start().len();
        let trimmed = inner.start + lead..inner.start + lead + cell.trim().len();
        found.push(trimmed);
        if after >= raw.len() {
            return Ok(found);
        }
        from = after + 1;
    }
}

/// The byte of the quote that closes the one at the start of a text. Two quotes stand for one within.
fn closing_quote(text: &str) -> Option<usize> {
    let mut from = 1;
    loop {
        let at = from + text.get(from..)?.find('"')?;
        if !text.get(at + 1..)?.starts_with('"') {
            return Some(at);
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn cells_are_found_where_they_stand() {
        let found =
            |raw: &'static str| cells(raw).map(|cells| cells.into_iter().map(|cell| &raw[cell]).collect());
        assert_eq!(found("a,b"), Ok(vec!["a", "b"]));
        assert_eq!(found(" a ,,\"b, c\""), Ok(vec!["a", "", "b, c"]));
        assert_eq!(found("\"a\"\"b\",é,"), Ok(vec!["a\"\"b", "é", ""]));
        assert_eq!(found("a,\"b"), Err(2..4));
        assert_eq!(found("\"a\"1,b"), Err(3..6));
        assert_eq!(found("a\"b,c"), Err(1..5));
        assert_eq!(found("\"a\nb\",c"), Err(0..7));
    }
}
