//! Ids that are not in lower case with hyphens.

use super::Subject;
use crate::finding::{Fact, Finding};
use crate::problem::{Kind, Place};

/// Every id of a dataset with its kind, in the order in which the report refers to them.
fn ids<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (Kind, &'a str, Place)> + use<'a> {
    let dataset = subject.dataset();
    let actors = dataset.actors.ids().skip(1).zip(&dataset.actor_places);
    let categories = dataset.categories.ids().skip(1).zip(&dataset.category_places);
    let sources = dataset.sources.iter().map(|source| (Kind::Source, source.id.as_str(), source.places.id));
    let claims = dataset.claims.iter().map(|claim| (Kind::Claim, claim.id.as_str(), claim.places.id));
    let entries = actors.map(|(id, places)| (Kind::Actor, id, places.id));
    entries.chain(categories.map(|(id, places)| (Kind::Category, id, places.id))).chain(sources).chain(claims)
}

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let is_taken = |kind: Kind, id: &str| match kind {
        Kind::Actor => dataset.actors.find(id).is_some(),
        Kind::Category => dataset.categories.find(id).is_some(),
        Kind::Source => dataset.sources.binary_search_by(|source| source.id.as_str().cmp(id)).is_ok(),
        Kind::Claim => dataset.find_claim(id).is_some(),
    };
    let asked = ids(subject).filter(|&(.., place)| subject.asks_about(place));
    let found = asked.filter(|(_, id, _)| !is_kebab_case(id)).map(|(kind, id, place)| {
        let proposed = Some(kebab_case(id)).filter(|other| !other.is_empty() && !is_taken(kind, other));
        Finding::at(place, Fact::IdNotKebabCase { kind, id: id.to_owned(), proposed })
    });
    found.collect()
}

/// Letters in lower case, or of a script without case, and digits, with single hyphens between them.
fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|word| !word.is_empty() && word.chars().all(is_plain))
}

/// Whether a character may stand in an id as it is.
fn is_plain(c: char) -> bool {
    let is_letter = c.is_alphanumeric() || is_part_of_letter(c);
    is_letter && c.to_lowercase().eq([c])
}

/// Marks that many scripts write above, below and between letters, and what joins letters or keeps them
/// apart. Symbols and punctuation are none, in whatever script.
fn is_part_of_letter(c: char) -> bool {
    let is_symbol = matches!(c, '\0'..='\u{2ff}' | '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{2bff}')
        || matches!(c, '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}')
        || matches!(c, '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{fff0}'..='\u{ffff}');
    !is_symbol
}

/// The id in kebab case; empty where nothing of it can stay.
fn kebab_case(id: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    let characters: Vec<char> = id.chars().collect();
    for (at, &c) in characters.iter().enumerate() {
        let next = characters.get(at + 1);
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        // "usState" and "USState" are both two words.
        let starts_word = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || before.is_uppercase() && next.is_some_and(|next| next.is_lowercase())
            });
        let is_letter = c.to_lowercase().all(is_plain);
        if starts_word || !is_letter {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_letter) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::{is_kebab_case, kebab_case};

    #[test]
    fn letters_of_every_script_are_fine() {
        for id in ["us-state-2020", "a", "7", "حماس", "محمد‌علی-2020", "हिन्दी", "größe", "中央-銀行", "ł"]
        {
            assert!(is_kebab_case(id), "{id}");
        }
        for id in ["", "-a", "a-", "a--b", "a_b", "A", "É", "a.b", "a–b", "ǅ", "a/b", "€5", "、"] {
            assert!(!is_kebab_case(id), "{id}");
        }
    }

    #[test]
    fn what_is_proposed_is_kebab_case() {
        for (id, proposed) in [
            ("US_State", "us-state"),
            ("usState2020", "us-state2020"),
            ("HTMLPage", "html-page"),
            ("UNRWA", "unrwa"),
            ("--a__b--", "a-b"),
            ("fy2020.q3", "fy2020-q3"),
            ("Élysée–Paris", "élysée-paris"),
            ("__", ""),
        ] {
            assert_eq!(kebab_case(id), proposed);
            assert!(proposed.is_empty() || is_kebab_case(proposed));
        }
    }
}
