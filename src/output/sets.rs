//! What claims are to each other all at once, in words: the same in every format.

mod flows;
mod proof;

use std::collections::{BTreeMap, BTreeSet};

use super::amount::{in_unit, percent};
use super::conditions::{condition, taken_as_complete};
use super::reasons::Reasons;
use super::{causes, words};
use crate::analysis::Extent;
use crate::number::Rational;
use crate::reconcile::Verdict;
use crate::report::sets::{
    AllowanceFacts, AllowedFacts, BoxFacts, ChangeFacts, ClusterFacts, ConflictFacts, GroupFacts,
    RepairFacts, Sets, SideFacts,
};
use crate::report::{Because, Named, Row, Section};
use crate::solve::End;
use crate::text::{counted, listed, one_line};

pub(super) use flows::Varies;
pub(super) use proof::{bound_in_words, is_short_of_nothing_else, scale};

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

/// The most sets told of that are only close.
const MOST_CLOSE: usize = 20;

/// The most characters of a note that tells of several flows.
const LONGEST_NOTE: usize = 120;

impl Reasons<'_> {
    /// The conflicts of a section with this verdict: pairs first, then other sets.
    pub(super) fn conflicts(&self, section: &Section, verdict: Verdict) -> Vec<Item> {
        let stand_for: BTreeSet<&String> =
            section.sets.iter().flat_map(|sets| &sets.alike).flat_map(|alike| &alike.same).collect();
        let mut of_two: BTreeMap<(usize, usize), (&ConflictFacts, &Sets)> = BTreeMap::new();
        let mut items = Vec::new();
        let mut larger = Vec::new();
        if let Some(sets) = &section.sets {
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
        let by_itself = |id: &String| {
            let mut alone = larger.iter().filter(|(set, _)| set.claims.len() == 1);
            alone.any(|(set, _)| set.claims.contains(id))
        };
        let most = if verdict == Verdict::Close { MOST_CLOSE } else { MOST_ITEMS };
        let mut more = 0;
        for (pair, first, second) in distinct {
            if items.len() == most {
                more += 1;
                continue;
            }
            let set = of_two.get(&pair.rows);
            let sentence = match (&pair.because, set) {
                (Because::Together, Some((set, _))) => self.in_unit(set) + &self.set(set, section),
                (Because::Together, None) if by_itself(&pair.first) || by_itself(&pair.second) => {
                    let id = if by_itself(&pair.first) { &pair.first } else { &pair.second };
                    format!("{} cannot be true by itself", one_line(id))
                }
                _ => self.reason(pair, first, second),
            };
            let (first, second) = words::as_marked(pair);
            let notes = set.map(|(set, sets)| self.notes(set, sets, section)).unwrap_or_default();
            items.push(Item { rows: vec![first, second], words: sentence, notes });
        }
        let room = most - items.len();
        more += larger.len().saturating_sub(room);
        items.extend(larger.into_iter().take(room).map(|(set, sets)| Item {
            rows: set.rows.clone(),
            words: self.in_unit(set) + &self.set(set, section),
            notes: self.notes(set, sets, section),
        }));
        if more > 0 {
            let words = format!("… and {more} more, which JSON has");
            items.push(Item { rows: Vec::new(), words, notes: Vec::new() });
        }
        items
    }

    /// What is told of a section besides its verdicts.
    pub(super) fn blocks(&self, section: &Section) -> Vec<Block> {
        let of_all = |told: fn(&Self, &Sets, &Section) -> Vec<Item>| {
            section.sets.iter().flat_map(|sets| told(self, sets, section)).collect()
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
    pub(super) fn in_unit(&self, set: &ConflictFacts) -> String {
        if self.is_base(set.unit) { String::new() } else { format!("In {}: ", set.unit) }
    }

    /// What limits how much of a section is told.
    pub(super) fn extent(section: &Section) -> Option<&'static str> {
        match section.sets.as_ref()?.extent {
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
    pub(super) fn change(&self, change: &ChangeFacts, section: &Section, verb: &str) -> String {
        let row = section.rows.iter().find(|row| row.id == change.claim);
        let unit = row.and_then(|row| row.per).map(|per| format!(" a {}", per.word())).unwrap_or_default();
        let currency = row.map(|row| self.in_own_currency(row)).unwrap_or_default();
        let amount = format!("{currency}{}", self.signed(&change.to));
        let limit = match change.end {
            End::Low => "at most",
            End::High => "at least",
        };
        let prices = row.map(|row| self.own_prices(row)).unwrap_or_default();
        format!("{} {verb}{limit} {amount}{unit}{prices}", one_line(&change.claim))
    }

    fn ways_out(&self, sets: &Sets, section: &Section) -> Vec<Item> {
        let of_cluster = |cluster: &ClusterFacts| {
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
            let Item { rows, words, mut notes } = self.way_out(cluster, sets, MOST_NAMED, section);
            for repair in &cluster.repairs {
                notes.extend(self.under_repair(repair, sets, section));
            }
            Item { rows, words: format!("{about} out {words}"), notes }
        };
        sets.clusters.iter().map(of_cluster).collect()
    }

    /// What could be left out to be rid of conflicts that share claims, and the least change of figures that
    /// would do it too.
    pub(super) fn way_out(
        &self,
        cluster: &ClusterFacts,
        sets: &Sets,
        most: usize,
        section: &Section,
    ) -> Item {
        let shown = cluster.repairs.iter().take(most);
        let mut ways: Vec<String> = shown.map(|repair| named(&with_alike(sets, &repair.leave_out))).collect();
        let more = cluster.repairs.len().saturating_sub(most);
        if more > 0 || !cluster.complete {
            let more = if more > 0 { format!("one of {more} more sets") } else { "another set".to_owned() };
            ways.push(format!("{more} (JSON has them)"));
        }
        let mut notes = Vec::new();
        if let Some(changes) = cluster.least_change.as_deref().filter(|changes| is_worth_telling(changes)) {
            let told: Vec<String> = changes
                .iter()
                .map(|change| {
                    let by = percent(&change.fraction, &Rational::zero());
                    format!("{} (off by {by})", self.change(change, section, ""))
                })
                .collect();
            notes.push(format!("Or change the least in all: {}", listed(&told, "and")));
        }
        Item { rows: Vec::new(), words: ways.join("; or "), notes }
    }

    /// What would follow for the flows in dispute.
    fn under_repair(&self, repair: &RepairFacts, sets: &Sets, section: &Section) -> Vec<String> {
        let Some(bounds) = &repair.bounds else { return Vec::new() };
        let varies = Varies::among(section_boxes(section));
        let told = bounds.allowed.iter().filter(|each| is_telling(each));
        let told = told.map(|each| self.with_conditions(each, bounds, &varies)).collect();
        notes_of_flows(&format!("Without {}", named(&with_alike(sets, &repair.leave_out))), told)
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
                let ranges = group.ranges.iter().flat_map(|ranges| {
                    ranges.allowed.iter().map(|range| self.with_conditions(range, ranges, &varies))
                });
                let ranges = ranges.collect();
                let notes = notes_of_flows("Where they speak of the same", ranges);
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
                Item { rows: Vec::new(), words: self.allowed(each, bounds, &varies), notes }
            })
            .collect();
        let more = telling.len().saturating_sub(MOST_ITEMS);
        if more > 0 {
            let words = format!("… and {} more, which JSON has", counted(more, "flow"));
            items.push(Item { rows: Vec::new(), words, notes: Vec::new() });
        }
        items
    }

    /// What is allowed of a flow, with all that it rests on.
    fn with_conditions(&self, allowed: &AllowedFacts, by: &AllowanceFacts, varies: &Varies) -> Told {
        let sides = [&allowed.low, &allowed.high];
        let taking = condition(sides.iter().flat_map(|side| &side.assumptions), None, &[]);
        let complete: BTreeSet<&Named> = sides.iter().flat_map(|side| &side.taken_as_complete).collect();
        let complete: Vec<Named> = complete.into_iter().cloned().collect();
        let is_plain = taking.is_none() && complete.is_empty();
        let taking = taking.map(|taking| format!(", taking it that {taking}")).unwrap_or_default();
        let words = self.allowed(allowed, by, varies) + &taking + &taken_as_complete(&complete);
        Told { words, is_plain }
    }

    /// "Iran → Hamas, 2020: 90M – 110M".
    fn allowed(&self, allowed: &AllowedFacts, by: &AllowanceFacts, varies: &Varies) -> String {
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
        let unit = allowed.flow.unit;
        let told = |amount: String| if self.is_base(unit) { amount } else { in_unit(unit, &amount) };
        let amount = match (low, &allowed.high.value) {
            (Some(low), Some(high)) if low == high => told(self.signed(low)),
            (Some(low), Some(high)) => told(format!("{} – {}", self.signed(low), self.signed(high))),
            (Some(low), None) => format!("≥ {}", told(self.signed(low))),
            (None, Some(high)) => format!("≤ {}", told(self.signed(high))),
            (None, None) => "no limit".to_owned(),
        };
        let rests_on =
            |claim: &&String| allowed.low.claims.contains(*claim) || allowed.high.claims.contains(*claim);
        let stretched: Vec<String> = by.stretched.iter().filter(rests_on).cloned().collect();
        let stretched = if stretched.is_empty() {
            String::new()
        } else {
            format!(", with {} stretched by {}", named(&stretched), percent(&by.stretch, self.materiality()))
        };
        format!("{flow}: {amount}{stretched}")
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
    let taking = condition(side.assumptions.iter(), None, &rows);
    let taking = taking.map(|taking| format!(", taking it that {taking}")).unwrap_or_default();
    let complete = taken_as_complete(&side.taken_as_complete);
    Some(format!("{word} by {}{taking}{complete}", named(&side.claims)))
}

/// What is told of a flow, and whether it rests on nothing beyond the claims' words.
struct Told {
    words: String,
    is_plain: bool,
}

/// What is told of some flows: in one note, or in one each where that would be hard to read.
fn notes_of_flows(heading: &str, told: Vec<Told>) -> Vec<String> {
    let are_plain = told.iter().all(|each| each.is_plain);
    let words: Vec<String> = told.into_iter().map(|each| each.words).collect();
    let together = words.join("; ");
    if words.is_empty() {
        Vec::new()
    } else if are_plain && together.chars().count() <= LONGEST_NOTE {
        vec![format!("{heading}: {together}")]
    } else {
        words.iter().map(|words| format!("{heading}: {words}")).collect()
    }
}

/// Whether a change of several figures is one that anybody could have meant: a figure that is off by more than
/// itself is no slip.
fn is_worth_telling(changes: &[ChangeFacts]) -> bool {
    changes.len() > 1 && changes.iter().all(|change| change.fraction <= Rational::one())
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
