//! What two claims are to each other, found by trying every assignment of whole amounts.
//!
//! Bounds are whole numbers, and those of one claim are on single years and on one period, so if
//! any flows fit then whole ones do.
//!
//! Two claims see money in three places: counted by the first alone, by the second alone, and by
//! both. Per year the first counts `x` and the second `y`; any two amounts are possible where each
//! has a place of its own, `x ≤ y` where the first is part of the second, and `x = y` where they are
//! the same.

use std::collections::BTreeSet;

use crossfoot::reconcile::Verdict;

use crate::world::{Claim, Group, Scope, Time, World, YEARS};

/// The first year that anything can be tried in: rates are carried two years at most.
const FIRST_YEAR: u32 = YEARS.0 - 2;
/// How many stretches of time there are: all before the first year, then each year.
const STRETCHES: u32 = YEARS.1 + 2 - FIRST_YEAR + 2;

/// A set of stretches of time, counted from 0.
type Years = BTreeSet<u32>;

/// How one set lies to another.
#[derive(Debug, Clone, Copy)]
struct Lie {
    /// All of the first is in the second.
    within: bool,
    /// All of the second is in the first.
    around: bool,
    /// They share something.
    touching: bool,
}

fn lie<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> Lie {
    Lie { within: a.is_subset(b), around: b.is_subset(a), touching: !a.is_disjoint(b) }
}

/// The verdict that the definitions give.
pub(crate) fn verdict(world: &World, a: &Claim, b: &Claim) -> Verdict {
    let place = lie(&cells(world, &a.scope), &cells(world, &b.scope));
    let (Some(a), Some(b)) = (Says::of(world, a), Says::of(world, b)) else { return Verdict::NotComparable };
    if !place.touching || a.stage != b.stage {
        return Verdict::NotComparable;
    }
    let fits = |a: &Bounds, b: &Bounds, percent| fits(&a.widened(percent), &b.widened(percent), place);
    if !fits(&a.words, &b.words, world.reading.materiality) {
        return Verdict::Conflict;
    }
    if !fits(&a.assumed, &b.assumed, world.reading.materiality) {
        return Verdict::ConditionalConflict;
    }
    if !fits(&a.assumed, &b.assumed, 0) {
        return Verdict::Close;
    }
    let times = || a.times.iter().flat_map(|a| b.times.iter().map(|b| lie(a, b)));
    if place.within && place.around && times().any(|time| time.within && time.around) {
        Verdict::Agree
    } else if times().any(|time| place.within && time.within || place.around && time.around) {
        Verdict::Compatible
    } else {
        Verdict::NotComparable
    }
}

/// Payer, payee and category of the smallest flows in a scope.
fn cells(world: &World, scope: &Scope) -> BTreeSet<(&'static str, &'static str, &'static str)> {
    let categories = categories(world, scope.category.unwrap_or("all"));
    let mut cells = BTreeSet::new();
    for payer in actors(world, scope.payer) {
        for payee in actors(world, scope.payee.unwrap_or("any")) {
            cells.extend(categories.iter().map(|category| (payer, payee, *category)));
        }
    }
    cells
}

fn actors(world: &World, id: &'static str) -> Vec<&'static str> {
    match id {
        "g" => elements(&world.g, "others of g", |member| actors(world, member)),
        "h" => elements(&world.h, "others of h", |member| actors(world, member)),
        "any" => {
            let anyone = Group { members: vec!["a", "b", "c", "g", "h"], complete: false };
            elements(&anyone, "others of any", |member| actors(world, member))
        }
        single => vec![single],
    }
}

fn categories(world: &World, id: &'static str) -> Vec<&'static str> {
    match id {
        "p" => elements(&world.p, "others of p", |part| categories(world, part)),
        "q" => elements(&world.q, "others of q", |part| categories(world, part)),
        "all" => {
            let everything = Group { members: vec!["p", "q", "r"], complete: false };
            elements(&everything, "others of all", |part| categories(world, part))
        }
        single => vec![single],
    }
}

fn elements(
    group: &Group,
    others: &'static str,
    of: impl Fn(&'static str) -> Vec<&'static str>,
) -> Vec<&'static str> {
    let others = (!group.complete).then_some(others);
    group.members.iter().flat_map(|&member| of(member)).chain(others).collect()
}

/// The least and the most that a sum may be.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    low: u64,
    high: Option<u64>,
}

impl Ends {
    fn hold(self, amount: u64) -> bool {
        self.low <= amount && self.high.is_none_or(|high| amount <= high)
    }
}

/// What a claim says about its flow: ends for each year and for one period.
#[derive(Debug, Clone, Default)]
struct Bounds {
    yearly: Vec<(Years, Ends)>,
    whole: Option<(Years, Ends)>,
}

impl Bounds {
    fn in_year(&self, year: u32) -> Ends {
        let found = self.yearly.iter().find(|(years, _)| years.contains(&year));
        found.map_or(Ends::default(), |(_, ends)| *ends)
    }

    fn whole(&self) -> Ends {
        self.whole.as_ref().map_or(Ends::default(), |(_, ends)| *ends)
    }

    fn in_whole(&self, year: u32) -> bool {
        self.whole.as_ref().is_some_and(|(years, _)| years.contains(&year))
    }

    fn ends(&self) -> impl Iterator<Item = Ends> {
        self.yearly.iter().chain(&self.whole).map(|(_, ends)| *ends)
    }

    /// Every end moved out by 0% or 50%, counted in halves for the latter.
    fn widened(&self, percent: u32) -> Self {
        let (less, more) = match percent {
            0 => (1, 1),
            50 => (1, 3),
            _ => unreachable!("no world has another materiality"),
        };
        let widen = |ends: Ends| Ends { low: ends.low * less, high: ends.high.map(|high| high * more) };
        let each = |(years, ends): &(Years, Ends)| (years.clone(), widen(*ends));
        Self { yearly: self.yearly.iter().map(each).collect(), whole: self.whole.as_ref().map(each) }
    }
}

/// A claim's constraints.
#[derive(Debug)]
struct Says {
    stage: &'static str,
    /// What its words say.
    words: Bounds,
    /// The same and what it says on the assumptions of the reading.
    assumed: Bounds,
    /// The stretches of time that it can be tried over.
    times: Vec<Years>,
}

impl Says {
    /// Nothing for a claim that nothing places in time.
    fn of(world: &World, claim: &Claim) -> Option<Self> {
        let stretch = |year: u32| year - FIRST_YEAR + 1;
        let years = |from: u32, to: u32| (stretch(from)..=stretch(to)).collect::<Years>();
        let times_count = |count: u32| Ends {
            low: claim.low.unwrap_or(0) * u64::from(count),
            high: claim.high.map(|high| high * u64::from(count)),
        };
        let once = times_count(1);
        let (words, assumed, times) = match claim.time {
            Time::Total(from, to) => {
                let whole = Bounds { whole: Some((years(from, to), once)), ..Bounds::default() };
                (whole.clone(), whole, vec![years(from, to)])
            }
            Time::Average(from, to) => {
                let whole = Some((years(from, to), times_count(to - from + 1)));
                let words = Bounds { whole: whole.clone(), ..Bounds::default() };
                (words, Bounds { yearly: vec![(years(from, to), once)], whole }, runs(&years(from, to)))
            }
            Time::Steady(from, to) => {
                let each = Bounds { yearly: vec![(years(from, to), once)], whole: None };
                (each.clone(), each, runs(&years(from, to)))
            }
            Time::Carried => {
                let date = claim.date?;
                let window = years(date - world.reading.carry, date + world.reading.carry);
                let about = Bounds { yearly: vec![(years(date, date), once)], whole: None };
                (about, Bounds { yearly: vec![(window.clone(), once)], whole: None }, runs(&window))
            }
            Time::Undated => {
                // Without a date it is some stretch of all time.
                let until: Years =
                    claim.date.map_or((0..STRETCHES).collect(), |date| (0..=stretch(date)).collect());
                let low = Ends { high: None, ..once };
                let words = Bounds { whole: Some((until.clone(), low)), ..Bounds::default() };
                match claim.date.filter(|_| world.reading.undated_year) {
                    Some(date) => {
                        let yearly = vec![(years(date, date), once)];
                        (words.clone(), Bounds { yearly, ..words }, vec![until, years(date, date)])
                    }
                    None => (words.clone(), words, vec![until]),
                }
            }
        };
        let stage = claim.scope.stage.unwrap_or("paid");
        // Whatever an unstated stage says, it says on the assumption that it was paid.
        let words = if stage == "unstated" { Bounds::default() } else { words };
        Some(Self { stage: if stage == "unstated" { "paid" } else { stage }, words, assumed, times })
    }
}

/// Every run of consecutive years within some.
fn runs(years: &Years) -> Vec<Years> {
    let run = |from: u32| years.range(from..).map(move |&to| (from..=to).collect());
    years.iter().flat_map(|&from| run(from)).collect()
}

/// Whether some flows satisfy both.
fn fits(a: &Bounds, b: &Bounds, place: Lie) -> bool {
    match (place.within, place.around) {
        // Each has a place of its own to put its amounts.
        (false, false) => true,
        (false, true) => fits_within(b, a, false),
        (true, same) => fits_within(a, b, same),
    }
}

/// Tries all yearly amounts of a part and its whole, year by year, keeping every pair of sums over
/// their periods that can be reached.
fn fits_within(part: &Bounds, whole: &Bounds, same: bool) -> bool {
    let ends = || part.ends().chain(whole.ends());
    // An amount beyond every end stands for all of those.
    let beyond = 1 + ends().map(|ends| ends.low.max(ends.high.unwrap_or(0))).max().unwrap_or(0);
    let mut sums = BTreeSet::from([(0, 0)]);
    for year in 0..STRETCHES {
        let mut amounts = BTreeSet::new();
        for x in (0..=beyond).filter(|&x| part.in_year(year).hold(x)) {
            for y in (x..=beyond).filter(|&y| whole.in_year(year).hold(y) && (!same || x == y)) {
                let counted = |bounds: &Bounds, amount| if bounds.in_whole(year) { amount } else { 0 };
                amounts.insert((counted(part, x), counted(whole, y)));
            }
        }
        let mut next = BTreeSet::new();
        for (part_sum, whole_sum) in sums {
            for (x, y) in &amounts {
                let (x, y): (u64, u64) = ((part_sum + x).min(beyond), (whole_sum + y).min(beyond));
                if part.whole().high.is_none_or(|high| x <= high)
                    && whole.whole().high.is_none_or(|high| y <= high)
                {
                    next.insert((x, y));
                }
            }
        }
        sums = next;
    }
    sums.into_iter().any(|(x, y)| part.whole().hold(x) && whole.whole().hold(y))
}
