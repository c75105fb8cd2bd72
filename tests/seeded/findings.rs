//! What is worth a look, seeded among all that is sound.
//!
//! Each seed is about a camp of its own, which payers and sources of the large dataset are named with. What a
//! seed is made of is written down shortly:
//!
//! - `CAMP` is the id of its camp, `PAYER` that of some payer, `NUM` its number; `VALUE` is one of the values
//!   that come with it.
//! - `claim NAME` starts a claim with the id `CAMP-NAME`, which is about the camp in 2019 unless it has a scope.
//! - `BASE` is a claim about the camp that holds nothing against any other.

use std::fmt::Write as _;

use crate::dataset::Dataset;
use crate::sound::{PAYERS, sound};

/// Sources that seeds name, with claims of their own: nothing is to be found in these.
pub(crate) const SOUND: &str = r#"
[actor.camp]
name = "Camp"

[source.herald]
name = "Herald of the Camps"
date = 2023-03-01
url = "https://camps.example/herald"

[source.gazette]
name = "Gazette of the Camps"
date = 2023-06-01
url = "https://camps.example/gazette"

[source.courier]
name = "Courier of the Camps"
date = 2023-09-01
url = "https://camps.example/courier"

[source.letter]
name = "Letter from the Camps"
date = 2021-05-01
url = "https://camps.example/letter"

[[claim]]
id = "camp-courier"
figure = "about $70 million"
source = "courier"
scope = { payer = "boreal", payee = "camp", period = 2019 }

[[claim]]
id = "camp-gazette"
figure = "$71 million"
source = "gazette"
scope = { payer = "boreal", payee = "camp", period = 2019 }

[[claim]]
id = "camp-herald"
figure = "some $72 million"
source = "herald"
scope = { payer = "boreal", payee = "camp", period = 2019 }

[[claim]]
id = "camp-letter"
figure = "nearly $73 million"
source = "letter"
scope = { payer = "boreal", payee = "camp", period = 2019 }
"#;

const BASE: &str = "claim base\nfigure = \"at least $1\"\nsource = \"herald\"";

/// What is seeded, and with which values.
const SEEDS: &[(&str, &[&str])] = &[
    (
        "BASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"herald\"\ndate = VALUE«claim-after-source»",
        &["2024", "2023-03-02", "\"2023-04\"", "\"2024/2025\"", "2025-12-31"],
    ),
    (
        "claim a\nfigure = \"$100 million\"«close»\nsource = \"letter\"\n\n\
         claim b\nfigure = \"VALUE\"\nsource = \"herald\"",
        &[
            "$103 million",
            "$97.2 million",
            "at least $104 million",
            "up to $96 million",
            "at most $99 million",
        ],
    ),
    // Rates of two years, of which nobody says that they changed.
    (
        "claim a\nfigure = \"$90 million a year\"«conditional-conflict»\nsource = \"letter\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\" }\n\n\
         claim b\nfigure = \"VALUE\"\nsource = \"herald\"\nscope = { payer = \"PAYER\", payee = \"CAMP\" }",
        &[
            "$70 million a year",
            "$2 million a month",
            "at most $1 million a week",
            "more than $120 million annually",
            "$500,000 a day",
        ],
    ),
    (
        "claim a\nfigure = \"$90 million\"«conflict»\nsource = \"letter\"\n\n\
         claim b\nfigure = \"VALUE\"\nsource = \"herald\"",
        &["$70 million", "at least $150 million", "up to $50 million", "tens of thousands of dollars"],
    ),
    // Three of which every two are fine.
    (
        "[actor.CAMP]\nname = \"Camp NUM\"\nmembers = [\"CAMP-east\", \"CAMP-west\"]\nVALUE\n\n\
         [actor.CAMP-east]\nname = \"Camp NUM (east)\"\n\n[actor.CAMP-west]\nname = \"Camp NUM (west)\"\n\n\
         claim a\nfigure = \"at least $60 million\"«conflict»\nsource = \"letter\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP-east\", period = 2019 }\n\n\
         claim b\nfigure = \"at least $60 million\"\nsource = \"herald\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP-west\", period = 2019 }\n\n\
         claim c\nfigure = \"at most $100 million\"\nsource = \"gazette\"",
        &["complete = true", "# more of them may come"],
    ),
    (
        "[source.CAMP-second]\nname = \"Second page of camp NUM\"\nurl = \"VALUE\"«duplicate-url»\ndate = 2022\n\n\
         [source.CAMP-first]\nname = \"First page of camp NUM\"\nurl = \"https://first.example/camps/NUM\"\ndate = 2022\n\n\
         claim a\nfigure = \"about $8 million\"\nsource = \"CAMP-first\"\n\n\
         claim b\nfigure = \"$8 million\"\nsource = \"CAMP-second\"",
        &[
            "https://first.example/camps/NUM",
            "http://first.example/camps/NUM",
            "https://www.first.example/camps/NUM",
            "https://first.example/camps/NUM/",
            "https://FIRST.example/camps/NUM#aid",
        ],
    ),
    (
        "claim a\nfigure = \"VALUE\"\nsource = \"herald\"\n\n\
         claim b«duplicate-claim»\nfigure = \"VALUE\"\nsource = \"herald\"\nnote = \"Read once more.\"",
        &["$70 million", "up to $4 million", "€9 million", "between $1 and $2 million", "$3 million a month"],
    ),
    (
        "BASE\n\nclaim a\nfigure = \"VALUE\"\nsource = \"letter\"\nrepeats = \"CAMP-b\"«echo-before-original»\n\n\
         claim b\nfigure = \"VALUE\"\nsource = \"herald\"",
        &["$70 million", "up to $4 million", "about $9 million", "$1–2 million", "$3 million a month"],
    ),
    (
        "claim base\nfigure = \"at least VALUE 1\"\nsource = \"courier\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", period = 2022 }\n\n\
         claim a\nfigure = \"VALUE 90 million ($100 million)\"\nsource = \"herald\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", period = 2022 }\n\n\
         claim b\nfigure = \"about VALUE 90 million ($10.1 million)\"«equivalent-off-rate»\nsource = \"gazette\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", period = 2022 }",
        &["GBP", "CHF", "JOD", "KYD", "FKP"],
    ),
    // Among the euros of the large dataset.
    (
        "claim base\nfigure = \"at least €1\"\nsource = \"herald\"\n\n\
         claim a\nfigure = \"€90 million (VALUE)\"«equivalent-off-rate»\nsource = \"herald\"\ndate = 2020",
        &["$9.9 million", "$990 million", "$50 million"],
    ),
    (
        "BASE\n\n[source.CAMP]\nname = \"Forecast NUM\"\ndate = VALUE«future-date»\nurl = \"https://f.example/NUM\"\n\n\
         claim a\nfigure = \"$9 million\"\nsource = \"CAMP\"",
        &["2062", "2026-02-02", "\"2026-03\""],
    ),
    (
        "claim a\nfigure = \"€9 million\"\nsource = \"herald\"\nexchange = 2027-01-01«future-date»\n\n\
         claim b\nfigure = \"at least €1\"\nsource = \"herald\"",
        &[""],
    ),
    (
        "BASE\n\nclaim a\nfigure = \"$9 million\"\nsource = \"herald\"\n\
         withdrawn = { date = 2026-12-01, reason = \"Oops.\" }«future-date»\n\n\
         claim b\nfigure = \"at most $9 million\"\nsource = \"gazette\"",
        &[""],
    ),
    (
        "BASE\n\nclaim a\nfigure = \"$71 million\"\nsource = \"letter\"\n\n\
         claim b\nfigure = \"VALUE\"«garbled-echo»\nsource = \"gazette\"\nrepeats = \"CAMP-a\"",
        &["$17 million", "€71 million", "$71 billion", "$71 million a month", "at least $80 million"],
    ),
    (
        "[actor.CAMP]\nname = \"Camp NUM\"\nmembers = [\"CAMP-tent\"]«group-of-one»\nVALUE\n\n\
         [actor.CAMP-tent]\nname = \"Tent of camp NUM\"\n\nBASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"gazette\"",
        &["complete = true", "complete = true # for sure", "# one", "# two", "# three"],
    ),
    (
        "BASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"gazette\"\nVALUE«hidden-characters»",
        &[
            "note = \"Paid in \\u202Ehsac\"",
            "note = \"Paid in \u{2066}cash\"",
            "# a comment\u{200b} with a break",
            "note = \"\\u001B[31mred\"",
            "note = 'zero\u{feff}width'",
        ],
    ),
    (
        "BASE\n\n[source.VALUE]«id-not-kebab-case»\nname = \"Paper NUM\"\ndate = 2022\nurl = \"https://p.example/NUM\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"VALUE\"",
        &["CAMP_paper", "Camp-NUM", "CAMP--paper"],
    ),
    (
        "BASE\n\n[category.aid_NUM]«id-not-kebab-case»\nname = \"Aid of kind NUM\"\n\n\
         [actor.Annex-NUM]«id-not-kebab-case»\nname = \"Camp NUM, annex\"\n\n\
         [[claim]]\nid = \"CAMP_x\"«id-not-kebab-case»\nfigure = \"$9 million\"\nsource = \"gazette\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", category = \"aid_NUM\", period = 2019 }\n\n\
         claim y\nfigure = \"$8 million\"\nsource = \"gazette\"\nscope = { payer = \"Annex-NUM\", payee = \"CAMP\", period = 2019 }\n\n\
         claim z\nfigure = \"at least $8 million\"\nsource = \"gazette\"\nscope = { payer = \"any\", payee = \"CAMP\", period = 2019 }",
        &[""],
    ),
    (
        "[[claim]]\nid = \"CAMP-alone\"«isolated-claim»\nfigure = \"$9 million\"\nsource = \"gazette\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", VALUE }",
        &[
            "period = 2019",
            "period = 2020-06-24",
            "period = 2019, stage = \"pledged\"",
            "period = \"2018/2020\"",
            "category = \"training\", period = 2019",
        ],
    ),
    (
        "BASE\n\n[source.CAMP]\nname = \"Early bird NUM\"\ndate = VALUE\nurl = \"https://e.example/NUM\"\n\
         derives-from = \"courier\"«origin-after-source»\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"CAMP\"",
        &["2022", "2023-08-31", "\"2023-01\"", "\"2021/2022\"", "2020-02-29"],
    ),
    (
        "BASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"gazette\"\nVALUE«padded-text»",
        &["note = \" Looked up.\"", "note = \"Looked up.\\t\"", "url = \"https://u.example/NUM \""],
    ),
    (
        "BASE\n\nclaim x\nfigure = \"about  $9 million\"«padded-text»\nsource = \"gazette\"\n\n\
         claim y\nfigure = \"$9 million\"\nsource = \"courier\"\n\
         withdrawn = { date = 2024-01-01, reason = \"Wrong. \" }«padded-text»\n\n\
         [actor.CAMP]\nname = \"Camp NUM \"«padded-text»",
        &[""],
    ),
    (
        "claim base\nfigure = \"at least $1\"\nsource = \"herald\"\n\
         scope = { payer = \"any\", payee = \"CAMP\", period = 2019 }\n\n\
         [actor.CAMP]\nname = \"Camp NUM\"\nmembers = [\"CAMP-east\", \"CAMP-west\"]\n\n\
         [actor.CAMP-east]\nname = \"Camp NUM (east)\"\n\n[actor.CAMP-west]\nname = \"Camp NUM (west)\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"\nscope = { VALUE, period = 2019 }«payer-is-payee»",
        &[
            "payer = \"CAMP\", payee = \"CAMP\"",
            "payer = \"CAMP-east\", payee = \"CAMP\"",
            "payer = \"CAMP\", payee = \"CAMP-west\"",
            "payee = \"CAMP-west\", payer = \"CAMP-west\"",
            "payer = \"CAMP\", payee = \"CAMP-east\"",
        ],
    ),
    (
        "claim x\nfigure = \"$9 million\"\nsource = \"letter\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", period = VALUE }«period-after-claim»\n\n\
         claim y\nfigure = \"at least $8 million\"\nsource = \"courier\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", period = VALUE }",
        &["2022", "\"2021-06\"", "2022-01-31", "\"2021-Q3\"", "\"2021-06/2022\""],
    ),
    (
        "BASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"gazette\"\nVALUE«redundant-key»",
        &[
            "date = 2023-06-01",
            "scope = { payer = \"PAYER\", payee = \"CAMP\", category = \"all\", period = 2019 }",
            "scope = { payer = \"PAYER\", payee = \"CAMP\", stage = \"paid\", period = 2019 }",
            "steady = false",
        ],
    ),
    (
        "claim base\nfigure = \"at least $1\"\nsource = \"herald\"\n\
         scope = { payer = \"CAMP\", payee = \"boreal\", period = 2019 }\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"\n\
         scope = { payer = \"CAMP\", payee = \"any\", period = 2019 }«redundant-key»",
        &[""],
    ),
    (
        "BASE\n\n[source.CAMP]\nname = \"Leaflet NUM\"\npublisher = \"CAMP\"«redundant-key»\ndate = 2022\n\
         url = \"https://l.example/NUM\"\n\n[category.CAMP]\nname = \"Kind NUM of aid\"\npart-of = \"all\"«redundant-key»\n\n\
         [actor.CAMP]\nname = \"Camp NUM\"\nmembers = []«redundant-key»\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"CAMP\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", category = \"CAMP\", period = 2019 }",
        &[""],
    ),
    (
        "BASE\n\n[actor.CAMP]\nname = \"Camp NUM\"\nmembers = [VALUE]«redundant-member»\n\n\
         [actor.CAMP-east]\nname = \"Camp NUM (east)\"\nmembers = [\"CAMP-north\", \"CAMP-south\"]\n\n\
         [actor.CAMP-north]\nname = \"Camp NUM (north)\"\n\n[actor.CAMP-south]\nname = \"Camp NUM (south)\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"",
        &[
            "\"CAMP-east\", \"CAMP-north\"",
            "\"CAMP-north\", \"CAMP-east\"",
            "\"CAMP-south\", \"CAMP-east\"",
            "\"CAMP-east\", \"CAMP-south\"",
        ],
    ),
    (
        "BASE\n\n[category.CAMP]\nname = \"Kind NUM of aid\"\npart-of = [\"aid\", \"training\"]«redundant-member»\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", category = \"CAMP\", period = 2019 }",
        &[""],
    ),
    (
        "claim a\nfigure = \"VALUE\"«restated-without-supersedes»\nsource = \"herald\"\n\n\
         claim b\nfigure = \"$71 million\"\nsource = \"herald\"\ndate = 2023-02-01",
        &[
            "$72 million",
            "$70 million",
            "between $71 and $80 million",
            "$60–71 million",
            "at least $71.5 million",
        ],
    ),
    (
        "claim a\nfigure = \"VALUE\"«self-contradiction»\nsource = \"herald\"\ndate = 2022\n\n\
         claim b\nfigure = \"$90 million\"\nsource = \"herald\"",
        &[
            "$70 million",
            "at most $60 million",
            "$200 million",
            "less than $5 million",
            "at least $1 billion",
        ],
    ),
    (
        "BASE\n\n[actor.CAMP]\nname = \"Camp NUM\"\nmembers = [\"CAMP-a\", \"CAMP-b\"]\n\n\
         [actor.CAMP-a]\nname = \"VALUE\"\n\n[actor.CAMP-b«similar-names»]\nname = \"VALUEe\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"",
        &["Tent of smiths", "Κέντρο υγείας", "Школа кузнецов"],
    ),
    (
        "BASE\n\n[category.CAMP-a]\nname = \"Repairs of rooves\"\npart-of = \"aid\"\n\n\
         [category.CAMP-b«similar-names»]\nname = \"Repairs of roofs\"\npart-of = \"aid\"\n\n\
         [category.CAMP-c«similar-names»]\nname = \"Repairs of roof\"\npart-of = \"aid\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"",
        &[],
    ),
    (
        "BASE\n\n[source.CAMP-a]\nname = \"Bulletin NUM\"\npublisher = \"Ministry of Roads\"\ndate = 2022\n\
         url = \"https://b.example/NUM\"\n\n\
         [source.CAMP-b]\nname = \"Newsletter NUM\"\npublisher = \"Ministry of Road\"«similar-names»\ndate = 2022\n\
         url = \"https://n.example/NUM\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"CAMP-a\"\n\n\
         claim y\nfigure = \"about $9 million\"\nsource = \"CAMP-b\"",
        &[""],
    ),
    (
        "BASE\n\n[source.CAMP-a]\nname = \"Morning star of the hills\"\ndate = 2022\nurl = \"https://m.example/NUM\"\n\n\
         [source.CAMP-b«similar-names»]\nname = \"Morning star of the hill\"\ndate = 2022\nurl = \"https://o.example/NUM\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"CAMP-a\"\n\n\
         claim y\nfigure = \"about $9 million\"\nsource = \"CAMP-b\"",
        &[""],
    ),
    (
        "BASE\n\n[source.CAMP«source-without-date»]\nname = \"Undated paper NUM\"\nurl = \"https://w.example/NUM\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = VALUE",
        &[
            "\"CAMP\"",
            "\"CAMP\"\nvia = \"courier\"",
            "\"herald\"\nvia = \"CAMP\"",
            "\"CAMP\"\nurl = \"https://w.example/claims/NUM\"",
            "\"CAMP\"\nvia = [\"courier\", \"gazette\"]",
        ],
    ),
    (
        "BASE\n\n[source.CAMP«source-without-url»]\nname = \"Paper NUM\"\ndate = VALUE\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"CAMP\"",
        &["2021", "\"2022-05\"", "2023-04-01", "\"2022/2023\""],
    ),
    (
        "BASE\n\n[source.CAMP]\nname = \"Speaker NUM\"\ndate = 2021\n\n\
         [source.CAMP-paper«source-without-url»]\nname = \"Paper NUM\"\ndate = 2022\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"CAMP\"\nvia = \"CAMP-paper\"",
        &[""],
    ),
    (
        "claim old\nfigure = \"$9 million\"\nsource = \"letter\"\n\n\
         claim a\nfigure = \"$72 million\"\nsource = \"herald\"\nsupersedes = \"CAMP-old\"\n\n\
         claim b\nfigure = \"VALUE\"\nsource = \"gazette\"\nsupersedes = \"CAMP-old\"«superseded-twice»",
        &[
            "about $72 million",
            "at least $70 million",
            "$72.1 million",
            "up to $80 million",
            "between $70 and $75 million",
        ],
    ),
    (
        "BASE\n\nclaim a\nfigure = \"VALUE\"\nsource = \"letter\"\nsupersedes = \"CAMP-b\"«supersedes-later»\n\n\
         claim b\nfigure = \"$72 million\"\nsource = \"gazette\"",
        &["$72 million", "at least $700 million", "$2", "about $70 billion", "$72 million a month"],
    ),
    (
        "claim a\nfigure = \"VALUE\"\nsource = \"letter\"\n\n\
         claim b\nfigure = \"VALUE\"«suspected-echo»\nsource = \"gazette\"",
        &[
            "roughly $73.5 million",
            "at least $4 million",
            "€9 million",
            "$1–2 million",
            "some $3 million a month",
        ],
    ),
    (
        "claim a\nfigure = \"VALUE\"«suspicious-magnitude»\nsource = \"letter\"\n\n\
         claim b\nfigure = \"$72 million a year\"\nsource = \"gazette\"\n\n\
         claim c\nfigure = \"about $71 million a year\"\nsource = \"courier\"\n\n\
         [[known-conflict]]\nclaims = [\"CAMP-a\", \"CAMP-b\"]\nreason = \"Asked the sender.\"\n\n\
         [[known-conflict]]\nclaims = [\"CAMP-c\", \"CAMP-a\"]\nreason = \"Asked the sender.\"",
        &[
            "$7.2 billion a year",
            "$72,000 a year",
            "$720 million a year",
            "$72 million a month",
            "$6 million a year",
            "$72 million a week",
        ],
    ),
    (
        "BASE\n\n[source.CAMP]\nname = \"Undated letter NUM\"\nurl = \"https://w.example/NUM\"\n\n\
         claim more\nfigure = \"at least $8 million\"\nsource = \"courier\"\n\n\
         claim x«undated-claim»\nfigure = \"VALUE\"\nsource = \"CAMP\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\" }",
        &["$9 million", "$1 a year", "up to $2 million", "some $9 million", "millions of dollars"],
    ),
    (
        "claim a\nfigure = \"$90 million\"\nsource = \"letter\"\n\nclaim b\nfigure = \"$70 million\"\nsource = \"herald\"\n\n\
         [[known-conflict]]\nclaims = [\"CAMP-a\", \"CAMP-b\"]\nreason = \"VALUE\"«unexplained-acceptance»",
        &["", " ", "\\t", "\\n", "\u{a0}"],
    ),
    (
        "claim a\nfigure = \"$70 million\"\nsource = \"letter\"\n\nclaim b\nfigure = \"VALUE\n\n\
         [[known-conflict]]\nclaims = [\"CAMP-a\", \"CAMP-b\"]«unneeded-acceptance»\nreason = \"Asked.\"\n\n\
         claim c\nfigure = \"more than $3\"\nsource = \"courier\"",
        &[
            "about $71 million\"\nsource = \"herald\"",
            "$7 million\"\nsource = \"herald\"\nwithdrawn = { date = 2024-01-01, reason = \"Wrong.\" }",
            "$70 million\"\nsource = \"herald\"\nrepeats = \"CAMP-a\"",
            "$7 million\"\nsource = \"herald\"\nsupersedes = \"CAMP-a\"",
        ],
    ),
    (
        "claim a\nfigure = \"$70 million\"\nsource = \"letter\"\n\nclaim b\nfigure = \"KPW 7 million\"\nsource = \"herald\"\n\n\
         [[known-conflict]]\nclaims = [\"CAMP-a\", \"CAMP-b\"]«unneeded-acceptance»\nreason = \"Asked.\"\n\n\
         claim c\nfigure = \"more than $3\"\nsource = \"courier\"\n\n\
         claim d\nfigure = \"more than KPW 3\"\nsource = \"courier\"",
        &[""],
    ),
    // One that has become larger than the conflict.
    (
        "claim a\nfigure = \"$90 million\"«conflict»\nsource = \"letter\"\n\nclaim b\nfigure = \"$70 million\"\nsource = \"herald\"\n\n\
         claim c\nfigure = \"more than $3\"\nsource = \"courier\"\n\n\
         [[known-conflict]]\nclaims = [\"CAMP-a\", \"CAMP-b\", \"CAMP-c\"]«unneeded-acceptance»\nreason = \"Asked.\"",
        &[""],
    ),
    (
        "BASE\n\n[actor.CAMP-annex«unused-actor»]\nname = \"Annex NUM\"\n\n[category.CAMP«unused-category»]\nname = \"Kind NUM of aid\"\n\n\
         [source.CAMP«unused-source»]\nname = \"Paper NUM\"\ndate = VALUE\nurl = \"https://u.example/NUM\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"",
        &["2020", "2021", "2022", "2023", "2024"],
    ),
    (
        "BASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"gazette\"\nurl = \"VALUE\"«url-not-http»",
        &[
            "www.u.example/NUM",
            "ftp://u.example/NUM",
            "https:///NUM",
            "https://me:pw@u.example/",
            "https://u .example",
            "see there",
        ],
    ),
    (
        "BASE\n\n[source.CAMP]\nname = \"Digest NUM\"\ndate = VALUE\nurl = \"https://d.example/NUM\"\n\n\
         claim x\nfigure = \"$9 million\"\nsource = \"gazette\"\nvia = [\"courier\", \"CAMP\"]«via-before-source»",
        &["2022", "2023-05-31", "\"2023-01\"", "\"2020/2022\"", "2020-02-29"],
    ),
    (
        "BASE\n\nclaim x\nfigure = \"$9 million\"\nsource = \"gazette\"\n\
         withdrawn = { date = VALUE, reason = \"Wrong.\" }«withdrawn-before-claim»\n\n\
         claim y\nfigure = \"at most $9 million\"\nsource = \"courier\"",
        &["2022", "2023-05-31", "\"2023-01\"", "\"2020/2022\"", "2020-02-29"],
    ),
    (
        "BASE\n\nclaim old\nfigure = \"$9 million\"\nsource = \"letter\"\n\
         withdrawn = { date = 2022, reason = \"Wrong.\" }\n\n\
         claim y\nfigure = \"$9 million\"\nsource = \"courier\"\nVALUE = \"CAMP-old\"«withdrawn-claim-referenced»",
        &["repeats", "supersedes", "  repeats", "repeats  ", "supersedes "],
    ),
    // So many conflicts that each can be left out in thousands of ways.
    ("TANGLE", &["11", "11", "11", "11", "11"]),
];

/// Files of which one kind of table stands in no order.
const UNSORTED: [&str; 5] = [
    "[actor.unsorted-b]\nname = \"Unsorted one\"\n\n[actor.unsorted-a«unsorted-file»]\nname = \"Other unsorted\"\n\n\
     [actor.unsorted]\nname = \"Unsorted group\"\nmembers = [\"unsorted-a\", \"unsorted-b\"]\n",
    "[category.un-1]\nname = \"Kind one\"\npart-of = \"aid\"\n\n[category.un-3]\nname = \"Kind three\"\npart-of = \"aid\"\n\n\
     [category.un-2«unsorted-file»]\nname = \"Kind two\"\npart-of = \"aid\"\n",
    "[source.un-b]\nname = \"Unsorted post\"\nurl = \"https://post.example\"\ndate = 2022\n\n\
     [source.un-a«unsorted-file»]\nname = \"Unsorted mail\"\nurl = \"https://mail.example\"\ndate = 2022\n",
    "[[claim]]\nid = \"un-c\"\nfigure = \"at least $3\"\nsource = \"un-a\"\n\
     scope = { payer = \"boreal\", payee = \"unsorted-a\", period = 2019 }\n\n\
     [[claim]]\nid = \"un-b«unsorted-file»\"\nfigure = \"at least $4\"\nsource = \"un-b\"\n\
     scope = { payer = \"boreal\", payee = \"unsorted\", period = 2019 }\n\n\
     [[claim]]\nid = \"un-a\"\nfigure = \"at least $5\"\nsource = \"un-b\"\n\
     scope = { payer = \"boreal\", payee = \"unsorted-b\", period = 2019 }\n",
    "[[claim]]\nid = \"uo-a\"\nfigure = \"at least $6\"\nsource = \"un-a\"\n\
     scope = { payer = \"boreal\", payee = \"unsorted-a\", period = 2019 }\n\n\
     [[claim]]\nid = \"uo-A«unsorted-file»«id-not-kebab-case»\"\nfigure = \"at least $7\"\nsource = \"un-b\"\n\
     scope = { payer = \"boreal\", payee = \"unsorted\", period = 2019 }\n",
];

/// An umbrella over so many flows, each with a conflict that is accepted.
fn tangle(flows: u32) -> String {
    let mut text = String::from(
        "[actor.CAMP]\nname = \"Camp NUM\"\n\n\
         claim all«undecided»\nfigure = \"at least $1\"\nsource = \"letter\"\n\
         scope = { payer = \"PAYER\", payee = \"CAMP\", period = 2017 }",
    );
    for flow in 1..=flows {
        let scope = format!("scope = {{ payer = \"PAYER\", payee = \"CAMP\", period = 2017-01-{flow:02} }}");
        write!(
            text,
            "\n\nclaim day-{flow:02}-a\nfigure = \"about $90 million\"\nsource = \"gazette\"\n{scope}\n\n\
             claim day-{flow:02}-b\nfigure = \"about $60 million\"\nsource = \"courier\"\n{scope}\n\n\
             [[known-conflict]]\nclaims = [\"CAMP-day-{flow:02}-a\", \"CAMP-day-{flow:02}-b\"]\nreason = \"Asked.\""
        )
        .unwrap();
    }
    text
}

/// The large dataset with everything seeded.
pub(crate) fn seeded() -> Dataset {
    let mut dataset = sound();
    dataset.add("camps.toml", SOUND);
    for (number, text) in UNSORTED.into_iter().enumerate() {
        dataset.add_file(&format!("unsorted/{number}.toml"), text);
    }
    let mut files: Vec<String> = dataset.files().map(str::to_owned).collect();
    files.retain(|file| file != "0-dataset.toml" && !file.starts_with("unsorted/"));
    let seeds = SEEDS.iter().flat_map(|&(seed, values)| values.iter().map(move |&value| (seed, value)));
    for (number, (seed, value)) in seeds.enumerate() {
        let file = &files[number * 7 % files.len()];
        let tangle = value.parse().map(tangle).unwrap_or_default();
        dataset.add(file, &written(number, &seed.replace("TANGLE", &tangle), value));
    }
    dataset
}

/// The tables of a seed.
pub(crate) fn written(number: usize, seed: &str, value: &str) -> String {
    let mut tables: Vec<String> = Vec::new();
    for table in seed.split("\n\n") {
        let table = if table == "BASE" { BASE } else { table };
        let Some((name, keys)) = table.strip_prefix("claim ").and_then(|claim| claim.split_once('\n')) else {
            tables.push(table.to_owned());
            continue;
        };
        let is_scoped = format!("{keys}{value}").contains("scope = ");
        let scope = if is_scoped && (keys.contains("scope = ") || keys.contains("VALUE«")) {
            ""
        } else {
            "\nscope = { payer = \"PAYER\", payee = \"CAMP\", period = 2019 }"
        };
        tables.push(format!("[[claim]]\nid = \"CAMP-{name}\"\n{keys}{scope}"));
    }
    if !["[actor.CAMP]", "[actor.CAMP«"].iter().any(|header| seed.contains(header)) {
        tables.push("[actor.CAMP]\nname = \"Camp NUM\"".to_owned());
    }
    let text = tables.join("\n\n").replace("VALUE", value);
    let camp = format!("camp-{number:03}");
    text.replace("CAMP", &camp).replace("PAYER", PAYERS[number % 6].0).replace("NUM", &format!("{number:03}"))
}
