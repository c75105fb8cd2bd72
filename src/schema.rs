//! A JSON Schema of dataset files, by which editors complete and check claims as they are typed.
//!
//! It knows the shape of one file and no more: ids that lead nowhere, figures that cannot be read and
//! whatever takes two tables to see are left to the loader. What it refuses, the loader refuses too, but for
//! one blank: `" end "` under `named-after`. In JSON a TOML date is a text and `60.0` a whole number, so
//! these two pass for one.
//!
//! Draft 7 is what editors of TOML understand. There a `$ref` hides all that stands beside it, so each key
//! is written out in full with its own description, and patterns keep to what every engine of regular
//! expressions reads alike.

mod tables;
mod values;

use serde_json::{Map, Value, json};

/// The schema of a dataset file.
///
/// `codes` are those whose levels `[check]` sets, each with what it is about in a line. Without any, every
/// name in kebab case is allowed there.
#[must_use]
pub fn schema(codes: &[(&str, &str)]) -> Value {
    let mut schema = table(vec![
        ("dataset", tables::dataset()),
        ("reading", tables::reading()),
        ("stage", tables::stage()),
        ("check", tables::check(codes)),
        ("rates", tables::rates()),
        ("prices", tables::prices()),
        ("actor", tables::actors()),
        ("category", tables::categories()),
        ("source", tables::sources()),
        ("claim", tables::claims()),
        ("known-conflict", tables::known_conflicts()),
    ]);
    add(&mut schema, "$schema", json!("http://json-schema.org/draft-07/schema#"));
    add(&mut schema, "title", json!("A file of a crossfoot dataset"));
    add(
        &mut schema,
        "description",
        json!(
            "Published claims about money. Any file may hold any table; together the files are one dataset."
        ),
    );
    schema
}

/// A table that takes these keys and no other.
fn table(keys: Vec<(&'static str, Value)>) -> Value {
    let properties: Map<String, Value> =
        keys.into_iter().map(|(key, takes)| (key.to_owned(), takes)).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The same schema with one more keyword.
fn with(mut schema: Value, keyword: &str, value: Value) -> Value {
    add(&mut schema, keyword, value);
    schema
}

fn add(schema: &mut Value, keyword: &str, value: Value) {
    if let Some(keywords) = schema.as_object_mut() {
        keywords.insert(keyword.to_owned(), value);
    }
}

/// The same schema with what an editor shows of it.
fn described(schema: Value, description: &str) -> Value {
    with(schema, "description", json!(description))
}
