//! A conflict explained: whose bounds contradict each other, and every sum.

use std::fmt::Write as _;

use super::claim::rule_of;
use super::{block, by_rule, excerpt_of, figure_of, flow_of, head};
use crate::dataset::Files;
use crate::explain::{ConflictAt, Explained};
use crate::number::Rational;
use crate::output::Terminal;
use crate::output::amount::{exact, percent};
use crate::output::causes;
use crate::output::cells::source;
use crate::output::conditions::{condition, taken_as_complete};
use crate::output::reasons::Reasons;
use crate::output::sets::{Varies, bound_in_words, is_short_of_nothing_else, scale};
use crate::output::table::Page;
use crate::reconcile::Verdict;
use crate::report::Row;
use crate::report::sets::{ConflictFacts, SetTerm};
use crate::solve::End;
use crate::text::{counted, listed, one_line};

/// The most ways to be rid of a conflict that are told.
const MOST_WAYS: usize = 4;

pub(in crate::output) fn render(
    explained: &Explained,
    at: &ConflictAt<'_>,
    files: &Files,
    terminal: Terminal,
) -> String {
    let ConflictAt { section, conflict, .. } = *at;
    let reasons = Reasons::in_full(&explained.report, section);
    let rows: Vec<&Row> = conflict.rows.iter().filter_map(|&row| section.rows.get(row)).collect();
    let mut page = Page::new(terminal);
    head(&mut page, &title(conflict), explained);
    page.paragraph(&format!("Its id: {}.", conflict.id), "");
    for row in &rows {
        page.heading(&one_line(&row.id));
        page.paragraph(&format!("{}.", figure_of(row, &reasons)), "  ");
        page.paragraph(&format!("{}.", flow_of(row)), "  ");
        let date = row.date.as_ref().map_or_else(|| "no date".into(), |date| one_line(date));
        page.paragraph(&format!("{}; {date}.", source(row)), "  ");
        excerpt_of(&mut page, row, explained, files, terminal);
    }
    block(&mut page, "The proof", &proof(at, &rows));
    block(&mut page, "How far apart they are", &stretch(explained, conflict));
    block(&mut page, "What it rests on", &rests_on(explained, conflict, &rows));
    let causes: Vec<String> =
        conflict.causes.iter().map(|cause| format!("{}.", causes::sentence(cause))).collect();
    block(&mut page, "Likely causes", &causes);
    block(&mut page, "What would reconcile them", &ways_out(at, &reasons));
    accepting(&mut page, conflict);
    page.text
}

fn title(conflict: &ConflictFacts) -> String {
    let claims: Vec<String> = conflict.claims.iter().map(|claim| one_line(claim).into_owned()).collect();
    match (conflict.claims.len(), conflict.verdict) {
        (1, Verdict::Close) => format!("{} only just fits by itself", listed(&claims, "and")),
        (1, _) => format!("{} cannot be true by itself", listed(&claims, "and")),
        (_, Verdict::Close) => format!("Close: {} fit only when stretched", listed(&claims, "and")),
        (_, verdict) => format!("A {} of {}", verdict.word(), listed(&claims, "and")),
    }
}

fn proof(at: &ConflictAt<'_>, rows: &[&Row]) -> Vec<String> {
    let ConflictAt { conflict, .. } = *at;
    let terms = &conflict.proof.terms;
    let flows = || terms.iter().flat_map(|term| &term.flows).map(|weighted| &weighted.flow);
    let one_time = flows().map(|flow| flow.time).collect::<std::collections::BTreeSet<_>>().len() == 1;
    let varies = Varies::among(flows());
    let scale = scale(&conflict.proof);
    let mut told = Vec::new();
    let money = conflict.unit;
    told.push(match (flows().next().filter(|_| one_time), conflict.throughout) {
        (Some(flow), Some(throughout)) if throughout != flow.time => {
            format!(
                "All bounds are of {}, which stands for any year of {throughout}; amounts in {money}.",
                flow.time
            )
        }
        (Some(flow), _) => format!("All bounds are of {}; amounts in {money}.", flow.time),
        (None, _) => format!("Amounts in {money}."),
    });
    for (term, number) in terms.iter().zip(1_usize..) {
        let row = rows.iter().copied().find(|row| Some(&row.id) == term.claim.as_ref());
        let times = &term.multiplier * &scale;
        let words = bound_in_words(term, &times, row, &varies, "", &exact);
        told.push(format!("{number}. {words}{}.", origin(term, row)));
    }
    told.push(
        "Every flow that is counted where it says ≥ is counted at least as often where it says ≤, so the first \
         cannot add up to more than the second. Yet they do:"
            .to_owned(),
    );
    for (end, name, sum) in
        [(End::Low, "At least", &conflict.proof.lows), (End::High, "At most", &conflict.proof.highs)]
    {
        let parts: Vec<String> = terms
            .iter()
            .filter(|term| term.end == end)
            .map(|term| {
                let times = &term.multiplier * &scale;
                let bound = exact(&term.bound);
                if times == Rational::one() { bound } else { format!("{} × {bound}", exact(&times)) }
            })
            .collect();
        let sum = exact(&(sum * &scale));
        told.push(match parts.as_slice() {
            [] => format!("{name}: {sum}."),
            [only] if *only == sum => format!("{name}: {sum}."),
            _ => format!("{name}: {} = {sum}.", parts.join(" + ")),
        });
    }
    let (lows, highs) = (&conflict.proof.lows * &scale, &conflict.proof.highs * &scale);
    told.push(format!(
        "Short by: {} − {} = {}.",
        exact(&lows),
        exact(&highs),
        exact(&(&conflict.proof.shortfall * &scale))
    ));
    told
}

/// From which figure a bound comes, where the bound does not say it.
fn origin(term: &SetTerm, row: Option<&Row>) -> String {
    let Some(row) = row.filter(|row| row.relative.is_none()) else { return String::new() };
    let end = if term.end == End::Low { "low" } else { "high" };
    let time = term.flows.first().map(|each| each.flow.time);
    match (&term.rate, &term.length, row.per, time) {
        (Some(_), Some(length), Some(per), _) if length == &Rational::one() => {
            format!(": the {end} end of its figure, for one {}", per.word())
        }
        (Some(rate), Some(length), Some(per), Some(time)) => format!(
            ": the {end} end of its figure is {} a {}, and {time} holds {} {}s",
            exact(rate),
            per.word(),
            exact(length),
            per.word()
        ),
        _ => format!(": the {end} end of its figure"),
    }
}

fn stretch(explained: &Explained, conflict: &ConflictFacts) -> Vec<String> {
    let proof = &conflict.proof;
    let materiality = &explained.report.reading.materiality;
    let Some(stretch) = &conflict.stretch else {
        return vec!["No stretch of the figures makes them fit.".to_owned()];
    };
    let shown = percent(stretch, materiality);
    let scale = scale(proof);
    let (lows, highs) = (&proof.lows * &scale, &proof.highs * &scale);
    let shortfall = &proof.shortfall * &scale;
    let own = shortfall.checked_div(&(&lows + &highs));
    let mut told = Vec::new();
    if is_short_of_nothing_else(proof) {
        told.push("Only if nothing flowed at all could they be true.".to_owned());
    }
    if own.as_ref() == Some(stretch) && conflict.stretch_is_exact {
        told.push(
            "Stretched, every low end is that much less and every high end that much more: the shortfall is to be \
             made up by a share of all of them."
                .to_owned(),
        );
        told.push(format!(
            "Stretch: {} ÷ ({} + {}) = {} = {shown}.",
            exact(&shortfall),
            exact(&lows),
            exact(&highs),
            exact(stretch)
        ));
    } else {
        let mut words = format!(
            "They fit if every figure is stretched by {}{shown}",
            if conflict.stretch_is_exact { "" } else { "about " }
        );
        if let Some(own) = own.filter(|own| own < stretch) {
            let _infallible = write!(
                words,
                "; this proof alone asks for {}, and other bounds of the same claims for the rest",
                percent(&own, stretch)
            );
        }
        told.push(words + ".");
    }
    let limit = percent(materiality, materiality);
    told.push(format!(
        "Up to {limit} counts as close ({}): this is {}.",
        by_rule(explained, "materiality"),
        if stretch <= materiality { "close" } else { "more" }
    ));
    told
}

fn rests_on(explained: &Explained, conflict: &ConflictFacts, rows: &[&Row]) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(condition) = condition(conflict.assumptions.iter(), conflict.throughout, rows) {
        let row = |claim: &String| rows.iter().copied().find(|row| &row.id == claim);
        let mut keys: Vec<&str> = conflict
            .assumptions
            .iter()
            .filter_map(|each| rule_of(&each.assumption, row(&each.claim)))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let rules: Vec<String> = keys.into_iter().map(|key| by_rule(explained, key)).collect();
        let rules = if rules.is_empty() { String::new() } else { format!(" ({})", rules.join("; ")) };
        told.push(format!("It holds only if {condition}{rules}."));
    }
    let complete = taken_as_complete(&conflict.taken_as_complete);
    if !complete.is_empty() {
        told.push(format!("It is{}.", complete.trim_start_matches(';')));
    }
    for law in conflict.proof.terms.iter().filter_map(|term| term.law) {
        told.push(format!("On the law that no more is {} than {}.", law.later, law.earlier));
    }
    told.dedup();
    if told.is_empty() {
        told.push("On nothing but the words of the claims, as the reading takes them.".to_owned());
    }
    told.push(match conflict.independent_sources {
        1 => "All is from one source.".to_owned(),
        count => format!("The claims are {}.", counted(count, "independent voice")),
    });
    told
}

fn ways_out(at: &ConflictAt<'_>, reasons: &Reasons<'_>) -> Vec<String> {
    let mut told: Vec<String> = at
        .conflict
        .changes
        .iter()
        .map(|change| {
            let by = percent(&change.fraction, &Rational::zero());
            let words = reasons.change(change, at.section, "would have to be ");
            format!("All others as they are, {words}: off by {by}.")
        })
        .collect();
    if let Some(cluster) = at.cluster {
        let others = cluster.conflicts.len() - 1;
        let way = reasons.way_out(cluster, at.sets, MOST_WAYS, at.section);
        let with = if others > 0 {
            format!(", and with it {}", counted(others, "other conflict"))
        } else {
            String::new()
        };
        told.push(format!("To be rid of it{with}, leave out {}.", way.words));
        told.extend(way.notes.into_iter().map(|note| format!("{note}.")));
    }
    told
}

fn accepting(page: &mut Page, conflict: &ConflictFacts) {
    if let Some(reason) = &conflict.known {
        page.heading("Accepted");
        page.paragraph(&format!("It is accepted: {}", one_line(reason)), "  ");
        return;
    }
    // What is only close asks for nothing.
    if conflict.claims.len() < 2 || conflict.verdict == Verdict::Close {
        return;
    }
    page.heading("To accept it");
    page.paragraph(
        "Nobody has accepted it. If it is to stand, write why into the dataset, as `crossfoot check --accept` does:",
        "  ",
    );
    let ids: Vec<String> = conflict.claims.iter().map(|claim| quoted(claim)).collect();
    page.line("");
    page.line("  [[known-conflict]]");
    page.line(&format!("  claims = [{}]", ids.join(", ")));
    page.line("  reason = \"…\"");
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let escaped = one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}
