//! An exact simplex solver: which bounds on linear forms can hold together, and how low a form goes.
//!
//! Every verdict carries what shows it: a point where the bounds hold, or multipliers under which
//! those that do not hold together add up to something impossible.
//!
//! # Design
//!
//! The simplex of Dutertre and de Moura (*A fast linear-arithmetic solver for DPLL(T)*, 2006): one
//! variable for each row, defined once by the table; bounds are switched on and off without touching
//! the table, so that a check starts from where the last one ended.
#![expect(clippy::indexing_slicing, reason = "variables, rows and bounds are numbered from zero")]

mod lifting;
mod proposal;
mod tableau;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::number::Rational;

use proposal::{Ending, Proposal};
use tableau::{Place, Tableau};

/// Marks an end without an active bound, and the end of a chain of bounds.
const NONE: u32 = u32::MAX;

/// Pivots in a check before it gives up, unless set otherwise.
const PIVOT_LIMIT: usize = 100_000;

/// The most that values are multiplied with to make them whole.
const MOST_SCALE: i64 = 1_000_000;

/// Entries that the pivots of a check may change before a proposal is tried, beside half of all that a
/// full table would have.
const WORK_BEFORE_PROPOSAL: u64 = 30_000;

/// How often the ending of a proposal may be looked at more closely.
const MOST_LOOKS: usize = 5;

/// Entries that they may change before the check gives up.
const MOST_WORK: u64 = 20_000_000;

/// Steps in a row that move nothing before the choice of variables is one that cannot circle.
const DEGENERATE_STREAK: usize = 20;

/// Which end of a row's range a bound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The row is at least the bound's value.
    Low,
    /// The row is at most the bound's value.
    High,
}

/// A linear form over columns that are at or above zero: columns, ascending, and their coefficients,
/// none of them zero. Without terms it is zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row(pub Vec<(u32, Rational)>);

/// A limit on a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The index of the row.
    pub row: u32,
    /// Whether the row may not fall below the value or not exceed it.
    pub end: End,
    /// The value.
    pub value: Rational,
}

/// Indices of bounds, ascending, each with a multiplier above zero.
pub type Multipliers = Vec<(usize, Rational)>;

/// Whether the active bounds hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// They do, at [`Solver::point`].
    Feasible,
    /// They do not. Low bounds taken as often as their multipliers say, less the high bounds taken as
    /// often as theirs, have no column with a coefficient above zero, and yet a value above zero.
    Infeasible(Multipliers),
    /// Too long a calculation.
    Undecided,
}

/// How low a form goes under the active bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Optimum {
    /// To `value`, which it has at [`Solver::point`].
    Bounded {
        /// The least value.
        value: Rational,
        /// Low bounds taken as often as these say, less the high bounds taken as often as theirs, have
        /// no column with a coefficient above that of the form, and exactly its least value.
        multipliers: Multipliers,
    },
    /// Without end.
    Unbounded,
    /// Too long a calculation.
    Undecided,
}

/// A system of bounds on rows, any of which may be active, and the point where the last check ended.
///
/// The same calls in the same order have the same results.
#[derive(Debug, Clone)]
pub struct Solver {
    columns: usize,
    /// What every value is multiplied with in here: calculating with whole numbers is faster.
    scale: Rational,
    forms: Forms,
    tableau: Tableau,
    /// The value of each column, then of each row.
    values: Vec<Rational>,
    bounds: Vec<Held>,
    limits: Vec<Limits>,
    /// Rows whose bounds changed since they were last looked at.
    changed: Vec<u32>,
    /// Basic variables out of their bounds by about so much: all of them, and some that no longer are.
    queue: BinaryHeap<(u64, Reverse<u32>)>,
    /// A point that was proposed and found to hold, while the tableau is still on the way.
    proposed: Option<Vec<Rational>>,
    pivot_limit: usize,
    work_before_proposal: u64,
}

/// The rows as they were given, one after another.
#[derive(Debug, Clone)]
struct Forms {
    ends: Vec<u32>,
    terms: Vec<(u32, Rational)>,
}

/// A bound and its place among those of its row.
#[derive(Debug, Clone)]
struct Held {
    bound: Bound,
    active: bool,
    next: u32,
}

/// The tightest active bounds of a row.
#[derive(Debug, Clone)]
struct Limits {
    low: u32,
    high: u32,
    first: u32,
    changed: bool,
}

/// How a descent ended.
enum Descent {
    /// Nothing is out of its bounds.
    Feasible,
    /// No variable can move so that the form falls further: its weights.
    Lowest(Vec<(u32, Rational)>),
    Unbounded,
    Undecided,
}

/// What a descent lowers.
enum Goal<'a> {
    /// By how much the variables are out of their bounds, in total.
    Violation,
    Form(&'a Row),
}

/// How far a variable can move, and what stops it there.
struct Step {
    size: Rational,
    /// The basic variable that comes to this value; none where the moving one comes to its own bound.
    blocking: Option<(u32, Place, Rational)>,
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("there are fewer variables than 32 bits can number")
}

impl Forms {
    fn new(rows: &[Row]) -> Self {
        let terms: Vec<(u32, Rational)> = rows.iter().flat_map(|row| row.0.iter().cloned()).collect();
        let ends = rows.iter().scan(0, |end, row| {
            *end += number(row.0.len());
            Some(*end)
        });
        Self { ends: ends.collect(), terms }
    }

    fn of(&self, row: usize) -> &[(u32, Rational)] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.terms[start as usize..self.ends[row] as usize]
    }
}

impl Solver {
    /// A system without active bounds.
    ///
    /// # Panics
    ///
    /// Where a row names a column that there is not, or a bound a row that there is not.
    #[must_use]
    pub fn new(columns: usize, rows: &[Row], bounds: &[Bound]) -> Self {
        let mut limits = vec![Limits { low: NONE, high: NONE, first: NONE, changed: false }; rows.len()];
        let scale = Rational::from(common_scale(bounds));
        let hold = |bound: &Bound| {
            let bound = Bound { value: &bound.value * &scale, ..*bound };
            Held { bound, active: false, next: NONE }
        };
        let mut held: Vec<Held> = bounds.iter().map(hold).collect();
        for (index, bound) in held.iter_mut().enumerate().rev() {
            let first = &mut limits[bound.bound.row as usize].first;
            bound.next = std::mem::replace(first, number(index));
        }
        Self {
            columns,
            scale,
            forms: Forms::new(rows),
            tableau: Tableau::new(columns, rows),
            values: vec![Rational::zero(); columns + rows.len()],
            bounds: held,
            limits,
            changed: Vec::new(),
            queue: BinaryHeap::new(),
            proposed: None,
            pivot_limit: PIVOT_LIMIT,
            work_before_proposal: WORK_BEFORE_PROPOSAL + (columns * rows.len()) as u64 / 2,
        }
    }

    /// How much has been done so far: table entries changed.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.tableau.work()
    }

    /// The same system, with so many pivots at most in each check and each minimisation.
    #[must_use]
    pub fn with_pivot_limit(self, pivot_limit: usize) -> Self {
        Self { pivot_limit, ..self }
    }

    /// Makes a bound count.
    pub fn activate(&mut self, bound: usize) {
        self.set_active(bound, true);
    }

    /// Makes a bound not count.
    pub fn deactivate(&mut self, bound: usize) {
        self.set_active(bound, false);
    }

    /// Whether a bound counts.
    #[must_use]
    pub fn is_active(&self, bound: usize) -> bool {
        self.bounds[bound].active
    }

    /// Gives a bound another value.
    #[expect(clippy::needless_pass_by_value, reason = "the solver keeps it")]
    pub fn set_value(&mut self, bound: usize, value: Rational) {
        let value = &value * &self.scale;
        let held = &mut self.bounds[bound];
        if held.bound.value != value {
            held.bound.value = value;
            if held.active {
                self.note_change(bound);
            }
        }
    }

    fn set_active(&mut self, bound: usize, active: bool) {
        if std::mem::replace(&mut self.bounds[bound].active, active) != active {
            self.note_change(bound);
        }
    }

    fn note_change(&mut self, bound: usize) {
        let row = self.bounds[bound].bound.row;
        if !std::mem::replace(&mut self.limits[row as usize].changed, true) {
            self.changed.push(row);
        }
    }

    /// Whether the active bounds hold together.
    pub fn check(&mut self) -> Outcome {
        if let Some(conflict) = self.take_in_changes() {
            self.proposed = None;
            return Outcome::Infeasible(conflict);
        }
        if self.proposed.as_ref().is_some_and(|point| self.holds(point)) {
            return Outcome::Feasible;
        }
        self.proposed = None;
        if proposal::is_small(self.limits.len(), self.columns) {
            let outcome = self.exact(self.work_before_proposal);
            if outcome != Outcome::Undecided {
                return outcome;
            }
            if let Some(outcome) = self.proposed_outcome() {
                return outcome;
            }
        }
        self.exact(MOST_WORK)
    }

    /// Pivots until the outcome is known or too many entries of the tableau have been changed.
    fn exact(&mut self, most_work: u64) -> Outcome {
        let most_work = self.tableau.work() + most_work;
        // The greatest violation first is fast, and circles in rare cases.
        let patience = (50 + 4 * self.limits.len()).min(self.pivot_limit);
        for _ in 0..patience {
            let Some((variable, end)) = self.greatest_violation() else { return Outcome::Feasible };
            let row = self.row_of_basic(variable);
            let Some(place) = self.entering(row, end) else {
                let weight = Rational::from(if end == End::Low { -1 } else { 1 });
                return Outcome::Infeasible(self.explain(&[(variable, weight)]));
            };
            if self.tableau.work() > most_work {
                return Outcome::Undecided;
            }
            let value = self.limit(variable, end).cloned().unwrap_or_else(Rational::zero);
            self.pivot(place, value);
        }
        match self.descend(&Goal::Violation, self.pivot_limit - patience, most_work) {
            Descent::Feasible | Descent::Unbounded => {
                self.queue.clear();
                Outcome::Feasible
            }
            Descent::Lowest(weights) => Outcome::Infeasible(self.explain(&weights)),
            Descent::Undecided => Outcome::Undecided,
        }
    }

    /// The value of every column where the last check or minimisation ended.
    #[must_use]
    pub fn point(&self) -> Vec<Rational> {
        let values = self.proposed.as_deref().unwrap_or(&self.values[..self.columns]);
        values.iter().map(|value| self.unscaled(value)).collect()
    }

    fn unscaled(&self, value: &Rational) -> Rational {
        value.checked_div(&self.scale).unwrap_or_else(Rational::zero)
    }

    /// How low a form over the columns goes. Undecided also where the active bounds do not hold
    /// together, as then it has no values.
    pub fn minimise(&mut self, objective: &Row) -> Optimum {
        if self.check() != Outcome::Feasible {
            return Optimum::Undecided;
        }
        if self.proposed.take().is_some() && self.exact(MOST_WORK) != Outcome::Feasible {
            return Optimum::Undecided;
        }
        let most_work = self.tableau.work() + MOST_WORK;
        match self.descend(&Goal::Form(objective), self.pivot_limit, most_work) {
            Descent::Lowest(weights) => {
                let mut value = Rational::zero();
                for (column, coefficient) in &objective.0 {
                    value.add_product(coefficient, &self.values[*column as usize]);
                }
                Optimum::Bounded { value: self.unscaled(&value), multipliers: self.explain(&weights) }
            }
            Descent::Unbounded => Optimum::Unbounded,
            Descent::Feasible | Descent::Undecided => Optimum::Undecided,
        }
    }

    /// Brings the limits of changed rows up to date, and nonbasic variables back within them; two
    /// bounds of a row that exclude each other are a conflict by themselves.
    fn take_in_changes(&mut self) -> Option<Multipliers> {
        while let Some(row) = self.changed.last().copied() {
            let (low, high) = self.tightest(row);
            let limits = &mut self.limits[row as usize];
            (limits.low, limits.high) = (low, high);
            let value = |bound: u32| self.bounds.get(bound as usize).map(|held| &held.bound.value);
            if let (Some(least), Some(most)) = (value(low), value(high))
                && least > most
            {
                let mut pair = vec![(low as usize, Rational::one()), (high as usize, Rational::one())];
                pair.sort_unstable_by_key(|(bound, _)| *bound);
                return Some(pair);
            }
            self.changed.pop();
            self.limits[row as usize].changed = false;
            let variable = number(self.columns) + row;
            if self.tableau.row_of(variable).is_some() {
                self.enqueue(variable);
            } else if let Some(end) = self.violated(variable) {
                let by = self.excess(variable, end);
                self.shift(variable, &if end == End::Low { by } else { -&by });
            }
        }
        None
    }

    /// What an ending in floating point comes to exactly, where that is an answer.
    fn proposed_outcome(&mut self) -> Option<Outcome> {
        let count = self.values.len();
        let variables = 0..number(count);
        let basic = self.tableau.basics().to_vec();
        let nonbasic: Vec<u32> =
            variables.clone().filter(|variable| self.tableau.row_of(*variable).is_none()).collect();
        let limits = |end: End, none: f64| {
            let limit = |variable| self.limit(variable, end).map_or(none, Rational::approximate);
            variables.clone().map(limit).collect::<Vec<_>>()
        };
        let (low, high) = (limits(End::Low, f64::NEG_INFINITY), limits(End::High, f64::INFINITY));
        let values = self.values.iter().map(Rational::approximate).collect();
        let positions = proposal::positions(&nonbasic, count);
        let mut proposal = Proposal::new(basic, nonbasic, values, low, high)?;
        for row in 0..self.limits.len() {
            for entry in self.tableau.row(number(row)) {
                let column = positions[entry.variable as usize] as usize;
                proposal.set(row, column, entry.coefficient.approximate());
            }
        }
        for _ in 0..MOST_LOOKS {
            let point = match proposal.run() {
                Ending::Feasible => {
                    let point = self.vertex(&proposal)?;
                    if self.holds(&point) {
                        self.proposed = Some(point);
                        return Some(Outcome::Feasible);
                    }
                    point
                }
                Ending::Stuck { basic, up } => {
                    let multipliers = self.combination(&proposal, basic, up)?;
                    if self.is_impossible(&multipliers) {
                        return Some(Outcome::Infeasible(multipliers));
                    }
                    self.vertex(&proposal)?
                }
                Ending::Undecided => return None,
            };
            let rows = (0..self.limits.len()).map(|row| self.form_at(row, &point));
            let values = point.iter().cloned().chain(rows).map(|value| value.approximate());
            proposal.refresh(values.collect());
        }
        None
    }

    /// The point at which the nonbasic variables of a proposal have exactly the values that they are
    /// near.
    fn vertex(&self, proposal: &Proposal) -> Option<Vec<Rational>> {
        let mut point = vec![Rational::zero(); self.columns];
        let mut right = Vec::new();
        let mut rows = Vec::new();
        let unknown = self.unknowns(proposal);
        for variable in proposal.nonbasic.iter().filter(|variable| self.is_column(**variable)) {
            point[*variable as usize] = self.nearest(proposal, *variable);
        }
        for variable in proposal.nonbasic.iter().filter(|variable| !self.is_column(**variable)) {
            let mut value = self.nearest(proposal, *variable);
            let mut row = Vec::new();
            for (column, coefficient) in self.forms.of(*variable as usize - self.columns) {
                match unknown[*column as usize] {
                    NONE => value.add_product(&-coefficient, &point[*column as usize]),
                    position => row.push((position, coefficient.clone())),
                }
            }
            rows.push(row);
            right.push(value);
        }
        let found = lifting::solve(&rows, &right)?;
        for (value, position) in point.iter_mut().zip(&unknown) {
            if let Some(found) = found.get(*position as usize) {
                *value = found.clone();
            }
        }
        Some(point)
    }

    /// The bounds that keep a basic variable of a proposal from its end, as often as they have to be
    /// taken.
    fn combination(&self, proposal: &Proposal, basic: u32, up: bool) -> Option<Multipliers> {
        let unknown = self.unknowns(proposal);
        let tight: Vec<u32> =
            proposal.nonbasic.iter().copied().filter(|variable| !self.is_column(*variable)).collect();
        let mut equations = vec![Vec::new(); tight.len()];
        for (position, variable) in tight.iter().enumerate() {
            for (column, coefficient) in self.forms.of(*variable as usize - self.columns) {
                if let Some(equation) = equations.get_mut(unknown[*column as usize] as usize) {
                    equation.push((number(position), coefficient.clone()));
                }
            }
        }
        let weight = Rational::from(if up { -1 } else { 1 });
        let mut right = vec![Rational::zero(); tight.len()];
        let mut multipliers = Vec::new();
        if let Some(row) = (basic as usize).checked_sub(self.columns) {
            for (column, coefficient) in self.forms.of(row) {
                if let Some(right) = right.get_mut(unknown[*column as usize] as usize) {
                    *right = coefficient * &weight;
                }
            }
            multipliers.push((self.limiting(basic, if up { End::Low } else { End::High })?, Rational::one()));
        } else {
            *right.get_mut(unknown[basic as usize] as usize)? = weight;
        }
        let found = lifting::solve(&equations, &right)?;
        for (variable, weight) in tight.into_iter().zip(found).filter(|(_, weight)| !weight.is_zero()) {
            let end = if weight.is_negative() { End::High } else { End::Low };
            multipliers.push((self.limiting(variable, end)?, absolute(weight)));
        }
        multipliers.sort_unstable_by_key(|(bound, _)| *bound);
        Some(multipliers)
    }

    /// By column its position among the basic ones of a proposal.
    fn unknowns(&self, proposal: &Proposal) -> Vec<u32> {
        let basic = proposal.basic.iter().copied().filter(|variable| self.is_column(*variable));
        proposal::positions(&basic.collect::<Vec<_>>(), self.columns)
    }

    /// The limit of a variable, or its present value, that a proposal has it at.
    fn nearest(&self, proposal: &Proposal, variable: u32) -> Rational {
        let limits = [End::Low, End::High].into_iter().filter_map(|end| self.limit(variable, end));
        let nearer = |a: &&Rational, b: &&Rational| {
            let distance = |value: &Rational| proposal.distance_to(variable, value.approximate());
            distance(a).total_cmp(&distance(b))
        };
        let own = &self.values[variable as usize];
        limits.chain([own]).min_by(nearer).unwrap_or(own).clone()
    }

    /// The value that a row has at a point.
    fn form_at(&self, row: usize, point: &[Rational]) -> Rational {
        let mut value = Rational::zero();
        for (column, coefficient) in self.forms.of(row) {
            value.add_product(coefficient, &point[*column as usize]);
        }
        value
    }

    /// Whether a point is within all limits.
    fn holds(&self, point: &[Rational]) -> bool {
        let is_within = |(row, limits): (usize, &Limits)| {
            let value = self.form_at(row, point);
            let limit = |bound: u32| self.bounds.get(bound as usize).map(|held| &held.bound.value);
            limit(limits.low).is_none_or(|low| value >= *low)
                && limit(limits.high).is_none_or(|high| value <= *high)
        };
        !point.iter().any(Rational::is_negative) && self.limits.iter().enumerate().all(is_within)
    }

    /// Whether multiplied bounds add up to something that cannot be.
    fn is_impossible(&self, multipliers: &Multipliers) -> bool {
        let (mut form, mut total) = (vec![Rational::zero(); self.columns], Rational::zero());
        for (bound, multiplier) in multipliers {
            let Bound { row, end, value } = &self.bounds[*bound].bound;
            let signed = if *end == End::Low { multiplier.clone() } else { -multiplier };
            for (column, coefficient) in self.forms.of(*row as usize) {
                form[*column as usize].add_product(coefficient, &signed);
            }
            total.add_product(value, &signed);
        }
        let zero = Rational::zero();
        total > zero && form.iter().all(|coefficient| *coefficient <= zero)
    }

    /// The tightest active bounds of a row, the first among equals.
    fn tightest(&self, row: u32) -> (u32, u32) {
        let (mut low, mut high) = (NONE, NONE);
        let mut next = self.limits[row as usize].first;
        while let Some(held) = self.bounds.get(next as usize) {
            if held.active {
                let tightest = if held.bound.end == End::Low { &mut low } else { &mut high };
                let is_tighter =
                    self.bounds.get(*tightest as usize).is_none_or(|other| match held.bound.end {
                        End::Low => held.bound.value > other.bound.value,
                        End::High => held.bound.value < other.bound.value,
                    });
                if is_tighter {
                    *tightest = next;
                }
            }
            next = held.next;
        }
        (low, high)
    }

    /// The bound that limits a variable, or nothing for a column: its low end is no bound.
    fn limiting(&self, variable: u32, end: End) -> Option<usize> {
        let row = (variable as usize).checked_sub(self.columns)?;
        let limits = &self.limits[row];
        let bound = if end == End::Low { limits.low } else { limits.high };
        (bound != NONE).then_some(bound as usize)
    }

    /// The value that limits a row, or nothing; nothing for a column either.
    fn row_limit(&self, variable: u32, end: End) -> Option<&Rational> {
        self.limiting(variable, end).map(|bound| &self.bounds[bound].bound.value)
    }

    fn is_column(&self, variable: u32) -> bool {
        (variable as usize) < self.columns
    }

    /// The value that limits a variable.
    fn limit(&self, variable: u32, end: End) -> Option<&Rational> {
        static ZERO: std::sync::LazyLock<Rational> = std::sync::LazyLock::new(Rational::zero);
        if self.is_column(variable) && end == End::Low { Some(&ZERO) } else { self.row_limit(variable, end) }
    }

    /// The end that a variable is beyond.
    fn violated(&self, variable: u32) -> Option<End> {
        let value = &self.values[variable as usize];
        if self.is_column(variable) {
            value.is_negative().then_some(End::Low)
        } else if self.row_limit(variable, End::Low).is_some_and(|low| value < low) {
            Some(End::Low)
        } else if self.row_limit(variable, End::High).is_some_and(|high| value > high) {
            Some(End::High)
        } else {
            None
        }
    }

    /// Whether a variable can move up without leaving its bounds, or down.
    fn can_move(&self, variable: u32, up: bool) -> bool {
        let value = &self.values[variable as usize];
        if up {
            self.row_limit(variable, End::High).is_none_or(|high| value < high)
        } else if self.is_column(variable) {
            !value.is_zero()
        } else {
            self.row_limit(variable, End::Low).is_none_or(|low| value > low)
        }
    }

    /// By how much a variable is beyond an end.
    fn excess(&self, variable: u32, end: End) -> Rational {
        let value = &self.values[variable as usize];
        match (end, self.limit(variable, end)) {
            (End::Low, Some(low)) => low - value,
            (End::High, Some(high)) => value - high,
            (_, None) => Rational::zero(),
        }
    }

    /// How soon a variable that is beyond an end is brought back: what has only one value first, as it
    /// stays there, then the farthest.
    fn urgency(&self, variable: u32, end: End) -> u64 {
        let excess = self.excess(variable, end).magnitude();
        let low = self.row_limit(variable, End::Low);
        let is_fixed = low.is_some() && low == self.row_limit(variable, End::High);
        (excess >> 1) | (u64::from(is_fixed) << 63)
    }

    fn enqueue(&mut self, basic: u32) {
        if let Some(end) = self.violated(basic) {
            self.queue.push((self.urgency(basic, end), Reverse(basic)));
        }
    }

    fn greatest_violation(&mut self) -> Option<(u32, End)> {
        while let Some((size, Reverse(variable))) = self.queue.peek().copied() {
            if self.tableau.row_of(variable).is_some()
                && let Some(end) = self.violated(variable)
                && self.urgency(variable, end) == size
            {
                return Some((variable, end));
            }
            self.queue.pop();
        }
        None
    }

    fn row_of_basic(&self, variable: u32) -> u32 {
        self.tableau.row_of(variable).expect("only basic variables are out of their bounds")
    }

    /// The variable that can bring a row's basic one back to an end: the one in the fewest rows.
    fn entering(&self, row: u32, end: End) -> Option<Place> {
        let rises = end == End::Low;
        let entries = self.tableau.row(row).iter().enumerate();
        entries
            .filter(|(_, entry)| self.can_move(entry.variable, entry.coefficient.is_negative() != rises))
            .min_by_key(|(_, entry)| (self.tableau.column(entry.variable).len(), entry.variable))
            .map(|(position, _)| Place { row, position: number(position) })
    }

    /// Moves a nonbasic variable, and the basic ones with it.
    fn shift(&mut self, variable: u32, by: &Rational) {
        self.values[variable as usize] = &self.values[variable as usize] + by;
        for at in 0..self.tableau.column(variable).len() {
            let place = self.tableau.column(variable)[at];
            let basic = self.tableau.basic(place.row);
            self.values[basic as usize].add_product(self.tableau.coefficient(place), by);
            self.enqueue(basic);
        }
    }

    /// Brings the basic variable of a place's row to a value by moving the one at the place, and
    /// exchanges the two.
    fn pivot(&mut self, place: Place, value: Rational) {
        let leaving = self.tableau.basic(place.row);
        let entering = self.tableau.row(place.row)[place.position as usize].variable;
        let distance = &value - &self.values[leaving as usize];
        if !distance.is_zero() {
            let by = distance.checked_div(self.tableau.coefficient(place));
            self.shift(entering, &by.unwrap_or_else(Rational::zero));
            self.values[leaving as usize] = value;
        }
        self.tableau.pivot(place);
        self.enqueue(entering);
    }

    /// A form over any variables in terms of the nonbasic ones, ascending.
    fn in_nonbasics(&self, form: &[(u32, Rational)]) -> Vec<(u32, Rational)> {
        if let [(variable, weight)] = form
            && let Some(row) = self.tableau.row_of(*variable)
        {
            let entries = self.tableau.row(row).iter();
            return entries.map(|entry| (entry.variable, &entry.coefficient * weight)).collect();
        }
        let mut totals: Vec<(u32, Rational)> = Vec::new();
        let mut found = vec![NONE; self.values.len()];
        let mut add = |variable: u32, coefficient: &Rational, weight: &Rational| {
            let at = &mut found[variable as usize];
            if *at == NONE {
                *at = number(totals.len());
                totals.push((variable, Rational::zero()));
            }
            totals[*at as usize].1.add_product(coefficient, weight);
        };
        let one = Rational::one();
        for (variable, weight) in form {
            if let Some(row) = self.tableau.row_of(*variable) {
                for entry in self.tableau.row(row) {
                    add(entry.variable, &entry.coefficient, weight);
                }
            } else {
                add(*variable, &one, weight);
            }
        }
        totals.retain(|(_, weight)| !weight.is_zero());
        totals
    }

    /// The bounds that keep a form from falling: for what is out of its bounds the bound that it is
    /// beyond, and for each nonbasic variable the one that it is at.
    fn explain(&self, form: &[(u32, Rational)]) -> Multipliers {
        let held = self.in_nonbasics(form).into_iter().filter_map(|(variable, weight)| {
            let end = if weight.is_negative() { End::High } else { End::Low };
            Some((self.limiting(variable, end)?, absolute(weight)))
        });
        let beyond = form.iter().filter_map(|(variable, weight)| {
            let end = self.violated(*variable)?;
            Some((self.limiting(*variable, end)?, absolute(weight.clone())))
        });
        let mut multipliers: Multipliers = held.chain(beyond).collect();
        multipliers.sort_unstable_by_key(|(bound, _)| *bound);
        multipliers
    }

    /// The gradient of what variables are out of their bounds by.
    fn violations(&self) -> Vec<(u32, Rational)> {
        let mut violations: Vec<(u32, Rational)> = Vec::new();
        for variable in self.tableau.basics() {
            if let Some(end) = self.violated(*variable) {
                violations.push((*variable, Rational::from(if end == End::Low { -1 } else { 1 })));
            }
        }
        violations
    }

    /// Lowers a form step by step without anything leaving its bounds.
    fn descend(&mut self, goal: &Goal<'_>, pivot_limit: usize, most_work: u64) -> Descent {
        let mut streak = 0;
        for pivots in 0..=pivot_limit {
            let violations;
            let form = match goal {
                Goal::Violation => {
                    violations = self.violations();
                    if violations.is_empty() {
                        return Descent::Feasible;
                    }
                    &violations
                }
                Goal::Form(form) => &form.0,
            };
            let Some((variable, up)) = self.steepest(form, streak > DEGENERATE_STREAK) else {
                return Descent::Lowest(form.clone());
            };
            if pivots == pivot_limit || self.tableau.work() > most_work {
                return Descent::Undecided;
            }
            let Some(Step { size, blocking }) = self.step(variable, up) else { return Descent::Unbounded };
            streak = if size.is_zero() { streak + 1 } else { 0 };
            match blocking {
                Some((_, place, value)) => self.pivot(place, value),
                None => self.shift(variable, &if up { size } else { -&size }),
            }
        }
        Descent::Undecided
    }

    /// The nonbasic variable that lowers a form most for how far it moves, and whether it moves up; or
    /// the first that lowers it at all.
    fn steepest(&self, form: &[(u32, Rational)], first: bool) -> Option<(u32, bool)> {
        let mut best: Option<(u32, Rational, bool)> = None;
        for (variable, weight) in self.in_nonbasics(form) {
            let up = weight.is_negative();
            if self.can_move(variable, up) {
                let weight = absolute(weight);
                let is_better = best.as_ref().is_none_or(|(other, most, _)| {
                    let before = variable < *other;
                    if first { before } else { weight > *most || (weight == *most && before) }
                });
                if is_better {
                    best = Some((variable, weight, up));
                }
            }
        }
        best.map(|(variable, _, up)| (variable, up))
    }

    /// How far a nonbasic variable can move before a variable comes to an end: the first of those that
    /// come to theirs together. What is out of its bounds comes to the end that it is beyond.
    fn step(&self, variable: u32, up: bool) -> Option<Step> {
        let own = self.limit(variable, if up { End::High } else { End::Low });
        let mut shortest =
            own.map(|limit| Step { size: absolute(limit - &self.values[variable as usize]), blocking: None });
        for place in self.tableau.column(variable) {
            let coefficient = self.tableau.coefficient(*place);
            let basic = self.tableau.basic(place.row);
            let rises = coefficient.is_negative() != up;
            let toward = if rises { End::High } else { End::Low };
            let end = match self.violated(basic) {
                Some(End::Low) if rises => End::Low,
                Some(End::High) if !rises => End::High,
                Some(_) => continue,
                None => toward,
            };
            let Some(limit) = self.limit(basic, end) else { continue };
            let distance = limit - &self.values[basic as usize];
            let size = absolute(distance.checked_div(coefficient).unwrap_or_else(Rational::zero));
            let is_shorter = shortest.as_ref().is_none_or(|other| match &other.blocking {
                Some((first, ..)) => size < other.size || (size == other.size && basic < *first),
                None => size < other.size,
            });
            if is_shorter {
                let limit = limit.clone();
                shortest = Some(Step { size, blocking: Some((basic, *place, limit)) });
            }
        }
        shortest
    }
}

fn absolute(value: Rational) -> Rational {
    if value.is_negative() { -&value } else { value }
}

/// The least number that makes the values of bounds whole, of those that are not too large.
fn common_scale(bounds: &[Bound]) -> i64 {
    let denominators = bounds.iter().filter_map(|bound| bound.value.denominator());
    denominators.fold(1, |scale, denominator| {
        if scale % denominator == 0 {
            return scale;
        }
        let missing = Rational::ratio(scale, denominator).and_then(|ratio| ratio.denominator());
        missing
            .and_then(|factor| scale.checked_mul(factor))
            .filter(|scale| *scale <= MOST_SCALE)
            .unwrap_or(scale)
    })
}
