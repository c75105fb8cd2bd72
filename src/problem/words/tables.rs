//! What is wrong with the tables of rates and prices that a dataset names, and what to write instead.

use crate::money::AmountError;
use crate::problem::{RateFault, TableFault, TablePathFault};
use crate::rates::Series;
use crate::text::{brief, counted, listed, one_line};

use super::{plain_digits, quoted};

impl TablePathFault {
    pub(super) fn title(self, found: &str) -> String {
        let found = brief(found);
        match self {
            Self::Absolute => format!("`{found}` is no path within the dataset"),
            Self::Outside => format!("`{found}` could lead out of the dataset"),
            Self::NotCsv => format!("`{found}` is no CSV file by its name"),
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Absolute | Self::Outside => {
                "put the file into the dataset's directory and name it by its path from there, such as \"rates/rial.csv\""
            }
            Self::NotCsv => "tables of rates and prices are read from files that end in `.csv`",
        }
    }
}

impl TableFault {
    pub(super) fn title(&self) -> String {
        match self {
            Self::Empty => "the table has no rows".into(),
            Self::NoText => "the table has bytes of zero, which no text has".into(),
            Self::Separator { separator } => {
                format!("the columns are separated by {}, not by commas", separator_words(*separator))
            }
            Self::UnknownColumn { found, .. } if found.is_empty() => "a column has no name".into(),
            Self::UnknownColumn { found, .. } => format!("the table can have no column `{}`", brief(found)),
            Self::MissingColumn { column, .. } => format!("the table lacks the column `{column}`"),
            Self::DoubleColumn { column } => format!("the table has two columns `{column}`"),
            Self::Width { found, columns } => {
                format!("the row has {}, and the header {columns}", counted(*found, "cell"))
            }
            Self::Quote => "a quote is not closed, or opens or closes within a cell".into(),
            Self::TooMuch => "so much is wrong with this table that the rest of it was not read".into(),
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        Some(match self {
            Self::Empty => {
                "add a header and a row for each rate or index, or take the file out of the list".into()
            }
            Self::NoText => "save it as CSV in UTF-8".into(),
            Self::Separator { .. } => {
                "save it with commas between the columns, and points in decimals".into()
            }
            Self::UnknownColumn { suggestion: Some(suggestion), .. } => {
                format!("did you mean `{suggestion}`?")
            }
            Self::UnknownColumn { known, .. } => format!("its columns are {}", quoted(known, "and")),
            Self::MissingColumn { known, .. } => {
                format!("the first row names the columns, which are {}", quoted(known, "and"))
            }
            Self::DoubleColumn { .. } => "leave one out".into(),
            Self::Width { .. } => {
                "give each row a cell for each column; put a cell that holds a comma in quotes".into()
            }
            Self::Quote => "put quotes around whole cells, and double those within: \"a \"\"b\"\" c\"".into(),
            Self::TooMuch => return None,
        })
    }
}

impl RateFault {
    pub(super) fn title(&self) -> String {
        match self {
            Self::Blank { column } => format!("`{column}` is empty"),
            Self::Number { column, found, reason } => match reason {
                AmountError::NotANumber => {
                    format!("`{column}` is a number, and `{}` is no plain one", brief(found))
                }
                AmountError::Negative => format!("`{column}` is above zero, and `{}` is not", brief(found)),
                AmountError::TooManyDigits => {
                    format!("`{}` has more digits than the 28 that are kept exactly", brief(found))
                }
            },
            Self::Zero { column } => format!("`{column}` is zero"),
            Self::Interval { found } => format!("`{}` is no single day, month or year", brief(found)),
            Self::Year { found } => format!("`year` takes a year of four digits, not `{}`", brief(found)),
            Self::SameCurrency { currency } => {
                format!("the rate of {currency} is given in {currency} itself")
            }
            Self::OneEnd { given, lacking } => format!("the row has `{given}` but not `{lacking}`"),
            Self::LowAboveHigh => "`low` is above `high`".into(),
            Self::Outside { end: "low" } => "`value` is below `low`".into(),
            Self::Outside { .. } => "`value` is above `high`".into(),
        }
    }

    pub(super) fn help(&self) -> String {
        match self {
            Self::Blank { .. } => "write what is known, or leave the row out".into(),
            Self::Number { found, reason: AmountError::NotANumber, .. } => match digits_meant(found) {
                Some(digits) => format!("write it in digits with a decimal point: {}", listed(&digits, "or")),
                None => "write digits with at most one decimal point, such as 3.5996".into(),
            },
            Self::Number { reason: AmountError::TooManyDigits, .. } => "write it with fewer digits".into(),
            Self::Number { .. } | Self::Zero { .. } => "correct it, or leave the row out".into(),
            Self::Interval { .. } => {
                "write a day as 2020-06-24, a month as 2020-06 or a year as 2020, and a row for each".into()
            }
            Self::Year { .. } => "write it like 2015".into(),
            Self::SameCurrency { .. } => "one `base` is worth `value` of `quote`: name two currencies".into(),
            Self::OneEnd { .. } => "write both or neither".into(),
            Self::LowAboveHigh => "swap them".into(),
            Self::Outside { .. } => {
                "`value` is the average, and lies between the lowest and the highest".into()
            }
        }
    }
}

/// The numbers that may be meant by what is none: with separators of thousands, a decimal comma or an exponent.
fn digits_meant(found: &str) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    if found.len() > LONGEST {
        return None;
    }
    let is_number = |text: &str| crate::money::Amount::from_digits(text).is_ok();
    if found.contains(['e', 'E']) {
        return plain_digits(found).map(|digits| vec![digits]);
    }
    let plain: String =
        found.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' | '_')).collect();
    let without = |separator: char| plain.replace(separator, "");
    let mut meant: Vec<String> = match (plain.rfind(','), plain.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => vec![without('.').replace(',', ".")],
        (Some(_), Some(_)) => vec![without(',')],
        // `3,599` may be either.
        (Some(comma), None) if plain.len() - comma == 4 && plain.matches(',').count() == 1 => {
            vec![plain.replace(',', "."), without(',')]
        }
        // Several commas are separators, and a single one stands for a point.
        (Some(_), None) if plain.matches(',').count() > 1 => vec![without(',')],
        (Some(_), None) => vec![plain.replace(',', ".")],
        (None, _) if plain.starts_with('.') => vec![format!("0{plain}")],
        (None, _) if plain.ends_with('.') => vec![plain.trim_end_matches('.').to_owned()],
        (None, _) => vec![plain],
    };
    meant.retain(|digits| is_number(digits));
    (!meant.is_empty()).then_some(meant)
}

fn separator_words(separator: char) -> String {
    match separator {
        '\t' => "tabs".into(),
        ';' => "semicolons".into(),
        other => format!("`{other}`"),
    }
}

/// What a series is, in words.
pub(super) fn series_words(series: &Series) -> String {
    match series {
        Series::Own(path) => format!("the table `{}`", one_line(path)),
        Series::EuroReference => "the euro reference rates".into(),
        Series::WorldBank => "the World Bank's rates".into(),
        Series::Fixed => "rates fixed by law".into(),
        Series::ConsumerPrices => "the US consumer price index".into(),
        Series::Deflators => "the World Bank's deflators".into(),
    }
}
