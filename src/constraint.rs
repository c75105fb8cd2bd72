//! What a claim says about time: the stretches of time over which its amount binds.
//!
//! A claim becomes one constraint for the time it speaks about, and more on assumptions of the
//! reading: a rate may have held in other years too, an undated total may have fallen within one
//! year, two period ends a few days apart may as well be the same day. Which assumed constraints
//! are worth trying depends on what the other claims speak about, so they are asked for against
//! another claim ([`Placed::against`]).

use chrono::NaiveDate;

use crate::claim::{Claim, ClaimId, Dataset, Relative, Unit};
use crate::conversion::Factor;
use crate::currency::Currency;
use crate::figure::Comparative;
use crate::number::Rational;
use crate::period::{DayRange, Duration, Per};
use crate::rates::Series;
use crate::reading::{Reading, Undated};
use crate::scope::{Node, Stage};
use crate::statement::Region;

/// Something that is not stated, on which a constraint rests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(tag = "assumption", rename_all = "kebab-case")]
pub enum Assumption {
    /// The rate, stated for one time, also held in another.
    SteadyRate {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
        /// The time it was stated for.
        stated: DayRange,
    },
    /// The undated total fell within the calendar year of its date.
    WithinOneYear {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
        /// That year.
        year: DayRange,
    },
    /// Little happened between two dates that are close together.
    SameDay {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
        /// The time the claim speaks about.
        stated: DayRange,
    },
    /// An amount whose stage is not stated was paid.
    WasPaid {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
    },
    /// The average rate of exchange over its time holds for the amount.
    AverageRate {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
    },
    /// The average of prices over its time holds for the amount.
    AveragePrices {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
    },
    /// The official rate of a currency was what it was worth, though little was exchanged at it.
    OfficialRate {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
        /// The currency.
        currency: Currency,
    },
    /// Prices rose as an index says.
    PriceIndex {
        /// The claim, by position.
        #[serde(skip)]
        claim: ClaimId,
        /// The index.
        series: Series,
    },
}

impl Assumption {
    /// Whether it is that an average holds for what may have been otherwise.
    #[must_use]
    pub fn is_of_average(&self) -> bool {
        matches!(self, Self::AverageRate { .. } | Self::AveragePrices { .. })
    }

    /// The claim it is about.
    #[must_use]
    pub fn claim(&self) -> ClaimId {
        match self {
            Self::SteadyRate { claim, .. }
            | Self::WithinOneYear { claim, .. }
            | Self::SameDay { claim, .. }
            | Self::WasPaid { claim }
            | Self::AverageRate { claim }
            | Self::AveragePrices { claim }
            | Self::OfficialRate { claim, .. }
            | Self::PriceIndex { claim, .. } => *claim,
        }
    }
}

/// Bounds on the sum of a claim's flow over a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Constraint {
    /// The stretch of time.
    pub time: DayRange,
    /// The least that flowed in it.
    pub low: Option<Rational>,
    /// The most that flowed in it.
    pub high: Option<Rational>,
    /// What it rests on beyond the claim's words, in ascending order.
    pub assumptions: Vec<Assumption>,
    /// What the claim's own amounts were multiplied by; nothing where they are in its own unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<Factor>,
}

/// How a claim is placed in time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A total over a stated period.
    Total {
        /// The period.
        period: DayRange,
    },
    /// A rate over a stated period: an average, or one that held in each year.
    Average {
        /// The period.
        period: DayRange,
        /// Stated to have held in every calendar year of the period.
        steady: bool,
    },
    /// A rate without a period.
    Carried {
        /// The calendar year of its date, which it is about; nothing where the date spans years.
        about: Option<DayRange>,
        /// The time over which it is tried.
        window: DayRange,
    },
    /// A total without a period.
    Undated {
        /// The time up to its date.
        until: DayRange,
        /// The calendar year of its date, where the reading tries it as that year's total.
        year: Option<DayRange>,
    },
    /// A stock at a date.
    Stock {
        /// That day.
        day: DayRange,
    },
    /// A rate or stock without period or date: nothing places it in time.
    Unplaced,
}

/// The flow that a claim's own is compared with, and how the two compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// Who pays.
    pub payer: Node,
    /// Who is paid.
    pub payee: Node,
    /// For what.
    pub category: Node,
    /// The stage it is tried as: paid where none is stated.
    pub stage: Stage,
    /// The period stated for it, otherwise the claim's own.
    pub period: Option<DayRange>,
    /// What the claim's flow is of this one, or how far it is from it.
    pub comparative: Comparative,
    /// The unit of the rates between which a difference is; nothing for totals and for a factor.
    pub per: Option<Per>,
}

impl Compared {
    fn new(relative: &Relative, reading: &Reading) -> Self {
        Self {
            payer: relative.to.payer,
            payee: relative.to.payee,
            category: relative.to.category,
            stage: tried_as(relative.to.stage),
            period: relative.to.period.as_ref().map(|(_, days)| *days),
            comparative: relative.figure.under(reading),
            per: relative.figure.per(),
        }
    }
}

/// A claim ready to be compared: its box, its interval, its place in time.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The claim.
    pub claim: ClaimId,
    /// Who pays.
    pub payer: Node,
    /// Who is paid.
    pub payee: Node,
    /// For what.
    pub category: Node,
    /// The stage it is tried as: paid where none is stated.
    pub stage: Stage,
    /// What it is counted in.
    pub unit: Unit,
    /// The day at whose rate it is to be converted; otherwise it is at that of its time.
    pub exchange: Option<DayRange>,
    /// The least it says, per unit of its rate if it has one.
    pub low: Option<Rational>,
    /// The most it says, likewise.
    pub high: Option<Rational>,
    /// The unit of its rate; nothing for a total.
    pub per: Option<Per>,
    /// How it is placed in time.
    pub shape: Shape,
    /// What its flow is compared with; nothing for an amount. Such a claim has no amount of its own.
    pub relative: Option<Compared>,
    /// It compares two flows, and neither its figure nor its `currency` says in what money.
    pub names_no_unit: bool,
    /// What every constraint of it rests on.
    pub(crate) always: Vec<Assumption>,
    /// How far apart two ends may be to be tried as the same day.
    pub(crate) as_of: Duration,
}

impl Placed {
    /// Places a claim in time as the reading says; restatements are not yet looked at.
    pub(crate) fn new(dataset: &Dataset, id: ClaimId, reading: &Reading) -> Self {
        let claim = dataset.claim(id);
        // `normalise` has computed every figure in every reading.
        let interval = claim.figure().and_then(|figure| figure.interval(reading).ok());
        let ends = |end: fn(&crate::money::Interval) -> Option<crate::money::Amount>| {
            interval.as_ref().and_then(end).map(crate::money::Amount::to_rational)
        };
        let unstated = claim.scope.stage == Stage::Unstated;
        Self {
            claim: id,
            payer: claim.scope.payer,
            payee: claim.scope.payee,
            category: claim.scope.category,
            stage: tried_as(claim.scope.stage),
            unit: claim.unit,
            exchange: claim.exchange.as_ref().map(crate::period::Date::days),
            low: ends(|interval| interval.low),
            high: ends(|interval| interval.high),
            per: claim.per(),
            shape: shape(claim, reading),
            names_no_unit: claim.relative().is_some_and(|relative| relative.names_no_unit),
            relative: claim.relative().map(|relative| Compared::new(relative, reading)),
            always: if unstated { vec![Assumption::WasPaid { claim: id }] } else { Vec::new() },
            as_of: reading.as_of,
        }
    }

    /// The claim placed as if its scope were that of the flow it is compared with.
    pub(crate) fn of_compared_flow(&self) -> Option<Self> {
        let to = self.relative.as_ref()?;
        let shape = match (to.period, to.stage) {
            (Some(period), Stage::Held) => {
                period.last_day().map_or(Shape::Unplaced, |day| Shape::Stock { day: DayRange::single(day) })
            }
            (Some(period), _) => Shape::Total { period },
            (None, _) => self.shape.clone(),
        };
        Some(Self {
            payer: to.payer,
            payee: to.payee,
            category: to.category,
            stage: to.stage,
            shape,
            ..self.clone()
        })
    }

    /// The least and most a year, to hold rates of different units side by side; a year of 365 days.
    pub(crate) fn nominal_year(&self) -> (Option<Rational>, Option<Rational>) {
        let factor = self.per.and_then(nominal_year).unwrap_or_else(Rational::one);
        let scaled = |end: &Option<Rational>| end.as_ref().map(|end| end * &factor);
        (scaled(&self.low), scaled(&self.high))
    }

    /// The time the claim's own words speak about, without any assumption about time.
    #[must_use]
    pub fn stated(&self) -> Option<DayRange> {
        match &self.shape {
            Shape::Total { period } | Shape::Average { period, .. } => {
                (self.per.is_none() || period.is_bounded()).then_some(*period)
            }
            Shape::Carried { about, .. } => *about,
            Shape::Undated { until, .. } => Some(*until),
            Shape::Stock { day } => Some(*day),
            Shape::Unplaced => None,
        }
    }

    /// The time at whose rates its amounts are converted first of all: that of its words, or the year in which
    /// an undated total is tried.
    #[must_use]
    pub(crate) fn time_of_money(&self) -> Option<DayRange> {
        match &self.shape {
            Shape::Undated { year: Some(year), .. } => Some(*year),
            Shape::Carried { about: None, window } => Some(*window),
            _ => self.stated(),
        }
    }

    /// The time over which a rate can be tried at all.
    #[must_use]
    pub fn extent(&self) -> Option<DayRange> {
        match &self.shape {
            Shape::Average { period, .. } => Some(*period),
            Shape::Carried { window, .. } => Some(*window),
            _ => None,
        }
    }

    /// All the time in which the claim could bear on another.
    #[must_use]
    pub fn reach(&self) -> Option<DayRange> {
        match &self.shape {
            Shape::Stock { day } => {
                let start = day.start().map(|start| self.as_of.before(start));
                let end = day.end().map(|end| self.as_of.after(end));
                DayRange::new(start, end)
            }
            _ => self.extent().or_else(|| self.stated()),
        }
    }

    /// The constraint of the claim's own words; nothing where they do not bound its flow by themselves.
    #[must_use]
    pub fn base(&self) -> Option<Constraint> {
        let time = self.stated().filter(|_| self.relative.is_none())?;
        let mut constraint = self.over(time, Vec::new());
        if let Shape::Undated { .. } = self.shape {
            // Some unknown stretch up to its date held the total, so all of that time held as much.
            constraint.high = None;
        }
        Some(constraint)
    }

    /// The time of the claim's own words, with what they bound by themselves: nothing, for a comparison.
    pub(crate) fn own_words(&self) -> Option<Constraint> {
        self.base().or_else(|| Some(self.over(self.stated()?, Vec::new())))
    }

    /// The box of the flow that it is compared with, where its own is tried over a stretch of time.
    pub(crate) fn compared_region(&self, time: DayRange) -> Option<Region> {
        let to = self.relative.as_ref()?;
        let time = match (to.period, to.stage) {
            (Some(period), Stage::Held) => DayRange::single(period.last_day()?),
            (Some(period), _) => period,
            (None, _) => time,
        };
        let Compared { payer, payee, category, stage, .. } = *to;
        Some(Region { payer, payee, category, stage, unit: self.unit, time })
    }

    /// The claim's constraints that can meet those of another: its own and the assumed ones.
    #[must_use]
    pub fn against(&self, other: &Self) -> Vec<Constraint> {
        let mut found: Vec<Constraint> = self.base().into_iter().collect();
        let mut add = |constraint: Constraint| {
            let known = |each: &Constraint| {
                each.time == constraint.time
                    && each.assumptions.len() <= constraint.assumptions.len()
                    && each.high.is_some() == constraint.high.is_some()
            };
            if !found.iter().any(known) {
                found.push(constraint);
            }
        };
        if let Shape::Undated { year: Some(year), .. } = self.shape {
            add(self.over(year, vec![Assumption::WithinOneYear { claim: self.claim, year }]));
        }
        if let Some(extent) = self.extent() {
            let spoken_of = other.stated().and_then(|stated| extent.intersect(&stated));
            let years_of_other = match &other.shape {
                Shape::Undated { year: Some(year), .. } => extent.intersect(year),
                _ => other.extent().and_then(|other| extent.intersect(&other)),
            };
            // Two rates of one year meet in it without any assumption; other years would add nothing but
            // their other length.
            let years_of_other = years_of_other.filter(|_| !self.is_about_the_year_of(other));
            // A year stands for another only where nothing but its length tells them apart.
            let years = years_of_other.into_iter().flat_map(|time| {
                if self.unit == other.unit { representative_years(time) } else { each_year(time) }
            });
            let runs = spoken_of.into_iter().flat_map(|shared| self.steady_runs(shared));
            for time in spoken_of.into_iter().chain(years).chain(runs) {
                add(self.tried_over(time));
            }
        }
        if let Some(snapped) = self.snapped(other) {
            add(snapped);
        }
        found
    }

    /// What a rate comes to over another stretch of time, which lies in its extent.
    pub(crate) fn tried_over(&self, time: DayRange) -> Constraint {
        let assumptions = if self.stated() == Some(time) || self.is_stated_steady_over(time) {
            Vec::new()
        } else {
            vec![Assumption::SteadyRate { claim: self.claim, stated: self.rate_stated_for() }]
        };
        self.over(time, assumptions)
    }

    /// Everything it says, to tell claims that say the very same.
    pub(crate) fn says(&self) -> impl Ord + use<> {
        let scope = (self.payer, self.payee, self.category, self.stage, self.unit, self.exchange);
        let amount = (self.low.clone(), self.high.clone(), self.per);
        (scope, amount, self.relative.clone(), self.shape.clone(), self.always.is_empty())
    }

    /// The box of its flow over a stretch of time.
    pub(crate) fn region(&self, time: DayRange) -> Region {
        let Self { payer, payee, category, stage, unit, .. } = *self;
        Region { payer, payee, category, stage, unit, time }
    }

    /// Whether both are rates without a period that are about one and the same year.
    fn is_about_the_year_of(&self, other: &Self) -> bool {
        let about = |placed: &Self| match placed.shape {
            Shape::Carried { about, .. } => about,
            _ => None,
        };
        about(self).is_some() && about(self) == about(other)
    }

    /// What a rate is said to be the rate of, for naming the assumption that it held elsewhere.
    fn rate_stated_for(&self) -> DayRange {
        match &self.shape {
            Shape::Average { period, .. } => *period,
            Shape::Carried { about: Some(about), .. } => *about,
            Shape::Carried { window, .. } => *window,
            _ => DayRange::ALL,
        }
    }

    /// Whether the claim states that its rate held in each calendar year of this time.
    fn is_stated_steady_over(&self, time: DayRange) -> bool {
        matches!(&self.shape, Shape::Average { period, steady: true } if period.contains(&time))
            && time.is_whole_years()
    }

    /// The calendar years in which the rate is stated to have held, if there are not far more of them than
    /// anyone tells apart.
    pub(crate) fn steady_years(&self) -> Vec<DayRange> {
        let Shape::Average { period, steady: true } = &self.shape else { return Vec::new() };
        let years: Vec<DayRange> = period.whole_years().take(MOST_YEARS + 1).map(DayRange::year).collect();
        if years.len() > MOST_YEARS { Vec::new() } else { years }
    }

    /// Where the rate is stated to be steady: the runs of whole years that lie inside and around a
    /// stretch of its period.
    fn steady_runs(&self, shared: DayRange) -> Vec<DayRange> {
        let Shape::Average { period, steady: true } = &self.shape else { return Vec::new() };
        let inside = whole_years(shared);
        let around = shared.touched_years().and_then(|years| {
            DayRange::new(DayRange::year(*years.start()).start(), DayRange::year(*years.end()).end())
        });
        let around = around.and_then(|around| whole_years(around.intersect(period)?));
        inside.into_iter().chain(around).collect()
    }

    /// The claim's own constraint with its ends moved onto the other's where they are close.
    fn snapped(&self, other: &Self) -> Option<Constraint> {
        let fixed = |placed: &Self| match &placed.shape {
            Shape::Total { period } | Shape::Average { period, .. } => Some(*period),
            Shape::Undated { until, .. } => Some(*until),
            Shape::Stock { day } => Some(*day),
            Shape::Carried { .. } | Shape::Unplaced => None,
        };
        let (own, target) = (fixed(self)?, fixed(other)?);
        let stock = matches!(self.shape, Shape::Stock { .. });
        if stock != matches!(other.shape, Shape::Stock { .. }) {
            return None;
        }
        let time = if stock {
            self.near(own.start()?, target.start()?).then_some(target)?
        } else {
            own.intersect(&target)?;
            let shortest = length(own).into_iter().chain(length(target)).min();
            let moved = |end: Option<NaiveDate>, onto: Option<NaiveDate>| match (end, onto) {
                // Two short periods side by side are two periods, however close their ends are.
                (Some(end), Some(onto))
                    if self.near(end, onto)
                        && shortest.is_none_or(|shortest| (end - onto).num_days().abs() * 4 < shortest) =>
                {
                    Some(onto)
                }
                (end, _) => end,
            };
            DayRange::new(moved(own.start(), target.start()), moved(own.end(), target.end()))?
        };
        if time == own {
            return None;
        }
        let mut constraint = self.base()?;
        constraint.time = time;
        constraint.assumptions.push(Assumption::SameDay { claim: self.claim, stated: own });
        constraint.assumptions.sort();
        Some(constraint)
    }

    fn near(&self, a: NaiveDate, b: NaiveDate) -> bool {
        let (first, second) = (a.min(b), a.max(b));
        self.as_of.after(first) >= second
    }

    /// The claim's amount over a bounded stretch of time: a total as it is, a rate times its length.
    fn over(&self, time: DayRange, mut assumptions: Vec<Assumption>) -> Constraint {
        assumptions.extend(self.always.iter().cloned());
        assumptions.sort();
        let length = self.per.and_then(|per| time.measure(per));
        let bound = |end: &Option<Rational>| match (&length, end) {
            (Some(length), Some(end)) => Some(end * length),
            (None, Some(end)) => Some(end.clone()),
            (_, None) => None,
        };
        Constraint { low: bound(&self.low), high: bound(&self.high), time, assumptions, converted: None }
    }
}

/// The calendar years worth trying out of a stretch of time: what a rate comes to depends on a year
/// only through its length, so the first ordinary and the first leap year stand for all. A stretch
/// that holds no whole year is tried as it is.
fn representative_years(time: DayRange) -> Vec<DayRange> {
    let years = || time.whole_years().map(DayRange::year);
    let of_days = |days: i64| years().find(|year| length(*year) == Some(days));
    if years().next().is_none() {
        return Some(time).filter(DayRange::is_bounded).into_iter().collect();
    }
    of_days(365).into_iter().chain(of_days(366)).collect()
}

/// The calendar years worth trying where each has a rate of exchange of its own: all of them or, where there are far
/// more than anyone tells apart, the last.
fn each_year(time: DayRange) -> Vec<DayRange> {
    let mut years: Vec<i32> = time.whole_years().collect();
    if years.is_empty() {
        return representative_years(time);
    }
    years.drain(..years.len().saturating_sub(MOST_YEARS));
    years.into_iter().map(DayRange::year).collect()
}

/// The most years of one rate that are looked at one by one.
const MOST_YEARS: usize = 200;

/// The run of whole calendar years in a stretch of time.
fn whole_years(time: DayRange) -> Option<DayRange> {
    let mut years = time.whole_years();
    let first = years.next()?;
    let last = years.last().unwrap_or(first);
    DayRange::new(DayRange::year(first).start(), DayRange::year(last).end())
}

/// How many of a rate's units a year of 365 days holds.
pub(crate) fn nominal_year(per: Per) -> Option<Rational> {
    DayRange::year(2001).measure(per)
}

/// The number of days, for periods that have both ends.
fn length(time: DayRange) -> Option<i64> {
    Some((time.end()? - time.start()?).num_days())
}

/// The stage that a flow is tried as.
fn tried_as(stage: Stage) -> Stage {
    if stage == Stage::Unstated { Stage::Paid } else { stage }
}

fn shape(claim: &Claim, reading: &Reading) -> Shape {
    let said = claim.date.as_ref().map(crate::period::Date::days);
    let said_year = said.and_then(|said| {
        let years = said.touched_years()?;
        (years.start() == years.end()).then(|| DayRange::year(*years.start()))
    });
    let period = claim.scope.period.as_ref().map(|(_, days)| *days);
    if claim.scope.stage == Stage::Held {
        // What was held over a period is read as what was held when it ended.
        let day = period.or(said).and_then(|days| days.last_day()).map(DayRange::single);
        return day.map_or(Shape::Unplaced, |day| Shape::Stock { day });
    }
    // Without a period a comparison is about the year of its date, as a rate is.
    let is_rate = claim.per().is_some() || claim.relative().is_some() && period.is_none();
    match (is_rate, period) {
        (false, Some(period)) => Shape::Total { period },
        (true, Some(period)) if period.is_bounded() => Shape::Average { period, steady: claim.steady },
        (true, Some(period)) => {
            // A rate "until 2019" has no start to average from: it is carried back from its end.
            let start = period.start().or_else(|| period.end().map(|end| reading.carry.before(end)));
            DayRange::new(start, period.end())
                .filter(DayRange::is_bounded)
                .map_or(Shape::Unplaced, |window| Shape::Carried { about: None, window })
        }
        (false, None) => {
            let until =
                said.map_or(DayRange::ALL, |said| DayRange::new(None, said.end()).unwrap_or(DayRange::ALL));
            let year = said_year.filter(|_| reading.undated == Undated::Year);
            Shape::Undated { until, year }
        }
        (true, None) => {
            let years = said.and_then(|said| said.touched_years());
            let window = years.and_then(|years| {
                let start = DayRange::year(*years.start()).start().map(|start| reading.carry.before(start));
                let end = DayRange::year(*years.end()).end().map(|end| reading.carry.after(end));
                DayRange::new(start, end)
            });
            window.map_or(Shape::Unplaced, |window| Shape::Carried { about: said_year, window })
        }
    }
}
