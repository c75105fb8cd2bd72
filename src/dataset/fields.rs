//! Taking a table apart key by key, with a problem for each key that is not as it should be.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::located::{At, Text};
use crate::claim::IdleKey;
use crate::problem::{Fault, Place, Problem};
use crate::text::{did_you_mean, one_line};

/// What a table is called in messages; only put into words where there is one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Name<'t> {
    /// Words as they are.
    Plain(&'static str),
    /// `[reading.strict]`: its parent and id.
    Entry(&'static str, &'t str),
    /// A claim with this id.
    Claim(&'t str),
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(words) => f.write_str(words),
            Self::Entry(parent, id) => write!(f, "`[{parent}.{}]`", one_line(id)),
            Self::Claim(id) => write!(f, "the claim `{}`", one_line(id)),
        }
    }
}

/// The keys of one table, and where to report what is wrong with them.
pub(super) struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    file: u32,
    place: Place,
    name: Name<'t>,
    asked: Vec<&'static str>,
    found: usize,
    /// The keys whose values are what holds without them.
    pub(super) idle: Vec<IdleKey>,
    problems: &'t mut Vec<Problem>,
}

/// The place of a span in a file.
pub(super) fn place_of(file: u32, span: &std::ops::Range<usize>) -> Place {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { file, start: narrow(span.start), end: narrow(span.end) }
}

/// What a text under this key looks like.
fn text_like(key: &str) -> &'static str {
    match key {
        "figure" => "the published words in quotes, such as \"$70,000,000\"",
        "approximately" | "materiality" => "a percentage in quotes, such as \"10%\"",
        "as-written" => "\"last-digit\" or a percentage in quotes, such as \"5%\"",
        "carry" | "as-of" => "a length of time in quotes, such as \"3 years\"",
        "repeats" | "supersedes" => "the id of the other claim in quotes",
        _ => "a text in quotes",
    }
}

fn found_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(number) if number.radix() != 10 => "a number in another notation",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(super) fn new(
        table: &'t DeTable<'i>,
        place: Place,
        name: Name<'t>,
        problems: &'t mut Vec<Problem>,
    ) -> Self {
        let (asked, idle) = (Vec::with_capacity(16), Vec::new());
        Self { table, file: place.file, place, name, asked, found: 0, idle, problems }
    }

    pub(super) fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    pub(super) fn problem(&mut self, place: Place, fault: Fault) {
        self.problems.push(Problem::at(place, fault));
    }

    /// The raw value of a key, which thereby counts as known.
    pub(super) fn value(&mut self, key: &'static str) -> Option<(&'t DeValue<'i>, Place)> {
        self.asked.push(key);
        // Most keys are optional, and most tables have few of them.
        if self.found == self.table.len() {
            return None;
        }
        let value: &'t Spanned<DeValue<'i>> = self.table.get(key)?;
        self.found += 1;
        Some((value.get_ref(), place_of(self.file, &value.span())))
    }

    pub(super) fn wrong_type(
        &mut self,
        key: &str,
        place: Place,
        expected: &'static str,
        found: &DeValue<'_>,
    ) {
        let fault = match found {
            DeValue::Float(float) if expected.contains("number") || expected.contains("amount") => {
                Fault::FloatAmount { key: key.to_owned(), written: float.as_str().to_owned() }
            }
            _ => Fault::WrongType { key: key.to_owned(), expected, found: found_type(found) },
        };
        self.problem(place, fault);
    }

    /// A text; an empty or blank one is a problem.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Text<'i>> {
        let (value, place) = self.value(key)?;
        self.as_text(key, value, place)
    }

    /// This value as a text; an empty or blank one is a problem.
    pub(super) fn as_text(&mut self, key: &str, value: &DeValue<'i>, place: Place) -> Option<Text<'i>> {
        match value {
            DeValue::String(text) if text.trim().is_empty() => {
                self.problem(place, Fault::EmptyText { key: key.to_owned() });
                None
            }
            DeValue::String(text) => Some(At { value: text.clone(), place }),
            other => {
                self.wrong_type(key, place, text_like(key), other);
                None
            }
        }
    }

    /// A text that must be there.
    pub(super) fn required_text(&mut self, key: &'static str, example: &'static str) -> Option<Text<'i>> {
        let Some((value, place)) = self.value(key) else {
            self.missing(key, example);
            return None;
        };
        self.as_text(key, value, place)
    }

    /// A text that must be there, and may be blank.
    pub(super) fn required_text_or_blank(
        &mut self,
        key: &'static str,
        example: &'static str,
    ) -> Option<Text<'i>> {
        match self.value(key) {
            Some((DeValue::String(text), place)) => Some(At { value: text.clone(), place }),
            Some((other, place)) => {
                self.wrong_type(key, place, text_like(key), other);
                None
            }
            None => {
                self.missing(key, example);
                None
            }
        }
    }

    pub(super) fn missing(&mut self, key: &'static str, example: &'static str) {
        let fault = Fault::MissingKey { key, table: self.name.to_string(), example };
        self.problem(self.place, fault);
    }

    /// `true` or `false`; absent is `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<Place> {
        let (value, place) = self.value(key)?;
        match value {
            DeValue::Boolean(set) => {
                if !set {
                    self.idle.push(IdleKey { key, place });
                }
                set.then_some(place)
            }
            other => {
                self.wrong_type(key, place, "true or false", other);
                None
            }
        }
    }

    /// One text or a list of them.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Text<'i>> {
        let Some((value, place)) = self.value(key) else { return Vec::new() };
        match value {
            DeValue::Array(items) => {
                if items.is_empty() {
                    self.idle.push(IdleKey { key, place });
                }
                self.items(key, items)
            }
            DeValue::String(_) => self.as_text(key, value, place).into_iter().collect(),
            other => {
                self.wrong_type(key, place, "a text in quotes or a list of them", other);
                Vec::new()
            }
        }
    }

    /// A list of texts that must be there.
    pub(super) fn required_list(
        &mut self,
        key: &'static str,
        example: &'static str,
    ) -> Option<At<Vec<Text<'i>>>> {
        match self.value(key) {
            Some((DeValue::Array(items), place)) => Some(At { value: self.items(key, items), place }),
            Some((other, place)) => {
                self.wrong_type(key, place, "a list of texts in quotes", other);
                None
            }
            None => {
                self.missing(key, example);
                None
            }
        }
    }

    fn items(&mut self, key: &str, items: &DeArray<'i>) -> Vec<Text<'i>> {
        let items = items.iter().filter_map(|item| {
            let place = place_of(self.file, &item.span());
            self.as_text(key, item.get_ref(), place)
        });
        items.collect()
    }

    /// A date or period as it was written: a year, a TOML date, or a text.
    pub(super) fn date(&mut self, key: &'static str) -> Option<Text<'i>> {
        let (value, place) = self.value(key)?;
        let written = match value {
            DeValue::String(_) => return self.as_text(key, value, place),
            DeValue::Integer(year) if year.radix() == 10 => Cow::Owned(year.as_str().to_owned()),
            DeValue::Datetime(datetime) if datetime.time.is_none() => Cow::Owned(datetime.to_string()),
            other => {
                self.wrong_type(
                    key,
                    place,
                    "a year, a date such as 2020-06-24 or a text such as \"2020-06\"",
                    other,
                );
                return None;
            }
        };
        Some(At { value: written, place })
    }

    /// An exact amount: a whole number, or a text of digits.
    pub(super) fn amount(&mut self, key: &'static str) -> Option<Text<'i>> {
        let (value, place) = self.value(key)?;
        match value {
            DeValue::String(_) => self.as_text(key, value, place),
            DeValue::Integer(number) if number.radix() == 10 => {
                Some(At { value: Cow::Owned(number.as_str().to_owned()), place })
            }
            other => {
                self.wrong_type(key, place, "an amount as a whole number or as digits in quotes", other);
                None
            }
        }
    }

    /// A whole number.
    pub(super) fn integer(&mut self, key: &'static str, expected: &'static str) -> Option<At<i64>> {
        let (value, place) = self.value(key)?;
        let number =
            value.as_integer().and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, place, expected, value);
        }
        number.map(|value| At { value, place })
    }

    /// A table within this one.
    pub(super) fn table(
        &mut self,
        key: &'static str,
        expected: &'static str,
    ) -> Option<(&'t DeTable<'i>, Place)> {
        let (value, place) = self.value(key)?;
        match value {
            DeValue::Table(table) => Some((table, place)),
            other => {
                self.wrong_type(key, place, expected, other);
                None
            }
        }
    }

    /// Takes apart a table within this one, reporting to the same list.
    pub(super) fn inner<'s>(
        &'s mut self,
        table: &'s DeTable<'i>,
        place: Place,
        name: Name<'s>,
    ) -> Fields<'s, 'i> {
        Fields::new(table, place, name, self.problems)
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self) {
        self.finish_except(&BTreeSet::new());
    }

    /// Reports the keys that nobody asked for, other than these.
    pub(super) fn finish_except(self, others: &BTreeSet<&str>) {
        if self.found + others.len() == self.table.len() {
            return;
        }
        for key in self.table.keys() {
            let written = key.get_ref().as_ref();
            if !self.asked.contains(&written) && !others.contains(written) {
                let fault = Fault::UnknownKey {
                    key: written.to_owned(),
                    table: self.name.to_string(),
                    suggestion: did_you_mean(written, self.asked.iter().copied()).map(str::to_owned),
                    known: self.asked.clone(),
                };
                self.problems.push(Problem::at(place_of(self.file, &key.span()), fault));
            }
        }
    }
}
