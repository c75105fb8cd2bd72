//! What claims allow of one flow, as a table with the arithmetic below it.

use super::amount::{Bound, Precision, percent};
use super::conditions::{condition, taken_as_complete};
use super::sets::{Varies, bound_in_words, named};
use super::words;
use super::{BoundsFormat, Terminal, json, markdown, table};
use crate::analysis::Extent;
use crate::bounds::LeftOut;
use crate::number::Rational;
use crate::report::Row;
use crate::report::bounds::{AllowedOver, Bounds, EndFacts, PeriodBounds, RepairBounds};
use crate::scope::Stage;
use crate::solve::End;
use crate::text::{counted, listed, one_line};

/// The bounds in a format. The text ends with a line break.
pub(super) fn render(bounds: &Bounds, format: BoundsFormat, terminal: Terminal) -> String {
    let page = match format {
        BoundsFormat::Json => return json::text(bounds),
        BoundsFormat::Table | BoundsFormat::Markdown => Page::of(bounds),
    };
    if format == BoundsFormat::Markdown { markdown::page(&page) } else { table::page(&page, terminal) }
}

/// A page of a table with what explains it, before it is laid out.
pub(super) struct Page {
    /// What it is about.
    pub(super) title: String,
    /// What stands above the table, a paragraph each, without full stops.
    pub(super) head: Vec<String>,
    /// The table's heading.
    pub(super) columns: Vec<&'static str>,
    /// The table.
    pub(super) rows: Vec<Vec<String>>,
    /// What stands below it under headings, a sentence each without its full stop.
    pub(super) blocks: Vec<(String, Vec<String>)>,
}

struct Words<'a> {
    bounds: &'a Bounds,
    precision: Precision,
}

impl Page {
    fn of(bounds: &Bounds) -> Self {
        let words = Words { bounds, precision: precision(bounds) };
        let flow = &bounds.flow;
        let mut title = format!("{} → {}", one_line(&flow.payer.name), one_line(&flow.payee.name));
        if flow.category.id != "all" {
            title.push_str(", ");
            title.push_str(&one_line(&flow.category.name));
        }
        if flow.stage != Stage::Paid {
            title.push_str(", ");
            title.push_str(flow.stage.word());
        }
        let unit = bounds.unit.map(|unit| format!(", a {} and in all", unit.word())).unwrap_or_default();
        let mut head = vec![
            one_line(&bounds.title).into_owned(),
            format!("Amounts in {}{unit}. {}", bounds.currency, words::reading(&bounds.reading)),
        ];
        if let Some(day) = &bounds.as_of {
            head.push(format!("Only as known at the end of {}", one_line(day)));
        }
        let mut rows = Vec::new();
        let mut blocks = Vec::new();
        for period in &bounds.periods {
            words.period(period, &mut rows, &mut blocks);
        }
        if bounds.periods.is_empty() {
            head.push("No claim speaks of this flow in any year".to_owned());
        }
        let mut notes = Vec::new();
        if bounds.earlier_years > 0 {
            let count = counted(bounds.earlier_years, "earlier year");
            notes.push(format!("Claims speak of {count} too: ask for them with --period"));
        }
        notes.extend(words.left_out());
        if !notes.is_empty() {
            blocks.push(("Left out".to_owned(), notes));
        }
        Self { title, head, columns: vec!["Period", "Claims", "Least", "Most"], rows, blocks }
    }
}

fn precision(bounds: &Bounds) -> Precision {
    let mut ends = Vec::new();
    for period in &bounds.periods {
        let repairs = period.repairs.iter().filter_map(|repair| repair.allowed.as_ref());
        for allowed in period.undisputed.iter().chain(repairs) {
            for (end, is_low) in [(&allowed.low, true), (&allowed.high, false)] {
                let values = end.value.iter().chain(&end.by_unit);
                ends.extend(values.map(|value| Bound { value: value.clone(), is_low }));
            }
        }
    }
    Precision::for_ends(ends)
}

impl Words<'_> {
    fn period(
        &self,
        period: &PeriodBounds,
        rows: &mut Vec<Vec<String>>,
        blocks: &mut Vec<(String, Vec<String>)>,
    ) {
        let time = period.flow.time.to_string();
        let repairs: Vec<&RepairBounds> = period.repairs.iter().filter(|repair| repair.differs).collect();
        let who = if period.repairs.is_empty() { "all" } else { "undisputed" };
        let mut row = |claims: String, allowed: Option<&AllowedOver>| {
            let (least, most) = self.ends(allowed);
            rows.push(vec![time.clone(), claims, least, most]);
        };
        row(who.to_owned(), period.undisputed.as_ref());
        for repair in &repairs {
            row(format!("without {}", named(&repair.leave_out)), repair.allowed.as_ref());
        }
        let mut sentences = self.sentences(period.undisputed.as_ref(), period);
        for repair in &repairs {
            let told = self.sentences(repair.allowed.as_ref(), period);
            let without = named(&repair.leave_out);
            sentences
                .extend(told.into_iter().map(|told| format!("Without {without}, {}", lower_first(&told))));
        }
        let same = period.repairs.iter().filter(|repair| !repair.differs);
        let same: Vec<String> = same.map(|repair| named(&repair.leave_out)).collect();
        if !same.is_empty() {
            sentences.push(format!("The same without {}", same.join("; or without ")));
        }
        if period.more_repairs > 0 {
            sentences.push("There are more ways to leave out claims that conflict".to_owned());
        }
        if period.extent != Extent::Complete {
            sentences.push("There may be more conflicts among the claims than are known".to_owned());
        }
        if !sentences.is_empty() {
            blocks.push((time, sentences));
        }
    }

    fn ends(&self, allowed: Option<&AllowedOver>) -> (String, String) {
        let Some(allowed) = allowed else { return ("not decided".to_owned(), "not decided".to_owned()) };
        let value = |end: &EndFacts, none: &str| match (&end.value, &end.by_unit, self.bounds.unit) {
            (Some(value), Some(by_unit), Some(unit)) => {
                format!("{} a {} ({})", self.signed(by_unit), unit.word(), self.signed(value))
            }
            (Some(value), _, _) => self.signed(value),
            (None, _, _) if end.decided => none.to_owned(),
            (None, _, _) => "not decided".to_owned(),
        };
        let nothing = |end: &EndFacts| end.decided && end.value.as_ref().is_none_or(Rational::is_zero);
        if nothing(&allowed.low) && allowed.high.decided && allowed.high.value.is_none() {
            return ("nothing is known".to_owned(), "–".to_owned());
        }
        (value(&allowed.low, "0"), value(&allowed.high, "no limit"))
    }

    /// The arithmetic of each end.
    fn sentences(&self, allowed: Option<&AllowedOver>, period: &PeriodBounds) -> Vec<String> {
        let Some(allowed) = allowed else { return Vec::new() };
        let mut sentences = Vec::new();
        for (word, end) in [("At least", &allowed.low), ("At most", &allowed.high)] {
            let Some(value) = end.value.as_ref().filter(|_| !end.proof.is_empty()) else { continue };
            let mut text = format!("{word} {}: {}", self.signed(value), self.proof(end, period));
            let rows: Vec<&Row> = Vec::new();
            if let Some(taking) = condition(&end.assumptions, None, &rows) {
                text.push_str("; taking it that ");
                text.push_str(&taking);
            }
            text.push_str(&taken_as_complete(&end.taken_as_complete));
            if !allowed.stretch.is_zero() {
                let stretch = percent(&allowed.stretch, &self.bounds.reading.materiality);
                text.push_str("; with every figure stretched by ");
                text.push_str(&stretch);
            }
            if allowed.by_words_alone {
                text.push_str("; by the claims' words alone, as they do not fit on all assumptions");
            }
            sentences.push(text);
        }
        sentences
    }

    fn proof(&self, end: &EndFacts, period: &PeriodBounds) -> String {
        let boxes = end.proof.iter().flat_map(|term| &term.flows).map(|each| &each.flow);
        let varies = Varies::among(std::iter::once(&period.flow).chain(boxes));
        let signed = |amount: &Rational| self.signed(amount);
        let terms = end.proof.iter().map(|term| {
            let row = self.bounds.claims.iter().find(|row| Some(&row.id) == term.claim.as_ref());
            bound_in_words(term, row.and_then(|row| row.per), &varies, "", &signed)
        });
        let mut told: Vec<String> = terms.collect();
        let is_plain = end.proof.iter().all(|term| term.flows.len() == 1);
        let lows = end.proof.iter().filter(|term| term.end == End::Low).count();
        if let Some(value) = end.value.as_ref().filter(|_| is_plain && told.len() > 1) {
            told.push(if lows == told.len() {
                format!("together ≥ {}", self.signed(value))
            } else if lows == 0 {
                format!("together ≤ {}", self.signed(value))
            } else {
                format!("which leaves {}", self.signed(value))
            });
        }
        told.join("; ")
    }

    fn left_out(&self) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        let claims = |wanted: LeftOut| self.bounds.left_out.iter().filter(move |each| each.because == wanted);
        for because in [LeftOut::Currency, LeftOut::Prices, LeftOut::Unplaced] {
            let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
            for each in claims(because) {
                let reason = match (because, each.prices) {
                    (LeftOut::Unplaced, _) => "which nothing places in time".to_owned(),
                    (_, Some(year)) => format!("in {} of {year}", each.currency),
                    (_, None) => format!("in {}", each.currency),
                };
                match by_reason.iter_mut().find(|(known, _)| known == &reason) {
                    Some((_, ids)) => ids.push(each.claim.clone()),
                    None => by_reason.push((reason, vec![each.claim.clone()])),
                }
            }
            told.extend(by_reason.into_iter().map(|(reason, ids)| format!("{}, {reason}", named(&ids))));
        }
        if told.is_empty() {
            told
        } else {
            vec![format!("These bear on the flow too: {}", listed(&told, "and"))]
        }
    }

    fn signed(&self, amount: &Rational) -> String {
        if amount.is_negative() {
            format!("−{}", self.precision.short(&-amount))
        } else {
            self.precision.short(amount)
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
