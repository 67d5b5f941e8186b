//! Agreement of markers.

use audit::agreement::{self, Coefficient, Level, Ratings, Undefined, Weights};
use serde_json::{Value, json};

use super::case::{Case, as_number};
use super::plain::undefined;

fn ratings(case: &Case<'_>) -> Result<Ratings, String> {
    let categories = case.list("categories")?;
    let place = |mark: &Value| match mark {
        Value::Null => Ok(None),
        mark => match categories.iter().position(|category| is_same(category, mark)) {
            Some(at) => Ok(Some(at)),
            None => Err(format!("the rating {mark} is not one of \"categories\"")),
        },
    };
    let row = |unit: &Value| {
        let marks = unit.as_array().ok_or("each entry of \"ratings\" is a list")?;
        marks.iter().map(place).collect::<Result<Vec<_>, String>>()
    };
    let units = case.list("ratings")?.iter().map(row).collect::<Result<Vec<_>, String>>()?;
    Ok(Ratings { n_categories: categories.len(), units })
}

/// 1 and 1.0 are one category.
fn is_same(category: &Value, mark: &Value) -> bool {
    category == mark || category.as_f64().zip(mark.as_f64()).is_some_and(|(a, b)| a == b)
}

fn coefficient(got: Result<Coefficient, Undefined>) -> Value {
    match got {
        Err(why) => undefined(why.name()),
        Ok(c) => json!({
            "coef": c.value, "pa": c.observed, "pe": c.by_chance, "se": c.se,
            "lower": c.ends.map(|ends| ends.0), "upper": c.ends.map(|ends| ends.1), "status": "ok",
        }),
    }
}

pub fn cohen(case: &Case<'_>) -> Result<Value, String> {
    let weights = match case.text("weights")? {
        "identity" => Weights::Identity,
        "linear" => Weights::Linear,
        "quadratic" => Weights::Quadratic,
        other => return Err(format!("\"weights\" is identity, linear or quadratic, not {other}")),
    };
    Ok(match agreement::cohen(&ratings(case)?, weights, case.alpha()?) {
        Err(why) => undefined(why.name()),
        Ok(kappa) => json!({
            "coef": kappa.value, "var": kappa.variance, "var_null": kappa.variance_under_chance,
            "lower": kappa.ends.map(|ends| ends.0), "upper": kappa.ends.map(|ends| ends.1), "status": "ok",
        }),
    })
}

pub fn gwet(case: &Case<'_>) -> Result<Value, String> {
    Ok(coefficient(agreement::gwet_ac1(&ratings(case)?, case.alpha()?)))
}

pub fn fleiss(case: &Case<'_>) -> Result<Value, String> {
    Ok(coefficient(agreement::fleiss(&ratings(case)?, case.alpha()?)))
}

pub fn krippendorff(case: &Case<'_>) -> Result<Value, String> {
    let values: Option<Vec<f64>> = case.list("categories")?.iter().map(as_number).collect();
    let level = match (case.text("level")?, &values) {
        ("nominal", _) => Level::Nominal,
        ("ordinal", _) => Level::Ordinal,
        ("interval", Some(values)) => Level::Interval(values),
        ("interval", None) => return Err("\"level\" interval needs numbers as \"categories\"".into()),
        (other, _) => return Err(format!("\"level\" is nominal, ordinal or interval, not {other}")),
    };
    let alpha = case.get("alpha").map(|_| case.alpha()).transpose()?;
    Ok(coefficient(agreement::krippendorff(&ratings(case)?, level, alpha)))
}
