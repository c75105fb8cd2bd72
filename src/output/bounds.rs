//! What claims allow of one flow, as a table with the arithmetic below it.

use std::fmt::Write as _;

use super::amount::{Bound, Precision, percent};
use super::conditions::{condition, taken_as_complete};
use super::sets::{Item, Varies, bound_in_words, named};
use super::words;
use super::{BoundsFormat, Terminal, json, markdown, table};
use crate::analysis::Extent;
use crate::bounds::LeftOut;
use crate::number::Rational;
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
    /// What stands below it under headings, without full stops.
    pub(super) blocks: Vec<(String, Vec<Item>)>,
}

/// The ways out of conflicts that a clause names.
const MOST_WAYS: usize = 3;

/// What is allowed over the first period that was asked about, in clauses such as "at most 110M a year, by a and
/// b": by the claims that are in no conflict, and then by leaving out others.
pub(super) fn in_brief(bounds: &Bounds) -> Vec<String> {
    let words = Words { bounds, precision: precision(bounds) };
    let Some(period) = bounds.periods.first() else { return vec!["undecided".to_owned()] };
    let undisputed = words.clause(period.undisputed.as_ref());
    let differing: Vec<&RepairBounds> = period.repairs.iter().filter(|repair| repair.differs).collect();
    if differing.is_empty() {
        return vec![undisputed];
    }
    let ways = differing.iter().take(MOST_WAYS).map(|repair| {
        format!("leaving out {}: {}", named(&repair.leave_out), words.clause(repair.allowed.as_ref()))
    });
    let mut told = vec![format!("by claims in no conflict: {undisputed}")];
    told.extend(ways);
    let more = differing.len().saturating_sub(MOST_WAYS) + period.more_repairs;
    if more > 0 {
        told.push(format!("{} more to leave out others", counted(more, "way")));
    }
    told
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
        let prices = bounds.prices.map(|year| format!(" of {year}")).unwrap_or_default();
        let unit = bounds.unit.map(|unit| format!(", a {} and in all", unit.word())).unwrap_or_default();
        let mut head = vec![
            one_line(&bounds.title).into_owned(),
            format!("Amounts in {}{prices}{unit}. {}", bounds.currency, words::reading(&bounds.reading)),
        ];
        if let Some(day) = &bounds.as_of {
            head.push(format!("Only as known at the end of {}", one_line(day)));
        }
        if bounds.periods.iter().any(|period| !period.repairs.is_empty()) {
            head.push("The table uses only claims that are in no conflict".to_owned());
        }
        let mut rows = Vec::new();
        let mut blocks = Vec::new();
        for period in &bounds.periods {
            let (least, most) = words.ends(period.undisputed.as_ref());
            let time = period.flow.time.to_string();
            rows.push(vec![time.clone(), least, most]);
            let items = words.period(period);
            if !items.is_empty() {
                blocks.push((time, items));
            }
        }
        if bounds.periods.is_empty() {
            head.push("No claim speaks of this flow in any year".to_owned());
        }
        let mut notes = Vec::new();
        if bounds.earlier_years > 0 {
            let count = counted(bounds.earlier_years, "earlier year");
            notes.push(told(format!("Claims speak of {count} too: ask for them with --period")));
        }
        notes.extend(words.left_out());
        if !notes.is_empty() {
            blocks.push(("Left out".to_owned(), notes));
        }
        Self { title, head, columns: vec!["Period", "Least", "Most"], rows, blocks }
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
    /// "70M – 110M a year, by a and b".
    fn clause(&self, allowed: Option<&AllowedOver>) -> String {
        let Some(allowed) = allowed else { return "undecided".to_owned() };
        let amount = |end: &EndFacts| {
            let value = end.by_unit.as_ref().or(end.value.as_ref()).filter(|value| !value.is_zero());
            value.map(|value| self.signed(value))
        };
        let unit = self.bounds.unit.map(|unit| format!(" a {}", unit.word())).unwrap_or_default();
        let mut claims: Vec<&String> = allowed.low.claims.iter().chain(&allowed.high.claims).collect();
        claims.sort();
        claims.dedup();
        let by: Vec<String> = claims.into_iter().cloned().collect();
        let by = if by.is_empty() { String::new() } else { format!(", by {}", named(&by)) };
        match (amount(&allowed.low), amount(&allowed.high)) {
            (Some(low), Some(high)) if low == high => format!("{low}{unit}{by}"),
            (Some(low), Some(high)) => format!("{low} – {high}{unit}{by}"),
            (Some(low), None) => format!("at least {low}{unit}{by}"),
            (None, Some(high)) => format!("at most {high}{unit}{by}"),
            (None, None) => "any amount".to_owned(),
        }
    }

    fn period(&self, period: &PeriodBounds) -> Vec<Item> {
        let mut items = self.arithmetic(period.undisputed.as_ref(), None, period);
        let (differ, same): (Vec<&RepairBounds>, Vec<&RepairBounds>) =
            period.repairs.iter().partition(|repair| repair.differs);
        let mut by_range: Vec<(String, Vec<&RepairBounds>)> = Vec::new();
        for repair in differ {
            let range = self.range(repair.allowed.as_ref());
            // Where one period is asked about, each is told with its own arithmetic.
            match by_range.iter_mut().find(|(known, _)| self.bounds.period.is_none() && known == &range) {
                Some((_, alike)) => alike.push(repair),
                None => by_range.push((range, vec![repair])),
            }
        }
        let left_out = |repairs: &[&RepairBounds]| -> String {
            let ways: Vec<String> = repairs.iter().map(|repair| named(&repair.leave_out)).collect();
            ways.join("; or ")
        };
        for (range, repairs) in by_range {
            let mut item = told(format!("Leaving out {}: {range}", left_out(&repairs)));
            if let ([repair], Some(_)) = (repairs.as_slice(), &self.bounds.period) {
                let arithmetic = self.arithmetic(repair.allowed.as_ref(), period.undisputed.as_ref(), period);
                item.notes = arithmetic.into_iter().map(|item| item.words).collect();
            }
            items.push(item);
        }
        if !same.is_empty() && self.bounds.period.is_some() {
            items.push(told(format!("Leaving out {} changes nothing", left_out(&same))));
        }
        if period.more_repairs > 0 {
            items.push(told("There are more ways to leave out claims that are in conflict".to_owned()));
        }
        if period.extent != Extent::Complete {
            items.push(told("There may be more conflicts among the claims than are known".to_owned()));
        }
        items
    }

    /// "135M – 165M".
    fn range(&self, allowed: Option<&AllowedOver>) -> String {
        let (least, most) = self.ends(allowed);
        let Some(allowed) = allowed else { return least };
        let is_zero = allowed.low.decided && allowed.low.value.as_ref().is_none_or(Rational::is_zero);
        match (is_zero, allowed.high.decided && allowed.high.value.is_none()) {
            (true, true) => least,
            (true, false) => format!("at most {most}"),
            (false, true) => format!("at least {least}"),
            (false, false) if least == most => least,
            (false, false) => format!("{least} – {most}"),
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

    /// The arithmetic of each end that is not where `known` has it.
    fn arithmetic(
        &self,
        allowed: Option<&AllowedOver>,
        known: Option<&AllowedOver>,
        period: &PeriodBounds,
    ) -> Vec<Item> {
        let Some(allowed) = allowed else { return Vec::new() };
        let mut items = Vec::new();
        let ends = [
            ("At least", &allowed.low, known.map(|known| &known.low)),
            ("At most", &allowed.high, known.map(|known| &known.high)),
        ];
        for (word, end, known) in ends {
            let Some(value) = end.value.as_ref().filter(|_| !end.proof.is_empty()) else { continue };
            if known.is_some_and(|known| known.value.as_ref() == Some(value)) {
                continue;
            }
            let mut text = format!("{word} {}: {}", self.signed(value), self.proof(end, period));
            if let Some(taking) = condition(end.assumptions.iter(), None, &[]) {
                text.push_str("; taking it that ");
                text.push_str(&taking);
            }
            text.push_str(&taken_as_complete(&end.taken_as_complete));
            if !allowed.stretch.is_zero() {
                let stretch = percent(&allowed.stretch, &self.bounds.reading.materiality);
                let stretched: Vec<String> =
                    allowed.stretched.iter().map(|claim| one_line(claim).into_owned()).collect();
                let _infallible = write!(text, "; with {} stretched by {stretch}", listed(&stretched, "and"));
            }
            if allowed.by_words_alone {
                text.push_str("; by the claims' words alone, as they do not fit on all assumptions");
            }
            items.push(told(text));
        }
        items
    }

    fn proof(&self, end: &EndFacts, period: &PeriodBounds) -> String {
        let boxes = end.proof.iter().flat_map(|term| &term.flows).map(|each| &each.flow);
        let varies = Varies::among(std::iter::once(&period.flow).chain(boxes));
        let signed = |amount: &Rational| self.signed(amount);
        let terms = end.proof.iter().map(|term| {
            let row = self.bounds.claims.iter().find(|row| Some(&row.id) == term.claim.as_ref());
            bound_in_words(term, &term.multiplier, row, &varies, "", &signed)
        });
        let mut told: Vec<String> = terms.collect();
        // What a claim says of the very flow that is asked about needs no subject.
        if let ([term], [words]) = (end.proof.as_slice(), told.as_slice())
            && let ([one], Some(claim)) = (term.flows.as_slice(), &term.claim)
            && one.flow == period.flow
            && term.multiplier == Rational::one()
        {
            let claim = one_line(claim);
            let bound = words.strip_prefix(&varies.subject(&one.flow));
            let bound = bound.and_then(|words| words.strip_suffix(&format!(" ({claim})")));
            return bound.map_or_else(|| words.clone(), |bound| format!("{claim}{bound}"));
        }
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

    fn left_out(&self) -> Option<Item> {
        let mut told_of: Vec<String> = Vec::new();
        let claims = |wanted: LeftOut| self.bounds.left_out.iter().filter(move |each| each.because == wanted);
        for because in [LeftOut::NotConvertible, LeftOut::Unplaced] {
            let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
            for each in claims(because) {
                let reason = match (because, each.prices) {
                    (LeftOut::Unplaced, _) => "which nothing places in time".to_owned(),
                    (_, Some(year)) => format!("in {} of {year}, not convertible", each.currency),
                    (_, None) => format!("in {}, not convertible", each.currency),
                };
                match by_reason.iter_mut().find(|(known, _)| known == &reason) {
                    Some((_, ids)) => ids.push(each.claim.clone()),
                    None => by_reason.push((reason, vec![each.claim.clone()])),
                }
            }
            told_of.extend(by_reason.into_iter().map(|(reason, ids)| format!("{}, {reason}", named(&ids))));
        }
        (!told_of.is_empty())
            .then(|| told(format!("These bear on the flow too: {}", listed(&told_of, "and"))))
    }

    fn signed(&self, amount: &Rational) -> String {
        if amount.is_negative() {
            format!("−{}", self.precision.short(&-amount))
        } else {
            self.precision.short(amount)
        }
    }
}

fn told(words: String) -> Item {
    Item { rows: Vec::new(), words, notes: Vec::new() }
}
