//! Whether the places that messages name are there.

use std::fs;
use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

/// Every place that a message names must be there in the file, show the line as it stands, and mark
/// the column that it names.
pub(crate) fn assert_places_hold(dir: &Path, message: &str) {
    let lines: Vec<&str> = message.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(place) = ["--> ", "::: "].iter().find_map(|arrow| line.trim_start().strip_prefix(arrow))
        else {
            continue;
        };
        let [column, row, path] = place.rsplitn(3, ':').collect::<Vec<_>>()[..] else {
            panic!("no place: {line}");
        };
        let text = fs::read_to_string(dir.join(path)).unwrap();
        let row: usize = row.parse().unwrap();
        let column: usize = column.parse().unwrap();
        let source = text.lines().nth(row - 1).unwrap_or_else(|| panic!("no such line: {place}"));
        let (number, shown) =
            lines[at + 2].split_once(" | ").unwrap_or_else(|| panic!("no excerpt: {message}"));
        assert_eq!((number.trim(), shown), (row.to_string().as_str(), source), "{message}");
        let (_, marks) = lines[at + 3].split_once(" | ").unwrap_or_else(|| panic!("no mark: {message}"));
        let before: String = source.chars().take(column - 1).collect();
        assert_eq!(marks.find(['^', '-']), Some(before.width()), "{place}: {message}");
        let marked = marks.trim_start().chars().take_while(|mark| ['^', '-'].contains(mark)).count();
        assert!(before.width() + marked <= source.width().max(before.width() + 1), "{message}");
    }
}
