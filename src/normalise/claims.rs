//! Claims: figures read, scopes resolved, periods placed.

use std::collections::BTreeMap;

use super::groups::Groups;
use super::ids::{Ids, report_circles};
use super::sources::{Sources, source_id};
use super::{Log, owned};
use crate::claim::{
    Claim, ClaimId, ClaimPlaces, KnownConflict, Relative, Scope, Statement, Unit, Withdrawal,
};
use crate::currency::Currency;
use crate::dataset::raw::{
    At, RawClaim, RawFigure, RawKnownConflict, RawNumbers, RawScope, RawWithdrawal, RelativeTo, Text,
};
use crate::figure::{self, Figure, RelativeFigure};
use crate::money::Amount;
use crate::period::{Date, DayRange, Per, PeriodSpec};
use crate::problem::{Fault, Kind, Link, Place, Problem};
use crate::reading::Reading;
use crate::scope::{Relation, Stage, links_first};

/// What claims refer to.
pub(super) struct Context<'a> {
    pub(super) currency: Currency,
    pub(super) actors: &'a Groups<'a>,
    pub(super) categories: &'a Groups<'a>,
    pub(super) sources: &'a Sources<'a>,
    /// Every reading of the dataset: a figure must be computable in all of them.
    pub(super) readings: Vec<&'a Reading>,
}

pub(super) fn claims(
    mut raw: Vec<RawClaim<'_>>,
    known: Vec<RawKnownConflict<'_>>,
    context: &Context<'_>,
    log: &mut Log<'_>,
) -> (Vec<Claim>, Vec<KnownConflict>) {
    // A claim without an id is reported already; its other faults are still worth knowing.
    let nameless: Vec<RawClaim<'_>> = raw.extract_if(.., |claim| claim.id.is_none()).collect();
    let (ids, raw, doubles) = Ids::assign(Kind::Claim, raw, |claim| claim.id.as_ref(), log);
    for claim in nameless.into_iter().chain(doubles) {
        read_claim(claim, &ids, context, log);
    }
    let places: Vec<Place> =
        raw.iter().map(|claim| claim.id.as_ref().map_or(claim.place, |id| id.place)).collect();
    let links = [Link::Repeats, Link::Supersedes].map(|link| (link, targets(link, &raw, &ids)));
    let comparisons: Vec<bool> =
        raw.iter().map(|claim| !matches!(claim.relative_to, RelativeTo::Absent)).collect();
    let claims: Vec<Claim> =
        raw.into_iter().filter_map(|claim| read_claim(claim, &ids, context, log)).collect();
    for (link, targets) in links {
        let links = |position: usize| targets.get(position).map_or(&[][..], |target| target.as_slice());
        if let Err(circles) = links_first(targets.len(), links) {
            report_circles(&circles, link, &places, &ids, log);
        }
    }
    let mut accepted = BTreeMap::new();
    for raw in known {
        let place = raw.place;
        let Some(conflict) = known_conflict(raw, &comparisons, &ids, log) else { continue };
        let ids: Vec<&str> = conflict.claims.iter().map(|claim| ids.id(claim.0 as usize)).collect();
        if let Some((first, _)) = accepted.get(&conflict.claims) {
            let fault = Fault::ListedTwice { key: "known-conflict", id: ids.join(", ") };
            log.problems.push(Problem::at(place, fault).related_to(*first));
        } else {
            accepted.insert(conflict.claims.clone(), (place, conflict));
        }
    }
    (claims, accepted.into_values().map(|(_, conflict)| conflict).collect())
}

fn claim_id(position: usize) -> ClaimId {
    ClaimId(u32::try_from(position).unwrap_or(u32::MAX))
}

/// One claim, with every fault in it reported; nothing if a part that it cannot do without is missing.
fn read_claim(raw: RawClaim<'_>, ids: &Ids<'_>, context: &Context<'_>, log: &mut Log<'_>) -> Option<Claim> {
    let claim_currency = raw.currency.as_ref().map(|code| log.currency(code));
    let verbatim = matches!(raw.figure, Some(RawFigure::Words(_)));
    let figure = raw.figure.and_then(|figure| {
        let currency = (claim_currency.flatten(), claim_currency.is_some());
        read_figure(&figure, currency, &raw.relative_to, context, log)
    });
    if let (Some(id), Some((Said::Amount(figure), _, place))) = (&raw.id, &figure) {
        for reading in &context.readings {
            if let Err(why) = figure.interval(reading) {
                log.push(*place, Fault::Overflow { claim: id.value.to_string(), why });
                break;
            }
        }
    }
    let source = raw.source.as_ref().and_then(|source| context.sources.ids.find(source, log)).map(source_id);
    let via = context.sources.ids.find_in_order("via", &raw.via, log).into_iter().map(source_id).collect();
    let own_date = raw.date.as_ref().map(|date| log.date(date));
    let source_date = || context.sources.sources.get(source?.0 as usize)?.date.clone();
    let date = own_date.clone().unwrap_or_else(source_date);
    let prices = raw.prices.as_ref().and_then(|year| price_year(year, log));
    let exchange = raw.exchange.as_ref().and_then(|date| log.date(date));
    let repeats = link("repeats", raw.repeats.as_ref(), raw.id.as_ref(), ids, log);
    let supersedes = link("supersedes", raw.supersedes.as_ref(), raw.id.as_ref(), ids, log);
    let withdrawn = raw.withdrawn.and_then(|withdrawn| read_withdrawal(withdrawn, log));
    let scope_date = || if matches!(own_date, Some(None)) { Err(()) } else { Ok(date.as_ref()) };
    let scope_place = raw.scope.as_ref().map(|scope| scope.place);
    let scope_places = raw.scope.as_ref().map(ScopePlaces::of).unwrap_or_default();
    let scope = raw.scope.and_then(|scope| read_scope(&scope, None, scope_date(), context, log));
    let other = match &raw.relative_to {
        RelativeTo::Given(keys) => {
            let other = read_scope(keys, scope.as_ref(), scope_date(), context, log);
            if let (Some(own), Some(other), Some(place)) = (&scope, &other, scope_place)
                && is_same_flow(own, other, context)
            {
                let problem = Problem::at(keys.place, Fault::RelativeToItself);
                log.problems.push(problem.related_to(place));
            }
            other
        }
        RelativeTo::Absent | RelativeTo::Unreadable => None,
    };
    if let (Some((said, _, place)), Some(scope)) = (&figure, &scope) {
        if scope.stage == Stage::Held && said.per().is_some() {
            log.push(*place, Fault::StockWithRate);
        }
        let rate = matches!(said, Said::Amount(figure) if figure.per().is_some());
        if let Some(place) = raw.steady.filter(|_| !rate || scope.period.is_none()) {
            log.push(place, Fault::SteadyWithoutPeriod);
        }
    }
    let (said, words, figure_place) = figure?;
    let currency = match &said {
        Said::Amount(figure) => figure.currency(),
        Said::Relative(figure) => figure.currency().or(claim_currency.flatten()).unwrap_or(context.currency),
    };
    let names_money = claim_currency.flatten().is_some() || prices.is_some();
    let statement = statement(said, other, names_money)?;
    let id = raw.id?;
    let place_of = |text: Option<&Text<'_>>| text.map(|text| text.place);
    let places = ClaimPlaces {
        id: id.place,
        via: raw.via.iter().map(|via| via.place).collect(),
        date: place_of(raw.date.as_ref()),
        payee: scope_places.payee,
        category: scope_places.category,
        stage: scope_places.stage,
        period: scope_places.period,
        relative_to: place_of_other(&raw.relative_to),
        url: place_of(raw.url.as_ref()),
        repeats: place_of(raw.repeats.as_ref()),
        supersedes: place_of(raw.supersedes.as_ref()),
        withdrawn: withdrawn.as_ref().map(|(_, place)| *place),
        exchange: place_of(raw.exchange.as_ref()),
        idle: raw.idle,
    };
    Some(Claim {
        id: id.value.into_owned(),
        place: raw.place,
        figure_place,
        places,
        words,
        verbatim,
        unit: Unit { currency, prices },
        statement,
        source: source?,
        via,
        date,
        has_own_date: own_date.is_some(),
        scope: scope?,
        steady: raw.steady.is_some(),
        note: owned(raw.note),
        url: owned(raw.url),
        repeats,
        supersedes,
        withdrawn: withdrawn.map(|(withdrawal, _)| withdrawal),
        exchange,
    })
}

fn place_of_other(relative_to: &RelativeTo<'_>) -> Option<Place> {
    if let RelativeTo::Given(keys) = relative_to { Some(keys.place) } else { None }
}

/// That a claim was withdrawn, and where the date of that stands.
fn read_withdrawal(raw: RawWithdrawal<'_>, log: &mut Log<'_>) -> Option<(Withdrawal, Place)> {
    let written = raw.date?;
    let date = log.date(&written);
    Some((Withdrawal { date: date?, reason: owned(raw.reason)? }, written.place))
}

/// Where the values of a scope stand that may be left out.
#[derive(Default)]
struct ScopePlaces {
    payee: Option<Place>,
    category: Option<Place>,
    stage: Option<Place>,
    period: Option<Place>,
}

impl ScopePlaces {
    fn of(raw: &RawScope<'_>) -> Self {
        let place = |text: &Option<Text<'_>>| text.as_ref().map(|text| text.place);
        Self {
            payee: place(&raw.payee),
            category: place(&raw.category),
            stage: place(&raw.stage),
            period: place(&raw.period),
        }
    }
}

/// A figure before it is known what it is compared with.
enum Said {
    Amount(Figure),
    Relative(RelativeFigure),
}

impl Said {
    fn per(&self) -> Option<Per> {
        match self {
            Self::Amount(figure) => figure.per(),
            Self::Relative(figure) => figure.per(),
        }
    }
}

/// What a claim says of its flow; nothing where the flow that it is compared with could not be read.
fn statement(said: Said, other: Option<Scope>, names_money: bool) -> Option<Statement> {
    Some(match said {
        Said::Amount(figure) => Statement::Amount(figure),
        Said::Relative(figure) => {
            let names_no_unit = figure.currency().is_none() && !names_money;
            Statement::Relative(Box::new(Relative { figure, to: other?, names_no_unit }))
        }
    })
}

/// Whether two scopes are of one and the same flow, so that nothing is said by comparing them.
fn is_same_flow(one: &Scope, other: &Scope, context: &Context<'_>) -> bool {
    let (actors, categories) = (&context.actors.hierarchy, &context.categories.hierarchy);
    let days = |scope: &Scope| scope.period.as_ref().map(|(_, days)| *days);
    actors.relation(one.payer, other.payer) == Relation::Same
        && actors.relation(one.payee, other.payee) == Relation::Same
        && categories.relation(one.category, other.category) == Relation::Same
        && one.stage == other.stage
        && days(one) == days(other)
}

/// The words of a figure, as an amount or as a comparison with another flow.
fn read_words(
    text: &Text<'_>,
    figures: figure::Context,
    relative_to: &RelativeTo<'_>,
    log: &mut Log<'_>,
) -> Option<Said> {
    let amount = Figure::parse(&text.value, &figures);
    let relative = || RelativeFigure::parse(&text.value, &figures);
    match (amount, relative_to) {
        (Ok(figure), RelativeTo::Absent) => return Some(Said::Amount(figure)),
        (Ok(_), RelativeTo::Unreadable) => {}
        (Ok(_), RelativeTo::Given(keys)) => {
            let fault = Fault::AmountRelativeTo { words: text.value.to_string() };
            log.problems.push(Problem::at(keys.place, fault).related_to(text.place));
        }
        (Err(error), RelativeTo::Absent) => {
            let fault = match relative() {
                Ok(_) => Fault::NoRelativeTo { words: text.value.trim().to_owned() },
                Err(_) => Fault::Figure(error.clone()),
            };
            let place = match &fault {
                Fault::Figure(_) => log.within(text, &error.span()),
                _ => text.place,
            };
            log.push(place, fault);
        }
        (Err(_), _) => match relative() {
            Ok(figure) => return Some(Said::Relative(figure)),
            Err(error) => log.push(log.within(text, &error.span()), Fault::Figure(error)),
        },
    }
    None
}

/// The figure, its words and its place.
fn read_figure(
    raw: &RawFigure<'_>,
    (claim_currency, claim_names_currency): (Option<Currency>, bool),
    relative_to: &RelativeTo<'_>,
    context: &Context<'_>,
    log: &mut Log<'_>,
) -> Option<(Said, String, Place)> {
    match raw {
        RawFigure::Words(text) => {
            if claim_names_currency && claim_currency.is_none() {
                // The misspelt code is reported; what it would have made of the figure is unknown.
                return None;
            }
            let figures = figure::Context { dataset_currency: context.currency, claim_currency };
            let said = read_words(text, figures, relative_to, log)?;
            Some((said, text.value.to_string(), text.place))
        }
        RawFigure::Exact(RawNumbers { low, high, currency, per, place }) => {
            let own = currency.as_ref().map(|code| (log.currency(code), code.place));
            let per = per.as_ref().map(|word| log.word("per", word, &Per::ALL.map(|per| (per.word(), per))));
            let low_amount = low.as_ref().map(|text| read_amount(text, log));
            let high_amount = high.as_ref().map(|text| read_amount(text, log));
            let currency = match (own, claim_currency) {
                (Some((Some(own), place)), Some(claim)) if own != claim => {
                    let (figure, claim) = (own.code().to_owned(), claim.code().to_owned());
                    log.push(place, Fault::CurrencyMismatch { figure, claim });
                    None
                }
                (Some((own, _)), _) => own,
                (None, Some(claim)) => Some(claim),
                (None, None) if claim_names_currency => None,
                (None, None) => {
                    log.push(*place, Fault::NoCurrency);
                    None
                }
            };
            if low.is_none() && high.is_none() {
                log.push(*place, Fault::NoAmount);
                return None;
            }
            let (low, high) = (unbroken(low_amount)?, unbroken(high_amount)?);
            if let (Some(low), Some(high)) = (low, high)
                && low > high
            {
                log.push(*place, Fault::LowAboveHigh);
                return None;
            }
            let figure = Figure::exact(low, high, currency?, unbroken(per)?)?;
            let words = figure.to_string();
            if let RelativeTo::Given(keys) = relative_to {
                log.problems
                    .push(Problem::at(keys.place, Fault::AmountRelativeTo { words }).related_to(*place));
                return None;
            }
            Some((Said::Amount(figure), words, *place))
        }
    }
}

/// Absent is fine, present and unreadable is not.
#[expect(clippy::option_option, reason = "the two absences mean different things, and this tells them apart")]
fn unbroken<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
        None => Some(None),
    }
}

fn read_amount(text: &Text<'_>, log: &mut Log<'_>) -> Option<Amount> {
    Amount::from_digits(text.value.trim())
        .map_err(|reason| log.push(text.place, Fault::BadAmount { found: text.value.to_string(), reason }))
        .ok()
}

fn price_year(year: &At<i64>, log: &mut Log<'_>) -> Option<i32> {
    let valid = i32::try_from(year.value).ok().filter(|year| (1000..=9999).contains(year));
    if valid.is_none() {
        log.push(year.place, Fault::BadYear { key: "prices" });
    }
    valid
}

fn link(
    key: &'static str,
    target: Option<&Text<'_>>,
    own: Option<&Text<'_>>,
    ids: &Ids<'_>,
    log: &mut Log<'_>,
) -> Option<ClaimId> {
    let target = target?;
    if own.is_some_and(|own| own.value == target.value) {
        log.push(target.place, Fault::LinksToItself { key, id: target.value.to_string() });
        return None;
    }
    ids.find(target, log).map(claim_id)
}

/// The scope, with what it leaves out as in `own` if that is given; `date` is an error where the claim
/// has a date that could not be read.
fn read_scope(
    raw: &RawScope<'_>,
    own: Option<&Scope>,
    date: Result<Option<&Date>, ()>,
    context: &Context<'_>,
    log: &mut Log<'_>,
) -> Option<Scope> {
    use crate::scope::Node;
    let everything = Some(Node::EVERYTHING);
    let payer = match &raw.payer {
        Some(id) => context.actors.find(id, log),
        None => own.map(|own| own.payer),
    };
    let payee = match &raw.payee {
        Some(id) => context.actors.find(id, log),
        None => own.map_or(everything, |own| Some(own.payee)),
    };
    let category = match &raw.category {
        Some(id) => context.categories.find(id, log),
        None => own.map_or(everything, |own| Some(own.category)),
    };
    let stage = match &raw.stage {
        Some(word) => read_stage("stage", word, &Stage::ALL, log),
        None => Some(own.map_or(Stage::Paid, |own| own.stage)),
    };
    let period = raw.period.as_ref().map(|text| {
        let spec = PeriodSpec::parse(&text.value)
            .map_err(|error| log.push(log.within(text, &error.span()), Fault::Period(error)))
            .ok()?;
        if spec.needs_claim_date() && date.is_err() {
            return None;
        }
        let date = date.ok().flatten();
        let days = place_period(&spec, date, (payer?, payee?), context).map_err(|why| {
            let id = |node: Option<Node>| {
                node.map_or_else(String::new, |node| context.actors.hierarchy.id(node).to_owned())
            };
            log.push(text.place, Fault::Unresolved { why, payer: id(payer), payee: id(payee) });
        });
        days.ok().map(|days| (text.value.trim().to_owned(), days))
    });
    let period = period.or_else(|| own.and_then(|own| own.period.clone()).map(Some));
    Some(Scope {
        payer: payer?,
        payee: payee?,
        category: category?,
        stage: stage?,
        period: unbroken(period)?,
    })
}

/// One of some stages, with the one that a common word for it means as a suggestion.
pub(super) fn read_stage(
    key: &'static str,
    word: &Text<'_>,
    stages: &[Stage],
    log: &mut Log<'_>,
) -> Option<Stage> {
    let meant = match word.value.as_ref() {
        "disbursed" | "received" | "transferred" | "given" => Stage::Paid,
        "appropriated" | "planned" => Stage::Budgeted,
        "obligated" | "contracted" => Stage::Committed,
        "promised" | "announced" => Stage::Pledged,
        "demanded" => Stage::Requested,
        _ => {
            let words: Vec<(&'static str, Stage)> =
                stages.iter().map(|&stage| (stage.word(), stage)).collect();
            return log.word(key, word, &words);
        }
    };
    let (found, suggestion) = (word.value.to_string(), Some(meant.word().to_owned()));
    log.push(word.place, Fault::NotOneOf { key, found, allowed: Vec::new(), suggestion });
    None
}

/// Fiscal years are the payer's, or the payee's if only that one has them.
fn place_period(
    spec: &PeriodSpec,
    date: Option<&Date>,
    (payer, payee): (crate::scope::Node, crate::scope::Node),
    context: &Context<'_>,
) -> Result<DayRange, crate::period::ResolveError> {
    let years = &context.actors.fiscal_years;
    spec.resolve(years.get(&payer).or_else(|| years.get(&payee)), date)
}

/// The position of the claim that each claim repeats or supersedes. Those that name themselves are told
/// otherwise, as are those that lead nowhere.
fn targets(link: Link, raw: &[RawClaim<'_>], ids: &Ids<'_>) -> Vec<Option<usize>> {
    let named = raw.iter().map(|claim| match link {
        Link::Supersedes => claim.supersedes.as_ref(),
        _ => claim.repeats.as_ref(),
    });
    let target = |(position, id): (usize, Option<&Text<'_>>)| {
        ids.position(id?.value.as_ref()).filter(|&target| target != position)
    };
    named.enumerate().map(target).collect()
}

/// `comparisons` tells of each claim whether it is to state how its flow compares with another.
fn known_conflict(
    raw: RawKnownConflict<'_>,
    comparisons: &[bool],
    ids: &Ids<'_>,
    log: &mut Log<'_>,
) -> Option<KnownConflict> {
    let before = log.problems.len();
    let listed = raw.claims?;
    let claims = ids.find_all("claims", &listed.value, log);
    // A comparison can contradict itself: a part that is said to be twice its whole.
    let may_be_alone = |position: &usize| comparisons.get(*position).copied().unwrap_or(false);
    let enough = claims.len() > 1 || claims.first().is_some_and(may_be_alone);
    if !enough && log.problems.len() == before {
        log.problems.push(Problem::at(raw.place, Fault::ConflictOfOne));
    }
    let reason = raw.reason?;
    (log.problems.len() == before).then(|| KnownConflict {
        claims: claims.into_iter().map(claim_id).collect(),
        reason: Some(reason.value.into_owned()).filter(|text| !text.trim().is_empty()),
        claims_place: listed.place,
        reason_place: reason.place,
    })
}
