//! Which lists of members a proof takes at their word to be complete.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::Cells;
use crate::certificate::{Limit, Multiple};
use crate::decide::counted;
use crate::number::Rational;
use crate::report::Named;
use crate::report::build::Builder;
use crate::report::rows::named;
use crate::scope::{Hierarchy, Node};
use crate::solve::End;
use crate::statement::{Region, System};

/// The entry of a box in one dimension.
type NodeOf = fn(&Region) -> Node;

/// Makes a box hold everything in one dimension.
type Widen = fn(&mut Region);

impl Builder<'_> {
    /// The groups said to be complete without whose completeness bounds would not contradict each other: if
    /// they had other members, something could flow to or from those.
    pub(in crate::report) fn completeness(&self, multiples: &[Multiple], system: &System) -> Vec<Named> {
        self.behind(&totals(multiples, system))
    }

    /// The groups said to be complete without whose completeness a limit would not follow: if they had other
    /// members, more would be counted of those than is asked about.
    /// `system` is stretched as it was for the limit.
    pub(in crate::report) fn completeness_of(&self, limit: &Limit, system: &System) -> Vec<Named> {
        let mut totals = totals(&limit.multiples, system);
        for (region, weight) in &limit.sum {
            let total = totals.entry(region).or_insert_with(Rational::zero);
            *total = if limit.end == End::Low { &*total - weight } else { &*total + weight };
        }
        self.behind(&totals)
    }

    /// The groups said to be complete which it rests on that at no point the totals of the boxes that hold
    /// it add up to more than nothing.
    fn behind(&self, totals: &BTreeMap<&Region, Rational>) -> Vec<Named> {
        let dataset = self.dataset();
        // With one more member in a group, is there a point at which they do?
        let breaks =
            |hierarchy: &Hierarchy, group: Node, node: fn(&Region) -> Node, widen: fn(&mut Region)| {
                let reaching: Vec<(&&Region, &Rational)> =
                    totals.iter().filter(|(region, _)| hierarchy.reaches(node(region), group)).collect();
                let boxes: Vec<Region> = reaching
                    .iter()
                    .map(|(region, _)| {
                        let mut wide = (**region).clone();
                        widen(&mut wide);
                        wide
                    })
                    .collect();
                // Where it would take too long to say, it is as well to name it.
                let Ok(cells) = Cells::of(&boxes, &dataset.actors, &dataset.categories) else { return true };
                cells.regions.iter().any(|held| {
                    let held = held.ones().filter_map(|region| reaching.get(region));
                    let sum: Rational = held.map(|(_, total)| (*total).clone()).sum();
                    !sum.is_negative() && !sum.is_zero()
                })
            };
        let dimensions: [(&Hierarchy, NodeOf, Widen); 3] = [
            (&dataset.actors, |region| region.payer, |region| region.payer = Node::EVERYTHING),
            (&dataset.actors, |region| region.payee, |region| region.payee = Node::EVERYTHING),
            (&dataset.categories, |region| region.category, |region| region.category = Node::EVERYTHING),
        ];
        let mut found: Vec<Named> = Vec::new();
        for (hierarchy, node, widen) in dimensions {
            let named_nodes: BTreeSet<Node> = totals.keys().map(|region| node(region)).collect();
            let complete: BTreeSet<Node> =
                named_nodes.iter().flat_map(|&node| hierarchy.complete_within(node)).collect();
            let behind = complete.into_iter().filter(|&group| breaks(hierarchy, group, node, widen));
            found.extend(behind.map(|group| named(hierarchy, group)));
        }
        found.sort();
        found.dedup();
        found
    }
}

/// How often bounds count the flow in each box.
fn totals<'s>(multiples: &[Multiple], system: &'s System) -> BTreeMap<&'s Region, Rational> {
    let counted = counted(system, multiples).into_iter();
    counted.filter_map(|(region, total)| Some((system.regions.get(region)?, total))).collect()
}
