//! Tables of one kind in the order of their ids.
//!
//! The tables of a kind change places with each other; all else stays where it is. A table moves with the
//! comments right above it and with those right below its last line. What stands between tables, blank lines
//! and comments with blank lines around them, stays between them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::syntax::{Document, Item, Table};
use super::values::spliced;
use super::{Why, lines, same};
use crate::problem::Kind;

/// A table with those within it, and the comments that belong to it.
struct Block {
    kind: Kind,
    id: String,
    range: Range<usize>,
}

/// The text with its tables in order.
pub(super) fn sorted(text: &str) -> Result<String, Why> {
    let document = Document::parse(text).ok_or(Why::NotToml)?;
    let mut splices = Vec::new();
    let mut kinds: BTreeMap<Kind, Vec<Block>> = BTreeMap::new();
    for block in blocks(text, &document) {
        kinds.entry(block.kind).or_default().push(block);
    }
    for slots in kinds.values() {
        let mut ordered: Vec<&Block> = slots.iter().collect();
        ordered.sort_by(|one, other| one.id.cmp(&other.id));
        for (slot, block) in slots.iter().zip(ordered) {
            let content = text.get(block.range.clone()).unwrap_or("");
            // A comment that stays at the head must not seem to be about the table that comes below it.
            let follows_comment = block.range != slot.range
                && content.trim_start().starts_with('#')
                && line_above(text, slot.range.start).starts_with('#');
            let lead = if follows_comment { lines::line_break(text) } else { "" };
            splices.push((slot.range.clone(), format!("{lead}{content}")));
        }
    }
    let new = spliced(text, splices);
    if same::but_for_order(text, &new) { Ok(new) } else { Err(Why::ChangesMore) }
}

/// The tables that have ids, each with what belongs to it.
fn blocks(text: &str, document: &Document) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut owner: Option<&[String]> = None;
    let mut end_before = document.root.last().map_or(0, |item| item.range.end);
    for table in &document.tables {
        let end = end_of_content(text, table.end());
        let is_within = |owner: &[String]| table.path.len() > owner.len() && table.path.starts_with(owner);
        if owner.is_some_and(is_within)
            && let Some(block) = blocks.last_mut()
        {
            block.range.end = end;
        } else if let Some((kind, id)) = identity(table) {
            let start = start_of_comments(text, table.header.start, end_before);
            blocks.push(Block { kind, id, range: start..end });
            owner = Some(&table.path);
        } else {
            owner = None;
        }
        end_before = end;
    }
    blocks
}

/// What kind of table it is, and its id.
fn identity(table: &Table) -> Option<(Kind, String)> {
    let path: Vec<&str> = table.path.iter().map(String::as_str).collect();
    match (table.is_array, path.as_slice()) {
        (false, ["actor", id]) => Some((Kind::Actor, (*id).to_owned())),
        (false, ["category", id]) => Some((Kind::Category, (*id).to_owned())),
        (false, ["source", id]) => Some((Kind::Source, (*id).to_owned())),
        (true, ["claim"]) => {
            let id = table.items.iter().find(|item| item.key() == Some("id"));
            Some((Kind::Claim, id.and_then(|item: &Item| item.value.text())?.to_owned()))
        }
        _ => None,
    }
}

/// Where the comments right above a header start. Those that begin the file are about the file.
fn start_of_comments(text: &str, header: usize, end_before: usize) -> usize {
    let mut start = lines::start(text, header);
    while start > 0 && line_above(text, start).starts_with('#') {
        let above = lines::start(text, start - 1);
        // A text of several lines may well have one that looks like a comment.
        if above < end_before {
            break;
        }
        start = above;
    }
    if start == 0 { lines::start(text, header) } else { start }
}

/// Where a table ends that has its last key at a byte: before the line break, with the comment on the line
/// and the comments right below it, unless these are right above the next table.
fn end_of_content(text: &str, last: usize) -> usize {
    let own = lines::end(text, last);
    let mut end = own;
    while let Some(line) =
        text.get(end..lines::end(text, end)).filter(|line| line.trim_start().starts_with('#'))
    {
        end += line.len();
    }
    let next = text.get(end..lines::end(text, end)).unwrap_or("");
    without_break(text, if next.trim().is_empty() { end } else { own })
}

fn without_break(text: &str, end: usize) -> usize {
    let content = text.get(..end).unwrap_or(text);
    content.strip_suffix('\n').map_or(content, |line| line.strip_suffix('\r').unwrap_or(line)).len()
}

/// The line above one that starts at a byte, without blanks before it.
fn line_above(text: &str, start: usize) -> &str {
    let Some(above) = start.checked_sub(1) else { return "" };
    text.get(lines::start(text, above)..above).unwrap_or("").trim_start()
}
