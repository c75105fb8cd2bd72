//! What claims are to each other all at once, in words: the same in every format.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::amount::{percent, plain};
use super::conditions::{condition, taken_as_complete};
use super::reasons::Reasons;
use super::{causes, words};
use crate::analysis::Extent;
use crate::number::Rational;
use crate::period::Per;
use crate::reconcile::{Dimension, Verdict};
use crate::report::sets::{
    AllowedFacts, BoxFacts, ChangeFacts, ConflictFacts, GroupFacts, RepairFacts, SetTerm, Sets, SideFacts,
};
use crate::report::{Because, Row, Section};
use crate::scope::{Stage, StageLaw};
use crate::solve::End;
use crate::text::{counted, listed, one_line};

/// Something told under a heading.
pub(super) struct Item {
    /// The rows it is about, in the order in which it names them; none where it names claims itself.
    pub(super) rows: Vec<usize>,
    /// What is said.
    pub(super) words: String,
    /// What is added, each a line of its own.
    pub(super) notes: Vec<String>,
}

/// A heading and what is told under it.
pub(super) struct Block {
    pub(super) heading: &'static str,
    pub(super) items: Vec<Item>,
}

/// The most claims that a list of them names.
const MOST_NAMED: usize = 12;

/// The most items told under one heading.
const MOST_ITEMS: usize = 60;

impl Reasons<'_> {
    /// The conflicts of a section with this verdict: pairs first, then larger sets.
    pub(super) fn conflicts(&self, section: &Section, verdict: Verdict) -> Vec<Item> {
        let stand_for: BTreeSet<&String> =
            section.sets.iter().flat_map(|sets| &sets.alike).flat_map(|alike| &alike.same).collect();
        let mut of_two: BTreeMap<(usize, usize), (&ConflictFacts, &Sets)> = BTreeMap::new();
        let mut items = Vec::new();
        let mut larger = Vec::new();
        for sets in &section.sets {
            for set in &sets.conflicts {
                match set.rows.as_slice() {
                    &[one, other] => {
                        of_two.insert((one, other), (set, sets));
                    }
                    _ if set.verdict == verdict => larger.push((set, sets)),
                    _ => {}
                }
            }
        }
        // What says the very same as another claim is told of beside it.
        let distinct = section
            .told(verdict)
            .filter(|(pair, ..)| !stand_for.contains(&pair.first) && !stand_for.contains(&pair.second));
        for (pair, first, second) in distinct {
            let set = of_two.get(&pair.rows);
            let sentence = match (&pair.because, set) {
                (Because::Together, Some((set, sets))) => self.in_unit(sets) + &self.set(set, section),
                _ => self.reason(pair, first, second),
            };
            let (first, second) = words::as_marked(pair);
            let notes = set.map(|(set, sets)| self.notes(set, sets, section)).unwrap_or_default();
            items.push(Item { rows: vec![first, second], words: sentence, notes });
        }
        items.extend(larger.into_iter().map(|(set, sets)| Item {
            rows: set.rows.clone(),
            words: self.in_unit(sets) + &self.set(set, section),
            notes: self.notes(set, sets, section),
        }));
        items
    }

    /// What is told of a section besides its verdicts.
    pub(super) fn blocks(&self, section: &Section) -> Vec<Block> {
        let of_all = |told: fn(&Self, &Sets, &Section) -> Vec<Item>| {
            let told = section.sets.iter().flat_map(|sets| {
                let unit = self.in_unit(sets);
                let items = told(self, sets, section).into_iter();
                items.map(move |item| Item { words: format!("{unit}{}", item.words), ..item })
            });
            told.collect()
        };
        let mut blocks = vec![
            Block { heading: "What would reconcile them", items: of_all(Self::ways_out) },
            Block { heading: "Fit together", items: of_all(Self::groups) },
            Block { heading: "What follows", items: of_all(Self::bounds) },
        ];
        blocks.retain(|block| !block.items.is_empty());
        blocks
    }

    /// "In EUR: ", where that is not what the report is in.
    fn in_unit(&self, sets: &Sets) -> String {
        let prices = sets.prices.map(|year| format!(" of {year}")).unwrap_or_default();
        if sets.currency == self.currency() && prices.is_empty() {
            String::new()
        } else {
            format!("In {}{prices}: ", sets.currency)
        }
    }

    /// What limits how much of a section is told.
    pub(super) fn extent(section: &Section) -> Option<&'static str> {
        match section.sets.iter().map(|sets| sets.extent).max()? {
            Extent::Complete => None,
            Extent::AtLeast => Some(
                "There may be more conflicts, repairs and groups than are told: narrow the report to see all.",
            ),
            Extent::Undecided => Some(
                "Undecided: whether sets of three or more claims conflict would take too long to decide. \
                 The verdicts on pairs hold. Narrow the report by payer, payee, category or period.",
            ),
        }
    }

    /// The arithmetic of bounds that cannot all hold.
    fn set(&self, set: &ConflictFacts, section: &Section) -> String {
        let rows: Vec<&Row> = set.rows.iter().filter_map(|&row| section.rows.get(row)).collect();
        let terms = &set.proof.terms;
        let varies = Varies::among(terms.iter().flat_map(|term| &term.flows).map(|weighted| &weighted.flow));
        let yearly = |term: &SetTerm| {
            let year = term.flows.iter().all(|each| each.flow.time.calendar_year().is_some());
            year && (term.rate.is_some() || term.flows.len() > 1)
        };
        let condition = condition(&set.assumptions, set.throughout, &rows);
        let a_year = !varies.in_the(Dimension::Time) && terms.iter().all(yearly);
        let timeless = a_year && set.throughout.is_some() && condition.is_some();
        let unit = if a_year { " a year" } else { "" };
        let told: Vec<String> = terms.iter().map(|term| self.term(term, &rows, &varies, unit)).collect();
        let mut text = told.join("; ");
        let plain_sums = terms.iter().all(|term| term.flows.len() == 1);
        let count = |end: End| terms.iter().filter(|term| term.end == end).count();
        for (end, sign, sum) in [(End::Low, "≥", &set.proof.lows), (End::High, "≤", &set.proof.highs)] {
            if plain_sums && count(end) > 1 {
                let _infallible = write!(text, "; together {sign} {}{unit}", self.signed(sum));
            }
        }
        let time = terms.first().and_then(|term| term.flows.first()).map(|each| each.flow.time);
        if let Some(time) = time.filter(|_| !varies.in_the(Dimension::Time) && !timeless) {
            let _infallible = write!(text, "; all {}", in_time(time));
        }
        let _infallible = write!(text, "; short by {}{unit}", self.signed(&set.proof.shortfall));
        let fits = match &set.stretch {
            None => "; no stretch makes them fit".to_owned(),
            Some(stretch) => format!(
                "; they fit if every figure is stretched by {}{}",
                if set.stretch_is_exact { "" } else { "about " },
                percent(stretch, self.materiality()),
            ),
        };
        text.push_str(&fits);
        if set.verdict == Verdict::Close {
            let limit = percent(self.materiality(), self.materiality());
            let _infallible = write!(text, ", within the {limit} that count as close");
        }
        if let Some(condition) = condition {
            text.push_str("; only if ");
            text.push_str(&condition);
        }
        text.push_str(&taken_as_complete(&set.taken_as_complete));
        if set.independent_sources == 1 {
            text.push_str("; all from one source");
        }
        if let Some(reason) = &set.known {
            text.push_str("; known: ");
            text.push_str(one_line(reason).trim_end_matches('.'));
        }
        text
    }

    fn term(&self, term: &SetTerm, rows: &[&Row], varies: &Varies, unit: &str) -> String {
        let row = rows.iter().find(|row| Some(&row.id) == term.claim.as_ref());
        bound_in_words(term, row.and_then(|row| row.per), varies, unit, &|amount| self.signed(amount))
    }

    fn notes(&self, set: &ConflictFacts, sets: &Sets, section: &Section) -> Vec<String> {
        let alike = sets.alike.iter().filter(|alike| set.claims.contains(&alike.claim));
        let mut notes: Vec<String> = alike
            .map(|alike| {
                format!(
                    "The very same as {} say{} {}",
                    one_line(&alike.claim),
                    if alike.same.len() == 1 { "s" } else { "" },
                    named(&alike.same)
                )
            })
            .collect();
        let likely = set.causes.iter().map(|cause| format!("Likely cause: {}", causes::sentence(cause)));
        notes.extend(likely);
        let mut changes = set.changes.iter();
        if let Some(first) = changes.next().filter(|_| set.verdict != Verdict::Close) {
            let more = changes.map(|change| format!(", or {}", self.change(change, section, "")));
            let first = self.change(first, section, "would have to be ");
            notes.push(format!("To fit, {first}{}", more.collect::<String>()));
        }
        notes
    }

    /// "state-2020 would have to be at least 135M a year".
    fn change(&self, change: &ChangeFacts, section: &Section, verb: &str) -> String {
        let row = section.rows.iter().find(|row| row.id == change.claim);
        let unit = row.and_then(|row| row.per).map(|per| format!(" a {}", per.word())).unwrap_or_default();
        let (limit, amount) = match change.end {
            End::Low => ("at most", self.signed(&change.to)),
            End::High => ("at least", self.signed(&change.to)),
        };
        format!("{} {verb}{limit} {amount}{unit}", one_line(&change.claim))
    }

    fn ways_out(&self, sets: &Sets, section: &Section) -> Vec<Item> {
        let mut items = Vec::new();
        for cluster in &sets.clusters {
            let about = if sets.clusters.len() > 1 {
                let members = cluster.conflicts.iter().filter_map(|&position| sets.conflicts.get(position));
                let mut rows: Vec<usize> =
                    members.flat_map(|conflict| conflict.rows.iter().copied()).collect();
                rows.sort_unstable();
                rows.dedup();
                let numbers: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
                format!("Of {}, leave", listed(&numbers, "and"))
            } else {
                "Leave".to_owned()
            };
            let shown = cluster.repairs.iter().take(MOST_NAMED);
            let mut ways: Vec<String> =
                shown.map(|repair| named(&with_alike(sets, &repair.leave_out))).collect();
            let more = cluster.repairs.len().saturating_sub(MOST_NAMED);
            if more > 0 || !cluster.complete {
                let more =
                    if more > 0 { format!("one of {more} more sets") } else { "another set".to_owned() };
                ways.push(format!("{more} (JSON has them)"));
            }
            let mut notes = Vec::new();
            if let Some(changes) = cluster.least_change.as_deref().filter(|changes| changes.len() > 1) {
                let told: Vec<String> = changes
                    .iter()
                    .map(|change| {
                        let by = percent(&change.fraction, &Rational::zero());
                        format!("{} (off by {by})", self.change(change, section, ""))
                    })
                    .collect();
                notes.push(format!("Or change the least in all: {}", listed(&told, "and")));
            }
            for repair in &cluster.repairs {
                notes.extend(self.under_repair(repair, sets, section));
            }
            items.push(Item {
                rows: Vec::new(),
                words: format!("{about} out {}", ways.join("; or ")),
                notes,
            });
        }
        items
    }

    /// What would follow for the flows in dispute.
    fn under_repair(&self, repair: &RepairFacts, sets: &Sets, section: &Section) -> Option<String> {
        let bounds = repair.bounds.as_ref()?;
        let varies = Varies::among(section_boxes(section));
        let told = bounds.allowed.iter().filter(|each| is_telling(each));
        let told: Vec<String> = told.map(|each| self.allowed(each, &varies)).collect();
        if told.is_empty() {
            return None;
        }
        Some(format!("Without {}: {}", named(&with_alike(sets, &repair.leave_out)), told.join("; ")))
    }

    fn groups(&self, sets: &Sets, section: &Section) -> Vec<Item> {
        if sets.groups.iter().all(|group| group.claims.len() < 2) {
            return Vec::new();
        }
        let all = sets.groups.len() == 1 && sets.extent == Extent::Complete;
        let varies = Varies::among(section_boxes(section));
        let mut items: Vec<Item> = sets
            .groups
            .iter()
            .take(MOST_NAMED)
            .map(|group| {
                let claims = with_alike(sets, &group.claims);
                let claims = if all && claims.len() > 3 {
                    format!("All {} claims that speak for themselves", claims.len())
                } else {
                    named(&claims)
                };
                let words = format!("{claims}{}", self.group_facts(group));
                let ranges: Vec<String> =
                    group.ranges.iter().map(|range| self.allowed(range, &varies)).collect();
                let notes = if ranges.is_empty() {
                    Vec::new()
                } else {
                    vec![format!("Where they speak of the same: {}", ranges.join("; "))]
                };
                Item { rows: Vec::new(), words, notes }
            })
            .collect();
        let more = sets.groups.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            let words = format!("… and {} more, which JSON has", counted(more, "group"));
            items.push(Item { rows: Vec::new(), words, notes: Vec::new() });
        }
        items
    }

    fn group_facts(&self, group: &GroupFacts) -> String {
        let mut facts = vec![counted(group.independent_sources, "independent source")];
        if !group.shared_via.is_empty() && group.independent_sources > 1 {
            let via: Vec<String> = group.shared_via.iter().map(|via| one_line(via).into_owned()).collect();
            facts.push(format!("several read in {}", listed(&via, "and")));
        }
        if !group.stretch.is_zero() {
            let stretch = percent(&group.stretch, self.materiality());
            facts.push(format!("every figure stretched by {stretch}"));
        }
        format!(" ({})", facts.join("; "))
    }

    fn bounds(&self, sets: &Sets, section: &Section) -> Vec<Item> {
        let Some(bounds) = &sets.bounds else { return Vec::new() };
        let varies = Varies::among(section_boxes(section));
        let telling: Vec<&AllowedFacts> = bounds.allowed.iter().filter(|each| is_telling(each)).collect();
        let mut items: Vec<Item> = telling
            .iter()
            .take(MOST_ITEMS)
            .map(|each| {
                let mut notes: Vec<String> = Vec::new();
                for (word, side) in [("The least", &each.low), ("The most", &each.high)] {
                    notes.extend(side_note(word, side, section));
                }
                Item { rows: Vec::new(), words: self.allowed(each, &varies), notes }
            })
            .collect();
        let more = telling.len().saturating_sub(MOST_ITEMS);
        if more > 0 {
            let words = format!("… and {} more, which JSON has", counted(more, "flow"));
            items.push(Item { rows: Vec::new(), words, notes: Vec::new() });
        }
        items
    }

    /// "Iran → Hamas, 2020: 90M – 110M".
    fn allowed(&self, allowed: &AllowedFacts, varies: &Varies) -> String {
        let flow = varies.flow(&allowed.flow);
        let flow = if allowed.beside.is_empty() {
            flow
        } else {
            let parts: Vec<String> = allowed
                .beside
                .iter()
                .map(|part| Varies::between(part, &allowed.flow).narrower(part))
                .collect();
            format!("left of {flow} beside {}", listed(&parts, "and"))
        };
        let low = allowed.low.value.as_ref().filter(|value| !value.is_zero());
        let amount = match (low, &allowed.high.value) {
            (Some(low), Some(high)) if low == high => self.signed(low),
            (Some(low), Some(high)) => format!("{} – {}", self.signed(low), self.signed(high)),
            (Some(low), None) => format!("≥ {}", self.signed(low)),
            (None, Some(high)) => format!("≤ {}", self.signed(high)),
            (None, None) => "no limit".to_owned(),
        };
        format!("{flow}: {amount}")
    }

    fn signed(&self, amount: &Rational) -> String {
        if amount.is_negative() { format!("−{}", self.short(&-amount)) } else { self.short(amount) }
    }
}

/// What an end rests on.
fn side_note(word: &str, side: &SideFacts, section: &Section) -> Option<String> {
    if side.claims.is_empty() {
        return None;
    }
    let rows: Vec<&Row> = section.rows.iter().filter(|row| side.claims.contains(&row.id)).collect();
    let taking = condition(&side.assumptions, None, &rows);
    let taking = taking.map(|taking| format!(", taking it that {taking}")).unwrap_or_default();
    Some(format!("{word} by {}{taking}", named(&side.claims)))
}

/// A bound in a proof: whose it is, and what it says of which flow. `per` is the unit of the claim's rate.
pub(super) fn bound_in_words(
    term: &SetTerm,
    per: Option<Per>,
    varies: &Varies,
    unit: &str,
    signed: &dyn Fn(&Rational) -> String,
) -> String {
    let sign = if term.end == End::Low { "≥" } else { "≤" };
    let whose = match (&term.claim, term.law) {
        (Some(claim), _) => one_line(claim).into_owned(),
        (None, Some(StageLaw { earlier, later })) => format!("law: no more {later} than {earlier}"),
        (None, None) => "law".to_owned(),
    };
    let statement = match term.flows.as_slice() {
        [one] => {
            let bound = match (&term.rate, &term.length, per) {
                (Some(rate), Some(length), Some(per)) if length != &Rational::one() => {
                    let (times, exact) = plain(length);
                    let about = if exact { "" } else { "about " };
                    let (rate, bound) = (signed(rate), signed(&term.bound));
                    format!("{rate} a {} × {about}{times} = {bound}", per.word())
                }
                _ => signed(&term.bound),
            };
            format!("{} {sign} {bound}{unit}", varies.subject(&one.flow))
        }
        flows => {
            let (own, others): (Vec<_>, Vec<_>) = flows.iter().partition(|each| !each.weight.is_negative());
            let weighted = |(weight, flow): (Rational, &BoxFacts)| {
                let (times, exact) = plain(&weight);
                let subject = varies.subject(flow);
                match (weight == Rational::one(), exact) {
                    (true, _) => subject,
                    (false, true) => format!("{times} × {subject}"),
                    (false, false) => format!("about {times} × {subject}"),
                }
            };
            let left: Vec<String> =
                own.iter().map(|each| weighted((each.weight.clone(), &each.flow))).collect();
            let right: Vec<String> =
                others.iter().map(|each| weighted((-&each.weight, &each.flow))).collect();
            let rest = match (term.bound.is_zero(), term.bound.is_negative()) {
                (true, _) => String::new(),
                (false, false) => format!(" + {}", signed(&term.bound)),
                (false, true) => format!(" − {}", signed(&-&term.bound)),
            };
            format!("{} {sign} {}{rest}", left.join(" + "), right.join(" + "))
        }
    };
    if term.multiplier == Rational::one() {
        return format!("{statement} ({whose})");
    }
    let (times, exact) = plain(&term.multiplier);
    format!("{}{times} × [{statement}] ({whose})", if exact { "" } else { "about " })
}

/// Whether bounds say more than that a flow may be anything, or what the one claim about it says itself.
fn is_telling(allowed: &AllowedFacts) -> bool {
    let limited =
        allowed.low.value.as_ref().is_some_and(|low| !low.is_zero()) || allowed.high.value.is_some();
    let mut by: Vec<&String> = allowed.low.claims.iter().chain(&allowed.high.claims).collect();
    by.sort();
    by.dedup();
    // What rests on one claim alone is what that claim says.
    limited && by.len() > 1
}

fn section_boxes(section: &Section) -> impl Iterator<Item = &BoxFacts> {
    let bounds = section.sets.iter().flat_map(|sets| &sets.bounds);
    bounds.flat_map(|bounds| &bounds.allowed).map(|allowed| &allowed.flow)
}

/// Claims, each with those that say the very same.
fn with_alike(sets: &Sets, claims: &[String]) -> Vec<String> {
    let same =
        |claim: &String| sets.alike.iter().find(|alike| &alike.claim == claim).map(|alike| &alike.same);
    claims
        .iter()
        .flat_map(|claim| std::iter::once(claim).chain(same(claim).into_iter().flatten()))
        .cloned()
        .collect()
}

/// "a, b and c", cut where there are too many.
pub(super) fn named(claims: &[String]) -> String {
    let mut names: Vec<String> =
        claims.iter().take(MOST_NAMED).map(|claim| one_line(claim).into_owned()).collect();
    if claims.len() > MOST_NAMED {
        names.push(format!("{} more", claims.len() - MOST_NAMED));
    }
    listed(&names, "and")
}

/// "in 2020", "on 2020-06-24", "up to 2022".
fn in_time(time: crate::period::DayRange) -> String {
    if time.is_bounded() { format!("in {time}") } else { time.to_string() }
}

/// In which dimensions some boxes differ: those that must be named to tell them apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Varies(BTreeSet<Dimension>);

impl Varies {
    pub(super) fn among<'b>(mut boxes: impl Iterator<Item = &'b BoxFacts>) -> Self {
        let Some(first) = boxes.next() else { return Self::default() };
        Self(boxes.flat_map(|each| Self::between(each, first).0).collect())
    }

    fn between(one: &BoxFacts, other: &BoxFacts) -> Self {
        let differs = [
            (Dimension::Payer, one.payer != other.payer),
            (Dimension::Payee, one.payee != other.payee),
            (Dimension::Category, one.category != other.category),
            (Dimension::Stage, one.stage != other.stage),
            (Dimension::Time, one.time != other.time),
        ];
        Self(differs.into_iter().filter_map(|(dimension, differs)| differs.then_some(dimension)).collect())
    }

    fn in_the(&self, dimension: Dimension) -> bool {
        self.0.contains(&dimension)
    }

    /// What a bound in a proof is about: "Hamas", "Iran → Hamas for “Cash” in 2020".
    pub(super) fn subject(&self, flow: &BoxFacts) -> String {
        let actor = |name: &str, id: &str| {
            if id == "any" { "anyone".to_owned() } else { one_line(name).into_owned() }
        };
        let payee = actor(&flow.payee.name, &flow.payee.id);
        let mut words = if self.in_the(Dimension::Payer) {
            format!("{} → {payee}", actor(&flow.payer.name, &flow.payer.id))
        } else {
            payee
        };
        if self.in_the(Dimension::Category) {
            let everything = flow.category.id == "all";
            let name = format!(" for “{}”", one_line(&flow.category.name));
            words.push_str(if everything { " for everything" } else { &name });
        }
        if self.in_the(Dimension::Stage) {
            words.push(' ');
            words.push_str(flow.stage.word());
        }
        if self.in_the(Dimension::Time) {
            words.push(' ');
            let held = flow.stage == Stage::Held;
            let when = if held { format!("on {}", flow.time) } else { in_time(flow.time) };
            words.push_str(&when);
        }
        words
    }

    /// A flow by itself: "Iran → Hamas, Cash, 2020".
    fn flow(&self, flow: &BoxFacts) -> String {
        let mut words = format!("{} → {}", one_line(&flow.payer.name), one_line(&flow.payee.name));
        if self.in_the(Dimension::Category) && flow.category.id != "all" {
            let _infallible = write!(words, ", {}", one_line(&flow.category.name));
        }
        if flow.stage != Stage::Paid {
            let _infallible = write!(words, ", {}", flow.stage);
        }
        format!("{words}, {}", flow.time)
    }

    /// A part by what is narrower about it than its whole.
    fn narrower(&self, part: &BoxFacts) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.in_the(Dimension::Payer) {
            words.push(format!("from {}", one_line(&part.payer.name)));
        }
        if self.in_the(Dimension::Payee) {
            words.push(one_line(&part.payee.name).into_owned());
        }
        if self.in_the(Dimension::Category) {
            words.push(format!("“{}”", one_line(&part.category.name)));
        }
        words.join(" ")
    }
}
