//! How prices stood: the consumer prices of the United States, the GDP deflators of the World Bank, and a
//! dataset's own indices.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::annual::{Annual, Annuals};
use super::packed::Packed;
use super::{OwnIndex, PriceChange, Series, fixed};
use crate::currency::Currency;
use crate::period::DayRange;

static CONSUMER_PRICES: LazyLock<Annuals> =
    LazyLock::new(|| Annuals::of(Packed(include_bytes!("data/consumer-prices.bin"))));
static DEFLATORS: LazyLock<Annuals> =
    LazyLock::new(|| Annuals::of(Packed(include_bytes!("data/deflators.bin"))));

/// A dataset's own index of a currency's prices.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// The table, by its path.
    pub(super) series: Series,
    /// Whose prices.
    pub(super) currency: Currency,
    /// The index of each year.
    pub(super) years: Annual,
}

/// The indices of a dataset, in the order in which its lines first name them. Of two lines about one year the
/// first counts.
pub(super) fn indices(lines: Vec<OwnIndex>) -> Vec<Index> {
    let mut places: BTreeMap<(String, Currency), usize> = BTreeMap::new();
    let mut indices: Vec<Index> = Vec::new();
    for line in lines {
        let place = *places.entry((line.table.clone(), line.currency)).or_insert(indices.len());
        if place == indices.len() {
            let series = Series::Own(line.table);
            indices.push(Index { series, currency: line.currency, years: Annual::default() });
        }
        if let Some(index) = indices.get_mut(place) {
            index.years.0.entry(line.year).or_insert(line.value);
        }
    }
    indices
}

/// What an embedded series has of a currency.
pub(super) fn embedded(series: &Series, code: &str) -> Option<&'static Annual> {
    match series {
        Series::ConsumerPrices => CONSUMER_PRICES.get(code, |_| {}),
        Series::Deflators => deflators(code),
        _ => None,
    }
}

/// An index has no unit: that of a currency is also that of the same money before it was counted anew.
fn deflators(code: &str) -> Option<&'static Annual> {
    let anew = |code: &&str| fixed::replaced(code).filter(|new| new.from.is_none()).map(|new| new.by);
    std::iter::successors(Some(code), anew).find_map(|code| DEFLATORS.get(code, |_| {}))
}

/// The currencies that an embedded series has an index of.
pub(super) fn codes(series: &Series) -> Vec<&'static str> {
    match series {
        Series::ConsumerPrices => CONSUMER_PRICES.codes().collect(),
        Series::Deflators => DEFLATORS.codes().collect(),
        _ => Vec::new(),
    }
}

/// What an index says of a time against a base year, if it has both.
pub(super) fn change(
    (series, years): (&Series, &Annual),
    currency: Currency,
    base: i32,
    time: DayRange,
) -> Option<PriceChange> {
    let base_index = years.0.get(&base)?.clone();
    let over = years.over(time)?;
    Some(PriceChange {
        currency,
        series: series.clone(),
        base,
        base_index,
        time,
        average: over.average,
        range: over.range,
        quoted: over.years,
    })
}
