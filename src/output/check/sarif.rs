//! SARIF 2.1.0, as far as code scanning reads it.
//!
//! Every result has a location, since those without are dropped: what is about the dataset as a whole is
//! told of its first file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::told::Mark;
use super::uri::{Uri, uri};
use super::{Outcome, Severity, Told, details};
use crate::dataset::Files;
use crate::level::{self, Level};
use crate::output::json;
use crate::{problem, rules};

/// What relative addresses are relative to.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    automation_details: AutomationDetails,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<RunResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'static str>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
    enabled: bool,
}

#[derive(Serialize)]
struct RuleProperties {
    #[serde(rename = "problem.severity")]
    severity: &'static str,
    tags: [&'static str; 1],
}

#[derive(Serialize)]
struct AutomationDetails {
    id: String,
}

#[derive(Serialize)]
struct Base {
    description: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<ConflictProperties<'a>>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "crossfootFinding/v1")]
    finding: &'a str,
}

#[derive(Serialize)]
struct ConflictProperties<'a> {
    conflict: &'a str,
    claims: &'a [String],
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn render(told: &[Told], outcome: Outcome<'_>, files: &Files) -> String {
    let codes: BTreeSet<&'static str> = told.iter().map(|each| each.code).collect();
    let index: BTreeMap<&'static str, usize> = codes.iter().copied().zip(0..).collect();
    let results = told.iter().map(|each| RunResult {
        rule_id: each.code,
        rule_index: index.get(each.code).copied().unwrap_or(0),
        level: each.severity.word(),
        message: message(each),
        locations: [location(each, files)],
        related_locations: related(each, files),
        partial_fingerprints: Fingerprints { finding: &each.fingerprint },
        properties: each
            .set
            .as_ref()
            .map(|set| ConflictProperties { conflict: &set.id, claims: &set.claims }),
    });
    let version = env!("CARGO_PKG_VERSION");
    let driver = Driver {
        name: "crossfoot",
        version,
        semantic_version: version,
        information_uri: Some(env!("CARGO_PKG_REPOSITORY")).filter(|address| !address.is_empty()),
        rules: codes.iter().map(|code| rule(code, told)).collect(),
    };
    let working_directory = Message::new("The directory that crossfoot was run in");
    json::text(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            automation_details: AutomationDetails { id: automation(files.root()) },
            original_uri_base_ids: BTreeMap::from([(ROOT, Base { description: working_directory })]),
            invocations: [Invocation { execution_successful: matches!(outcome, Outcome::Checked(_)) }],
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    })
}

/// What tells the checks of several datasets of one repository from each other; it ends with a `/`, since
/// no run is told from another. Of an absolute path, only the name has a meaning on other machines.
fn automation(root: &Path) -> String {
    let Uri { text, is_below } = uri(root);
    let name = if is_below { text.as_str() } else { text.rsplit('/').next().unwrap_or_default() };
    let name = name.trim_end_matches(['/', '.']);
    if name.is_empty() { "crossfoot/".to_owned() } else { format!("crossfoot/{name}/") }
}

fn rule(code: &'static str, told: &[Told]) -> Rule {
    let known = level::find(code);
    let explanation = rules::explanation(code).or_else(|| problem::explanations::of(code));
    let summary = known.map(|known| capitalised(known.summary));
    let (heading, start) = explanation.map(heading_and_start).unwrap_or_default();
    let short = if heading.is_empty() { summary.clone().unwrap_or_else(|| code.to_owned()) } else { heading };
    let full = if start.is_empty() { summary.unwrap_or_else(|| short.clone()) } else { start };
    let denied = Level::Deny;
    let (severity, tag) = match known {
        Some(_) => (told.iter().filter(|each| each.code == code).map(|each| each.severity).max(), "claims"),
        None => (Some(Severity::Problem), "dataset"),
    };
    let default = known.map_or(denied, |known| known.level);
    Rule {
        id: code,
        help: Help { text: explanation.map_or_else(|| full.clone(), str::to_owned), markdown: explanation },
        short_description: Message::new(short),
        full_description: Message::new(full),
        default_configuration: Configuration {
            level: if default == denied { "error" } else { "warning" },
            enabled: default != Level::Allow,
        },
        properties: RuleProperties { severity: severity.map_or("error", Severity::word), tags: [tag] },
    }
}

/// What an explanation says in its heading, after the code, and its first paragraph on one line.
fn heading_and_start(explanation: &str) -> (String, String) {
    let (first, rest) = explanation.split_once('\n').unwrap_or((explanation, ""));
    let heading = first.split_once(": ").map_or("", |(_, heading)| heading);
    let start = rest.trim_start().split("\n\n").next().unwrap_or_default();
    let start = if start.starts_with('#') { "" } else { start };
    (capitalised(heading.trim()), start.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

fn message(told: &Told) -> Message {
    let related = told.marks.iter().zip(0_usize..).skip(1).map(|(mark, id)| {
        let link = format!("at [{}]({id})", link_text(&details::position(mark)));
        mark.label.as_ref().map_or_else(|| link.clone(), |label| format!("{link}: {}", without_links(label)))
    });
    let here = told.marks.first().and_then(|mark| mark.label.as_ref());
    let here = here.map(|label| format!("here: {}", without_links(label)));
    let advice = details::advice(told).map(|line| without_links(&line));
    let lines = std::iter::once(without_links(&told.title)).chain(here).chain(related).chain(advice);
    Message::new(lines.collect::<Vec<_>>().join("\n"))
}

/// Text of a dataset that readers cannot take for a link, which messages may hold.
fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}

fn link_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn location(told: &Told, files: &Files) -> Location {
    if let Some(mark) = told.marks.first() {
        return marked(mark, None, files);
    }
    let first = if files.is_empty() { files.root() } else { files.path(0) };
    let path = told.path.as_deref().map_or(first, Path::new);
    let region = Region { start_line: 1, start_column: 1, end_line: 1, end_column: 1 };
    Location {
        id: None,
        place: PhysicalLocation { artifact_location: artifact(path), region },
        message: None,
    }
}

fn related(told: &Told, files: &Files) -> Vec<Location> {
    told.marks.iter().zip(0..).skip(1).map(|(mark, id)| marked(mark, Some(id), files)).collect()
}

fn marked(mark: &Mark, id: Option<usize>, files: &Files) -> Location {
    Location {
        id,
        place: PhysicalLocation {
            artifact_location: artifact(files.path(mark.place.file)),
            region: Region {
                start_line: mark.start.line,
                start_column: mark.start.column,
                end_line: mark.end.line,
                end_column: mark.end.column,
            },
        },
        message: mark.label.as_ref().map(|label| Message::new(without_links(label))),
    }
}

fn artifact(path: &Path) -> ArtifactLocation {
    let Uri { text, is_below } = uri(path);
    ArtifactLocation { uri: text, uri_base_id: is_below.then_some(ROOT) }
}
