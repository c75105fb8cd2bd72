//! Proofs and witnesses by hand, each tampering with them, and random ones against all points.

mod by_hand;
mod every_point;

use chrono::NaiveDate;

use super::*;
use crate::claim::Unit;
use crate::currency::Currency;
use crate::period::DayRange;
use crate::scope::{Declared, Element, Node, Stage, StageLaw};
use crate::statement::Origin;

fn number(text: &str) -> Rational {
    text.parse::<rust_decimal::Decimal>().unwrap().into()
}

fn dollars() -> Unit {
    Unit { currency: Currency::from_code("USD").unwrap(), prices: None }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A hierarchy of entries in the order of their ids, each with the positions of its members and
/// whether these are all.
fn hierarchy(entries: &[(&str, &[usize], bool)]) -> Hierarchy {
    let declare = |&(id, members, complete): &(&str, &[usize], bool)| Declared {
        id: id.to_owned(),
        name: id.to_owned(),
        complete,
        members: members.to_vec(),
    };
    Hierarchy::build(entries.iter().map(declare).collect(), ("any", "any")).unwrap()
}

/// Two actors, once as the whole of a group and once among others; two categories; a system.
struct World {
    actors: Hierarchy,
    categories: Hierarchy,
    system: System,
}

impl World {
    fn new() -> Self {
        let actors =
            [("a", &[][..], false), ("b", &[], false), ("closed", &[0, 1], true), ("open", &[0, 1], false)];
        Self {
            actors: hierarchy(&actors),
            categories: hierarchy(&[("x", &[], false), ("y", &[], false)]),
            system: System::default(),
        }
    }

    fn checker(&self) -> Checker<'_> {
        Checker::new(&self.system, &self.actors, &self.categories)
    }

    /// Adds a box: `payer payee category`, paid.
    fn region(&mut self, entries: &str, time: DayRange) -> usize {
        let region = self.boxed(entries, Stage::Paid, time);
        self.system.regions.push(region);
        self.system.regions.len() - 1
    }

    fn boxed(&self, entries: &str, stage: Stage, time: DayRange) -> Region {
        let [payer, payee, category] = entries.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{entries}")
        };
        Region {
            payer: self.actors.find(payer).unwrap(),
            payee: self.actors.find(payee).unwrap(),
            category: self.categories.find(category).unwrap(),
            stage,
            unit: dollars(),
            time,
        }
    }

    /// Adds a statement of the claim with the same position.
    fn says(&mut self, terms: &[(usize, i64)], low: Option<i64>, high: Option<i64>) -> usize {
        let position = self.system.statements.len();
        let claim = ClaimId(u32::try_from(position).unwrap());
        self.system.statements.push(Statement {
            terms: terms.iter().map(|&(region, weight)| (region, weight.into())).collect(),
            states_factor: false,
            low: low.map(Rational::from),
            high: high.map(Rational::from),
            origin: Origin::Figure { claim, assumptions: Vec::new() },
            when: vec![vec![claim]],
            converted: None,
        });
        position
    }

    /// The element that an actor is, or the others of a group; without a name for `any`.
    fn actor(&self, id: &str) -> Element {
        element(&self.actors, id)
    }

    /// A point of `payer payee category`, paid.
    fn point(&self, elements: &str, day: NaiveDate) -> Point {
        let [payer, payee, category] = elements.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{elements}")
        };
        let category = element(&self.categories, category);
        let (payer, payee) = (self.actor(payer), self.actor(payee));
        Point { payer, payee, category, stage: Stage::Paid, unit: dollars(), day }
    }

    fn refuted(
        &self,
        claims: &[u32],
        stretch: &str,
        multiples: &[(usize, End, &str)],
    ) -> Result<String, Doubt> {
        let refutation = self.checker().refuted(&ids(claims), &number(stretch), times(multiples))?;
        assert_eq!(refutation.claims, ids(claims));
        assert_eq!(refutation.multiples, times(multiples));
        assert_eq!(refutation.stretch, number(stretch));
        Ok(format!("{} - {} = {}", refutation.lows, refutation.highs, refutation.shortfall))
    }

    fn satisfied(&self, claims: &[u32], stretch: &str, flows: &[(Point, &str)]) -> Result<(), Doubt> {
        let flows: Vec<_> = flows.iter().map(|&(point, amount)| (point, number(amount))).collect();
        let witness = self.checker().satisfied(&ids(claims), &number(stretch), flows.clone())?;
        assert_eq!((&witness.claims, &witness.flows), (&ids(claims), &flows));
        Ok(())
    }

    fn limited(
        &self,
        claims: &[u32],
        sum: &[(Region, i64)],
        end: End,
        value: &str,
        multiples: &[(usize, End, &str)],
    ) -> Result<(), Doubt> {
        let sum: Vec<_> = sum.iter().map(|(region, weight)| (region.clone(), (*weight).into())).collect();
        let limit = self.checker().limited(
            &ids(claims),
            &Rational::zero(),
            sum.clone(),
            end,
            &number(value),
            times(multiples),
        )?;
        assert_eq!((&limit.claims, &limit.sum, limit.end), (&ids(claims), &sum, end));
        assert_eq!((&limit.value, &limit.multiples), (&number(value), &times(multiples)));
        Ok(())
    }
}

fn element(hierarchy: &Hierarchy, id: &str) -> Element {
    let node = hierarchy.find(id).unwrap();
    if node == Node::EVERYTHING {
        return Element::UNNAMED;
    }
    hierarchy.elements_of(node).unwrap().find(|element| element.node() == Some(node)).unwrap()
}

fn ids(claims: &[u32]) -> Vec<ClaimId> {
    claims.iter().copied().map(ClaimId).collect()
}

fn times(multiples: &[(usize, End, &str)]) -> Vec<Multiple> {
    let multiple = |&(statement, end, times): &(usize, End, &str)| {
        let (top, bottom) = times.split_once('/').unwrap_or((times, "1"));
        Multiple { statement, end, times: number(top).checked_div(&number(bottom)).unwrap() }
    };
    multiples.iter().map(multiple).collect()
}
