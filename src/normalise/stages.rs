//! The order of stages that a dataset declares.

use std::collections::BTreeMap;

use super::Log;
use super::claims::read_stage;
use crate::dataset::raw::RawStages;
use crate::problem::{Fault, Place, Problem};
use crate::scope::Stage;

/// The stages from the earliest to the latest, each once; none where no order is declared.
pub(super) fn order(raw: Option<RawStages<'_>>, log: &mut Log<'_>) -> Vec<Stage> {
    let Some(list) = raw.and_then(|raw| raw.order) else { return Vec::new() };
    let before = log.problems.len();
    let mut order: Vec<Stage> = Vec::with_capacity(list.value.len());
    let mut places: BTreeMap<Stage, Place> = BTreeMap::new();
    for word in &list.value {
        let Some(stage) = read_stage("order", word, &Stage::PASSED, log) else { continue };
        if let Some(first) = places.insert(stage, word.place) {
            let fault = Fault::ListedTwice { key: "order", id: stage.word().to_owned() };
            log.problems.push(Problem::at(word.place, fault).related_to(first));
        } else {
            order.push(stage);
        }
    }
    // A list of which something could not be read may be long enough.
    if list.value.len() < 2 && log.problems.len() == before {
        log.push(list.place, Fault::OrderOfOne);
    }
    order
}
