//! New entries: claims, sources and known conflicts, written as the file writes the others.

use std::fmt::Write as _;

use toml::de::DeTable;

use super::quote::{key, quoted};
use super::style::{ScopeForm, Style, could_be_bare, inline_home};
use super::syntax::{Document, Quotes, Shape, Value};
use super::values::spliced;
use super::{Changed, Why, changed, lines, same};
use crate::dataset::Files;
use crate::problem::Kind;

/// A claim to write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the key of the same name")]
pub struct NewClaim {
    pub id: String,
    pub figure: String,
    pub source: String,
    pub via: Vec<String>,
    pub date: Option<String>,
    pub payer: String,
    pub payee: Option<String>,
    pub category: Option<String>,
    pub stage: Option<String>,
    pub period: Option<String>,
    pub url: Option<String>,
    pub note: Option<String>,
}

/// A source to write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the key of the same name")]
pub struct NewSource {
    pub id: String,
    pub name: String,
    pub publisher: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
}

/// What adding a claim does to the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The files to write, in their order.
    pub changed: Vec<Changed>,
    /// The path of the file that the claim is in.
    pub path: std::path::PathBuf,
    /// The line in it at which the claim starts.
    pub line: usize,
}

/// The order of keys where a file has no habit.
const CLAIM_KEYS: [&str; 11] =
    ["id", "figure", "source", "via", "date", "scope", "payer", "payee", "category", "stage", "period"];
const SOURCE_KEYS: [&str; 7] = ["name", "publisher", "kind", "date", "url", "derives-from", "note"];

/// Where a value comes from, which decides how it is written.
#[derive(Debug)]
enum Content {
    Text(String),
    Date(String),
    Texts(Vec<String>),
    /// A list in brackets, however many items it has.
    List(Vec<String>),
    Table(Vec<(&'static str, Content)>),
}

/// An entry of a dataset: a table in an array of tables, or one with an id.
#[derive(Debug)]
pub(super) struct Entry {
    /// `claim`, `known-conflict` or `source`.
    name: &'static str,
    /// The id, where it stands in the header.
    id: Option<String>,
    pairs: Vec<(&'static str, Content)>,
}

impl Entry {
    fn claim(claim: &NewClaim) -> Self {
        let text = |key, text: &Option<String>| text.clone().map(|text| (key, Content::Text(text)));
        let date = |key, date: &Option<String>| date.clone().map(|date| (key, Content::Date(date)));
        let mut scope = vec![("payer", Content::Text(claim.payer.clone()))];
        scope.extend(text("payee", &claim.payee));
        scope.extend(text("category", &claim.category));
        scope.extend(text("stage", &claim.stage));
        scope.extend(date("period", &claim.period));
        let mut pairs = vec![
            ("id", Content::Text(claim.id.clone())),
            ("figure", Content::Text(claim.figure.clone())),
            ("source", Content::Text(claim.source.clone())),
        ];
        if !claim.via.is_empty() {
            pairs.push(("via", Content::Texts(claim.via.clone())));
        }
        pairs.extend(date("date", &claim.date));
        pairs.push(("scope", Content::Table(scope)));
        pairs.extend(text("url", &claim.url));
        pairs.extend(text("note", &claim.note));
        Self { name: "claim", id: None, pairs }
    }

    fn source(source: &NewSource) -> Self {
        let text = |key, text: &Option<String>| text.clone().map(|text| (key, Content::Text(text)));
        let mut pairs = vec![("name", Content::Text(source.name.clone()))];
        pairs.extend(text("publisher", &source.publisher));
        pairs.extend(source.date.clone().map(|date| ("date", Content::Date(date))));
        pairs.extend(text("url", &source.url));
        Self { name: "source", id: Some(source.id.clone()), pairs }
    }

    pub(super) fn known_conflict(claims: &[String]) -> Self {
        let pairs =
            vec![("claims", Content::List(claims.to_vec())), ("reason", Content::Text(String::new()))];
        Self { name: "known-conflict", id: None, pairs }
    }

    fn usual_keys(&self) -> &'static [&'static str] {
        match self.name {
            "claim" => &CLAIM_KEYS,
            "source" => &SOURCE_KEYS,
            _ => &["claims", "reason"],
        }
    }

    fn header(&self) -> String {
        match &self.id {
            Some(id) => format!("[{}.{}]", self.name, key(id)),
            None => format!("[[{}]]", self.name),
        }
    }
}

/// Writes entries in a style.
struct Writer<'s> {
    style: &'s Style,
    line_break: &'static str,
}

/// Lists longer than this go over several lines.
const MOST_COLUMNS: usize = 100;

impl Writer<'_> {
    fn text(&self, text: &str) -> String {
        let quotes = match self.style.quotes {
            Quotes::Literal if !text.is_empty() => Quotes::Literal,
            _ => Quotes::Basic,
        };
        quoted(text, quotes, self.line_break)
    }

    fn one_line(&self, content: &Content) -> String {
        match content {
            Content::Text(text) => self.text(text),
            Content::Date(date) if self.style.bare_dates && could_be_bare(date) => date.clone(),
            Content::Date(date) => self.text(date),
            Content::Texts(texts) => match texts.as_slice() {
                [only] if !self.style.lists_of_one => self.text(only),
                _ => self.list(texts),
            },
            Content::List(texts) => self.list(texts),
            Content::Table(pairs) => self.braces(pairs),
        }
    }

    fn list(&self, texts: &[String]) -> String {
        let texts: Vec<String> = texts.iter().map(|text| self.text(text)).collect();
        format!("[{}]", texts.join(", "))
    }

    fn braces(&self, pairs: &[(&'static str, Content)]) -> String {
        let pairs = self.in_order(pairs).map(|(key, content)| format!("{key} = {}", self.one_line(content)));
        format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
    }

    fn in_order<'p>(
        &self,
        pairs: &'p [(&'static str, Content)],
    ) -> impl Iterator<Item = &'p (&'static str, Content)> {
        let position = |key: &str| self.style.order.iter().position(|each| each == key);
        let mut pairs: Vec<_> = pairs.iter().collect();
        pairs.sort_by_key(|(key, _)| position(key).unwrap_or(usize::MAX));
        pairs.into_iter()
    }

    /// The lines of an entry with its header, without the last line break.
    fn headed(&self, entry: &Entry) -> String {
        let Style { header_indent, inner_indent, indent, .. } = self.style;
        let mut lines = vec![format!("{header_indent}{}", entry.header())];
        let mut below = Vec::new();
        for (key, content) in self.in_order(&entry.pairs) {
            match (content, self.style.scope) {
                (Content::Table(pairs), ScopeForm::Dotted) => {
                    let dotted = self.in_order(pairs);
                    lines.extend(
                        dotted.map(|(inner, value)| {
                            format!("{indent}{key}.{inner} = {}", self.one_line(value))
                        }),
                    );
                }
                (Content::Table(pairs), ScopeForm::Table) => {
                    below.push(format!("{inner_indent}[{}.{key}]", entry.name));
                    let inner = self.in_order(pairs);
                    below.extend(
                        inner.map(|(key, value)| format!("{indent}{key} = {}", self.one_line(value))),
                    );
                }
                _ => lines.push(self.pair(key, content)),
            }
        }
        lines.append(&mut below);
        lines.join(self.line_break)
    }

    fn pair(&self, key: &str, content: &Content) -> String {
        let indent = &self.style.indent;
        let line = format!("{indent}{key} = {}", self.one_line(content));
        let (Content::Texts(texts) | Content::List(texts)) = content else { return line };
        if texts.len() < 2 || line.chars().count() <= MOST_COLUMNS {
            return line;
        }
        let mut lines = format!("{indent}{key} = [{}", self.line_break);
        for text in texts {
            let _infallible = write!(lines, "{indent}  {},{}", self.text(text), self.line_break);
        }
        lines + indent + "]"
    }

    /// The entry as an item of a list or table in brackets.
    fn inline(&self, entry: &Entry) -> String {
        let table = self.braces(&entry.pairs);
        entry.id.as_ref().map_or(table.clone(), |id| format!("{} = {table}", key(id)))
    }
}

/// The text with entries of one kind added, written as `model` writes them, and where the first starts.
pub(super) fn with_entries(text: &str, model: &str, entries: &[Entry]) -> Result<(String, usize), Why> {
    let Some(first) = entries.first() else { return Ok((text.to_owned(), text.len())) };
    let document = Document::parse(text).ok_or(Why::NotToml)?;
    let style = if std::ptr::eq(text, model) {
        Style::of(text, &document, first.name, first.usual_keys())
    } else {
        let model_document = Document::parse(model).ok_or(Why::NotToml)?;
        Style::of(model, &model_document, first.name, first.usual_keys())
    };
    let writer =
        Writer { style: &style, line_break: lines::line_break(if text.is_empty() { model } else { text }) };
    let (new, at) = match inline_home(&document, first.name) {
        Some(home) => {
            let items: Vec<String> = entries.iter().map(|entry| writer.inline(entry)).collect();
            into_brackets(text, &home.value, &items, writer.line_break)
        }
        None => at_the_end(text, &writer, entries),
    };
    let headed: Vec<String> = entries.iter().map(|entry| writer.headed(entry)).collect();
    if same::with(&headed.join("\n"), text, &new) { Ok((new, at)) } else { Err(Why::ChangesMore) }
}

fn at_the_end(text: &str, writer: &Writer<'_>, entries: &[Entry]) -> (String, usize) {
    let line_break = writer.line_break;
    let mut new = text.to_owned();
    let has_content = !text.trim().is_empty();
    let ends_open = !text.is_empty() && !text.ends_with('\n');
    if ends_open {
        new.push_str(line_break);
    }
    let mut first = None;
    for entry in entries {
        if has_content || first.is_some() {
            let empty = new.lines().rev().take_while(|line| line.trim().is_empty()).count();
            let last_is_comment =
                new.lines().next_back().is_some_and(|line| line.trim_start().starts_with('#'));
            // A comment above would seem to be about the entry.
            let wanted = writer.style.blank_lines.max(usize::from(last_is_comment));
            new.push_str(&line_break.repeat(wanted.saturating_sub(empty)));
        }
        first.get_or_insert(new.len());
        new.push_str(&writer.headed(entry));
        new.push_str(line_break);
    }
    if ends_open {
        new.truncate(new.len() - line_break.len());
    }
    (new, first.unwrap_or(text.len()))
}

/// Adds items to a list or inline table, and tells where the first of them starts.
fn into_brackets(text: &str, home: &Value, items: &[String], line_break: &str) -> (String, usize) {
    let Some(last) = home.inner().last() else {
        let is_list = matches!(home.shape, Shape::List(_));
        let joined = items.join(", ");
        let inner = if is_list { joined } else { format!(" {joined} ") };
        let at = home.range.start + 1;
        return (spliced(text, vec![(at..at, inner)]), at);
    };
    let line = lines::start(text, last.range.start);
    let indent = text.get(line..last.range.start).filter(|before| before.trim().is_empty());
    let end = last.comma.as_ref().map_or(last.range.end, |comma| comma.end);
    let rest = text.get(end..lines::end(text, end)).unwrap_or("");
    let (between, at) = match indent {
        // Each item stands on its own line.
        Some(indent) => {
            let is_alone = rest.trim().is_empty() || rest.trim_start().starts_with('#');
            let at = if is_alone { end + rest.trim_end_matches(['\r', '\n']).len() } else { end };
            (format!("{line_break}{indent}"), at)
        }
        None => (" ".to_owned(), end),
    };
    let ends_bare = last.comma.is_none();
    let joined = items.join(&format!(",{between}"));
    let after = if ends_bare { "" } else { "," };
    let mut splices = vec![(at..at, format!("{between}{joined}{after}"))];
    if ends_bare {
        splices.insert(0, (end..end, ",".to_owned()));
    }
    (spliced(text, splices), at + usize::from(ends_bare) + between.len())
}

/// A text with a claim at its end, written as the other claims of the text are. Nothing where the text is not
/// TOML, or where the claim would change what else it says.
#[must_use]
pub fn append_claim(text: &str, claim: &NewClaim) -> Option<String> {
    with_entries(text, text, &[Entry::claim(claim)]).ok().map(|(new, _)| new)
}

/// A text with a source at its end, written as the other sources of the text are. Nothing as for
/// [`append_claim`].
#[must_use]
pub fn append_source(text: &str, source: &NewSource) -> Option<String> {
    with_entries(text, text, &[Entry::source(source)]).ok().map(|(new, _)| new)
}

/// Adds a claim to a file of a dataset, and its source, where it is new, to the file that has most sources.
/// Where a file has no claim or source yet, they are written as in the file that has most of them.
pub fn add(files: &Files, file: u32, claim: &NewClaim, source: Option<&NewSource>) -> Result<Added, Why> {
    let mut changes = Vec::new();
    let mut claim_home = files.text(file).to_owned();
    if let Some(source) = source {
        let home = fullest(files, Kind::Source).unwrap_or(file);
        let text = files.text(home);
        let (new, _) = with_entries(text, text, &[Entry::source(source)])?;
        if home == file {
            claim_home = new;
        } else {
            changes.extend(changed(files, home, &new));
        }
    }
    let has_claims = count(files.text(file), "claim") > 0;
    let model = if has_claims { None } else { fullest(files, Kind::Claim).map(|file| files.text(file)) };
    let entry = [Entry::claim(claim)];
    let (new, at) = with_entries(&claim_home, model.unwrap_or(&claim_home), &entry)?;
    let line = new.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    changes.extend(changed(files, file, &new));
    changes.sort_by_key(|change| change.file);
    Ok(Added { changed: changes, path: files.path(file).to_owned(), line })
}

/// The file with the most tables of a kind; of several with as many the last.
#[must_use]
pub fn fullest(files: &Files, kind: Kind) -> Option<u32> {
    let counts = files.indices().map(|file| (count(files.text(file), kind.word()), file));
    counts.filter(|(count, _)| *count > 0).max().map(|(_, file)| file)
}

fn count(text: &str, name: &str) -> usize {
    let Ok(document) = DeTable::parse(text) else { return 0 };
    let value = document.get_ref().get(name).map(toml::Spanned::get_ref);
    value.map_or(0, |value| match (value.as_array(), value.as_table()) {
        (Some(list), _) => list.len(),
        (None, Some(table)) => table.len(),
        (None, None) => 0,
    })
}
