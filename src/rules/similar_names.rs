//! Actors, categories, publishers and sources with nearly the same name.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::Subject;
use crate::claim::{EntryPlaces, Source};
use crate::finding::{Fact, Finding, Named};
use crate::problem::Place;
use crate::scope::{Hierarchy, Node, Relation};

/// Names of fewer letters are held to be different as soon as one letter is.
const FEWEST_LETTERS: usize = 6;

/// Names longer than this are only looked at for being the same.
const LONGEST: usize = 64;

/// How many other names that may be meant are looked at for one.
const MOST_CANDIDATES: usize = 8;

/// Names of one letter's difference that are two all the same.
const DIFFERENT: [[&str; 2]; 2] = [["gambia", "zambia"], ["iceland", "ireland"]];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let asks_about = |place: Place| subject.asks_about(place);
    let mut found = of_entries(Named::Actor, &dataset.actors, &dataset.actor_places, &asks_about);
    found.extend(of_entries(Named::Category, &dataset.categories, &dataset.category_places, &asks_about));
    found.extend(of_publishers(&dataset.sources, &asks_about));
    found.extend(of_sources(&dataset.sources, &asks_about));
    found
}

/// A group may be named nearly as one of its members is, but not the very same.
fn of_entries(
    what: Named,
    hierarchy: &Hierarchy,
    places: &[EntryPlaces],
    asks_about: &dyn Fn(Place) -> bool,
) -> Vec<Finding> {
    let entry = |(position, places): (usize, &EntryPlaces)| Some((hierarchy.declared(position)?, places.id));
    let entries: Vec<(Node, Place)> = places.iter().enumerate().filter_map(entry).collect();
    let names = entries.iter().map(|&(node, place)| Name::new(hierarchy.name(node), place)).collect();
    let pairs = pairs(names, asks_about, |one, other, is_same| {
        let node = |name: &Name| entries.get(name.position).map_or(Node::EVERYTHING, |&(node, _)| node);
        let is_apart = || match hierarchy.relation(node(one), node(other)) {
            Relation::Part | Relation::Whole => false,
            Relation::Same | Relation::Overlapping | Relation::Apart => true,
        };
        is_same || is_apart()
    });
    let told = |name: &Name| {
        let id = entries.get(name.position).map_or("", |&(node, _)| hierarchy.id(node));
        (Some(id.to_owned()), name.shown.clone())
    };
    pairs.iter().map(|(one, other)| finding(what, one, other, told)).collect()
}

/// Publishers are told apart by their very words.
fn of_publishers(sources: &[Source], asks_about: &dyn Fn(Place) -> bool) -> Vec<Finding> {
    let mut first: BTreeMap<&str, Place> = BTreeMap::new();
    for (source, place) in sources.iter().filter_map(|source| Some((source, source.places.publisher?))) {
        let known = first.entry(&source.publisher).or_insert(place);
        *known = place.min(*known);
    }
    let names = first.iter().map(|(&publisher, &place)| Name::new(publisher, place)).collect();
    let told = |name: &Name| (None, name.shown.clone());
    pairs(names, asks_about, |_, _, _| true)
        .iter()
        .map(|(one, other)| finding(Named::Publisher, one, other, told))
        .collect()
}

/// Two sources may have the same name if it is said who stands behind them.
fn of_sources(sources: &[Source], asks_about: &dyn Fn(Place) -> bool) -> Vec<Finding> {
    let names = sources.iter().map(|source| Name::new(&source.name, source.places.id)).collect();
    let source = |name: &Name| sources.get(name.position);
    let pairs = pairs(names, asks_about, |one, other, is_same| {
        let (Some(one), Some(other)) = (source(one), source(other)) else { return false };
        let is_said = one.publisher == other.publisher
            || (one.places.publisher.is_some() && other.places.publisher.is_some());
        !(is_same && is_said)
    });
    let told = |name: &Name| (source(name).map(|source| source.id.clone()), name.shown.clone());
    pairs.iter().map(|(one, other)| finding(Named::Source, one, other, told)).collect()
}

type Told = (Option<String>, String);

fn finding(what: Named, one: &Name, other: &Name, told: impl Fn(&Name) -> Told) -> Finding {
    let fact = Fact::SimilarNames { what, one: told(other), other: told(one) };
    Finding::at(other.place, fact).and(one.place)
}

/// A name, and what is left of it when it is spoken.
#[derive(Clone)]
struct Name {
    /// Its position in the list that it came from.
    position: usize,
    shown: String,
    place: Place,
    /// The words in lower case, without "the".
    words: Vec<String>,
    /// All of them in one.
    letters: String,
    count: usize,
}

impl Name {
    fn new(shown: &str, place: Place) -> Self {
        let lower = shown.to_lowercase();
        let words: Vec<String> = lower
            .split(|c: char| c.is_ascii_punctuation() || !is_spoken(c))
            .filter(|word| !word.is_empty() && *word != "the")
            .map(str::to_owned)
            .collect();
        let letters = words.concat();
        Self {
            position: 0,
            shown: shown.trim().to_owned(),
            place,
            count: letters.chars().count(),
            letters,
            words,
        }
    }
}

/// Letters and digits, with the marks that belong to letters outside of Latin script.
fn is_spoken(c: char) -> bool {
    c.is_alphanumeric() || (c > '\u{2ff}' && !c.is_whitespace() && !('\u{2000}'..='\u{2bff}').contains(&c))
}

/// Each name with the first one before it that it resembles, if the two may not be so and one of them is asked
/// about.
fn pairs(
    mut names: Vec<Name>,
    asks_about: &dyn Fn(Place) -> bool,
    is_wrong: impl Fn(&Name, &Name, bool) -> bool,
) -> Vec<(Name, Name)> {
    for (position, name) in names.iter_mut().enumerate() {
        name.position = position;
    }
    // One edit changes the number of letters by one at most.
    let asked: BTreeSet<usize> =
        names.iter().filter(|name| asks_about(name.place)).map(|name| name.count).collect();
    let is_near =
        |count: usize| asked.range(count.saturating_sub(1)..=count.saturating_add(1)).next().is_some();
    names.retain(|name| !name.letters.is_empty() && is_near(name.count));
    names.sort_by_key(|name| name.place);
    let mut resembled: BTreeMap<usize, usize> = BTreeMap::new();
    for near in neighbourhoods(&names).chunk_by(|(one, _), (other, _)| one == other) {
        for (position, &(_, later)) in near.iter().enumerate() {
            let candidates = near.get(..position).unwrap_or(&[]).iter().take(MOST_CANDIDATES);
            for &(_, earlier) in candidates {
                let (Some(one), Some(other)) = (names.get(earlier), names.get(later)) else { continue };
                if !asks_about(one.place) && !asks_about(other.place) {
                    continue;
                }
                let is_same = one.letters == other.letters;
                let is_new = resembled.get(&later).is_none_or(|&known| earlier < known);
                if is_new && (is_same || are_similar(one, other)) && is_wrong(one, other, is_same) {
                    resembled.insert(later, earlier);
                }
            }
        }
    }
    let pair =
        |(later, earlier): (usize, usize)| Some((names.get(earlier)?.clone(), names.get(later)?.clone()));
    resembled.into_iter().filter_map(pair).collect()
}

/// What names become when one letter or none is left out, as hashes in ascending order, each with the
/// position of the name. Names that are one edit apart have one of these in common; those that only have
/// the hash in common are told apart later.
fn neighbourhoods(names: &[Name]) -> Vec<(u64, usize)> {
    let mut found = Vec::new();
    for (position, name) in names.iter().enumerate() {
        let mut add = |letters: &str| {
            let mut hasher = DefaultHasher::new();
            letters.hash(&mut hasher);
            found.push((hasher.finish(), position));
        };
        add(&name.letters);
        if (FEWEST_LETTERS..=LONGEST).contains(&name.count) {
            for (at, letter) in name.letters.char_indices() {
                let mut left = name.letters.clone();
                left.replace_range(at..at + letter.len_utf8(), "");
                add(&left);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether two different names are one edit apart, and that is no matter of numbers.
fn are_similar(one: &Name, other: &Name) -> bool {
    let is_long_enough = |name: &Name| (FEWEST_LETTERS..=LONGEST).contains(&name.count);
    is_long_enough(one)
        && is_long_enough(other)
        && are_one_edit_apart(&one.letters, &other.letters)
        && !without_digits(one).eq(without_digits(other))
        && !are_different_words(one, other)
}

fn without_digits(name: &Name) -> impl Iterator<Item = char> {
    name.letters.chars().filter(|c| !c.is_numeric())
}

/// Whether one letter is left out, added, another one, or swapped with the next. Names that share most of their
/// letters are compared by the thousands, and a distance in full takes far longer.
fn are_one_edit_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let shorter = one.len().min(other.len()) - start;
    let end = one.iter().rev().zip(other.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let rest = |name: &[char]| name.get(start..name.len() - end).unwrap_or(&[]).to_vec();
    match (rest(&one).as_slice(), rest(&other).as_slice()) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

/// Whether two names differ in a word that counts, as in "Phase I" and "Phase II" or "Fund A" and "Fund B",
/// or in one that is known to be another.
fn are_different_words(one: &Name, other: &Name) -> bool {
    let start = one.words.iter().zip(&other.words).take_while(|(a, b)| a == b).count();
    let rest = |name: &Name| name.words.get(start..).unwrap_or(&[]).to_vec();
    let (mut one, mut other) = (rest(one), rest(other));
    while one.last().is_some() && one.last() == other.last() {
        one.pop();
        other.pop();
    }
    let (one, other) = (one.join(" "), other.join(" "));
    let counts = |word: &str| {
        word.chars().count() <= 1 || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
    };
    counts(&one) && counts(&other)
        || DIFFERENT.iter().any(|pair| pair.contains(&one.as_str()) && pair.contains(&other.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Name, pairs};
    use crate::problem::Place;

    /// The names that resemble an earlier one, with that one.
    fn similar(names: &[&str]) -> Vec<(String, String)> {
        let names =
            names.iter().zip(0..).map(|(name, start)| Name::new(name, Place { file: 0, start, end: start }));
        let pairs = pairs(names.collect(), &|_| true, |_, _, _| true);
        pairs.into_iter().map(|(one, other)| (one.shown, other.shown)).collect()
    }

    #[test]
    fn names_that_are_spoken_alike_are_similar() {
        for pair in [
            ["Hamas", "HAMAS"],
            ["The Herald", "Herald"],
            ["Islamic Jihad", "Islamic-Jihad"],
            ["Islamic Jihad", "Islamic Jihda"],
            ["Hezbollah", "Hizbollah"],
            ["Ministry of Finance", "Ministry of Finances"],
            ["حماس", "حماس "],
        ] {
            assert_eq!(similar(&pair).len(), 1, "{pair:?}");
        }
    }

    #[test]
    fn names_that_only_look_alike_are_not() {
        for pair in [
            ["Iran", "Iraq"],
            ["Iceland", "Ireland"],
            ["Government of Gambia", "Government of Zambia"],
            ["Budget 2019", "Budget 2020"],
            ["Report 9", "Report 10"],
            ["Phase I", "Phase II"],
            ["Development Fund A", "Development Fund B"],
            ["North Korea", "South Korea"],
            ["حماس", "سلام"],
            ["…", "—"],
        ] {
            assert_eq!(similar(&pair), [], "{pair:?}");
        }
    }

    #[test]
    fn each_name_is_told_once_with_the_first() {
        let told = similar(&["Herald Daily", "herald daily", "HERALD DAILY", "Gazette"]);
        let first = "Herald Daily".to_owned();
        assert_eq!(told, [(first.clone(), "herald daily".into()), (first, "HERALD DAILY".into())]);
    }

    #[test]
    fn thousands_of_names_that_are_one_letter_apart_take_no_time() {
        let names: Vec<String> = (0..20_000_u32)
            .map(|number| format!("commission{}", char::from_u32(0x4e00 + number % 20_000).unwrap()))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(similar(&names).len(), names.len() - 1);
    }
}
