//! Currencies that are no longer money: List Three of ISO 4217 as published on 1 January 2026, which keeps
//! the codes of currencies that were replaced since 1978, and the Chilean escudo by the code that is used
//! for it. Years are those of use: where the list dates a clearing-up of codes ("Lev A/52", withdrawn
//! "1989 to 1990"), the year stands in which the money itself was replaced.

/// A currency that was withdrawn.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Historic {
    pub(super) code: &'static str,
    /// In English, singular.
    pub(super) name: &'static str,
    /// The last year that sums about it may be stated in it: the year in which the last place that
    /// used it gave it up or, where old money stayed valid beside the new for long, stopped taking it.
    pub(super) withdrawn: u16,
    /// How many decimals its smallest unit has.
    pub(super) decimals: Option<u8>,
    /// Nobody names it but by its code: it was a unit of accounts, or is so old that the name means another.
    pub(super) only_coded: bool,
}

/// The currency of a code.
pub(super) fn historic(code: &str) -> Option<&'static Historic> {
    let at = HISTORIC.binary_search_by_key(&code, |currency| currency.code).ok()?;
    HISTORIC.get(at)
}

/// The year in which a currency that the crate still lists was withdrawn.
pub(super) fn lately_withdrawn(code: &str) -> Option<u16> {
    LATELY_WITHDRAWN.iter().find(|(each, _)| *each == code).map(|(_, year)| *year)
}

/// Currencies that the list of those in use still has.
const LATELY_WITHDRAWN: [(&str, u16); 5] =
    [("BGN", 2026), ("CUC", 2021), ("HRK", 2023), ("SLL", 2024), ("ZWL", 2024)];

const fn unit(code: &'static str, name: &'static str, withdrawn: u16, decimals: Option<u8>) -> Historic {
    Historic { code, name, withdrawn, decimals, only_coded: false }
}

const fn coded(code: &'static str, name: &'static str, withdrawn: u16, decimals: Option<u8>) -> Historic {
    Historic { code, name, withdrawn, decimals, only_coded: true }
}

/// In the order of their codes.
pub(super) static HISTORIC: [Historic; 125] = [
    unit("ADP", "Andorran peseta", 2002, Some(0)),
    unit("AFA", "Afghan afghani", 2003, Some(2)),
    unit("ALK", "Albanian lek", 1965, Some(2)),
    unit("ANG", "Netherlands Antillean guilder", 2025, Some(2)),
    unit("AOK", "Angolan kwanza", 1990, Some(2)),
    unit("AON", "Angolan new kwanza", 1995, Some(2)),
    unit("AOR", "Angolan readjusted kwanza", 1999, Some(2)),
    unit("ARA", "Argentine austral", 1991, Some(2)),
    unit("ARP", "peso argentino", 1985, Some(2)),
    unit("ARY", "Argentine peso", 1983, Some(2)),
    unit("ATS", "Austrian schilling", 2002, Some(2)),
    coded("AYM", "Azerbaijani manat", 2005, Some(2)),
    unit("AZM", "Azerbaijani manat", 2006, Some(2)),
    unit("BAD", "Bosnia and Herzegovina dinar", 1998, Some(2)),
    coded("BEC", "Belgian convertible franc", 1990, Some(0)),
    unit("BEF", "Belgian franc", 2002, Some(0)),
    coded("BEL", "Belgian financial franc", 1990, Some(0)),
    coded("BGJ", "Bulgarian lev", 1952, Some(2)),
    coded("BGK", "Bulgarian lev", 1962, Some(2)),
    unit("BGL", "Bulgarian lev", 1999, Some(2)),
    unit("BOP", "Bolivian peso", 1987, Some(2)),
    unit("BRB", "Brazilian cruzeiro", 1986, Some(2)),
    unit("BRC", "Brazilian cruzado", 1989, Some(2)),
    unit("BRE", "Brazilian cruzeiro", 1993, Some(2)),
    unit("BRN", "Brazilian new cruzado", 1990, Some(2)),
    unit("BRR", "Brazilian cruzeiro real", 1994, Some(2)),
    unit("BUK", "Burmese kyat", 1990, Some(2)),
    unit("BYB", "Belarusian ruble", 2001, Some(0)),
    unit("BYR", "Belarusian ruble", 2016, Some(0)),
    coded("CHC", "WIR franc", 2004, Some(2)),
    unit("CLE", "Chilean escudo", 1975, Some(2)),
    unit("CSD", "Serbian dinar", 2006, Some(2)),
    coded("CSJ", "Czechoslovak koruna", 1953, Some(2)),
    unit("CSK", "Czechoslovak koruna", 1993, Some(2)),
    unit("CYP", "Cypriot pound", 2008, Some(2)),
    unit("DDM", "East German mark", 1990, Some(2)),
    unit("DEM", "German mark", 2002, Some(2)),
    unit("ECS", "Ecuadorian sucre", 2000, Some(0)),
    coded("ECV", "Ecuadorian unit of constant value", 2000, Some(2)),
    unit("EEK", "Estonian kroon", 2011, Some(2)),
    coded("ESA", "Spanish peseta (account A)", 1981, Some(0)),
    coded("ESB", "Spanish peseta (account B)", 1994, Some(0)),
    unit("ESP", "Spanish peseta", 2002, Some(0)),
    unit("FIM", "Finnish markka", 2002, Some(2)),
    unit("FRF", "French franc", 2002, Some(2)),
    unit("GEK", "Georgian coupon", 1995, Some(2)),
    unit("GHC", "Ghanaian cedi", 2007, Some(2)),
    coded("GHP", "Ghanaian cedi", 2007, Some(2)),
    unit("GNE", "Guinean syli", 1986, Some(2)),
    coded("GNS", "Guinean syli", 1986, Some(2)),
    unit("GQE", "Equatorial Guinean ekwele", 1986, Some(2)),
    unit("GRD", "Greek drachma", 2002, Some(0)),
    unit("GWE", "Portuguese Guinean escudo", 1976, Some(2)),
    unit("GWP", "Guinea-Bissau peso", 1997, Some(2)),
    unit("HRD", "Croatian dinar", 1994, Some(2)),
    unit("IEP", "Irish pound", 2002, Some(2)),
    unit("ILP", "Israeli pound", 1980, Some(2)),
    unit("ILR", "Israeli shekel", 1985, Some(2)),
    unit("ISJ", "Icelandic króna", 1981, Some(2)),
    unit("ITL", "Italian lira", 2002, Some(0)),
    unit("LAJ", "Pathet Lao kip", 1979, Some(2)),
    coded("LSM", "Lesotho loti", 1985, Some(2)),
    unit("LTL", "Lithuanian litas", 2015, Some(2)),
    unit("LTT", "Lithuanian talonas", 1993, Some(2)),
    coded("LUC", "Luxembourg convertible franc", 1990, Some(0)),
    unit("LUF", "Luxembourg franc", 2002, Some(0)),
    coded("LUL", "Luxembourg financial franc", 1990, Some(0)),
    unit("LVL", "Latvian lats", 2014, Some(2)),
    unit("LVR", "Latvian ruble", 1993, Some(2)),
    unit("MGF", "Malagasy franc", 2004, Some(0)),
    unit("MLF", "Malian franc", 1984, Some(0)),
    unit("MRO", "Mauritanian ouguiya", 2018, Some(2)),
    unit("MTL", "Maltese lira", 2008, Some(2)),
    unit("MTP", "Maltese pound", 1983, Some(2)),
    unit("MVQ", "Maldivian rupee", 1981, Some(2)),
    unit("MXP", "Mexican peso", 1993, Some(2)),
    unit("MZE", "Mozambican escudo", 1980, Some(2)),
    unit("MZM", "Mozambican metical", 2006, Some(2)),
    unit("NIC", "Nicaraguan córdoba", 1990, Some(2)),
    unit("NLG", "Dutch guilder", 2002, Some(2)),
    unit("PEH", "Peruvian sol", 1985, Some(2)),
    unit("PEI", "Peruvian inti", 1991, Some(2)),
    unit("PES", "Peruvian sol de oro", 1985, Some(2)),
    unit("PLZ", "Polish złoty", 1996, Some(2)),
    unit("PTE", "Portuguese escudo", 2002, Some(0)),
    unit("RHD", "Rhodesian dollar", 1980, Some(2)),
    coded("ROK", "Romanian leu", 1952, Some(2)),
    unit("ROL", "Romanian leu", 2006, Some(2)),
    unit("RUR", "Russian ruble", 1998, Some(2)),
    unit("SDD", "Sudanese dinar", 2007, Some(2)),
    unit("SDP", "Sudanese pound", 1998, Some(2)),
    unit("SIT", "Slovenian tolar", 2007, Some(2)),
    unit("SKK", "Slovak koruna", 2009, Some(2)),
    unit("SRG", "Surinamese guilder", 2003, Some(2)),
    unit("STD", "São Tomé and Príncipe dobra", 2018, Some(2)),
    unit("SUR", "Soviet ruble", 1993, Some(2)),
    unit("TJR", "Tajikistani ruble", 2000, Some(2)),
    unit("TMM", "Turkmenistan manat", 2009, Some(2)),
    unit("TPE", "Portuguese Timorese escudo", 2002, Some(0)),
    unit("TRL", "Turkish lira", 2005, Some(0)),
    unit("UAK", "Ukrainian karbovanets", 1996, Some(2)),
    unit("UGS", "Ugandan shilling", 1987, Some(2)),
    coded("UGW", "Ugandan shilling", 1987, Some(2)),
    coded("USS", "United States dollar (same day)", 2014, Some(2)),
    unit("UYN", "Uruguayan peso", 1975, Some(2)),
    unit("UYP", "Uruguayan peso", 1993, Some(2)),
    unit("VEB", "Venezuelan bolívar", 2008, Some(2)),
    unit("VEF", "Venezuelan bolívar", 2018, Some(2)),
    unit("VNC", "Vietnamese đồng", 1985, Some(2)),
    unit("XEU", "European Currency Unit", 1999, Some(2)),
    coded("XFO", "Gold franc", 2006, None),
    coded("XFU", "UIC franc", 2013, None),
    coded("XRE", "RINET funds code", 1999, None),
    unit("YDD", "Yemeni dinar", 1996, Some(3)),
    unit("YUD", "Yugoslav dinar", 1989, Some(2)),
    unit("YUM", "Yugoslav dinar", 2003, Some(2)),
    unit("YUN", "Yugoslav dinar", 1993, Some(2)),
    coded("ZAL", "South African financial rand", 1995, Some(2)),
    unit("ZMK", "Zambian kwacha", 2012, Some(2)),
    unit("ZRN", "Zairean new zaire", 1999, Some(2)),
    unit("ZRZ", "Zairean zaire", 1994, Some(2)),
    coded("ZWC", "Rhodesian dollar", 1980, Some(2)),
    unit("ZWD", "Zimbabwean dollar", 2006, Some(2)),
    unit("ZWN", "Zimbabwean dollar", 2008, Some(2)),
    unit("ZWR", "Zimbabwean dollar", 2009, Some(2)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_not_those_in_use() {
        assert!(HISTORIC.is_sorted_by(|one, next| one.code < next.code));
        for currency in &HISTORIC {
            assert_eq!(iso_currency::Currency::from_code(currency.code), None);
            assert_eq!(historic(currency.code).map(|found| found.name), Some(currency.name));
            assert!(currency.code.len() == 3 && currency.code.bytes().all(|byte| byte.is_ascii_uppercase()));
            assert!((1950..2030).contains(&currency.withdrawn), "{}", currency.code);
        }
        assert_eq!(historic("USD"), None);
    }

    #[test]
    fn what_the_crate_calls_superseded_has_a_year() {
        let all = (0..1000).filter_map(iso_currency::Currency::from_numeric);
        let superseded =
            all.filter(|currency| currency.is_superseded().is_some()).map(|currency| currency.code());
        // The bolívar soberano and the bolívar digital are both in use.
        let mut superseded: Vec<&str> = superseded.filter(|code| *code != "VES").collect();
        superseded.sort_unstable();
        assert_eq!(superseded, LATELY_WITHDRAWN.map(|(code, _)| code));
    }
}
