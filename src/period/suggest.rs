//! What an unreadable period may have been meant to say.
//!
//! This only proposes: each proposal is kept only if the strict reader takes it, and none is ever
//! used in place of what was written.

use super::written::number;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Longer texts are not periods in another spelling.
const LONGEST: usize = 60;

/// No one is helped by more forms than this.
const MOST: usize = 2;

/// The forms that `text` may stand for and that `is_readable` accepts, the likeliest first.
pub(super) fn suggest(text: &str, is_readable: impl Fn(&str) -> bool) -> Vec<String> {
    let text = text.trim();
    // The sign of a year before year 1 must not be taken for a separator.
    let negative =
        text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|each: char| each.is_ascii_digit()));
    if text.len() > LONGEST || negative {
        return Vec::new();
    }
    let text = text.to_lowercase();
    let mut kept: Vec<String> = Vec::new();
    // Reading only the dates of these would lose that an end is open.
    let may_be_open =
        text.starts_with(['/', '.', '…']) || text.ends_with(['/', '-', '…']) || text.contains("..");
    let single = if may_be_open { Vec::new() } else { single_forms(&text) };
    for form in single.into_iter().chain(interval_forms(&text)) {
        let form = if is_readable(&form) { form } else { in_months(&form) };
        if kept.len() < MOST && !kept.contains(&form) && is_readable(&form) {
            kept.push(form);
        }
    }
    kept
}

/// The form with months for quarters, for a date, which may not name quarters.
fn in_months(form: &str) -> String {
    let (first, last) = form.split_once('/').unwrap_or((form, form));
    let start = [("-Q1", "-01"), ("-Q2", "-04"), ("-Q3", "-07"), ("-Q4", "-10")];
    let end = [("-Q1", "-03"), ("-Q2", "-06"), ("-Q3", "-09"), ("-Q4", "-12")];
    let replaced = |side: &str, months: [(&str, &str); 4]| {
        months.iter().fold(side.to_owned(), |side, (quarter, month)| side.replace(quarter, month))
    };
    format!("{}/{}", replaced(first, start), replaced(last, end))
}

/// Forms of a text that has two ends, or one and an open one.
fn interval_forms(text: &str) -> Vec<String> {
    let text = &text.replace('…', "..").replace("...", "..");
    for word in ["since ", "from ", "starting "] {
        if let Some(start) = text.strip_prefix(word)
            && !["to ", "until ", "till ", "through ", " - ", "–"]
                .iter()
                .any(|separator| start.contains(separator))
        {
            return pairs(&single_forms(start), &[OPEN.to_owned()]);
        }
    }
    for word in ["up to ", "until ", "till ", "through ", "to ", "by "] {
        if let Some(end) = text.strip_prefix(word) {
            return pairs(&[OPEN.to_owned()], &single_forms(end));
        }
    }
    let separators =
        ["/", "..", " – ", "–", "—", " - ", "--", " to ", " until ", " till ", " through ", " and "];
    for separator in separators {
        let Some((first, last)) = text.split_once(separator) else {
            continue;
        };
        let first = ["from ", "between "].iter().find_map(|word| first.strip_prefix(word)).unwrap_or(first);
        return pairs(&side_forms(first), &side_forms(last));
    }
    ["-", "-present", "-now", "-today"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .map_or_else(Vec::new, |start| pairs(&single_forms(start), &[OPEN.to_owned()]))
}

const OPEN: &str = "..";

fn side_forms(text: &str) -> Vec<String> {
    match text.trim() {
        "" | ".." | "." | "open" | "now" | "today" | "present" | "ongoing" | "date" => {
            vec![OPEN.to_owned()]
        }
        text => single_forms(text),
    }
}

/// Every interval of the two, then every one with its ends swapped.
fn pairs(first: &[String], last: &[String]) -> Vec<String> {
    let joined = |one: &[String], two: &[String]| -> Vec<String> {
        let join = |start: &String| two.iter().map(|end| format!("{start}/{end}")).collect::<Vec<_>>();
        one.iter().flat_map(join).collect()
    };
    let closed = |forms: &[String]| !forms.iter().any(|form| form == OPEN);
    let mut forms = joined(first, last);
    if closed(first) && closed(last) {
        forms.extend(joined(last, first));
    }
    forms
}

/// Forms of a text that is one date, or two years without more.
fn single_forms(text: &str) -> Vec<String> {
    let text = text.trim();
    // 2020-06-24T10:00:00Z
    if let Some((day, time)) = text.split_once(['t', ' '])
        && day.len() == 10
        && time.contains(':')
    {
        return vec![day.to_owned()];
    }
    let words: Vec<Word> = text
        .split(|each: char| !each.is_alphanumeric())
        .filter(|word| !matches!(*word, "" | "of" | "the" | "in" | "c" | "ca" | "circa"))
        .map(Word::read)
        .collect();
    forms_of(&words, text.contains('.'))
}

/// A word of a date.
enum Word {
    /// A number of four digits.
    Year(u32),
    /// A number of one or two digits, with how many there are.
    Small(u32, usize),
    /// A number of eight digits, as in `20200624`.
    Day(u32),
    /// The name of a month.
    Month(u32),
    /// `q3` or `h1`: the quarters from the first to the second.
    Quarters(u32, u32),
    /// `2020q3`.
    YearQuarters(u32, u32, u32),
    /// `fy2020`.
    Fiscal(u32),
    /// `fy`, with a space before the year.
    FiscalMark,
    /// `201x`, `2010s`: the years from the first to the second.
    Years(u32, u32),
    /// `xx`, in place of a month or a day.
    Unknown,
    Other,
}

impl Word {
    fn read(word: &str) -> Self {
        Self::read_number(word)
            .or_else(|| Self::read_name(word))
            .or_else(|| Self::read_affixed(word))
            .unwrap_or(Self::Other)
    }

    fn read_number(word: &str) -> Option<Self> {
        number(word, 4)
            .map(Self::Year)
            .or_else(|| number(word, 8).map(Self::Day))
            .or_else(|| number(word, 2).map(|small| Self::Small(small, 2)))
            .or_else(|| number(word, 1).map(|small| Self::Small(small, 1)))
    }

    fn read_name(word: &str) -> Option<Self> {
        let is_month = |month: &&str| word.len() >= 3 && month.starts_with(word);
        if let Some(index) = MONTHS.iter().position(is_month) {
            return u32::try_from(index + 1).ok().map(Self::Month);
        }
        match word {
            "fy" => Some(Self::FiscalMark),
            "xx" | "uu" => Some(Self::Unknown),
            "sept" => Some(Self::Month(9)),
            _ => quarters(word).map(|(first, last)| Self::Quarters(first, last)),
        }
    }

    /// Numbers with letters before, after or among their digits.
    fn read_affixed(word: &str) -> Option<Self> {
        if let Some(year) = word.strip_prefix("fy") {
            let full = number(year, 4).or_else(|| number(year, 2).map(|short| 2000 + short));
            return full.map(Self::Fiscal);
        }
        let (start, rest) = word.split_at_checked(word.len().min(4))?;
        if let (Some(year), Some((first, last))) = (number(start, 4), quarters(rest)) {
            return Some(Self::YearQuarters(year, first, last));
        }
        if let Some(decade) = word.strip_suffix("0s").and_then(|decade| number(decade, 3)) {
            return Some(Self::Years(decade * 10, decade * 10 + 9));
        }
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
        if let Some(day) = ordinal {
            return Self::read_number(day).filter(|word| matches!(word, Self::Small(..)));
        }
        let filled = |digit| number(&word.replace(['x', 'u'], digit), 4);
        let has_digit = word.starts_with(|each: char| each.is_ascii_digit());
        let years = filled("0").zip(filled("9")).filter(|_| has_digit);
        years.map(|(first, last)| Self::Years(first, last))
    }
}

/// The first and the last quarter of `q3` or `h1`.
fn quarters(word: &str) -> Option<(u32, u32)> {
    let quarter = word.strip_prefix('q').and_then(|digit| number(digit, 1));
    let half = || word.strip_prefix('h').and_then(|digit| number(digit, 1));
    quarter
        .map(|quarter| (quarter, quarter))
        .or_else(|| half()?.checked_sub(1).map(|half| (half * 2 + 1, half * 2 + 2)))
}

/// `dotted` dates put the day before the month everywhere; with other separators both orders are
/// in use.
fn forms_of(words: &[Word], dotted: bool) -> Vec<String> {
    use Word::{Day, Fiscal, FiscalMark, Month, Quarters, Small, Unknown, Year, YearQuarters, Years};
    let month = |year: &u32, month: &u32| format!("{year:04}-{month:02}");
    let day = |year: &u32, month: &u32, day: &u32| format!("{year:04}-{month:02}-{day:02}");
    let quarters = |year: &u32, first: &u32, last: &u32| {
        if first == last {
            format!("{year:04}-Q{first}")
        } else {
            format!("{year:04}-Q{first}/{year:04}-Q{last}")
        }
    };
    match words {
        [Year(year)] | [Year(year), Unknown] | [Year(year), Unknown, Unknown] => {
            vec![format!("{year:04}")]
        }
        [Years(first, last)] => vec![format!("{first:04}/{last:04}")],
        [Day(number)] => vec![day(&(number / 10_000), &(number / 100 % 100), &(number % 100))],
        [Fiscal(year)] | [FiscalMark, Year(year)] => vec![format!("FY{year:04}")],
        [Fiscal(year), Small(short, 2)] | [FiscalMark, Year(year), Small(short, 2)] => {
            // FY2020/21 is one year, and which name it has depends on the payer.
            match in_century_of(*year, *short) {
                Some(next) if next == year + 1 => {
                    vec![format!("FY{year:04}"), format!("FY{next:04}")]
                }
                Some(last) => vec![format!("FY{year:04}/FY{last:04}")],
                None => Vec::new(),
            }
        }
        [Fiscal(first), Fiscal(last)] => {
            vec![format!("FY{first:04}/FY{last:04}"), format!("FY{last:04}/FY{first:04}")]
        }
        [Fiscal(first), Year(last)] | [Year(first), Fiscal(last)] => {
            vec![format!("FY{first:04}/FY{last:04}"), format!("{first:04}/{last:04}")]
        }
        [YearQuarters(year, first, last)]
        | [Year(year), Quarters(first, last)]
        | [Quarters(first, last), Year(year)] => vec![quarters(year, first, last)],
        [Year(first), Year(last)] => vec![format!("{first:04}/{last:04}"), format!("{last:04}/{first:04}")],
        [Year(year), Small(number, digits)] => {
            let mut forms = vec![month(year, number)];
            if let (2, Some(last)) = (digits, in_century_of(*year, *number)) {
                forms.push(format!("{year:04}/{last:04}"));
            }
            forms
        }
        [Small(number, _) | Month(number), Year(year)]
        | [Year(year), Month(number)]
        | [Year(year), Small(number, _), Unknown] => vec![month(year, number)],
        [Year(year), Small(number, _) | Month(number), Small(of_month, _)]
        | [Small(of_month, _), Month(number), Year(year)]
        | [Month(number), Small(of_month, _), Year(year)] => vec![day(year, number, of_month)],
        [Small(one, _), Small(two, _), Year(year)] if dotted => vec![day(year, two, one)],
        [Small(one, _), Small(two, _), Year(year)] => {
            vec![day(year, two, one), day(year, one, two)]
        }
        _ => Vec::new(),
    }
}

/// The year of the same century that ends in `short`, where it is later.
fn in_century_of(year: u32, short: u32) -> Option<u32> {
    let full = year / 100 * 100 + short;
    (full > year).then_some(full)
}
