//! The words of figures. To teach a word, add a line to one of the tables.
//!
//! A phrase is written in lower case with its words and signs separated by spaces, without hyphens
//! and full stops; where several phrases fit, the longest is meant.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::Span;
use super::lexer::{Digits, Lexeme, Token};
use super::quantity::Hedge;
use super::written::Written;
use crate::currency::{Denomination, denominations, is_also_a_word};
use crate::period::Per;
use crate::reading::Magnitude;

/// What a phrase does in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// A number in digits.
    Digits(Digits),
    /// A number word below a hundred.
    Cardinal(u8),
    /// "hundred"
    Hundred,
    /// "million", a power of ten; "millions" may stand without a count.
    Scale { power: u8, plural: bool },
    /// "half a" billion
    Fraction(Written),
    /// "and a half", after a number or its scale word.
    AndFraction(Written),
    /// "a quarter": of a million before a scale word, every quarter after an amount.
    Quarter,
    /// "a", a count of one before a scale word.
    Article,
    /// "tens of"
    Magnitude(Magnitude),
    /// A qualifier and where it may stand.
    Qualifier(Hedge, Place),
    /// "up to": a qualifier before an amount, a connector after one.
    UpTo,
    /// A currency, as the position in [`denominations`].
    Currency { position: u16, capitals_only: bool },
    /// A rate.
    Rate(Per),
    /// "between"
    Between,
    /// "from"
    From,
    /// "and"
    And,
    /// "but"
    But,
    /// "or"
    Or,
    /// "to"
    To,
    /// "until", before a number: "to"; before a year, a date.
    Until,
    /// A dash: a range, a hyphen or a minus sign.
    Dash,
    /// "/"
    Slash,
    /// "of"
    Of,
    /// "in", before what the money is called.
    In,
    /// What the money is called: "funding", "cash".
    Noun,
    /// A word that adds nothing.
    Filler,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A semicolon, an ellipsis: what follows is another statement.
    Break,
    /// "percent"
    Percent,
    /// "twice", "a third of", "short of"…
    Relative(Comparing),
    /// "minus"
    Minus,
    /// "since", "last year"…
    When,
    /// Not in the vocabulary.
    Unknown,
}

/// What a word does where one flow is compared with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparing {
    /// "twice"
    Multiple(u8),
    /// "times", behind a number.
    Times,
    /// "fold", behind a number: the same, and a tenfold increase is one to ten times.
    Fold,
    /// "tenfold"
    Folds(u8),
    /// "a third": so many parts out of so many.
    Share(u8, u8),
    /// "thirds", behind a number.
    Parts(u8),
    /// "more", "higher than", "increase", behind a number.
    More,
    /// "less", "short of", "cut", behind a number.
    Less,
    /// "up", "rose by", before a number.
    Rise,
    /// "down", "fell by", before a number.
    Fall,
    /// "most of": more than half, up to all.
    Majority,
    /// "a minority of": up to half.
    Minority,
}

/// Where a qualifier may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    After,
    Either,
}

const BEFORE: &[(&str, Hedge)] = &[
    ("roughly", Hedge::ABOUT),
    ("about", Hedge::ABOUT),
    ("around", Hedge::ABOUT),
    ("some", Hedge::ABOUT),
    ("circa", Hedge::ABOUT),
    ("c", Hedge::ABOUT),
    ("ca", Hedge::ABOUT),
    ("closer to", Hedge::ABOUT),
    ("an estimated", Hedge::ABOUT),
    ("estimated", Hedge::ABOUT),
    ("estimated at", Hedge::ABOUT),
    ("estimated to be", Hedge::ABOUT),
    ("estimated to total", Hedge::ABOUT),
    ("an estimate of", Hedge::ABOUT),
    ("in the region of", Hedge::ABOUT),
    ("in the order of", Hedge::ABOUT),
    ("on the order of", Hedge::ABOUT),
    ("in the neighborhood of", Hedge::ABOUT),
    ("in the neighbourhood of", Hedge::ABOUT),
    ("in the vicinity of", Hedge::ABOUT),
    ("something like", Hedge::ABOUT),
    ("somewhere around", Hedge::ABOUT),
    ("the equivalent of", Hedge::ABOUT),
    ("~", Hedge::ABOUT),
    ("≈", Hedge::ABOUT),
    ("nearly", Hedge::NEARLY),
    ("almost", Hedge::NEARLY),
    ("close to", Hedge::NEARLY),
    ("close on", Hedge::NEARLY),
    ("just under", Hedge::NEARLY),
    ("just below", Hedge::NEARLY),
    ("just short of", Hedge::NEARLY),
    ("just shy of", Hedge::NEARLY),
    ("shy of", Hedge::NEARLY),
    ("slightly under", Hedge::NEARLY),
    ("slightly below", Hedge::NEARLY),
    ("slightly less than", Hedge::NEARLY),
    ("a little under", Hedge::NEARLY),
    ("a little less than", Hedge::NEARLY),
    ("a bit less than", Hedge::NEARLY),
    ("not quite", Hedge::NEARLY),
    ("approaching", Hedge::NEARLY),
    ("just over", Hedge::JUST_OVER),
    ("just above", Hedge::JUST_OVER),
    ("just more than", Hedge::JUST_OVER),
    ("slightly over", Hedge::JUST_OVER),
    ("slightly above", Hedge::JUST_OVER),
    ("slightly more than", Hedge::JUST_OVER),
    ("a little over", Hedge::JUST_OVER),
    ("a little more than", Hedge::JUST_OVER),
    ("a bit over", Hedge::JUST_OVER),
    ("a bit more than", Hedge::JUST_OVER),
    ("exactly", Hedge::EXACTLY),
    ("precisely", Hedge::EXACTLY),
    ("at the least", Hedge::AT_LEAST),
    ("more than", Hedge::AT_LEAST),
    ("greater than", Hedge::AT_LEAST),
    ("higher than", Hedge::AT_LEAST),
    ("much more than", Hedge::AT_LEAST),
    ("well over", Hedge::AT_LEAST),
    ("well above", Hedge::AT_LEAST),
    ("well in excess of", Hedge::AT_LEAST),
    ("far more than", Hedge::AT_LEAST),
    ("over", Hedge::AT_LEAST),
    ("above", Hedge::AT_LEAST),
    ("exceeding", Hedge::AT_LEAST),
    ("in excess of", Hedge::AT_LEAST),
    ("north of", Hedge::AT_LEAST),
    ("no less than", Hedge::AT_LEAST),
    ("no fewer than", Hedge::AT_LEAST),
    ("not less than", Hedge::AT_LEAST),
    ("as little as", Hedge::AT_LEAST),
    ("as low as", Hedge::AT_LEAST),
    ("upwards of", Hedge::AT_LEAST),
    ("upward of", Hedge::AT_LEAST),
    ("a minimum of", Hedge::AT_LEAST),
    ("minimum of", Hedge::AT_LEAST),
    (">", Hedge::AT_LEAST),
    (">=", Hedge::AT_LEAST),
    ("> =", Hedge::AT_LEAST),
    ("≥", Hedge::AT_LEAST),
    ("⩾", Hedge::AT_LEAST),
    ("as much as", Hedge::AT_MOST),
    ("as many as", Hedge::AT_MOST),
    ("as high as", Hedge::AT_MOST),
    ("less than", Hedge::AT_MOST),
    ("fewer than", Hedge::AT_MOST),
    ("lower than", Hedge::AT_MOST),
    ("under", Hedge::AT_MOST),
    ("below", Hedge::AT_MOST),
    ("well under", Hedge::AT_MOST),
    ("well below", Hedge::AT_MOST),
    ("no more than", Hedge::AT_MOST),
    ("not more than", Hedge::AT_MOST),
    ("no higher than", Hedge::AT_MOST),
    ("not exceeding", Hedge::AT_MOST),
    ("south of", Hedge::AT_MOST),
    ("a maximum of", Hedge::AT_MOST),
    ("maximum of", Hedge::AT_MOST),
    ("a ceiling of", Hedge::AT_MOST),
    ("capped at", Hedge::AT_MOST),
    ("<", Hedge::AT_MOST),
    ("< =", Hedge::AT_MOST),
    ("≤", Hedge::AT_MOST),
    ("⩽", Hedge::AT_MOST),
];

const EITHER: &[(&str, Hedge)] = &[
    ("approximately", Hedge::ABOUT),
    ("approx", Hedge::ABOUT),
    ("at least", Hedge::AT_LEAST),
    ("at the very least", Hedge::AT_LEAST),
    ("at minimum", Hedge::AT_LEAST),
    ("at a minimum", Hedge::AT_LEAST),
    ("minimum", Hedge::AT_LEAST),
    ("at most", Hedge::AT_MOST),
    ("at the most", Hedge::AT_MOST),
    ("at maximum", Hedge::AT_MOST),
    ("at a maximum", Hedge::AT_MOST),
    ("maximum", Hedge::AT_MOST),
];

const AFTER: &[(&str, Hedge)] = &[
    ("or so", Hedge::ABOUT),
    ("or thereabouts", Hedge::ABOUT),
    ("give or take", Hedge::ABOUT),
    ("ish", Hedge::ABOUT),
    ("odd", Hedge::ABOUT),
    ("+", Hedge::AT_LEAST),
    ("plus", Hedge::AT_LEAST),
    ("or more", Hedge::AT_LEAST),
    ("or above", Hedge::AT_LEAST),
    ("or higher", Hedge::AT_LEAST),
    ("if not more", Hedge::AT_LEAST),
    ("and upwards", Hedge::AT_LEAST),
    ("and counting", Hedge::AT_LEAST),
    ("or less", Hedge::AT_MOST),
    ("or below", Hedge::AT_MOST),
    ("or fewer", Hedge::AT_MOST),
    ("or lower", Hedge::AT_MOST),
];

const CARDINALS: &[(&str, u8)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("a dozen", 12),
    ("half a dozen", 6),
];

/// Scale words and letters; the plural is formed with -s where the second number is true.
const SCALES: &[(&str, u8, bool)] = &[
    ("k", 3, false),
    ("thousand", 3, true),
    ("grand", 3, false),
    ("lakh", 5, true),
    ("lac", 5, true),
    ("m", 6, false),
    ("mn", 6, false),
    ("mln", 6, false),
    ("mio", 6, false),
    ("mill", 6, false),
    ("million", 6, true),
    ("crore", 7, true),
    ("b", 9, false),
    ("bn", 9, false),
    ("bln", 9, false),
    ("billion", 9, true),
    ("milliard", 9, true),
    ("tn", 12, false),
    ("trn", 12, false),
    ("trillion", 12, true),
];

const MAGNITUDES: &[(&str, Magnitude)] = &[
    ("couple", Magnitude::Couple),
    ("a couple", Magnitude::Couple),
    ("few", Magnitude::Few),
    ("a few", Magnitude::Few),
    ("several", Magnitude::Several),
    ("a handful", Magnitude::Handful),
    ("single digit", Magnitude::SingleDigit),
    ("dozens", Magnitude::Dozens),
    ("scores", Magnitude::Scores),
    ("tens", Magnitude::Tens),
    ("double digit", Magnitude::Tens),
    ("low tens", Magnitude::LowTens),
    ("low double digit", Magnitude::LowTens),
    ("mid tens", Magnitude::MidTens),
    ("mid double digit", Magnitude::MidTens),
    ("high tens", Magnitude::HighTens),
    ("high double digit", Magnitude::HighTens),
    ("hundreds", Magnitude::Hundreds),
    ("triple digit", Magnitude::Hundreds),
    ("low hundreds", Magnitude::LowHundreds),
    ("low triple digit", Magnitude::LowHundreds),
    ("mid hundreds", Magnitude::MidHundreds),
    ("mid triple digit", Magnitude::MidHundreds),
    ("high hundreds", Magnitude::HighHundreds),
    ("high triple digit", Magnitude::HighHundreds),
    ("many", Magnitude::Unnumbered),
];

/// Units of time in the forms that follow "a", "per", "each", "every", "/" or "every single".
const UNITS: &[(&str, Per)] = &[
    ("year", Per::Year),
    ("yr", Per::Year),
    ("annum", Per::Year),
    ("quarter", Per::Quarter),
    ("month", Per::Month),
    ("mo", Per::Month),
    ("week", Per::Week),
    ("wk", Per::Week),
    ("day", Per::Day),
];

const RATES: &[(&str, Per)] = &[
    ("annual", Per::Year),
    ("an annual", Per::Year),
    ("annually", Per::Year),
    ("yearly", Per::Year),
    ("p a", Per::Year),
    ("pa", Per::Year),
    ("/ y", Per::Year),
    ("/ a", Per::Year),
    ("on an annual basis", Per::Year),
    ("on a yearly basis", Per::Year),
    ("quarterly", Per::Quarter),
    ("monthly", Per::Month),
    ("p m", Per::Month),
    ("on a monthly basis", Per::Month),
    ("weekly", Per::Week),
    ("on a weekly basis", Per::Week),
    ("daily", Per::Day),
    ("on a daily basis", Per::Day),
];

/// What the money is called, after "in", before the amount or behind it.
const NOUNS: &[&str] = &[
    "aid",
    "assistance",
    "bilateral",
    "budget",
    "cash",
    "contribution",
    "contributions",
    "development",
    "direct",
    "donation",
    "donations",
    "economic",
    "expenditure",
    "expenditures",
    "fees",
    "financial",
    "financing",
    "foreign",
    "funding",
    "funds",
    "grant",
    "grants",
    "humanitarian",
    "income",
    "investment",
    "investments",
    "loans",
    "military",
    "money",
    "payment",
    "payments",
    "revenue",
    "revenues",
    "salaries",
    "security",
    "spending",
    "subsidies",
    "subsidy",
    "support",
    "transfers",
];

/// Words that add nothing to an amount.
const FILLERS: &[&str] = &[
    ",",
    "a further",
    "a sum of",
    "a total of",
    "additional",
    "amounting to",
    "an additional",
    "an average of",
    "an extra",
    "another",
    "anywhere",
    "as a total",
    "average",
    "averaging",
    "coming to",
    "comes to",
    "cumulatively",
    "equal to",
    "equivalent to",
    "even",
    "extra",
    "further",
    "i e",
    "in all",
    "in the range",
    "in the range of",
    "in total",
    "just",
    "nominally",
    "on average",
    "only",
    "overall",
    "possibly",
    "probably",
    "ranging",
    "somewhere",
    "sum of",
    "sums of",
    "the",
    "the sum of",
    "total",
    "total of",
    "totaling",
    "totalling",
    "worth",
    "worth of",
];

/// Shares and multiples of something else, and by how much it differs.
const RELATIVE: &[(&str, Comparing)] = &[
    ("the same as", Comparing::Multiple(1)),
    ("the same", Comparing::Multiple(1)),
    ("all of", Comparing::Multiple(1)),
    ("twice", Comparing::Multiple(2)),
    ("double", Comparing::Multiple(2)),
    ("double the", Comparing::Multiple(2)),
    ("doubled", Comparing::Multiple(2)),
    ("doubles", Comparing::Multiple(2)),
    ("a doubling", Comparing::Multiple(2)),
    ("twofold", Comparing::Folds(2)),
    ("thrice", Comparing::Multiple(3)),
    ("treble", Comparing::Multiple(3)),
    ("trebled", Comparing::Multiple(3)),
    ("trebles", Comparing::Multiple(3)),
    ("triple", Comparing::Multiple(3)),
    ("tripled", Comparing::Multiple(3)),
    ("triples", Comparing::Multiple(3)),
    ("threefold", Comparing::Folds(3)),
    ("quadruple", Comparing::Multiple(4)),
    ("quadrupled", Comparing::Multiple(4)),
    ("quadruples", Comparing::Multiple(4)),
    ("fourfold", Comparing::Folds(4)),
    ("quintuple", Comparing::Multiple(5)),
    ("quintupled", Comparing::Multiple(5)),
    ("quintuples", Comparing::Multiple(5)),
    ("fivefold", Comparing::Folds(5)),
    ("sixfold", Comparing::Folds(6)),
    ("sevenfold", Comparing::Folds(7)),
    ("eightfold", Comparing::Folds(8)),
    ("ninefold", Comparing::Folds(9)),
    ("tenfold", Comparing::Folds(10)),
    ("hundredfold", Comparing::Folds(100)),
    ("times", Comparing::Times),
    ("x", Comparing::Times),
    ("×", Comparing::Times),
    ("fold", Comparing::Fold),
    ("halved", Comparing::Share(1, 2)),
    ("half of", Comparing::Share(1, 2)),
    ("half the", Comparing::Share(1, 2)),
    ("a third", Comparing::Share(1, 3)),
    ("one third", Comparing::Share(1, 3)),
    ("third of", Comparing::Share(1, 3)),
    ("a quarter of", Comparing::Share(1, 4)),
    ("quarter of", Comparing::Share(1, 4)),
    ("a fourth", Comparing::Share(1, 4)),
    ("one fourth", Comparing::Share(1, 4)),
    ("three quarters of", Comparing::Share(3, 4)),
    ("three fourths", Comparing::Share(3, 4)),
    ("a fifth", Comparing::Share(1, 5)),
    ("one fifth", Comparing::Share(1, 5)),
    ("a sixth", Comparing::Share(1, 6)),
    ("one sixth", Comparing::Share(1, 6)),
    ("a seventh", Comparing::Share(1, 7)),
    ("one seventh", Comparing::Share(1, 7)),
    ("an eighth", Comparing::Share(1, 8)),
    ("one eighth", Comparing::Share(1, 8)),
    ("a ninth", Comparing::Share(1, 9)),
    ("one ninth", Comparing::Share(1, 9)),
    ("a tenth", Comparing::Share(1, 10)),
    ("one tenth", Comparing::Share(1, 10)),
    ("a hundredth", Comparing::Share(1, 100)),
    ("one hundredth", Comparing::Share(1, 100)),
    ("thirds", Comparing::Parts(3)),
    ("quarters", Comparing::Parts(4)),
    ("fourths", Comparing::Parts(4)),
    ("fifths", Comparing::Parts(5)),
    ("sixths", Comparing::Parts(6)),
    ("sevenths", Comparing::Parts(7)),
    ("eighths", Comparing::Parts(8)),
    ("ninths", Comparing::Parts(9)),
    ("tenths", Comparing::Parts(10)),
    ("hundredths", Comparing::Parts(100)),
    ("more", Comparing::More),
    ("higher", Comparing::More),
    ("larger", Comparing::More),
    ("larger than", Comparing::More),
    ("bigger than", Comparing::More),
    ("greater", Comparing::More),
    ("increase", Comparing::More),
    ("rise", Comparing::More),
    ("less", Comparing::Less),
    ("fewer", Comparing::Less),
    ("lower", Comparing::Less),
    ("smaller", Comparing::Less),
    ("smaller than", Comparing::Less),
    ("short", Comparing::Less),
    ("short of", Comparing::Less),
    ("decrease", Comparing::Less),
    ("reduction", Comparing::Less),
    ("decline", Comparing::Less),
    ("drop", Comparing::Less),
    ("fall", Comparing::Less),
    ("cut", Comparing::Less),
    ("up", Comparing::Rise),
    ("up by", Comparing::Rise),
    ("rose", Comparing::Rise),
    ("rose by", Comparing::Rise),
    ("risen", Comparing::Rise),
    ("risen by", Comparing::Rise),
    ("rises by", Comparing::Rise),
    ("gone up", Comparing::Rise),
    ("gone up by", Comparing::Rise),
    ("went up", Comparing::Rise),
    ("went up by", Comparing::Rise),
    ("goes up by", Comparing::Rise),
    ("grew", Comparing::Rise),
    ("grew by", Comparing::Rise),
    ("increased", Comparing::Rise),
    ("increased by", Comparing::Rise),
    ("raised by", Comparing::Rise),
    ("an increase of", Comparing::Rise),
    ("increase of", Comparing::Rise),
    ("a rise of", Comparing::Rise),
    ("rise of", Comparing::Rise),
    ("down", Comparing::Fall),
    ("down by", Comparing::Fall),
    ("fell", Comparing::Fall),
    ("fell by", Comparing::Fall),
    ("fallen", Comparing::Fall),
    ("fallen by", Comparing::Fall),
    ("falls by", Comparing::Fall),
    ("gone down", Comparing::Fall),
    ("gone down by", Comparing::Fall),
    ("went down", Comparing::Fall),
    ("went down by", Comparing::Fall),
    ("goes down by", Comparing::Fall),
    ("dropped", Comparing::Fall),
    ("dropped by", Comparing::Fall),
    ("declined by", Comparing::Fall),
    ("decreased", Comparing::Fall),
    ("decreased by", Comparing::Fall),
    ("reduced by", Comparing::Fall),
    ("cut by", Comparing::Fall),
    ("a cut of", Comparing::Fall),
    ("cut of", Comparing::Fall),
    ("a fall of", Comparing::Fall),
    ("a drop of", Comparing::Fall),
    ("a decrease of", Comparing::Fall),
    ("a reduction of", Comparing::Fall),
    ("reduction of", Comparing::Fall),
    ("most of", Comparing::Majority),
    ("the majority of", Comparing::Majority),
    ("a majority of", Comparing::Majority),
    ("majority of", Comparing::Majority),
    ("the bulk of", Comparing::Majority),
    ("bulk of", Comparing::Majority),
    ("the larger part of", Comparing::Majority),
    ("the greater part of", Comparing::Majority),
    ("a minority of", Comparing::Minority),
    ("minority of", Comparing::Minority),
];

/// Words that say when.
const WHEN: &[&str] =
    &["ago", "last year", "next year", "over the past", "since", "so far", "this year", "throughout"];

/// Lengths of time, which are no rate where they do not stand behind "a" or "per", or never are.
const LENGTHS_OF_TIME: &[&str] = &[
    "biannual",
    "biannually",
    "bimonthly",
    "biweekly",
    "centuries",
    "century",
    "day",
    "days",
    "decade",
    "decades",
    "fortnight",
    "fortnightly",
    "fortnights",
    "hour",
    "hourly",
    "hours",
    "month",
    "months",
    "quarters",
    "week",
    "weeks",
    "year",
    "years",
];

/// Words that lead over to a length of time, and do nothing else in a figure.
const BEFORE_LENGTHS: &[&str] = &[
    "across", "calendar", "coming", "during", "each", "every", "first", "fiscal", "for", "last", "next",
    "past", "per", "previous", "within",
];

/// Everything else.
const OTHERS: &[(&str, Term)] = &[
    ("a", Term::Article),
    ("an", Term::Article),
    ("hundred", Term::Hundred),
    ("half", HALF),
    ("half a", HALF),
    ("half of a", HALF),
    ("a half", HALF),
    ("one half", HALF),
    ("one half of a", HALF),
    ("½", HALF),
    ("a quarter", Term::Quarter),
    ("quarter", QUARTER),
    ("one quarter", QUARTER),
    ("a quarter of a", QUARTER),
    ("quarter of a", QUARTER),
    ("one quarter of a", QUARTER),
    ("¼", QUARTER),
    ("three quarters", THREE_QUARTERS),
    ("three quarters of a", THREE_QUARTERS),
    ("¾", THREE_QUARTERS),
    ("and a half", Term::AndFraction(Written::small(5, -1))),
    ("and one half", Term::AndFraction(Written::small(5, -1))),
    ("and a quarter", Term::AndFraction(Written::small(25, -2))),
    ("and three quarters", Term::AndFraction(Written::small(75, -2))),
    ("up to", Term::UpTo),
    ("between", Term::Between),
    ("from", Term::From),
    ("and", Term::And),
    ("&", Term::And),
    ("but", Term::But),
    ("or", Term::Or),
    ("to", Term::To),
    ("- to -", Term::To),
    ("until", Term::Until),
    ("till", Term::Until),
    ("-", Term::Dash),
    ("/", Term::Slash),
    ("of", Term::Of),
    ("in", Term::In),
    ("(", Term::Open),
    ("[", Term::Open),
    (")", Term::Close),
    ("]", Term::Close),
    ("…", Term::Break),
    (";", Term::Break),
    (":", Term::Break),
    ("%", Term::Percent),
    ("percent", Term::Percent),
    ("per cent", Term::Percent),
    ("pct", Term::Percent),
    ("percentage", Term::Percent),
    ("minus", Term::Minus),
];

const HALF: Term = Term::Fraction(Written::small(5, -1));
const QUARTER: Term = Term::Fraction(Written::small(25, -2));
const THREE_QUARTERS: Term = Term::Fraction(Written::small(75, -2));

/// A known word, as the position of the node that phrases of it start from.
pub(super) type WordId = u32;

/// The phrases as a tree of words, so that a text is read in one pass.
pub(super) struct Vocabulary {
    words: HashMap<String, WordId, BuildHasherDefault<WordHasher>>,
    starts: Vec<Option<usize>>,
    nodes: Vec<Node>,
}

/// FNV-1a: the words are short and fixed, and looking one up is most of the work of reading.
struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Default)]
struct Node {
    term: Option<Term>,
    following: Vec<(WordId, usize)>,
}

/// A phrase found in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub(super) term: Term,
    pub(super) span: Span,
}

impl Vocabulary {
    /// The vocabulary, built on first use.
    pub(super) fn get() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
            let mut vocabulary =
                Vocabulary { words: HashMap::default(), starts: Vec::new(), nodes: Vec::new() };
            for (phrase, term) in phrases() {
                vocabulary.add(&phrase, term);
            }
            vocabulary
        });
        &VOCABULARY
    }

    fn add(&mut self, phrase: &str, term: Term) {
        let mut node: Option<usize> = None;
        for word in phrase.split(' ') {
            let known = WordId::try_from(self.starts.len()).unwrap_or(WordId::MAX);
            let word = *self.words.entry(word.to_owned()).or_insert(known);
            if word == known {
                self.starts.push(None);
            }
            let next = match node {
                None => self.starts.get(word as usize).copied().flatten(),
                Some(node) => self.following(node, word),
            };
            let next = next.unwrap_or_else(|| {
                self.nodes.push(Node::default());
                self.nodes.len() - 1
            });
            match node {
                None => {
                    if let Some(start) = self.starts.get_mut(word as usize) {
                        *start = Some(next);
                    }
                }
                Some(node) if self.following(node, word).is_none() => {
                    if let Some(node) = self.nodes.get_mut(node) {
                        node.following.push((word, next));
                    }
                }
                Some(_) => {}
            }
            node = Some(next);
        }
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node)) {
            node.term.get_or_insert(term);
        }
    }

    fn following(&self, node: usize, word: WordId) -> Option<usize> {
        let node = self.nodes.get(node)?;
        let found = node.following.iter().find(|(each, _)| *each == word);
        found.map(|(_, next)| *next)
    }

    /// A word of the vocabulary, in whatever case it is written.
    pub(super) fn word(&self, text: &str) -> Option<WordId> {
        const LONGEST: usize = 24;
        let mut buffer = [0; LONGEST];
        if text.is_ascii() {
            let lower = buffer.get_mut(..text.len())?;
            lower.copy_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            return self.words.get(std::str::from_utf8(lower).ok()?).copied();
        }
        (text.len() <= LONGEST).then(|| self.words.get(&text.to_lowercase()).copied()).flatten()
    }

    /// Reads tokens as phrases, the longest at each place.
    pub(super) fn read(&self, text: &str, tokens: &[Token]) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(tokens.len());
        let mut rest = tokens;
        while let Some((first, others)) = rest.split_first() {
            let (term, end, length) = match first.lexeme {
                Lexeme::Digits(digits) => (Term::Digits(digits), first.span.end, 1),
                Lexeme::Word(_) => self
                    .longest(rest)
                    .filter(|(term, end, _)| {
                        let start = first.span.start;
                        is_in_right_case(*term, Span { start, end: *end }.of(text))
                    })
                    .unwrap_or((Term::Unknown, first.span.end, 1)),
            };
            phrases.push(Phrase { term, span: Span { start: first.span.start, end } });
            rest = others.get(length - 1..).unwrap_or(&[]);
        }
        phrases
    }

    /// The longest phrase at the start: its term, where it ends, and of how many tokens it is.
    fn longest(&self, tokens: &[Token]) -> Option<(Term, usize, usize)> {
        let hyphen = self.words.get("-").copied();
        let mut found = None;
        let mut node: Option<usize> = None;
        let mut pieces = tokens.iter().enumerate().peekable();
        while let Some((position, token)) = pieces.next() {
            let Lexeme::Word(Some(word)) = token.lexeme else {
                break;
            };
            let next = match node {
                None => self.starts.get(word as usize).copied().flatten(),
                Some(node) => self.following(node, word),
            };
            let Some(next) = next else { break };
            if let Some(term) = self.nodes.get(next).and_then(|node| node.term) {
                found = Some((term, token.span.end, position + 1));
            }
            node = Some(next);
            // "per-year", "double-digit": a hyphen inside a phrase is a space.
            let is_hyphen = |(_, token): &(usize, &Token)| {
                token.tight && matches!(token.lexeme, Lexeme::Word(word) if word == hyphen)
            };
            if hyphen.is_some_and(|hyphen| self.following(next, hyphen).is_none()) {
                pieces.next_if(is_hyphen);
            }
        }
        found
    }

    /// Whether this is a phrase of the vocabulary, word for word.
    pub(super) fn knows(&self, phrase: &str) -> bool {
        let mut node: Option<usize> = None;
        for text in phrase.split(' ') {
            let Some(word) = self.word(text) else { return false };
            let next = match node {
                None => self.starts.get(word as usize).copied().flatten(),
                Some(node) => self.following(node, word),
            };
            let Some(next) = next else { return false };
            node = Some(next);
        }
        node.and_then(|node| self.nodes.get(node)).is_some_and(|node| node.term.is_some())
    }

    /// The word that looks most like this one, for a word that is not in the vocabulary.
    pub(super) fn resembling(word: &str) -> Option<String> {
        static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
            let words = phrases().into_iter().map(|(phrase, _)| phrase);
            words.filter(|word| word.len() > 3 && !word.contains(' ')).collect()
        });
        let word = word.to_lowercase();
        let length = word.chars().count();
        let most = match length {
            4..=6 => 1,
            7..=20 => 2,
            _ => return None,
        };
        WORDS
            .iter()
            .filter(|known| known.chars().count().abs_diff(length) <= most)
            .map(|known| (strsim::damerau_levenshtein(known, &word), known))
            .filter(|(distance, _)| *distance <= most)
            .min()
            .map(|(_, known)| known.clone())
    }
}

/// Whether a word is a length of time.
pub(super) fn is_length_of_time(word: &str) -> bool {
    LENGTHS_OF_TIME.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a word that figures do not have leads over to a length of time.
pub(super) fn leads_to_length_of_time(word: &str) -> bool {
    BEFORE_LENGTHS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The currency at this position.
pub(super) fn denomination(position: u16) -> Option<&'static Denomination> {
    let found = denominations().get(usize::from(position));
    found.map(|(_, denomination)| denomination)
}

fn is_in_right_case(term: Term, text: &str) -> bool {
    let capitals_only = matches!(term, Term::Currency { capitals_only: true, .. });
    !capitals_only || text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Every phrase with its term. Where one stands twice, the first counts.
fn phrases() -> Vec<(String, Term)> {
    let mut all: Vec<(String, Term)> = Vec::new();
    let mut add = |phrase: &str, term| all.push((phrase.to_owned(), term));
    for (table, place) in [(BEFORE, Place::Before), (EITHER, Place::Either), (AFTER, Place::After)] {
        for (phrase, hedge) in table {
            add(phrase, Term::Qualifier(*hedge, place));
        }
    }
    for (phrase, number) in CARDINALS {
        add(phrase, Term::Cardinal(*number));
    }
    for (phrase, power, has_plural) in SCALES {
        let power = *power;
        add(phrase, Term::Scale { power, plural: false });
        if *has_plural {
            add(&format!("{phrase}s"), Term::Scale { power, plural: true });
        }
    }
    for (phrase, magnitude) in MAGNITUDES {
        add(phrase, Term::Magnitude(*magnitude));
    }
    for (phrase, per) in RATES {
        add(phrase, Term::Rate(*per));
    }
    for (phrase, term) in OTHERS {
        add(phrase, *term);
    }
    for (unit, per) in UNITS {
        for before in ["a", "per", "each", "every", "every single", "/", "a single"] {
            if (before, *unit) != ("a", "quarter") {
                add(&format!("{before} {unit}"), Term::Rate(*per));
            }
        }
    }
    for (phrase, comparing) in RELATIVE {
        add(phrase, Term::Relative(*comparing));
    }
    for (table, term) in [(NOUNS, Term::Noun), (FILLERS, Term::Filler), (WHEN, Term::When)] {
        for phrase in table {
            add(phrase, term);
        }
    }
    for (position, (name, _)) in denominations().iter().enumerate() {
        if let Ok(position) = u16::try_from(position) {
            let capitals_only = is_also_a_word(name);
            add(name, Term::Currency { position, capitals_only });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_stands_twice() {
        let mut all: Vec<String> = phrases().into_iter().map(|(phrase, _)| phrase).collect();
        all.sort();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert_eq!(twice, Vec::<&[String]>::new());
    }

    #[test]
    fn every_word_can_be_looked_up() {
        let vocabulary = Vocabulary::get();
        for (phrase, _) in phrases() {
            for word in phrase.split(' ') {
                assert!(vocabulary.word(word).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn misspelt_words_are_recognised() {
        let like = |word| Vocabulary::resembling(word);
        assert_eq!(like("milion").as_deref(), Some("million"));
        assert_eq!(like("dolars").as_deref(), Some("dollars"));
        assert_eq!(like("aproximately").as_deref(), Some("approximately"));
        assert_eq!(like("xyzzy"), None);
        assert_eq!(like(&"million".repeat(10_000)), None);
    }
}
