//! What a dataset makes of each kind of finding.

use super::Log;
use crate::dataset::raw::{RawChecks, Text};
use crate::level::{CODES, Code, Level, Levels, find};
use crate::problem::Fault;

/// The levels of the `[check]` table, if there is one.
pub(super) fn levels(raw: Option<RawChecks<'_>>, log: &mut Log<'_>) -> Levels {
    let mut levels = Levels::default();
    for (name, word) in raw.into_iter().flat_map(|raw| raw.levels) {
        let code = known(&name, log);
        let key = code.map_or("level", |code| code.name);
        let level = log.word(key, &word, &Level::WORDS);
        if let (Some(code), Some(level)) = (code, level) {
            levels.set(code, level);
        }
    }
    levels
}

fn known(name: &Text<'_>, log: &mut Log<'_>) -> Option<&'static Code> {
    let code = find(&name.value);
    if code.is_none() {
        let found = name.value.to_string();
        let is_problem = Fault::CODES.contains(&found.as_str());
        let suggestion = log.suggest(&found, CODES.iter().map(|code| code.name));
        log.push(name.place, Fault::UnknownCode { found, suggestion, is_problem });
    }
    code
}
