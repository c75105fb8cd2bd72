//! All minimal sets that cannot hold together, and all maximal ones that can.
//!
//! The method is MARCO (Liffiton, Previti, Malik, Marques-Silva: Fast, flexible MUS enumeration,
//! Constraints 21, 2016): a map knows which sets are still open; from a largest open set, a possible one
//! grows to a maximal one and blocks its subsets, an impossible one shrinks to a minimal one and blocks
//! its supersets, until nothing is open. Nothing here knows what the members are.

mod map;

use fixedbitset::FixedBitSet;

use map::Map;

/// Whether a set can hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It can.
    Possible,
    /// It cannot, and already this subset of it cannot.
    Impossible(FixedBitSet),
    /// It would take too long to say.
    Undecided,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enumeration {
    /// Minimal impossible sets: the smallest first, then in the order of their members.
    pub conflicts: Vec<Vec<usize>>,
    /// Maximal possible sets: the largest first, then in the order of their members.
    pub groups: Vec<Vec<usize>>,
    /// False where there may be more of either than were found.
    pub complete: bool,
}

/// How much an enumeration may find and ask.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Conflicts and groups together.
    pub found: usize,
    /// Questions.
    pub asked: usize,
}

/// Enumerates over members `0..count`. `known` are minimal impossible sets that need not be asked about.
pub fn enumerate(
    count: usize,
    known: &[Vec<usize>],
    limits: Limits,
    mut ask: impl FnMut(&FixedBitSet) -> Answer,
) -> Enumeration {
    let mut map = Map::new(count);
    let mut found = Enumeration { conflicts: known.to_vec(), groups: Vec::new(), complete: true };
    for conflict in known {
        map.block_up(conflict.iter().copied());
    }
    let mut left = limits.asked;
    let mut ask = |set: &FixedBitSet| {
        left = left.checked_sub(1)?;
        match ask(set) {
            Answer::Undecided => None,
            answer => Some(answer),
        }
    };
    while let Some(seed) = map.open_set() {
        if found.conflicts.len() + found.groups.len() >= limits.found {
            found.complete = false;
            break;
        }
        let explored = match ask(&seed) {
            Some(Answer::Possible) => grow(&seed, &map, &mut ask).map(|group| {
                map.block_down(&group);
                found.groups.push(group.ones().collect());
            }),
            Some(Answer::Impossible(core)) => shrink(core, &mut ask).map(|conflict| {
                map.block_up(conflict.ones());
                found.conflicts.push(conflict.ones().collect());
            }),
            Some(Answer::Undecided) | None => None,
        };
        if explored.is_none() {
            found.complete = false;
            break;
        }
    }
    found.conflicts.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    found.groups.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
    found
}

/// A maximal possible set that holds this one.
fn grow(
    seed: &FixedBitSet,
    map: &Map,
    ask: &mut impl FnMut(&FixedBitSet) -> Option<Answer>,
) -> Option<FixedBitSet> {
    let mut group = seed.clone();
    for member in 0..seed.len() {
        // A set that holds a known conflict need not be asked about.
        if group.contains(member) || map.completes_a_conflict(&group, member) {
            continue;
        }
        let mut larger = group.clone();
        larger.insert(member);
        if ask(&larger)? == Answer::Possible {
            group = larger;
        }
    }
    Some(group)
}

/// A minimal impossible set within this one: the last members are left out first.
fn shrink(core: FixedBitSet, ask: &mut impl FnMut(&FixedBitSet) -> Option<Answer>) -> Option<FixedBitSet> {
    let mut conflict = core;
    let mut needed = FixedBitSet::with_capacity(conflict.len());
    while let Some(member) = conflict.ones().rfind(|&member| !needed.contains(member)) {
        let mut smaller = conflict.clone();
        smaller.remove(member);
        match ask(&smaller)? {
            Answer::Impossible(core) => conflict = core,
            _ => needed.insert(member),
        }
    }
    Some(conflict)
}

/// Every smallest set that has a member of each conflict: what to leave out so that none is left. At most
/// `most` of them, the smallest first, and whether those are all.
#[must_use]
pub fn repairs(conflicts: &[Vec<usize>], most: usize) -> (Vec<Vec<usize>>, bool) {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    let mut complete = true;
    for conflict in conflicts {
        let (hit, missed): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|repair| conflict.iter().any(|member| repair.contains(member)));
        let mut extended: Vec<Vec<usize>> = Vec::new();
        for repair in missed {
            for &member in conflict {
                let mut larger = repair.clone();
                let at = larger.partition_point(|&each| each < member);
                larger.insert(at, member);
                let covers =
                    |smaller: &Vec<usize>| smaller.iter().all(|each| larger.binary_search(each).is_ok());
                if !hit.iter().any(covers) {
                    extended.push(larger);
                }
            }
        }
        found = hit;
        found.extend(extended);
        found.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        found.dedup();
        if found.len() > most {
            found.truncate(most);
            complete = false;
        }
    }
    (found, complete)
}

/// Conflicts that share members, directly or through others, by position: each cluster can be repaired on
/// its own.
#[must_use]
pub fn clusters(conflicts: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut clusters: Vec<(Vec<usize>, std::collections::BTreeSet<usize>)> = Vec::new();
    for (position, conflict) in conflicts.iter().enumerate() {
        let mut own = (vec![position], conflict.iter().copied().collect::<std::collections::BTreeSet<_>>());
        let touching =
            clusters.extract_if(.., |(_, members)| conflict.iter().any(|each| members.contains(each)));
        for (positions, members) in touching {
            own.0.extend(positions);
            own.1.extend(members);
        }
        own.0.sort_unstable();
        clusters.push(own);
    }
    clusters.sort();
    clusters.into_iter().map(|(positions, _)| positions).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits { found: 10_000, asked: 100_000 };

    /// Everything, from the sets that are impossible because they hold one of these.
    fn enumerated(count: usize, conflicts: &[Vec<usize>], known: &[Vec<usize>]) -> Enumeration {
        enumerate(count, known, LIMITS, |set| {
            let whole = conflicts.iter().find(|conflict| conflict.iter().all(|&each| set.contains(each)));
            match whole {
                Some(_) => Answer::Impossible(set.clone()),
                None => Answer::Possible,
            }
        })
    }

    /// Those that hold no other.
    fn minimal(mut sets: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        sets.dedup();
        let all = sets.clone();
        sets.retain(|set| {
            !all.iter().any(|other| other != set && other.iter().all(|each| set.contains(each)))
        });
        sets
    }

    proptest! {
        #[test]
        fn finds_every_conflict_group_and_repair(
            sets in proptest::collection::vec(proptest::collection::btree_set(0_usize..7, 1..5), 0..7),
            given in 0_usize..7,
        ) {
            let conflicts = minimal(sets.iter().map(|set| set.iter().copied().collect()).collect());
            let known = conflicts.get(..given.min(conflicts.len())).unwrap();
            let found = enumerated(7, &conflicts, known);
            prop_assert!(found.complete);
            prop_assert_eq!(&found.conflicts, &conflicts);
            let possible = |set: u32| !conflicts.iter().any(|each| each.iter().all(|member| set & (1 << member) != 0));
            let mut groups: Vec<Vec<usize>> = (0_u32..128)
                .filter(|&set| possible(set) && (0..7).all(|add| set & (1 << add) != 0 || !possible(set | (1 << add))))
                .map(|set| (0..7).filter(|member| set & (1 << member) != 0).collect())
                .collect();
            groups.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
            prop_assert_eq!(&found.groups, &groups);
            let mut left_out: Vec<Vec<usize>> =
                groups.iter().map(|group| (0..7).filter(|each| !group.contains(each)).collect()).collect();
            left_out.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            prop_assert_eq!(repairs(&conflicts, 10_000), (left_out, true));
        }
    }

    #[test]
    fn limits_are_said() {
        let conflicts: Vec<Vec<usize>> = (0..6).map(|each| vec![2 * each, 2 * each + 1]).collect();
        let found = enumerate(12, &[], Limits { found: 10, asked: 1_000 }, |set| {
            match conflicts.iter().find(|conflict| conflict.iter().all(|&each| set.contains(each))) {
                Some(_) => Answer::Impossible(set.clone()),
                None => Answer::Possible,
            }
        });
        assert!(!found.complete);
        assert_eq!(found.conflicts.len() + found.groups.len(), 10);
        assert!(!repairs(&conflicts, 10).1);
        assert_eq!(clusters(&conflicts).len(), 6);
        assert_eq!(clusters(&[vec![0, 1], vec![2, 3], vec![1, 2]]), [vec![0, 1, 2]]);
    }
}
