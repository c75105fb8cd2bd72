//! Which flow a figure is about: payer, payee, category, stage and (in [`crate::period`]) time.
//!
//! Actors and categories form hierarchies. Each entry stands for a set of *elements*: an actor
//! without members is one element; a group is the union of its members and, unless it is complete,
//! one more element for the members nobody lists. `any` and `all` contain everything. How two
//! scopes relate is how these sets relate, dimension by dimension.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Mutex;

/// The position of an entry in its [`Hierarchy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

impl Node {
    /// `any` among actors, `all` among categories.
    pub const EVERYTHING: Self = Self(0);
}

/// The smallest thing that entries of a [`Hierarchy`] are sets of: an entry without members, the
/// members of a group that nobody lists, or one that no entry but everything holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Element(Option<u32>);

impl Element {
    /// One that only everything holds.
    pub const UNNAMED: Self = Self(None);

    /// The entry that it is, or to whose unlisted members it belongs; nothing for one without a name.
    #[must_use]
    pub fn node(self) -> Option<Node> {
        self.0.and_then(|own| own.checked_add(1)).map(Node)
    }
}

/// How one set, or one scope, relates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The very same.
    Same,
    /// The first is part of the second.
    Part,
    /// The second is part of the first.
    Whole,
    /// They share something, and neither contains the other.
    Overlapping,
    /// They share nothing.
    Apart,
}

impl Relation {
    /// The relation seen from the other side.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Part => Self::Whole,
            Self::Whole => Self::Part,
            other => other,
        }
    }

    /// The relation of two boxes that relate like this in one dimension and like `other` in the rest.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Apart, _) | (_, Self::Apart) => Self::Apart,
            (Self::Same, relation) | (relation, Self::Same) => relation,
            (Self::Part, Self::Part) => Self::Part,
            (Self::Whole, Self::Whole) => Self::Whole,
            _ => Self::Overlapping,
        }
    }
}

/// An actor or category.
#[derive(Debug)]
struct Entry {
    id: String,
    name: String,
    /// Said to consist of nothing but its members.
    complete: bool,
    /// The listed members, in the order of the dataset's ids.
    members: Vec<Node>,
    /// The elements it stands for, in ascending order; meaningless for everything.
    elements: Vec<u32>,
    /// Whether it, or a group in it, is said to be complete.
    has_complete: bool,
}

/// The actors or the categories of a dataset, in the order of their ids, everything first.
#[derive(Debug)]
pub struct Hierarchy {
    entries: Vec<Entry>,
    /// How large groups relate, as far as it has been asked.
    relations: Mutex<HashMap<(Node, Node), Relation>>,
    /// The complete groups behind that, likewise.
    completeness: Mutex<HashMap<(Node, Node), Vec<Node>>>,
}

/// An actor or category before its members are counted out.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) complete: bool,
    /// Positions in the list of declared entries.
    pub(crate) members: Vec<usize>,
}

/// Why a hierarchy cannot be built.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum HierarchyError {
    /// Entries, by position, that contain each other in circles; the first of each stands again at its end.
    Cycles(Vec<Vec<usize>>),
    /// The elements of all groups together are too many.
    TooLarge,
}

/// Elements of all groups together: a bound on memory that real datasets stay far below.
const MOST_ELEMENTS: usize = 20_000_000;

impl Hierarchy {
    /// Counts out the members of entries that are sorted by id. `everything` is the id and name of
    /// the entry that contains all.
    pub(crate) fn build(declared: Vec<Declared>, everything: (&str, &str)) -> Result<Self, HierarchyError> {
        let order = members_first(&declared)?;
        let mut elements: Vec<Vec<u32>> = vec![Vec::new(); declared.len()];
        let mut has_complete = vec![false; declared.len()];
        let mut total = 0;
        for index in order {
            let Some(entry) = declared.get(index) else { continue };
            let own = u32::try_from(index).unwrap_or(u32::MAX);
            let mut set: Vec<u32> = Vec::new();
            let member_has = |&member: &usize| has_complete.get(member).copied().unwrap_or(false);
            let complete = entry.complete || entry.members.iter().any(member_has);
            if let Some(slot) = has_complete.get_mut(index) {
                *slot = complete;
            }
            for &member in &entry.members {
                set.extend(elements.get(member).into_iter().flatten());
                if set.len() > MOST_ELEMENTS {
                    return Err(HierarchyError::TooLarge);
                }
            }
            if entry.members.is_empty() || !entry.complete {
                set.push(own);
            }
            set.sort_unstable();
            set.dedup();
            total += set.len();
            if total > MOST_ELEMENTS {
                return Err(HierarchyError::TooLarge);
            }
            if let Some(slot) = elements.get_mut(index) {
                *slot = set;
            }
        }
        let node = |index: usize| Node(u32::try_from(index + 1).unwrap_or(u32::MAX));
        let entries =
            declared.into_iter().zip(elements).zip(has_complete).map(|((entry, elements), has_complete)| {
                Entry {
                    id: entry.id,
                    name: entry.name,
                    complete: entry.complete,
                    members: entry.members.into_iter().map(node).collect(),
                    elements,
                    has_complete,
                }
            });
        let mut hierarchy = Self::empty(everything);
        hierarchy.entries.extend(entries);
        Ok(hierarchy)
    }

    /// A hierarchy of nothing but the entry that contains all.
    pub(crate) fn empty((id, name): (&str, &str)) -> Self {
        let everything = Entry {
            id: id.to_owned(),
            name: name.to_owned(),
            complete: false,
            members: Vec::new(),
            elements: Vec::new(),
            has_complete: false,
        };
        Self { entries: vec![everything], relations: Mutex::default(), completeness: Mutex::default() }
    }

    /// The entry with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Node> {
        let everything = self.entries.first()?;
        if everything.id == id {
            return Some(Node::EVERYTHING);
        }
        let declared = self.entries.get(1..)?;
        let position = declared.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()?;
        u32::try_from(position + 1).ok().map(Node)
    }

    /// The entry at this position of the list that the hierarchy was built from.
    #[must_use]
    pub(crate) fn declared(&self, position: usize) -> Option<Node> {
        (position + 1 < self.entries.len()).then(|| u32::try_from(position + 1).ok().map(Node)).flatten()
    }

    /// The ids of all entries.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.id.as_str())
    }

    /// The id of an entry.
    #[must_use]
    pub fn id(&self, node: Node) -> &str {
        self.entry(node).map_or("", |entry| &entry.id)
    }

    /// The name of an entry.
    #[must_use]
    pub fn name(&self, node: Node) -> &str {
        self.entry(node).map_or("", |entry| &entry.name)
    }

    /// Whether an entry is said to consist of nothing but its members.
    #[must_use]
    pub fn is_complete(&self, node: Node) -> bool {
        self.entry(node).is_some_and(|entry| entry.complete)
    }

    /// The listed members of an entry.
    #[must_use]
    pub fn members(&self, node: Node) -> &[Node] {
        self.entry(node).map_or(&[], |entry| &entry.members)
    }

    /// The elements an entry stands for, in ascending order; everything also holds any other.
    #[must_use]
    pub fn elements_of(&self, node: Node) -> Option<impl Iterator<Item = Element>> {
        self.elements(node).map(|elements| elements.iter().map(|&element| Element(Some(element))))
    }

    /// Whether an entry holds an element.
    #[must_use]
    pub fn holds(&self, node: Node, element: Element) -> bool {
        match (self.elements(node), element.0) {
            (None, _) => true,
            (Some(elements), Some(own)) => elements.binary_search(&own).is_ok(),
            (Some(_), None) => false,
        }
    }

    /// The elements an entry stands for, or nothing where it stands for everything.
    #[must_use]
    pub(crate) fn elements(&self, node: Node) -> Option<&[u32]> {
        (node != Node::EVERYTHING).then(|| self.entry(node).map_or(&[][..], |entry| &entry.elements))
    }

    fn entry(&self, node: Node) -> Option<&Entry> {
        self.entries.get(node.0 as usize)
    }

    /// How the sets of two entries relate.
    #[must_use]
    pub fn relation(&self, a: Node, b: Node) -> Relation {
        if a == b {
            return Relation::Same;
        }
        match (self.elements(a), self.elements(b)) {
            (None, None) => Relation::Same,
            (Some(_), None) => Relation::Part,
            (None, Some(_)) => Relation::Whole,
            (Some(own), Some(others)) if own.len().min(others.len()) < LARGE => set_relation(own, others),
            (Some(own), Some(others)) => {
                // Without a poisoned lock, and nothing panics while it is held.
                let Ok(mut known) = self.relations.lock() else { return set_relation(own, others) };
                *known.entry((a, b)).or_insert_with(|| set_relation(own, others))
            }
        }
    }
}

impl Hierarchy {
    /// The complete groups without whose completeness two entries would not relate as they do: those that
    /// the part consists of, of both entries where they are the same.
    #[must_use]
    pub fn completeness_behind(&self, a: Node, b: Node) -> Vec<Node> {
        if a == b || !(self.has_complete(a) || self.has_complete(b)) {
            return Vec::new();
        }
        // Without a poisoned lock, and nothing panics while it is held.
        let Ok(mut known) = self.completeness.lock() else { return self.complete_groups(a, b) };
        known.entry((a, b)).or_insert_with(|| self.complete_groups(a, b)).clone()
    }

    /// Whether an entry is, or contains, another.
    pub(crate) fn reaches(&self, node: Node, other: Node) -> bool {
        node == Node::EVERYTHING || self.reached(node).contains(&other)
    }

    /// The groups said to be complete that an entry is or contains; none for everything, which contains
    /// whatever else there may be.
    pub(crate) fn complete_within(&self, node: Node) -> Vec<Node> {
        if node == Node::EVERYTHING || !self.has_complete(node) {
            return Vec::new();
        }
        self.reached(node).into_iter().filter(|&node| self.is_complete(node)).collect()
    }

    fn complete_groups(&self, a: Node, b: Node) -> Vec<Node> {
        let relation = self.relation(a, b);
        let parts: &[Node] = match relation {
            Relation::Same => &[a, b],
            Relation::Part => &[a],
            Relation::Whole => &[b],
            Relation::Overlapping | Relation::Apart => &[],
        };
        let everything = a == Node::EVERYTHING || b == Node::EVERYTHING;
        if everything || !parts.iter().any(|&part| self.has_complete(part)) {
            return Vec::new();
        }
        let (own, others) = (self.open_elements(a), self.open_elements(b));
        if set_relation(&own, &others) == relation {
            return Vec::new();
        }
        let reached = parts.iter().flat_map(|&part| self.reached(part));
        let complete: BTreeSet<Node> = reached.filter(|&node| self.is_complete(node)).collect();
        complete.into_iter().collect()
    }

    /// The elements of an entry if every group in it had others.
    fn open_elements(&self, node: Node) -> Vec<u32> {
        let groups = self.reached(node).into_iter().filter_map(|node| node.0.checked_sub(1));
        let mut elements: Vec<u32> =
            groups.chain(self.elements(node).into_iter().flatten().copied()).collect();
        elements.sort_unstable();
        elements.dedup();
        elements
    }

    fn has_complete(&self, node: Node) -> bool {
        self.entry(node).is_some_and(|entry| entry.has_complete)
    }

    /// An entry and everything it contains.
    fn reached(&self, node: Node) -> BTreeSet<Node> {
        let mut reached = BTreeSet::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                open.extend(self.members(node));
            }
        }
        reached
    }
}

/// From this size on, how two sets relate is worth remembering.
const LARGE: usize = 64;

/// How two sorted sets relate; neither is empty.
fn set_relation(a: &[u32], b: &[u32]) -> Relation {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = small.iter().filter(|element| large.binary_search(element).is_ok()).count();
    match (shared == a.len(), shared == b.len()) {
        (true, true) => Relation::Same,
        (true, false) => Relation::Part,
        (false, true) => Relation::Whole,
        (false, false) if shared > 0 => Relation::Overlapping,
        (false, false) => Relation::Apart,
    }
}

/// An order in which every entry stands after its members.
fn members_first(declared: &[Declared]) -> Result<Vec<usize>, HierarchyError> {
    let members = |index: usize| declared.get(index).map_or(&[][..], |entry: &Declared| &entry.members);
    links_first(declared.len(), members).map_err(HierarchyError::Cycles)
}

/// Circles named in one run: a dense tangle has more than anyone would read.
const MOST_CIRCLES: usize = 20;

/// An order of `0..count` in which each stands after all it links to, or the circles found: each a
/// path whose first position stands again at its end.
pub(crate) fn links_first<'a>(
    count: usize,
    links: impl Fn(usize) -> &'a [usize],
) -> Result<Vec<usize>, Vec<Vec<usize>>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; count];
    let mut order = Vec::with_capacity(count);
    let mut circles = Vec::new();
    // An explicit stack of (position, next link): a hostile chain is longer than the call stack.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..count {
        if states.get(start) == Some(&State::New) {
            path.push((start, 0));
        }
        while let Some((position, next)) = path.last_mut() {
            let position = *position;
            if let Some(state) = states.get_mut(position) {
                *state = State::Open;
            }
            let Some(&link) = links(position).get(*next) else {
                if let Some(state) = states.get_mut(position) {
                    *state = State::Done;
                }
                order.push(position);
                path.pop();
                continue;
            };
            *next += 1;
            match states.get(link) {
                Some(State::New) => path.push((link, 0)),
                Some(State::Open) if circles.len() < MOST_CIRCLES => {
                    let circle = path.iter().map(|&(position, _)| position);
                    let circle = circle.skip_while(|&position| position != link);
                    circles.push(circle.chain(std::iter::once(link)).collect());
                }
                Some(State::Open | State::Done) | None => {}
            }
        }
    }
    if circles.is_empty() { Ok(order) } else { Err(circles) }
}

/// How far along its way money is, in the words of the International Aid Transparency Initiative.
/// Each is a flow of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Asked for.
    Requested,
    /// Promised.
    Pledged,
    /// Appropriated in a budget.
    Budgeted,
    /// Set aside for a purpose.
    Allocated,
    /// Obligated or contracted.
    Committed,
    /// Disbursed by the payer and received by the payee.
    Paid,
    /// Spent by the payee.
    Spent,
    /// Not said; tried as paid.
    Unstated,
    /// A stock at a date, not a flow.
    Held,
}

impl Stage {
    /// Every stage: those that money passes through, in that order, and the two that stand apart.
    pub const ALL: [Self; 9] = [
        Self::Requested,
        Self::Pledged,
        Self::Budgeted,
        Self::Allocated,
        Self::Committed,
        Self::Paid,
        Self::Spent,
        Self::Unstated,
        Self::Held,
    ];

    /// Those that money passes through, in that order.
    pub const PASSED: [Self; 7] = [
        Self::Requested,
        Self::Pledged,
        Self::Budgeted,
        Self::Allocated,
        Self::Committed,
        Self::Paid,
        Self::Spent,
    ];

    /// The word in datasets and reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Pledged => "pledged",
            Self::Budgeted => "budgeted",
            Self::Allocated => "allocated",
            Self::Committed => "committed",
            Self::Paid => "paid",
            Self::Spent => "spent",
            Self::Unstated => "unstated",
            Self::Held => "held",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// That no more of a later stage than of an earlier one is reached by any day, counted from the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct StageLaw {
    /// The earlier stage.
    pub earlier: Stage,
    /// The later stage.
    pub later: Stage,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hierarchy(entries: &[(&str, &[usize], bool)]) -> Result<Hierarchy, HierarchyError> {
        let declared = entries
            .iter()
            .map(|&(id, members, complete)| Declared {
                id: id.to_owned(),
                name: id.to_uppercase(),
                complete,
                members: members.to_vec(),
            })
            .collect();
        Hierarchy::build(declared, ("any", "anyone"))
    }

    #[test]
    fn groups_relate_through_their_members() {
        let actors = hierarchy(&[
            ("a", &[], false),
            ("b", &[], false),
            ("closed", &[0, 1], true),
            ("open", &[0, 1], false),
            ("outer", &[3], false),
            ("pair", &[0, 1], true),
            ("side", &[1], false),
        ])
        .unwrap();
        let relation = |a: &str, b: &str| actors.relation(actors.find(a).unwrap(), actors.find(b).unwrap());
        assert_eq!(relation("a", "open"), Relation::Part);
        assert_eq!(relation("open", "a"), Relation::Whole);
        assert_eq!(relation("closed", "open"), Relation::Part);
        assert_eq!(relation("closed", "pair"), Relation::Same);
        assert_eq!(relation("a", "b"), Relation::Apart);
        assert_eq!(relation("side", "open"), Relation::Overlapping);
        assert_eq!(relation("open", "outer"), Relation::Part);
        assert_eq!(relation("outer", "any"), Relation::Part);
        assert_eq!(relation("any", "any"), Relation::Same);
        assert_eq!(actors.find("nobody"), None);
    }

    #[test]
    fn completeness_is_named_where_a_relation_rests_on_it() {
        let actors = hierarchy(&[
            ("a", &[], false),
            ("b", &[], false),
            ("closed", &[0, 1], true),
            ("open", &[0, 1], false),
            ("pair", &[0, 1], true),
            ("wide", &[2], false),
        ])
        .unwrap();
        let behind = |a: &str, b: &str| {
            let nodes = actors.completeness_behind(actors.find(a).unwrap(), actors.find(b).unwrap());
            nodes.iter().map(|&node| actors.id(node)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(behind("closed", "pair"), "closed pair");
        assert_eq!(behind("closed", "open"), "closed");
        assert_eq!(behind("open", "closed"), "closed");
        assert_eq!(behind("closed", "wide"), "");
        assert_eq!(behind("a", "closed"), "");
        assert_eq!(behind("closed", "any"), "");
    }

    #[test]
    fn a_circle_is_shown_as_a_path() {
        let circle = hierarchy(&[("a", &[1], false), ("b", &[2], false), ("c", &[1], false)]);
        assert_eq!(circle.unwrap_err(), HierarchyError::Cycles(vec![vec![1, 2, 1]]));
    }

    #[test]
    fn chains_of_groups_do_not_exhaust_the_stack() {
        let links: Vec<Vec<usize>> = (0..200_000).map(|index| vec![index + 1]).collect();
        let order = links_first(200_001, |index| links.get(index).map_or(&[], Vec::as_slice));
        assert_eq!(order.unwrap().first(), Some(&200_000));
    }

    #[test]
    fn widely_nested_groups_are_refused_instead_of_filling_memory() {
        let chain: Vec<Declared> = (0..10_000)
            .map(|index| Declared {
                id: format!("{index:05}"),
                name: String::new(),
                complete: false,
                members: if index == 0 { vec![] } else { vec![index - 1] },
            })
            .collect();
        assert_eq!(Hierarchy::build(chain, ("any", "anyone")).unwrap_err(), HierarchyError::TooLarge);
    }

    #[test]
    fn relations_combine_dimension_by_dimension() {
        use Relation::{Apart, Overlapping, Part, Same, Whole};
        assert_eq!(Part.and(Same), Part);
        assert_eq!(Part.and(Whole), Overlapping);
        assert_eq!(Overlapping.and(Apart), Apart);
        assert_eq!(Whole.and(Whole).reversed(), Part);
    }
}
