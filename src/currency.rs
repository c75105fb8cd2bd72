//! Currencies: ISO 4217 codes, in use and historic, and the symbols and names that newspapers write for
//! them.
//!
//! A [`Denomination`] is what one symbol or name stands for: a single currency ("euros", "US$"), or
//! several candidates between which the figure's surroundings decide ("dollars", "$"). Names come
//! from ISO 4217 itself: the full name ("Canadian dollar") is that currency, its last word
//! ("dollar") is any currency that shares it. The tables below add what people write besides.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

mod historic;
mod names;
mod spelling;

use historic::{HISTORIC, Historic, historic, lately_withdrawn};
use names::{
    ABBREVIATIONS, BEST_KNOWN, MULTIPLES, NEW_NOWHERE, OTHER_NAMES, RENEWED, SYMBOLS, WELL_REMEMBERED,
};
use spelling::{add_name, iso_names};

/// A currency of ISO 4217, in use or historic. Displays, sorts and serialises as its code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(Listed);

/// Where a currency is listed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Listed {
    Crate(iso_currency::Currency),
    Historic(&'static Historic),
}

impl Currency {
    /// The currency of a code in capitals, such as `USD`; the codes for "no currency" and for
    /// testing are refused.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if matches!(code, "XXX" | "XTS") {
            return None;
        }
        let listed = iso_currency::Currency::from_code(code).map(Listed::Crate);
        listed.or_else(|| historic(code).map(Listed::Historic)).map(Self)
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self.0 {
            Listed::Crate(currency) => currency.code(),
            Listed::Historic(currency) => currency.code,
        }
    }

    /// The year in which a historic currency was withdrawn: the last that sums about it may be stated in it.
    #[must_use]
    pub fn withdrawn(self) -> Option<u16> {
        match self.0 {
            Listed::Crate(currency) => lately_withdrawn(currency.code()),
            Listed::Historic(currency) => Some(currency.withdrawn),
        }
    }

    /// Whether another currency has taken its place.
    #[must_use]
    pub fn is_historic(self) -> bool {
        self.withdrawn().is_some()
    }

    /// How many decimals the smallest unit has, for display: two of a dollar, none of a yen; nothing of gold.
    #[must_use]
    pub fn minor_units(self) -> Option<u8> {
        match self.0 {
            Listed::Crate(currency) => currency.exponent().and_then(|decimals| u8::try_from(decimals).ok()),
            Listed::Historic(currency) => currency.decimals,
        }
    }

    /// How to write the currency so that nothing else can be meant: `US$ or USD`, `SEK`.
    #[must_use]
    pub fn unmistakable(self) -> String {
        let symbol = SYMBOLS.iter().find(|(_, codes)| *codes == [self.code()].as_slice());
        match symbol {
            Some((symbol, _)) => format!("{symbol} or {self}"),
            None => self.to_string(),
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        let listed =
            (0..1000).filter_map(iso_currency::Currency::from_numeric).map(|currency| currency.code());
        listed.chain(HISTORIC.iter().map(|currency| currency.code)).filter_map(Self::from_code)
    }

    /// What the ISO list calls it, in lower case; nothing for what is not money in people's hands.
    fn names(self) -> Vec<String> {
        match self.0 {
            Listed::Crate(currency) if !currency.is_fund() && !currency.is_special() => {
                iso_names(currency.name())
            }
            Listed::Historic(currency) if !currency.only_coded => iso_names(currency.name),
            _ => Vec::new(),
        }
    }

    /// Whether a bare dollar sign may mean it.
    fn has_dollar_sign(self) -> bool {
        let Listed::Crate(currency) = self.0 else { return false };
        let is_money = !currency.is_fund() && !currency.is_special();
        let is_peso = currency.name().ends_with("peso") && currency.symbol().symbol.contains('$');
        is_money && (currency.name().ends_with("dollar") || is_peso)
    }

    /// Where the currency comes in a list of choices: first those that readers most likely mean.
    fn rank(self) -> (usize, &'static str) {
        let mut known = BEST_KNOWN.iter().chain(&WELL_REMEMBERED);
        let place = known.position(|&code| code == self.code());
        (place.unwrap_or(BEST_KNOWN.len() + WELL_REMEMBERED.len()), self.code())
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// What a symbol or a name of money stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denomination {
    candidates: Vec<Currency>,
    where_said: Vec<Currency>,
    power_of_ten: u8,
}

impl Denomination {
    fn of(meant: BTreeSet<Currency>) -> Self {
        let mut candidates: Vec<Currency> = meant.into_iter().collect();
        candidates.sort_by_key(|currency| currency.rank());
        let leads = |currency: &Currency| {
            matches!(currency.0, Listed::Crate(_)) || WELL_REMEMBERED.contains(&currency.code())
        };
        let (leading, others): (Vec<Currency>, Vec<Currency>) = candidates.into_iter().partition(leads);
        if leading.is_empty() {
            return Self { candidates: others, where_said: Vec::new(), power_of_ten: 0 };
        }
        Self { candidates: leading, where_said: others, power_of_ten: 0 }
    }

    /// The currencies that may be meant, the likeliest first; never empty.
    #[must_use]
    pub fn candidates(&self) -> &[Currency] {
        &self.candidates
    }

    /// Historic currencies of the same name, which are meant only where the claim's or the dataset's currency is
    /// one of them: a claim in TRL may say "Turkish lira".
    #[must_use]
    pub fn where_said(&self) -> &[Currency] {
        &self.where_said
    }

    /// How many tens of the currency one unit is worth, as a power: a toman is 10¹ rials.
    #[must_use]
    pub fn power_of_ten(&self) -> u8 {
        self.power_of_ten
    }
}

/// The name of a power of ten of a currency's unit, in the plural.
pub(crate) fn multiple(currency: Currency, power_of_ten: u8) -> Option<&'static str> {
    let mut names =
        MULTIPLES.iter().filter(|(_, code, power)| *code == currency.code() && *power == power_of_ten);
    names.find(|(name, ..)| name.ends_with('s')).map(|(name, ..)| *name)
}

/// Every symbol, code and name that is understood, in lower case with single spaces, sorted.
#[must_use]
pub fn denominations() -> &'static [(String, Denomination)] {
    static DENOMINATIONS: LazyLock<Vec<(String, Denomination)>> = LazyLock::new(collect);
    &DENOMINATIONS
}

/// Codes that are also English words, and are therefore read as codes only in capitals. So are all historic
/// ones: many are words ("bad", "sit"), and the others are rare enough for a slip of the pen to be likelier.
pub(crate) fn is_also_a_word(code: &str) -> bool {
    const WORDS: [&str; 12] =
        ["all", "bam", "bob", "cop", "cup", "gel", "mad", "mop", "pen", "sos", "top", "try"];
    WORDS.contains(&code) || code.len() == 3 && historic(&code.to_uppercase()).is_some()
}

fn collect() -> Vec<(String, Denomination)> {
    let mut names: BTreeMap<String, BTreeSet<Currency>> = BTreeMap::new();
    let mut add = |name: String, currency: Currency| {
        names.entry(name).or_default().insert(currency);
    };
    for currency in Currency::all() {
        add(currency.code().to_lowercase(), currency);
        for name in currency.names() {
            add_name(&name, currency, &mut add);
        }
        if currency.has_dollar_sign() {
            add("$".to_owned(), currency);
        }
    }
    for (code, name) in OTHER_NAMES {
        if let Some(currency) = Currency::from_code(code) {
            add_name(name, currency, &mut add);
        }
    }
    for (symbol, codes) in SYMBOLS.iter().chain(ABBREVIATIONS) {
        for currency in codes.iter().filter_map(|code| Currency::from_code(code)) {
            add(symbol.to_lowercase(), currency);
        }
    }
    for (new, old) in RENEWED {
        for (age, code) in [("new", new), ("old", old)] {
            let Some(currency) = Currency::from_code(code) else { continue };
            for name in currency.names() {
                add_name(&format!("{age} {name}"), currency, &mut add);
                let unit = name.rsplit(' ').next().filter(|unit| !NEW_NOWHERE.contains(unit));
                if let Some(unit) = unit {
                    add_name(&format!("{age} {unit}"), currency, &mut add);
                }
            }
        }
    }
    let multiples = MULTIPLES.iter().map(|(name, code, power_of_ten)| {
        let candidates = Currency::from_code(code).into_iter().collect();
        let denomination = Denomination { candidates, where_said: Vec::new(), power_of_ten: *power_of_ten };
        ((*name).to_owned(), denomination)
    });
    let mut all: BTreeMap<String, Denomination> = multiples.collect();
    all.extend(names.into_iter().map(|(name, meant)| (name, Denomination::of(meant))));
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str) -> String {
        let found = denominations().iter().find(|(each, _)| each == name);
        found.map_or_else(String::new, |(_, denomination)| {
            let list = |list: &[Currency]| list.iter().map(|c| c.code()).collect::<Vec<_>>().join(" ");
            match denomination.where_said() {
                [] => list(denomination.candidates()),
                said => format!("{} ({})", list(denomination.candidates()), list(said)),
            }
        })
    }

    #[test]
    fn names_and_symbols_stand_for_the_right_currencies() {
        for (name, expected) in [
            ("usd", "USD"),
            ("us$", "USD"),
            ("us dollars", "USD"),
            ("united states dollars", "USD"),
            ("american dollars", "USD"),
            ("canadian dollars", "CAD"),
            ("new zealand dollar", "NZD"),
            ("euros", "EUR"),
            ("euro", "EUR"),
            ("£", "GBP"),
            ("pounds sterling", "GBP"),
            ("sterling", "GBP"),
            ("british pounds", "GBP"),
            ("pounds", "GBP EGP LBP SYP FKP GIP SDG SHP SSP (CYP IEP ILP MTP SDP)"),
            ("lebanese pounds", "LBP"),
            ("nis", "ILS"),
            ("shekels", "ILS (ILR)"),
            ("new shekels", "ILS"),
            ("israeli new shekels", "ILS"),
            ("roubles", "RUB BYN (BYB BYR LVR RUR SUR TJR)"),
            ("rubles", "RUB BYN (BYB BYR LVR RUR SUR TJR)"),
            ("russian roubles", "RUB (RUR)"),
            ("rials", "IRR SAR QAR OMR YER"),
            ("riyals", "IRR SAR QAR OMR YER"),
            ("iranian rials", "IRR"),
            ("qatari riyals", "QAR"),
            ("toman", "IRR"),
            ("yuan", "CNY"),
            ("renminbi", "CNY"),
            ("rmb", "CNY"),
            ("yen", "JPY"),
            ("¥", "JPY CNY"),
            ("swedish kronor", "SEK"),
            ("kroner", "NOK DKK"),
            ("kr", "SEK NOK DKK ISK"),
            ("zloty", "PLN (PLZ)"),
            ("złoty", "PLN (PLZ)"),
            ("e£", "EGP"),
            ("special drawing rights", "XDR"),
            ("leones", "SLE SLL"),
            ("lira", "LBP SYP TRY ITL (ILP MTL TRL)"),
            ("cfa francs", "XAF XOF"),
            ("xxx", ""),
            ("marks", "DEM (DDM FIM)"),
            ("mark", ""),
            ("gold", ""),
        ] {
            assert_eq!(codes(name), expected, "{name}");
        }
        assert!(codes("$").starts_with("USD CAD AUD NZD HKD SGD TWD MXN "));
        assert!(codes("$").contains("ARS"));
        assert!(!codes("$").contains("BRL") && !codes("dollars").contains("ARS"));
    }

    #[test]
    fn historic_currencies_have_the_names_that_they_had() {
        for (name, expected) in [
            ("german marks", "DEM"),
            ("deutschmarks", "DEM"),
            ("deutsche mark", "DEM"),
            ("dm", "DEM"),
            ("east german marks", "DDM"),
            ("finnish marks", "FIM"),
            ("convertible marks", "BAM"),
            ("french francs", "FRF"),
            ("belgian francs", "BEF"),
            ("swiss francs", "CHF"),
            ("lire", "ITL"),
            ("italian liras", "ITL"),
            ("maltese liri", "MTL"),
            ("pesetas", "ESP (ADP)"),
            ("drachmas", "GRD"),
            ("schillings", "ATS"),
            ("shillings", "KES SOS TZS UGX (UGS)"),
            ("markka", "FIM"),
            ("irish punts", "IEP"),
            ("irish pounds", "IEP"),
            ("kroons", "EEK"),
            ("lats", "LVL"),
            ("litas", "LTL"),
            ("litass", ""),
            ("tolars", "SIT"),
            ("kuna", "HRK"),
            ("ecu", "XEU"),
            ("slovak koruna", "SKK"),
            ("koruna", "CZK (CSK SKK)"),
            ("dutch guilders", "NLG"),
            ("dutch florins", "NLG"),
            ("florins", "AWG"),
            ("soviet roubles", "SUR"),
            ("yugoslav dinars", "YUD YUM YUN"),
            ("yugoslav new dinars", "YUM"),
            ("cruzeiros", "BRB BRE"),
            ("turkish lira", "TRY (TRL)"),
            ("new turkish lira", "TRY"),
            ("new lira", "TRY"),
            ("old turkish lira", "TRL"),
            ("old lira", ""),
            ("old pesos", ""),
            ("old mexican pesos", "MXP"),
            ("belarusian rubles", "BYN (BYB BYR)"),
            ("old belarusian roubles", "BYR"),
            ("new lei", "RON"),
            ("old shekels", "ILR"),
            ("venezuelan bolívares", "VED VES (VEB VEF)"),
            ("venezuelan bolivares", "VED VES (VEB VEF)"),
            ("bolívar", "VED VES (VEB VEF)"),
            ("units", ""),
            ("coupons", ""),
        ] {
            assert_eq!(codes(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_a_currency_in_use_has_stays_its_own() {
        // Two are less known by their names than the currencies that bore them before: neither is taken unasked.
        const SHARED: [&str; 2] = ["escudo", "guilder"];
        for (name, denomination) in denominations() {
            let candidates = denomination.candidates();
            let in_use = candidates.iter().filter(|each| matches!(each.0, Listed::Crate(_))).count();
            if in_use == 1 && !SHARED.contains(&name.trim_end_matches('s')) && name != "ƒ" && name != "esc" {
                assert_eq!(candidates.len(), 1, "{name}");
            }
            assert!(!candidates.is_empty(), "{name}");
            assert!(denomination.where_said().iter().all(|said| !candidates.contains(said)), "{name}");
        }
        let dollar = denominations().iter().find(|(name, _)| name == "$").unwrap();
        assert!(dollar.1.candidates().iter().all(|each| matches!(each.0, Listed::Crate(_))));
        assert_eq!(dollar.1.where_said(), []);
    }

    #[test]
    fn a_toman_is_ten_rials() {
        let power = |name: &str| {
            let found = denominations().iter().find(|(each, _)| each == name);
            found.map(|(_, denomination)| denomination.power_of_ten())
        };
        assert_eq!(power("tomans"), Some(1));
        assert_eq!(power("rials"), Some(0));
    }

    #[test]
    fn codes_are_those_of_iso_4217() {
        assert_eq!(Currency::from_code("USD").unwrap().to_string(), "USD");
        assert_eq!(Currency::from_code("usd"), None);
        assert_eq!(Currency::from_code("XXX"), None);
        assert_eq!(Currency::from_code("$"), None);
        assert!(Currency::all().count() > 150);
        for (_, all) in SYMBOLS.iter().chain(ABBREVIATIONS) {
            assert!(all.iter().all(|code| Currency::from_code(code).is_some()));
        }
        let named = OTHER_NAMES.iter().map(|(code, _)| code);
        let multiples = MULTIPLES.iter().map(|(_, code, _)| code);
        for code in named.chain(multiples).chain(&BEST_KNOWN) {
            assert!(Currency::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn historic_currencies_have_a_code_and_a_year() {
        let known = |code| Currency::from_code(code).unwrap();
        assert_eq!(known("DEM").to_string(), "DEM");
        assert_eq!(known("DEM").withdrawn(), Some(2002));
        assert_eq!(known("HRK").withdrawn(), Some(2023));
        assert!(known("TRL").is_historic() && !known("TRY").is_historic());
        assert_eq!(known("USD").withdrawn(), None);
        assert!(known("CHF") < known("DEM") && known("DEM") < known("EUR"));
        let mut all: Vec<Currency> = Currency::all().collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(count > 300, "{count}");
    }

    #[test]
    fn minor_units_are_those_of_the_smallest_coin_on_the_books() {
        let decimals = |code| Currency::from_code(code).unwrap().minor_units();
        assert_eq!(decimals("USD"), Some(2));
        assert_eq!(decimals("JPY"), Some(0));
        assert_eq!(decimals("KWD"), Some(3));
        assert_eq!(decimals("ITL"), Some(0));
        assert_eq!(decimals("DEM"), Some(2));
        assert_eq!(decimals("XAU"), None);
    }

    #[test]
    fn historic_codes_are_read_in_capitals_only() {
        for code in ["sit", "bad", "sur", "dem", "std", "esp", "ang"] {
            assert!(is_also_a_word(code), "{code}");
        }
        assert!(!is_also_a_word("usd") && !is_also_a_word("euros") && !is_also_a_word("kr"));
    }

    #[test]
    fn the_unmistakable_form_has_a_symbol_where_there_is_one() {
        let form = |code| Currency::from_code(code).unwrap().unmistakable();
        assert_eq!(form("USD"), "US$ or USD");
        assert_eq!(form("CAD"), "CA$ or CAD");
        assert_eq!(form("SEK"), "SEK");
    }
}
