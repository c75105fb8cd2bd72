//! How much of a flow is within a box.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use num_bigint::BigInt;
use num_rational::BigRational;

use super::in_common_parts;
use crate::number::Rational;
use crate::period::DayRange;
use crate::scope::{Element, Hierarchy, Node};
use crate::statement::{Point, Region};

/// Whether a day belongs to a stretch of time.
pub(super) fn is_in_time(time: DayRange, day: NaiveDate) -> bool {
    time.start().is_none_or(|start| start <= day) && time.end().is_none_or(|end| day < end)
}

/// A flow, by point.
pub(super) struct Flows<'a> {
    actors: &'a Hierarchy,
    categories: &'a Hierarchy,
    /// How much flows where, in parts of one.
    amounts: Vec<(Point, BigInt)>,
    /// How many parts are one.
    parts: BigInt,
    /// By position, those whose payer an entry holds; not for everything.
    of_payer: BTreeMap<Node, Vec<usize>>,
    /// Likewise for the payee.
    of_payee: BTreeMap<Node, Vec<usize>>,
}

impl<'a> Flows<'a> {
    /// A flow of which boxes like these will be asked about.
    pub(super) fn new(
        flows: &[(Point, Rational)],
        regions: &[Region],
        actors: &'a Hierarchy,
        categories: &'a Hierarchy,
    ) -> Self {
        let amounts: Vec<BigRational> = flows.iter().map(|(_, amount)| amount.big()).collect();
        let (amounts, parts) = in_common_parts(amounts.iter());
        let of_payer = held(
            actors,
            regions.iter().map(|region| region.payer),
            flows.iter().map(|(point, _)| point.payer),
        );
        let of_payee = held(
            actors,
            regions.iter().map(|region| region.payee),
            flows.iter().map(|(point, _)| point.payee),
        );
        let amounts = flows.iter().map(|&(point, _)| point).zip(amounts).collect();
        Self { actors, categories, amounts, parts, of_payer, of_payee }
    }

    /// The sum over the points that a box holds.
    pub(super) fn within(&self, region: &Region) -> BigRational {
        let is_in = |(point, _): &&(Point, BigInt)| self.holds(region, point);
        let lists = [self.of_payer.get(&region.payer), self.of_payee.get(&region.payee)];
        // Only to look at fewer: whatever is looked at is held against the box.
        let shortest = lists.into_iter().flatten().min_by_key(|list| list.len());
        let sum: BigInt = match shortest {
            Some(list) => {
                let flows = list.iter().filter_map(|&position| self.amounts.get(position));
                flows.filter(is_in).map(|(_, amount)| amount).sum()
            }
            None => self.amounts.iter().filter(is_in).map(|(_, amount)| amount).sum(),
        };
        BigRational::new(sum, self.parts.clone())
    }

    fn holds(&self, region: &Region, point: &Point) -> bool {
        region.stage == point.stage
            && region.unit == point.unit
            && is_in_time(region.time, point.day)
            && self.actors.holds(region.payer, point.payer)
            && self.actors.holds(region.payee, point.payee)
            && self.categories.holds(region.category, point.category)
    }
}

/// The positions of the elements that each entry holds, in ascending order of the entry's elements.
fn held(
    hierarchy: &Hierarchy,
    nodes: impl Iterator<Item = Node>,
    elements: impl Iterator<Item = Element>,
) -> BTreeMap<Node, Vec<usize>> {
    let mut positions: HashMap<Element, Vec<usize>> = HashMap::new();
    for (position, element) in elements.enumerate() {
        positions.entry(element).or_default().push(position);
    }
    let mut held = BTreeMap::new();
    for node in nodes {
        let Some(elements) = hierarchy.elements_of(node) else { continue };
        held.entry(node).or_insert_with(|| {
            elements.filter_map(|element| positions.get(&element)).flatten().copied().collect()
        });
    }
    held
}
