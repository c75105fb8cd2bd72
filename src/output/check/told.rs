//! Findings and problems in words, the same for every format.

use std::collections::BTreeMap;

use super::Outcome;
use crate::check::Check;
use crate::dataset::{Files, Position, shown_path};
use crate::finding::words::quoted;
use crate::finding::{Fact, Finding, SetAt, SetIn};
use crate::fingerprint::{conflict_id, fingerprint};
use crate::level::Level;
use crate::number::Rational;
use crate::output::causes;
use crate::output::reasons::{BySection, Reasons};
use crate::problem::{Place, Problem};
use crate::reconcile::Verdict;
use crate::report::sets::ConflictFacts;
use crate::report::{PairFacts, Row, Section};
use crate::text::one_line;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Severity {
    /// It is told.
    Warning,
    /// The check fails.
    Error,
    /// The dataset cannot be read.
    Problem,
}

impl Severity {
    /// The word for it before a code.
    #[must_use]
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error | Self::Problem => "error",
        }
    }
}

/// A place that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The place.
    pub(super) place: Place,
    /// Where it starts.
    pub(super) start: Position,
    /// Where it ends: the position after its last character.
    pub(super) end: Position,
    /// The path of its file, safe to print.
    pub(super) path: String,
    /// What is said of it.
    pub(super) label: Option<String>,
}

/// A finding or a problem in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// Its code.
    pub(super) code: &'static str,
    /// How bad it is.
    pub(super) severity: Severity,
    /// What it is, in one sentence without a full stop.
    pub(super) title: String,
    /// Where: the first place is the one to change.
    pub(super) marks: Vec<Mark>,
    /// The file or directory that something without a place is about, safe to print.
    pub(super) path: Option<String>,
    /// What else there is to know.
    pub(super) notes: Vec<String>,
    /// What to do about it.
    pub(super) help: Vec<String>,
    /// The claims of a set that does not fit together.
    pub(super) set: Option<ToldSet>,
    /// What tells it from every other finding, also after lines have moved.
    pub(super) fingerprint: String,
}

/// A set of claims that does not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ToldSet {
    /// The id of the conflict.
    pub(super) id: String,
    /// The claims.
    pub(super) claims: Vec<String>,
    /// What they are to each other.
    pub(super) verdict: Verdict,
    /// By which fraction every figure must be stretched; nothing where none is enough.
    pub(super) stretch: Option<Rational>,
}

/// Everything that there is to tell, in the order of its places.
pub(super) fn tell(outcome: Outcome<'_>, files: &Files) -> Vec<Told> {
    let mut told: Vec<Told> = match outcome {
        Outcome::Checked(check) => {
            let teller = Teller::new(check, files);
            check.findings.iter().map(|(level, finding)| teller.finding(*level, finding)).collect()
        }
        Outcome::Unreadable(problems) => {
            let mut ordered: Vec<&Problem> = problems.iter().collect();
            ordered.sort_by_key(|problem| problem.place);
            ordered.into_iter().map(|problem| of_problem(problem, files)).collect()
        }
    };
    locate(&mut told, files);
    tell_apart(&mut told);
    told
}

/// Counts findings of which the same is said into their fingerprints, in the order of their places.
fn tell_apart(told: &mut [Told]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for each in told {
        let before = seen.entry(each.fingerprint.clone()).or_default();
        if *before > 0 {
            each.fingerprint = fingerprint(&[&each.fingerprint, &before.to_string()]);
        }
        *before += 1;
    }
}

/// Fills in where every place starts and ends, in one pass over the files.
fn locate(told: &mut [Told], files: &Files) {
    let ends = |place: Place| [place, Place { start: place.end.max(place.start), ..place }];
    let places: Vec<Place> =
        told.iter().flat_map(|told| &told.marks).flat_map(|mark| ends(mark.place)).collect();
    let mut positions = files.positions(&places).into_iter();
    for mark in told.iter_mut().flat_map(|told| &mut told.marks) {
        if let (Some(start), Some(end)) = (positions.next(), positions.next()) {
            (mark.start, mark.end) = (start, end);
        }
    }
}

fn mark(place: Place, label: Option<String>, files: &Files) -> Mark {
    let start = Position { line: 1, column: 1 };
    Mark { place, start, end: start, path: files.shown_path(place.file), label }
}

fn of_problem(problem: &Problem, files: &Files) -> Told {
    let fault = &problem.fault;
    let related = problem.related.map(|place| mark(place, Some(fault.related_label().to_owned()), files));
    let title = fault.title();
    let path = problem.place.map(|place| files.shown_path(place.file)).unwrap_or_default();
    Told {
        code: fault.code(),
        severity: Severity::Problem,
        marks: problem.place.map(|place| mark(place, None, files)).into_iter().chain(related).collect(),
        path: fault.path().map(str::to_owned),
        notes: Vec::new(),
        help: fault.help().into_iter().collect(),
        set: None,
        fingerprint: fingerprint(&[fault.code(), &path, &title]),
        title,
    }
}

/// What findings are told from.
struct Teller<'a> {
    check: &'a Check,
    files: &'a Files,
    sections: BySection<'a>,
}

/// What is said of a finding.
struct Words {
    title: String,
    labels: Vec<String>,
    notes: Vec<String>,
    help: Vec<String>,
    set: Option<ToldSet>,
    /// Which of the places is likeliest to be the one to change, if any is.
    first: Option<usize>,
}

impl<'a> Teller<'a> {
    fn new(check: &'a Check, files: &'a Files) -> Self {
        Self { check, files, sections: BySection::of(&check.report) }
    }

    fn finding(&self, level: Level, finding: &Finding) -> Told {
        let words = match &finding.fact {
            Fact::Set { set, .. } => self.set(*set),
            Fact::GarbledEcho { section, pair } => self.garbled(*section, *pair),
            _ => None,
        };
        let words = words.unwrap_or_else(|| Words {
            title: finding.fact.title(),
            labels: finding.fact.labels(),
            notes: Vec::new(),
            help: finding.fact.help().into_iter().collect(),
            set: None,
            first: None,
        });
        let is_new = finding.places.iter().any(|&place| self.files.is_new(place));
        let help = match &words.set {
            // What is not in the dataset can be neither explained nor accepted in it.
            Some(_) if is_new => {
                vec!["correct the new claim, or add it and say why the conflict stays".to_owned()]
            }
            _ => words.help,
        };
        let mut labels = words.labels.into_iter();
        let mut marks: Vec<Mark> =
            finding.places.iter().map(|&place| mark(place, labels.next(), self.files)).collect();
        if let Some(first) = words.first.filter(|&first| first < marks.len()) {
            marks.get_mut(..=first).into_iter().for_each(|marks| marks.rotate_right(1));
        }
        // What is new is what there is to change.
        marks.sort_by_key(|mark| !self.files.is_new(mark.place));
        let code = finding.code();
        let fingerprint = match &words.set {
            Some(set) => fingerprint(&[code, &set.id]),
            None => fingerprint(&[code, &words.title]),
        };
        Told {
            code,
            severity: if level == Level::Deny { Severity::Error } else { Severity::Warning },
            title: words.title,
            marks,
            path: None,
            notes: words.notes,
            help,
            set: words.set,
            fingerprint,
        }
    }

    fn set(&self, at: SetAt) -> Option<Words> {
        let (section, reasons) = self.sections.at(at.section)?;
        match at.set {
            SetIn::Conflict(conflict) => {
                let sets = section.sets.as_ref()?;
                Some(self.conflict(sets.conflicts.get(conflict)?, section, reasons))
            }
            SetIn::Pair(pair) => self.pair(section.pairs.get(pair)?, section, reasons),
        }
    }

    fn conflict(&self, set: &ConflictFacts, section: &Section, reasons: &Reasons<'_>) -> Words {
        let likely = set.causes.iter().map(|cause| format!("likely cause: {}", causes::sentence(cause)));
        let rows = set.claims.iter().zip(&set.rows);
        let labels = rows.map(|(id, &row)| {
            let said = reasons.bounds_of(set, section, id);
            let own = || section.rows.get(row).map(|row| reasons.normalised(row)).unwrap_or_default();
            if said.is_empty() { own() } else { said.join("; ") }
        });
        let suspected = set.causes.first().and_then(|cause| cause.what.suspected());
        Words {
            title: title(&set.claims, set.verdict),
            labels: labels.collect(),
            notes: std::iter::once(reasons.set(set, section)).chain(likely).collect(),
            help: self.help(&set.id, set.verdict),
            first: suspected.and_then(|claim| set.claims.iter().position(|each| each == claim)),
            set: Some(ToldSet {
                id: set.id.clone(),
                claims: set.claims.clone(),
                verdict: set.verdict,
                stretch: set.stretch.clone(),
            }),
        }
    }

    fn pair(&self, pair: &PairFacts, section: &Section, reasons: &Reasons<'_>) -> Option<Words> {
        let (first, second) = (section.rows.get(pair.rows.0)?, section.rows.get(pair.rows.1)?);
        let claims = vec![pair.first.clone(), pair.second.clone()];
        let id = conflict_id(claims.iter().map(String::as_str));
        Some(Words {
            title: title(&claims, pair.verdict),
            labels: [first, second].map(|row: &Row| reasons.normalised(row)).to_vec(),
            notes: vec![reasons.reason(pair, first, second)],
            help: self.help(&id, pair.verdict),
            set: Some(ToldSet { id, claims, verdict: pair.verdict, stretch: None }),
            first: None,
        })
    }

    fn garbled(&self, section: usize, pair: usize) -> Option<Words> {
        let (section, reasons) = self.sections.at(section)?;
        let pair = section.pairs.get(pair)?;
        let (first, second) = (section.rows.get(pair.rows.0)?, section.rows.get(pair.rows.1)?);
        Some(Words {
            title: reasons.reason(pair, first, second),
            labels: vec!["the repetition".to_owned(), "what it repeats".to_owned()],
            notes: Vec::new(),
            help: vec![
                "correct the claim if it is misread; otherwise this stays on the record as what it is"
                    .to_owned(),
            ],
            set: None,
            first: None,
        })
    }

    /// What to do about a set, as commands for the very dataset and reading.
    fn help(&self, id: &str, verdict: Verdict) -> Vec<String> {
        let dataset = shown_path(self.files.root());
        let dataset = match dataset.as_str() {
            "" | "claims" => String::new(),
            plain if plain.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c)) => format!(" {plain}"),
            // However the shell at hand quotes what it would take apart.
            _ => " DATASET".to_owned(),
        };
        let report = &self.check.report;
        let option = |name: &str, value: Option<&String>| {
            value.map(|value| format!(" --{name} {}", one_line(value))).unwrap_or_default()
        };
        let reading = option("reading", report.reading.name.as_ref());
        let as_of = option("as-of", report.as_of.as_ref());
        let explain = format!("every step: crossfoot explain {}{dataset}{reading}{as_of}", one_line(id));
        // What is accepted is accepted by the dataset's own reading and by all that is known.
        if verdict == Verdict::Close || !reading.is_empty() || !as_of.is_empty() {
            return vec![explain];
        }
        let accept =
            format!("if each is quoted rightly, accept it with a reason: crossfoot check{dataset} --accept");
        vec![explain, accept]
    }
}

fn title(claims: &[String], verdict: Verdict) -> String {
    let named = quoted(claims);
    match (verdict, claims.len()) {
        (Verdict::Close, 1) => format!("{named} only just fits by itself"),
        (Verdict::Close, _) => format!("{named} only just fit together"),
        (Verdict::ConditionalConflict, 1) => format!("{named} cannot be true on an assumption"),
        (Verdict::ConditionalConflict, 2) => format!("{named} cannot both be true on an assumption"),
        (Verdict::ConditionalConflict, _) => format!("{named} cannot all be true on an assumption"),
        (_, 1) => format!("{named} cannot be true by itself"),
        (_, 2) => format!("{named} cannot both be true"),
        (_, _) => format!("{named} cannot all be true"),
    }
}
