//! What new claims are to a dataset, in words.

use serde::Serialize;

use crate::check::{Candidate, Check, Voices};
use crate::fingerprint::conflict_id;
use crate::number::Rational;
use crate::output::bounds::in_brief;
use crate::output::reasons::{BySection, Reasons};
use crate::output::words::left_out;
use crate::reconcile::Verdict;
use crate::report::bounds::Bounds;
use crate::report::{PairFacts, PlaceFacts, Report, Row, Section, StandingFacts};
use crate::text::{counted, one_line};

/// What a new claim is to a dataset, in words.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ToldCandidate<'a> {
    /// The claim.
    pub(super) claim: &'a str,
    /// The figure as published.
    pub(super) figure: &'a str,
    /// What it says under the reading.
    pub(super) says: String,
    /// The name of its source.
    pub(super) source: &'a str,
    /// When it was asserted.
    pub(super) date: Option<&'a str>,
    /// Where it stands.
    pub(super) place: &'a PlaceFacts,
    /// Why it takes no part in the comparison, if it takes none.
    pub(super) takes_no_part: Option<String>,
    /// What it is to others.
    pub(super) relations: Vec<ToldRelation<'a>>,
    /// How many claims it shares something with but cannot be compared with.
    pub(super) not_comparable: usize,
    /// What the dataset allows of its flow so far, and over which time.
    pub(super) so_far: Option<SoFar<'a>>,
    /// How many independent sources say the same.
    pub(super) voices: Voices,
}

/// What a new claim is to another claim.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ToldRelation<'a> {
    /// The verdict.
    pub(super) verdict: Verdict,
    /// The other claim.
    pub(super) claim: &'a str,
    /// Why.
    pub(super) because: String,
    /// The id of the conflict, if it is one.
    pub(super) conflict: Option<String>,
}

/// What a dataset allows of a flow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct SoFar<'a> {
    /// Over this time.
    pub(super) period: &'a str,
    /// At least this, by the claims that are in no conflict.
    pub(super) low: Option<&'a Rational>,
    /// At most this.
    pub(super) high: Option<&'a Rational>,
    /// The same in words, and what would follow if claims in conflict were left out.
    pub(super) allowed: Vec<String>,
}

/// Every new claim, in the order of their ids.
pub(super) fn tell(check: &Check) -> Vec<ToldCandidate<'_>> {
    let Some(new) = &check.new else { return Vec::new() };
    let reasons = BySection::of(&check.report);
    new.candidates.iter().filter_map(|candidate| told(candidate, &check.report, &reasons)).collect()
}

fn told<'a>(
    candidate: &'a Candidate,
    report: &'a Report,
    by_section: &BySection<'a>,
) -> Option<ToldCandidate<'a>> {
    let is_own = |row: &&Row| row.id == candidate.claim;
    let section = report.sections.iter().position(|section| section.rows.iter().any(|row| is_own(&row)));
    let lists = [report.alone.as_slice(), report.left_out.as_slice()];
    let of_rows;
    let (row, reasons) = if let Some((section, reasons)) = section.and_then(|at| by_section.at(at)) {
        (section.rows.iter().find(is_own)?, reasons)
    } else {
        let rows = lists.into_iter().find(|rows| rows.iter().any(|row| is_own(&row)))?;
        of_rows = Reasons::of_rows(report, rows);
        (rows.iter().find(is_own)?, &of_rows)
    };
    let relations = candidate.pairs.iter().filter_map(|&(section, pair)| {
        let section = report.sections.get(section)?;
        relation(&candidate.claim, section.pairs.get(pair)?, section, reasons)
    });
    Some(ToldCandidate {
        claim: &row.id,
        figure: &row.figure,
        says: reasons.normalised_and_converted(row, " "),
        source: &row.source_name,
        date: row.date.as_deref(),
        place: &row.place,
        takes_no_part: match (&row.standing, &report.as_of) {
            (StandingFacts::NotYet, Some(day)) => Some(format!("not known by {}", one_line(day))),
            _ => left_out(row),
        },
        relations: relations.collect(),
        not_comparable: candidate.not_comparable,
        so_far: candidate.so_far.as_ref().and_then(so_far),
        voices: candidate.voices,
    })
}

fn so_far(bounds: &Bounds) -> Option<SoFar<'_>> {
    let undisputed = bounds.periods.first().and_then(|period| period.undisputed.as_ref());
    Some(SoFar {
        period: bounds.period.as_deref()?,
        low: undisputed.and_then(|allowed| allowed.low.value.as_ref()),
        high: undisputed.and_then(|allowed| allowed.high.value.as_ref()),
        allowed: in_brief(bounds),
    })
}

fn relation<'a>(
    own: &str,
    pair: &'a PairFacts,
    section: &Section,
    reasons: &Reasons<'_>,
) -> Option<ToldRelation<'a>> {
    let (first, second) = (section.rows.get(pair.rows.0)?, section.rows.get(pair.rows.1)?);
    Some(ToldRelation {
        verdict: pair.verdict,
        claim: if pair.first == own { &pair.second } else { &pair.first },
        because: reasons.reason(pair, first, second),
        conflict: pair.verdict.is_clash().then(|| conflict_id([pair.first.as_str(), pair.second.as_str()])),
    })
}

/// The most claims named of one verdict.
const MOST_NAMED: usize = 12;

impl ToldCandidate<'_> {
    /// The claim and what it says, in a line.
    pub(super) fn heading(&self) -> String {
        let date = self.date.map(|date| format!(", {}", one_line(date))).unwrap_or_default();
        format!(
            "{}: \"{}\", that is {}; {}{date} ({}:{}:{})",
            one_line(self.claim),
            one_line(self.figure),
            self.says,
            one_line(self.source),
            self.place.file,
            self.place.line,
            self.place.column
        )
    }

    /// What it is to the dataset: a word for what is told, and what is told.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        for verdict in Verdict::ALL {
            let of_verdict: Vec<&ToldRelation<'_>> =
                self.relations.iter().filter(|relation| relation.verdict == verdict).collect();
            for relation in of_verdict.iter().take(MOST_NAMED) {
                let text = match &relation.conflict {
                    // Its arithmetic is told with the finding.
                    Some(id) => format!("{} ({id})", one_line(relation.claim)),
                    None => format!("{}: {}", one_line(relation.claim), relation.because),
                };
                lines.push((verdict.word(), text));
            }
            if of_verdict.len() > MOST_NAMED {
                let more = of_verdict.len() - MOST_NAMED;
                lines.push((verdict.word(), format!("and {more} more, which JSON has")));
            }
        }
        if let Some(silent) = &self.takes_no_part {
            lines.push(("takes no part", silent.clone()));
        } else if self.relations.is_empty() {
            lines.push(("others", "no claim that it can be compared with".to_owned()));
        }
        if self.not_comparable > 0 {
            let count = counted(self.not_comparable, "claim");
            lines.push(("not comparable", format!("{count} that it shares something with")));
        }
        lines.push(("this claim", self.says.clone()));
        if let Some(so_far) = &self.so_far {
            let mut allowed = so_far.allowed.iter();
            let first = allowed.next().map(|first| format!("in {}: {first}", one_line(so_far.period)));
            lines.extend(first.into_iter().chain(allowed.cloned()).map(|text| ("allowed so far", text)));
        }
        let Voices { before, after } = self.voices;
        let sources = match (before, after) {
            (0, 0) => None,
            (0, _) => Some("no other source says the same".to_owned()),
            (_, _) if after > before => {
                Some(format!("{after} independent sources with this one, {before} without"))
            }
            (_, _) => Some(format!("{}: this one adds no independent voice", counted(before, "source"))),
        };
        lines.extend(sources.map(|text| ("say the same", text)));
        lines
    }
}
