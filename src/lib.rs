//! crossfoot reconciles conflicting published claims about money: it reads each claim's words into
//! an exact interval and decides which claims can be true together, which cannot, and why.
//!
//! The modules stand in the order in which data flows through them.

// The vocabulary that everything else is written in.
pub mod money;
pub mod number;
pub mod currency;
pub mod period;
pub mod rates;
pub mod reading;
pub mod figure;
pub mod scope;
pub mod text;
pub mod fingerprint;

// What editors are told of dataset files, in that vocabulary.
pub mod schema;

// Files → raw records → valid claims, with everything that is wrong on the way.
pub mod problem;
pub mod level;
pub mod dataset;
pub mod claim;
pub mod normalise;

// Changes to the files that leave everything else in them as it stands.
pub mod edit;

// Exact linear arithmetic and the enumeration of conflicts, which know nothing of claims.
pub mod solve;
pub mod conflict;

// Amounts of one unit → of another.
pub mod conversion;

// Claims → constraints on stretches of time → components → verdicts on pairs.
pub mod constraint;
pub mod standing;
mod restatement;
pub mod component;
pub mod reconcile;

// Statements over boxes → cells → what holds together → checked proofs and witnesses.
pub mod statement;
pub mod cell;
pub mod decide;
pub mod certificate;
pub mod analysis;
pub mod cause;
pub mod bounds;
pub mod change;

// Verdicts → the report.
pub mod report;

// The report and the dataset → what is worth a look.
pub mod finding;
pub mod rules;
pub mod check;

// What explanations of claims, conflicts and codes say.
pub mod explain;
pub mod explanation;

// One renderer a format.
pub mod output;
