//! Actors and categories: who and what can contain whom and what.

use std::collections::BTreeMap;

use super::ids::{Ids, report_circles};
use super::{Log, owned};
use crate::claim::{EntryPlaces, IdleKey};
use crate::dataset::raw::{RawFiscalYear, RawNode, Text};
use crate::period::FiscalYear;
use crate::problem::{Fault, Kind, Link, Place, Problem};
use crate::scope::{Declared, Hierarchy, HierarchyError, Node};

/// The actors or the categories, ready to be referred to.
pub(super) struct Groups<'i> {
    ids: Ids<'i>,
    everything: &'static str,
    pub(super) hierarchy: Hierarchy,
    /// Where each entry is written down, in the order of their ids.
    pub(super) places: Vec<EntryPlaces>,
    pub(super) fiscal_years: BTreeMap<Node, FiscalYear>,
}

impl Groups<'_> {
    /// The entry with this id, or a problem.
    pub(super) fn find(&self, id: &Text<'_>, log: &mut Log<'_>) -> Option<Node> {
        if id.value == self.everything {
            return Some(Node::EVERYTHING);
        }
        let position = self.ids.find(id, log)?;
        self.hierarchy.declared(position)
    }
}

/// Actors contain the members they list.
pub(super) fn actors<'i>(raw: Vec<RawNode<'i>>, log: &mut Log<'_>) -> Groups<'i> {
    let (ids, mut nodes, doubles) = Ids::assign(Kind::Actor, raw, |node| Some(&node.id), log);
    for double in doubles {
        ids.find_all("members", &double.links, log);
        double.fiscal_year.and_then(|year| fiscal_year(&year, log));
    }
    let members: Vec<Vec<usize>> =
        nodes.iter().map(|node| ids.find_all("members", &node.links, log)).collect();
    let years: Vec<Option<FiscalYear>> = nodes
        .iter_mut()
        .map(|node| node.fiscal_year.take().and_then(|year| fiscal_year(&year, log)))
        .collect();
    let linked = links(&nodes);
    let places = nodes.iter_mut().map(|node| (node.id.place, std::mem::take(&mut node.idle))).collect();
    let hierarchy = build(nodes, members, &ids, Kind::Actor, Link::Members, ("any", "anyone"), log);
    let places = written_down(places, linked, &hierarchy);
    let fiscal_years = years
        .into_iter()
        .enumerate()
        .filter_map(|(position, year)| Some((hierarchy.declared(position)?, year?)))
        .collect();
    Groups { ids, everything: "any", hierarchy, places, fiscal_years }
}

/// Categories name what they are part of, so the links are turned round.
pub(super) fn categories<'i>(raw: Vec<RawNode<'i>>, log: &mut Log<'_>) -> Groups<'i> {
    let (ids, mut nodes, doubles) = Ids::assign(Kind::Category, raw, |node| Some(&node.id), log);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let find_wholes = |node: &RawNode<'_>, log: &mut Log<'_>| {
        // Everything is part of `all` without saying so.
        let wholes: Vec<Text<'_>> = node.links.iter().filter(|link| link.value != "all").cloned().collect();
        ids.find_all("part-of", &wholes, log)
    };
    for double in doubles {
        find_wholes(&double, log);
    }
    for (position, node) in nodes.iter().enumerate() {
        for whole in find_wholes(node, log) {
            if let Some(parts) = members.get_mut(whole) {
                parts.push(position);
            }
        }
    }
    let linked = links(&nodes);
    let places = nodes.iter_mut().map(|node| (node.id.place, std::mem::take(&mut node.idle))).collect();
    let hierarchy = build(nodes, members, &ids, Kind::Category, Link::PartOf, ("all", "all categories"), log);
    let places = written_down(places, linked, &hierarchy);
    Groups { ids, everything: "all", hierarchy, places, fiscal_years: BTreeMap::new() }
}

/// The ids that each entry links to, with their places.
fn links<'i>(nodes: &[RawNode<'i>]) -> Vec<Vec<Text<'i>>> {
    nodes.iter().map(|node| node.links.clone()).collect()
}

fn written_down(
    ids: Vec<(Place, Vec<IdleKey>)>,
    links: Vec<Vec<Text<'_>>>,
    hierarchy: &Hierarchy,
) -> Vec<EntryPlaces> {
    let resolved = |links: Vec<Text<'_>>| -> Vec<(Node, Place)> {
        links.iter().filter_map(|link| Some((hierarchy.find(&link.value)?, link.place))).collect()
    };
    let entries = ids.into_iter().zip(links);
    entries.map(|((id, idle), links)| EntryPlaces { id, links: resolved(links), idle }).collect()
}

fn build(
    nodes: Vec<RawNode<'_>>,
    members: Vec<Vec<usize>>,
    ids: &Ids<'_>,
    kind: Kind,
    link: Link,
    everything: (&str, &str),
    log: &mut Log<'_>,
) -> Hierarchy {
    let places: Vec<Place> = nodes.iter().map(|node| node.id.place).collect();
    let mut declared = Vec::with_capacity(nodes.len());
    for (node, members) in nodes.into_iter().zip(members) {
        if let Some(place) = node.complete.filter(|_| members.is_empty()) {
            log.push(place, Fault::CompleteWithoutMembers { kind, id: node.id.value.to_string() });
        }
        declared.push(Declared {
            name: owned(node.name).unwrap_or_default(),
            complete: node.complete.is_some(),
            id: node.id.value.into_owned(),
            members,
        });
    }
    match Hierarchy::build(declared, everything) {
        Ok(hierarchy) => return hierarchy,
        Err(HierarchyError::TooLarge) => log.problems.push(Problem::general(Fault::GroupsTooLarge)),
        Err(HierarchyError::Cycles(mut circles)) => {
            // Parts point up at their wholes as written, so their paths are read the other way round.
            if link == Link::PartOf {
                for circle in &mut circles {
                    circle.reverse();
                }
            }
            report_circles(&circles, link, &places, ids, log);
        }
    }
    // Without the links the ids still resolve, and no later check repeats the same fault.
    let flat = (0..places.len()).map(|position| Declared {
        id: ids.id(position).to_owned(),
        name: String::new(),
        complete: false,
        members: Vec::new(),
    });
    Hierarchy::build(flat.collect(), everything).unwrap_or_else(|_| Hierarchy::empty(everything))
}

fn fiscal_year(raw: &RawFiscalYear<'_>, log: &mut Log<'_>) -> Option<FiscalYear> {
    FiscalYear::new(&raw.start.value, &raw.named_after.value)
        .map_err(|error| log.push(raw.place, Fault::FiscalYear(error)))
        .ok()
}
