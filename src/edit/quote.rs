//! Texts between quotes.

use toml::de::{DeTable, DeValue};
use toml_writer::{ToTomlKey as _, ToTomlValue as _, TomlKeyBuilder, TomlStringBuilder};

use super::syntax::Quotes;

/// A text in quotes of this kind, or in `"…"` where they cannot hold it.
pub(super) fn quoted(text: &str, quotes: Quotes, line_break: &str) -> String {
    let builder = TomlStringBuilder::new(text);
    let basic = builder.as_basic().to_toml_value();
    let written = match quotes {
        Quotes::Basic => None,
        Quotes::Literal => builder.as_literal().map(|literal| literal.to_toml_value()),
        Quotes::LongBasic => Some(builder.as_ml_basic().to_toml_value()),
        Quotes::LongLiteral => builder.as_ml_literal().map(|literal| literal.to_toml_value()),
    };
    let written = written.map(|written| written.replace('\n', line_break));
    written.filter(|written| reads_as(written, text)).unwrap_or(basic)
}

/// Whether a value as written is this text: some quotes cannot hold all texts.
fn reads_as(written: &str, text: &str) -> bool {
    DeValue::parse(written).is_ok_and(|value| value.get_ref().as_str() == Some(text))
}

/// A key, in quotes where it needs them.
pub(super) fn key(text: &str) -> String {
    let key = TomlKeyBuilder::new(text).as_default().to_toml_key();
    // Whatever else, a key stands on one line and alone.
    debug_assert!(DeTable::parse(&format!("{key} = 1")).is_ok(), "a key is TOML");
    key
}
