//! What keeps a dataset from being read, seeded all over a dataset that is otherwise sound.
//!
//! Seeds are written like those of [`crate::findings`], each with a camp and a source of its own.

use crate::dataset::Dataset;
use crate::findings::written;
use crate::sound::sound;

/// Claims with something wrong in them, and what it is.
const SEEDS: &[(&str, &[&str])] = &[
    (
        "claim x\nfigure = \"VALUE\"«amount-overflow»\nsource = \"camp\"",
        &[
            "roughly $79,000,000,000,000,000,000,000,000,000",
            "about $78,999,999,999,999,999,999,999,999,999",
            "some $79 000 000 000 000 000 000 000 000 000",
            "close to €79,000,000,000,000,000,000,000,000,000",
            "around $79,000,000,000,000,000,000,000,000,000 a year",
        ],
    ),
    (
        "claim x\nfigure = \"VALUE\"\nsource = \"camp\"\nrelative-to = { payer = \"caspia\" }«amount-relative-to»\n\
         scope = { payer = \"boreal\", payee = \"CAMP\" }",
        &["$9 million", "€9 million", "$1 a year", "up to $2", "millions of dollars"],
    ),
    (
        "claim x\nfigure = { low = \"VALUE\", currency = \"USD\" }«bad-amount»\nsource = \"camp\"",
        &["60 billion", "5e3", "+5", "-5", "1,000", "5.", "99999999999999999999999999999999"],
    ),
    (
        "[reading.CAMP]\ncarry = \"VALUE\"«bad-duration»",
        &["a while", "3 decades", "3", "101 years", "-1 year", "years"],
    ),
    (
        "[reading.CAMP]\nmagnitudes = { tens = VALUE }«bad-magnitude»",
        &["[99, 10]", "[10]", "[1, 2, 3]", "[]", "[0, -1]"],
    ),
    (
        "[reading.CAMP]\napproximately = \"VALUE\"«bad-percentage»",
        &["10", "10 %%", "100%", "-1%", "ten percent", "%"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nprices = VALUE«bad-year»",
        &["20", "20155", "-2015", "0", "1"],
    ),
    (
        "[actor.CAMP]\nname = \"Camp NUM\"\ncomplete = true«complete-without-members»VALUE",
        &["", " # all of them", "\nmembers = []", "\nmembers = [] # none"],
    ),
    ("[category.CAMP]\nname = \"Kind NUM\"\ncomplete = true«complete-without-members»", &[""]),
    (
        "claim a\nfigure = \"$9\"\nsource = \"camp\"\n\n[[known-conflict]]«conflict-of-one»\nclaims = VALUE\nreason = \"Asked.\"",
        &["[\"CAMP-a\"]", "[]", "['CAMP-a']", "[ \"CAMP-a\" ]", "[ ]"],
    ),
    (
        "claim x\nfigure = { high = 5, currency = \"USD\" }«currency-mismatch»\nsource = \"camp\"\ncurrency = \"VALUE\"",
        &["EUR", "GBP", "ILS", "CHF", "JPY"],
    ),
    (
        "[actor.CAMP]\nname = \"Camp NUM\"\nmembers = [\"CAMP-a\"]\n\n[actor.CAMP-a«VALUE»]\nname = \"A\"\nmembers = [\"CAMP-a\"]",
        &["cycle"],
    ),
    (
        "[actor.CAMP«VALUE»]\nname = \"Camp NUM\"\nmembers = [\"CAMP-a\"]\n\n[actor.CAMP-a]\nname = \"A\"\nmembers = [\"CAMP\"]",
        &["cycle"],
    ),
    (
        "claim x«cycle»\nfigure = \"$9\"\nsource = \"camp\"\nsupersedes = \"CAMP-y\"\n\n\
         claim y\nfigure = \"$9\"\nsource = \"camp\"\nsupersedes = \"CAMP-z\"\n\n\
         claim z\nfigure = \"$9\"\nsource = \"camp\"\nsupersedes = \"CAMP-x\"",
        &["", ""],
    ),
    (
        "claim x«cycle»\nfigure = \"$9\"\nsource = \"camp\"\nrepeats = \"CAMP-y\"\n\nclaim y\nfigure = \"$9\"\nsource = \"camp\"\nrepeats = \"CAMP-x\"",
        &["", ""],
    ),
    ("[category.CAMP]«cycle»\nname = \"Kind NUM\"\npart-of = \"CAMP\"", &[""]),
    ("[source.CAMP]«cycle»\nname = \"Paper NUM\"\nderives-from = \"CAMP\"", &[""]),
    (
        "claim a«duplicate-id»\nfigure = \"$9\"\nsource = \"camp\"\n\nclaim a\nfigure = \"$9\"\nsource = \"camp\"",
        &["", "", "", "", ""],
    ),
    (
        "\n[dataset]«duplicate-table»\ntitle = \"VALUE\"\ncurrency = \"USD\"",
        &["One", "Two", "Three", "Four", "Five"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nVALUE«empty-text»",
        &[
            "note = \"\"",
            "note = \" \"",
            "url = \"\"",
            "withdrawn = { date = 2024, reason = \"\" }",
            "url = \"\\t\"",
        ],
    ),
    (
        "claim x\nfigure = { low = VALUE, currency = \"USD\" }«float-amount»\nsource = \"camp\"",
        &["60.5e9", "0.1", "-0.5", "1e3", "inf"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nVALUE = \"CAMP-x\"«links-to-itself»",
        &["supersedes", "repeats", "  supersedes", "repeats  ", "supersedes  "],
    ),
    (
        "[actor.CAMP]\nname = \"Camp NUM\"\nmembers = [VALUE]«listed-twice»",
        &[
            "\"boreal\", \"boreal\"",
            "\"boreal\", \"caspia\", \"boreal\"",
            "\"dunmark\", \"estovar\", \"estovar\"",
            "\"usonia\",'usonia'",
        ],
    ),
    ("claim x\nfigure = \"$9\"\nsource = \"camp\"\nvia = [\"camp\", \"camp\"]«listed-twice»", &[""]),
    (
        "claim x\nfigure = { low = VALUE, currency = \"USD\" }«low-above-high»\nsource = \"camp\"",
        &["2, high = 1", "\"0.2\", high = \"0.1\"", "1, high = 0", "\"2\", high = 1", "10, high = \"9.99\""],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nscope = { VALUE }«missing-key»",
        &["payee = \"CAMP\"", "category = \"aid\"", "period = 2019"],
    ),
    ("[actor.CAMP-a]«missing-key»\nmembers = [\"CAMP\"]", &[""]),
    ("«missing-key»[[claim]]\nid = \"CAMP-x\"\nsource = \"camp\"\nscope = { payer = \"boreal\" }", &[""]),
    (
        "claim x\nfigure = { currency = \"USD\"VALUE }«no-amount»\nsource = \"camp\"",
        &["", ", per = \"year\"", ", per = \"month\"", ", per = \"week\"", ", per = \"day\""],
    ),
    (
        "claim x\nfigure = { VALUE }«no-currency»\nsource = \"camp\"",
        &["low = 1", "high = 2", "low = 1, high = 2", "low = \"1.5\"", "low = 1, per = \"year\""],
    ),
    (
        "claim x\nfigure = \"VALUE\"«no-relative-to»\nsource = \"camp\"",
        &["twice", "7% of", "at least twice as much as", "$5 million more than", "up 30% from"],
    ),
    (
        "claim x\nfigure = \"twice\"\nsource = \"camp\"\nrelative-to = { VALUE }«relative-to-itself»\n\
         scope = { payer = \"boreal\", payee = \"CAMP\", period = 2019 }",
        &[
            "payer = \"boreal\"",
            "payee = \"CAMP\"",
            "period = 2019",
            "category = \"all\"",
            "payer = \"boreal\", period = \"2019-01/2019-12\"",
        ],
    ),
    (
        "claim x\nfigure = \"VALUE\"\nsource = \"camp\"\nsteady = true«steady-without-period»",
        &["$9", "at least $8", "€7 million", "$1–2 million", "tens of dollars"],
    ),
    (
        "claim x\nfigure = \"$9 VALUE\"«stock-with-rate»\nsource = \"camp\"\n\
         scope = { payer = \"boreal\", payee = \"CAMP\", stage = \"held\", period = 2019 }",
        &["a year", "a month", "a week", "a day", "per quarter"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\ncurrency = \"VALUE\"«unknown-currency»",
        &["US$", "usd", "XXY", "EURO", "$"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nVALUE«unknown-id»",
        &[
            "scope = { payer = \"CAMP-a\", payee = \"CAMP\" }",
            "scope = { payer = \"boreal\", payee = \"Kamp\" }",
            "scope = { payer = \"boreal\", category = \"aidd\" }",
            "via = \"nowhere\"",
            "repeats = \"CAMP-y\"",
            "supersedes = \"CAMP-y\"",
        ],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nVALUE«unknown-key»",
        &[
            "notes = \"x\"",
            "datum = 2024",
            "scope = { payer = \"boreal\", pays = 1 }",
            "vias = []",
            "x = { y = 1 }",
        ],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\n\
         scope = { payer = \"boreal\", payee = \"CAMP\", stage = \"VALUE\" }«unknown-word»",
        &["commited", "Paid", "all", "any", "dispersed"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\n\
         scope = { payer = \"boreal\", payee = \"CAMP\", period = \"VALUE\" }«unplaced-period»",
        &["FY2019", "FY2019/FY2020", "FY2018", "FY2017/FY2018", "2030/.."],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nVALUE«unreadable-date»",
        &[
            "date = \"24 April 2024\"",
            "date = \"2024/2023\"",
            "date = 20244",
            "date = \"2024-13\"",
            "exchange = \"yesterday\"",
            "withdrawn = { date = \"2024-02-30\", reason = \"x\" }",
        ],
    ),
    (
        "claim x\nfigure = \"VALUE\"«unreadable-figure»\nsource = \"camp\"",
        &[
            "$61 billoin",
            "$70 milion",
            "five",
            "between $2 and $1",
            "1,5 million dollars",
            "70 million",
            "twice a year",
            "a lot",
        ],
    ),
    (
        "[actor.CAMP]\nname = \"Camp NUM\"\nfiscal-year = { start = \"VALUE\", named-after = \"end\" }«unreadable-fiscal-year»",
        &["October", "13-01", "10-32", "2020-10-01", "1-1"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\n\
         scope = { payer = \"boreal\", payee = \"CAMP\", period = \"VALUE\" }«unreadable-period»",
        &["2022-2024", "2019-Q5", "2020/2019", "last year", "2019-02-30"],
    ),
    (
        "[[claim]]\nid = \"VALUE\"«unusable-id»\nfigure = \"$9\"\nsource = \"camp\"\nscope = { payer = \"boreal\" }",
        &["state 2024", "CAMP x", "CAMP\\t", "CAMP\\u200B", "\u{a0}CAMP"],
    ),
    (
        "claim x\nfigure = \"$9\"\nsource = \"camp\"\nVALUE«wrong-type»",
        &["note = 5", "via = 7", "withdrawn = true", "scope = \"boreal\"", "steady = \"yes\"", "url = []"],
    ),
];

/// Files that are no TOML, one fault in each but the last.
const SYNTAX: [&str; 5] = [
    "[[claim]]\nid = \"s1\"\nfigure = \"$61 billion«syntax»\nsource = \"camp\"\n",
    "[actor.s2]\nname = Camp«syntax»\n",
    "[actor.s3«syntax»\nname = \"Camp\"\n",
    "[source.s4]\nname = \"Paper\"\nname = \"Other\"«syntax»\n",
    "[source.s5]\nname = \"Paper\"\ndate = 2020-06«syntax»\nkind = paper«syntax»\nnote = \"x\" y«syntax»\n",
];

/// Tables of rates and prices, named in `rates.toml`.
const TABLES: [(&str, &str); 7] = [
    (
        "rates/odd.csv",
        "date,base,quote,value\n2019,USD,IRR,1 000«bad-rate»\n2018,USD,IRR,0«bad-rate»\n2017,USD,USD,1«bad-rate»\n\
         2016/2017,USD,IRR,1«bad-rate»\n2015,USD,IRR,1e3«bad-rate»\n2014,USD,IRR,5\n",
    ),
    (
        "rates/twice.csv",
        "date,base,quote,value\n2019,USD,UAH,26\n2019,USD,UAH,26«duplicate-rate»\n2019,UAH,USD,0.04«duplicate-rate»\n\
         2014,USD,IRR,5«duplicate-rate»\n",
    ),
    ("rates/empty.csv", "date,base,quote,value«bad-table»\n"),
    ("rates/semicolons.csv", "date;base;quote;value«bad-table»\n2019;USD;IRR;5\n"),
    ("rates/more.csv", "date,base,quote,value,remarks«bad-table»\n2013,USD,IRR,5,x\n"),
    ("rates/ragged.csv", "date,base,quote,value\n2012,USD,IRR«bad-table»\n2011,USD,IRR,5,6«bad-table»\n"),
    (
        "prices/twice.csv",
        "currency,year,index\nILS,2019,100\nILS,2019,101«duplicate-rate»\nILS,2020,102\nILS,2020,102«duplicate-rate»\n",
    ),
];

/// The file that names them, and others that cannot be read.
const NAMED: &str = "[rates]\nfiles = [\n\
    \"rates/odd.csv\",\n\"rates/twice.csv\",\n\"rates/empty.csv\",\n\"rates/semicolons.csv\",\n\"rates/more.csv\",\n\
    \"rates/ragged.csv\",\n\"/rates.csv\",«bad-table-path»\n\"../rates.csv\",«bad-table-path»\n\
    \"rates/none.csv\",«unreadable-file»\n\"a/../../b.csv\",«bad-table-path»\n\"rates/rates.txt\",«bad-table-path»\n\"rates\",«bad-table-path»\n]\n\
    [rates.prefer]\nIRR = \"ecb\"«not-in-series»\nSYP = \"ecb\"«not-in-series»\nKPW = \"world-bank\"«not-in-series»\n\
    LBP = \"ecb\"«not-in-series»\nAFN = \"ecb\"«not-in-series»\nILS = \"world-bank\"\n\
    [prices]\nfiles = \"prices/twice.csv\"\n";

/// The large dataset with everything seeded.
pub(crate) fn seeded() -> Dataset {
    let mut dataset = sound();
    dataset.add("camps.toml", "[source.camp]\nname = \"Camp post\"\ndate = 2023");
    let files: Vec<String> =
        dataset.files().filter(|file| *file != "0-dataset.toml").map(str::to_owned).collect();
    let seeds = SEEDS.iter().flat_map(|&(seed, values)| values.iter().map(move |&value| (seed, value)));
    for (number, (seed, value)) in seeds.enumerate() {
        dataset.add(&files[number * 7 % files.len()], &written(number, seed, value));
    }
    dataset.add(
        "levels.toml",
        "[check]\nconflicts = \"warn\"«unknown-code»\nsyntax = \"deny\"«unknown-code»\nx = \"allow\"«unknown-code»\n\
         unused = \"warn\"«unknown-code»\nclosed = \"warn\"«unknown-code»\n\n\
         [stage]\norder = [\"paid\"]«order-of-one»",
    );
    // What a header that cannot be read may have meant is not missed.
    dataset.add(
        "syntax.toml",
        "[[claim]]\nid = \"s3\"\nfigure = \"$9\"\nsource = \"camp\"\nscope = { payer = \"boreal\", payee = \"s3\" }",
    );
    dataset.add_file("rates.toml", NAMED);
    for (file, text) in TABLES {
        dataset.add_file(file, text);
    }
    for (number, text) in SYNTAX.into_iter().enumerate() {
        dataset.add_file(&format!("syntax/{number}.toml"), text);
    }
    dataset
}
