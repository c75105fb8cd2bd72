//! A line a finding: `path:line:column: level[code]: what`.

use std::fmt::Write as _;

use super::Told;

pub(super) fn render(told: &[Told]) -> String {
    let mut text = String::new();
    for each in told {
        if let Some(mark) = each.marks.first() {
            let _infallible = write!(text, "{}:{}:{}: ", mark.path, mark.start.line, mark.start.column);
        }
        let _infallible = writeln!(text, "{}[{}]: {}", each.severity.word(), each.code, each.title);
    }
    text
}
