//! By which series one currency becomes another.
//!
//! Each currency is priced in one other: by an own table in the currency that the table says, by the euro
//! reference rates in euros, by the World Bank's rates in dollars, by law in what replaced it; the euro in
//! dollars, and the dollar in nothing. That is a tree. The way from one currency to another goes up from the
//! one and down to the other, without what both have in common; so going by a third one changes nothing.

use std::ops::Range;

use chrono::NaiveDate;

use super::own::Table;
use super::packed::decimal;
use super::{Link, Missing, Rate, Rates, Series, Step, euro_reference, fixed, nominal, world_bank};
use crate::currency::Currency;
use crate::number::Rational;
use crate::period::DayRange;

/// A currency priced in another one.
#[derive(Debug, Clone)]
struct Hop {
    /// The one that it is priced in.
    parent: Currency,
    /// The conversion from it to that one.
    link: Link,
    /// Where it is by the euro reference rates: the days, which can be held against those of another currency.
    daily: Option<(&'static euro_reference::Column, Range<usize>)>,
}

/// How far up a currency is priced.
#[derive(Debug, Clone)]
struct Chain {
    hops: Vec<Hop>,
    /// The one at the end that nothing prices; nothing where that is the dollar.
    stuck: Option<Currency>,
}

/// The lowest and the highest.
type Ends = (Rational, Rational);

/// Whether it is one of the two that the embedded series price all others in.
fn is_pivot(currency: Currency) -> bool {
    matches!(currency.code(), "USD" | "EUR")
}

impl Rates {
    /// What one unit of a currency was worth in another.
    pub(super) fn route(&self, from: Currency, to: Currency, time: DayRange) -> Result<Rate, Missing> {
        let missing =
            |currency| Missing { currency, time, covered: self.covered(currency), is_of_prices: false };
        if !time.is_bounded() {
            return Err(missing(from));
        }
        let path = if from == to {
            Vec::new()
        } else if let Some(hop) = self.direct(from, to, time) {
            vec![hop]
        } else {
            let up = self.chain(from, time, &mut Vec::new(), true);
            let down = self.chain(to, time, &mut Vec::new(), true);
            let (start, stuck) = match up.stuck {
                Some(stuck) => (from, stuck),
                None => (to, down.stuck.unwrap_or(to)),
            };
            // What replaced it may have no rates at all, and then says nothing about what is missing.
            let blamed = if self.covered(stuck).is_empty() { start } else { stuck };
            meet((from, up), (to, down)).ok_or_else(|| missing(blamed))?
        };
        let (average, range) = compose(&path).ok_or_else(|| missing(from))?;
        let links = path.into_iter().map(|hop| hop.link).collect();
        Ok(Rate { from, to, time, average, range, links })
    }

    /// By an own table about exactly these two.
    fn direct(&self, from: Currency, to: Currency, time: DayRange) -> Option<Hop> {
        let tables = self.of_pair.get(&(from.min(to), from.max(to)))?;
        tables.iter().filter_map(|place| self.own.get(*place)).find_map(|table| by_table(table, from, time))
    }

    /// Upwards from a currency, by the first series that leads to the dollar, else by the first one.
    ///
    /// Of the own tables that price one currency in another than the dollar and the euro, no more than one is on
    /// the way: so there are few ways, whatever the tables say.
    fn chain(&self, start: Currency, time: DayRange, below: &mut Vec<Currency>, by_any_table: bool) -> Chain {
        if start.code() == "USD" {
            return Chain { hops: Vec::new(), stuck: None };
        }
        let tables =
            self.of_currency.get(&start).into_iter().flatten().filter_map(|place| self.own.get(*place));
        let own = tables
            .filter(|table| by_any_table || is_pivot(table.prices_in()))
            .filter_map(|table| by_table(table, start, time));
        let order = [Series::EuroReference, Series::WorldBank, Series::Fixed];
        let embedded = self.by_preference(start, &order).filter_map(|series| match series {
            Series::EuroReference => by_euro_reference(start, time),
            Series::WorldBank => by_world_bank(start, time),
            Series::Fixed => by_law(start, time),
            Series::Own(_) | Series::ConsumerPrices | Series::Deflators => None,
        });
        let mut first = None;
        below.push(start);
        for hop in own.chain(embedded) {
            if below.contains(&hop.parent) {
                continue;
            }
            let is_any_table = matches!(hop.link.series, Series::Own(_)) && !is_pivot(hop.parent);
            let Chain { mut hops, stuck } =
                self.chain(hop.parent, time, below, by_any_table && !is_any_table);
            hops.insert(0, hop);
            if stuck.is_none() {
                below.pop();
                return Chain { hops, stuck };
            }
            first.get_or_insert(Chain { hops, stuck });
        }
        below.pop();
        first.unwrap_or(Chain { hops: Vec::new(), stuck: Some(start) })
    }

    /// What each series has of a currency, in the order of preference.
    fn covered(&self, currency: Currency) -> Vec<(Series, Option<NaiveDate>, Option<NaiveDate>)> {
        let tables = self.of_currency.get(&currency).into_iter().flatten();
        let own = tables.filter_map(|place| self.own.get(*place));
        let own = own.flat_map(|table| table.runs().into_iter().map(|run| (table.series.clone(), run)));
        let order = [Series::EuroReference, Series::WorldBank];
        let embedded = self.by_preference(currency, &order).flat_map(|series| {
            let runs = super::listing::runs(series, currency.code());
            runs.into_iter().map(|run| (series.clone(), run))
        });
        own.chain(embedded).map(|(series, (first, last))| (series, Some(first), Some(last))).collect()
    }
}

/// The way up from one and down to the other, without what both have in common.
fn meet((from, up): (Currency, Chain), (to, down): (Currency, Chain)) -> Option<Vec<Hop>> {
    let stations = |start: Currency, chain: &Chain| -> Vec<Currency> {
        std::iter::once(start).chain(chain.hops.iter().map(|hop| hop.parent)).collect()
    };
    let other_side = stations(to, &down);
    let (climbed, left) = stations(from, &up).into_iter().enumerate().find_map(|(climbed, currency)| {
        Some((climbed, other_side.iter().position(|other| *other == currency)?))
    })?;
    let mut path: Vec<Hop> = up.hops.into_iter().take(climbed).collect();
    path.extend(down.hops.into_iter().take(left).rev().map(|mut hop| {
        hop.link.divides = !hop.link.divides;
        hop
    }));
    Some(path)
}

/// The average of the whole way, and its lowest and highest where every step has them.
fn compose(path: &[Hop]) -> Option<(Rational, Option<Ends>)> {
    let mut average = Rational::one();
    let mut range = Some((Rational::one(), Rational::one()));
    let mut rest = path;
    while let Some((hop, after)) = rest.split_first() {
        let link = &hop.link;
        average = if link.divides { average.checked_div(&link.average)? } else { &average * &link.average };
        // Two currencies that are both quoted in euros: day by day, or what moved together would seem to move apart.
        let next = after.first().zip(after.get(1..));
        let together = next.and_then(|(next, after)| {
            let ((one, days), (other, of_other)) = hop.daily.as_ref().zip(next.daily.as_ref())?;
            let days = days.start.max(of_other.start)..days.end;
            Some((one.cross(other, &days)?, next, after))
        });
        let ends = if let Some((ends, next, after)) = together {
            let link = &next.link;
            average =
                if link.divides { average.checked_div(&link.average)? } else { &average * &link.average };
            rest = after;
            Some(ends)
        } else {
            rest = after;
            link.range.as_ref().and_then(|(low, high)| {
                if !link.divides {
                    return Some((low.clone(), high.clone()));
                }
                let one = Rational::one();
                Some((one.checked_div(high)?, one.checked_div(low)?))
            })
        };
        range = range.zip(ends).map(|(range, ends)| (&range.0 * &ends.0, &range.1 * &ends.1));
    }
    Some((average, range))
}

/// By a table, from one of its two currencies to the other.
fn by_table(table: &Table, from: Currency, time: DayRange) -> Option<Hop> {
    let said = table.over(time)?;
    let divides = table.quote == from;
    let link = Link {
        base: table.base,
        quote: table.quote,
        series: table.series.clone(),
        average: said.average,
        range: said.range,
        quoted: said.quoted,
        step: said.step,
        divides,
        is_nominal: false,
    };
    Some(Hop { parent: if divides { table.base } else { table.quote }, link, daily: None })
}

/// By the euro reference rates: any currency in euros, the euro in dollars.
fn by_euro_reference(currency: Currency, time: DayRange) -> Option<Hop> {
    let euro = Currency::from_code("EUR")?;
    let (quote, parent) = if currency == euro {
        let dollar = Currency::from_code("USD")?;
        (dollar, dollar)
    } else {
        (currency, euro)
    };
    let days = euro_reference::days(time)?;
    let column = euro_reference::column(quote.code()).filter(|column| column.covers(&days))?;
    let is_fixed = column.is_fixed(&days);
    let standing = column.standing(&days, time);
    let link = Link {
        base: euro,
        quote,
        series: if is_fixed { Series::Fixed } else { Series::EuroReference },
        average: column.mean(&days)?,
        range: column.range(&standing),
        quoted: if is_fixed { 1 } else { days.len() },
        step: if is_fixed { Step::Always } else { Step::Day },
        divides: currency != euro,
        is_nominal: false,
    };
    Some(Hop { parent, link, daily: Some((column, standing)) })
}

/// By the official rates of the World Bank, in dollars.
fn by_world_bank(currency: Currency, time: DayRange) -> Option<Hop> {
    let dollar = Currency::from_code("USD")?;
    let over = world_bank::rates(currency.code())?.over(time)?;
    let link = Link {
        base: dollar,
        quote: currency,
        series: Series::WorldBank,
        average: over.average,
        range: None,
        quoted: over.years,
        step: Step::Year,
        divides: true,
        is_nominal: nominal::touched(currency.code(), time).next().is_some(),
    };
    Some(Hop { parent: dollar, link, daily: None })
}

/// By law, in the currency that replaced it.
fn by_law(currency: Currency, time: DayRange) -> Option<Hop> {
    let replaced = fixed::replaced(currency.code())?;
    let parent = Currency::from_code(replaced.by)
        .filter(|_| time.start().is_some_and(|day| replaced.holds_on(day)))?;
    let units = decimal(replaced.units)?;
    let link = Link {
        base: parent,
        quote: currency,
        series: Series::Fixed,
        average: units.clone(),
        range: Some((units.clone(), units)),
        quoted: 1,
        step: Step::Always,
        divides: true,
        is_nominal: false,
    };
    Some(Hop { parent, link, daily: None })
}
