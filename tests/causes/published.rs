//! The conflicts among published claims.

use std::path::Path;

use crossfoot::dataset::Files;
use crossfoot::normalise;

use crate::sentences;

#[test]
fn conflicts_as_they_are_kept() {
    let (_, dataset) = normalise::load(Path::new("tests/datasets/facts"));
    assert_eq!(
        sentences(&dataset.unwrap()),
        [
            "irham-03 may speak of Palestinian militant groups rather than of Hamas, as irham-05 gives the same figure for that payee: then they fit",
            "irham-03 may speak of Palestinian militant groups rather than of Hamas, as irham-05 gives the same figure for that payee: then they fit",
            "irham-05 may speak of Hamas rather than of Palestinian militant groups, as irham-03 gives the same figure for that payee: then they fit to within 2.65%",
            "irhz-04 may repeat irhz-05 with a slip in its digits: then they fit to within 4.59%",
        ]
    );
}

/// What a person has found out about who repeats whom is found again.
#[test]
fn conflicts_if_nobody_knew_who_repeats_whom() {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir("tests/datasets/facts").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines =
            text.lines().filter(|line| !line.starts_with("repeats =") && !line.starts_with("derives-from ="));
        texts.push((path.display().to_string(), lines.collect::<Vec<_>>().join("\n")));
    }
    texts.sort();
    let dataset = normalise::read(&Files::from_texts(texts)).unwrap();
    let mut found = sentences(&dataset);
    found.retain(|sentence| sentence.starts_with("irham-16"));
    found.dedup();
    assert_eq!(
        found,
        [
            "irham-16 may be a sum over two times told of one, as irham-17 and irham-14 add up to it: then they fit",
            "irham-16 may give the figure of 2014-07 – 2021-11 for 2021-05 – 2021-11, as irham-15 gives it for 2014-07 – 2021-11: then they fit",
        ]
    );
}
