//! JUnit XML: a suite for each file, a case for each finding.
//!
//! What is denied has failed, and what keeps the dataset from being read is an error. A warning is a skipped
//! case: it neither passed nor failed, and readers show the reason of a skipped case but nothing of one
//! that passed. A case is named after what was found and not after where, so that readers know it again
//! on another branch; two of the same name are numbered, since readers drop the second.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Severity, Told, details};
use crate::dataset::{Files, shown_path};

pub(super) fn render(told: &[Told], files: &Files) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    let _infallible = document(&mut xml, told, files);
    let mut text = String::from_utf8(xml.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

/// How many cases there are of each outcome.
#[derive(Default)]
struct Counts {
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of(cases: &[(String, &Told)]) -> Self {
        let mut counts = Self::default();
        for (_, told) in cases {
            *match told.severity {
                Severity::Warning => &mut counts.skipped,
                Severity::Error => &mut counts.failures,
                Severity::Problem => &mut counts.errors,
            } += 1;
        }
        counts
    }
}

fn document(xml: &mut Writer<Vec<u8>>, told: &[Told], files: &Files) -> io::Result<()> {
    let cases = named(told);
    let counts = Counts::of(&cases);
    let mut suites: BTreeMap<String, Vec<(String, &Told)>> = BTreeMap::new();
    for case in cases {
        suites.entry(suite(case.1, files)).or_default().push(case);
    }
    if suites.is_empty() {
        suites.insert(shown_path(files.root()), Vec::new());
    }
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attributes([
            ("name", "crossfoot"),
            ("tests", &told.len().max(1).to_string()),
            ("failures", &counts.failures.to_string()),
            ("errors", &counts.errors.to_string()),
            ("time", "0"),
        ])
        .write_inner_content(|xml| {
            suites.iter().try_for_each(|(name, cases)| write_suite(xml, name, cases))
        })?;
    Ok(())
}

/// Findings with names that no two of a kind share.
fn named(told: &[Told]) -> Vec<(String, &Told)> {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let name = |each: &'_ Told, count: usize| match count {
        1 => each.title.clone(),
        count => format!("{} ({count})", each.title),
    };
    told.iter()
        .map(|each| {
            let count = seen.entry((each.code, &each.title)).or_default();
            *count += 1;
            (name(each, *count), each)
        })
        .collect()
}

/// The suite of a finding: the file that it is about, or the dataset.
fn suite(told: &Told, files: &Files) -> String {
    let file = told.marks.first().map(|mark| mark.path.clone());
    file.or_else(|| told.path.clone()).unwrap_or_else(|| shown_path(files.root()))
}

fn write_suite(xml: &mut Writer<Vec<u8>>, name: &str, cases: &[(String, &Told)]) -> io::Result<()> {
    let counts = Counts::of(cases);
    xml.create_element("testsuite")
        .with_attributes([
            ("name", legal(name).as_ref()),
            ("tests", &cases.len().max(1).to_string()),
            ("failures", &counts.failures.to_string()),
            ("errors", &counts.errors.to_string()),
            ("skipped", &counts.skipped.to_string()),
            ("time", "0"),
        ])
        .write_inner_content(|xml| {
            if cases.is_empty() {
                let passed = [("name", "nothing found"), ("classname", "crossfoot.check"), ("time", "0")];
                xml.create_element("testcase").with_attributes(passed).write_empty()?;
            }
            cases.iter().try_for_each(|(name, told)| write_case(xml, name, told))
        })?;
    Ok(())
}

fn write_case(xml: &mut Writer<Vec<u8>>, name: &str, told: &Told) -> io::Result<()> {
    // Readers take what stands before the last dot for a package, which groups all kinds of findings.
    let class = format!("crossfoot.{}", told.code);
    let name = legal(name);
    let mut case = xml.create_element("testcase").with_attributes([
        ("name", name.as_ref()),
        ("classname", &class),
        ("time", "0"),
    ]);
    if let Some(mark) = told.marks.first() {
        let line = mark.start.line.to_string();
        case = case.with_attributes([("file", legal(&mark.path).as_ref()), ("line", &line)]);
    } else if let Some(path) = &told.path {
        case = case.with_attribute(("file", legal(path).as_ref()));
    }
    let outcome = match told.severity {
        Severity::Warning => "skipped",
        Severity::Error => "failure",
        Severity::Problem => "error",
    };
    let lines =
        std::iter::once(details::headline(told)).chain(details::places(told)).chain(details::advice(told));
    let text = lines.collect::<Vec<_>>().join("\n");
    case.write_inner_content(|xml| {
        let title = legal(&told.title);
        xml.create_element(outcome)
            .with_attributes([("type", told.code), ("message", title.as_ref())])
            .write_text_content(BytesText::new(&legal(&text)))?;
        Ok(())
    })?;
    Ok(())
}

/// The text with characters that XML cannot hold written out.
fn legal(text: &str) -> Cow<'_, str> {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    if text.chars().all(is_legal) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_legal(c) {
            shown.push(c);
        } else {
            let _infallible = write!(shown, "{}", c.escape_unicode());
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::legal;

    #[test]
    fn characters_that_xml_lacks_are_written_out() {
        assert_eq!(legal("a\u{0}\u{b}\u{fffe}\u{ffff}b"), "a\\u{0}\\u{b}\\u{fffe}\\u{ffff}b");
        assert_eq!(legal("tab\tline\n\u{fffd}\u{10ffff}"), "tab\tline\n\u{fffd}\u{10ffff}");
    }
}
