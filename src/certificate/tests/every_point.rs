//! Random systems in a world so small that every point can be looked at.

use proptest::prelude::*;

use super::*;

/// As many cases as run in seconds without optimisation; `PROPTEST_CASES` overrides it.
fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { count };
    ProptestConfig { cases, failure_persistence: None, ..default }
}

/// Entries with the places they hold, written out.
const ACTORS: [(&str, &[&str]); 5] = [
    ("any", &["a", "b", "others", "unnamed"]),
    ("a", &["a"]),
    ("b", &["b"]),
    ("closed", &["a", "b"]),
    ("open", &["a", "b", "others"]),
];
const CATEGORIES: [(&str, &[&str]); 3] = [("any", &["x", "y", "unnamed"]), ("x", &["x"]), ("y", &["y"])];
const STAGES: [Stage; 3] = [Stage::Committed, Stage::Paid, Stage::Held];
/// Boxes start and end before one of the days in the middle.
const DAYS: usize = 5;

fn nth_day(index: usize) -> NaiveDate {
    day("2020-02-27") + chrono::Days::new(index as u64)
}

/// A box by positions in the tables; its days up to but not including the last.
#[derive(Debug, Clone)]
struct Drawn {
    payer: usize,
    payee: usize,
    category: usize,
    stage: usize,
    from: Option<usize>,
    until: Option<usize>,
}

/// A point by words and positions.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    payer: &'static str,
    payee: &'static str,
    category: &'static str,
    stage: usize,
    day: usize,
}

impl Drawn {
    fn holds(&self, place: &Place) -> bool {
        ACTORS[self.payer].1.contains(&place.payer)
            && ACTORS[self.payee].1.contains(&place.payee)
            && CATEGORIES[self.category].1.contains(&place.category)
            && self.stage == place.stage
            && self.from.is_none_or(|from| from <= place.day)
            && self.until.is_none_or(|until| place.day < until)
    }

    fn region(&self, world: &World) -> Region {
        let [payer, payee] =
            [self.payer, self.payee].map(|entry| world.actors.find(ACTORS[entry].0).unwrap());
        Region {
            payer,
            payee,
            category: world.categories.find(CATEGORIES[self.category].0).unwrap(),
            stage: STAGES[self.stage],
            unit: super::dollars(),
            time: DayRange::new(self.from.map(nth_day), self.until.map(nth_day)).unwrap(),
        }
    }
}

impl Place {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for payer in ACTORS[0].1 {
            for payee in ACTORS[0].1 {
                for category in CATEGORIES[0].1 {
                    for stage in 0..STAGES.len() {
                        for day in 0..DAYS {
                            all.push(Self { payer, payee, category, stage, day });
                        }
                    }
                }
            }
        }
        all
    }

    fn point(&self, world: &World) -> Point {
        let id = |word| match word {
            "others" => "open",
            "unnamed" => "any",
            own => own,
        };
        let elements = format!("{} {} {}", id(self.payer), id(self.payee), id(self.category));
        Point { stage: STAGES[self.stage], ..world.point(&elements, nth_day(self.day)) }
    }
}

#[derive(Debug, Clone)]
struct Case {
    boxes: Vec<Drawn>,
    statements: Vec<Statement>,
    claims: Vec<ClaimId>,
    stretch: Rational,
}

impl Case {
    fn world(&self) -> World {
        let mut world = World::new();
        world.system.regions = self.boxes.iter().map(|drawn| drawn.region(&world)).collect();
        world.system.statements.clone_from(&self.statements);
        world
    }

    fn statements_tried(&self) -> impl Iterator<Item = (usize, Statement)> {
        let tried = self.statements.iter().enumerate();
        let tried = tried.filter(|(_, statement)| statement.is_tried_among(&self.claims));
        tried.map(|(position, statement)| (position, statement.stretched(&self.stretch)))
    }

    fn is_malformed(statement: &Statement) -> bool {
        statement.states_factor && statement.low.is_some() && statement.high.is_some()
    }

    /// What multiples add up to: the low ends minus the high ends, and the same for the weights at a
    /// place. Nothing where the multiples are not allowed.
    fn added(&self, multiples: &[Multiple]) -> Option<(Rational, impl Fn(&Place) -> Rational)> {
        let mut signed = Vec::new();
        for (index, multiple) in multiples.iter().enumerate() {
            let (_, statement) =
                self.statements_tried().find(|&(position, _)| position == multiple.statement)?;
            let same = |other: &Multiple| (other.statement, other.end) == (multiple.statement, multiple.end);
            if Self::is_malformed(&statement) || multiples[..index].iter().any(same) {
                return None;
            }
            if multiple.times <= Rational::zero() {
                return None;
            }
            let bound = statement.bound(multiple.end)?.clone();
            let times = if multiple.end == End::Low { multiple.times.clone() } else { -&multiple.times };
            signed.push((times, statement, bound));
        }
        let bounds = signed.iter().map(|(times, _, bound)| times * bound).sum();
        let weight = move |place: &Place| {
            let each =
                signed.iter().map(|(times, statement, _)| times * &self.weight(&statement.terms, place));
            each.sum()
        };
        Some((bounds, weight))
    }

    fn weight(&self, terms: &[(usize, Rational)], place: &Place) -> Rational {
        let held = terms.iter().filter(|(position, _)| self.boxes[*position].holds(place));
        held.map(|(_, weight)| weight.clone()).sum()
    }
}

/// A little more often everything, so that boxes lie within each other.
fn entry(count: usize) -> impl Strategy<Value = usize> {
    prop_oneof![2 => Just(0), 3 => 0..count]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let time = prop_oneof![
        2 => Just((None, None)),
        4 => (proptest::option::of(1..DAYS - 1), proptest::option::of(1..DAYS))
            .prop_filter("some days", |(from, until)| from.zip(*until).is_none_or(|(from, until)| from < until)),
    ];
    let stage = prop_oneof![4 => Just(1_usize), 1 => Just(0)];
    (entry(ACTORS.len()), entry(ACTORS.len()), entry(CATEGORIES.len()), stage, time).prop_map(
        |(payer, payee, category, stage, (from, until))| Drawn { payer, payee, category, stage, from, until },
    )
}

fn statement(boxes: usize) -> impl Strategy<Value = Statement> {
    let weight =
        prop_oneof![4 => Just(1), 2 => Just(-1), 1 => Just(-2), 1 => Just(3)].prop_map(Rational::from);
    let terms = proptest::collection::vec((0..boxes, weight), 1..3);
    let bound = || proptest::option::weighted(0.7, (-3_i64..9).prop_map(Rational::from));
    let claim = || (0_u32..4).prop_map(ClaimId);
    let claims = proptest::collection::btree_set(claim(), 1..4);
    let when = proptest::collection::vec(claims.prop_map(|some| some.into_iter().collect()), 0..3);
    (terms, proptest::bool::weighted(0.2), bound(), bound(), 0..6, claim(), when).prop_map(
        |(terms, states_factor, low, high, origin, claim, when)| {
            let assumptions = Vec::new();
            let origin = match origin {
                0 => Origin::SomethingFlowed { claim, assumptions },
                1 => Origin::Law(StageLaw { earlier: Stage::Committed, later: Stage::Paid }),
                _ => Origin::Figure { claim, assumptions },
            };
            Statement { terms, states_factor, low, high, origin, when, converted: None }
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    (proptest::collection::vec(drawn(), 1..5), 1_usize..5).prop_flat_map(|(boxes, count)| {
        let statements = proptest::collection::vec(statement(boxes.len()), count);
        let claims =
            prop_oneof![Just(vec![0, 1, 2, 3]), proptest::sample::subsequence(vec![0, 1, 2, 3], 0..4)];
        let stretch = prop_oneof![Just("0"), Just("0.25"), Just("1")];
        (Just(boxes), statements, claims, stretch).prop_map(|(boxes, statements, claims, stretch)| Case {
            boxes,
            statements,
            claims: ids(&claims),
            stretch: number(stretch),
        })
    })
}

/// With multiples of bounds that are there to be added, and now and then any other.
fn case_and_multiples() -> impl Strategy<Value = (Case, Vec<Multiple>)> {
    case().prop_flat_map(|case| {
        let usable = case.statements_tried().filter(|(_, statement)| !Case::is_malformed(statement));
        let ends = usable.flat_map(|(position, statement)| {
            let ends = [End::Low, End::High].into_iter();
            ends.filter(|&end| statement.bound(end).is_some()).map(|end| (position, end)).collect::<Vec<_>>()
        });
        let ends: Vec<(usize, End)> = ends.collect();
        let some = ends.len().min(1)..=ends.len().min(4);
        let any = (0_usize..5, prop_oneof![Just(End::Low), Just(End::High)]);
        let any = proptest::collection::vec(any, 0..=1);
        let ends = (proptest::sample::subsequence(ends, some), prop_oneof![9 => Just(vec![]), 1 => any]);
        let times = prop_oneof![12 => Just("1"), 3 => Just("2"), 2 => Just("0.75")].prop_map(number);
        let times = proptest::collection::vec(prop_oneof![40 => times, 1 => Just(Rational::zero())], 5);
        (Just(case), ends, times).prop_map(|(case, (ends, any), times)| {
            let multiple = |((statement, end), times)| Multiple { statement, end, times };
            (case, ends.into_iter().chain(any).zip(times).map(multiple).collect())
        })
    })
}

/// Whether something is accepted, and if not for a place, whether that place is really one.
fn agrees<T>(
    world: &World,
    found: &Result<T, Doubt>,
    above_zero: Option<&dyn Fn(&Place) -> bool>,
    otherwise_right: bool,
) -> Result<bool, TestCaseError> {
    let places = Place::all();
    let expected = otherwise_right && above_zero.is_some_and(|above_zero| !places.iter().any(above_zero));
    prop_assert_eq!(found.is_ok(), expected);
    if let (Err(Doubt::Unaccounted { point }), Some(above_zero)) = (found, above_zero) {
        let day = point.day.max(nth_day(0));
        let named = places.iter().find(|place| place.point(world) == Point { day, ..*point });
        prop_assert!(named.is_some_and(above_zero), "{point:?}");
    }
    Ok(expected)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn refutations_hold_at_every_point((case, multiples) in case_and_multiples()) {
        let world = case.world();
        let found = world.checker().refuted(&case.claims, &case.stretch, multiples.clone());
        let added = case.added(&multiples);
        let Some((shortfall, weight)) = added else {
            prop_assert!(found.is_err());
            return Ok(());
        };
        let above_zero = |place: &Place| weight(place) > Rational::zero();
        if agrees(&world, &found, Some(&above_zero), shortfall > Rational::zero())? {
            let refutation = found.unwrap();
            prop_assert_eq!(&refutation.shortfall, &shortfall);
            prop_assert_eq!(&(&refutation.lows - &refutation.highs), &shortfall);
        }
    }

    #[test]
    fn limits_hold_at_every_point(
        (case, multiples) in case_and_multiples(),
        asked in proptest::collection::vec((0_usize..4, -1_i64..3), 1..3),
        low in any::<bool>(),
        off in prop_oneof![9 => Just(0_i64), 1 => Just(1)],
    ) {
        let world = case.world();
        let asked: Vec<(usize, Rational)> =
            asked.into_iter().map(|(position, weight)| (position % case.boxes.len(), weight.into())).collect();
        let sum = asked.iter().map(|(position, weight)| (world.system.regions[*position].clone(), weight.clone()));
        let added = case.added(&multiples);
        let end = if low { End::Low } else { End::High };
        let sign = Rational::from(if low { 1 } else { -1 });
        let follows = added.as_ref().map_or_else(Rational::zero, |(bounds, _)| &sign * bounds);
        let value = &follows + &off.into();
        let checker = world.checker();
        let found = checker.limited(&case.claims, &case.stretch, sum.collect(), end, &value, multiples.clone());
        let Some((_, weight)) = added else {
            prop_assert!(found.is_err());
            return Ok(());
        };
        let above_zero = |place: &Place| {
            let (proof, question) = (&sign * &weight(place), case.weight(&asked, place));
            if low { proof > question } else { proof < question }
        };
        agrees(&world, &found, Some(&above_zero), off == 0)?;
    }

    #[test]
    fn witnesses_satisfy_what_is_tried(
        case in case(),
        flows in proptest::collection::vec((0_usize..720, prop_oneof![1 => Just(-1_i64), 30 => 0_i64..5]), 0..5),
    ) {
        let world = case.world();
        let places = Place::all();
        let flows: Vec<(Place, Rational)> = flows
            .into_iter()
            .map(|(index, amount)| (places[index % places.len()], Rational::ratio(amount, 2).unwrap()))
            .collect();
        let is_flow = flows.iter().enumerate().all(|(index, (place, amount))| {
            !amount.is_negative() && flows[..index].iter().all(|(other, _)| other != place)
        });
        let satisfied = case.statements_tried().all(|(_, statement)| {
            let sum: Rational =
                flows.iter().map(|(place, amount)| amount * &case.weight(&statement.terms, place)).sum();
            !Case::is_malformed(&statement)
                && statement.low.is_none_or(|low| low <= sum)
                && statement.high.is_none_or(|high| sum <= high)
        });
        let given = flows.iter().map(|(place, amount)| (place.point(&world), amount.clone())).collect();
        let found = world.checker().satisfied(&case.claims, &case.stretch, given);
        prop_assert_eq!(found.is_ok(), is_flow && satisfied);
    }
}
