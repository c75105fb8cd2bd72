//! JSON: the report model as it stands.

use std::fmt::Write as _;

use crate::report::Report;
use crate::text::is_hostile;

pub(super) fn render(report: &Report) -> String {
    text(report)
}

/// A model as it stands.
pub(super) fn text(model: &impl serde::Serialize) -> String {
    // Writing these models to memory cannot fail: their keys are texts and they hold no foreign types.
    let mut text = serde_json::to_string_pretty(model).unwrap_or_default();
    text.push('\n');
    without_hostile_characters(text)
}

/// Writes characters that could steer a terminal as JSON's escapes. Outside of texts the only control
/// character is the line break.
fn without_hostile_characters(json: String) -> String {
    let hostile = |c: char| c != '\n' && is_hostile(c);
    let is_plain = |byte: u8| matches!(byte, b'\n' | b' '..=b'~');
    if json.bytes().all(is_plain) || !json.contains(hostile) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if hostile(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _infallible = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::without_hostile_characters;

    #[test]
    fn hostile_characters_are_escaped_and_come_back() {
        let text = "a\u{202e}b\u{9b}c\u{e0041}d\u{7f}";
        let json = without_hostile_characters(format!("{}\n", serde_json::to_string(text).unwrap()));
        assert_eq!(json, "\"a\\u202eb\\u009bc\\udb40\\udc41d\\u007f\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
