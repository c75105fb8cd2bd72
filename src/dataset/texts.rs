//! The texts of the files as they are written, for rules about how things are written down.

use toml::de::{DeTable, DeValue};

use super::Files;
use super::fields::place_of;
use crate::problem::Place;

impl Files {
    /// Hands over every text of these files that is a value, with its key and its place; of a list, each of its
    /// texts.
    pub(crate) fn each_text(
        &self,
        files: impl Iterator<Item = u32>,
        mut then: impl FnMut(&str, &str, Place),
    ) {
        for file in files {
            let (document, _) = DeTable::parse_recoverable(self.text(file));
            each_in_table(document.get_ref(), file, &mut then);
        }
    }
}

fn each_in_table(table: &DeTable<'_>, file: u32, then: &mut impl FnMut(&str, &str, Place)) {
    for (key, value) in table {
        each_in_value(key.get_ref(), value, file, then);
    }
}

fn each_in_value(
    key: &str,
    value: &toml::Spanned<DeValue<'_>>,
    file: u32,
    then: &mut impl FnMut(&str, &str, Place),
) {
    match value.get_ref() {
        DeValue::String(text) => then(key, text, place_of(file, &value.span())),
        DeValue::Array(items) => items.iter().for_each(|item| each_in_value(key, item, file, then)),
        DeValue::Table(table) => each_in_table(table, file, then),
        _ => {}
    }
}
