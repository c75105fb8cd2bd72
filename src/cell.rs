//! Cells: the smallest pieces of flow that the boxes at hand can tell apart.
//!
//! Two points that lie in the same boxes are one unknown, since only sums over boxes matter. There is
//! a cell for every set of boxes that some point lies in, and nothing else: how many there are depends
//! on the claims, not on the size of the registry or of the calendar.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use fixedbitset::FixedBitSet;

use crate::claim::Unit;
use crate::scope::{Element, Hierarchy, Node, Stage};
use crate::statement::{Point, Region};

/// The cells of some boxes, in a fixed order.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// A point of each cell.
    pub points: Vec<Point>,
    /// The boxes that hold it, by position.
    pub regions: Vec<FixedBitSet>,
    /// Whether there is a cell for every set of boxes that some point lies in; otherwise more are to be
    /// added as they are needed.
    pub all: bool,
}

/// The boxes overlap in too many ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyCells;

/// The most cells, and the most that are looked at on the way for one that is found.
const MOST_CELLS: usize = 30_000;

/// A class of one dimension: what stands for it, and the boxes that hold it.
type Class<T> = (T, FixedBitSet);

impl Cells {
    /// Divides boxes into cells, dimension by dimension: what the boxes cannot tell apart is one class
    /// of a dimension, and classes are crossed, keeping one point for each set of boxes.
    pub fn of(regions: &[Region], actors: &Hierarchy, categories: &Hierarchy) -> Result<Self, TooManyCells> {
        let payers = classes(regions, actors, |region| region.payer);
        let payees = classes(regions, actors, |region| region.payee);
        let kinds = classes(regions, categories, |region| region.category);
        let times = moments(regions);
        let who = cross(payers, &payees)?;
        let what = cross(who, &kinds)?;
        let mut cells = Self { all: true, ..Self::default() };
        for ((((payer, payee), category), (stage, unit, day)), held) in cross(what, &times)? {
            cells.points.push(Point { payer, payee, category, stage, unit, day });
            cells.regions.push(held);
        }
        Ok(cells)
    }

    /// All cells where they are not too many, and otherwise one in each box that is in few others.
    #[must_use]
    pub fn all_or_first(regions: &[Region], actors: &Hierarchy, categories: &Hierarchy) -> Self {
        Self::of(regions, actors, categories).unwrap_or_else(|TooManyCells| {
            let payers = classes(regions, actors, |region| region.payer);
            let payees = classes(regions, actors, |region| region.payee);
            let kinds = classes(regions, categories, |region| region.category);
            let times = moments(regions);
            let mut cells = Self::default();
            for position in 0..regions.len() {
                let (Some(payer), Some(payee), Some(category), Some((stage, unit, day))) = (
                    least_shared(&payers, position),
                    least_shared(&payees, position),
                    least_shared(&kinds, position),
                    least_shared(&times, position),
                ) else {
                    continue;
                };
                cells.add(Point { payer, payee, category, stage, unit, day }, regions, actors, categories);
            }
            cells
        })
    }

    /// Adds the cell of a point, unless it is there.
    pub fn add(
        &mut self,
        point: Point,
        regions: &[Region],
        actors: &Hierarchy,
        categories: &Hierarchy,
    ) -> bool {
        let mut held = FixedBitSet::with_capacity(regions.len());
        held.extend(regions.iter().enumerate().filter_map(|(position, region)| {
            let inside = region.stage == point.stage
                && region.unit == point.unit
                && region.time.holds(point.day)
                && actors.holds(region.payer, point.payer)
                && actors.holds(region.payee, point.payee)
                && categories.holds(region.category, point.category);
            inside.then_some(position)
        }));
        if self.regions.contains(&held) {
            return false;
        }
        self.points.push(point);
        self.regions.push(held);
        true
    }
}

/// Pairs of classes that some box holds both of, one for each set of such boxes.
fn cross<A: Copy, B: Copy>(
    outer: Vec<Class<A>>,
    inner: &[Class<B>],
) -> Result<Vec<Class<(A, B)>>, TooManyCells> {
    let mut found: Vec<Class<(A, B)>> = Vec::new();
    if outer.len().saturating_mul(inner.len()) > 100 * MOST_CELLS {
        return Err(TooManyCells);
    }
    let mut known: HashSet<FixedBitSet> = HashSet::new();
    for (one, boxes) in outer {
        for (other, others) in inner {
            if boxes.is_disjoint(others) {
                continue;
            }
            let mut both = boxes.clone();
            both.intersect_with(others);
            if known.insert(both.clone()) {
                if found.len() == MOST_CELLS {
                    return Err(TooManyCells);
                }
                found.push(((one, *other), both));
            }
        }
    }
    Ok(found)
}

/// Of the classes that a box holds, the one that the fewest other boxes hold.
fn least_shared<T: Copy>(classes: &[Class<T>], region: usize) -> Option<T> {
    let own = classes.iter().filter(|(_, boxes)| boxes.contains(region));
    own.min_by_key(|(_, boxes)| boxes.count_ones(..)).map(|(class, _)| *class)
}

/// The elements of a dimension that boxes tell apart, the first of each class.
fn classes(regions: &[Region], hierarchy: &Hierarchy, node: impl Fn(&Region) -> Node) -> Vec<Class<Element>> {
    let mut holders: BTreeMap<Node, FixedBitSet> = BTreeMap::new();
    for (position, region) in regions.iter().enumerate() {
        let boxes = holders.entry(node(region)).or_insert_with(|| FixedBitSet::with_capacity(regions.len()));
        boxes.insert(position);
    }
    let everything = holders.remove(&Node::EVERYTHING);
    let mut by_element: BTreeMap<Element, Vec<u32>> = BTreeMap::new();
    for (number, node) in (0_u32..).zip(holders.keys()) {
        for element in hierarchy.elements_of(*node).into_iter().flatten() {
            by_element.entry(element).or_default().push(number);
        }
    }
    // Elements of the same entries are in the same boxes.
    let mut first: BTreeMap<Vec<u32>, Element> = BTreeMap::new();
    for (element, entries) in by_element {
        first.entry(entries).or_insert(element);
    }
    let boxes_of: Vec<&FixedBitSet> = holders.values().collect();
    let mut classes: Vec<Class<Element>> = first
        .into_iter()
        .map(|(entries, element)| {
            let mut boxes = everything.clone().unwrap_or_else(|| FixedBitSet::with_capacity(regions.len()));
            for entry in entries {
                if let Some(held) = boxes_of.get(entry as usize) {
                    boxes.union_with(held);
                }
            }
            (element, boxes)
        })
        .collect();
    classes.sort_by_key(|(element, _)| *element);
    classes.extend(everything.map(|boxes| (Element::UNNAMED, boxes)));
    classes
}

/// The stretches of time that boxes tell apart, for each stage and unit: a day of each.
fn moments(regions: &[Region]) -> Vec<Class<(Stage, Unit, NaiveDate)>> {
    let mut kinds: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (position, region) in regions.iter().enumerate() {
        kinds.entry((region.stage, region.unit)).or_default().push(position);
    }
    let mut found = Vec::new();
    for ((stage, unit), positions) in kinds {
        let of_kind =
            || positions.iter().filter_map(|&position| Some((position, regions.get(position)?.time)));
        // A box with an open start begins at the first day of all; no day lies before it.
        let mut days: Vec<NaiveDate> = of_kind()
            .flat_map(|(_, time)| [Some(time.start().unwrap_or(NaiveDate::MIN)), time.end()])
            .flatten()
            .collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let mut boxes = FixedBitSet::with_capacity(regions.len());
            boxes.extend(of_kind().filter(|(_, time)| time.holds(day)).map(|(position, _)| position));
            if !boxes.is_clear() {
                found.push(((stage, unit, day), boxes));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Currency;
    use crate::period::DayRange;
    use crate::scope::Declared;

    fn actors() -> Hierarchy {
        let entry = |id: &str, members: &[usize]| Declared {
            id: id.to_owned(),
            name: id.to_owned(),
            complete: false,
            members: members.to_vec(),
        };
        let entries = vec![entry("a", &[]), entry("all-of-them", &[0, 2]), entry("b", &[]), entry("p", &[])];
        Hierarchy::build(entries, ("any", "anyone")).unwrap()
    }

    fn region(actors: &Hierarchy, payee: &str, time: DayRange) -> Region {
        Region {
            payer: actors.find("p").unwrap(),
            payee: actors.find(payee).unwrap(),
            category: Node::EVERYTHING,
            stage: Stage::Paid,
            unit: Unit { currency: Currency::from_code("USD").unwrap(), prices: None },
            time,
        }
    }

    #[test]
    fn a_cell_for_every_set_of_boxes_that_a_point_lies_in() {
        let actors = actors();
        let categories = Hierarchy::empty(("all", "all"));
        let year = DayRange::year;
        let whole = region(&actors, "all-of-them", year(2020));
        let part = region(&actors, "a", year(2020));
        let both = DayRange::new(year(2020).start(), year(2021).end()).unwrap();
        let long = region(&actors, "a", both);
        let cells = Cells::of(&[whole, part, long], &actors, &categories).unwrap();
        let held: Vec<String> = cells
            .regions
            .iter()
            .map(|boxes| boxes.ones().map(|position| position.to_string()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(held, ["0 1 2", "2", "0"]);
        assert_eq!(cells.points.last().and_then(|point| point.payee.node()), actors.find("all-of-them"));
    }

    #[test]
    fn open_times_have_days_of_their_own() {
        let actors = actors();
        let categories = Hierarchy::empty(("all", "all"));
        let until = DayRange::up_to(DayRange::year(2020).end().unwrap());
        let regions = [
            region(&actors, "a", until),
            region(&actors, "a", DayRange::year(2020)),
            region(&actors, "any", DayRange::ALL),
        ];
        let cells = Cells::of(&regions, &actors, &categories).unwrap();
        let sizes: Vec<usize> = cells.regions.iter().map(|boxes| boxes.count_ones(..)).collect();
        assert_eq!(sizes, [2, 3, 1]);
    }
}
