//! The annual official exchange rates of the World Bank: units per US dollar.

use std::sync::LazyLock;

use super::annual::{Annual, Annuals};
use super::fixed;
use super::packed::{Packed, decimal};

static RATES: LazyLock<Annuals> =
    LazyLock::new(|| Annuals::of(Packed(include_bytes!("data/world-bank.bin"))));

/// The rates of a currency. Those of one that the euro replaced go on as the euro's, at the fixed rate.
pub(super) fn rates(code: &str) -> Option<&'static Annual> {
    RATES.get(code, |annual| {
        let Some(fixed) = fixed::into_euro(code) else { return };
        let Some((from, units)) = fixed.from.zip(decimal(fixed.units)) else { return };
        for (year, euros) in rates("EUR").iter().flat_map(|euro| euro.0.range(from..)) {
            annual.0.insert(*year, euros * &units);
        }
    })
}

/// The currencies that there are rates of.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    RATES.codes()
}
