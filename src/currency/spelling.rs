//! The forms of a name: its words without accents, its plurals, its country and its last word.

use std::collections::BTreeSet;

use super::Currency;
use super::names::{NOT_ALONE, PLURALS};

/// The ISO name in lower case, as it is and without accents: "Swedish krona/kronor" is two names.
pub(super) fn iso_names(name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let mut words: Vec<&str> =
        name.split(' ').filter(|word| !word.starts_with('(') && !word.ends_with(')')).collect();
    let Some(last) = words.pop() else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for unit in last.split('/') {
        let name = [words.as_slice(), &[unit]].concat().join(" ");
        let plain = without_accents(&name);
        if plain != name {
            names.push(plain);
        }
        names.push(name);
    }
    names
}

/// Adds a name of a currency in the singular and the plural, with its country and alone.
pub(super) fn add_name(name: &str, currency: Currency, add: &mut impl FnMut(String, Currency)) {
    let (country, unit) = name.rsplit_once(' ').unwrap_or(("", name));
    // Both spellings of one word: a rial may be called a riyal, a rouble a ruble, everywhere.
    let others = [("rial", "riyal"), ("riyal", "rial"), ("ruble", "rouble")].into_iter();
    let others = others.filter(|(one, _)| *one == unit).map(|(_, other)| other);
    let mut forms: BTreeSet<String> = BTreeSet::new();
    for spelling in others.chain([unit]) {
        forms.insert(spelling.to_owned());
        if !spelling.ends_with('s') {
            forms.insert(format!("{spelling}s"));
        }
    }
    let plurals = PLURALS.iter().filter(|(singular, _)| *singular == unit);
    forms.extend(plurals.map(|(_, plural)| (*plural).to_owned()));
    for form in forms {
        if !country.is_empty() {
            add(format!("{country} {form}"), currency);
        }
        if !NOT_ALONE.contains(&unit) {
            add(form, currency);
        }
    }
}

fn without_accents(text: &str) -> String {
    text.chars()
        .filter(|&letter| letter != 'ʻ')
        .map(|letter| match letter {
            'á' | 'ã' => 'a',
            'đ' => 'd',
            'é' => 'e',
            'í' => 'i',
            'ł' => 'l',
            'ó' | 'ö' | 'ồ' => 'o',
            other => other,
        })
        .collect()
}
