//! What wordings mean, in explicit values.

use proptest::prelude::*;

use super::*;
use crate::reading::{AsWritten, Magnitude, Percent};

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

fn context(dataset: &str, claim: &str) -> Context {
    Context { dataset_currency: currency(dataset), claim_currency: Currency::from_code(claim) }
}

fn usd() -> Context {
    context("USD", "")
}

fn shown(figure: &Figure) -> String {
    let end = |amount: Option<Amount>| amount.map_or_else(|| "open".to_owned(), |a| a.to_string());
    let interval = |quantity: &Quantity| {
        let interval = quantity.interval(&Reading::default()).unwrap();
        format!("{} {}", end(interval.low), end(interval.high))
    };
    let mut shown = format!("{} {}", interval(figure.quantity()), figure.currency());
    if let Some(per) = figure.per() {
        shown.extend([" / ", per.word()]);
    }
    for equivalent in figure.equivalents() {
        let (quantity, currency) = (equivalent.quantity(), equivalent.currency());
        shown.extend([" = ", &interval(quantity), " ", currency.code()]);
    }
    shown
}

fn read(text: &str, context: Context) -> String {
    match Figure::parse(text, &context) {
        Ok(figure) => shown(&figure),
        Err(error) => format!("error: {error} at {:?}", text.get(error.span())),
    }
}

/// Wordings in a dataset in US dollars, with their ends (open or in units), currency and rate.
const WORDINGS: &[(&str, &str)] = &[
    // How published claims put it.
    ("another $100 million", "99500000 100500000 USD"),
    ("close to $1 billion a year", "900000000 1000000000 USD / year"),
    ("$100 million annually", "99500000 100500000 USD / year"),
    ("almost a billion dollars a year", "900000000 1000000000 USD / year"),
    ("about $100 million annually", "90000000 110000000 USD / year"),
    ("$350 million a year", "349500000 350500000 USD / year"),
    ("some $100 million in annual funding", "90000000 110000000 USD / year"),
    ("around $100 million per year", "90000000 110000000 USD / year"),
    ("$30 million a month", "29500000 30500000 USD / month"),
    ("only $6 million a month", "5500000 6500000 USD / month"),
    ("more than $30 million per month", "30000000 open USD / month"),
    (
        "from under $6 million per month to more than $30 million",
        "error: \"at least\" and \"at most\" cancel each other out at Some(\"30 million\")",
    ),
    ("between 70 and 100 million dollars per year", "70000000 100000000 USD / year"),
    ("more than $150 million", "150000000 open USD"),
    ("a total of $154 million", "153500000 154500000 USD"),
    ("at least $222 million", "222000000 open USD"),
    ("$58 million", "57500000 58500000 USD"),
    ("at least GBP 200 million", "200000000 open GBP"),
    ("tens of millions of dollars per year", "10000000 99000000 USD / year"),
    ("no less than a quarter of a billion dollars", "250000000 open USD"),
    ("USD 100 million", "99500000 100500000 USD"),
    ("comes to USD 300 million", "299500000 300500000 USD"),
    ("$500 million", "499500000 500500000 USD"),
    ("$700 million a year", "699500000 700500000 USD / year"),
    ("more than $700 million a year", "700000000 open USD / year"),
    ("$200m", "199500000 200500000 USD"),
    ("$800 million a year", "799500000 800500000 USD / year"),
    ("$830 million", "829500000 830500000 USD"),
    ("between 700 and 800 million dollars yearly", "700000000 800000000 USD / year"),
    ("one billion dollars yearly", "500000000 1500000000 USD / year"),
    ("about 100 million dollars yearly", "90000000 110000000 USD / year"),
    ("roughly a billion dollars annually", "900000000 1100000000 USD / year"),
    ("$400 million", "399500000 400500000 USD"),
    ("at least $1 billion", "1000000000 open USD"),
    ("at least $500 million annually", "500000000 open USD / year"),
    ("only $17 billion", "16500000000 17500000000 USD"),
    ("approximately $5.92 million", "5328000 6512000 USD"),
    ("$1.11 million", "1105000 1115000 USD"),
    ("estimated additional $3.21 million in revenue", "2889000 3531000 USD"),
    ("a total of $10.24 million", "10235000 10245000 USD"),
    ("$6 million", "5500000 6500000 USD"),
    ("almost 13 million euros (about $15 million)", "11700000 13000000 EUR = 13500000 16500000 USD"),
    ("five million euros", "4500000 5500000 EUR"),
    ("totaling $777.78 million", "777775000 777785000 USD"),
    ("£350 million every week", "349500000 350500000 GBP / week"),
    ("£19.1bn", "19050000000 19150000000 GBP"),
    ("£14.7bn", "14650000000 14750000000 GBP"),
    ("£9.9bn", "9850000000 9950000000 GBP"),
    ("£190m per week", "189500000 190500000 GBP / week"),
    ("just under £250 million a week", "225000000 250000000 GBP / week"),
    ("£18.9 billion", "18850000000 18950000000 GBP"),
    ("£363.5 million a week", "363450000 363550000 GBP / week"),
    ("£13.9 billion", "13850000000 13950000000 GBP"),
    ("£9.4 billion", "9350000000 9450000000 GBP"),
    ("about £180 million a week", "162000000 198000000 GBP / week"),
    ("equal to $5 million", "4500000 5500000 USD"),
    ("averaging just £8.1 billion", "8050000000 8150000000 GBP"),
    ("NIS 1,239,528,424 ($344,313,451)", "1239528423.5 1239528424.5 ILS = 344313450.5 344313451.5 USD"),
    ("NIS 552 million ($153.4 million)", "551500000 552500000 ILS = 153350000 153450000 USD"),
    ("$190,869,166", "190869165.5 190869166.5 USD"),
    ("1.237 billion shekels or $355 million", "1236500000 1237500000 ILS = 354500000 355500000 USD"),
    ("550 million shekels ($158 million)", "549500000 550500000 ILS = 157500000 158500000 USD"),
    ("522 million shekels", "521500000 522500000 ILS"),
    (
        "around NIS 1.28 billion (around USD 360 million)",
        "1152000000 1408000000 ILS = 324000000 396000000 USD",
    ),
    ("NIS 1.237 billion ($355 million)", "1236500000 1237500000 ILS = 354500000 355500000 USD"),
    ("around NIS 582 million (around USD 165 million)", "523800000 640200000 ILS = 148500000 181500000 USD"),
    ("NIS 502 million [$141 million]", "501500000 502500000 ILS = 140500000 141500000 USD"),
    ("NIS 562 million [$158 million]", "561500000 562500000 ILS = 157500000 158500000 USD"),
    ("roughly $100 million a year", "90000000 110000000 USD / year"),
    ("$70 million", "69500000 70500000 USD"),
    ("around $150 million annually", "135000000 165000000 USD / year"),
    // How exactly a number is written.
    ("$1.5 billion", "1450000000 1550000000 USD"),
    ("$1.50 billion", "1495000000 1505000000 USD"),
    ("$100", "99.5 100.5 USD"),
    ("$0", "0 0.5 USD"),
    ("seventy million dollars", "69500000 70500000 USD"),
    ("half a billion dollars", "450000000 550000000 USD"),
    ("half a million dollars", "450000 550000 USD"),
    ("half of a billion dollars", "450000000 550000000 USD"),
    ("half-billion dollars", "450000000 550000000 USD"),
    ("a quarter of a billion dollars", "245000000 255000000 USD"),
    ("a quarter billion dollars", "245000000 255000000 USD"),
    ("three quarters of a million dollars", "745000 755000 USD"),
    ("a billion dollars", "500000000 1500000000 USD"),
    ("exactly $70 million", "70000000 70000000 USD"),
    // Number words.
    ("one hundred and twenty-five thousand dollars", "124500 125500 USD"),
    ("two and a half billion dollars", "2450000000 2550000000 USD"),
    ("one and a half million dollars", "1450000 1550000 USD"),
    ("one-and-a-half million dollars", "1450000 1550000 USD"),
    ("a million and a half dollars", "1450000 1550000 USD"),
    ("a hundred million dollars", "99500000 100500000 USD"),
    ("hundred million dollars", "99500000 100500000 USD"),
    ("two hundred thousand dollars", "199500 200500 USD"),
    ("nineteen hundred dollars", "1899.5 1900.5 USD"),
    ("two million five hundred thousand dollars", "2499500 2500500 USD"),
    ("two million five hundred dollars", "2000499.5 2000500.5 USD"),
    ("1 million 200 thousand dollars", "1199500 1200500 USD"),
    ("a dozen million dollars", "11500000 12500000 USD"),
    ("zero dollars", "0 0.5 USD"),
    ("1½ million dollars", "1450000 1550000 USD"),
    ("2 1/2 million dollars", "2450000 2550000 USD"),
    ("1/4 million dollars", "245000 255000 USD"),
    ("SEVENTY MILLION DOLLARS", "69500000 70500000 USD"),
    // Digits and separators.
    ("$1 239 528 424", "1239528423.5 1239528424.5 USD"),
    ("1\u{a0}239\u{202f}528\u{2009}424 USD", "1239528423.5 1239528424.5 USD"),
    ("$1'000'000", "999999.5 1000000.5 USD"),
    ("$1’000’000.25", "1000000.245 1000000.255 USD"),
    ("₹ 1,23,45,678", "12345677.5 12345678.5 INR"),
    ("₹5 lakh crore", "4500000000000 5500000000000 INR"),
    ("₹2 crore 50 lakh", "24950000 25050000 INR"),
    ("3 lakh Indian rupees", "250000 350000 INR"),
    ("€.5m", "450000 550000 EUR"),
    ("1,500 million dollars", "1499500000 1500500000 USD"),
    // Scale words and letters.
    ("$70k", "69500 70500 USD"),
    ("$70 K", "69500 70500 USD"),
    ("$70M", "69500000 70500000 USD"),
    ("$70mn", "69500000 70500000 USD"),
    ("$70mln", "69500000 70500000 USD"),
    ("70 mio USD", "69500000 70500000 USD"),
    ("$70-million", "69500000 70500000 USD"),
    ("$1.5B", "1450000000 1550000000 USD"),
    ("$1.5 bln", "1450000000 1550000000 USD"),
    ("$1.5trn", "1450000000000 1550000000000 USD"),
    ("$2 tn", "1500000000000 2500000000000 USD"),
    ("$2 million million", "1500000000000 2500000000000 USD"),
    // Currencies.
    ("US$70 million", "69500000 70500000 USD"),
    ("US $70 million", "69500000 70500000 USD"),
    ("U.S.$70 million", "69500000 70500000 USD"),
    ("$70m USD", "69500000 70500000 USD"),
    ("USD 70m", "69500000 70500000 USD"),
    ("usd 70m", "69500000 70500000 USD"),
    ("70 million dollars", "69500000 70500000 USD"),
    ("70 million US dollars", "69500000 70500000 USD"),
    ("70 million U.S. dollars", "69500000 70500000 USD"),
    ("70m American dollars", "69500000 70500000 USD"),
    ("C$70 million", "69500000 70500000 CAD"),
    ("CA$70 million", "69500000 70500000 CAD"),
    ("A$70 million", "69500000 70500000 AUD"),
    ("a $70 million", "69500000 70500000 USD"),
    ("HK$70 million", "69500000 70500000 HKD"),
    ("$70 million CAD", "69500000 70500000 CAD"),
    ("$70 million Canadian dollars", "69500000 70500000 CAD"),
    ("€5m", "4500000 5500000 EUR"),
    ("5m €", "4500000 5500000 EUR"),
    ("GBP200m", "199500000 200500000 GBP"),
    ("200m pounds sterling", "199500000 200500000 GBP"),
    ("5 million Qatari riyals", "4500000 5500000 QAR"),
    ("5 million tomans", "45000000 55000000 IRR"),
    ("tens of millions of tomans", "100000000 990000000 IRR"),
    ("5 million Iranian rials", "4500000 5500000 IRR"),
    ("70 million yuan", "69500000 70500000 CNY"),
    ("¥70 million yuan", "69500000 70500000 CNY"),
    ("TRY 70m", "69500000 70500000 TRY"),
    ("LL 70 billion", "69500000000 70500000000 LBP"),
    // Qualifiers.
    ("c. $70 million", "63000000 77000000 USD"),
    ("ca. $70 million", "63000000 77000000 USD"),
    ("approx. $70 million", "63000000 77000000 USD"),
    ("~$70 million", "63000000 77000000 USD"),
    ("≈ $70 million", "63000000 77000000 USD"),
    ("an estimated $70 million", "63000000 77000000 USD"),
    ("$70 million or so", "63000000 77000000 USD"),
    ("$70 million-ish", "63000000 77000000 USD"),
    ("70-odd million dollars", "63000000 77000000 USD"),
    ("closer to $70 million", "63000000 77000000 USD"),
    ("just over $70 million", "70000000 77000000 USD"),
    ("a little more than $70 million", "70000000 77000000 USD"),
    ("nearly $70 million", "63000000 70000000 USD"),
    ("just shy of $70 million", "63000000 70000000 USD"),
    ("well over $70 million", "70000000 open USD"),
    ("in excess of $70 million", "70000000 open USD"),
    ("not less than $70 million", "70000000 open USD"),
    ("upwards of $70 million", "70000000 open USD"),
    (">$70 million", "70000000 open USD"),
    ("≥ $70 million", "70000000 open USD"),
    (">= $70 million", "70000000 open USD"),
    ("$70 million+", "70000000 open USD"),
    ("$70m+ a year", "70000000 open USD / year"),
    ("70+ million dollars", "70000000 open USD"),
    ("$70 million plus", "70000000 open USD"),
    ("$70 million or more", "70000000 open USD"),
    ("$70 million and counting", "70000000 open USD"),
    ("$70 million at least", "70000000 open USD"),
    ("at least about $70 million", "63000000 open USD"),
    ("at least nearly $70 million", "63000000 open USD"),
    ("up to $70 million", "open 70000000 USD"),
    ("up to about $70 million", "open 77000000 USD"),
    ("as much as $70 million", "open 70000000 USD"),
    ("less than $70 million", "open 70000000 USD"),
    ("< $70 million", "open 70000000 USD"),
    ("a maximum of $70 million", "open 70000000 USD"),
    ("$70 million or less", "open 70000000 USD"),
    ("not more than $70 million", "open 70000000 USD"),
    // Ranges.
    ("$70-100 million", "70000000 100000000 USD"),
    ("$70–$100 million", "70000000 100000000 USD"),
    ("$700-800m", "700000000 800000000 USD"),
    ("$1-1.5bn", "1000000000 1500000000 USD"),
    ("$5.92m–$6m", "5920000 6000000 USD"),
    ("US$5m-US$6m", "5000000 6000000 USD"),
    ("from $700 million to $1bn", "700000000 1000000000 USD"),
    ("from $700 million up to $1bn", "700000000 1000000000 USD"),
    ("$70 to 100 million", "70000000 100000000 USD"),
    ("$70-to-$100 million", "70000000 100000000 USD"),
    ("between $70 million and $100 million", "70000000 100000000 USD"),
    ("between $500,000 and $1 million", "500000 1000000 USD"),
    ("between $900 thousand and $1,200,000", "900000 1200000 USD"),
    ("between 1,000 and 2,000 million dollars", "1000000000 2000000000 USD"),
    ("somewhere between $70 and $100 million a year", "70000000 100000000 USD / year"),
    ("between one hundred and two hundred million dollars", "100000000 200000000 USD"),
    ("between one hundred and twenty and two hundred million dollars", "120000000 200000000 USD"),
    ("between one million and one and a half million dollars", "1000000 1500000 USD"),
    ("two or three million dollars", "2000000 3000000 USD"),
    ("$100 million or $70 million", "70000000 100000000 USD"),
    ("100 or 70 million dollars", "70000000 100000000 USD"),
    ("about $70-100 million", "63000000 110000000 USD"),
    ("about $100 million or $70 million", "63000000 110000000 USD"),
    ("between about $70 million and $100 million", "63000000 100000000 USD"),
    ("between $70 million and almost $100 million", "70000000 100000000 USD"),
    ("between $70 million and more than $100 million", "70000000 open USD"),
    ("more than $5 million but less than $10 million", "5000000 10000000 USD"),
    ("at least $5 million and at most $10 million", "5000000 10000000 USD"),
    ("up to $70-100 million", "open 100000000 USD"),
    (
        "NIS 500-600 million ($140-168 million) a year",
        "500000000 600000000 ILS / year = 140000000 168000000 USD",
    ),
    ("$70 to $100 million or so", "63000000 110000000 USD"),
    ("$70 to $100 million or more", "70000000 open USD"),
    // Magnitudes.
    ("tens of millions of dollars", "10000000 99000000 USD"),
    ("high tens of millions of dollars", "70000000 99000000 USD"),
    ("low hundreds of thousands of dollars", "100000 399000 USD"),
    ("several million dollars", "3000000 9000000 USD"),
    ("a few hundred thousand dollars", "200000 500000 USD"),
    ("a couple of billion dollars", "2000000000 3000000000 USD"),
    ("dozens of millions of dollars", "12000000 99000000 USD"),
    ("double-digit millions of dollars", "10000000 99000000 USD"),
    ("millions of dollars", "2000000 999000000 USD"),
    ("a handful of millions of dollars", "3000000 6000000 USD"),
    ("at least tens of millions of dollars", "10000000 open USD"),
    ("tens or even hundreds of millions of dollars", "10000000 999000000 USD"),
    ("several tens of millions of dollars", "30000000 90000000 USD"),
    ("about several million dollars", "2700000 9900000 USD"),
    // Rates.
    ("an annual $100 million", "99500000 100500000 USD / year"),
    ("$100m/yr", "99500000 100500000 USD / year"),
    ("$100m / year", "99500000 100500000 USD / year"),
    ("$100 million p.a.", "99500000 100500000 USD / year"),
    ("$100 million per annum.", "99500000 100500000 USD / year"),
    ("$100-million-a-year", "99500000 100500000 USD / year"),
    ("annual payments of $5m", "4500000 5500000 USD / year"),
    ("$30 million each month", "29500000 30500000 USD / month"),
    ("$30 million/mo", "29500000 30500000 USD / month"),
    ("$5 million a quarter", "4500000 5500000 USD / quarter"),
    ("$5 million daily", "4500000 5500000 USD / day"),
    ("$100 million [a year]", "99500000 100500000 USD / year"),
    ("100 million [US dollars]", "99500000 100500000 USD"),
    ("NIS 552 million ($153.4 million) a year", "551500000 552500000 ILS / year = 153350000 153450000 USD"),
    (
        "NIS 552 million a year ($153.4 million a year)",
        "551500000 552500000 ILS / year = 153350000 153450000 USD",
    ),
    (
        "1.2 billion shekels or $355 million a year",
        "1150000000 1250000000 ILS / year = 354500000 355500000 USD",
    ),
    (
        "NIS 5 million ($2 million; €1 million)",
        "4500000 5500000 ILS = 1500000 2500000 USD = 500000 1500000 EUR",
    ),
    // Words and typography that add nothing.
    ("$70 million in military aid", "69500000 70500000 USD"),
    ("$70 million worth", "69500000 70500000 USD"),
    ("“$70 million”,", "69500000 70500000 USD"),
    ("  $70   million. ", "69500000 70500000 USD"),
    ("$70\u{a0}million", "69500000 70500000 USD"),
    ("$70 million, annually", "69500000 70500000 USD / year"),
];

#[test]
fn wordings_mean_exactly_this() {
    let read: Vec<_> = WORDINGS.iter().map(|(text, _)| (*text, read(text, usd()))).collect();
    let wrong: Vec<_> = read
        .iter()
        .zip(WORDINGS)
        .filter(|((_, read), (_, expected))| read != expected)
        .map(|((text, read), (_, expected))| format!("{text}\n  read     {read}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wordings_survive_their_canonical_form() {
    for (text, _) in WORDINGS {
        let Ok(figure) = Figure::parse(text, &usd()) else {
            continue;
        };
        let canonical = figure.to_string();
        assert_eq!(Figure::parse(&canonical, &usd()), Ok(figure), "{text}: {canonical}");
    }
}

#[test]
fn the_canonical_form_is_what_an_analyst_would_write() {
    for (text, canonical) in [
        ("some $100 million in annual funding", "about USD 100 million a year"),
        ("NIS 1,239,528,424 ($344,313,451)", "ILS 1,239,528,424 (USD 344,313,451)"),
        ("tens of millions of dollars", "tens of millions of USD"),
        ("a few hundred thousand dollars", "a few hundred thousand USD"),
        ("$70-100 million", "between USD 70 million and USD 100 million"),
        ("at least about €1.5bn", "at least about EUR 1.5 billion"),
    ] {
        assert_eq!(Figure::parse(text, &usd()).unwrap().to_string(), canonical);
    }
}

#[test]
fn the_surroundings_settle_the_currency() {
    for (text, dataset, claim, expected) in [
        ("$5", "CAD", "", "4.5 5.5 CAD"),
        ("$5", "EUR", "AUD", "4.5 5.5 AUD"),
        ("5 million rials", "USD", "IRR", "4500000 5500000 IRR"),
        ("5 million pounds", "GBP", "", "4500000 5500000 GBP"),
        ("5 million", "USD", "EUR", "4500000 5500000 EUR"),
        ("70 to 100 million", "USD", "EUR", "70000000 100000000 EUR"),
        ("C$5 ($4)", "USD", "", "4.5 5.5 CAD = 3.5 4.5 USD"),
        ("NIS 5 ($4)", "CAD", "ILS", "4.5 5.5 ILS = 3.5 4.5 CAD"),
    ] {
        assert_eq!(read(text, context(dataset, claim)), expected, "{text}");
    }
}

/// Money as newspapers write it, in a dataset in US dollars.
const MONEY: &[(&str, &str)] = &[
    ("DM 5 million", "4500000 5500000 DEM"),
    ("DM5 million", "4500000 5500000 DEM"),
    ("5 million D-Marks", "4500000 5500000 DEM"),
    ("5 million Deutschmarks ($3 million)", "4500000 5500000 DEM = 2500000 3500000 USD"),
    ("some 5 million marks a year", "4500000 5500000 DEM / year"),
    ("5 million East German marks", "4500000 5500000 DDM"),
    ("FIM 5 million marks", "4500000 5500000 FIM"),
    ("FF 5 million", "4500000 5500000 FRF"),
    ("5bn lire", "4500000000 5500000000 ITL"),
    ("500,000 pesetas", "499999.5 500000.5 ESP"),
    ("IR£5 million", "4500000 5500000 IEP"),
    ("5 million Irish pounds", "4500000 5500000 IEP"),
    ("5 million Soviet roubles", "4500000 5500000 SUR"),
    ("SUR 5 million roubles", "4500000 5500000 SUR"),
    ("5 million new Turkish lira", "4500000 5500000 TRY"),
    ("5 million old Turkish lira", "4500000 5500000 TRL"),
    ("5 million Turkish lira", "4500000 5500000 TRY"),
    ("TL 5 million", "4500000 5500000 TRY"),
    ("5 million ECUs", "4500000 5500000 XEU"),
    ("5 million kuna", "4500000 5500000 HRK"),
    ("5 million zlotys", "4500000 5500000 PLN"),
    ("5 million shekels", "4500000 5500000 ILS"),
    ("5 million Belarusian rubles", "4500000 5500000 BYN"),
    ("SIT 5 million", "4500000 5500000 SIT"),
    ("5 million SIT", "4500000 5500000 SIT"),
    ("DEM 5 million", "4500000 5500000 DEM"),
    ("2.5 billion tomans", "24500000000 25500000000 IRR"),
    ("five billion tomans a year", "45000000000 55000000000 IRR / year"),
    ("about 40,000 billion tomans", "360000000000000 440000000000000 IRR"),
    ("KD 5 million", "4500000 5500000 KWD"),
    ("5 million UAE dirhams", "4500000 5500000 AED"),
    ("5 million Kenya shillings", "4500000 5500000 KES"),
    ("5 million convertible marks", "4500000 5500000 BAM"),
];

#[test]
fn money_is_read_as_newspapers_write_it() {
    for (text, expected) in MONEY {
        assert_eq!(read(text, usd()), *expected, "{text}");
    }
}

#[test]
fn a_historic_currency_is_meant_where_the_claim_or_the_dataset_says_so() {
    for (text, dataset, claim, expected) in [
        ("5 million Turkish lira", "USD", "TRL", "4500000 5500000 TRL"),
        ("5 million Turkish lira", "TRL", "", "4500000 5500000 TRL"),
        ("5 million Turkish lira", "TRL", "TRY", "4500000 5500000 TRY"),
        ("5 million roubles", "SUR", "", "4500000 5500000 SUR"),
        ("5 million roubles", "SUR", "RUB", "4500000 5500000 RUB"),
        ("5 million francs", "FRF", "", "4500000 5500000 FRF"),
        ("5 million francs", "USD", "LUF", "4500000 5500000 LUF"),
        ("5 million marks", "USD", "DDM", "4500000 5500000 DDM"),
        ("5 million guilders", "USD", "NLG", "4500000 5500000 NLG"),
        ("5 million pounds", "USD", "CYP", "4500000 5500000 CYP"),
        ("DM 5 (US$4)", "DEM", "", "4.5 5.5 DEM = 3.5 4.5 USD"),
        ("$5 (8 marks)", "DEM", "USD", "4.5 5.5 USD = 7.5 8.5 DEM"),
        ("TRY 5 (5 million old Turkish lira)", "USD", "", "4.5 5.5 TRY = 4500000 5500000 TRL"),
    ] {
        assert_eq!(read(text, context(dataset, claim)), expected, "{text}");
    }
}

fn kind_name(kind: &FigureErrorKind) -> String {
    let debug = format!("{kind:?}");
    debug.split([' ', '(', '{']).next().unwrap_or("").to_owned()
}

/// Texts that are refused, why, and the words pointed at.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("$5 million a year ($5 million)", "EquivalentInSameCurrency", "$"),
    ("[two letters] at least $222 million", "Bracket", "["),
    ("", "Empty", ""),
    ("   ", "Empty", "   "),
    ("roughly $100 milion", "UnreadableWord", "milion"),
    ("$70 million to Brussels", "UnreadableWord", "Brussels"),
    ("received $70 million", "UnreadableWord", "received"),
    ("$70 million #", "UnreadableWord", "#"),
    ("budget, salaries, expenses come from Iran", "NoNumber", "budget, salaries, expenses come from Iran"),
    ("million dollars", "NoNumber", "million"),
    ("about", "NoNumber", "about"),
    ("many dollars", "NoNumber", "many"),
    ("5 bn", "NoCurrency", "5 bn"),
    ("70 to 100 million a year", "NoCurrency", "70 to 100 million"),
    ("5 million rials", "AmbiguousCurrency", "rials"),
    ("kr 5 million", "AmbiguousCurrency", "kr"),
    ("LE5 million", "AmbiguousCurrency", "LE"),
    ("5 million francs", "AmbiguousCurrency", "francs"),
    ("5 million guilders", "AmbiguousCurrency", "guilders"),
    ("5 million escudos", "AmbiguousCurrency", "escudos"),
    ("5 million roubles", "AmbiguousCurrency", "roubles"),
    ("5 million Yugoslav dinars", "AmbiguousCurrency", "Yugoslav dinars"),
    ("5 million old French francs", "UnreadableWord", "old"),
    ("5 million sit", "UnreadableWord", "sit"),
    ("a bad $5 million", "UnreadableWord", "bad"),
    ("TRY 5 (5 million Turkish lira)", "EquivalentInSameCurrency", "Turkish lira"),
    ("the $1 billion mark", "UnreadableWord", "mark"),
    ("$5 million euros", "DifferentCurrencies", "euros"),
    ("between $5 million and €6 million", "DifferentCurrencies", "€"),
    ("5 tomans (50 rials)", "EquivalentInSameCurrency", "rials"),
    ("Rs. 5 million", "AmbiguousCurrency", "Rs"),
    ("$58 billion and two million", "SeveralFigures", "two million"),
    ("$251.2 billion in inflation-adjusted dollars since 1959", "PriceBase", "in inflation-adjusted dollars"),
    ("$251.2 billion in 2015 US dollars", "PriceBase", "in 2015 US dollars"),
    ("€5 million in constant 2011 prices", "PriceBase", "in constant 2011 prices"),
    ("£5 million (in real terms)", "PriceBase", "in real terms"),
    ("$5 (US$5)", "EquivalentInSameCurrency", "US$"),
    ("$1,5 million", "CommaOrPoint", "1,5"),
    ("$0,500", "CommaOrPoint", "0,500"),
    ("€1.234", "CommaOrPoint", "1.234"),
    ("$1.234.567", "Separators", "1.234.567"),
    ("$1.234,5", "Separators", "1.234,5"),
    ("$12,34,56", "Separators", "12,34,56"),
    ("$1,2345,678", "Separators", "1,2345,678"),
    ("between 100 and 70 million dollars", "RangeOrder", "100 and 70 million"),
    ("from $1bn to $700 million", "RangeOrder", "1bn to $700 million"),
    ("$70 million to $100", "RangeOrder", "70 million to $100"),
    ("between $70 million", "UnfinishedRange", "between"),
    ("from $70 million a year", "UnfinishedRange", "from"),
    ("at least at most $5", "OpenBothWays", "at most"),
    ("$5 a year per month", "TwoRates", "per month"),
    ("NIS 5 a year ($2 a month)", "TwoRates", "a month"),
    ("NIS 5 ($2 a month)", "SeveralFigures", "2"),
    ("-$70 million", "Negative", "-"),
    ("minus $70 million", "Negative", "minus"),
    ("−5 USD", "Negative", "−"),
    ("93% of $5 million", "Relative", "93%"),
    ("between 40 and 60 percent of it", "Relative", "60 percent"),
    ("30% more than $5", "Relative", "30%"),
    ("twice $5 million", "Relative", "twice"),
    ("a third of $5 million", "Relative", "a third"),
    ("two thirds of $5", "Relative", "two thirds"),
    ("half of $5 million", "Relative", "half of"),
    ("three times $5", "Relative", "three times"),
    ("NIS 5 million ($2 million), approximately 7%", "Relative", "7%"),
    ("$99999999999999999999999999999999", "TooManyDigits", "99999999999999999999999999999999"),
    ("$5 million trillion trillion", "TooManyDigits", "5 million trillion trillion"),
    ("$58 million and two sums of $5 million", "SeveralFigures", "two"),
    ("£18.9 billion ... £363.5 million a week", "SeveralFigures", "£363.5 million"),
    ("£13.9 billion or £267 million a week", "SeveralFigures", "267 million"),
    ("$5 million, $6 million", "SeveralFigures", "$6 million"),
    ("$100 million in 2007", "Period", "in 2007"),
    ("$6 million a month until 2019", "Period", "until 2019"),
    ("at least GBP 200 million since 2014", "Period", "since 2014"),
    ("$5 million, August 2013", "Period", "August 2013"),
    ("£9.4 billion last year", "Period", "last year"),
    ("$5 million a fortnight", "LengthOfTime", "a fortnight"),
    ("$5 million fortnightly", "LengthOfTime", "fortnightly"),
    ("$5 million over four years", "LengthOfTime", "over four years"),
    ("$5 million over 4 years", "LengthOfTime", "over 4 years"),
    ("$5 million every two years", "LengthOfTime", "every two years"),
    ("$5 million a year for ten years", "LengthOfTime", "for ten years"),
    ("$5 million in two and a half years", "LengthOfTime", "in two and a half years"),
    ("$5 million (over the past decade)", "LengthOfTime", "over the past decade"),
    ("$5 fortnightly", "LengthOfTime", "fortnightly"),
    ("$5 million during the last five years", "LengthOfTime", "during the last five years"),
    ("over four years, $5 million", "LengthOfTime", "four years"),
    ("a 4-year $5 million", "LengthOfTime", "4-year"),
    ("$5 million over the last year", "LengthOfTime", "over the last year"),
    ("$5 million each fiscal year", "LengthOfTime", "each fiscal year"),
    ("$5 million last year", "Period", "last year"),
    ("$5 million per hour", "LengthOfTime", "per hour"),
    ("less then $5 million", "UnreadableWord", "less then"),
    ("no more then $5 million", "UnreadableWord", "no more then"),
    ("then $5 million", "UnreadableWord", "then"),
    ("$5 million (€4 million", "Bracket", "("),
    ("$5 million)", "Bracket", ")"),
    ("NIS 5 ($2 (€1))", "Bracket", "("),
    ("$70\u{202e} million", "HiddenCharacter", "\u{202e}"),
    ("$70 \u{7}million", "HiddenCharacter", "\u{7}"),
    ("$7\u{200b}0 million", "HiddenCharacter", "\u{200b}"),
];

#[test]
fn refusals_point_at_the_fault() {
    let mut wrong = Vec::new();
    for (text, kind, pointed_at) in REFUSALS {
        let found = match Figure::parse(text, &usd()) {
            Ok(figure) => format!("read as {figure}"),
            Err(error) => {
                assert!(!error.help().is_empty());
                format!("{} at {:?}", kind_name(error.kind()), text.get(error.span()).unwrap())
            }
        };
        let expected = format!("{kind} at {pointed_at:?}");
        if found != expected {
            wrong.push(format!("{text}\n  found    {found}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_say_what_to_write_instead() {
    for (text, context, message, help) in [
        (
            "$70 milion",
            usd(),
            "`milion` is not a word that figures are read from",
            "did you mean \"million\"?",
        ),
        (
            "5 bn",
            usd(),
            "the figure does not say in which currency it is",
            "which currency? write it in the figure or as `currency = \"USD\"`",
        ),
        (
            "$5",
            context("EUR", ""),
            "`$` is the name of 30 currencies",
            "write US$ or USD, CA$ or CAD, A$ or AUD, NZ$ or NZD, HK$ or HKD, S$ or SGD, …, or set `currency` on the claim",
        ),
        (
            "€5",
            context("USD", "GBP"),
            "the figure is in `€`, but the claim's `currency` is GBP",
            "leave out `currency`, or correct whichever of the two is wrong",
        ),
        (
            "$5",
            context("USD", "GBP"),
            "the figure is in `$`, but the claim's `currency` is GBP",
            "leave out `currency`, or correct whichever of the two is wrong",
        ),
        (
            "$5 million a fortnight",
            usd(),
            "`a fortnight` says for how long, but not as a rate by the day, week, month, quarter or year",
            "write the rate as \"a week\" or \"a month\"; the time of a total goes into `scope`, as `period`",
        ),
        (
            "Less then $5 million",
            usd(),
            "`Less then` is not a word that figures are read from",
            "did you mean \"less than\"?",
        ),
        (
            "€5.000.000",
            usd(),
            "the separators in `5.000.000` do not make a number",
            "write groups of three with commas and decimals with a point: \"5,000,000\"",
        ),
        (
            "$1.2.3",
            usd(),
            "the separators in `1.2.3` do not make a number",
            "write groups of three with commas and decimals with a point: \"1,234,567.8\"",
        ),
        ("$1,5 million", usd(), "the comma may separate decimals or thousands", "write \"1.5\" or \"15\""),
        (
            "between 100 and 70 million dollars",
            usd(),
            "the range starts with its larger end, `100 million` before `70 million`",
            "write the smaller end first, \"between 70 million and 100 million\"; where a scale word belongs to one end only, write out both",
        ),
        (
            "$70\u{202e}",
            usd(),
            "the figure contains the invisible character \\u{202e}",
            "delete it and type the words again",
        ),
    ] {
        let error = Figure::parse(text, &context).unwrap_err();
        assert_eq!(error.message(), message);
        assert_eq!(error.help(), help);
    }
}

#[test]
fn numbers_in_european_writing_are_shown_as_they_are_read() {
    for (written, read) in [
        ("5.000.000", "5,000,000"),
        ("1.234.567,89", "1,234,567.89"),
        ("12.345,6", "12,345.6"),
        ("5.000.000,00", "5,000,000.00"),
        ("1 234,56", "1,234.56"),
        ("1'234'567,8", "1,234,567.8"),
    ] {
        let error = Figure::parse(&format!("${written}"), &usd()).unwrap_err();
        assert_eq!(kind_name(error.kind()), "Separators", "{written}");
        assert!(error.help().ends_with(&format!(": \"{read}\"")), "{written}: {}", error.help());
        assert!(Figure::parse(&format!("${read}"), &usd()).is_ok(), "{read}");
    }
}

#[test]
fn the_reading_decides_how_wide_a_figure_is() {
    let interval = |text: &str, reading: &Reading| {
        let interval = Figure::parse(text, &usd()).unwrap().interval(reading).unwrap();
        (interval.low.unwrap().to_string(), interval.high.unwrap().to_string())
    };
    let mut reading = Reading::default();
    reading.approximately = Percent::parse("2.5%").unwrap();
    reading.as_written = AsWritten::Within(Percent::whole(1));
    reading.set_magnitude(Magnitude::Tens, (20, 80));
    let pair = |low: &str, high: &str| (low.to_owned(), high.to_owned());
    assert_eq!(interval("about $100", &reading), pair("97.5", "102.5"));
    assert_eq!(interval("$100", &reading), pair("99", "101"));
    assert_eq!(interval("exactly $100", &reading), pair("100", "100"));
    assert_eq!(interval("tens of thousands of dollars", &reading), pair("20000", "80000"));
}

#[test]
fn an_interval_is_exact_or_refused() {
    let figure = Figure::parse("$9999999999999999999999999999", &usd()).unwrap();
    assert_eq!(figure.interval(&Reading::default()), Err(FigureOverflow));
    let figure = Figure::parse("at least $9999999999999999999999999999", &usd()).unwrap();
    assert!(figure.interval(&Reading::default()).is_ok());
}

#[test]
fn a_point_is_a_single_stated_number() {
    let point = |text: &str| Figure::parse(text, &usd()).unwrap().point();
    assert_eq!(point("more than $70 million"), Some(Rational::from(70_000_000)));
    assert_eq!(point("5 tomans"), Some(Rational::from(50)));
    assert_eq!(point("$70-100 million"), None);
    assert_eq!(point("tens of millions of dollars"), None);
}

#[test]
fn structured_figures_are_exact() {
    let amount = |digits| Amount::from_digits(digits).ok();
    let figure = |low, high| Figure::exact(low, high, currency("USD"), Some(Per::Year));
    let both = figure(amount("1.234"), amount("5")).unwrap();
    assert_eq!(shown(&both), "1.234 5 USD / year");
    let one = figure(amount("70000000"), amount("70000000")).unwrap();
    assert_eq!(shown(&one), "70000000 70000000 USD / year");
    assert_eq!(one.to_string(), "exactly USD 70,000,000 a year");
    assert_eq!(shown(&figure(amount("5"), None).unwrap()), "5 open USD / year");
    assert_eq!(shown(&figure(None, amount("5")).unwrap()), "open 5 USD / year");
    assert_eq!(figure(None, None), None);
    assert_eq!(figure(amount("6"), amount("5")), None);
}

#[test]
fn long_and_hostile_texts_are_refused_at_once() {
    for piece in [
        "(",
        "[)",
        "million ",
        "9",
        "9,999",
        "1 ",
        "- ",
        "or ",
        "$",
        "and one ",
        "\u{301}",
        "a",
        "one hundred and ",
        "in annual ",
        "about ",
        "one million ",
        "5-",
        "tens of ",
        "(a year) ",
        ".",
        "\"",
        "$5 or ",
        "/ ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let error = Figure::parse(&text, &usd()).unwrap_err();
        assert!(text.get(error.span()).is_some_and(|at| !at.is_empty()), "{piece}");
        assert!(error.message().len() < 300 && error.help().len() < 300, "{piece}");
    }
}

fn amount_words() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (0u64..2_000_000_000_000).prop_map(|number| number.to_string()),
        (0u32..10_000, 0u32..100).prop_map(|(whole, part)| format!("{whole}.{part:02}")),
        prop::sample::select(vec![
            "seventy",
            "a",
            "half a",
            "two and a half",
            "several",
            "tens of",
            "one hundred and five"
        ])
        .prop_map(str::to_owned),
    ];
    let scale = prop::sample::select(vec!["", "thousand", "million", "bn", "crore", "hundred million"]);
    (number, scale).prop_map(|(number, scale)| format!("{number} {scale}"))
}

fn wording() -> impl Strategy<Value = String> {
    let qualifier = prop::sample::select(vec![
        "",
        "about",
        "nearly",
        "just over",
        "at least",
        "up to about",
        "exactly",
        "more than",
    ]);
    let sign = prop::sample::select(vec!["$", "EUR ", "NIS ", "£"]);
    let rate =
        prop::sample::select(vec!["", " a year", " monthly", " in military aid", "+", " (CHF 5 million)"]);
    let end = prop::option::of((prop::sample::select(vec!["-", " to ", " or "]), amount_words()));
    (qualifier, sign, amount_words(), end, rate).prop_map(|(qualifier, sign, first, second, rate)| {
        let second = second.map_or_else(String::new, |(connector, words)| format!("{connector}{words}"));
        format!("{qualifier} {sign}{first}{second}{rate}")
    })
}

fn check(text: &str, context: Context) {
    match Figure::parse(text, &context) {
        Err(error) => {
            let pointed_at = text.get(error.span());
            assert!(pointed_at.is_some_and(|at| !at.is_empty() || text.is_empty()), "{text:?}");
            assert!(!error.message().chars().any(char::is_control), "{text:?}");
            assert!(!error.help().chars().any(char::is_control), "{text:?}");
        }
        Ok(figure) => {
            let canonical = figure.to_string();
            let again = Figure::parse(&canonical, &context);
            assert_eq!(again.as_ref(), Ok(&figure), "{text:?}: {canonical}");
            if let Ok(interval) = figure.interval(&Reading::default())
                && let (Some(low), Some(high)) = (interval.low, interval.high)
            {
                assert!(low <= high, "{text:?}");
            }
        }
    }
}

#[test]
fn ranges_keep_their_scale_words_apart() {
    for text in
        ["about $.0000000 thousand-10001000000 thousand", "$0.0005 thousand-10 thousand", "tomans ½ up to 5"]
    {
        check(text, usd());
    }
}

proptest! {
    #[test]
    fn valid_wordings_round_trip(text in wording()) {
        check(&text, usd());
    }

    #[test]
    fn mutated_wordings_never_panic(text in wording(), at in 0usize..40, with in ".{0,4}") {
        let cut = text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(0);
        let rest: String = text[cut..].chars().skip(1).collect();
        check(&format!("{}{with}{rest}", &text[..cut]), usd());
    }

    #[test]
    fn arbitrary_texts_never_panic(text in "\\PC{0,60}|[\\s\\S]{0,40}") {
        check(&text, usd());
    }

    #[test]
    fn shuffled_words_never_panic(words in prop::collection::vec(
        prop::sample::select(vec![
            "between", "and", "from", "to", "-", "or", "$", "€", "5", "70", "1.5", "million", "hundred", "half", "a", "quarter",
            "tens", "of", "about", "at least", "up to", "a year", "monthly", "(", ")", "[", "in", "cash", "twice", "%", "/", "½",
            "and a half", "one", "twenty", "several", "tomans", "+", ",", ";", "2019", "millions", "dollars", "exactly", "nearly",
        ]), 0..12)) {
        check(&words.join(" "), usd());
        check(&words.concat(), context("EUR", "USD"));
    }

    #[test]
    fn exact_figures_round_trip(low in 0i64.., high in 0i64.., places in 0u32..9) {
        let amount = |number: i64| {
            let digits = format!("{number:0>12}");
            let (whole, part) = digits.split_at(digits.len() - places as usize);
            Amount::from_digits(&if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }).unwrap()
        };
        let (low, high) = (amount(low.min(high)), amount(low.max(high)));
        let figure = Figure::exact(Some(low), Some(high), currency("ILS"), Some(Per::Week)).unwrap();
        prop_assert_eq!(figure.interval(&Reading::default()), Ok(Interval { low: Some(low), high: Some(high) }));
        prop_assert_eq!(Figure::parse(&figure.to_string(), &usd()), Ok(figure));
    }
}
