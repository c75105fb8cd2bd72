//! Small systems whose arithmetic can be done in the head.

use super::End::{High, Low};
use super::*;

fn since(year: i32) -> DayRange {
    DayRange::new(DayRange::year(year).start(), None).unwrap()
}

fn until(year: i32) -> DayRange {
    DayRange::up_to(DayRange::year(year).start().unwrap())
}

/// At least 135 to a; from 100 to 110 to all of the group, a among them.
fn part_above_whole() -> World {
    let mut world = World::new();
    let part = world.region("any a any", DayRange::year(2020));
    let whole = world.region("any open any", DayRange::year(2020));
    world.says(&[(part, 1)], Some(135), None);
    world.says(&[(whole, 1)], Some(100), Some(110));
    world
}

#[test]
fn a_part_above_its_whole_is_refuted() {
    let world = part_above_whole();
    let proof = [(0, Low, "1"), (1, High, "1")];
    assert_eq!(world.refuted(&[0, 1], "0", &proof), Ok("135 - 110 = 25".to_owned()));
    assert_eq!(world.refuted(&[0, 1, 7], "0.1", &proof), Ok("121.5 - 121 = 0.5".to_owned()));
    let thrice = [(0, Low, "1/3"), (1, High, "1/3")];
    assert_eq!(world.refuted(&[0, 1], "0", &thrice), Ok("45 - 110/3 = 25/3".to_owned()));
}

#[test]
fn claims_are_taken_in_any_order() {
    let world = part_above_whole();
    let multiples = times(&[(0, Low, "1"), (1, High, "1")]);
    let refutation = world.checker().refuted(&ids(&[1, 0, 1]), &Rational::zero(), multiples).unwrap();
    assert_eq!(refutation.claims, ids(&[0, 1]));
}

#[test]
fn a_refutation_that_is_tampered_with_is_refused() {
    let world = part_above_whole();
    let refuted = |proof: &[(usize, End, &str)]| world.refuted(&[0, 1], "0", proof).unwrap_err();
    let at_a = Doubt::Unaccounted { point: world.point("any a any", day("2020-01-01")) };
    assert_eq!(refuted(&[(0, Low, "2"), (1, High, "1")]), at_a);
    assert_eq!(refuted(&[(0, Low, "1"), (1, High, "0.99")]), at_a);
    assert_eq!(refuted(&[(0, Low, "1")]), at_a);
    assert_eq!(refuted(&[(0, Low, "1"), (1, Low, "1")]), at_a);
    let fits = |lows: &str, highs: &str| Doubt::NoShortfall { lows: number(lows), highs: number(highs) };
    assert_eq!(refuted(&[(0, Low, "1"), (1, High, "2")]), fits("135", "220"));
    assert_eq!(refuted(&[(0, Low, "22"), (1, High, "27")]), fits("2970", "2970"));
    assert_eq!(refuted(&[]), fits("0", "0"));
    for times in ["0", "-1"] {
        let doubt = Doubt::TimesNotAboveZero { statement: 1, end: High };
        assert_eq!(refuted(&[(0, Low, "1"), (1, High, times)]), doubt);
    }
    let doubt = Doubt::NamedTwice { statement: 0, end: Low };
    assert_eq!(refuted(&[(0, Low, "0.5"), (0, Low, "0.5"), (1, High, "1")]), doubt);
    assert_eq!(refuted(&[(0, High, "1"), (1, High, "1")]), Doubt::NoSuchEnd { statement: 0, end: High });
    assert_eq!(refuted(&[(2, Low, "1"), (1, High, "1")]), Doubt::NoSuchStatement { statement: 2 });
}

#[test]
fn other_claims_or_another_stretch_are_another_matter() {
    let world = part_above_whole();
    let proof = [(0, Low, "1"), (1, High, "1")];
    assert_eq!(world.refuted(&[1], "0", &proof), Err(Doubt::NotTried { statement: 0 }));
    assert_eq!(world.refuted(&[0, 2], "0", &proof), Err(Doubt::NotTried { statement: 1 }));
    let fits = Doubt::NoShortfall { lows: number("108"), highs: number("132") };
    assert_eq!(world.refuted(&[0, 1], "0.2", &proof), Err(fits));
    for stretch in ["-0.01", "1.01"] {
        let doubt = Doubt::Stretch { stretch: number(stretch) };
        assert_eq!(world.refuted(&[0, 1], stretch, &proof), Err(doubt.clone()));
        assert_eq!(world.satisfied(&[], stretch, &[]), Err(doubt));
    }
}

#[test]
fn a_statement_is_tried_if_each_of_its_lists_is_prompted() {
    let mut world = part_above_whole();
    world.system.statements[0].when.push(ids(&[5, 6]));
    let proof = [(0, Low, "1"), (1, High, "1")];
    assert_eq!(world.refuted(&[0, 1], "0", &proof), Err(Doubt::NotTried { statement: 0 }));
    assert_eq!(world.refuted(&[1, 5], "0", &proof), Err(Doubt::NotTried { statement: 0 }));
    assert!(world.refuted(&[0, 1, 6], "0", &proof).is_ok());
    // The flow satisfies what is tried, and only that.
    let flow = [(world.point("any open any", day("2020-05-01")), "105")];
    assert_eq!(world.satisfied(&[0, 1], "0", &flow), Ok(()));
    let doubt = Doubt::Violated { statement: 0, end: Low, sum: Rational::zero() };
    assert_eq!(world.satisfied(&[0, 1, 6], "0", &flow), Err(doubt));
}

#[test]
fn parts_short_of_their_whole_are_refuted_only_if_they_are_all_of_it() {
    let refuted = |whole: &str, parts: &[(usize, End, &str)]| {
        let mut world = World::new();
        for payee in ["a", "b", whole] {
            world.region(&format!("any {payee} any"), DayRange::year(2020));
        }
        world.says(&[(0, 1)], None, Some(10));
        world.says(&[(1, 1)], None, Some(10));
        world.says(&[(2, 1)], Some(30), None);
        let proof = [&[(2, Low, "1")], parts].concat();
        world.refuted(&[0, 1, 2], "0", &proof).map_err(|doubt| match doubt {
            Doubt::Unaccounted { point } => point.payee,
            other => panic!("{other}"),
        })
    };
    let world = World::new();
    let both = [(0, High, "1"), (1, High, "1")];
    assert_eq!(refuted("closed", &both), Ok("30 - 20 = 10".to_owned()));
    assert_eq!(refuted("open", &both), Err(world.actor("open")));
    assert_eq!(refuted("any", &both), Err(Element::UNNAMED));
    assert_eq!(refuted("closed", &both[..1]), Err(world.actor("b")));
    assert_eq!(refuted("closed", &both[1..]), Err(world.actor("a")));
}

#[test]
fn a_box_is_accounted_for_in_every_dimension() {
    let year = DayRange::year(2020);
    let wide = |world: &World| world.boxed("any closed any", Stage::Paid, year);
    let accounted = |change: &dyn Fn(&World) -> Region| {
        let mut world = World::new();
        let inner = world.boxed("a closed x", Stage::Paid, DayRange::month(2020, 6).unwrap());
        let outer = change(&world);
        world.system.regions.extend([inner, outer]);
        world.says(&[(0, 1)], Some(2), None);
        world.says(&[(1, 1)], None, Some(1));
        world.refuted(&[0, 1], "0", &[(0, Low, "1"), (1, High, "1")]).is_ok()
    };
    assert!(accounted(&wide));
    assert!(accounted(&|world| Region { payer: world.actors.find("open").unwrap(), ..wide(world) }));
    assert!(!accounted(&|world| Region { payer: world.actors.find("b").unwrap(), ..wide(world) }));
    assert!(!accounted(&|world| Region { payee: world.actors.find("b").unwrap(), ..wide(world) }));
    assert!(accounted(&|world| Region { category: world.categories.find("x").unwrap(), ..wide(world) }));
    assert!(!accounted(&|world| Region { category: world.categories.find("y").unwrap(), ..wide(world) }));
    assert!(!accounted(&|world| Region { stage: Stage::Committed, ..wide(world) }));
    assert!(!accounted(&|world| Region { time: DayRange::month(2020, 5).unwrap(), ..wide(world) }));
    let all_but_one_day = DayRange::new(Some(day("2020-06-01")), Some(day("2020-06-30")));
    assert!(!accounted(&|world| Region { time: all_but_one_day.unwrap(), ..wide(world) }));
}

#[test]
fn times_may_be_open() {
    // At least 30 over the first time; at most 10 over each of the others.
    let refuted = |whole: DayRange, parts: &[DayRange]| {
        let mut world = World::new();
        let mut proof = vec![(0, Low, "1")];
        world.region("any a any", whole);
        world.says(&[(0, 1)], Some(30), None);
        for &part in parts {
            let part = world.region("any a any", part);
            world.says(&[(part, 1)], None, Some(10));
            proof.push((part, High, "1"));
        }
        world.refuted(&[0, 1, 2], "0", &proof).map(|_| ()).map_err(|doubt| match doubt {
            Doubt::Unaccounted { point } => point.day,
            other => panic!("{other}"),
        })
    };
    let [one, two] = [2020, 2021].map(DayRange::year);
    assert_eq!(refuted(DayRange::new(one.start(), two.end()).unwrap(), &[one, two]), Ok(()));
    assert_eq!(refuted(since(2020), &[one, since(2021)]), Ok(()));
    assert_eq!(refuted(since(2020), &[one, two]), Err(day("2022-01-01")));
    assert_eq!(refuted(until(2021), &[until(2020), one]), Ok(()));
    assert_eq!(refuted(until(2021), &[one]), Err(NaiveDate::MIN));
    assert_eq!(refuted(DayRange::ALL, &[until(2020), since(2020)]), Ok(()));
    assert_eq!(refuted(DayRange::ALL, &[until(2020), since(2021)]), Err(day("2020-01-01")));
    assert_eq!(refuted(one, &[DayRange::ALL]), Ok(()));
    let first = DayRange::single(NaiveDate::MIN);
    let later = DayRange::new(first.end(), None).unwrap();
    assert_eq!(refuted(DayRange::ALL, &[first, later]), Ok(()));
}

/// At least twice as much to a as to b, at least 10 to b, at most 15 to a.
fn comparison() -> World {
    let mut world = World::new();
    world.region("any a any", DayRange::year(2020));
    world.region("any b any", DayRange::year(2020));
    world.says(&[(0, 1), (1, -2)], Some(0), None);
    world.says(&[(1, 1)], Some(10), None);
    world.says(&[(0, 1)], None, Some(15));
    world.system.statements[0].states_factor = true;
    world
}

#[test]
fn factors_of_comparisons_are_stretched() {
    let world = comparison();
    let refuted = |stretch: &str, of_b: &str| {
        world.refuted(&[0, 1, 2], stretch, &[(0, Low, "1"), (1, Low, of_b), (2, High, "1")])
    };
    assert_eq!(refuted("0", "2"), Ok("20 - 15 = 5".to_owned()));
    assert_eq!(refuted("0.05", "1.9"), Ok("18.05 - 15.75 = 2.3".to_owned()));
    let at_b = Doubt::Unaccounted { point: world.point("any b any", day("2020-01-01")) };
    assert_eq!(refuted("0.05", "2"), Err(at_b));
    let flow = |amount| {
        let points = ["any a any", "any b any"].map(|place| world.point(place, day("2020-03-04")));
        [(points[0], "16.5"), (points[1], amount)]
    };
    assert_eq!(world.satisfied(&[0, 1, 2], "0.1", &flow("9")), Ok(()));
    let doubt = Doubt::Violated { statement: 0, end: Low, sum: number("-0.06") };
    assert_eq!(world.satisfied(&[0, 1, 2], "0.1", &flow("9.2")), Err(doubt));

    // At most twice as much, and that it is twice as much is not stated but follows from something else.
    let mut world = comparison();
    let statement = &mut world.system.statements[0];
    (statement.low, statement.high) = (None, Some(Rational::zero()));
    assert_eq!(world.satisfied(&[0], "0.1", &[(flow("1")[0].0, "2.2"), (flow("1")[1].0, "1")]), Ok(()));
    world.system.statements[0].states_factor = false;
    let doubt = Doubt::Violated { statement: 0, end: High, sum: number("0.2") };
    assert_eq!(world.satisfied(&[0], "0.1", &[(flow("1")[0].0, "2.2"), (flow("1")[1].0, "1")]), Err(doubt));
}

#[test]
fn bounds_below_zero_are_stretched_the_other_way_round() {
    let mut world = comparison();
    world.says(&[(0, 1), (1, -1)], Some(-10), Some(-5));
    let paid_to_b = |amount| [(world.point("any b any", day("2020-03-04")), amount)];
    for amount in ["11", "4.5"] {
        assert_eq!(world.satisfied(&[3], "0.1", &paid_to_b(amount)), Ok(()));
    }
    for (amount, end) in [("11.01", Low), ("4.49", High)] {
        let doubt = Doubt::Violated { statement: 3, end, sum: -&number(amount) };
        assert_eq!(world.satisfied(&[3], "0.1", &paid_to_b(amount)), Err(doubt));
    }
}

#[test]
fn malformed_statements_are_refused() {
    let mut world = comparison();
    world.system.statements[0].high = Some(Rational::from(100));
    world.says(&[(7, 1)], Some(1), None);
    for statement in [0, 3] {
        let doubt = Doubt::Malformed { statement };
        let claims = [u32::try_from(statement).unwrap()];
        assert_eq!(world.refuted(&claims, "0", &[(statement, Low, "1")]), Err(doubt.clone()));
        assert_eq!(world.limited(&claims, &[], Low, "0", &[(statement, Low, "1")]), Err(doubt.clone()));
        assert_eq!(world.satisfied(&claims, "0", &[]), Err(doubt));
        assert_eq!(world.satisfied(&[], "0", &[]), Ok(()));
    }
}

/// At least 100 paid to a by the end of 2020; at most 80 committed; the law that no more is paid
/// than committed by then.
fn more_paid_than_committed() -> World {
    let mut world = World::new();
    world.region("any a any", until(2021));
    world.system.regions.push(world.boxed("any a any", Stage::Committed, until(2021)));
    world.says(&[(0, 1)], Some(100), None);
    world.says(&[(1, 1)], None, Some(80));
    world.says(&[(0, 1), (1, -1)], None, Some(0));
    let law = &mut world.system.statements[2];
    law.origin = Origin::Law(StageLaw { earlier: Stage::Committed, later: Stage::Paid });
    law.when.clear();
    world
}

#[test]
fn laws_always_hold_and_are_not_stretched() {
    let mut world = more_paid_than_committed();
    let proof = [(0, Low, "1"), (1, High, "1"), (2, High, "1")];
    assert_eq!(world.refuted(&[0, 1], "0", &proof), Ok("100 - 80 = 20".to_owned()));
    assert_eq!(world.refuted(&[0, 1], "0.1", &proof), Ok("90 - 88 = 2".to_owned()));
    let paid = world.point("any a any", NaiveDate::MIN);
    assert_eq!(world.refuted(&[0, 1], "0", &proof[..2]), Err(Doubt::Unaccounted { point: paid }));
    let law = Doubt::Violated { statement: 2, end: High, sum: Rational::from(100) };
    assert_eq!(world.satisfied(&[0], "0", &[(paid, "100")]), Err(law));
    let committed = Point { stage: Stage::Committed, ..paid };
    assert_eq!(world.satisfied(&[0], "0", &[(paid, "100"), (committed, "100")]), Ok(()));
    // By another day it is another law.
    world.system.regions[1].time = until(2022);
    assert_eq!(world.refuted(&[0, 1], "0", &proof), Ok("100 - 80 = 20".to_owned()));
    world.system.regions.push(world.boxed("any a any", Stage::Committed, until(2021)));
    world.system.statements[2].terms[1].0 = 2;
    assert!(world.refuted(&[0, 1], "0", &proof).is_ok());
    world.system.regions[1].time = until(2020);
    let committed = Point { stage: Stage::Committed, day: day("2020-01-01"), ..paid };
    assert_eq!(world.refuted(&[0, 1], "0", &proof), Err(Doubt::Unaccounted { point: committed }));
}

#[test]
fn a_flow_satisfies_what_is_said_or_it_does_not() {
    let mut world = part_above_whole();
    let day = day("2020-12-31");
    let [to_a, to_b, to_others] = ["b a x", "any b any", "a open y"].map(|place| world.point(place, day));
    // 108 to 132 of the group, 108 of them at least to a.
    let flow = [(to_a, "108"), (to_b, "0"), (to_others, "24")];
    assert_eq!(world.satisfied(&[0, 1], "0.2", &flow), Ok(()));
    assert_eq!(world.satisfied(&[1], "0", &[(to_others, "100")]), Ok(()));
    let low = |sum: &str| Err(Doubt::Violated { statement: 0, end: Low, sum: number(sum) });
    assert_eq!(world.satisfied(&[0, 1], "0", &flow), low("108"));
    assert_eq!(world.satisfied(&[0, 1], "0.2", &[(to_a, "107.9"), flow[2]]), low("107.9"));
    let high = |sum: &str| Err(Doubt::Violated { statement: 1, end: High, sum: number(sum) });
    assert_eq!(world.satisfied(&[0, 1], "0.2", &[flow[0], (to_others, "24.01")]), high("132.01"));
    // Out of its box: another payee, another day, another stage.
    let moved = [
        world.point("b b x", day),
        Point { day: day.succ_opt().unwrap(), ..to_a },
        Point { stage: Stage::Unstated, ..to_a },
    ];
    for point in moved {
        assert_eq!(world.satisfied(&[0, 1], "0.2", &[(point, "108"), flow[2]]), low("0"));
    }
    let below = [(to_a, "138"), (to_b, "-30"), flow[2]];
    assert_eq!(world.satisfied(&[0, 1], "0.2", &below), Err(Doubt::BelowZero { point: to_b }));
    let twice = [(to_a, "54"), flow[2], (to_a, "54")];
    assert_eq!(world.satisfied(&[0, 1], "0.2", &twice), Err(Doubt::PointTwice { point: to_a }));
    assert_eq!(world.satisfied(&[], "0", &[]), Ok(()));
    world.system.statements[0].when.clear();
    assert_eq!(world.satisfied(&[], "0", &[]), low("0"));
}

#[test]
fn limits_follow_from_bounds() {
    let world = part_above_whole();
    let about = |payee: &str| world.boxed(&format!("any {payee} any"), Stage::Paid, DayRange::year(2020));
    let (least, most) = ([(0, Low, "1")], [(1, High, "1")]);
    assert_eq!(world.limited(&[0], &[(about("open"), 1)], Low, "135", &least), Ok(()));
    assert_eq!(world.limited(&[0], &[(about("any"), 2)], Low, "270", &[(0, Low, "2")]), Ok(()));
    assert_eq!(world.limited(&[1], &[(about("a"), 1)], High, "110", &most), Ok(()));
    assert_eq!(world.limited(&[1], &[(about("a"), 1), (about("b"), 1)], High, "110", &most), Ok(()));
    let difference = [(about("open"), 1), (about("a"), -1)];
    let proof = [(0, Low, "1"), (1, High, "1")];
    assert_eq!(world.limited(&[0, 1], &difference, High, "-25", &proof), Ok(()));
    // Nothing is the least of anything.
    assert_eq!(world.limited(&[], &[(about("a"), 1)], Low, "0", &[]), Ok(()));
    assert_eq!(world.limited(&[], &[], High, "0", &[]), Ok(()));
}

#[test]
fn a_limit_that_is_tampered_with_is_refused() {
    let world = part_above_whole();
    let about = |payee: &str| world.boxed(&format!("any {payee} any"), Stage::Paid, DayRange::year(2020));
    let (least, most) = ([(0, Low, "1")], [(1, High, "1")]);
    let at = |payee: &str| {
        let point = world.point(&format!("any {payee} any"), day("2020-01-01"));
        Err(Doubt::Unaccounted { point })
    };
    let other = |found: &str| Err(Doubt::OtherValue { found: number(found) });
    let open = [(about("open"), 1)];
    assert_eq!(world.limited(&[0], &open, Low, "134", &least), other("135"));
    assert_eq!(world.limited(&[0], &open, Low, "136", &least), other("135"));
    assert_eq!(world.limited(&[0], &open, High, "135", &least), other("-135"));
    assert_eq!(world.limited(&[0], &open, Low, "270", &[(0, Low, "2")]), at("a"));
    assert_eq!(world.limited(&[0], &[(about("b"), 1)], Low, "135", &least), at("a"));
    assert_eq!(world.limited(&[1], &open, Low, "135", &least), Err(Doubt::NotTried { statement: 0 }));
    assert_eq!(world.limited(&[1], &[(about("any"), 1)], High, "110", &most), at("any"));
    assert_eq!(world.limited(&[1], &[(about("a"), 2)], High, "110", &most), at("a"));
    assert_eq!(world.limited(&[1], &[(about("a"), 1)], High, "111", &most), other("110"));
    assert_eq!(world.limited(&[1], &[(about("a"), 1)], Low, "110", &most), other("-110"));
    assert_eq!(world.limited(&[], &[(about("a"), -1)], Low, "0", &[]), at("a"));
    assert_eq!(world.limited(&[], &[(about("a"), 1)], High, "0", &[]), at("a"));
    let moved = Region { stage: Stage::Held, ..about("open") };
    assert_eq!(world.limited(&[0], &[(moved, 1)], Low, "135", &least), at("a"));
}

#[test]
fn doubts_name_what_they_are_about() {
    let doubt = Doubt::Violated { statement: 3, end: Low, sum: number("2.5") };
    assert_eq!(doubt.to_string(), "the sum 2.5 is beyond the low end of statement 3");
    assert_eq!(Doubt::NotTried { statement: 4 }.to_string(), "statement 4 is not tried among the claims");
}

/// A group of 10,000, of whom every 20th is claimed about, in every year of fifty, and the group too.
#[test]
fn large_proofs_are_gone_through() {
    let count = 10_000;
    let ids: Vec<String> = (0..count).map(|index| format!("{index:05}")).collect();
    let everyone: Vec<usize> = (0..count).collect();
    let mut entries: Vec<(&str, &[usize], bool)> =
        ids.iter().map(|id| (id.as_str(), &[][..], false)).collect();
    entries.push(("group", &everyone, false));
    let mut world = World { actors: hierarchy(&entries), ..World::new() };
    let mut multiples = Vec::new();
    let years = 1970..2020;
    let group =
        world.region("any group any", DayRange::new(since(1970).start(), since(2020).start()).unwrap());
    world.says(&[(group, 1)], None, Some(499));
    multiples.push((0, High, "1"));
    for (year, id) in years.cycle().zip(ids.iter().step_by(20)) {
        let region = world.region(&format!("any {id} any"), DayRange::year(year));
        let statement = world.says(&[(region, 1)], Some(1), None);
        multiples.push((statement, Low, "1"));
    }
    let claims: Vec<u32> = (0..=500).collect();
    assert_eq!(world.refuted(&claims, "0", &multiples), Ok("500 - 499 = 1".to_owned()));
}
