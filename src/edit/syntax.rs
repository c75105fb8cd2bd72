//! A file as it is written: every key, value and comma with its place, in the order in which they stand.

use std::ops::Range;

use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{Event, EventKind, parse_document};

/// A file of sound TOML.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// The keys before the first header.
    pub(super) root: Vec<Item>,
    /// The tables with headers, in the order of the file.
    pub(super) tables: Vec<Table>,
}

/// A header and the keys below it.
#[derive(Debug)]
pub(super) struct Table {
    /// From `[` to `]`.
    pub(super) header: Range<usize>,
    /// Whether it stands in two brackets.
    pub(super) is_array: bool,
    /// The keys in its header.
    pub(super) path: Vec<String>,
    /// What stands below it.
    pub(super) items: Vec<Item>,
}

/// A key with its value, or an item of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// The keys, more than one where they are dotted, none in a list.
    pub(super) keys: Vec<String>,
    /// From the first key to the end of the value.
    pub(super) range: Range<usize>,
    pub(super) value: Value,
    /// The comma behind it.
    pub(super) comma: Option<Range<usize>>,
}

#[derive(Debug)]
pub(super) struct Value {
    pub(super) range: Range<usize>,
    pub(super) shape: Shape,
}

#[derive(Debug)]
pub(super) enum Shape {
    /// A string and its quotes.
    Text(String, Quotes),
    /// Any other single value.
    Other,
    List(Vec<Item>),
    /// An inline table.
    Table(Vec<Item>),
}

/// The kinds of quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// `"…"`
    Basic,
    /// `'…'`
    Literal,
    /// `"""…"""`
    LongBasic,
    /// `'''…'''`
    LongLiteral,
}

impl Table {
    /// Where the table ends: behind its last key.
    pub(super) fn end(&self) -> usize {
        self.items.last().map_or(self.header.end, |item| item.range.end)
    }
}

impl Item {
    /// The key, where it is a single one.
    pub(super) fn key(&self) -> Option<&str> {
        match self.keys.as_slice() {
            [key] => Some(key),
            _ => None,
        }
    }
}

impl Value {
    pub(super) fn text(&self) -> Option<&str> {
        if let Shape::Text(text, _) = &self.shape { Some(text) } else { None }
    }

    /// What stands in a list or an inline table.
    pub(super) fn inner(&self) -> &[Item] {
        match &self.shape {
            Shape::List(items) | Shape::Table(items) => items,
            Shape::Text(..) | Shape::Other => &[],
        }
    }
}

impl Document {
    /// Nothing where the text is not TOML.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // This also bounds how deeply values nest.
        DeTable::parse(text).ok()?;
        let source = Source::new(text);
        let mut builder = Builder { source, document: Self::default(), keys: Vec::new(), open: Vec::new() };
        let mut sound = true;
        let mut receive = |event: Event| sound &= builder.add(event).is_some();
        parse_document(&source.lex().into_vec(), &mut receive, &mut ());
        sound.then_some(builder.document)
    }

    /// Everything that keys stand in directly: the file itself, then its tables.
    pub(super) fn sections(&self) -> impl Iterator<Item = &[Item]> {
        std::iter::once(self.root.as_slice()).chain(self.tables.iter().map(|table| table.items.as_slice()))
    }
}

/// A key and where it stands.
type Key = (String, usize);

/// A list or inline table that is not closed yet.
struct Open {
    keys: Vec<Key>,
    start: usize,
    items: Vec<Item>,
}

struct Builder<'t> {
    source: Source<'t>,
    document: Document,
    /// The keys read since the last value.
    keys: Vec<Key>,
    open: Vec<Open>,
}

impl Builder<'_> {
    /// Nothing where the events make no sense, as in a text that is not TOML.
    fn add(&mut self, event: Event) -> Option<()> {
        let span = event.span().start()..event.span().end();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                let is_array = event.kind() == EventKind::ArrayTableOpen;
                self.document.tables.push(Table {
                    header: span,
                    is_array,
                    path: Vec::new(),
                    items: Vec::new(),
                });
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                let table = self.document.tables.last_mut()?;
                table.header.end = span.end;
                table.path = self.keys.drain(..).map(|(key, _)| key).collect();
            }
            EventKind::SimpleKey => {
                let mut key = String::new();
                self.source.get(event)?.decode_key(&mut key, &mut ());
                self.keys.push((key, span.start));
            }
            EventKind::InlineTableOpen | EventKind::ArrayOpen => {
                let keys = std::mem::take(&mut self.keys);
                self.open.push(Open { keys, start: span.start, items: Vec::new() });
            }
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                let Open { keys, start, items } = self.open.pop()?;
                let is_list = event.kind() == EventKind::ArrayClose;
                let shape = if is_list { Shape::List(items) } else { Shape::Table(items) };
                self.keys = keys;
                self.finish(Value { range: start..span.end, shape });
            }
            EventKind::Scalar => {
                let mut decoded = String::new();
                let kind = self.source.get(event)?.decode_scalar(&mut decoded, &mut ());
                let shape = match (kind, quotes(event.encoding())) {
                    (ScalarKind::String, Some(quotes)) => Shape::Text(decoded, quotes),
                    _ => Shape::Other,
                };
                self.finish(Value { range: span, shape });
            }
            EventKind::ValueSep => self.open.last_mut()?.items.last_mut()?.comma = Some(span),
            EventKind::Error => return None,
            EventKind::KeySep
            | EventKind::KeyValSep
            | EventKind::Whitespace
            | EventKind::Comment
            | EventKind::Newline => {}
        }
        Some(())
    }

    fn finish(&mut self, value: Value) {
        let keys = std::mem::take(&mut self.keys);
        let start = keys.first().map_or(value.range.start, |(_, at)| *at);
        let keys = keys.into_iter().map(|(key, _)| key).collect();
        let item = Item { keys, range: start..value.range.end, value, comma: None };
        let items = match (self.open.last_mut(), self.document.tables.last_mut()) {
            (Some(open), _) => &mut open.items,
            (None, Some(table)) => &mut table.items,
            (None, None) => &mut self.document.root,
        };
        items.push(item);
    }
}

fn quotes(encoding: Option<Encoding>) -> Option<Quotes> {
    Some(match encoding? {
        Encoding::BasicString => Quotes::Basic,
        Encoding::LiteralString => Quotes::Literal,
        Encoding::MlBasicString => Quotes::LongBasic,
        Encoding::MlLiteralString => Quotes::LongLiteral,
    })
}
