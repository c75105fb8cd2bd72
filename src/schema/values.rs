//! What single values look like: texts, dates, amounts, percentages.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::currency::{Currency, denominations};
use crate::period::Per;
use crate::scope::Stage;

const MONTH: &str = "(0[1-9]|1[0-2])";
const DAY: &str = "(0[1-9]|[12][0-9]|3[01])";
const PERCENT: &str = "0*[0-9]{1,2}(\\.[0-9]+)?\\s*%";

/// A text that is not blank.
pub(super) fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

/// What may be the id of a table: no blanks.
pub(super) fn id() -> Value {
    json!({ "type": "string", "pattern": "^\\S+$" })
}

/// An id, or a list of them that names each once.
pub(super) fn ids() -> Value {
    json!({ "type": ["string", "array"], "pattern": "^\\S+$", "items": id(), "uniqueItems": true })
}

/// A list of ids that names at least one, and each once.
pub(super) fn listed_ids() -> Value {
    json!({ "type": "array", "items": id(), "minItems": 1, "uniqueItems": true })
}

/// The path of a table in the dataset, or a list of them that names each once.
pub(super) fn table_paths() -> Value {
    let path = "^[^/].*\\.[cC][sS][vV]$";
    let one = json!({ "type": "string", "pattern": path });
    json!({ "type": ["string", "array"], "pattern": path, "items": one, "uniqueItems": true })
}

pub(super) fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// The code of any currency that figures can be in.
pub(super) fn currency() -> Value {
    let all: BTreeSet<Currency> =
        denominations().iter().flat_map(|(_, denomination)| denomination.candidates()).copied().collect();
    json!({ "type": "string", "enum": Vec::from_iter(all) })
}

pub(super) fn stage_word() -> Value {
    json!({ "type": "string", "enum": Stage::ALL })
}

/// Stages that money passes through, in order.
pub(super) fn stages_in_order() -> Value {
    let stage = json!({ "type": "string", "enum": Stage::PASSED });
    json!({ "type": "array", "items": stage, "minItems": 2, "uniqueItems": true })
}

/// The unit of a rate.
pub(super) fn per() -> Value {
    json!({ "type": "string", "enum": Per::ALL })
}

/// One of a few words.
pub(super) fn one_of(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

/// A year, month or day, or an interval of them.
pub(super) fn date() -> Value {
    let end = format!("[0-9]{{4}}(-{MONTH}(-{DAY})?)?");
    dated(&format!("{end}(/{end})?"))
}

/// What a date is, and quarters, fiscal years and open ends.
pub(super) fn period() -> Value {
    let end = format!("[0-9]{{4}}(-(Q[1-4]|{MONTH}(-{DAY})?))?");
    let fiscal = "FY[0-9]{4}";
    dated(&format!("({end}(/({end}|\\.\\.))?|{fiscal}(/({fiscal}|\\.\\.))?|\\.\\./({end}|{fiscal}))"))
}

/// A year as a number, or this text. A date without quotes counts as its text.
fn dated(pattern: &str) -> Value {
    let mut schema = year();
    super::add(&mut schema, "type", json!(["integer", "string"]));
    super::with(schema, "pattern", anywhere(pattern))
}

/// A year of four digits as a number.
pub(super) fn year() -> Value {
    json!({ "type": "integer", "minimum": 1000, "maximum": 9999 })
}

/// An amount of zero or more in whole units of a currency.
pub(super) fn amount() -> Value {
    json!({ "type": ["string", "integer"], "minimum": 0, "pattern": anywhere("[0-9]+(\\.[0-9]+)?") })
}

/// From 0% to less than 100%.
pub(super) fn percentage() -> Value {
    json!({ "type": "string", "pattern": anywhere(PERCENT) })
}

/// `last-digit` or a percentage.
pub(super) fn as_written() -> Value {
    json!({ "type": "string", "pattern": format!("^(last-digit|\\s*{PERCENT}\\s*)$") })
}

/// A length of time such as `3 years`.
pub(super) fn duration() -> Value {
    let units = Per::ALL.map(Per::word).join("|");
    json!({ "type": "string", "pattern": anywhere(&format!("[0-9]+ \\s*({units})s?")) })
}

/// The least and the most that a word counts.
pub(super) fn range() -> Value {
    let count = json!({ "type": "integer", "minimum": 0 });
    json!({ "type": "array", "items": count, "minItems": 2, "maxItems": 2 })
}

/// The first day of a fiscal year: any that each year has.
pub(super) fn first_day() -> Value {
    let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])";
    let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)";
    let february = "02-(0[1-9]|1[0-9]|2[0-8])";
    json!({ "type": "string", "pattern": anywhere(&format!("({long}|{short}|{february})")) })
}

/// The whole text, with blanks around it, which the loader takes off.
fn anywhere(pattern: &str) -> Value {
    json!(format!("^\\s*{pattern}\\s*$"))
}
