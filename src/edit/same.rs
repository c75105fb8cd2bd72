//! Whether a text still says what it said, but for what was to be changed.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What was to be changed: where the value stood, and the text that takes its place; nothing where it goes.
#[derive(Debug, Default)]
pub(super) struct Changes<'e>(pub(super) BTreeMap<(usize, usize), Option<&'e str>>);

impl<'e> Changes<'e> {
    /// The text that takes the place of a value.
    fn text_for(&self, value: &Spanned<DeValue<'_>>) -> Option<&'e str> {
        let Range { start, end } = value.span();
        self.0.get(&(start, end)).copied().flatten()
    }

    fn removes(&self, value: &Spanned<DeValue<'_>>) -> bool {
        let Range { start, end } = value.span();
        self.0.get(&(start, end)).is_some_and(Option::is_none)
    }

    /// Whether a table goes with the last of its dotted keys.
    fn empties(&self, value: &Spanned<DeValue<'_>>) -> bool {
        let DeValue::Table(table) = value.get_ref() else { return false };
        !table.is_empty() && table.iter().all(|(_, value)| self.removes(value) || self.empties(value))
    }

    fn leave_table(&self, old: &DeTable<'_>, new: &DeTable<'_>) -> bool {
        let mut found = 0;
        let is_left = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            let now = new.get(key.get_ref().as_ref());
            found += usize::from(now.is_some());
            match now {
                _ if self.removes(value) => now.is_none(),
                None => self.empties(value),
                Some(now) => self.leave(value, now),
            }
        };
        old.iter().all(is_left) && found == new.len()
    }

    fn leave(&self, old: &Spanned<DeValue<'_>>, new: &Spanned<DeValue<'_>>) -> bool {
        if let Some(text) = self.text_for(old) {
            return new.get_ref().as_str() == Some(text);
        }
        match (old.get_ref(), new.get_ref()) {
            (DeValue::Table(old), DeValue::Table(new)) => self.leave_table(old, new),
            (DeValue::Array(old), DeValue::Array(new)) => {
                let kept: Vec<_> = old.iter().filter(|item| !self.removes(item)).collect();
                kept.len() == new.len() && kept.iter().zip(new.iter()).all(|(old, new)| self.leave(old, new))
            }
            (old, new) => alike(old, new),
        }
    }
}

/// Whether two values that hold no others are the same.
fn alike(one: &DeValue<'_>, other: &DeValue<'_>) -> bool {
    match (one, other) {
        (DeValue::String(one), DeValue::String(other)) => one == other,
        (DeValue::Integer(one), DeValue::Integer(other)) => {
            (one.as_str(), one.radix()) == (other.as_str(), other.radix())
        }
        (DeValue::Float(one), DeValue::Float(other)) => one.as_str() == other.as_str(),
        (DeValue::Boolean(one), DeValue::Boolean(other)) => one == other,
        (DeValue::Datetime(one), DeValue::Datetime(other)) => one == other,
        _ => false,
    }
}

/// Whether the new text says what the old one said, but for the changes.
pub(super) fn but_for(changes: &Changes<'_>, old: &str, new: &str) -> bool {
    let (Ok(old), Ok(new)) = (DeTable::parse(old), DeTable::parse(new)) else { return false };
    changes.leave_table(old.get_ref(), new.get_ref())
}

/// Whether two texts say the same, their claims in any order.
pub(super) fn but_for_order(old: &str, new: &str) -> bool {
    let (Ok(old), Ok(new)) = (DeTable::parse(old), DeTable::parse(new)) else { return false };
    let unchanged = Changes::default();
    let is_same = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        let Some(now) = new.get_ref().get(key.get_ref().as_ref()) else { return false };
        match (value.get_ref(), now.get_ref()) {
            (DeValue::Array(old), DeValue::Array(new)) if key.get_ref() == "claim" => {
                let (old, new) = (by_id(old), by_id(new));
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| unchanged.leave(old, new))
            }
            _ => unchanged.leave(value, now),
        }
    };
    old.get_ref().len() == new.get_ref().len() && old.get_ref().iter().all(is_same)
}

/// Whether a text says what the old one said and what the addition says, which only adds entries: to lists at
/// their ends, and to tables.
pub(super) fn with(addition: &str, old: &str, new: &str) -> bool {
    let [Ok(addition), Ok(old), Ok(new)] = [addition, old, new].map(DeTable::parse) else { return false };
    let (addition, old, new) = (addition.get_ref(), old.get_ref(), new.get_ref());
    let keys: BTreeSet<&str> = old.keys().chain(addition.keys()).map(|key| key.get_ref().as_ref()).collect();
    keys.len() == new.len()
        && keys.into_iter().all(|key| grown(old.get(key), addition.get(key), new.get(key)))
}

/// Whether a value is the old one with what was added.
fn grown(
    old: Option<&Spanned<DeValue<'_>>>,
    addition: Option<&Spanned<DeValue<'_>>>,
    new: Option<&Spanned<DeValue<'_>>>,
) -> bool {
    let unchanged = Changes::default();
    let Some(new) = new else { return false };
    let (old, addition) = match (old, addition) {
        (Some(old), Some(addition)) => (old, addition),
        (Some(only), None) | (None, Some(only)) => return unchanged.leave(only, new),
        (None, None) => return false,
    };
    match (old.get_ref(), addition.get_ref(), new.get_ref()) {
        (DeValue::Array(old), DeValue::Array(addition), DeValue::Array(new)) => {
            let expected = old.iter().chain(addition.iter());
            old.len() + addition.len() == new.len()
                && expected.zip(new.iter()).all(|(expected, new)| unchanged.leave(expected, new))
        }
        (DeValue::Table(old), DeValue::Table(addition), DeValue::Table(new)) => {
            let mut expected = old.iter().chain(addition.iter());
            let is_there = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
                new.get(key.get_ref().as_ref()).is_some_and(|new| unchanged.leave(value, new))
            };
            old.len() + addition.len() == new.len() && expected.all(is_there)
        }
        _ => false,
    }
}

fn by_id<'t, 'i>(claims: &'t [Spanned<DeValue<'i>>]) -> Vec<&'t Spanned<DeValue<'i>>> {
    let mut claims: Vec<_> = claims.iter().collect();
    let id = |claim: &DeValue<'i>| claim.as_table()?.get("id")?.get_ref().as_str().map(str::to_owned);
    claims.sort_by_cached_key(|claim| id(claim.get_ref()));
    claims
}
