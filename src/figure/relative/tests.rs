//! What comparisons mean, in explicit values.

use proptest::prelude::*;

use super::*;
use crate::figure::Figure;
use crate::reading::{AsWritten, Percent};

fn context(dataset: &str, claim: &str) -> Context {
    let currency = |code| Currency::from_code(code).unwrap();
    Context { dataset_currency: currency(dataset), claim_currency: Currency::from_code(claim) }
}

fn usd() -> Context {
    context("USD", "")
}

fn shown(figure: &RelativeFigure, reading: &Reading) -> String {
    let end = |end: Option<Rational>| end.map_or_else(|| "open".to_owned(), |end| end.to_string());
    match figure.under(reading) {
        Comparative::Factor { low, high } => format!("{} {} times", end(low), end(high)),
        Comparative::Difference { low, high } => {
            let per = figure.per().map(|per| format!(" / {}", per.word())).unwrap_or_default();
            format!("{} {} {}{per}", end(low), end(high), figure.currency().unwrap())
        }
    }
}

fn read(text: &str, context: Context) -> String {
    match RelativeFigure::parse(text, &context) {
        Ok(figure) => shown(&figure, &Reading::default()),
        Err(error) => format!("error: {error} at {:?}", text.get(error.span())),
    }
}

/// Comparisons in a dataset in US dollars: the least and most times the other flow, or above it.
const WORDINGS: &[(&str, &str)] = &[
    // Multiples and shares in words are exact.
    ("twice", "2 2 times"),
    ("Twice as much as", "2 2 times"),
    ("twice as much", "2 2 times"),
    ("twice the amount of", "2 2 times"),
    ("double", "2 2 times"),
    ("doubled", "2 2 times"),
    ("tripled", "3 3 times"),
    ("doubles", "2 2 times"),
    ("triples", "3 3 times"),
    ("quadruples", "4 4 times"),
    ("all of", "1 1 times"),
    ("nearly all of", "0.9 1 times"),
    ("most of", "0.5 1 times"),
    ("most of the", "0.5 1 times"),
    ("the majority of", "0.5 1 times"),
    ("the bulk of", "0.5 1 times"),
    ("the larger part of", "0.5 1 times"),
    ("more than half of", "0.5 1 times"),
    ("a minority of", "open 0.5 times"),
    ("risen by 30%", "1.295 1.305 times"),
    ("gone up by 30%", "1.295 1.305 times"),
    ("up by 30%", "1.295 1.305 times"),
    ("gone down by 20%", "0.795 0.805 times"),
    ("$5 million [less than]", "-5500000 -4500000 USD"),
    ("[some] 93% [of]", "0.837 1.023 times"),
    ("[more than] half of", "0.5 1 times"),
    ("twice [as much as]", "2 2 times"),
    ("quadruple", "4 4 times"),
    ("three times", "3 3 times"),
    ("three times as much as", "3 3 times"),
    ("one and a half times", "1.5 1.5 times"),
    ("one-and-a-half times", "1.5 1.5 times"),
    ("two-and-a-half times as much as", "2.5 2.5 times"),
    ("twice as large as", "2 2 times"),
    ("a hundred times", "100 100 times"),
    ("tenfold", "10 10 times"),
    ("a tenfold increase", "10 10 times"),
    ("rose tenfold", "10 10 times"),
    ("halved", "0.5 0.5 times"),
    ("half of", "0.5 0.5 times"),
    ("half", "0.5 0.5 times"),
    ("½ of", "0.5 0.5 times"),
    ("half as much as", "0.5 0.5 times"),
    ("a third of", "1/3 1/3 times"),
    ("one-third of", "1/3 1/3 times"),
    ("two thirds of", "2/3 2/3 times"),
    ("two-thirds of", "2/3 2/3 times"),
    ("2/3 of", "2/3 2/3 times"),
    ("three quarters of", "0.75 0.75 times"),
    ("nine tenths of", "0.9 0.9 times"),
    ("the same as", "1 1 times"),
    ("as much as", "1 1 times"),
    // Digits are as exact as they are written, and so are percentages.
    ("1.5 times", "1.45 1.55 times"),
    ("1.50 times", "1.495 1.505 times"),
    ("3 times", "2.5 3.5 times"),
    ("2.5x", "2.45 2.55 times"),
    ("5-fold", "4.5 5.5 times"),
    ("93% of", "0.925 0.935 times"),
    ("93 per cent of", "0.925 0.935 times"),
    ("93% as much as", "0.925 0.935 times"),
    ("thirty percent of", "0.295 0.305 times"),
    ("3.125% of", "0.031245 0.031255 times"),
    ("0% of", "0 0.005 times"),
    ("2 thousand times", "1500 2500 times"),
    ("30%", "0.295 0.305 times"),
    // Qualifiers.
    ("at least twice", "2 open times"),
    ("more than three times", "3 open times"),
    ("twice or more", "2 open times"),
    ("more than doubled", "2 open times"),
    ("nearly half of", "0.45 0.5 times"),
    ("less than half", "open 0.5 times"),
    ("up to half of", "open 0.5 times"),
    ("as much as 93% of", "open 0.93 times"),
    ("just over a third", "1/3 11/30 times"),
    ("about 93% of", "0.837 1.023 times"),
    ("30 or more percent of", "0.3 open times"),
    ("30% or more of", "0.3 open times"),
    ("exactly 30% of", "0.3 0.3 times"),
    ("roughly three times", "2.7 3.3 times"),
    ("about the same as", "0.9 1.1 times"),
    ("at least as much as", "1 open times"),
    ("no more than", "open 1 times"),
    ("more than", "1 open times"),
    ("less", "open 1 times"),
    ("several times", "3 9 times"),
    ("tens of times", "10 99 times"),
    // Ranges.
    ("between 40 and 60 percent of", "0.4 0.6 times"),
    ("between 40% and 60% of", "0.4 0.6 times"),
    ("40-60% of", "0.4 0.6 times"),
    ("from 30% to 40% of", "0.3 0.4 times"),
    ("two to three times", "2 3 times"),
    ("two or three times", "2 3 times"),
    ("three or two times", "2 3 times"),
    ("two to three thousand times", "2000 3000 times"),
    ("between a third and a half of", "1/3 0.5 times"),
    ("a half to two thirds of", "0.5 2/3 times"),
    ("between half and 1.5 times", "0.5 1.5 times"),
    ("more than 30% but less than 40% of", "0.3 0.4 times"),
    ("about 40 to 60 percent of", "0.36 0.66 times"),
    ("between one hundred and twenty and two hundred percent of", "1.2 2 times"),
    // Increases and decreases.
    ("30% more than", "1.295 1.305 times"),
    ("30% higher than", "1.295 1.305 times"),
    ("30% above", "1.295 1.305 times"),
    ("up 30% from", "1.295 1.305 times"),
    ("up by 30 per cent on", "1.295 1.305 times"),
    ("rose by 30%", "1.295 1.305 times"),
    ("an increase of 30%", "1.295 1.305 times"),
    ("a 30% increase over", "1.295 1.305 times"),
    ("a third more than", "4/3 4/3 times"),
    ("rose by two thirds", "5/3 5/3 times"),
    ("27 to 33 percent higher than", "1.27 1.33 times"),
    ("up about 30% compared with", "1.27 1.33 times"),
    ("at least 30% more than", "1.3 open times"),
    ("up to 30% more than", "1 1.3 times"),
    ("300% more than", "3.995 4.005 times"),
    ("20% less than", "0.795 0.805 times"),
    ("down 20% from", "0.795 0.805 times"),
    ("a 30 per cent cut", "0.695 0.705 times"),
    ("fell by half", "0.5 0.5 times"),
    ("a quarter less than", "0.75 0.75 times"),
    ("at least 20% less than", "open 0.8 times"),
    ("up to 20% less than", "0.8 1 times"),
    ("down 100% from", "0 0.005 times"),
    ("about 95% less than", "0 0.145 times"),
    // Differences.
    ("$16.7 billion short of", "-16750000000 -16650000000 USD"),
    ("$5 million more than", "4500000 5500000 USD"),
    ("up $5 million from", "4500000 5500000 USD"),
    ("down $5 million from", "-5500000 -4500000 USD"),
    ("half a million dollars more than", "450000 550000 USD"),
    ("five million euros less than", "-5500000 -4500000 EUR"),
    ("between $5 million and $6 million more than", "5000000 6000000 USD"),
    ("at least $5 million more than", "5000000 open USD"),
    ("up to $5 million more than", "0 5000000 USD"),
    ("at least $5 million less than", "open -5000000 USD"),
    ("up to $5 million less than", "-5000000 0 USD"),
    ("$5 million a year more than", "4500000 5500000 USD / year"),
    ("5 million tomans more than", "45000000 55000000 IRR"),
];

#[test]
fn comparisons_mean_what_they_say() {
    let mut wrong = Vec::new();
    for (text, expected) in WORDINGS {
        let found = read(text, usd());
        if found != *expected {
            wrong.push(format!("{text}\n  found    {found}\n  expected {expected}"));
        }
        assert!(Figure::parse(text, &usd()).is_err(), "{text} is no amount");
        check(text, usd());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_currency_of_a_difference_is_found_as_that_of_an_amount() {
    for (text, dataset, claim, expected) in [
        ("5 million more than", "USD", "EUR", "4500000 5500000 EUR"),
        ("$5 more than", "CAD", "", "4.5 5.5 CAD"),
        ("twice", "USD", "EUR", "2 2 times"),
    ] {
        assert_eq!(read(text, context(dataset, claim)), expected, "{text}");
    }
}

/// Texts that are no comparison, why, and the words pointed at.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("", "Empty", ""),
    ("$5 million", "NoComparison", "$5 million"),
    ("more than $5 million", "NoComparison", "more than $5 million"),
    ("about", "NoComparison", "about"),
    ("a lot", "NoComparison", "a lot"),
    ("double digit", "NoComparison", "double digit"),
    ("16.7 billion short of", "NoCurrency", "16.7 billion"),
    ("three times more than", "TimesMore", "three times more than"),
    ("twice more than", "TimesMore", "twice more than"),
    ("3 times less than", "TimesMore", "3 times less than"),
    ("a tenfold decrease", "TimesMore", "tenfold decrease"),
    ("rose three times", "TimesMore", "rose three times"),
    ("150% less than", "BelowNothing", "150%"),
    ("down between 50% and 150%", "BelowNothing", "50% and 150%"),
    ("twice a year", "RateOfShare", "a year"),
    ("30% a year more than", "RateOfShare", "a year"),
    ("between 30% and twice", "MixedUnits", "30% and twice"),
    ("twice $5 million", "BesideComparison", "$5 million"),
    ("93% of $5 million", "BesideComparison", "$5 million"),
    ("twice Qatar's", "BesideComparison", "Qatar"),
    ("twice what it was in 2019", "BesideComparison", "what"),
    ("30% more than Qatar", "BesideComparison", "Qatar"),
    ("-30%", "BesideComparison", "-"),
    ("rose from 20% to 30%", "BesideComparison", "from"),
    ("up from $5 million to $6 million", "BesideComparison", "from"),
    ("fell to 20%", "BesideComparison", "to"),
    ("half a percent of", "BesideComparison", "percent"),
    ("30% more or less than", "BesideComparison", "or less"),
    ("between 30% of", "UnfinishedRange", "between"),
    ("between 60% and 40% of", "RangeOrder", "60% and 40%"),
    ("9999999999 times", "TooManyTimes", "9999999999 times"),
    ("200000000% of", "TooManyTimes", "200000000%"),
    ("99999999999999999999999999999999 times", "TooManyDigits", "99999999999999999999999999999999"),
    ("(twice", "Bracket", "("),
    ("[twice", "Bracket", "["),
    ("most of $5 million", "BesideComparison", "$5 million"),
    ("at least most of", "BesideComparison", "most of"),
    ("tw\u{200b}ice", "HiddenCharacter", "\u{200b}"),
];

#[test]
fn refusals_point_at_the_fault() {
    let mut wrong = Vec::new();
    for (text, kind, pointed_at) in REFUSALS {
        let found = match RelativeFigure::parse(text, &usd()) {
            Ok(figure) => format!("read as {figure}"),
            Err(error) => {
                assert!(!error.help().is_empty());
                let debug = format!("{:?}", error.kind());
                let kind = debug.split([' ', '(', '{']).next().unwrap_or("");
                format!("{kind} at {:?}", text.get(error.span()).unwrap())
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
fn what_a_refusal_proposes_is_read() {
    for text in [
        "twice",
        "93% of",
        "30% more than",
        "$5 million less than",
        "three times",
        "300% more than",
        "a third of",
        "between 30% and 50% of",
        "20% of",
        "80% less than",
    ] {
        assert!(RelativeFigure::parse(text, &usd()).is_ok(), "{text}");
        let proposed = format!("\"{text}\"");
        let proposes = |(refused, _, _): &(&str, &str, &str)| {
            RelativeFigure::parse(refused, &usd()).is_err_and(|error| error.help().contains(&proposed))
        };
        assert!(REFUSALS.iter().any(proposes), "{text}");
    }
}

#[test]
fn the_reading_decides_how_wide_a_comparison_is() {
    let mut reading = Reading::default();
    reading.approximately = Percent::parse("2.5%").unwrap();
    reading.as_written = AsWritten::Within(Percent::whole(1));
    for (text, expected) in [
        ("about twice", "1.95 2.05 times"),
        ("50% of", "0.495 0.505 times"),
        ("30% more than", "1.297 1.303 times"),
        ("3 times", "2.97 3.03 times"),
        ("three times", "3 3 times"),
        ("$100 more than", "99 101 USD"),
    ] {
        assert_eq!(shown(&RelativeFigure::parse(text, &usd()).unwrap(), &reading), expected, "{text}");
    }
}

#[test]
fn long_and_hostile_texts_are_refused_at_once() {
    for piece in [
        "twice ",
        "9",
        "% ",
        "30% ",
        "of ",
        "up ",
        "more than ",
        "times ",
        "a third ",
        "1/2 ",
        "two thirds or ",
        "$5 more ",
        "between ",
        "and a half ",
        "less ",
        "\u{301}",
        "or ",
        "several ",
        "the ",
        "(",
        "half ",
        "- ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        if let Err(error) = RelativeFigure::parse(&text, &usd()) {
            assert!(text.get(error.span()).is_some_and(|at| !at.is_empty()), "{piece}");
            assert!(error.message().len() < 300 && error.help().len() < 300, "{piece}");
        }
    }
}

fn check(text: &str, context: Context) {
    match RelativeFigure::parse(text, &context) {
        Err(error) => {
            let pointed_at = text.get(error.span());
            assert!(pointed_at.is_some_and(|at| !at.is_empty() || text.is_empty()), "{text:?}");
            assert!(!error.message().chars().any(char::is_control), "{text:?}");
            assert!(!error.help().chars().any(char::is_control), "{text:?}");
        }
        Ok(figure) => {
            let canonical = figure.to_string();
            let again = RelativeFigure::parse(&canonical, &context);
            assert_eq!(again.as_ref(), Ok(&figure), "{text:?}: {canonical}");
            let (low, high) = match figure.under(&Reading::default()) {
                Comparative::Factor { low, high } => {
                    assert!(low.as_ref().is_none_or(|low| !low.is_negative()), "{text:?}");
                    (low, high)
                }
                Comparative::Difference { low, high } => (low, high),
            };
            assert!(low.is_some() || high.is_some(), "{text:?}");
            assert!(!matches!((low, high), (Some(low), Some(high)) if low > high), "{text:?}");
        }
    }
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
        "up",
        "down by",
    ]);
    let number = || {
        prop_oneof![
            (0u32..2_000).prop_map(|number| number.to_string()),
            (0u32..200, 0u32..1000).prop_map(|(whole, part)| format!("{whole}.{part:03}")),
            (0u16..50, 1u16..50).prop_map(|(number, parts)| format!("{number}/{parts}")),
            prop::sample::select(vec![
                "three",
                "a third",
                "two thirds",
                "half",
                "twice",
                "several",
                "tens of",
                "one and a half",
                "a quarter",
                "one hundred and five",
                "2 thousand",
                "$5",
                "EUR 7 million",
                "tenfold",
            ])
            .prop_map(str::to_owned),
        ]
    };
    let unit = prop::sample::select(vec!["", "%", " percent", " times", "-fold", " thirds", " a year"]);
    let tail = prop::sample::select(vec![
        "",
        " of",
        " more than",
        " less than",
        " as much as",
        " higher than",
        " short of",
        " from",
        " increase",
    ]);
    let end = prop::option::of((prop::sample::select(vec!["-", " to ", " or ", " and "]), number()));
    (qualifier, number(), end, unit, tail).prop_map(|(qualifier, first, second, unit, tail)| {
        let second = second.map_or_else(String::new, |(connector, words)| format!("{connector}{words}"));
        format!("{qualifier} {first}{second}{unit}{tail}")
    })
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
            "between", "and", "from", "to", "-", "or", "$", "5", "70", "1.5", "million", "hundred", "half", "a", "quarter",
            "third", "thirds", "two", "of", "about", "at least", "up to", "a year", "(", ")", "twice", "%", "/", "½", "up",
            "and a half", "times", "fold", "tenfold", "more", "than", "less", "as much as", "short of", "fell by", "over",
            "increase", "the", "several", "tens", "+", "or more", "exactly", "nearly", "thousand", "0", "1/3", "no",
        ]), 0..10)) {
        check(&words.join(" "), usd());
        check(&words.concat(), context("EUR", "USD"));
    }
}
