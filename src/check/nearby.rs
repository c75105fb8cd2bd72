//! The part of a dataset that some of its claims can bear on: all that has to be compared with them; and what
//! else they are held against.
//!
//! What is kept is enough and may be more than enough, since whoever pays and whoever is paid are looked at
//! apart; it is found in a few passes over the claims, without placing any of them in time.

use std::collections::{BTreeMap, BTreeSet};

use fixedbitset::FixedBitSet;

use crate::claim::{Claim, ClaimId, Dataset};
use crate::figure::{Equivalent, Figure};
use crate::scope::{Hierarchy, Node};

/// Passes after which all claims are kept: chains that long take as long to follow as to compare.
const MOST_PASSES: usize = 16;

/// Every claim that can bear on one of these, directly or through others, in any currency and at any time;
/// what else they are held against; and claims that any of those repeat or supersede, or that repeat or
/// supersede them.
pub(super) fn nearby(dataset: &Dataset, seeds: &BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
    let mut kept = reached(dataset, seeds);
    kept.extend(held_against(dataset, seeds));
    with_linked(dataset, kept)
}

/// What these claims are held against, whatever it is about: claims with which they are accepted as a conflict,
/// and those whose amounts in brackets imply rates of the same currencies.
fn held_against(dataset: &Dataset, seeds: &BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
    let rates = |id: ClaimId| {
        let figure = dataset.claim(id).figure();
        let currencies = |figure: &Figure| {
            let own = figure.currency();
            let others = figure.equivalents().iter().map(Equivalent::currency);
            others.map(|other| (own.min(other), own.max(other))).collect::<Vec<_>>()
        };
        figure.map(currencies).unwrap_or_default()
    };
    let own: BTreeSet<_> = seeds.iter().copied().flat_map(rates).collect();
    let accepted = dataset.known_conflicts.iter().map(|known| known.claims.as_slice());
    let accepted = accepted.filter(|claims| claims.iter().any(|claim| seeds.contains(claim)));
    dataset
        .claim_ids()
        .filter(|&id| !own.is_empty() && rates(id).iter().any(|currencies| own.contains(currencies)))
        .chain(accepted.flatten().copied())
        .collect()
}

/// Claims with all that they repeat or supersede, or that repeats or supersedes them, directly or through others:
/// without it, some would seem to stand that do not.
fn with_linked(dataset: &Dataset, mut claims: BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
    let mut linked: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    for id in dataset.claim_ids() {
        for target in links(dataset.claim(id)) {
            linked.entry(id).or_default().push(target);
            linked.entry(target).or_default().push(id);
        }
    }
    let mut open: Vec<ClaimId> = claims.iter().copied().collect();
    while let Some(id) = open.pop() {
        open.extend(linked.get(&id).into_iter().flatten().filter(|&&next| claims.insert(next)));
    }
    claims
}

/// The claims that can bear on one of these, with those that links tie to them.
fn reached(dataset: &Dataset, seeds: &BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
    let mut reach = Reach::new(dataset);
    for &seed in seeds {
        reach.add(seed);
    }
    for _ in 0..MOST_PASSES {
        let before = reach.found.len();
        for claim in dataset.claim_ids() {
            if !reach.found.contains(&claim) && reach.touches(claim) {
                reach.add(claim);
            }
        }
        if reach.found.len() == before {
            return reach.found;
        }
    }
    dataset.claim_ids().collect()
}

/// What has been reached.
struct Reach<'a> {
    dataset: &'a Dataset,
    found: BTreeSet<ClaimId>,
    /// Claims that one that was reached repeats or supersedes.
    linked: BTreeSet<ClaimId>,
    payers: Elements,
    payees: Elements,
}

impl<'a> Reach<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            found: BTreeSet::new(),
            linked: BTreeSet::new(),
            payers: Elements::default(),
            payees: Elements::default(),
        }
    }

    fn touches(&self, id: ClaimId) -> bool {
        let claim = self.dataset.claim(id);
        self.linked.contains(&id)
            || links(claim).any(|target| self.found.contains(&target))
            || claim.scopes().any(|scope| {
                self.payers.touch(&self.dataset.actors, scope.payer)
                    && self.payees.touch(&self.dataset.actors, scope.payee)
            })
    }

    fn add(&mut self, id: ClaimId) {
        let claim = self.dataset.claim(id);
        self.found.insert(id);
        self.linked.extend(links(claim));
        for scope in claim.scopes() {
            self.payers.add(&self.dataset.actors, scope.payer);
            self.payees.add(&self.dataset.actors, scope.payee);
        }
    }
}

fn links(claim: &Claim) -> impl Iterator<Item = ClaimId> {
    claim.repeats.into_iter().chain(claim.supersedes)
}

/// Elements of actors.
#[derive(Default)]
struct Elements {
    everything: bool,
    some: FixedBitSet,
}

impl Elements {
    fn touch(&self, actors: &Hierarchy, actor: Node) -> bool {
        match actors.elements(actor) {
            None => true,
            Some(elements) => {
                self.everything || elements.iter().any(|&element| self.some.contains(element as usize))
            }
        }
    }

    fn add(&mut self, actors: &Hierarchy, actor: Node) {
        match actors.elements(actor) {
            None => self.everything = true,
            Some(elements) => {
                for &element in elements {
                    self.some.grow_and_insert(element as usize);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Files;
    use crate::normalise::read;

    #[test]
    fn what_can_bear_on_a_claim_is_kept() {
        let actor = |id: &str| format!("[actor.{id}]\nname = \"{id}\"\n");
        let actors: String = ["north", "south", "east", "army", "navy"].map(actor).concat();
        let claim = |(id, payer, payee, more): (&str, &str, &str, &str)| {
            format!(
                "[[claim]]\nid = \"{id}\"\nfigure = \"$5\"\nsource = \"a\"\n{more}\
                 scope = {{ payer = \"{payer}\", payee = \"{payee}\" }}\n"
            )
        };
        let claims = [
            ("c0", "north", "army", ""),
            ("c1", "north", "forces", ""),
            ("c2", "north", "navy", ""),
            ("c3", "south", "army", ""),
            ("c4", "south", "navy", "repeats = \"c2\"\n"),
            ("c5", "east", "east", ""),
        ];
        let text = format!(
            "[dataset]\ntitle = \"Aid\"\ncurrency = \"USD\"\n{actors}\
             [actor.forces]\nname = \"Forces\"\nmembers = [\"army\", \"navy\"]\n\
             [source.a]\nname = \"A\"\ndate = 2020\n{}",
            claims.map(claim).concat()
        );
        let dataset = read(&Files::from_texts([("a.toml".to_owned(), text)])).unwrap();
        let kept = |seed: u32| -> Vec<u32> {
            nearby(&dataset, &BTreeSet::from([ClaimId(seed)])).into_iter().map(|id| id.0).collect()
        };
        assert_eq!(kept(5), [5]);
        // The navy's claim on the north brings in what repeats it, and with it all of the south.
        assert_eq!(kept(0), [0, 1, 2, 3, 4]);
        assert_eq!(kept(3), [3]);
    }
}
