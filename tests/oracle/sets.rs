//! What sets of claims are to each other, against every subset looked at on its own.
#![expect(clippy::indexing_slicing, reason = "every subset is looked at")]

use std::collections::{BTreeMap, BTreeSet};

use crossfoot::analysis::{Analysis, Conflict, Extent};
use crossfoot::claim::{ClaimId, Dataset};
use crossfoot::component::components;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::number::Rational;
use crossfoot::reconcile::{Basis, Evidence, Pair, Verdict};
use crossfoot::report::{Report, Selection, build};
use num_traits::Zero as _;
use proptest::prelude::*;

use crate::cases;
use crate::least_stretch::{Number, Problem, Row, number, parsed};
use crate::scene::{IDS, Place, Scene, Times, points, scene};

/// A set of claims, as bits.
type Set = u32;

/// A dataset with all that was found about it.
struct Found {
    dataset: Dataset,
    analyses: Vec<Analysis>,
    report: Report,
}

impl Found {
    fn of(scene: &Scene) -> Self {
        let files = Files::from_texts(vec![("claims.toml".to_owned(), scene.text())]);
        let dataset = normalise::read(&files).expect("generated datasets are valid");
        let reading = dataset.reading(None).unwrap();
        let basis = Basis::new(&dataset, reading, None);
        let reconciler = basis.reconciler(&dataset, reading);
        let all: Vec<_> = dataset.claim_ids().collect();
        let components =
            components(&dataset, reconciler.placed, reconciler.standings, reconciler.converter, &all);
        let analyses = components.iter().map(|each| reconciler.analyse(each)).collect();
        let report = build(&dataset, &files, reading, &Selection::default());
        Self { dataset, analyses, report }
    }

    /// What two claims are to each other by one bound of each.
    fn pair(&self, a: ClaimId, b: ClaimId) -> Pair {
        let reading = self.dataset.reading(None).unwrap();
        Basis::new(&self.dataset, reading, None).reconciler(&self.dataset, reading).pair(a, b)
    }

    fn bit(&self, claim: ClaimId) -> Set {
        let id = self.dataset.claim(claim).id();
        1 << IDS.iter().position(|each| *each == id).unwrap()
    }

    fn set(&self, claims: &[ClaimId]) -> Set {
        claims.iter().map(|&claim| self.bit(claim)).sum()
    }

    /// The statements that were tried, as rows over explicit points.
    fn problem(&self, scene: &Scene, analysis: &Analysis) -> Problem {
        let (actors, categories) = (self.dataset.actors(), self.dataset.categories());
        let place = |region: &crossfoot::statement::Region| {
            let name = |id: &str| if id.is_empty() { "any".to_owned() } else { id.to_owned() };
            Place {
                cells: scene.cells(
                    &name(actors.id(region.payer)),
                    &name(actors.id(region.payee)),
                    categories.id(region.category),
                ),
                stage: region.stage.to_string(),
                start: region.time.start(),
                end: region.time.end(),
            }
        };
        let places: Vec<Place> = analysis.system.regions.iter().map(place).collect();
        let end = |end: &Option<Rational>| end.as_ref().map(|end| parsed(&end.to_string()));
        let rows = analysis.system.statements.iter().enumerate().map(|(position, statement)| {
            let [(of, _)] = statement.terms.as_slice() else { unreachable!("no figure compares") };
            Row {
                of: *of,
                low: end(&statement.low),
                high: end(&statement.high),
                position,
                claim: self.bit(statement.origin.claim().unwrap()).trailing_zeros(),
                when: statement.when.iter().map(|list| self.set(list)).collect(),
                assumed: !statement.origin.assumptions().is_empty(),
            }
        });
        Problem { points: points(&places), rows: rows.collect() }
    }
}

fn subsets(of: Set) -> impl Iterator<Item = Set> {
    (0..=of).filter(move |set| set & of == *set)
}

/// The least stretch of every subset.
fn stretches(problem: &Problem, of: Set, heeds: impl Fn(&Row) -> bool) -> BTreeMap<Set, Number> {
    subsets(of).map(|set| (set, problem.least_stretch(set, &heeds))).collect()
}

/// The sets that need more of a stretch than some, though without any one of their claims they do not.
fn minimal_beyond(stretches: &BTreeMap<Set, Number>, most: &Number) -> Vec<Set> {
    let is_beyond = |set: Set| stretches[&set] > *most;
    let is_minimal = |set: Set| (0..6).all(|each| set >> each & 1 == 0 || !is_beyond(set & !(1 << each)));
    in_order(stretches.keys().copied().filter(|&set| is_beyond(set) && is_minimal(set)).collect())
}

/// The sets that need no more of a stretch, though with any claim more they do.
fn maximal_within(stretches: &BTreeMap<Set, Number>, of: Set, most: &Number) -> Vec<Set> {
    let is_within = |set: Set| stretches[&set] <= *most;
    let is_maximal = |set: Set| {
        (0..6).all(|each| of >> each & 1 == 0 || set >> each & 1 == 1 || !is_within(set | 1 << each))
    };
    let mut sets =
        in_order(stretches.keys().copied().filter(|&set| is_within(set) && is_maximal(set)).collect());
    sets.sort_by_key(|set| std::cmp::Reverse(set.count_ones()));
    sets
}

/// The smallest first, then in the order of their members.
fn in_order(mut sets: Vec<Set>) -> Vec<Set> {
    sets.sort_by_key(|set| {
        (set.count_ones(), (0..6).filter(|each| set >> each & 1 == 1).collect::<Vec<_>>())
    });
    sets
}

/// Sets that hang together through common claims, each as positions.
fn hanging_together(sets: &[(usize, Set)]) -> BTreeSet<BTreeSet<usize>> {
    let around = |start: Set| {
        let mut all = start;
        loop {
            let wider = sets.iter().filter(|(_, set)| set & all != 0).fold(all, |all, (_, set)| all | set);
            if wider == all {
                return sets.iter().filter(|(_, set)| set & all != 0).map(|(at, _)| *at).collect();
            }
            all = wider;
        }
    };
    sets.iter().map(|(_, set)| around(*set)).collect()
}

/// Every set that has a claim of each of these, though without any one of its claims it has not.
fn repairs(conflicts: &[Set]) -> Vec<Set> {
    let is_repair = |set: Set| conflicts.iter().all(|conflict| conflict & set != 0);
    let is_minimal = |set: Set| (0..6).all(|each| set >> each & 1 == 0 || !is_repair(set & !(1 << each)));
    in_order((0..64).filter(|&set| is_repair(set) && is_minimal(set)).collect())
}

fn rational(number: &Number) -> Rational {
    Rational::from(number.clone())
}

fn materiality(scene: &Scene) -> Number {
    number(i64::from(scene.materiality), 100)
}

/// Conflicts that rest on words alone, by the definitions and as found.
fn words_agree(scene: &Scene, found: &Found) -> Result<(), TestCaseError> {
    let asked: Set = found.analyses.iter().map(|analysis| found.set(&analysis.claims)).sum();
    let stretches = stretches(&scene.words(), asked, |_| true);
    let expected: BTreeMap<Set, Option<Rational>> = minimal_beyond(&stretches, &materiality(scene))
        .into_iter()
        .map(|set| (set, Some(rational(&stretches[&set]))))
        .collect();
    let conflicts = found.analyses.iter().flat_map(|analysis| &analysis.conflicts);
    let told: BTreeMap<Set, Option<Rational>> = conflicts
        .filter(|conflict| conflict.verdict == Verdict::Conflict)
        .map(|conflict| (found.set(&conflict.claims), conflict.stretch.least.clone()))
        .collect();
    prop_assert_eq!(expected, told, "by words:\n{}", scene.text());
    Ok(())
}

/// Everything else, from the statements that were tried.
fn sets_agree(scene: &Scene, found: &Found, analysis: &Analysis) -> Result<(), TestCaseError> {
    let (zero, most) = (Number::zero(), materiality(scene));
    let of = found.set(&analysis.claims);
    let problem = found.problem(scene, analysis);
    let heeded = |row: &Row| !analysis.idle.contains(&row.position);
    let full = stretches(&problem, of, heeded);
    let plain = stretches(&problem, of, |row| !row.assumed);
    prop_assert_eq!(analysis.extent, Extent::Complete);
    let by_words = minimal_beyond(&plain, &most);
    let conditional = minimal_beyond(&full, &most).into_iter().filter(|set| !by_words.contains(set));
    let close = minimal_beyond(&full, &zero).into_iter().filter(|set| full[set] <= most);
    let told =
        |verdict, stretches: &BTreeMap<Set, Number>, set| (verdict, set, Some(rational(&stretches[&set])));
    let expected: Vec<_> = by_words
        .iter()
        .map(|&set| told(Verdict::Conflict, &plain, set))
        .chain(conditional.map(|set| told(Verdict::ConditionalConflict, &full, set)))
        .chain(close.map(|set| told(Verdict::Close, &full, set)))
        .collect();
    let conflicts: Vec<_> = analysis
        .conflicts
        .iter()
        .map(|each| (each.verdict, found.set(&each.claims), each.stretch.least.clone()))
        .collect();
    let has_idle = !analysis.idle.is_empty();
    if has_idle {
        // Conflicts may have been found while idle statements were heeded; then they rest on those as well.
        let all = stretches(&problem, of, |_| true);
        for (verdict, set, stretch) in &conflicts {
            let most = if *verdict == Verdict::Close { &zero } else { &most };
            let known = expected.iter().any(|(known, same, _)| (known, same) == (verdict, set));
            prop_assert!(
                all[set] > *most && (known || *verdict != Verdict::Conflict),
                "of\n{}",
                scene.text()
            );
            prop_assert!(stretch <= &Some(rational(&all[set])) && *stretch > Some(rational(most)));
        }
        for (verdict, set, _) in &expected {
            let is_told = conflicts.iter().any(|(told, part, _)| told <= verdict && part & set == *part);
            prop_assert!(is_told, "{:b} of\n{}", set, scene.text());
        }
    } else {
        prop_assert_eq!(&expected, &conflicts, "conflicts of\n{}", scene.text());
    }
    let expected = conflicts;
    let lasting = |of: &BTreeMap<Set, Number>| -> BTreeMap<Set, Number> {
        let holds = |set: Set| {
            expected.iter().any(|(verdict, part, _)| *verdict != Verdict::Close && part & set == *part)
        };
        let beyond = number(2, 1);
        of.iter()
            .map(|(&set, least)| (set, if holds(set) { beyond.clone() } else { least.clone() }))
            .collect()
    };
    let groups: Vec<Set> = analysis.groups.iter().map(|group| found.set(&group.claims)).collect();
    prop_assert_eq!(maximal_within(&lasting(&full), of, &most), groups, "groups of\n{}", scene.text());
    for group in &analysis.groups {
        prop_assert_eq!(&group.witness.claims, &group.claims);
        let as_written = full[&found.set(&group.claims)] == zero;
        prop_assert_eq!(&group.witness.stretch, &rational(if as_written { &zero } else { &most }));
    }
    for conflict in &analysis.conflicts {
        let stretched = if conflict.verdict == Verdict::Close { &zero } else { &most };
        is_shown(conflict, &rational(&most), &rational(stretched))?;
        // Each of the claims has a part in it by its figure, not only by the time that it speaks of.
        let by_words = conflict.verdict == Verdict::Conflict;
        for silent in conflict.claims.iter().map(|&claim| found.bit(claim).trailing_zeros()) {
            let heeds = |row: &Row| row.claim != silent && !(by_words && row.assumed);
            let rest = problem.least_stretch(found.set(&conflict.claims), heeds);
            prop_assert!(has_idle || rest <= *stretched, "{} is idle in\n{}", silent, scene.text());
        }
    }
    let sets = expected.iter().map(|(verdict, set, _)| (*verdict, *set)).collect::<Vec<_>>();
    is_repaired(found, analysis, &sets)
}

/// What shows a conflict is about its claims, stretched as it should be.
fn is_shown(conflict: &Conflict, most: &Rational, stretched: &Rational) -> Result<(), TestCaseError> {
    let (claims, least) = (&conflict.claims, &conflict.stretch.least);
    prop_assert!(conflict.stretch.exact);
    prop_assert_eq!((&conflict.refutation.claims, &conflict.refutation.stretch), (claims, &Rational::zero()));
    let beyond = conflict.beyond_materiality.as_ref().map(|beyond| (&beyond.claims, &beyond.stretch));
    prop_assert_eq!(beyond, (conflict.verdict != Verdict::Close).then_some((claims, most)));
    let fitting = conflict.at_stretch.as_ref().map(|fitting| (&fitting.claims, &fitting.stretch));
    prop_assert_eq!(fitting, least.as_ref().map(|least| (claims, least)));
    prop_assert_eq!(conflict.without.len(), claims.len());
    for (witness, left_out) in conflict.without.iter().zip(claims) {
        let rest: Vec<ClaimId> = claims.iter().copied().filter(|each| each != left_out).collect();
        prop_assert_eq!((&witness.claims, &witness.stretch), (&rest, stretched));
    }
    Ok(())
}

/// Clusters, repairs and groups follow from the conflicts.
fn is_repaired(
    found: &Found,
    analysis: &Analysis,
    conflicts: &[(Verdict, Set)],
) -> Result<(), TestCaseError> {
    let lasting: Vec<(usize, Set)> = conflicts
        .iter()
        .enumerate()
        .filter(|(_, (verdict, _))| *verdict != Verdict::Close)
        .map(|(position, (_, set))| (position, *set))
        .collect();
    let clusters: BTreeSet<BTreeSet<usize>> =
        analysis.clusters.iter().map(|cluster| cluster.conflicts.iter().copied().collect()).collect();
    prop_assert_eq!(hanging_together(&lasting), clusters);
    for cluster in &analysis.clusters {
        let own: Vec<Set> = cluster.conflicts.iter().map(|&at| conflicts[at].1).collect();
        let told: Vec<Set> = cluster.repairs.iter().map(|repair| found.set(repair)).collect();
        prop_assert!(cluster.complete);
        prop_assert_eq!(repairs(&own), told);
    }
    // What is left out for each group is a repair of each cluster.
    let of = found.set(&analysis.claims);
    let left_out: BTreeSet<Set> =
        analysis.groups.iter().map(|group| of & !found.set(&group.claims)).collect();
    let products = analysis.clusters.iter().fold(vec![0], |products: Vec<Set>, cluster| {
        let each = |one: Set| cluster.repairs.iter().map(move |repair| one | found.set(repair));
        products.into_iter().flat_map(each).collect()
    });
    prop_assert_eq!(left_out, products.into_iter().collect::<BTreeSet<_>>());
    Ok(())
}

/// Verdicts on pairs and on sets of two. What a single bound of each claim shows, a set of the two shows
/// too; where a set heeds more than one bound of a claim it may show more, but not over whole years.
fn pairs_agree(scene: &Scene, found: &Found, whole_years: bool) -> Result<(), TestCaseError> {
    let mut speaker: BTreeMap<Set, Set> = BTreeMap::new();
    for analysis in &found.analyses {
        speaker.extend(analysis.claims.iter().map(|&claim| (found.bit(claim), found.bit(claim))));
        for (&first, others) in &analysis.alike {
            speaker.extend(others.iter().map(|&other| (found.bit(other), found.bit(first))));
        }
    }
    let conflicts = found.analyses.iter().flat_map(|analysis| &analysis.conflicts);
    let sets: BTreeMap<Set, (Verdict, Option<Rational>)> = conflicts
        .filter(|each| each.claims.len() == 2)
        .map(|each| (found.set(&each.claims), (each.verdict, each.stretch.least.clone())))
        .collect();
    let pressing = |verdict: &Verdict| *verdict <= Verdict::Close;
    let mut seen = BTreeSet::new();
    for pair in found.report.sections.iter().flat_map(|section| &section.pairs) {
        let bit = |id: &str| speaker[&(1 << IDS.iter().position(|each| *each == id).unwrap())];
        let set = bit(&pair.first) | bit(&pair.second);
        seen.insert(set);
        let as_set = sets.get(&set);
        let told = Some(pair.verdict).filter(pressing);
        prop_assert_eq!(told, as_set.map(|(verdict, _)| *verdict), "{:b} of\n{}", set, scene.text());
    }
    prop_assert!(sets.keys().all(|set| seen.contains(set)));
    let ids: Vec<ClaimId> = found.dataset.claim_ids().collect();
    for (position, &a) in ids.iter().enumerate() {
        for &b in ids.iter().skip(position + 1) {
            let set = speaker[&found.bit(a)] | speaker[&found.bit(b)];
            let pair = found.pair(a, b);
            let stretch = match &pair.evidence {
                Evidence::Compared(comparison) => comparison.shortfall.as_ref(),
                _ => None,
            };
            let alone = Some(pair.verdict).filter(pressing);
            let alone = alone.map(|verdict| (verdict, stretch.map(|shortfall| shortfall.stretch.clone())));
            let as_set = sets.get(&set);
            let shows_no_more = match (&alone, as_set) {
                (None, _) => true,
                (Some((verdict, stretch)), Some((set_verdict, set_stretch))) => {
                    set_verdict < verdict || set_verdict == verdict && stretch <= set_stretch
                }
                (Some(_), None) => false,
            };
            prop_assert!(
                shows_no_more,
                "{:?} alone, {:?} as the set {:b} of\n{}",
                alone,
                as_set,
                set,
                scene.text()
            );
            if whole_years {
                prop_assert_eq!(alone.as_ref(), as_set, "the set {:b} of\n{}", set, scene.text());
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn conflicts_by_words_of_totals(scene in scene(Times::Totals, &[0, 5, 50])) {
        words_agree(&scene, &Found::of(&scene))?;
    }

    #[test]
    fn conflicts_by_words_over_years(scene in scene(Times::Years, &[0, 5, 50])) {
        words_agree(&scene, &Found::of(&scene))?;
    }

    #[test]
    fn conflicts_by_words_over_months(scene in scene(Times::Months, &[0, 5, 50])) {
        words_agree(&scene, &Found::of(&scene))?;
    }

    #[test]
    fn sets_in_one_year(scene in scene(Times::Totals, &[0, 0, 5])) {
        let scene = scene.in_one_year();
        let found = Found::of(&scene);
        words_agree(&scene, &found)?;
        for analysis in &found.analyses {
            sets_agree(&scene, &found, analysis)?;
        }
    }

    #[test]
    fn sets_over_years(scene in scene(Times::Years, &[0, 5, 50])) {
        let found = Found::of(&scene);
        for analysis in &found.analyses {
            sets_agree(&scene, &found, analysis)?;
        }
    }

    #[test]
    fn sets_over_months(scene in scene(Times::Months, &[0, 5, 50])) {
        let found = Found::of(&scene);
        for analysis in &found.analyses {
            sets_agree(&scene, &found, analysis)?;
        }
    }

    #[test]
    fn pairs_over_years(scene in scene(Times::Years, &[0, 5, 50])) {
        pairs_agree(&scene, &Found::of(&scene), true)?;
    }

    #[test]
    fn pairs_over_months(scene in scene(Times::Months, &[0, 5, 50])) {
        pairs_agree(&scene, &Found::of(&scene), false)?;
    }

    #[test]
    fn pairs_over_months_to_the_day(scene in scene(Times::Months, &[0, 5, 50])) {
        let scene = scene.without_near_days();
        pairs_agree(&scene, &Found::of(&scene), false)?;
    }

    #[test]
    fn conflicts_by_words_without_steady_rates(scene in scene(Times::Months, &[0, 5, 50])) {
        let scene = scene.unsteady();
        words_agree(&scene, &Found::of(&scene))?;
    }
}
