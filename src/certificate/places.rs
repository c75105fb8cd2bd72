//! Going through every point of flow without going through every point.
//!
//! Two points that the same boxes hold are alike. So of each dimension only as many places are
//! looked at as the boxes tell apart: of elements, one for each set of entries that hold it, and
//! the one without a name for all that no entry holds; of days, the first and each on which a box
//! starts or ends; of stages and units, those of the boxes. Dimension by dimension, only the boxes that hold the place so far
//! are looked at further, and nothing is where none of them has a weight above zero.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::within::is_in_time;
use super::{Doubt, Weights, in_common_parts};
use crate::claim::Unit;
use crate::scope::{Element, Hierarchy, Node, Stage};
use crate::statement::{Point, Region};

/// How often a box is held against a place before giving up: a few seconds.
const MOST_STEPS: usize = 50_000_000;

/// Checks that at no point the weights of the boxes that hold it add up to more than zero.
pub(super) fn nowhere_above_zero(
    weights: &Weights<'_>,
    actors: &Hierarchy,
    categories: &Hierarchy,
) -> Result<(), Doubt> {
    let boxes = Boxes::new(weights);
    let payers = Axis::new(actors, boxes.regions.iter().map(|region| region.payer));
    let payees = Axis::new(actors, boxes.regions.iter().map(|region| region.payee));
    let categories = Axis::new(categories, boxes.regions.iter().map(|region| region.category));
    let mut steps = Steps(0);
    let kinds: BTreeSet<(Stage, Unit)> =
        boxes.regions.iter().map(|region| (region.stage, region.unit)).collect();
    for (stage, unit) in kinds {
        for (payer, left) in payers.parts(&boxes, &boxes.of_kind(stage, unit), &mut steps)? {
            for (payee, left) in payees.parts(&boxes, &left, &mut steps)? {
                for (category, left) in categories.parts(&boxes, &left, &mut steps)? {
                    if let Some(day) = boxes.day_above_zero(&left, &mut steps)? {
                        let point = Point { payer, payee, category, stage, unit, day };
                        return Err(Doubt::Unaccounted { point });
                    }
                }
            }
        }
    }
    Ok(())
}

/// What has been done so far.
struct Steps(usize);

impl Steps {
    fn take(&mut self, count: usize) -> Result<(), Doubt> {
        self.0 = self.0.saturating_add(count);
        if self.0 > MOST_STEPS { Err(Doubt::TooLarge) } else { Ok(()) }
    }
}

/// Boxes and, at the same positions, their weights in a common fraction of one.
struct Boxes<'a> {
    regions: Vec<&'a Region>,
    weights: Vec<BigInt>,
}

impl<'a> Boxes<'a> {
    fn new(weights: &Weights<'a>) -> Self {
        let (in_parts, _) = in_common_parts(weights.values());
        Self { regions: weights.keys().copied().collect(), weights: in_parts }
    }

    /// The positions of the boxes of a stage that are counted in a unit.
    fn of_kind(&self, stage: Stage, unit: Unit) -> Vec<usize> {
        let is_of_kind = |region: &Region| region.stage == stage && region.unit == unit;
        let boxes = self.regions.iter().enumerate().filter(|(_, region)| is_of_kind(region));
        boxes.map(|(position, _)| position).collect()
    }

    fn is_above_zero(&self, position: usize) -> bool {
        self.weights.get(position).is_some_and(Signed::is_positive)
    }

    /// A day on which the weights of these boxes add up to more than zero.
    fn day_above_zero(&self, left: &[usize], steps: &mut Steps) -> Result<Option<NaiveDate>, Doubt> {
        let times =
            || left.iter().filter_map(|&position| self.regions.get(position)).map(|region| region.time);
        // From each of these days to the next, every day is in the same boxes.
        let days: BTreeSet<NaiveDate> =
            times().flat_map(|time| [time.start(), time.end()]).flatten().chain([NaiveDate::MIN]).collect();
        steps.take(days.len().saturating_mul(left.len()))?;
        Ok(days.into_iter().find(|&day| {
            let weights = left.iter().filter_map(|&position| {
                let is_in = self.regions.get(position).is_some_and(|region| is_in_time(region.time, day));
                self.weights.get(position).filter(|_| is_in)
            });
            weights.sum::<BigInt>() > BigInt::zero()
        }))
    }
}

/// A dimension whose places are elements of a hierarchy.
struct Axis {
    /// By position of the box, the places that it holds; nothing where it holds all.
    places: Vec<Option<Rc<[Element]>>>,
}

impl Axis {
    /// The dimension in which the boxes are these entries.
    fn new(hierarchy: &Hierarchy, nodes: impl Iterator<Item = Node> + Clone) -> Self {
        let distinct: BTreeSet<Node> = nodes.clone().collect();
        let mut holders: BTreeMap<Element, Vec<Node>> = BTreeMap::new();
        for &node in &distinct {
            for element in hierarchy.elements_of(node).into_iter().flatten() {
                holders.entry(element).or_default().push(node);
            }
        }
        // One element stands for all that the same entries hold.
        let alike: BTreeMap<Vec<Node>, Element> =
            holders.into_iter().map(|(element, nodes)| (nodes, element)).collect();
        let mut held: BTreeMap<Node, Vec<Element>> = BTreeMap::new();
        for (nodes, element) in alike {
            for node in nodes {
                held.entry(node).or_default().push(element);
            }
        }
        let places: BTreeMap<Node, Option<Rc<[Element]>>> = distinct
            .into_iter()
            .map(|node| {
                let some = hierarchy.elements_of(node).is_some();
                (node, some.then(|| held.remove(&node).unwrap_or_default().into()))
            })
            .collect();
        Self { places: nodes.filter_map(|node| places.get(&node).cloned()).collect() }
    }

    /// The boxes left at each place, where one of them has a weight above zero; every set of them
    /// once, with one of its places.
    fn parts(
        &self,
        boxes: &Boxes<'_>,
        left: &[usize],
        steps: &mut Steps,
    ) -> Result<Vec<(Element, Vec<usize>)>, Doubt> {
        let mut everywhere = Vec::new();
        let mut somewhere: BTreeMap<Element, Vec<usize>> = BTreeMap::new();
        for &position in left {
            let Some(Some(places)) = self.places.get(position) else {
                everywhere.push(position);
                continue;
            };
            steps.take(places.len())?;
            for &place in places.iter() {
                somewhere.entry(place).or_default().push(position);
            }
        }
        steps.take(everywhere.len().saturating_mul(somewhere.len() + 1))?;
        let mut parts = BTreeMap::new();
        for (place, some) in somewhere {
            parts.insert([everywhere.as_slice(), &some].concat(), place);
        }
        parts.insert(everywhere, Element::UNNAMED);
        let above_zero = |part: &Vec<usize>| part.iter().any(|&position| boxes.is_above_zero(position));
        Ok(parts
            .into_iter()
            .filter(|(part, _)| above_zero(part))
            .map(|(part, place)| (place, part))
            .collect())
    }
}
