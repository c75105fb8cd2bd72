//! `crossfoot rates`

use crossfoot::currency::Currency;
use crossfoot::output;
use crossfoot::period::{DayRange, PeriodSpec};
use crossfoot::rates::{Missing, Rate, Rates, Series, listing};
use crossfoot::text::{listed, one_line};

use super::{Failure, asked};
use crate::cli::RatesArguments;

pub(crate) fn run(arguments: &RatesArguments) -> Result<(), Failure> {
    let dataset = arguments.dataset.as_deref().map(asked::dataset).transpose()?;
    let none = Rates::default();
    let rates = dataset.as_ref().map_or(&none, |(_, dataset)| dataset.rates());
    let Some((from, to)) = arguments.from.as_deref().zip(arguments.to.as_deref()) else {
        return super::output::write(None, |terminal| {
            output::render_series(rates, arguments.format(), terminal)
        });
    };
    let (from, to) = (currency(from)?, currency(to)?);
    let found = match arguments.period.as_deref() {
        Some(period) => vec![
            rates
                .rate(from, to, time(period)?)
                .map_err(|missing| failure(&missing, &format!("for all of {}", missing.time)))?,
        ],
        None => by_year(rates, from, to)?,
    };
    super::output::write(None, |terminal| output::render_rates(&found, arguments.format(), terminal))
}

fn currency(code: &str) -> Result<Currency, Failure> {
    Currency::from_code(&code.trim().to_uppercase()).ok_or_else(|| {
        let help = "write the code of ISO 4217, such as EUR, IRR or DEM".to_owned();
        Failure::new(format!("there is no currency `{}`", one_line(code)), Some(help))
    })
}

fn time(period: &str) -> Result<DayRange, Failure> {
    let spec = PeriodSpec::parse(period)
        .map_err(|error| Failure::new(format!("the period: {}", error.message()), error.help()))?;
    let bounded = spec.resolve(None, None).ok().filter(DayRange::is_bounded);
    bounded.ok_or_else(|| {
        let help = "write it in dates with both its ends, such as 2018/2020".to_owned();
        Failure::new(format!("the period: `{}` says no days by itself", one_line(period)), Some(help))
    })
}

/// The rates of each year that has them.
fn by_year(rates: &Rates, from: Currency, to: Currency) -> Result<Vec<Rate>, Failure> {
    let mut last = None;
    let mut found = Vec::new();
    for year in listing::years(rates) {
        match rates.rate(from, to, DayRange::year(year)) {
            Ok(rate) => found.push(rate),
            Err(missing) => last = Some(missing),
        }
    }
    match last {
        Some(missing) if found.is_empty() => Err(failure(&missing, "for all of any year")),
        _ => Ok(found),
    }
}

fn failure(missing: &Missing, when: &str) -> Failure {
    let what = format!("there is no exchange rate of {} {when}", missing.currency);
    let mut covered: Vec<(&Series, Vec<String>)> = Vec::new();
    for (series, first, last) in &missing.covered {
        let Some((first, last)) = first.zip(*last) else { continue };
        let time = DayRange::spanning(first, last).to_string();
        match covered.last_mut() {
            Some((known, times)) if *known == series => times.push(time),
            _ => covered.push((series, vec![time])),
        }
    }
    let own = "a dataset can bring its own tables, under [rates]";
    let covered: Vec<String> = covered
        .into_iter()
        .map(|(series, times)| format!("`{}` has it for {}", one_line(series.id()), listed(&times, "and")))
        .collect();
    let help = if covered.is_empty() {
        format!("no series has it; {own}")
    } else {
        format!("{}; {own}", covered.join("; "))
    };
    Failure::new(what, Some(help))
}
