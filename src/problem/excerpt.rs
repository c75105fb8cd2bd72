//! Problems as compilers show them: the message, the lines it is about, and what to write instead.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Place, Problem};
use crate::dataset::Files;
use crate::dataset::lines::Lines;
use crate::text::{is_hostile, one_line, without_commands};

/// Lines longer than this are cut around the place, in characters: a hostile file may be one line.
const LONGEST_LINE: usize = 1_000;

/// What is to be drawn of one problem or finding. Every text is safe to print.
#[derive(Debug)]
pub struct Picture<'a> {
    /// Whether it is an error rather than a warning.
    pub is_error: bool,
    /// Its code.
    pub code: &'static str,
    /// What it is.
    pub title: &'a str,
    /// Where, and what is said of each place; the first is the one to change.
    pub marks: Vec<(Place, Option<&'a str>)>,
    /// What else there is to know.
    pub notes: &'a [String],
    /// What to do.
    pub help: &'a [String],
}

/// Draws the problems in the order of their places, one after another.
#[must_use]
pub fn render(problems: &[Problem], files: &Files, colour: bool, width: usize) -> String {
    let mut ordered: Vec<&Problem> = problems.iter().collect();
    ordered.sort_by_key(|problem| problem.place);
    let texts: Vec<(String, Vec<String>)> = ordered
        .iter()
        .map(|problem| (problem.fault.title(), problem.fault.help().into_iter().collect()))
        .collect();
    let pictures = ordered.iter().zip(&texts).map(|(problem, (title, help))| {
        let related = problem.related.map(|place| (place, Some(problem.fault.related_label())));
        Picture {
            is_error: true,
            code: problem.fault.code(),
            title,
            marks: problem.place.map(|place| (place, None)).into_iter().chain(related).collect(),
            notes: &[],
            help,
        }
    });
    draw(pictures, files, colour, width)
}

/// Draws one after another.
pub fn draw<'a>(
    pictures: impl Iterator<Item = Picture<'a>>,
    files: &Files,
    colour: bool,
    width: usize,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    let lines = Lines::of(files);
    let mut shown = String::new();
    for picture in pictures {
        shown.push_str(&renderer.render(&[group(&picture, files, &lines, width)]));
        shown.push_str("\n\n");
    }
    shown
}

/// The columns that stand before a note, with some room for the numbers of lines.
const BEFORE_NOTE: usize = 14;

fn group<'a>(picture: &Picture<'a>, files: &'a Files, lines: &Lines<'a>, width: usize) -> Group<'a> {
    let level = if picture.is_error { Level::ERROR } else { Level::WARNING };
    let mut group = level
        .primary_title(picture.title)
        .id(picture.code)
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for (position, (place, label)) in picture.marks.iter().enumerate() {
        let kind = if position == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        group = with_line(group, *place, files, lines, kind, *label);
    }
    // Ids hold hyphens, and half an id is none.
    let options = textwrap::Options::new(width.saturating_sub(BEFORE_NOTE).max(40))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let wrapped = |text: &String| without_commands(&textwrap::fill(text, &options));
    for note in picture.notes {
        group = group.element(Level::NOTE.message(wrapped(note)));
    }
    for help in picture.help {
        group = group.element(Level::HELP.message(wrapped(help)));
    }
    group
}

/// The most lines that are shown of a claim.
const MOST_LINES: usize = 24;

/// Draws a claim as it stands in its file, with its figure marked.
#[must_use]
pub fn of_claim(
    files: &Files,
    whole: Place,
    figure: Place,
    label: &str,
    colour: bool,
    width: usize,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    let lines = Lines::of(files);
    let (first, marked) = (lines.at(whole), lines.at(figure));
    let mut text = String::new();
    let mut mark = 0..0;
    // A claim that goes on for long is shown by its figure alone.
    let own = own_lines(&lines, whole).filter(|own| own.contains(&marked.number));
    let own = own.unwrap_or(marked.number..=marked.number);
    for number in own.clone() {
        let Some(line) = lines.numbered(figure.file, number) else { break };
        let is_marked = number == marked.number;
        let offset = if is_marked {
            (figure.start as usize).saturating_sub(line.start).min(line.text.len())
        } else {
            0
        };
        let length = if is_marked { figure.range().len().min(line.text.len() - offset) } else { 0 };
        let (shown, range, _) = printable(line.text, offset..offset + length);
        if is_marked {
            mark = text.len() + range.start..text.len() + range.end;
        }
        text.push_str(&shown);
        text.push('\n');
    }
    let start = if own.contains(&first.number) { first.number } else { marked.number };
    let excerpt = Snippet::source(text)
        .line_start(start)
        .path(files.shown_path(figure.file))
        .fold(false)
        .annotation(AnnotationKind::Primary.span(mark).label(one_line(label).into_owned()));
    renderer.render(&[Group::with_level(Level::NOTE).element(excerpt)])
}

/// The lines from a claim's first to its last; nothing where there are too many.
fn own_lines(lines: &Lines<'_>, whole: Place) -> Option<std::ops::RangeInclusive<usize>> {
    let first = lines.at(whole);
    let end = Place { start: whole.end.saturating_sub(1).max(whole.start), ..whole };
    let mut last = lines.at(end).number;
    // The place of `[[claim]]` is that of its header: its keys follow up to the next one.
    if first.text.trim_start().starts_with("[[") {
        let following = (last + 1..=first.number + MOST_LINES).map_while(|number| {
            let line = lines.numbered(whole.file, number)?;
            (!line.text.trim_start().starts_with('[')).then_some((number, line.text.trim()))
        });
        let told = following.filter(|(_, text)| !text.is_empty() && !text.starts_with('#'));
        last = told.map(|(number, _)| number).last().unwrap_or(last);
    }
    (last < first.number + MOST_LINES).then_some(first.number..=last)
}

/// Adds the line a place starts in, with the place marked as far as that line goes.
fn with_line<'a>(
    group: Group<'a>,
    place: Place,
    files: &'a Files,
    lines: &Lines<'a>,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Group<'a> {
    let line = lines.at(place);
    let range = place.range();
    let offset = range.start.saturating_sub(line.start).min(line.text.len());
    let length = range.len().min(line.text.len() - offset);
    let (text, marked, starts_with_line) = printable(line.text, offset..offset + length);
    let path = files.shown_path(place.file);
    let excerpt = Snippet::source(text).line_start(line.number).annotation(kind.span(marked).label(label));
    if starts_with_line {
        return group.element(excerpt.path(path));
    }
    // The column cannot be counted in an excerpt that lacks the start of the line.
    let column = line.text.get(..offset).map_or(0, |before| before.chars().count()) + 1;
    group.element(Origin::path(path).line(line.number).char_column(column)).element(excerpt)
}

/// A line with hostile characters made visible, where the marked range went, and whether the start of
/// the line is there.
fn printable(line: &str, marked: std::ops::Range<usize>) -> (String, std::ops::Range<usize>, bool) {
    let mut text = String::with_capacity(line.len().min(LONGEST_LINE * 4));
    let (mut start, mut end) = (None, None);
    let before = line.get(..marked.start).unwrap_or(line);
    let from = before.char_indices().rev().nth(LONGEST_LINE / 2 - 1).map_or(0, |(at, _)| at);
    let kept = line.get(from..).unwrap_or("");
    for (at, c) in kept.char_indices().map(|(at, c)| (from + at, c)).take(LONGEST_LINE) {
        if at >= marked.start && start.is_none() {
            start = Some(text.len());
        }
        if at >= marked.end && end.is_none() {
            end = Some(text.len());
        }
        text.push(if c != '\t' && is_hostile(c) { '\u{fffd}' } else { c });
    }
    let start = start.unwrap_or(text.len());
    let end = end.unwrap_or(text.len()).max(start);
    (text, start..end, from == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_keep_the_mark_in_place() {
        let (text, marked, _) = printable("a\u{202e}b = \u{9b}x", 4..5);
        assert_eq!(text, "a\u{fffd}b = \u{fffd}x");
        assert_eq!(&text[marked], "b");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}HERE{}", "é".repeat(10_000), "z".repeat(10_000));
        let (text, marked, starts_with_line) = printable(&line, 20_000..20_004);
        assert_eq!(&text[marked], "HERE");
        assert_eq!(text.chars().count(), LONGEST_LINE);
        assert!(!starts_with_line);
    }
}
