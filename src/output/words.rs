//! What a report says besides its reasons: heads, counts, notices and legends, the same in every format.

use std::collections::BTreeMap;

use super::conversion;
use crate::reconcile::{Dimension, Verdict};
use crate::report::{
    Because, ConvertedFacts, MissingFacts, PairFacts, ReadingFacts, Report, Row, SameFigure, StandingFacts,
};
use crate::scope::Relation;
use crate::text::{counted, listed, one_line};

/// The same figure for another scope or year.
pub(super) fn same_figure(same: &SameFigure) -> String {
    let words: Vec<&str> = same
        .differs
        .iter()
        .map(|each| match (each.dimension, each.relation) {
            (Dimension::Time, _) => "another time",
            (Dimension::Stage, _) => "another stage",
            (Dimension::Payer, Relation::Part) => "a wider payer",
            (Dimension::Payer, Relation::Whole) => "a narrower payer",
            (Dimension::Payee, Relation::Part) => "a wider payee",
            (Dimension::Payee, Relation::Whole) => "a narrower payee",
            (Dimension::Category, Relation::Part) => "a wider category",
            (Dimension::Category, Relation::Whole) => "a narrower category",
            (of, _) => match of {
                Dimension::Payer => "an overlapping payer",
                Dimension::Payee => "an overlapping payee",
                _ => "an overlapping category",
            },
        })
        .collect();
    format!(
        "{} and {} give the same figure ({}); the second gives it for {}",
        one_line(&same.first),
        one_line(&same.second),
        one_line(&same.figure),
        listed(&words, "and")
    )
}

/// What is counted even where there is none.
const CLASHES: [Verdict; 2] = [Verdict::Conflict, Verdict::ConditionalConflict];

/// `12 claims from 9 sources · 2 conflicts · 1 conditional conflict · …`
pub(super) fn counts(report: &Report) -> String {
    let claims = counted(report.counts.claims, "claim");
    let mut parts = vec![format!("{claims} from {}", counted(report.counts.sources, "source"))];
    if !report.left_out.is_empty() {
        parts.push(format!("{} not compared", report.left_out.len()));
    }
    let is_clash = |(verdict, _): &&(Verdict, usize)| CLASHES.contains(verdict);
    let of_pairs = || report.counts.verdicts.iter();
    parts.extend(of_pairs().filter(is_clash).map(|(verdict, count)| counted(*count, verdict.word())));
    let sets = || report.sections.iter().flat_map(|section| &section.sets).flat_map(|sets| &sets.conflicts);
    for (verdict, count) in &report.counts.larger_sets {
        let alone = sets().filter(|set| set.verdict == *verdict && set.claims.len() == 1).count();
        if alone > 0 {
            let condition =
                if *verdict == Verdict::ConditionalConflict { " if an assumption holds" } else { "" };
            let itself = if alone == 1 { "itself" } else { "themselves" };
            parts.push(format!("{} that cannot be true by {itself}{condition}", counted(alone, "claim")));
        }
        if *count > alone {
            parts.push(format!("{} of three or more claims", counted(*count - alone, verdict.word())));
        }
    }
    for (verdict, count) in of_pairs().filter(|each| !is_clash(each)) {
        if *count > 0 && *verdict != Verdict::NotComparable {
            parts.push(match verdict {
                Verdict::Agree => counted(*count, "agreement"),
                Verdict::Close => format!("{count} close"),
                Verdict::Compatible => format!("{count} compatible"),
                Verdict::Revised => counted(*count, "revision"),
                Verdict::Echo => {
                    if *count == 1 {
                        "1 echo".to_owned()
                    } else {
                        format!("{count} echoes")
                    }
                }
                Verdict::GarbledEcho => {
                    if *count == 1 {
                        "1 garbled echo".to_owned()
                    } else {
                        format!("{count} garbled echoes")
                    }
                }
                other => counted(*count, other.word()),
            });
        }
    }
    parts.join(" · ")
}

/// The reading in one line.
pub(super) fn reading(reading: &ReadingFacts) -> String {
    let said = reading.keys.iter().filter(|(key, _)| reading.unsaid != Some(*key));
    let keys: Vec<String> = said.map(|(key, value)| format!("{key} {value}")).collect();
    let name = reading
        .name
        .as_deref()
        .map_or_else(|| "the dataset's own".to_owned(), |name| format!("“{}”", one_line(name)));
    format!("Reading: {name} ({})", keys.join(", "))
}

/// What the report was narrowed to, if to anything.
pub(super) fn narrowed(report: &Report) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    if let Some(day) = &report.as_of {
        parts.push(format!("as known at the end of {}", one_line(day)));
    }
    parts.extend(report.filters.iter().map(|filter| format!("{} {}", filter.key, one_line(&filter.value))));
    if parts.is_empty() {
        return None;
    }
    let left = match report.counts.filtered_out {
        0 => String::new(),
        count => format!(" ({} of the dataset left out)", counted(count, "claim")),
    };
    let unseen = if report.filters.is_empty() || report.counts.filtered_out == 0 {
        ""
    } else {
        "; conflicts with those are not looked for"
    };
    Some(format!("Only {}{left}{unseen}", parts.join(", ")))
}

/// Why a claim takes no part, if it takes none.
pub(super) fn left_out(row: &Row) -> Option<String> {
    Some(match &row.standing {
        StandingFacts::Withdrawn { date, reason } => {
            format!("withdrawn {}: {}", one_line(date), one_line(reason))
        }
        StandingFacts::Superseded { by } => format!("superseded by {}", one_line(by)),
        StandingFacts::NotYet if row.date.is_none() => "no date, so perhaps later than that".to_owned(),
        StandingFacts::NotYet => "later than that, or perhaps later".to_owned(),
        StandingFacts::Active | StandingFacts::Echo { .. } => return None,
    })
}

/// With its first letter as at the start of a sentence.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What the amounts of a report are in: `USD`, `USD of 2020`.
pub(super) fn unit(report: &Report) -> String {
    let prices = report.prices.map(|year| format!(" of {year}")).unwrap_or_default();
    format!("{}{prices}", report.currency)
}

/// How claims of several currencies or prices were compared, and which could not be; nothing where there is one.
pub(super) fn units(report: &Report) -> Vec<String> {
    let rows = || report.sections.iter().flat_map(|section| &section.rows).chain(&report.alone);
    let mut units: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows() {
        let prices = row.prices.map(|year| format!(" in {year} prices")).unwrap_or_default();
        *units.entry(format!("{}{prices}", row.currency)).or_default() += 1;
    }
    let is_foreign = |row: &&Row| row.converted.is_some();
    if units.len() < 2 && !rows().any(|row| is_foreign(&row)) {
        return Vec::new();
    }
    let parts: Vec<String> =
        units.iter().map(|(unit, count)| format!("{} in {unit}", counted(*count, "claim"))).collect();
    let has_other_money = rows().any(|row| row.currency != report.currency);
    let has_other_prices = rows().any(|row| row.prices != report.prices);
    let by = match (has_other_money, has_other_prices) {
        (true, true) => "rates and indices of prices",
        (false, true) => "indices of prices",
        _ => "rates",
    };
    let how = if units.len() == 1 {
        format!("they are compared as they are; beside each stands what it comes to in {}", unit(report))
    } else {
        format!("those of one unit are compared as they are, others in {}", unit(report))
    };
    let mut told = vec![format!("{}: {how} at the {by} of the time of the flow", listed(&parts, "and"))];
    let speaks = |row: &Row| matches!(row.standing, StandingFacts::Active);
    let missing: Vec<(&Row, &MissingFacts)> = rows()
        .filter_map(|row| match &row.converted {
            Some(ConvertedFacts::NotConvertible(missing)) if speaks(row) => Some((row, missing)),
            _ => None,
        })
        .collect();
    told.extend(missing.iter().take(MOST_MISSING).map(|(row, missing)| {
        format!("{} is not convertible: {}", one_line(&row.id), conversion::missing(missing))
    }));
    if missing.len() > MOST_MISSING {
        told.push(format!(
            "… and {} more that are not convertible, which JSON has",
            missing.len() - MOST_MISSING
        ));
    }
    told
}

/// The claims for which it is told what keeps them from being converted.
const MOST_MISSING: usize = 10;

/// The verdicts that a report shows a mark of, on two claims or on larger sets.
pub(super) fn occurring(report: &Report) -> impl Iterator<Item = Verdict> {
    let sets = || report.sections.iter().flat_map(|section| &section.sets).flat_map(|sets| &sets.conflicts);
    let occurs = move |verdict: Verdict| sets().any(|set| set.verdict == verdict);
    let counted = report.counts.verdicts.iter();
    counted.filter(move |(verdict, count)| *count > 0 || occurs(*verdict)).map(|(verdict, _)| *verdict)
}

/// The mark's meaning.
pub(super) fn legend(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agree => "agree: the same scope, both can be true",
        Verdict::Close => "close: they fit with a small stretch",
        Verdict::Compatible => "compatible: one is part of the other, both can be true",
        Verdict::Conflict => "conflict: they cannot both be true",
        Verdict::ConditionalConflict => "conditional conflict: only if an assumption holds",
        Verdict::NotComparable => "not comparable",
        Verdict::Echo => "echo: one repeats the other",
        Verdict::GarbledEcho => "garbled echo: one repeats the other wrongly",
        Verdict::Revised => "revised: one replaces the other",
    }
}

/// Said of a section that is too large for a matrix.
pub(super) const TOO_MANY: &str =
    "Too many to compare each with each: narrow the report by payer, payee, category or period.";

/// Said where amounts were rounded.
pub(super) const ROUNDED: &str =
    "Amounts are rounded, but never so that a conflict looks like an agreement; JSON has them exactly.";

/// The rows of a pair in the order in which its mark reads: a part ⊂ its whole, an old claim → the new
/// one, an echo ↺ its original, and otherwise as they stand.
pub(super) fn as_marked(pair: &PairFacts) -> (usize, usize) {
    let (first, second) = pair.rows;
    let turned = match &pair.because {
        Because::Supersedes { old: leading, .. } | Because::Repeats { echo: leading, .. } => {
            *leading == pair.second
        }
        Because::Compared(compared) => {
            pair.verdict == Verdict::Compatible && compared.relation == Relation::Whole
        }
        _ => false,
    };
    if turned { (second, first) } else { (first, second) }
}

/// Rows by name with the mark of what they are to each other: `1 ≠ 3: `, `1 + 2 + 3 ≠: `; empty for none.
pub(super) fn labelled(rows: &[usize], mark: &str, name: impl Fn(usize) -> String) -> String {
    let names: Vec<String> = rows.iter().map(|&row| name(row)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one, other] => format!("{one} {mark} {other}: "),
        more => format!("{} {mark}: ", more.join(" + ")),
    }
}

/// The order and headings under which verdicts are told in words.
pub(super) const TOLD: [(Verdict, &str); 8] = [
    (Verdict::Conflict, "Conflicts"),
    (Verdict::ConditionalConflict, "Conditional conflicts"),
    (Verdict::Close, "Close"),
    (Verdict::Agree, "Agreements"),
    (Verdict::Compatible, "Compatible"),
    (Verdict::GarbledEcho, "Garbled echoes"),
    (Verdict::Echo, "Echoes"),
    (Verdict::Revised, "Revisions"),
];
