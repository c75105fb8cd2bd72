//! Workflow commands: GitHub shows each at the lines that it is about.
//!
//! GitHub shows ten annotations of a level for each step, so errors come first and the last one counts them all.

use std::cmp::Reverse;

use super::told::Mark;
use super::{Outcome, Severity, Told, details, human};

/// The most characters of a message: GitHub cuts annotations at 64 kilobytes, and a character has up to four.
const LONGEST: usize = 16_000;

pub(super) fn render(told: &[Told], outcome: Outcome<'_>) -> String {
    if told.is_empty() {
        // Without the title of the dataset: on a line that is no command, it could be taken for one.
        return "crossfoot: nothing found\n".to_owned();
    }
    let mut ordered: Vec<&Told> = told.iter().collect();
    ordered.sort_by_key(|each| Reverse(each.severity));
    let commands = ordered.into_iter().map(|each| {
        let level = if each.severity == Severity::Warning { "warning" } else { "error" };
        let mut properties = each.marks.first().map(place).unwrap_or_default();
        if let (true, Some(path)) = (each.marks.is_empty(), &each.path) {
            properties.push(("file", path.clone()));
        }
        properties.push(("title", format!("crossfoot: {}", each.code)));
        let lines = std::iter::once(details::headline(each))
            .chain(details::places(each))
            .chain(details::advice(each));
        command(level, &properties, &lines.collect::<Vec<_>>().join("\n"))
    });
    let summary = human::summary(told, outcome);
    let last = command("notice", &[("title", "crossfoot".to_owned())], summary.trim_end());
    commands.chain([last]).collect()
}

fn place(mark: &Mark) -> Vec<(&'static str, String)> {
    let mut properties = vec![("file", mark.path.clone()), ("line", mark.start.line.to_string())];
    // Columns of places that go over several lines are refused.
    let is_on_one_line = mark.start.line == mark.end.line;
    if is_on_one_line {
        properties.push(("col", mark.start.column.to_string()));
    }
    properties.push(("endLine", mark.end.line.to_string()));
    if is_on_one_line {
        properties.push(("endColumn", mark.end.column.to_string()));
    }
    properties
}

fn command(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    let message = match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
        None => message.to_owned(),
    };
    format!("::{level} {}::{}\n", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, command};

    #[test]
    fn nothing_ends_a_command_or_a_property_early() {
        let properties = [("file", "a,line=1::error::%0A\r\nx".to_owned())];
        assert_eq!(
            command("error", &properties, "x::y,%\r\n::error::z"),
            "::error file=a%2Cline=1%3A%3Aerror%3A%3A%250A%0D%0Ax::x::y,%25%0D%0A::error::z\n"
        );
    }

    #[test]
    fn long_messages_are_cut_where_characters_end() {
        let cut = command("error", &[("title", String::new())], &"é".repeat(LONGEST + 1));
        assert_eq!(cut, format!("::error title=::{}…\n", "é".repeat(LONGEST)));
    }
}
