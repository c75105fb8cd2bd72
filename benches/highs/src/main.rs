//! Solves made-up systems and prints for each shape its name and the seconds taken, then a line a
//! system: verdict, number of columns, sets of columns, low and high ends. `compare.py` reads it.

#[path = "../../solve/shapes.rs"]
mod shapes;

use std::time::Instant;

use crossfoot::solve::Outcome;

use shapes::System;

fn main() {
    measure("components", (0..100_000).map(shapes::component).collect());
    measure("fifty", vec![shapes::fifty()]);
    measure("table", vec![shapes::table(20, 500, 0)]);
    measure("table, one off", vec![shapes::table(20, 500, 1)]);
    measure("forest", vec![shapes::forest(5_000, 0)]);
    measure("forest, one off", vec![shapes::forest(5_000, 1)]);
}

fn measure(name: &str, systems: Vec<System>) {
    let start = Instant::now();
    let outcomes: Vec<Outcome> = systems.iter().map(|system| system.solver().check()).collect();
    println!("{name}\t{}", start.elapsed().as_secs_f64());
    for (system, outcome) in systems.iter().zip(&outcomes) {
        let verdict = match outcome {
            Outcome::Feasible => "feasible",
            Outcome::Infeasible(_) => "infeasible",
            Outcome::Undecided => "undecided",
        };
        let row = |terms: &[(u32, _)]| {
            terms.iter().map(|(column, _)| column.to_string()).collect::<Vec<_>>().join(",")
        };
        let rows: Vec<String> = system.rows.iter().map(|terms| row(&terms.0)).collect();
        let ends: Vec<String> = system.bounds.iter().map(|bound| bound.value.to_string()).collect();
        println!("{verdict}\t{}\t{}\t{}", system.columns, rows.join(";"), ends.join(";"));
    }
    println!();
}
