//! JSON: the report model as it stands.

use crate::report::Report;

pub(super) fn render(report: &Report) -> String {
    // Writing this model to memory cannot fail: its keys are texts and it holds no foreign types.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
