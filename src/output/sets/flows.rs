//! Flows by name: what must be said of boxes to tell them apart.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::reconcile::Dimension;
use crate::report::sets::BoxFacts;
use crate::scope::Stage;
use crate::text::one_line;

/// "in 2020", "on 2020-06-24" for what is held, "up to 2022".
pub(super) fn in_time(flow: &BoxFacts) -> String {
    let time = flow.time;
    match flow.stage {
        Stage::Held => format!("on {time}"),
        _ if time.is_bounded() => format!("in {time}"),
        _ => time.to_string(),
    }
}

/// In which dimensions some boxes differ: those that must be named to tell them apart.
#[derive(Debug, Clone, Default)]
pub(in crate::output) struct Varies(BTreeSet<Dimension>);

impl Varies {
    pub(in crate::output) fn among<'b>(mut boxes: impl Iterator<Item = &'b BoxFacts>) -> Self {
        let Some(first) = boxes.next() else { return Self::default() };
        Self(boxes.flat_map(|each| Self::between(each, first).0).collect())
    }

    pub(super) fn between(one: &BoxFacts, other: &BoxFacts) -> Self {
        let differs = [
            (Dimension::Payer, one.payer != other.payer),
            (Dimension::Payee, one.payee != other.payee),
            (Dimension::Category, one.category != other.category),
            (Dimension::Stage, one.stage != other.stage),
            (Dimension::Time, one.time != other.time),
        ];
        Self(differs.into_iter().filter_map(|(dimension, differs)| differs.then_some(dimension)).collect())
    }

    pub(super) fn in_the(&self, dimension: Dimension) -> bool {
        self.0.contains(&dimension)
    }

    /// What a bound in a proof is about: "Hamas", "Iran → Hamas for “Cash” in 2020".
    pub(in crate::output) fn subject(&self, flow: &BoxFacts) -> String {
        let actor = |name: &str, id: &str| {
            if id == "any" { "anyone".to_owned() } else { one_line(name).into_owned() }
        };
        let payee = actor(&flow.payee.name, &flow.payee.id);
        let mut words = if self.in_the(Dimension::Payer) {
            format!("{} → {payee}", actor(&flow.payer.name, &flow.payer.id))
        } else {
            payee
        };
        if self.in_the(Dimension::Category) {
            let everything = flow.category.id == "all";
            let name = format!(" for “{}”", one_line(&flow.category.name));
            words.push_str(if everything { " for everything" } else { &name });
        }
        if self.in_the(Dimension::Stage) {
            words.push(' ');
            words.push_str(flow.stage.word());
        }
        if self.in_the(Dimension::Time) {
            words.push(' ');
            words.push_str(&in_time(flow));
        }
        words
    }

    /// A flow by itself: "Iran → Hamas, Cash, 2020".
    pub(super) fn flow(&self, flow: &BoxFacts) -> String {
        let mut words = format!("{} → {}", one_line(&flow.payer.name), one_line(&flow.payee.name));
        if self.in_the(Dimension::Category) && flow.category.id != "all" {
            let _infallible = write!(words, ", {}", one_line(&flow.category.name));
        }
        if flow.stage != Stage::Paid {
            let _infallible = write!(words, ", {}", flow.stage);
        }
        format!("{words}, {}", flow.time)
    }

    /// A part by what is narrower about it than its whole.
    pub(super) fn narrower(&self, part: &BoxFacts) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.in_the(Dimension::Payer) {
            words.push(format!("from “{}”", one_line(&part.payer.name)));
        }
        if self.in_the(Dimension::Payee) {
            words.push(format!("“{}”", one_line(&part.payee.name)));
        }
        if self.in_the(Dimension::Category) {
            words.push(format!("“{}”", one_line(&part.category.name)));
        }
        words.join(" ")
    }
}
