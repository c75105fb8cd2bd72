//! The embedded series against naive sums over whole columns, and figures from public sources.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::period::DayRange;

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn single(text: &str) -> DayRange {
    DayRange::single(day(text))
}

fn span(first: &str, last: &str) -> DayRange {
    DayRange::spanning(day(first), day(last))
}

fn number(text: &str) -> Rational {
    packed::decimal(text).unwrap()
}

fn rate(from: &str, to: &str, time: DayRange) -> Result<Rate, Missing> {
    Rates::default().rate(currency(from), currency(to), time)
}

fn preferring(code: &str, series: Series) -> Rates {
    Rates::new(Vec::new(), Vec::new(), BTreeMap::from([(currency(code), series)]))
}

fn series(rate: &Rate) -> Vec<(String, String)> {
    rate.links.iter().map(|link| (link.series.to_string(), format!("{}/{}", link.base, link.quote))).collect()
}

/// Count and sum, in millionths, of the quotes of each column, as the file that they are from has them.
const COLUMNS: &[(&str, usize, i64)] = &[
    ("AUD", 7126, 11_324_807_500),
    ("BGN", 6515, 12_735_098_300),
    ("BRL", 4822, 20_147_728_000),
    ("CAD", 7126, 10_505_854_200),
    ("CHF", 7126, 9_128_145_100),
    ("CNY", 5527, 46_172_955_000),
    ("CYP", 2304, 1_332_528_610),
    ("CZK", 7126, 197_041_476_000),
    ("DKK", 7126, 53_087_513_600),
    ("EEK", 3074, 48_097_648_400),
    ("GBP", 7126, 5_606_099_620),
    ("HKD", 7126, 65_552_248_400),
    ("HRK", 4548, 33_888_791_800),
    ("HUF", 7126, 2_155_830_630_000),
    ("IDR", 5527, 82_754_464_050_000),
    ("ILS", 4052, 16_997_640_100),
    ("INR", 4566, 364_257_189_400),
    ("ISK", 4785, 550_920_900_000),
    ("JPY", 7126, 947_319_010_000),
    ("KRW", 7126, 9_801_028_140_000),
    ("LTL", 4097, 14_452_632_800),
    ("LVL", 3842, 2_547_990_704),
    ("MTL", 2304, 968_898_500),
    ("MXN", 4822, 95_186_951_500),
    ("MYR", 5527, 25_527_463_200),
    ("NOK", 7126, 64_206_138_100),
    ("NZD", 7126, 12_979_020_200),
    ("PHP", 5527, 332_229_298_000),
    ("PLN", 7126, 29_863_357_500),
    ("ROL", 1664, 48_610_601_000_000),
    ("RON", 5462, 24_382_960_500),
    ("RUB", 4333, 238_046_394_700),
    ("SEK", 7126, 69_278_985_950),
    ("SGD", 7126, 12_150_317_700),
    ("SIT", 2049, 460_267_054_700),
    ("SKK", 2560, 101_151_769_000),
    ("THB", 5527, 224_575_325_000),
    ("TRL", 1537, 1_801_990_640_000_000),
    ("TRY", 5589, 58_968_082_100),
    ("USD", 7126, 8_419_729_300),
    ("ZAR", 7126, 92_394_603_000),
];

#[test]
fn every_column_holds_what_the_file_has() {
    assert_eq!(euro_reference::codes().count(), COLUMNS.len());
    let last_day_of_lira = day("2004-12-31");
    let last_day_of_old_leu = day("2005-06-30");
    for &(code, count, sum) in COLUMNS {
        // Those counted anew stand in the columns of their successors.
        let (held, units, until) = match code {
            "TRL" => ("TRY", 1_000_000, Some(last_day_of_lira)),
            "ROL" => ("RON", 10_000, Some(last_day_of_old_leu)),
            other => (other, 1, None),
        };
        let first = match code {
            "TRY" => day("2005-01-01"),
            "RON" => day("2005-07-01"),
            _ => NaiveDate::MIN,
        };
        let column = euro_reference::column(held).unwrap();
        let until = until.or_else(|| Some(column.runs().last()?.1)).unwrap();
        let quotes: Vec<i64> = column
            .quotes()
            .into_iter()
            .filter(|(day, _)| first <= *day && *day <= until)
            .map(|(_, quote)| quote * units)
            .collect();
        assert_eq!((quotes.len(), quotes.iter().sum::<i64>()), (count, sum), "{code}");
    }
}

#[test]
fn every_block_of_years_can_be_read() {
    assert_eq!(world_bank::codes().count(), 171);
    for code in world_bank::codes() {
        let years = world_bank::rates(code).unwrap();
        assert!(years.0.values().all(|value| *value > Rational::zero()), "{code}");
        assert!(years.0.keys().all(|year| (1960..=2020).contains(year)), "{code}");
    }
    for prices in [Series::ConsumerPrices, Series::Deflators] {
        for code in prices::codes(&prices) {
            let years = prices::embedded(&prices, code).unwrap();
            assert!(years.0.values().all(|value| *value > Rational::zero()), "{code}");
        }
    }
}

#[test]
fn figures_from_public_sources() {
    let ukraine = rate("EUR", "USD", single("2025-02-24")).unwrap();
    assert_eq!(ukraine.average, number("1.0466"));
    assert_eq!(ukraine.range, Some((number("1.0466"), number("1.0466"))));
    assert_eq!(rate("EUR", "USD", single("2020-10-26")).unwrap().average, number("1.1819"));

    let year = DayRange::year(2017);
    let yearly = preferring("ILS", Series::WorldBank).rate(currency("ILS"), currency("USD"), year).unwrap();
    assert_eq!(yearly.links[0].average, number("3.59955554812834"));
    assert_eq!((yearly.links[0].divides, yearly.range.clone()), (true, None));
    let dollars = &Rational::from(1_239_528_424) * &yearly.average;
    assert!(Rational::from(344_300_000) < dollars && dollars < Rational::from(344_400_000), "{dollars}");
    let daily = rate("ILS", "USD", year).unwrap();
    let ratio = daily.average.checked_div(&yearly.average).unwrap();
    assert!(number("0.998") < ratio && ratio < number("1.002"), "{ratio}");
    assert_eq!(
        series(&daily),
        [("ecb".to_owned(), "EUR/ILS".to_owned()), ("ecb".to_owned(), "EUR/USD".to_owned())]
    );
}

/// That the two sources agree about every year and currency that both have shows that neither is upside down or
/// in another unit.
#[test]
fn both_sources_agree_about_whole_years() {
    let mut compared = 0;
    for code in euro_reference::codes() {
        let (Some(currency), Some(years)) = (Currency::from_code(code), world_bank::rates(code)) else {
            continue;
        };
        for (year, official) in &years.0 {
            let Ok(rate) = rate("USD", currency.code(), DayRange::year(*year)) else { continue };
            if rate.links.iter().any(|link| link.series == Series::WorldBank) {
                continue;
            }
            // In 2007 the baht had one rate within Thailand and another one abroad.
            let off = if (code, *year) == ("THB", 2007) { number("0.08") } else { number("0.03") };
            let ratio = rate.average.checked_div(official).unwrap();
            let difference = &ratio - &Rational::one();
            assert!(-&off < difference && difference < off, "{code} {year}: {ratio}");
            compared += 1;
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn a_day_without_a_quote_takes_the_last_one_before() {
    // Good Friday to Easter Monday.
    let thursday = rate("EUR", "USD", single("2024-03-28")).unwrap();
    for closed in ["2024-03-29", "2024-03-30", "2024-04-01"] {
        assert_eq!(rate("EUR", "USD", single(closed)).unwrap().average, thursday.average);
    }
    assert_ne!(rate("EUR", "USD", single("2024-04-02")).unwrap().average, thursday.average);
    assert!(rate("EUR", "USD", single("2026-11-06")).is_ok());
    assert!(rate("EUR", "USD", single("2026-11-07")).is_err());
}

#[test]
fn where_the_data_begin_and_end() {
    assert!(rate("EUR", "USD", DayRange::year(1999)).is_ok());
    assert!(rate("EUR", "USD", span("1998-12-01", "1999-12-31")).is_err());
    assert!(rate("EUR", "USD", DayRange::month(2026, 10).unwrap()).is_ok());
    assert!(rate("EUR", "USD", DayRange::year(2026)).is_err());
    let roubles = rate("RUB", "USD", DayRange::month(2022, 3).unwrap()).unwrap_err();
    assert_eq!(roubles.currency, currency("RUB"));
    assert_eq!(
        roubles.covered,
        [
            (Series::EuroReference, Some(day("2005-04-01")), Some(day("2022-03-01"))),
            (Series::WorldBank, Some(day("1993-01-01")), Some(day("1993-12-31"))),
            (Series::WorldBank, Some(day("1996-01-01")), Some(day("2020-12-31"))),
        ]
    );
    assert!(rate("RUB", "USD", DayRange::month(2022, 2).unwrap()).is_ok());
    // The krona was not quoted from the end of 2008 to 2018.
    let krona = rate("EUR", "ISK", DayRange::year(2012)).unwrap();
    assert_eq!(krona.links.last().unwrap().series, Series::WorldBank);
    assert_eq!(krona.range, None);
    assert_eq!(rate("EUR", "ISK", DayRange::year(2019)).unwrap().links[0].series, Series::EuroReference);
    for open in [DayRange::ALL, DayRange::up_to(day("2020-01-01"))] {
        assert!(rate("EUR", "USD", open).is_err());
    }
}

#[test]
fn a_currency_counted_anew_is_quoted_before_in_the_new_unit() {
    let lira = rate("EUR", "TRY", span("2004-12-31", "2005-01-03")).unwrap();
    assert_eq!(lira.range, Some((number("1.815"), number("1.8362"))));
    assert_eq!(lira.links[0].quoted, 2);
}

#[test]
fn currencies_without_daily_quotes() {
    let rials = rate("IRR", "USD", DayRange::year(2015)).unwrap();
    assert_eq!(series(&rials), [("world-bank".to_owned(), "USD/IRR".to_owned())]);
    assert_eq!(rials.links[0].average, number("29011.491377053"));
    assert!(!rials.links[0].is_nominal);
    assert!(rate("IRR", "USD", DayRange::year(2018)).unwrap().links[0].is_nominal);
    assert!(rate("IRR", "USD", span("2017-07-01", "2018-06-30")).unwrap().links[0].is_nominal);
    // The half of a leap year and a quarter of the next.
    let half = rate("IRR", "USD", span("2016-07-01", "2017-03-31")).unwrap();
    let years = &world_bank::rates("IRR").unwrap().0;
    let sum = &(&years[&2016] * &Rational::from(184)) + &(&years[&2017] * &Rational::from(90));
    assert_eq!(half.links[0].average, sum.checked_div(&Rational::from(274)).unwrap());
    assert_eq!((half.links[0].quoted, half.links[0].step), (2, Step::Year));
    // Through the dollar to a currency with daily quotes.
    let euros = rate("IRR", "EUR", DayRange::year(2015)).unwrap();
    assert_eq!(
        series(&euros),
        [("world-bank".to_owned(), "USD/IRR".to_owned()), ("ecb".to_owned(), "EUR/USD".to_owned())]
    );
    assert!(euros.links.iter().all(|link| link.divides));
    assert_eq!(euros.range, None);
    assert!(rate("IRR", "USD", DayRange::year(2021)).is_err());
}

#[test]
fn old_currencies_go_on_at_their_fixed_rates() {
    let mark = currency("DEM");
    let rates = Rates::default();
    let fixed = rates.rate(mark, currency("EUR"), DayRange::year(2010)).unwrap();
    assert_eq!(fixed.average, Rational::one().checked_div(&number("1.95583")).unwrap());
    assert_eq!(fixed.range, Some((fixed.average.clone(), fixed.average.clone())));
    assert_eq!((&fixed.links[0].series, fixed.links[0].step), (&Series::Fixed, Step::Always));
    let dollars = rates.rate(mark, currency("USD"), DayRange::year(2010)).unwrap();
    let euros = rate("EUR", "USD", DayRange::year(2010)).unwrap();
    assert_eq!(dollars.average, &euros.average * &fixed.average);
    let (low, high) = euros.range.unwrap();
    assert_eq!(dollars.range, Some((&low * &fixed.average, &high * &fixed.average)));
    let before = rates.rate(mark, currency("USD"), DayRange::year(1990)).unwrap();
    assert_eq!(before.links[0].series, Series::WorldBank);
    let across = rates.rate(mark, currency("USD"), span("1998-01-01", "1999-12-31")).unwrap();
    assert_eq!((&across.links[0].series, across.links[0].quoted), (&Series::WorldBank, 2));
    assert!(rates.rate(mark, currency("EUR"), DayRange::year(1990)).is_err());
    let lira = currency("TRL");
    let old = rates.rate(lira, currency("USD"), DayRange::year(1990)).unwrap();
    let new = rate("TRY", "USD", DayRange::year(1990)).unwrap();
    assert_eq!(&old.average * &Rational::from(1_000_000), new.average);
    assert_eq!(old.links[0].series, Series::Fixed);
}

#[test]
fn prices_of_the_dollar_and_others() {
    let rates = Rates::default();
    let dollar = rates.prices(currency("USD"), 2015, DayRange::year(1959)).unwrap();
    assert_eq!(dollar.series, Series::ConsumerPrices);
    assert_eq!((dollar.average, dollar.base_index), (number("29.1"), number("237.017")));
    let two = rates.prices(currency("USD"), 2015, span("2019-01-01", "2020-12-31")).unwrap();
    let sum = &(&number("255.657") * &Rational::from(365)) + &(&number("258.811") * &Rational::from(366));
    assert_eq!(two.average, sum.checked_div(&Rational::from(731)).unwrap());
    assert_eq!((two.range, two.quoted), ((number("255.657"), number("258.811")), 2));
    let shekel = rates.prices(currency("ILS"), 2015, DayRange::year(2020)).unwrap();
    assert_eq!(shekel.series, Series::Deflators);
    let missing = rates.prices(currency("EUR"), 2015, DayRange::year(2020)).unwrap_err();
    assert_eq!((missing.covered, missing.is_of_prices), (Vec::new(), true));
    let late = rates.prices(currency("GBP"), 2015, DayRange::year(2021)).unwrap_err();
    assert_eq!(late.covered, [(Series::Deflators, Some(day("1960-01-01")), Some(day("2020-12-31")))]);
    let deflated = preferring("USD", Series::Deflators).prices(currency("USD"), 2015, DayRange::year(2000));
    assert_eq!(deflated.unwrap().series, Series::Deflators);
}

fn own(table: &str, base: &str, quote: &str, step: Step, time: DayRange, value: &str) -> OwnRate {
    OwnRate {
        table: table.to_owned(),
        base: currency(base),
        quote: currency(quote),
        time,
        step,
        value: number(value),
        range: None,
    }
}

#[test]
fn own_tables_go_first() {
    let lines = vec![
        own("rates/a.csv", "USD", "IRR", Step::Year, DayRange::year(2019), "120000"),
        own("rates/a.csv", "USD", "IRR", Step::Month, DayRange::month(2020, 1).unwrap(), "130000"),
        own("rates/b.csv", "IRR", "AED", Step::Year, DayRange::year(2021), "0.00002"),
    ];
    let rates = Rates::new(lines, Vec::new(), BTreeMap::new());
    let rate = |from: &str, to: &str, time| rates.rate(currency(from), currency(to), time);
    let year = rate("IRR", "USD", DayRange::year(2019)).unwrap();
    assert_eq!(year.links[0].series, Series::Own("rates/a.csv".to_owned()));
    assert_eq!((year.links[0].divides, year.links[0].is_nominal, year.range), (true, false, None));
    assert_eq!(year.average, Rational::ratio(1, 120_000).unwrap());
    // A month and a day of the year before, weighted by days.
    let both = rate("USD", "IRR", span("2019-12-31", "2020-01-31")).unwrap();
    assert_eq!(both.average, Rational::ratio(120_000 + 31 * 130_000, 32).unwrap());
    assert_eq!((both.links[0].quoted, both.links[0].step), (2, Step::Year));
    // Beyond the table the official rate.
    assert_eq!(rate("IRR", "USD", DayRange::year(2020)).unwrap().links[0].series, Series::WorldBank);
    // By a currency that is priced itself, though only to 2020.
    assert_eq!(rate("IRR", "AED", DayRange::year(2021)).unwrap().average, number("0.00002"));
    let missing = rate("IRR", "USD", DayRange::year(2021)).unwrap_err();
    assert_eq!(missing.currency, currency("AED"));
}

#[test]
fn days_of_own_tables() {
    let mut lines: Vec<OwnRate> = [("2023-01-02", "10"), ("2023-01-04", "20"), ("2023-01-09", "60")]
        .map(|(date, value)| own("t", "USD", "SYP", Step::Day, single(date), value))
        .into();
    lines[1].range = Some((number("15"), number("25")));
    lines.push(own("t", "USD", "SYP", Step::Month, DayRange::month(2023, 2).unwrap(), "70"));
    let rates = Rates::new(lines, Vec::new(), BTreeMap::new());
    let rate = |time| rates.rate(currency("USD"), currency("SYP"), time);
    let all = rate(span("2023-01-01", "2023-01-10")).unwrap();
    assert_eq!((all.average, all.range), (Rational::from(30), Some((number("10"), number("60")))));
    let one = rate(single("2023-01-03")).unwrap();
    assert_eq!((one.average, one.range), (Rational::from(10), Some((number("10"), number("10")))));
    assert_eq!(rate(single("2023-01-05")).unwrap().range, Some((number("15"), number("25"))));
    assert!(rate(single("2023-01-16")).is_ok());
    assert!(rate(single("2023-01-17")).is_err());
    assert!(rate(DayRange::month(2023, 1).unwrap()).is_err());
    let february = rate(DayRange::month(2023, 2).unwrap()).unwrap();
    assert_eq!((february.average, february.range), (Rational::from(70), None));
}

#[test]
fn tables_in_a_ring_end() {
    let codes = ["AFN", "AMD", "KES", "LBP"];
    let lines = codes
        .iter()
        .flat_map(|one| codes.iter().map(move |other| (*one, *other)))
        .filter(|(one, other)| one != other)
        .map(|(one, other)| own("ring", one, other, Step::Year, DayRange::year(2024), "2"))
        .collect();
    let rates = Rates::new(lines, Vec::new(), BTreeMap::new());
    assert!(rates.rate(currency("AFN"), currency("USD"), DayRange::year(2024)).is_err());
    assert!(rates.rate(currency("AFN"), currency("LBP"), DayRange::year(2024)).is_ok());
}

/// Currencies that are quoted on every day.
const DAILY: [&str; 8] = ["EUR", "USD", "JPY", "CZK", "GBP", "HUF", "NOK", "ZAR"];

fn daily() -> impl Strategy<Value = Currency> {
    prop::sample::select(DAILY.to_vec()).prop_map(currency)
}

/// A time in which there are quotes, and a day to part it at.
fn times() -> impl Strategy<Value = (DayRange, NaiveDate)> {
    (0_i64..10_000, 1_i64..900, 0_i64..900).prop_filter_map("ends early enough", |(start, length, part)| {
        let start = day("1999-01-04") + chrono::Duration::days(start);
        let end = start + chrono::Duration::days(length);
        let time = DayRange::new(Some(start), Some(end)).filter(|_| end < day("2026-10-30"))?;
        Some((time, start + chrono::Duration::days(part % length)))
    })
}

/// The daily rates of a time, the slow way.
fn quotes(from: Currency, to: Currency, time: DayRange) -> (Vec<Rational>, Vec<Rational>, Vec<Rational>) {
    let all = |code: &str| -> BTreeMap<NaiveDate, Rational> {
        let dollar = euro_reference::column("USD").unwrap().quotes();
        let millionth = number("0.000001");
        match euro_reference::column(code) {
            Some(column) => column
                .quotes()
                .into_iter()
                .map(|(day, quote)| (day, &Rational::from(quote) * &millionth))
                .collect(),
            None => dollar.into_iter().map(|(day, _)| (day, Rational::one())).collect(),
        }
    };
    let (from, to) = (all(from.code()), all(to.code()));
    let mut days: Vec<NaiveDate> = from.keys().copied().filter(|day| time.holds(*day)).collect();
    if days.is_empty() {
        days.extend(from.keys().copied().filter(|day| *day < time.start().unwrap()).max());
    }
    let of = |column: &BTreeMap<NaiveDate, Rational>| {
        days.iter().map(|day| column[day].clone()).collect::<Vec<_>>()
    };
    let (from, to) = (of(&from), of(&to));
    let rates = from.iter().zip(&to).map(|(from, to)| to.checked_div(from).unwrap()).collect();
    (from, to, rates)
}

fn sum(values: &[Rational]) -> Rational {
    values.iter().cloned().sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_the_slow_way_has_it(from in daily(), to in daily(), (time, _) in times()) {
        let rate = Rates::default().rate(from, to, time).unwrap();
        let (below, above, rates) = quotes(from, to, time);
        prop_assert_eq!(&rate.average, &sum(&above).checked_div(&sum(&below)).unwrap());
        let (low, high) = rate.range.unwrap();
        // Where the first day has no quote, the last one before stood then.
        let start = time.start().unwrap();
        let (_, _, first) = quotes(from, to, DayRange::single(start));
        prop_assert_eq!(Some(&low), rates.iter().chain(&first).min());
        prop_assert_eq!(Some(&high), rates.iter().chain(&first).max());
        prop_assert!(low <= rate.average && rate.average <= high);
        prop_assert!(rate.links.iter().all(|link| link.quoted == rates.len()));
        // The links are all that is needed to do it again.
        let again = rate.links.iter().fold(Rational::one(), |one, link| {
            if link.divides { one.checked_div(&link.average).unwrap() } else { &one * &link.average }
        });
        prop_assert_eq!(again, rate.average);
    }

    #[test]
    fn there_and_back_and_by_a_third(
        codes in prop::sample::subsequence(vec!["EUR", "USD", "ILS", "IRR", "SAR", "TRY", "UAH", "GBP"], 3).prop_shuffle(),
        (time, _) in times(),
    ) {
        let [one, other, third] = [0, 1, 2].map(|place| currency(codes[place]));
        let average = |from, to| Rates::default().rate(from, to, time).map(|rate| rate.average);
        if let (Ok(there), Ok(back)) = (average(one, other), average(other, one)) {
            prop_assert_eq!(&there * &back, Rational::one());
            if let (Ok(on), Ok(whole)) = (average(other, third), average(one, third)) {
                prop_assert_eq!(&there * &on, whole);
            }
        }
    }

    #[test]
    fn parts_lie_within_the_whole(from in daily(), to in daily(), (time, part) in times()) {
        let rates = Rates::default();
        let whole = rates.rate(from, to, time).unwrap();
        let (low, high) = whole.range.clone().unwrap();
        let parts = [
            DayRange::new(time.start(), Some(part)),
            DayRange::new(Some(part), time.end()),
        ];
        let parts: Vec<Rate> =
            parts.into_iter().flatten().map(|part| rates.rate(from, to, part).unwrap()).collect();
        for part in &parts {
            let (least, most) = part.range.clone().unwrap();
            prop_assert!(low <= least && most <= high);
            prop_assert!(low <= part.average && part.average <= high);
        }
        // Of one link, the mean weighted by the quotes is that of the whole.
        if whole.links.len() == 1 && parts.iter().map(|part| part.links[0].quoted).sum::<usize>() == whole.links[0].quoted {
            let weighted = parts.iter().map(|part| {
                &part.links[0].average * &Rational::from(i64::try_from(part.links[0].quoted).unwrap())
            });
            let count = Rational::from(i64::try_from(whole.links[0].quoted).unwrap());
            prop_assert_eq!(weighted.sum::<Rational>().checked_div(&count).unwrap(), whole.links[0].average.clone());
        }
    }

    #[test]
    fn no_time_is_too_long(first in any::<i32>(), last in any::<i32>(), code in 0_usize..5) {
        let wild = |days: i32| NaiveDate::from_num_days_from_ce_opt(days % 90_000_000).unwrap_or(NaiveDate::MAX);
        let time = DayRange::spanning(wild(first), wild(last));
        let code = currency(["EUR", "IRR", "ISK", "ZWL", "USD"][code]);
        let rates = Rates::new(
            vec![own("t", "USD", "ZWL", Step::Year, DayRange::year(2021), "100")], Vec::new(), BTreeMap::new());
        let _ = rates.rate(code, currency("GBP"), time);
        let _ = rates.prices(code, last % 3000, time);
    }
}

/// A series of a currency that has no code could never be asked for.
#[test]
fn every_series_is_of_a_currency() {
    let all = euro_reference::codes().chain(world_bank::codes()).chain(prices::codes(&Series::Deflators));
    let unknown: std::collections::BTreeSet<&str> =
        all.filter(|code| Currency::from_code(code).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// One that were not known could not be replaced by law either.
#[test]
fn every_replacement_is_of_currencies() {
    let codes = fixed::all().flat_map(|(old, fixed)| [old, fixed.by]);
    let unknown: std::collections::BTreeSet<&str> =
        codes.filter(|code| Currency::from_code(code).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
