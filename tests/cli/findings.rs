//! What `crossfoot check` finds at the borders of each rule, and what it must not find.

use std::fmt::Write as _;
use std::path::Path;

use crate::common::{BASE, directory};
use crate::{claim, run, stdout};

/// What is said of each finding of a code in a directory.
fn found_in(dir: &Path, code: &str, options: &str) -> Vec<String> {
    let ran = run(dir, &format!("check --today 2026-01-31 -f short -W {code} {options}")).stderr_eq("");
    let text = stdout(&ran);
    let title = |line: &str| line.split_once(&format!("[{code}]: ")).map(|(_, title)| title.to_owned());
    text.lines().filter_map(title).collect()
}

/// What is said of each finding of a code in a dataset of one file.
fn found(code: &str, text: &str) -> Vec<String> {
    found_in(directory(&[("claims/aid.toml", text)]).path(), code, "")
}

/// The dataset that the tests start from, with some claims and tables.
fn aid(more: &[String]) -> String {
    BASE.to_owned() + &more.concat()
}

fn known(claims: &[&str]) -> String {
    format!("\n[[known-conflict]]\nclaims = {claims:?}\nreason = \"Looked at.\"\n")
}

/// A claim about Northland and the army in a year.
fn army(id: &str, figure: &str, source: &str) -> String {
    claim(id, figure, source, "army", "")
}

fn unneeded(claims: &[String], accepted: &[&str]) -> Vec<String> {
    found("unneeded-acceptance", &(aid(claims) + &known(accepted)))
}

#[test]
fn an_acceptance_of_what_takes_no_part_is_none() {
    let (one, two) = (army("one", "$4 million", "herald"), army("two", "$9 million", "gazette"));
    let accepted = |two: String| unneeded(&[one.clone(), two], &["one", "two"]);
    let none = |why: &str| vec![format!("the accepted conflict of `one` and `two` is none: {why}")];
    assert_eq!(accepted(two.clone()), Vec::<String>::new());
    let withdrawn = two.clone() + "withdrawn = { date = 2022-01-01, reason = \"A misprint.\" }\n";
    assert_eq!(accepted(withdrawn), none("`two` is withdrawn"));
    let superseded = two.clone() + &claim("three", "$8 million", "gazette", "army", "supersedes = \"two\"");
    assert_eq!(accepted(superseded), none("`two` is superseded by `three`"));
    assert_eq!(accepted(two + "repeats = \"one\"\n"), none("`two` repeats `one`, which speaks for it"));
}

#[test]
fn an_acceptance_of_what_fits_is_none() {
    let one = army("one", "$70 million", "herald");
    let accepted = |two: &str| unneeded(&[one.clone(), two.to_owned()], &["one", "two"]);
    let none = |why: &str| vec![format!("the accepted conflict of `one` and `two` is none: {why}")];
    let close = none("they fit when stretched by no more than counts as close");
    assert_eq!(accepted(&army("two", "$73 million", "gazette")), close);
    assert_eq!(accepted(&army("two", "about $70 million", "gazette")), none("they can all be true"));
    let apart = none("they do not bear on each other");
    assert_eq!(accepted(&army("two", "$9 million", "gazette").replace("2019", "2010")), apart);
    assert_eq!(accepted(&army("two", "€9 million", "gazette")), Vec::<String>::new());
    assert_eq!(accepted(&army("two", "KPW 9 million", "gazette")), apart);
    assert_eq!(accepted(&claim("two", "$9 million", "gazette", "ministry", "")), apart);
}

#[test]
fn an_acceptance_of_too_many_or_too_few_is_none() {
    let parts = [
        army("one", "$5 million", "herald"),
        claim("two", "$5 million", "gazette", "ministry", ""),
        claim("whole", "at most $8 million", "courier", "ruritania", ""),
    ];
    assert_eq!(unneeded(&parts, &["one", "two", "whole"]), Vec::<String>::new());
    let [larger] = &unneeded(&parts, &["one", "two"])[..] else { panic!("it is none") };
    assert!(larger.ends_with("is none: they conflict only as part of `one`, `two` and `whole`"), "{larger}");
    let pair = [
        army("one", "$4 million", "herald"),
        army("two", "$9 million", "gazette"),
        army("wide", "$1-20 million", "courier"),
    ];
    let [smaller] = &unneeded(&pair, &["one", "two", "wide"])[..] else { panic!("it is none") };
    assert!(smaller.ends_with("is none: `one` and `two` already conflict by themselves"), "{smaller}");
}

#[test]
fn claims_that_say_the_same_stand_for_each_other() {
    let claims = [
        army("again", "$4 million", "courier"),
        army("one", "$4 million", "herald"),
        army("two", "$9 million", "gazette"),
    ];
    for accepted in [&["again", "two"][..], &["one", "two"], &["again", "one", "two"]] {
        let text = aid(&claims) + &known(accepted);
        assert_eq!(found("conflict", &text), Vec::<String>::new(), "{accepted:?}");
        assert_eq!(found("unneeded-acceptance", &text), Vec::<String>::new(), "{accepted:?}");
    }
    let text = aid(&claims) + &known(&["again", "one"]);
    assert_eq!(found("conflict", &text).len(), 1);
    let expected = "the accepted conflict of `again` and `one` is none: they can all be true";
    assert_eq!(found("unneeded-acceptance", &text), [expected]);
}

#[test]
fn a_claim_that_contradicts_itself_can_be_accepted() {
    let one =
        claim("one", "$5 million more than", "herald", "army", "relative-to = { payee = \"ruritania\" }");
    let alone = aid(std::slice::from_ref(&one));
    assert_eq!(found("self-contradiction", &alone), ["`one` cannot be true by itself"]);
    let accepted = alone + &known(&["one"]);
    assert_eq!(found("self-contradiction", &accepted), Vec::<String>::new());
    assert_eq!(found("unneeded-acceptance", &accepted), Vec::<String>::new());
    let other = one.replace("more than", "less than");
    let expected = "the accepted conflict of `one` is none: they do not bear on each other";
    assert_eq!(unneeded(&[other], &["one"]), [expected]);
}

#[test]
fn acceptances_are_judged_by_the_own_reading_and_by_all_that_is_known() {
    let wide = "\n[reading.wide]\napproximately = \"90%\"\nas-written = \"90%\"\n";
    let text = aid(&[
        army("one", "$4 million", "herald"),
        army("two", "$9 million", "gazette"),
        known(&["one", "two"]),
        wide.to_owned(),
    ]);
    let dir = directory(&[("claims/aid.toml", text)]);
    for options in ["", "--reading wide", "--as-of 2020-12-31", "--as-of 2015"] {
        let found = found_in(dir.path(), "unneeded-acceptance", options);
        assert_eq!(found, Vec::<String>::new(), "{options}");
    }
}

#[test]
fn money_within_a_group_is_found_and_money_from_anyone_is_not() {
    let found = |scope: &str, more: &str| {
        let claim = army("one", "$4 million", "herald").replace("payer = \"north\", payee = \"army\"", scope);
        found("payer-is-payee", &aid(&[claim, more.to_owned()]))
    };
    let what = |what: &str| vec![format!("the claim `one` is about money paid by {what}")];
    assert_eq!(found("payer = \"army\", payee = \"army\"", ""), what("`army` to itself"));
    assert_eq!(
        found("payer = \"army\", payee = \"ruritania\"", ""),
        what("`army` to `ruritania`, to which it belongs itself")
    );
    for scope in
        ["payer = \"army\", payee = \"any\"", "payer = \"any\", payee = \"army\"", "payer = \"army\""]
    {
        assert_eq!(found(scope, ""), Vec::<String>::new(), "{scope}");
    }
    assert_eq!(found("payer = \"army\", payee = \"ministry\"", ""), Vec::<String>::new());
    let withdrawn = "withdrawn = { date = 2022-01-01, reason = \"A misprint.\" }\n";
    assert_eq!(found("payer = \"army\", payee = \"army\"", withdrawn), Vec::<String>::new());
}

#[test]
fn money_within_a_group_is_found_in_comparisons() {
    let twice = |to: &str| {
        let one = claim("one", "twice", "herald", "army", &format!("relative-to = {{ {to} }}"));
        found("payer-is-payee", &aid(&[one]))
    };
    assert_eq!(twice("payer = \"ruritania\"").len(), 1);
    assert_eq!(twice("period = 2018"), Vec::<String>::new());
}

#[test]
fn a_figure_off_by_a_factor_needs_two_others_that_it_fits() {
    let suspicious = |figures: &[&str]| {
        let sources = ["herald", "gazette", "courier", "herald", "gazette"];
        let claims = figures.iter().zip(sources).enumerate();
        let claims: Vec<String> = claims
            .map(|(at, (figure, source))| {
                let scope = if figure.contains("a year") { "" } else { ", period = 2019" };
                army(&format!("c{at}"), figure, source).replace(", period = 2019", scope)
            })
            .collect();
        found(
            "suspicious-magnitude",
            &aid(&claims).replace("name = \"Courier\"", "name = \"Courier\"\ndate = 2021"),
        )
    };
    let off = |figure: usize, factor: &str| {
        vec![format!("the figure of `c{figure}` is {factor} times those of `c0` and `c1`")]
    };
    assert_eq!(suspicious(&["$71 million", "$72 million", "$7.1 billion"]), off(2, "100"));
    assert_eq!(suspicious(&["$71 million", "$72 million", "about $700 million"]), off(2, "10"));
    assert_eq!(
        suspicious(&["$6 million a year", "about $6.1 million a year", "$72 million a year"]),
        off(2, "12")
    );
    let smaller = suspicious(&["$71 billion", "$72 billion", "$71 million"]);
    assert_eq!(smaller, ["the figure of `c2` is 1/1000 of those of `c0` and `c1`"]);
    for sound in [
        // Only one other, or as many that say the same as this one.
        &["$71 million", "$7.1 billion"][..],
        &["$71 million", "$72 million", "$7.1 billion", "$7.2 billion"],
        // Off, but by no such factor.
        &["$71 million", "$72 million", "$7.9 billion"],
        &["$14 million", "$13 million", "$1 million"],
        // Open ends and ranges are off by nothing.
        &["$71 million", "$72 million", "more than $7.1 billion"],
        &["$71 million", "$72 million", "up to $7.1 billion"],
        &["$71 million", "$72 million", "$1-8 billion"],
        // A total and rates.
        &["$6 million a year", "$6.1 million a year", "$72 million"],
    ] {
        assert_eq!(suspicious(sound), Vec::<String>::new(), "{sound:?}");
    }
}

#[test]
fn a_figure_of_another_time_or_scope_is_not_off() {
    let (one, two) = (army("one", "$71 million", "herald"), army("two", "$72 million", "gazette"));
    let off = army("off", "$710 million", "courier");
    let expected = "the figure of `off` is 10 times that of `one`, which `two` is near too";
    assert_eq!(found("suspicious-magnitude", &aid(&[one.clone(), two.clone(), off.clone()])), [expected]);
    for (from, to) in [("2019", "\"2010/2019\""), ("\"army\"", "\"ministry\""), ("$", "€")] {
        let text = aid(&[one.clone(), two.clone(), off.replace(from, to)]);
        assert_eq!(found("suspicious-magnitude", &text), Vec::<String>::new(), "{to}");
    }
    // What was taken back counts neither way.
    let taken_back =
        |claim: &str| claim.to_owned() + "withdrawn = { date = 2022-01-01, reason = \"Wrong.\" }\n";
    for claims in [[one.clone(), two.clone(), taken_back(&off)], [one, taken_back(&two), off]] {
        assert_eq!(found("suspicious-magnitude", &aid(&claims)), Vec::<String>::new());
    }
}

#[test]
fn hidden_characters_are_found_wherever_they_stand() {
    let text = "# a\u{202e}b\n".to_owned() + &aid(&[army("one", "$4 million", "herald")]);
    assert_eq!(found("hidden-characters", &text), ["a hidden character: U+202E right-to-left override"]);
    let noted = |note: &str| {
        found("hidden-characters", &aid(&[army("one", "$4 million", "herald"), format!("note = {note}\n")]))
    };
    assert_eq!(noted("\"a\\u200B\\u001bb\"").len(), 1);
    for sound in ["'a\\u200B'", "\"a\\\\u200B\"", "\"a\\tb\\r\\n\"", "\"\"\"a\nb\"\"\"", "\"حماس ‌خ\""]
    {
        assert_eq!(noted(sound), Vec::<String>::new(), "{sound}");
    }
    // A byte order mark at the very start and Windows line ends do no harm.
    let windows = "\u{feff}".to_owned() + &aid(&[army("one", "$4 million", "herald")]).replace('\n', "\r\n");
    assert_eq!(found("hidden-characters", &windows), Vec::<String>::new());
}

#[test]
fn hidden_characters_of_a_file_are_told_of_its_first_lines() {
    let mut text = aid(&[army("one", "$4 million", "herald")]);
    for _ in 0..1_000 {
        text.push_str("# \u{200b}\u{200b}\n");
    }
    let dir = directory(&[("claims/aid.toml", text)]);
    assert_eq!(found_in(dir.path(), "hidden-characters", "").len(), 20);
    let told = stdout(&run(dir.path(), "check").code(1));
    assert_eq!(told.matches("980 further lines of this file").count(), 1, "{told}");
    // Each is another finding to programs.
    let json: serde_json::Value = serde_json::from_str(&stdout(&run(dir.path(), "check -f json"))).unwrap();
    let findings = json["findings"].as_array().unwrap().iter();
    let prints: std::collections::BTreeSet<&str> =
        findings.clone().map(|each| each["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), findings.count());
}

#[test]
fn names_may_be_alike_where_it_is_said_what_they_are() {
    let names = |tables: &str| {
        found("similar-names", &aid(&[army("one", "$4 million", "herald"), tables.to_owned()]))
    };
    let herald = |id: &str, publisher: &str| format!("\n[source.{id}]\nname = \"The Herald\"\n{publisher}");
    assert_eq!(names(&herald("herald-2021", "")).len(), 1);
    assert_eq!(names(&herald("herald-2021", "publisher = \"herald\"\n")), Vec::<String>::new());
    let northern =
        names(&(herald("a", "publisher = \"north-press\"\n") + &herald("b", "publisher = \"north-pres\"\n")));
    assert_eq!(northern.len(), 3, "{northern:?}");
    // A group and its member may be a letter apart, and an actor and a source may have one name.
    let group =
        |name: &str| format!("\n[actor.group]\nname = \"{name}\"\nmembers = [\"army\", \"ministry\"]\n");
    assert_eq!(names(&group("Armys of Ruritania")), Vec::<String>::new());
    assert_eq!(names(&group("ARMY OF RURITANIA")).len(), 1);
    assert_eq!(names("\n[actor.herald]\nname = \"Herald\"\n"), Vec::<String>::new());
}

#[test]
fn what_belongs_to_something_used_is_used() {
    let tables = "\n[actor.navy]\nname = \"Navy\"\n\n[actor.forces]\nname = \"Forces\"\nmembers = [\"army\", \"navy\"]\n";
    let one = army("one", "$4 million", "herald");
    assert_eq!(
        found("unused-actor", &aid(&[one.clone(), tables.to_owned()])),
        ["no claim speaks of the actor `south`"]
    );
    let split = tables.replace("\"army\", ", "");
    assert_eq!(found("unused-actor", &aid(&[one.clone(), split])).len(), 3);
    let loans = "\n[category.loans]\nname = \"Loans\"\npart-of = [\"all\", \"credit\"]\n\n[category.credit]\nname = \"Credit\"\n";
    assert_eq!(found("unused-category", &aid(&[one.clone(), loans.to_owned()])).len(), 3);
    let named = one.replace("payee = \"army\"", "payee = \"army\", category = \"loans\"");
    assert_eq!(
        found("unused-category", &aid(&[named, loans.to_owned()])),
        ["no claim speaks of the category `military`"]
    );
    let compared = claim("one", "twice", "herald", "army", "relative-to = { payer = \"south\" }");
    assert_eq!(found("unused-actor", &aid(&[compared])), Vec::<String>::new());
}

#[test]
fn only_what_is_so_without_it_is_redundant() {
    let redundant =
        |more: &str| found("redundant-key", &aid(&[army("one", "$4 million", "herald"), more.to_owned()]));
    assert_eq!(redundant("date = 2020\nvia = []\nsteady = false\n").len(), 3);
    assert_eq!(redundant("date = \"2020-01\"\nvia = [\"gazette\"]\n"), Vec::<String>::new());
    // It is the other flow that anybody gets, not the claim's own.
    let compared = claim("one", "7% of", "herald", "army", "relative-to = { payee = \"any\" }");
    assert_eq!(found("redundant-key", &aid(&[compared])), Vec::<String>::new());
}

#[test]
fn members_of_members_are_found_however_deep() {
    let mut text = aid(&[army("one", "$4 million", "herald")]);
    let name = |level: u32| format!("level-{level:04}");
    for level in 0..2_000 {
        write!(text, "\n[actor.{}]\nname = \"{level}\"\n", name(level)).unwrap();
        if level > 0 {
            write!(text, "members = [\"{}\"]\ncomplete = true\n", name(level - 1)).unwrap();
        }
    }
    write!(text, "\n[actor.top]\nname = \"Top\"\nmembers = [\"{}\", \"{}\"]\n", name(0), name(1_999))
        .unwrap();
    let expected = "`level-0000` is a member of `top` already through `level-1999`";
    assert_eq!(found("redundant-member", &text), [expected]);
    assert_eq!(found("group-of-one", &text).len(), 1_999);
}

#[test]
fn a_claim_is_alone_only_among_others() {
    let one = army("one", "$4 million", "herald");
    assert_eq!(found("isolated-claim", &aid(std::slice::from_ref(&one))), Vec::<String>::new());
    let apart = army("two", "$4 million", "gazette").replace("north", "south");
    assert_eq!(found("isolated-claim", &aid(&[one.clone(), apart.clone()])).len(), 2);
    // A rate that nothing places in time is another finding.
    let unplaced = apart.replace("$4 million", "$4 million a year").replace(", period = 2019", "");
    let unplaced = unplaced.replace("gazette", "courier");
    assert_eq!(found("isolated-claim", &aid(&[one, unplaced])), ["the claim `one` bears on no other"]);
}

#[test]
fn order_matters_within_a_file_only() {
    let (a, b) = (army("a", "$4 million", "herald"), army("b", "$4 million", "gazette"));
    let base = BASE.to_owned();
    let claims = |found: Vec<String>| {
        found.into_iter().filter(|each| each.starts_with("the claim")).collect::<Vec<_>>()
    };
    let dir = directory(&[("claims/1.toml", base.clone() + &b), ("claims/2.toml", a.clone())]);
    assert_eq!(claims(found_in(dir.path(), "unsorted-file", "")), Vec::<String>::new());
    let expected = "the claim `a` stands behind `b`";
    assert_eq!(claims(found("unsorted-file", &(base + &b + &a))), [expected]);
}
