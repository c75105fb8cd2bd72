//! How a file writes things, so that what is added looks like what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::lines;
use super::syntax::{Document, Item, Quotes, Shape, Table};

/// How the scope of a claim is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ScopeForm {
    /// `scope = { payer = "…" }`
    Inline,
    /// `[claim.scope]`
    Table,
    /// `scope.payer = "…"`
    Dotted,
}

/// How a file writes its tables of one kind.
#[derive(Debug)]
pub(super) struct Style {
    /// `"…"` or `'…'`
    pub(super) quotes: Quotes,
    /// Whether years and days stand without quotes.
    pub(super) bare_dates: bool,
    /// Whether a list of one item stands in brackets.
    pub(super) lists_of_one: bool,
    pub(super) scope: ScopeForm,
    /// The keys in their order.
    pub(super) order: Vec<String>,
    /// What stands before a header.
    pub(super) header_indent: String,
    /// What stands before the header of a table within one.
    pub(super) inner_indent: String,
    /// What stands before a key.
    pub(super) indent: String,
    /// The empty lines before a table.
    pub(super) blank_lines: usize,
}

/// What is counted to find the habits of a file.
#[derive(Debug, Default)]
struct Habits {
    literal: usize,
    basic: usize,
    bare_dates: usize,
    quoted_dates: usize,
    lists_of_one: usize,
    single_texts: usize,
    scopes: BTreeMap<ScopeForm, usize>,
    orders: Vec<Vec<String>>,
}

impl Style {
    /// The style of the tables that `is_one` picks, each with its sub-tables, with keys in `usual` order
    /// where they have none.
    pub(super) fn of(text: &str, document: &Document, name: &str, usual: &[&str]) -> Self {
        let mut habits = Habits::default();
        for items in document.sections() {
            habits.count_all(items);
        }
        for entry in entries(document, name) {
            habits.orders.push(entry.iter().filter_map(|item| item.keys.first().cloned()).collect());
            habits.count_scope(entry);
        }
        let tables: Vec<&Table> = document
            .tables
            .iter()
            .filter(|table| table.path.first().is_some_and(|key| key == name))
            .collect();
        for table in &tables {
            if matches!(table.path.as_slice(), [_, scope] if scope == "scope") {
                *habits.scopes.entry(ScopeForm::Table).or_default() += 1;
                habits
                    .orders
                    .push(table.items.iter().filter_map(|item| item.keys.first().cloned()).collect());
            }
        }
        let before = |at: usize| text.get(lines::blank_before(text, at)..at).unwrap_or("").to_owned();
        let last = tables.iter().rfind(|table| is_entry(table, name));
        let inner = tables.iter().rfind(|table| !is_entry(table, name));
        let header_indent = last.map_or_else(String::new, |table| before(table.header.start));
        let most = habits.scopes.iter().max_by_key(|(form, count)| (**count, std::cmp::Reverse(**form)));
        Self {
            quotes: if habits.literal > habits.basic { Quotes::Literal } else { Quotes::Basic },
            bare_dates: habits.bare_dates >= habits.quoted_dates,
            lists_of_one: habits.lists_of_one > habits.single_texts,
            scope: most.map_or(ScopeForm::Inline, |(form, _)| *form),
            order: order(&habits.orders, usual),
            inner_indent: inner.map_or_else(|| header_indent.clone(), |table| before(table.header.start)),
            header_indent,
            indent: last
                .and_then(|table| table.items.first())
                .map_or_else(String::new, |item| before(item.range.start)),
            blank_lines: blank_lines(text, document, name),
        }
    }
}

impl Habits {
    fn count_all(&mut self, items: &[Item]) {
        for item in items {
            let key = item.keys.last().map(String::as_str);
            let is_date = matches!(key, Some("date" | "period" | "exchange"));
            match &item.value.shape {
                Shape::Text(text, quotes) => {
                    match quotes {
                        Quotes::Basic => self.basic += 1,
                        Quotes::Literal => self.literal += 1,
                        Quotes::LongBasic | Quotes::LongLiteral => {}
                    }
                    self.quoted_dates += usize::from(is_date && could_be_bare(text));
                    self.single_texts += usize::from(key == Some("via"));
                }
                Shape::Other => self.bare_dates += usize::from(is_date),
                Shape::List(inner) => {
                    self.lists_of_one += usize::from(key == Some("via") && inner.len() == 1);
                    self.count_all(inner);
                }
                Shape::Table(inner) => self.count_all(inner),
            }
        }
    }

    fn count_scope(&mut self, entry: &[Item]) {
        let scopes = entry.iter().filter(|item| item.keys.first().is_some_and(|key| key == "scope"));
        let mut dotted = Vec::new();
        for item in scopes {
            if let Shape::Table(inner) = &item.value.shape {
                *self.scopes.entry(ScopeForm::Inline).or_default() += 1;
                self.orders.push(inner.iter().filter_map(|item| item.keys.first().cloned()).collect());
            } else if let [_, key] = item.keys.as_slice() {
                dotted.push(key.clone());
            }
        }
        if !dotted.is_empty() {
            *self.scopes.entry(ScopeForm::Dotted).or_default() += 1;
            self.orders.push(dotted);
        }
    }
}

/// The tables of this name, however they are written.
pub(super) fn entries<'d>(document: &'d Document, name: &str) -> Vec<&'d [Item]> {
    let headed = document.tables.iter().filter(|table| is_entry(table, name));
    let inline = inline_home(document, name).into_iter().flat_map(|item| item.value.inner());
    let inline = inline.filter(|item| matches!(item.value.shape, Shape::Table(_)));
    headed.map(|table| table.items.as_slice()).chain(inline.map(|item| item.value.inner())).collect()
}

/// Whether a header starts an entry of this name, not a table within one.
fn is_entry(table: &Table, name: &str) -> bool {
    match table.path.as_slice() {
        [only] => table.is_array && only == name,
        [kind, _] => !table.is_array && kind == name && name == "source",
        _ => false,
    }
}

/// The list or table in brackets that holds all of this name, such as `claim = [ … ]`.
pub(super) fn inline_home<'d>(document: &'d Document, name: &str) -> Option<&'d Item> {
    let item = document.root.iter().find(|item| item.key() == Some(name))?;
    matches!(item.value.shape, Shape::List(_) | Shape::Table(_)).then_some(item)
}

/// Whether a date could stand without quotes: only years and days can.
pub(super) fn could_be_bare(date: &str) -> bool {
    use toml::de::DeValue;
    DeValue::parse(date).is_ok_and(|value| match value.get_ref() {
        DeValue::Integer(year) => year.radix() == 10 && year.as_str() == date,
        DeValue::Datetime(day) => day.time.is_none() && day.to_string() == date,
        _ => false,
    })
}

/// One order of keys: that of the lists where they agree, and the usual one for the rest.
fn order(lists: &[Vec<String>], usual: &[&str]) -> Vec<String> {
    let mut keys: Vec<&str> = usual.to_vec();
    for key in lists.iter().flatten() {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let mut before: BTreeSet<(&str, &str)> = BTreeSet::new();
    // A list repeats what most others said; few are enough to know the habit.
    for list in lists.iter().rev().take(MOST_LISTS) {
        for (position, key) in list.iter().enumerate() {
            before.extend(list.iter().skip(position + 1).map(|later| (key.as_str(), later.as_str())));
        }
    }
    let both: Vec<(&str, &str)> =
        before.iter().copied().filter(|&(one, other)| before.contains(&(other, one))).collect();
    before.retain(|pair| !both.contains(pair));
    let mut ordered: Vec<String> = Vec::with_capacity(keys.len());
    while !keys.is_empty() {
        let is_free = |key: &&str| !keys.iter().any(|other| before.contains(&(*other, *key)));
        // In a circle of habits the usual order decides.
        let next = keys.iter().position(is_free).unwrap_or(0);
        ordered.push(keys.remove(next).to_owned());
    }
    ordered
}

/// The most claims that are looked at for the order of their keys.
const MOST_LISTS: usize = 200;

/// The empty lines before the last table of this name that is not the first of the file.
fn blank_lines(text: &str, document: &Document, name: &str) -> usize {
    let mut pairs = document.tables.iter().zip(document.tables.iter().skip(1));
    let counted = pairs.rfind(|(_, table)| is_entry(table, name)).map(|(above, table)| {
        let between =
            text.get(lines::end(text, above.end())..lines::start(text, table.header.start)).unwrap_or("");
        between.lines().filter(|line| line.trim().is_empty()).count()
    });
    counted.unwrap_or(1)
}
