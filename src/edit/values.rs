//! Single values that go or become other texts.

use std::ops::Range;

use super::quote::quoted;
use super::same::{self, Changes};
use super::syntax::{Document, Item, Shape};
use super::{Edit, Why, lines};

/// A value to change: its item in its list of items.
struct Target<'d> {
    /// The list or inline table in which it stands; nothing for a key with a line to itself.
    siblings: Option<&'d [Item]>,
    item: &'d Item,
}

/// One text with its values changed, and the edits that were not made.
pub(super) fn apply<'e>(
    text: &str,
    edits: impl Iterator<Item = (usize, &'e Edit)>,
) -> (String, Vec<(usize, Why)>) {
    let mut edits = edits.peekable();
    if edits.peek().is_none() {
        return (text.to_owned(), Vec::new());
    }
    let Some(document) = Document::parse(text) else {
        return (text.to_owned(), edits.map(|(index, _)| (index, Why::NotToml)).collect());
    };
    let mut undone = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut made = Vec::new();
    let mut changes = Changes::default();
    let mut removed: Vec<Target<'_>> = Vec::new();
    let mut splices: Vec<(Range<usize>, String)> = Vec::new();
    for (index, edit) in edits {
        let place = match edit {
            Edit::Remove { place } | Edit::Replace { place, .. } => place.range(),
            Edit::Sort { .. } => continue,
        };
        let Some(target) = find(&document, &place) else {
            undone.push((index, Why::NothingThere));
            continue;
        };
        let range = &target.item.range;
        if taken.iter().any(|other| other.start < range.end && range.start < other.end) {
            undone.push((index, Why::Overlaps));
            continue;
        }
        match (edit, &target.item.value.shape) {
            (Edit::Replace { text: new, .. }, Shape::Text(_, quotes)) => {
                splices.push((place.clone(), quoted(new, *quotes, lines::line_break(text))));
                changes.0.insert((place.start, place.end), Some(new));
            }
            (Edit::Replace { .. }, _) => {
                undone.push((index, Why::NoText));
                continue;
            }
            _ => {
                changes.0.insert((place.start, place.end), None);
            }
        }
        taken.push(range.clone());
        made.push(index);
        if matches!(edit, Edit::Remove { .. }) {
            removed.push(target);
        }
    }
    splices.extend(deletions(text, &removed).into_iter().map(|range| (range, String::new())));
    let new = spliced(text, splices);
    if same::but_for(&changes, text, &new) {
        return (new, undone);
    }
    undone.extend(made.into_iter().map(|index| (index, Why::ChangesMore)));
    (text.to_owned(), undone)
}

/// The item whose value stands at these bytes.
fn find<'d>(document: &'d Document, place: &Range<usize>) -> Option<Target<'d>> {
    let around = |items: &'d [Item]| {
        let after = items.partition_point(|item| item.value.range.end < place.end);
        items.get(after).filter(|item| item.value.range.start <= place.start)
    };
    let mut item = document.sections().find_map(around)?;
    let mut siblings = None;
    while item.value.range != *place {
        let inner = item.value.inner();
        siblings = Some(inner);
        item = around(inner)?;
    }
    Some(Target { siblings, item })
}

/// The bytes that go with the removed items.
fn deletions(text: &str, removed: &[Target<'_>]) -> Vec<Range<usize>> {
    let is_removed = |item: &Item| removed.iter().any(|target| std::ptr::eq(target.item, item));
    let mut ranges = Vec::new();
    for Target { siblings, item } in removed {
        let Some(siblings) = siblings else {
            ranges.push(lines::own(text, &item.range).unwrap_or_else(|| item.range.clone()));
            continue;
        };
        // Where the last items go and no comma stood behind them, none stands behind what is then the last.
        let kept = siblings.iter().rposition(|item| !is_removed(item));
        let tail = siblings.get(kept.map_or(0, |kept| kept + 1)..).unwrap_or(&[]);
        let is_in_tail = tail.iter().any(|each| std::ptr::eq(each, *item));
        let ends_bare = siblings.last().is_some_and(|last| last.comma.is_none());
        if is_in_tail && ends_bare {
            ranges.extend(kept.and_then(|kept| siblings.get(kept)).and_then(|item| item.comma.clone()));
        }
        ranges.extend(with_comma(text, item, is_in_tail));
    }
    ranges
}

/// The bytes of an item of a list or inline table, with its comma and the blanks that it leaves.
fn with_comma(text: &str, item: &Item, is_in_tail: bool) -> Vec<Range<usize>> {
    let mut range = item.range.clone();
    let mut ranges = Vec::new();
    if let Some(comma) = &item.comma {
        if lines::blank_behind(text, range.end) == comma.start {
            range.end = comma.end;
        } else {
            // A line break or a comment stands between them.
            ranges.push(lines::own(text, comma).filter(|_| is_bare(text, comma)).unwrap_or(comma.clone()));
        }
    }
    ranges.push(match lines::own(text, &range) {
        Some(whole) => whole,
        None if is_in_tail => lines::blank_before(text, range.start)..range.end,
        None => range.start..lines::blank_behind(text, range.end),
    });
    ranges
}

/// Whether no comment stands behind a range on its line.
fn is_bare(text: &str, range: &Range<usize>) -> bool {
    text.get(range.end..lines::end(text, range.end)).is_some_and(|rest| rest.trim().is_empty())
}

/// A text with some of its ranges replaced. Ranges that go may overlap.
pub(super) fn spliced(text: &str, mut splices: Vec<(Range<usize>, String)>) -> String {
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (range, by) in splices {
        new.push_str(text.get(at..range.start).unwrap_or(""));
        new.push_str(&by);
        at = at.max(range.end);
    }
    new.push_str(text.get(at..).unwrap_or(""));
    new
}
