//! The part of a dataset that some of its claims can bear on: all that has to be compared with them.
//!
//! What is kept is enough and may be more than enough, since whoever pays and whoever is paid are looked at
//! apart; it is found in a few passes over the claims, without placing any of them in time.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;

use crate::claim::{Claim, ClaimId, Dataset};
use crate::scope::{Hierarchy, Node};

/// Passes after which all claims are kept: chains that long take as long to follow as to compare.
const MOST_PASSES: usize = 16;

/// Every claim that can bear on one of these, directly or through others, in any currency and at any time;
/// and those that such claims repeat or supersede, or that repeat or supersede them.
pub(super) fn nearby(dataset: &Dataset, seeds: &BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
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
