//! Changes to files: what was asked for changes, and everything else stays as people wrote it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

#[path = "edit/tape.rs"]
mod tape;

use std::collections::BTreeMap;
use std::path::Path;

use crossfoot::dataset::Files;
use crossfoot::edit::{
    Edit, NewClaim, NewSource, Undone, Why, accept, add, append_claim, append_source, apply,
};
use crossfoot::problem::Place;
use proptest::prelude::*;
use toml::de::{DeTable, DeValue};

fn files(text: &str) -> Files {
    Files::from_texts([("data/a.toml".to_owned(), text.to_owned())])
}

/// The place of some written text in the first file.
fn place(text: &str, written: &str) -> Place {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.find(written).unwrap_or_else(|| panic!("no {written} in {text}"));
    let narrow = |at: usize| u32::try_from(at).unwrap();
    Place { file: 0, start: narrow(start), end: narrow(start + written.len()) }
}

fn remove(text: &str, written: &str) -> Edit {
    Edit::Remove { place: place(text, written) }
}

fn replace(text: &str, written: &str, by: &str) -> Edit {
    Edit::Replace { place: place(text, written), text: by.to_owned() }
}

/// The text after edits that can all be made.
fn edited(text: &str, edits: &[Edit]) -> String {
    let applied = apply(&files(text), edits);
    assert_eq!(applied.undone, [], "{text}");
    applied.changed.first().map_or_else(|| text.to_owned(), |changed| changed.new.clone())
}

fn undone(text: &str, edits: &[Edit]) -> Vec<(usize, Why)> {
    let applied = apply(&files(text), edits);
    applied.undone.iter().map(|Undone { edit, why }| (*edit, *why)).collect()
}

#[test]
fn a_key_goes_with_its_line_and_its_comment() {
    let text = "# head\n[[claim]]\nid = \"a\" # one\n# about the url\nurl = 'x' # two\nnote = \"n\"\n";
    assert_eq!(
        edited(text, &[remove(text, "'x'")]),
        "# head\n[[claim]]\nid = \"a\" # one\n# about the url\nnote = \"n\"\n"
    );
    let last = "a = 1\r\nb = [\r\n  1, # x\r\n  2,\r\n]";
    assert_eq!(edited(last, &[Edit::Remove { place: place(last, &last[9 + 2..]) }]), "a = 1\r\n");
    let dotted = "[[claim]]\nscope.payer = 'p'\nscope.payee = 'q'\n";
    assert_eq!(edited(dotted, &[remove(dotted, "'q'")]), "[[claim]]\nscope.payer = 'p'\n");
}

#[test]
fn in_brackets_the_comma_goes_too() {
    for (text, gone, expected) in [
        ("x = { a = 1, b = 2, c = 3 }\n", &["1"][..], "x = { b = 2, c = 3 }\n"),
        ("x = { a = 1, b = 2, c = 3 }\n", &["2"], "x = { a = 1, c = 3 }\n"),
        ("x = { a = 1, b = 2, c = 3 }\n", &["3"], "x = { a = 1, b = 2 }\n"),
        ("x = { a = 1, b = 2, c = 3 }\n", &["2", "3"], "x = { a = 1 }\n"),
        ("x = { a = 1, b = 2, c = 3 }\n", &["1", "2", "3"], "x = { }\n"),
        ("x = {a=1,b=2}\n", &["2"], "x = {a=1}\n"),
        ("x = [\"p\", \"q\"] # c\n", &["\"p\""], "x = [\"q\"] # c\n"),
        ("x = [\n  \"p\", # one\n  \"q\" # two\n]\n", &["\"q\""], "x = [\n  \"p\" # one\n]\n"),
        ("x = [\n  \"p\", # one\n  \"q\", # two\n]\n", &["\"q\""], "x = [\n  \"p\", # one\n]\n"),
        ("x = [ \"p\" # one\n , # two\n \"q\" ]\n", &["\"p\""], "x = [ # one\n  # two\n \"q\" ]\n"),
    ] {
        let edits: Vec<Edit> = gone.iter().map(|gone| remove(text, gone)).collect();
        assert_eq!(edited(text, &edits), expected, "{text} without {gone:?}");
    }
}

#[test]
fn a_text_keeps_its_quotes_where_they_can_hold_it() {
    for (text, old, new, expected) in [
        ("a = 'x' # c\n", "'x'", "y", "a = 'y' # c\n"),
        ("a = 'x' # c\n", "'x'", "it's", "a = \"it's\" # c\n"),
        ("a = \"x\"", "\"x\"", "say \"y\"", "a = \"say \\\"y\\\"\""),
        ("a = \"\"\"\nx\"\"\"\n", "\"\"\"\nx\"\"\"", "y\nz", "a = \"\"\"\ny\nz\"\"\"\n"),
        ("a = '''x'''\n", "'''x'''", "it's", "a = '''it's'''\n"),
        ("a = '''x'''\n", "'''x'''", "'''", "a = \"'''\"\n"),
        ("\u{feff}a = 1\r\nb = \"x\"\r\n", "\"x\"", "y", "\u{feff}a = 1\r\nb = \"y\"\r\n"),
    ] {
        assert_eq!(edited(text, &[replace(text, old, new)]), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_done_is_told_and_the_rest_is_done() {
    let text = "a = { b = \"x\", c = 2 }\nd = 'y'\n";
    let edits = [
        remove(text, "\"x\""),
        remove(text, "{ b = \"x\", c = 2 }"),
        replace(text, "2", "two"),
        replace(text, "'y'", "z"),
        remove(text, "= 'y'"),
        Edit::Sort { file: 7 },
    ];
    let applied = apply(&files(text), &edits);
    assert_eq!(applied.changed[0].new, "a = { c = 2 }\nd = 'z'\n");
    assert_eq!(applied.changed[0].old, text);
    assert_eq!(
        undone(text, &edits),
        [(1, Why::Overlaps), (2, Why::NoText), (4, Why::NothingThere), (5, Why::NothingThere)]
    );
    let broken = "a = \nb = 'x'\n";
    assert_eq!(
        undone(broken, &[remove(broken, "'x'"), Edit::Sort { file: 0 }]),
        [(0, Why::NotToml), (1, Why::NotToml)]
    );
}

#[test]
fn tables_are_put_in_order_with_their_comments() {
    let text = "\
# Who pays.
# Two lines.

# about c
[actor.c] # c
name = \"C\"
# more on c

# a remark between

[actor.a]
name = \"A\"
[actor.a.fiscal-year]
start = \"10-01\"

[dataset]
title = \"\"\"
# b
\"\"\"
# about b
[actor.b]
name = \"B\"";
    let expected = "\
# Who pays.
# Two lines.

[actor.a]
name = \"A\"
[actor.a.fiscal-year]
start = \"10-01\"

# a remark between

# about b
[actor.b]
name = \"B\"

[dataset]
title = \"\"\"
# b
\"\"\"
# about c
[actor.c] # c
name = \"C\"
# more on c";
    assert_eq!(edited(text, &[Edit::Sort { file: 0 }]), expected);
    assert_eq!(edited(expected, &[Edit::Sort { file: 0 }]), expected);
    // The head of the file stays its head, and a comment that comes below it stays apart from it.
    let headed = "# head\n[[claim]]\nid = 'b'\n# a\n[[claim]]\nid = 'a'\n";
    let sorted = "# head\n\n# a\n[[claim]]\nid = 'a'\n[[claim]]\nid = 'b'\n";
    assert_eq!(edited(headed, &[Edit::Sort { file: 0 }]), sorted);
    assert_eq!(edited(sorted, &[Edit::Sort { file: 0 }]), sorted);
    // A scope far from its claim belongs to whichever claim stands before it.
    let apart = "[[claim]]\nid = 'b'\n[x]\n[claim.scope]\np = 1\n[[claim]]\nid = 'a'\n";
    assert_eq!(undone(apart, &[Edit::Sort { file: 0 }]), [(0, Why::ChangesMore)]);
}

fn conflict(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

/// The path and text of the file that accepting conflicts writes.
fn accepted(
    texts: &[(&str, &str)],
    root: &str,
    conflicts: &[Vec<String>],
) -> Option<(String, String, usize)> {
    let texts = texts.iter().map(|&(path, text)| (path.to_owned(), text.to_owned()));
    let accepted = accept(&Files::from_texts(texts), Path::new(root), conflicts).unwrap();
    let changed = accepted.changed?;
    let path = changed.path.to_string_lossy().replace('\\', "/");
    Some((path, changed.new, accepted.line))
}

#[test]
fn conflicts_are_accepted_where_others_are() {
    let entry = "[[known-conflict]]\nclaims = [\"a\", \"b\"]\nreason = \"\"\n";
    let both = [conflict(&["b", "a"]), conflict(&["a", "b"])];
    let new = accepted(&[("d/x.toml", "a = 1\n")], "d", &both).unwrap();
    assert_eq!(new, ("d/known-conflicts.toml".to_owned(), entry.to_owned(), 1));
    let single = accepted(&[("d.toml", "a = 1")], "d.toml", &both).unwrap();
    assert_eq!(single, ("d.toml".to_owned(), format!("a = 1\n\n{}", entry.trim_end()), 3));
    let kept = accepted(&[("d/known-conflicts.toml", "# mine\n"), ("d/x.toml", "a = 1\n")], "d", &both);
    assert_eq!(kept.unwrap(), ("d/known-conflicts.toml".to_owned(), format!("# mine\n\n{entry}"), 3));
    let known = format!("{entry}[[known-conflict]]\r\nclaims = ['p', 'q']\r\nreason = 'x'\r\n")
        .replace('\n', "\r\n")
        .replace("\r\r", "\r");
    let texts = [("d/k.toml", known.as_str()), ("d/z.toml", "a = 1\n")];
    assert_eq!(accepted(&texts, "d", &both), None);
    let more = accepted(&texts, "d", &[conflict(&["r", "q", "p"])]).unwrap();
    assert_eq!(more.0, "d/k.toml");
    assert_eq!(
        more.1,
        format!("{known}[[known-conflict]]\r\nclaims = [\"p\", \"q\", \"r\"]\r\nreason = \"\"\r\n")
    );
}

#[test]
fn conflicts_are_accepted_in_brackets_and_over_lines() {
    let line = "known-conflict = [{ claims = ['p', 'q'], reason = 'x' }] # c\n[dataset]\n";
    let expected = "known-conflict = [{ claims = ['p', 'q'], reason = 'x' }, \
                    { claims = ['a', 'b'], reason = \"\" }] # c\n[dataset]\n";
    assert_eq!(accepted(&[("d", line)], "d", &[conflict(&["a", "b"])]).unwrap().1, expected);
    let lines = "known-conflict = [\n  { claims = [\"p\", \"q\"], reason = \"x\" }, # c\n]\n";
    let expected = "known-conflict = [\n  { claims = [\"p\", \"q\"], reason = \"x\" }, # c\n  \
                    { claims = [\"a\", \"b\"], reason = \"\" },\n]\n";
    assert_eq!(
        accepted(&[("d", lines)], "d", &[conflict(&["a", "b"])]).unwrap(),
        ("d".to_owned(), expected.to_owned(), 3)
    );
    let long: Vec<String> = (1..6).map(|number| format!("a-long-id-of-a-claim-{number}")).collect();
    let listed: Vec<String> = long.iter().map(|id| format!("  \"{id}\",\n")).collect();
    let listed = listed.concat();
    assert_eq!(
        accepted(&[], "d", &[long]).unwrap().1,
        format!("[[known-conflict]]\nclaims = [\n{listed}]\nreason = \"\"\n")
    );
}

fn new_claim() -> NewClaim {
    NewClaim {
        id: "new".to_owned(),
        figure: "$5 million".to_owned(),
        source: "herald".to_owned(),
        via: vec!["gazette".to_owned()],
        date: Some("2021-03-04".to_owned()),
        payer: "north".to_owned(),
        payee: Some("army".to_owned()),
        period: Some("2020".to_owned()),
        note: Some("N.".to_owned()),
        ..NewClaim::default()
    }
}

#[test]
fn claims_are_added_in_the_style_of_the_file() {
    let plain = "\
[[claim]]
id = \"new\"
figure = \"$5 million\"
source = \"herald\"
via = \"gazette\"
date = 2021-03-04
scope = { payer = \"north\", payee = \"army\", period = 2020 }
note = \"N.\"
";
    assert_eq!(append_claim("", &new_claim()).unwrap(), plain);
    let claim = "[[claim]]\nid = \"x\"\nfigure = \"$1\"\nsource = \"s\"\nscope = { payer = \"p\" }\n";
    assert_eq!(append_claim(claim, &new_claim()).unwrap(), format!("{claim}\n{plain}"));
    let habits = "\
[[claim]]
  figure = '$1'
  id = 'x'
  note = 'n'
  via = ['v']
  date = '2020-01-01'
  [claim.scope]
  payee = 'q'
  payer = 'p'


[[claim]]
  id = 'y'
  [claim.scope]
  payee = 'q'
  payer = 'p'";
    let added = "


[[claim]]
  figure = '$5 million'
  id = 'new'
  source = 'herald'
  note = 'N.'
  via = ['gazette']
  date = '2021-03-04'
  [claim.scope]
  payee = 'army'
  payer = 'north'
  period = '2020'";
    assert_eq!(append_claim(habits, &new_claim()).unwrap(), format!("{habits}{added}"));
    let dotted = "[[claim]]\nid = 'x'\nscope.payer = 'p'\nfigure = '$1'\n";
    let claim = append_claim(dotted, &new_claim()).unwrap();
    let dotted =
        "\nscope.payer = 'north'\nscope.payee = 'army'\nscope.period = 2020\nfigure = '$5 million'\n";
    assert!(claim.contains(dotted), "{claim}");
    let inline = "claim = [{ id = 'x' }]\n";
    assert!(append_claim(inline, &new_claim()).unwrap().starts_with("claim = [{ id = 'x' }, { id = 'new', "));
    assert_eq!(append_claim("claim = 1\n", &new_claim()), None);
    assert_eq!(append_claim("claim\n", &new_claim()), None);
}

#[test]
fn sources_are_added_beside_the_others() {
    let source = NewSource {
        id: "türkiye".to_owned(),
        name: "A \"B\"".to_owned(),
        date: Some("2020-06".to_owned()),
        ..NewSource::default()
    };
    let added = "[source.\"türkiye\"]\nname = \"A \\\"B\\\"\"\ndate = \"2020-06\"\n";
    assert_eq!(append_source("# s\n", &source).unwrap(), format!("# s\n\n{added}"));
    let inline = "source = { x = { name = \"X\" } }\n";
    let expected =
        "source = { x = { name = \"X\" }, \"türkiye\" = { name = \"A \\\"B\\\"\", date = \"2020-06\" } }\n";
    assert_eq!(append_source(inline, &source).unwrap(), expected);
    let known = "[source.\"türkiye\"]\nname = \"T\"\n";
    assert_eq!(append_source(known, &source), None);
    let texts = [("a.toml", "[[claim]]\nid = \"a\"\n"), ("s.toml", "\u{feff}[source.x]\r\nname = \"X\"\r\n")];
    let files = Files::from_texts(texts.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let added = add(&files, 0, &new_claim(), Some(&source)).unwrap();
    assert_eq!((added.path.as_path(), added.line), (Path::new("a.toml"), 4));
    assert_eq!(
        added.changed[1].new,
        "\u{feff}[source.x]\r\nname = \"X\"\r\n\r\n[source.\"türkiye\"]\r\nname = \"A \\\"B\\\"\"\r\ndate = \"2020-06\"\r\n"
    );
}

/// What a file says.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    One(String),
    List(Vec<Tree>),
    Table(BTreeMap<String, Tree>),
}

/// The values of a file; each value that a person wrote has its place and the path that leads to it.
fn tree(
    value: &DeValue<'_>,
    at: (usize, usize),
    path: &[String],
    found: &mut Vec<((usize, usize), Vec<String>)>,
) -> Tree {
    found.push((at, path.to_vec()));
    let step = |key: &str| path.iter().cloned().chain([key.to_owned()]).collect::<Vec<_>>();
    let span = |span: std::ops::Range<usize>| (span.start, span.end);
    match value {
        DeValue::Table(table) => {
            let each = table.iter().map(|(key, value)| {
                let inner = tree(value.get_ref(), span(value.span()), &step(key.get_ref()), found);
                (key.get_ref().to_string(), inner)
            });
            Tree::Table(each.collect())
        }
        DeValue::Array(items) => {
            let each = items.iter().enumerate().map(|(index, item)| {
                tree(item.get_ref(), span(item.span()), &step(&index.to_string()), found)
            });
            Tree::List(each.collect())
        }
        DeValue::String(text) => Tree::One(format!("text {text}")),
        DeValue::Integer(number) => Tree::One(number.as_str().to_owned()),
        other => Tree::One(format!("{other:?}")),
    }
}

type Places = Vec<((usize, usize), Vec<String>)>;

fn read(text: &str) -> (Tree, Places) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut places = Vec::new();
    let value = DeValue::Table(document.into_inner());
    (tree(&value, (0, 0), &[], &mut places), places)
}

/// The same without what is at the end of a path, and without tables that are empty after it.
fn without(tree: Tree, path: &[String]) -> Option<Tree> {
    let (key, rest) = path.split_first()?;
    match tree {
        Tree::Table(mut table) => {
            if let Some(inner) = table.remove(key).and_then(|inner| without(inner, rest)) {
                table.insert(key.clone(), inner);
            }
            (!table.is_empty()).then_some(Tree::Table(table))
        }
        Tree::List(mut items) => {
            let index: usize = key.parse().unwrap();
            let item = items.remove(index);
            if !rest.is_empty() {
                items.insert(index, without(item, rest).unwrap_or(Tree::Table(BTreeMap::new())));
            }
            Some(Tree::List(items))
        }
        Tree::One(_) => panic!("nothing is within a single value"),
    }
}

/// Without tables that hold nothing.
fn pruned(tree: Tree) -> Tree {
    match tree {
        Tree::Table(table) => Tree::Table(
            table
                .into_iter()
                .map(|(key, inner)| (key, pruned(inner)))
                .filter(|(_, inner)| *inner != Tree::Table(BTreeMap::new()))
                .collect(),
        ),
        Tree::List(items) => Tree::List(items.into_iter().map(pruned).collect()),
        one @ Tree::One(_) => one,
    }
}

fn set(tree: &mut Tree, path: &[String], text: &str) {
    let Some((key, rest)) = path.split_first() else {
        *tree = Tree::One(format!("text {text}"));
        return;
    };
    match tree {
        Tree::Table(table) => set(table.get_mut(key).unwrap(), rest, text),
        Tree::List(items) => set(&mut items[key.parse::<usize>().unwrap()], rest, text),
        Tree::One(_) => panic!("nothing is within a single value"),
    }
}

fn sorted_claims(tree: Tree) -> Tree {
    let Tree::Table(mut table) = tree else { return tree };
    if let Some(Tree::List(claims)) = table.get_mut("claim") {
        claims.sort_by_key(|claim| match claim {
            Tree::Table(claim) => format!("{:?}", claim["id"]),
            _ => String::new(),
        });
    }
    Tree::Table(table)
}

/// The comments of a generated text, each of which is different.
fn comments(text: &str) -> Vec<&str> {
    let marked = text.split("#c").skip(1);
    marked.map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("")).collect()
}

fn in_order<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items
}

/// Whether all lines end as the generated text has them.
fn ends_alike(old: &str, new: &str) -> bool {
    let count = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
    let ((old_crlf, old_lf), (crlf, lf)) = (count(old), count(new));
    old_lf == 0 || lf == 0 || (old_crlf == old_lf) == (crlf == lf)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_removed_is_all_that_goes(tape in prop::collection::vec(any::<u8>(), 1..400), picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5)) {
        let text = tape::dataset(&tape);
        let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (mut expected, places) = read(&text);
        let mut edits = Vec::new();
        let mut gone: Vec<((usize, usize), Vec<String>)> = Vec::new();
        for pick in picks {
            let (at, path) = pick.get(&places);
            let narrow = |at: usize| u32::try_from(at).unwrap();
            edits.push(Edit::Remove { place: Place { file: 0, start: narrow(at.0), end: narrow(at.1) } });
            gone.push((*at, path.clone()));
        }
        let applied = apply(&files(&text), &edits);
        prop_assert!(applied.undone.iter().all(|undone| undone.why != Why::ChangesMore), "{applied:?}\n{text}");
        let made = (0..edits.len()).filter(|index| applied.undone.iter().all(|undone| undone.edit != *index));
        let mut made: Vec<&((usize, usize), Vec<String>)> = made.map(|index| &gone[index]).collect();
        // The last first, so that positions in lists stay true.
        made.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (_, path) in &made {
            expected = without(expected, path).unwrap_or(Tree::Table(BTreeMap::new()));
        }
        let new = applied.changed.first().map_or(text.as_str(), |changed| &changed.new);
        prop_assert_eq!(pruned(read(new).0), pruned(expected), "{}\n---\n{}", text, new);
        let left = comments(new);
        let lost: Vec<&str> = comments(bare).into_iter().filter(|comment| !left.contains(comment)).collect();
        for comment in lost {
            let at = bare.find(&format!("#c{comment}c")).unwrap();
            let is_on_its_lines = made.iter().any(|((start, end), _)| {
                let line_end = bare[*end..].find('\n').map_or(bare.len(), |length| end + length + 1);
                *start <= at && at < line_end || bare[at..].find('\n').is_some_and(|length| at + length >= *start && at < *start)
            });
            prop_assert!(is_on_its_lines, "{} of\n{}\n---\n{}", comment, text, new);
        }
        prop_assert!(ends_alike(&text, new));
    }

    #[test]
    fn what_is_replaced_is_all_that_changes(tape in prop::collection::vec(any::<u8>(), 1..400), pick in any::<prop::sample::Index>(), by in "[a-z'\"\\\\ #\n\t\r=\u{e9}]{0,12}") {
        let text = tape::dataset(&tape);
        let (mut expected, places) = read(&text);
        let (at, path) = pick.get(&places);
        let narrow = |at: usize| u32::try_from(at).unwrap();
        let edit = Edit::Replace { place: Place { file: 0, start: narrow(at.0), end: narrow(at.1) }, text: by.clone() };
        let applied = apply(&files(&text), &[edit]);
        let new = applied.changed.first().map_or(text.as_str(), |changed| &changed.new);
        if applied.undone.is_empty() {
            set(&mut expected, path, &by);
        } else {
            prop_assert!(matches!(applied.undone[0].why, Why::NoText | Why::NothingThere));
        }
        prop_assert_eq!(read(new).0, expected);
        let bare = |text: &str| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        prop_assert_eq!(&bare(new)[..at.0], &bare(&text)[..at.0]);
        prop_assert!(new.ends_with(&bare(&text)[at.1..]));
    }

    #[test]
    fn sorting_keeps_all_and_is_done_once(tape in prop::collection::vec(any::<u8>(), 1..400)) {
        let text = tape::dataset(&tape);
        let new = edited(&text, &[Edit::Sort { file: 0 }]);
        // Claims in brackets stay as they are.
        let old = if text.contains("[[claim]]") { sorted_claims(read(&text).0) } else { read(&text).0 };
        prop_assert_eq!(old, read(&new).0, "{}\n---\n{}", text, new);
        prop_assert_eq!(in_order(comments(&text)), in_order(comments(&new)), "{}\n---\n{}", text, new);
        prop_assert!(ends_alike(&text, &new), "{:?}\n{:?}", text, new);
        prop_assert_eq!(&edited(&new, &[Edit::Sort { file: 0 }]), &new);
        for kind in ["[actor.", "[category.", "[source."] {
            let ids: Vec<&str> = tape::headers(&text, kind);
            prop_assert_eq!(in_order(ids), tape::headers(&new, kind), "{}\n---\n{}", text, new);
        }
    }

    #[test]
    fn what_is_added_is_all_that_is_new(tape in prop::collection::vec(any::<u8>(), 1..400)) {
        let text = tape::dataset(&tape);
        let given = files(&text);
        let conflicts = [conflict(&["z2", "z1"]), conflict(&["z3", "z4", "z1"])];
        let accepted = accept(&given, Path::new("data/a.toml"), &conflicts).unwrap();
        let changed = accepted.changed.unwrap();
        prop_assert_eq!(comments(&text), comments(&changed.new));
        prop_assert!(ends_alike(&text, &changed.new), "{:?}\n{:?}", text, changed.new);
        let is_empty = text.trim_start_matches('\u{feff}').is_empty();
        prop_assert_eq!(is_empty || text.ends_with('\n'), changed.new.ends_with('\n'));
        let again = accept(&files(&changed.new), Path::new("data/a.toml"), &conflicts).unwrap();
        prop_assert_eq!(again.changed, None);
        let line = changed.new.lines().nth(accepted.line - 1).unwrap();
        prop_assert!(line.contains("[[known-conflict]]") || line.contains("z1"), "{} in\n{}", accepted.line, changed.new);

        let added = add(&given, 0, &new_claim(), None).unwrap();
        let changed = &added.changed[0];
        let (Tree::Table(mut old), Tree::Table(mut new)) = (read(&text).0, read(&changed.new).0) else { panic!() };
        let Some(Tree::List(mut claims)) = new.remove("claim") else { panic!("{}", changed.new) };
        let Some(Tree::Table(claim)) = claims.pop() else { panic!() };
        let expected: BTreeMap<String, Tree> = match read(&append_claim("", &new_claim()).unwrap()).0 {
            Tree::Table(mut table) => match table.remove("claim") {
                Some(Tree::List(mut claims)) => match claims.remove(0) { Tree::Table(claim) => claim, _ => panic!() },
                _ => panic!(),
            },
            _ => panic!(),
        };
        prop_assert_eq!(tape::plain(&format!("{claim:?}")), tape::plain(&format!("{expected:?}")));
        let before = match old.remove("claim") { Some(Tree::List(claims)) => claims, _ => Vec::new() };
        prop_assert_eq!((before, old), (claims, new));
        prop_assert_eq!(comments(&text), comments(&changed.new));
    }
}
