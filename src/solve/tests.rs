//! Random systems against Fourier and Motzkin's elimination, and every proof checked.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

use super::*;

fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { count };
    ProptestConfig { cases, failure_persistence: None, ..default }
}

#[derive(Debug, Clone)]
enum Step {
    Activate(prop::sample::Index),
    Deactivate(prop::sample::Index),
    SetValue(prop::sample::Index, Rational),
    Check,
    Minimise(Row),
}

#[derive(Debug, Clone)]
struct System {
    columns: usize,
    rows: Vec<Row>,
    bounds: Vec<Bound>,
    steps: Vec<Step>,
}

fn coefficient() -> impl Strategy<Value = Rational> {
    prop_oneof![
        10 => Just(Rational::zero()),
        10 => Just(Rational::one()),
        2 => (-2_i64..=3).prop_map(Rational::from),
        1 => (-7_i64..=7, 1_i64..=7).prop_map(|(a, b)| Rational::ratio(a, b).unwrap()),
    ]
}

fn value() -> impl Strategy<Value = Rational> {
    prop_oneof![
        8 => (0_i64..=6).prop_map(Rational::from),
        2 => (-3_i64..=0).prop_map(Rational::from),
        4 => (1_i64..=100_000_000_000_000, 0_u32..=12)
            .prop_map(|(cents, power)| Rational::ratio(cents / 10_i64.pow(power), 100).unwrap()),
        1 => (1_i64..=1_000_000_000, 1_i64..=366).prop_map(|(a, b)| Rational::ratio(a, b).unwrap()),
    ]
}

fn form(columns: usize) -> impl Strategy<Value = Row> {
    prop::collection::vec(coefficient(), columns).prop_map(|coefficients| {
        let terms = (0..).zip(coefficients).filter(|(_, coefficient)| !coefficient.is_zero());
        Row(terms.collect())
    })
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![Just(End::Low), Just(End::High)]
}

fn step(columns: usize) -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any::<prop::sample::Index>().prop_map(Step::Activate),
        3 => any::<prop::sample::Index>().prop_map(Step::Deactivate),
        2 => (any::<prop::sample::Index>(), value()).prop_map(|(bound, value)| Step::SetValue(bound, value)),
        4 => Just(Step::Check),
        2 => form(columns).prop_map(Step::Minimise),
    ]
}

fn system(columns: usize, rows: usize) -> impl Strategy<Value = System> {
    (1..=columns, 1..=rows).prop_flat_map(|(columns, rows)| {
        let bound = (0..number(rows), end(), value()).prop_map(|(row, end, value)| Bound { row, end, value });
        (
            prop::collection::vec(form(columns), rows),
            prop::collection::vec(bound, 1..=2 * rows),
            prop::collection::vec(step(columns), 1..24),
        )
            .prop_map(move |(rows, bounds, steps)| System { columns, rows, bounds, steps })
    })
}

/// Coefficients of a form that is at least so much.
type Inequality = (Vec<BigRational>, BigRational);

/// Whether inequalities hold together, by elimination of one column after another; nothing where that
/// makes too many of them.
fn eliminated(columns: usize, mut inequalities: Vec<Inequality>) -> Option<bool> {
    for column in 0..columns {
        let mut kept: Vec<Inequality> = Vec::new();
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for (form, least) in inequalities {
            let own = form[column].clone();
            if own.is_zero() {
                kept.push((form, least));
            } else {
                let scale = own.abs();
                let scaled = (form.iter().map(|c| c / &scale).collect::<Vec<_>>(), least / &scale);
                if own.is_positive() { low.push(scaled) } else { high.push(scaled) }
            }
        }
        for (a, x) in &low {
            for (b, y) in &high {
                kept.push((a.iter().zip(b).map(|(a, b)| a + b).collect(), x + y));
            }
        }
        kept.sort();
        // Of equal forms the last asks for most.
        kept.reverse();
        kept.dedup_by(|a, b| a.0 == b.0);
        if kept.len() > 400 {
            return None;
        }
        inequalities = kept;
    }
    Some(inequalities.iter().all(|(_, least)| !least.is_positive()))
}

fn dense(columns: usize, row: &Row, sign: i64) -> Vec<BigRational> {
    let mut dense = vec![BigRational::zero(); columns];
    for (column, coefficient) in &row.0 {
        dense[*column as usize] = (coefficient * &Rational::from(sign)).big();
    }
    dense
}

/// The active bounds and the columns' own; `homogeneous` puts zero for every value.
fn inequalities(system: &System, solver: &Solver, homogeneous: bool) -> Vec<Inequality> {
    let own = (0..system.columns).map(|column| {
        let mut form = vec![BigRational::zero(); system.columns];
        form[column] = BigRational::one();
        (form, BigRational::zero())
    });
    let active = system.bounds.iter().enumerate().filter(|(index, _)| solver.is_active(*index));
    let rows = active.map(|(_, bound)| {
        let sign = if bound.end == End::Low { 1 } else { -1 };
        let value = if homogeneous { Rational::zero() } else { &bound.value * &Rational::from(sign) };
        (dense(system.columns, &system.rows[bound.row as usize], sign), value.big())
    });
    own.chain(rows).collect()
}

fn at(row: &Row, point: &[Rational]) -> Rational {
    row.0.iter().map(|(column, coefficient)| coefficient * &point[*column as usize]).sum()
}

/// That a point satisfies every active bound.
fn assert_holds(rows: &[Row], bounds: &[Bound], solver: &Solver, point: &[Rational]) {
    assert!(point.iter().all(|value| !value.is_negative()), "a column is below zero: {point:?}");
    for (index, bound) in bounds.iter().enumerate().filter(|(index, _)| solver.is_active(*index)) {
        let value = at(&rows[bound.row as usize], point);
        let holds = match bound.end {
            End::Low => value >= bound.value,
            End::High => value <= bound.value,
        };
        assert!(holds, "bound {index} {bound:?} does not hold at {value}");
    }
}

/// What the multiplied bounds add up to: a form and a value.
fn total(
    columns: usize,
    rows: &[Row],
    bounds: &[Bound],
    solver: &Solver,
    multipliers: &Multipliers,
) -> (Vec<Rational>, Rational) {
    let (mut form, mut value) = (vec![Rational::zero(); columns], Rational::zero());
    assert!(multipliers.windows(2).all(|pair| pair[0].0 < pair[1].0), "not ascending: {multipliers:?}");
    for (bound, multiplier) in multipliers {
        assert!(solver.is_active(*bound) && *multiplier > Rational::zero(), "{multipliers:?}");
        let Bound { row, end, value: limit } = &bounds[*bound];
        let signed = if *end == End::Low { multiplier.clone() } else { -multiplier };
        for (column, coefficient) in &rows[*row as usize].0 {
            let column = &mut form[*column as usize];
            *column = &*column + &(coefficient * &signed);
        }
        value = &value + &(limit * &signed);
    }
    (form, value)
}

fn assert_impossible(
    columns: usize,
    rows: &[Row],
    bounds: &[Bound],
    solver: &Solver,
    multipliers: &Multipliers,
) {
    let (form, value) = total(columns, rows, bounds, solver, multipliers);
    assert!(form.iter().all(|coefficient| *coefficient <= Rational::zero()), "{form:?} of {multipliers:?}");
    assert!(value > Rational::zero(), "{value} of {multipliers:?}");
}

fn run(system: &System, adapt: impl Fn(&mut Solver)) {
    let mut system = system.clone();
    let System { columns, rows, bounds, steps } = system.clone();
    let mut solver = Solver::new(columns, &rows, &bounds);
    adapt(&mut solver);
    let index = |index: &prop::sample::Index| index.index(bounds.len());
    for step in &steps {
        match step {
            Step::Activate(bound) => solver.activate(index(bound)),
            Step::Deactivate(bound) => solver.deactivate(index(bound)),
            Step::SetValue(bound, value) => {
                solver.set_value(index(bound), value.clone());
                system.bounds[index(bound)].value = value.clone();
            }
            Step::Check => check(&system, &mut solver),
            Step::Minimise(objective) => minimise(&system, &mut solver, objective),
        }
    }
    check(&system, &mut solver);
}

fn check(system: &System, solver: &mut Solver) {
    let System { columns, rows, bounds, .. } = system;
    let outcome = solver.check();
    match &outcome {
        Outcome::Feasible => assert_holds(rows, bounds, solver, &solver.point()),
        Outcome::Infeasible(multipliers) => assert_impossible(*columns, rows, bounds, solver, multipliers),
        Outcome::Undecided => panic!("undecided"),
    }
    if let Some(feasible) = eliminated(*columns, inequalities(system, solver, false)) {
        assert_eq!(outcome == Outcome::Feasible, feasible);
    }
}

fn minimise(system: &System, solver: &mut Solver, objective: &Row) {
    check(system, solver);
    let System { columns, rows, bounds, .. } = system;
    let feasible = solver.check() == Outcome::Feasible;
    match solver.minimise(objective) {
        Optimum::Bounded { value, multipliers } => {
            let point = solver.point();
            assert_holds(rows, bounds, solver, &point);
            assert_eq!(at(objective, &point), value);
            let (form, total) = total(*columns, rows, bounds, solver, &multipliers);
            assert_eq!(total, value);
            let excess = dense(*columns, objective, 1);
            assert!(form.iter().zip(&excess).all(|(a, b)| a.big() <= *b), "{form:?} above {objective:?}");
        }
        Optimum::Unbounded => {
            let mut falling = inequalities(system, solver, true);
            falling.push((dense(*columns, objective, -1), BigRational::one()));
            assert_ne!(eliminated(*columns, falling), Some(false));
        }
        Optimum::Undecided => assert!(!feasible, "undecided"),
    }
}

/// The sums of the rows and columns of a square table, one of them off by so much.
fn table(side: u32, off: i64) -> (Vec<Row>, Vec<Bound>) {
    let line =
        |start: u32, step: u32| Row((0..side).map(|cell| (start + cell * step, Rational::one())).collect());
    let rows: Vec<Row> =
        (0..side).map(|row| line(row * side, 1)).chain((0..side).map(|column| line(column, side))).collect();
    let total = |row: &Row| row.0.iter().map(|(cell, _)| i64::from(cell * cell % 97)).sum::<i64>();
    let bounds = (0..).zip(&rows).flat_map(|(row, form)| {
        let value = Rational::ratio(total(form) * 100 + if row == 0 { off } else { 0 }, 100).unwrap();
        [End::Low, End::High].map(|end| Bound { row, end, value: value.clone() })
    });
    (rows.clone(), bounds.collect())
}

#[test]
fn proposals_decide_tables() {
    for off in [0, 1, -100] {
        let (rows, bounds) = table(12, off);
        let mut solver = Solver::new(144, &rows, &bounds);
        (0..bounds.len()).for_each(|bound| solver.activate(bound));
        assert_eq!(solver.take_in_changes(), None);
        match solver.proposed_outcome().unwrap() {
            Outcome::Feasible => assert_holds(&rows, &bounds, &solver, &solver.point()),
            Outcome::Infeasible(multipliers) => {
                assert_ne!(off, 0);
                assert_impossible(144, &rows, &bounds, &solver, &multipliers);
            }
            Outcome::Undecided => panic!("undecided"),
        }
    }
}

#[test]
fn equal_bounds_count_once_and_the_first_of_them() {
    let row = Row(vec![(0, Rational::one())]);
    let bound = |end, value: i64| Bound { row: 0, end, value: Rational::from(value) };
    let bounds = [bound(End::Low, 4), bound(End::Low, 5), bound(End::Low, 5), bound(End::High, 3)];
    let mut solver = Solver::new(1, &[row], &bounds);
    (0..4).for_each(|bound| solver.activate(bound));
    let conflict = |bound| Outcome::Infeasible(vec![(bound, Rational::one()), (3, Rational::one())]);
    assert_eq!(solver.check(), conflict(1));
    solver.deactivate(1);
    assert_eq!(solver.check(), conflict(2));
    solver.deactivate(2);
    assert_eq!(solver.check(), conflict(0));
    solver.set_value(0, Rational::from(3));
    assert_eq!(solver.check(), Outcome::Feasible);
    assert_eq!(solver.point(), [Rational::from(3)]);
}

#[test]
fn too_few_pivots_leave_it_undecided() {
    let (rows, bounds) = table(4, 0);
    let mut solver = Solver::new(16, &rows, &bounds).with_pivot_limit(1);
    (0..bounds.len()).for_each(|bound| solver.activate(bound));
    assert_eq!(solver.take_in_changes(), None);
    assert_eq!(solver.exact(MOST_WORK), Outcome::Undecided);
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn agrees_with_elimination(system in system(6, 6)) {
        run(&system, |_| ());
    }

    #[test]
    fn agrees_with_elimination_on_few_columns(system in system(3, 6)) {
        run(&system, |_| ());
    }

    #[test]
    fn proposals_agree_with_elimination(system in system(6, 6)) {
        run(&system, |solver| solver.work_before_proposal = 0);
    }

    #[test]
    fn proposals_agree_with_elimination_on_few_columns(system in system(3, 6)) {
        run(&system, |solver| solver.work_before_proposal = 0);
    }

    #[test]
    fn lifting_solves_equations(
        coefficients in prop::collection::vec(prop::collection::vec(coefficient(), 5), 5),
        right in prop::collection::vec(value(), 5),
        size in 1_usize..=5,
    ) {
        let row = |row: &Vec<Rational>| {
            let mut terms: Vec<(u32, Rational)> = (0..).zip(row[..size].iter().cloned()).collect();
            terms.retain(|(_, value)| !value.is_zero());
            terms.reverse();
            terms
        };
        let rows: Vec<_> = coefficients[..size].iter().map(row).collect();
        if let Some(found) = lifting::solve(&rows, &right[..size]) {
            for (row, right) in rows.iter().zip(&right) {
                prop_assert_eq!(&at(&Row(row.clone()), &found), right);
            }
        }
    }
}
