//! The JSON Schema of the facts, generated from the types.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::facts::Facts;

/// The JSON Schema (2020-12) of [`Facts`]: a description and an example for every field, a description
/// for every word that may be chosen.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<Facts>().to_value()
}
