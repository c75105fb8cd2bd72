//! Formats as others read them.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

/// A workflow command.
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) level: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) message: String,
}

/// What GitHub's runner makes of a line.
pub(crate) fn command(line: &str) -> Option<Command> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (level, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter_map(|property| property.split_once('='));
    let data = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    Some(Command {
        level: level.to_owned(),
        properties: properties.map(|(key, value)| (key.to_owned(), property(value))).collect(),
        message: data(message),
    })
}

/// What each element may hold by the schema of Jenkins' xUnit plugin (junit-10.xsd), and beyond that the
/// `file` and `line` of a case, which other readers look for.
const ELEMENTS: [(&str, &[&str], &[&str]); 6] = [
    ("testsuites", &["name", "time", "tests", "failures", "errors"], &["testsuite"]),
    ("testsuite", &["name", "tests", "failures", "errors", "skipped", "time"], &["testcase"]),
    ("testcase", &["name", "time", "classname", "file", "line"], &["skipped", "error", "failure"]),
    ("skipped", &["type", "message"], &[]),
    ("error", &["type", "message"], &[]),
    ("failure", &["type", "message"], &[]),
];

/// Asserts that a document is JUnit XML and that its counts are right; gives its cases.
pub(crate) fn cases<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    for element in document.descendants().filter(Node::is_element) {
        let name = element.tag_name().name();
        let (_, attributes, children) =
            ELEMENTS.iter().find(|(known, _, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
        assert!(element.attributes().all(|attribute| attributes.contains(&attribute.name())), "{element:?}");
        for child in element.children().filter(Node::is_element) {
            assert!(children.contains(&child.tag_name().name()), "{child:?} in {element:?}");
        }
    }
    let cases =
        |of: Node<'a, 'a>| of.descendants().filter(|node| node.has_tag_name("testcase")).collect::<Vec<_>>();
    for counted in document.descendants().filter(|node| node.has_attribute("tests")) {
        let with = |outcome: &str| {
            let has = |case: &&Node<'_, '_>| case.children().any(|child| child.has_tag_name(outcome));
            cases(counted).iter().filter(has).count().to_string()
        };
        assert_eq!(counted.attribute("tests"), Some(cases(counted).len().to_string().as_str()));
        assert_eq!(counted.attribute("failures"), Some(with("failure").as_str()));
        assert_eq!(counted.attribute("errors"), Some(with("error").as_str()));
        if counted.has_tag_name("testsuite") {
            assert_eq!(counted.attribute("skipped"), Some(with("skipped").as_str()));
        }
    }
    cases(root)
}
