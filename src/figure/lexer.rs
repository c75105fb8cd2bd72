//! Cuts a figure's text into words, signs and numbers.
//!
//! Spaces of every width, quotation marks and the full stops of abbreviations carry no meaning and
//! are dropped; every dash becomes `-`. Invisible characters are refused at once, since they can
//! make a figure look like another one.

use super::Span;
use super::error::{FigureError, FigureErrorKind, is_hidden};
use super::vocabulary::{Vocabulary, WordId};
use super::written::Written;

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) lexeme: Lexeme,
    /// Whether it follows the piece before without a space.
    pub(super) tight: bool,
}

/// What a piece is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lexeme {
    /// A word or sign, if the vocabulary has it.
    Word(Option<WordId>),
    /// A number in digits.
    Digits(Digits),
}

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) written: Written,
    /// It has thousands separators.
    pub(super) grouped: bool,
    /// It looks like a year: four digits from 1900 to 2100.
    pub(super) year: bool,
    /// One to three digits, a point and three digits: decimals, or a foreign thousands separator.
    pub(super) three_decimals: bool,
}

/// Cuts the text into tokens.
pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Result<Vec<Token>, FigureError> {
    let mut tokens: Vec<Token> = Vec::with_capacity(16);
    let mut at = 0;
    let mut tight = false;
    let mut after_stop = false;
    while let Some(first) = after(text, at).chars().next() {
        let start = at;
        let rest = after(text, at);
        if is_hidden(first) {
            return Err(FigureError {
                kind: FigureErrorKind::HiddenCharacter(first),
                span: start..start + first.len_utf8(),
            });
        }
        if first.is_whitespace() {
            at += first.len_utf8();
            tight = false;
            after_stop = false;
            continue;
        }
        if is_quote(first) {
            at += first.len_utf8();
            continue;
        }
        let after_letter = || {
            let before = text.get(..start).unwrap_or("");
            before.ends_with(char::is_alphabetic)
        };
        let next_is_digit = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        if first.is_ascii_digit() || first == '.' && next_is_digit && !after_letter() {
            let end = start + number_length(rest);
            let span = Span { start, end };
            let lexeme = Lexeme::Digits(digits(span, span.of(text))?);
            tokens.push(Token { span, lexeme, tight });
            at = end;
            tight = true;
            after_stop = false;
            continue;
        }
        if first == '.' && !rest.starts_with("..") {
            at += 1;
            after_stop = true;
            continue;
        }
        let length = if first.is_alphabetic() {
            word_length(rest)
        } else if first == '.' {
            rest.len() - rest.trim_start_matches('.').len()
        } else {
            first.len_utf8()
        };
        at += length;
        let mut word = vocabulary.word(normal(first, Span { start, end: at }.of(text)));
        // "C$" is one sign, but not the "s$" of "U.S.$" or the "c. $" of "circa $".
        let sign = after(text, at).chars().next();
        if first.is_alphabetic()
            && !after_stop
            && let Some(sign @ ('$' | '£' | '¥' | '₹')) = sign
        {
            let joined = Span { start, end: at + sign.len_utf8() };
            if let Some(known) = vocabulary.word(joined.of(text)) {
                word = Some(known);
                at = joined.end;
            }
        }
        tokens.push(Token { span: Span { start, end: at }, lexeme: Lexeme::Word(word), tight });
        tight = true;
        after_stop = false;
    }
    Ok(tokens)
}

fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
}

/// One spelling for signs that people type in several ways.
fn normal(first: char, text: &str) -> &str {
    match first {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '.' | '…' => "…",
        '⁄' => "/",
        '∼' | '≃' | '≅' => "≈",
        '＄' => "$",
        '￡' => "£",
        _ => text,
    }
}

fn word_length(rest: &str) -> usize {
    let is_letter = |letter: char| letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}');
    rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len())
}

/// How far a number reaches: digits, and separators as long as a digit follows.
fn number_length(rest: &str) -> usize {
    let mut length = 0;
    let mut group = 0;
    let mut spaced = false;
    let mut separated = false;
    while let Some(next) = after(rest, length).chars().next() {
        let width = next.len_utf8();
        let following = rest.as_bytes().get(length + width..).unwrap_or(&[]);
        let digits = following.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        if next.is_ascii_digit() {
            group += 1;
        } else if matches!(next, '.' | ',' | '\'' | '’' | '_') && digits > 0 {
            separated = true;
            group = 0;
        } else if next.is_whitespace() && digits == 3 && !separated && (group == 3 || group < 3 && !spaced) {
            // A space separates groups only where it makes groups of three all along.
            spaced = true;
            group = 0;
        } else {
            break;
        }
        length += width;
    }
    length
}

/// Reads a number with its separators.
fn digits(span: Span, text: &str) -> Result<Digits, FigureError> {
    let error = |kind| FigureError { kind, span: span.range() };
    let misplaced = || error(FigureErrorKind::Separators { number: text.to_owned() });
    let is_separator = |character: char| !character.is_ascii_digit() && character != '.';
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if fraction.is_some_and(|fraction| !fraction.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(misplaced());
    }
    let separator = whole.chars().find(|&character| is_separator(character));
    let too_long = || error(FigureErrorKind::TooManyDigits);
    let Some(separator) = separator else {
        let written = Written::from_digits(text).ok_or_else(too_long)?;
        let year = fraction.is_none()
            && matches!(whole.as_bytes(), [b'1', b'9', _, _] | [b'2', b'0', _, _] | b"2100");
        return Ok(Digits {
            written,
            grouped: false,
            year,
            three_decimals: fraction.is_some_and(|fraction| fraction.len() == 3)
                && (1..=3).contains(&whole.len())
                && !whole.starts_with('0'),
        });
    };
    let plain: String = text.chars().filter(|&character| !is_separator(character)).collect();
    // Every kind of space counts as the same separator.
    let same = |other: char| other == separator || other.is_whitespace() && separator.is_whitespace();
    let mut groups = whole.split(is_separator).map(str::len);
    let first = groups.next().unwrap_or(0);
    let count = groups.clone().count();
    let last = groups.clone().next_back().unwrap_or(0);
    let decimal_comma = separator == ',' && count == 1 && fraction.is_none();
    if decimal_comma && (last != 3 || whole.starts_with('0')) {
        return Err(error(FigureErrorKind::CommaOrPoint {
            decimal: text.replace(',', "."),
            whole: plain.trim_start_matches('0').to_owned(),
        }));
    }
    let one_kind = whole.chars().filter(|&c| is_separator(c)).all(same);
    let western = (1..=3).contains(&first) && groups.clone().all(|length| length == 3);
    let indian = separator == ','
        && count >= 2
        && (1..=2).contains(&first)
        && last == 3
        && groups.take(count - 1).all(|length| length == 2);
    if !one_kind || !(western || indian) || whole.starts_with('0') {
        return Err(misplaced());
    }
    Ok(Digits {
        written: Written::from_digits(&plain).ok_or_else(too_long)?,
        grouped: true,
        year: false,
        three_decimals: false,
    })
}
