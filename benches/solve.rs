//! How long the solver takes for systems of the shapes that claims have.
//!
//! `cargo bench --bench solve` prints a tree. `build_and_check` starts from rows and bounds;
//! `warm_check` switches one bound off and on again, with a check after each.

#[path = "solve/shapes.rs"]
mod shapes;

use std::hint::black_box;

use crossfoot::solve::Outcome;
use divan::Bencher;

use shapes::System;

fn main() {
    divan::main();
}

/// A thousand components, one after another.
#[divan::bench(max_time = 2)]
fn build_and_check_thousand_components(bencher: Bencher<'_, '_>) {
    let systems: Vec<System> = (0..1_000).map(shapes::component).collect();
    bencher.bench_local(|| {
        for system in &systems {
            black_box(system.solver().check());
        }
    });
}

#[divan::bench(max_time = 2)]
fn build_and_check_fifty(bencher: Bencher<'_, '_>) {
    build_and_check(bencher, &shapes::fifty());
}

#[divan::bench(max_time = 2)]
fn warm_check_fifty(bencher: Bencher<'_, '_>) {
    let system = shapes::fifty();
    let mut solver = system.solver();
    solver.check();
    let mut bound = 0;
    bencher.bench_local(|| {
        bound = (bound + 1) % system.bounds.len();
        solver.deactivate(bound);
        black_box(solver.check());
        solver.activate(bound);
        solver.check()
    });
}

/// Every minimal conflict and largest group of one component of about ten claims after the other.
#[divan::bench(max_time = 2)]
fn conflicts_of_about_ten(bencher: Bencher<'_, '_>) {
    let systems: Vec<System> = (0..1_000).map(shapes::component).collect();
    conflicts(bencher, &systems);
}

/// The same of fifty claims of which some are wrong.
#[divan::bench(args = [0, 1, 2], max_time = 2)]
fn conflicts_of_fifty(bencher: Bencher<'_, '_>, off: usize) {
    let systems: Vec<System> = (0..100).map(|seed| shapes::payments(seed + 1, off)).collect();
    conflicts(bencher, &systems);
}

/// One system after the other, so that the median is that of the systems.
fn conflicts(bencher: Bencher<'_, '_>, systems: &[System]) {
    let mut position = 0;
    bencher.bench_local(|| {
        position = (position + 1) % systems.len();
        systems.get(position).map(System::conflicts)
    });
}

#[divan::bench(args = [0, 1], max_time = 4)]
fn build_and_check_forest(bencher: Bencher<'_, '_>, off: usize) {
    build_and_check(bencher, &shapes::forest(5_000, off));
}

#[divan::bench(args = [0, 1], max_time = 4)]
fn build_and_check_table(bencher: Bencher<'_, '_>, off: usize) {
    build_and_check(bencher, &shapes::table(20, 500, off));
}

fn build_and_check(bencher: Bencher<'_, '_>, system: &System) {
    assert_ne!(system.solver().check(), Outcome::Undecided);
    bencher.bench_local(|| system.solver().check());
}
