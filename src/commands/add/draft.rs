//! A claim that is being put together from flags and answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::edit::{NewClaim, NewSource};
use crossfoot::normalise;
use crossfoot::period::Date;
use crossfoot::problem::Fault;
use toml_writer::{ToTomlKey as _, ToTomlValue as _, TomlKeyBuilder, TomlStringBuilder};

use crate::cli::AddArguments;

/// Something wrong with a flag or an answer.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    pub(super) flag: &'static str,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// The flags that a claim cannot do without, and what they look like.
const REQUIRED: [(&str, &str); 3] = [("figure", "\"$70 million\""), ("source", "ID"), ("payer", "ID")];

/// The flags of the claim itself, those of its scope, and those of a new source, with their keys.
const OF_CLAIM: [(&str, &str); 6] = [
    ("id", "id"),
    ("figure", "figure"),
    ("source", "source"),
    ("date", "date"),
    ("url", "url"),
    ("note", "note"),
];
const OF_SCOPE: [(&str, &str); 5] = [
    ("payer", "payer"),
    ("payee", "payee"),
    ("category", "category"),
    ("stage", "stage"),
    ("period", "period"),
];
pub(super) const OF_SOURCE: [(&str, &str); 4] = [
    ("source-name", "name"),
    ("source-publisher", "publisher"),
    ("source-date", "date"),
    ("source-url", "url"),
];

/// What is known of the claim so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    texts: BTreeMap<&'static str, String>,
    via: Vec<String>,
    /// Whether the source is one that the dataset does not have yet.
    pub(super) is_new_source: bool,
}

impl Draft {
    pub(super) fn of(arguments: AddArguments, dataset: &Dataset) -> Self {
        let given = [
            ("id", arguments.id),
            ("figure", arguments.figure),
            ("source", arguments.source),
            ("date", arguments.date),
            ("url", arguments.url),
            ("note", arguments.note),
            ("payer", arguments.payer),
            ("payee", arguments.payee),
            ("category", arguments.category),
            ("stage", arguments.stage),
            ("period", arguments.period),
            ("source-name", arguments.source_name),
            ("source-publisher", arguments.source_publisher),
            ("source-date", arguments.source_date),
            ("source-url", arguments.source_url),
        ];
        let texts = given.into_iter().filter_map(|(flag, text)| text.map(|text| (flag, text)));
        let mut draft = Self { texts: texts.collect(), via: arguments.via, is_new_source: false };
        draft.is_new_source = draft.get("source-name").is_some() && !draft.has_known_source(dataset);
        draft
    }

    pub(super) fn get(&self, flag: &str) -> Option<&str> {
        self.texts.get(flag).map(String::as_str)
    }

    pub(super) fn set(&mut self, flag: &'static str, text: Option<String>) {
        match text {
            Some(text) if flag == "via" => {
                let ids = text.split([',', ' ']).filter(|id| !id.is_empty());
                self.via = ids.map(str::to_owned).collect();
            }
            None if flag == "via" => self.via.clear(),
            Some(text) => {
                self.texts.insert(flag, text);
            }
            None => {
                self.texts.remove(flag);
            }
        }
    }

    pub(super) fn has(&self, flag: &str) -> bool {
        if flag == "via" { !self.via.is_empty() } else { self.texts.contains_key(flag) }
    }

    pub(super) fn has_known_source(&self, dataset: &Dataset) -> bool {
        let source = self.get("source");
        dataset.sources().iter().any(|known| Some(known.id()) == source)
    }

    /// The flags that are not given and must be.
    pub(super) fn missing(&self) -> impl Iterator<Item = Slip> {
        REQUIRED.iter().filter(|(flag, _)| !self.has(flag)).map(|&(flag, example)| Slip {
            flag,
            message: "it is missing".to_owned(),
            help: Some(format!("give it as --{flag} {example}")),
        })
    }

    /// What is wrong with what is given: the dataset is read with the claim in it, each key on a line of its
    /// own, so that the place of a problem tells its flag.
    pub(super) fn slips(&self, files: &Files, dataset: &Dataset) -> Vec<Slip> {
        let mut slips = Vec::new();
        if self.has_known_source(dataset) {
            let idle = OF_SOURCE.iter().filter(|(flag, _)| self.has(flag));
            slips.extend(idle.map(|&(flag, _)| Slip {
                flag,
                message: "the dataset has the source already".to_owned(),
                help: Some("leave it out, or give the new source another id with --source".to_owned()),
            }));
        }
        let (text, flags) = self.as_lines();
        // No file can have this path: it would have to be a directory.
        let path = PathBuf::from("the new claim/");
        let with_it = files.with([(path.clone(), text)]);
        let file = with_it.find(&path);
        let problems = normalise::read(&with_it).err().unwrap_or_default();
        for problem in problems {
            let place = problem.place.filter(|place| Some(place.file) == file);
            let place = place.or(problem.related.filter(|place| Some(place.file) == file));
            let Some(place) = place else { continue };
            let flag = flags.get(with_it.position(place).line.saturating_sub(1)).copied().unwrap_or("");
            // What is missing is told by itself, and an id is proposed.
            if flag.is_empty() || matches!(problem.fault, Fault::MissingKey { .. }) {
                continue;
            }
            let mut help = problem.fault.help();
            if flag == "source" && matches!(problem.fault, Fault::UnknownId { .. }) && help.is_none() {
                help = Some("for a new source give --source-name too".to_owned());
            }
            slips.push(Slip { flag, message: problem.fault.title(), help });
        }
        let mut told = BTreeSet::new();
        slips.retain(|slip| told.insert((slip.flag, slip.message.clone())));
        slips
    }

    /// The claim and its new source as a file, with the flag of each line.
    fn as_lines(&self) -> (String, Vec<&'static str>) {
        let mut lines = vec![("", "[[claim]]".to_owned())];
        let add = |of: &[(&'static str, &str)], lines: &mut Vec<(&'static str, String)>| {
            for &(flag, key) in of {
                if let Some(text) = self.get(flag) {
                    lines.push((flag, format!("{key} = {}", quoted(text))));
                }
            }
        };
        add(&OF_CLAIM, &mut lines);
        if !self.via.is_empty() {
            let via: Vec<String> = self.via.iter().map(|id| quoted(id)).collect();
            lines.push(("via", format!("via = [{}]", via.join(", "))));
        }
        lines.push(("", "[claim.scope]".to_owned()));
        add(&OF_SCOPE, &mut lines);
        if let Some(source) = self.get("source").filter(|_| self.is_new_source) {
            lines.push((
                "source",
                format!("[source.{}]", TomlKeyBuilder::new(source).as_default().to_toml_key()),
            ));
            add(&OF_SOURCE, &mut lines);
        }
        let flags = lines.iter().map(|(flag, _)| *flag).collect();
        let lines: Vec<String> = lines.into_iter().map(|(_, line)| line + "\n").collect();
        (lines.concat(), flags)
    }

    /// The source and the year as an id that no other claim has, unless one is given.
    pub(super) fn propose_id(&mut self, dataset: &Dataset) {
        if !self.has("id") {
            let id = self.proposed_id(dataset);
            self.set("id", Some(id));
        }
    }

    pub(super) fn proposed_id(&self, dataset: &Dataset) -> String {
        let source = self.get("source").unwrap_or("claim");
        let known = dataset.sources().iter().find(|known| known.id() == source);
        let own = self.get("date").or(self.get("source-date")).and_then(|date| Date::parse(date).ok());
        let date = own.as_ref().or(known.and_then(|source| source.date()));
        let year = date.and_then(|date| date.text().get(..4)).unwrap_or("");
        let stem = kebab(source);
        let base = if year.is_empty() || stem.contains(year) { stem } else { format!("{stem}-{year}") };
        let is_free = |id: &String| dataset.find_claim(id).is_none();
        let numbered = (2_u32..).map(|number| format!("{base}-{number}"));
        std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or_default()
    }

    /// The claim as it is to be written, and its source, where it is new.
    pub(super) fn entries(&self, dataset: &Dataset) -> (NewClaim, Option<NewSource>) {
        let text = |flag| self.get(flag).map(|text| text.trim().to_owned());
        let needed = |flag| text(flag).unwrap_or_default();
        let claim = NewClaim {
            id: needed("id"),
            figure: needed("figure"),
            source: needed("source"),
            via: self.via.clone(),
            date: text("date"),
            payer: needed("payer"),
            payee: text("payee"),
            category: text("category"),
            stage: text("stage"),
            period: text("period"),
            url: text("url"),
            note: text("note"),
        };
        let source = (self.is_new_source && !self.has_known_source(dataset)).then(|| NewSource {
            id: needed("source"),
            name: needed("source-name"),
            publisher: text("source-publisher"),
            date: text("source-date"),
            url: text("source-url"),
        });
        (claim, source)
    }
}

fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// Lower-case words with hyphens between them.
fn kebab(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    if words.is_empty() { "claim".to_owned() } else { words.join("-") }
}
