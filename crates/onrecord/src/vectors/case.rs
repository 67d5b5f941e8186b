//! Parameters and inputs of one vector, read by name and kind.

use std::collections::BTreeMap;

use serde_json::Value;

/// One vector's parameters and inputs. A name is looked for in both; parameters first.
pub struct Case<'a> {
    params: &'a Value,
    inputs: &'a Value,
}

impl<'a> Case<'a> {
    /// Of a vector.
    pub fn of(vector: &'a Value) -> Self {
        const NONE: &Value = &Value::Null;
        Self { params: vector.get("params").unwrap_or(NONE), inputs: vector.get("inputs").unwrap_or(NONE) }
    }

    /// The value; `None` where it is null or missing.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        let held = self.params.get(name).or_else(|| self.inputs.get(name));
        held.filter(|value| !value.is_null())
    }

    pub fn need(&self, name: &str) -> Result<&'a Value, String> {
        self.get(name).ok_or_else(|| format!("\"{name}\" is missing"))
    }

    pub fn number(&self, name: &str) -> Result<f64, String> {
        as_number(self.need(name)?).ok_or_else(|| format!("\"{name}\" is not a number"))
    }

    pub fn optional_number(&self, name: &str) -> Result<Option<f64>, String> {
        self.get(name).map(|_| self.number(name)).transpose()
    }

    /// A share of error, 0 < alpha < 1.
    pub fn alpha(&self) -> Result<f64, String> {
        let alpha = self.number("alpha")?;
        if alpha > 0.0 && alpha < 1.0 { Ok(alpha) } else { Err("\"alpha\" must lie between 0 and 1".into()) }
    }

    pub fn whole(&self, name: &str) -> Result<u64, String> {
        as_whole(self.need(name)?).ok_or_else(|| format!("\"{name}\" is not a whole number"))
    }

    pub fn optional_whole(&self, name: &str) -> Result<Option<u64>, String> {
        self.get(name).map(|_| self.whole(name)).transpose()
    }

    pub fn yes(&self, name: &str) -> Result<bool, String> {
        self.need(name)?.as_bool().ok_or_else(|| format!("\"{name}\" is neither true nor false"))
    }

    pub fn text(&self, name: &str) -> Result<&'a str, String> {
        self.need(name)?.as_str().ok_or_else(|| format!("\"{name}\" is not text"))
    }

    pub fn list(&self, name: &str) -> Result<&'a [Value], String> {
        let list = self.need(name)?.as_array();
        list.map(Vec::as_slice).ok_or_else(|| format!("\"{name}\" is not a list"))
    }

    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, String> {
        self.each(name, as_number, "number")
    }

    pub fn wholes(&self, name: &str) -> Result<Vec<u64>, String> {
        self.each(name, as_whole, "whole number")
    }

    /// A list of text; numbers are taken as they are written.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        self.each(name, as_text, "text")
    }

    pub fn optional_texts(&self, name: &str) -> Result<Option<Vec<String>>, String> {
        self.get(name).map(|_| self.texts(name)).transpose()
    }

    /// 0 and 1, or false and true.
    pub fn optional_flags(&self, name: &str) -> Result<Option<Vec<bool>>, String> {
        let flag = |value: &Value| value.as_bool().or_else(|| as_number(value).map(|number| number != 0.0));
        self.get(name).map(|_| self.each(name, flag, "0 or 1")).transpose()
    }

    pub fn optional_counts(&self, name: &str) -> Result<Option<BTreeMap<String, u64>>, String> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let object = value.as_object().ok_or_else(|| format!("\"{name}\" is not a map"))?;
        let one = |(key, value): (&String, &Value)| {
            let count =
                as_whole(value).ok_or_else(|| format!("\"{name}\" of {key} is not a whole number"))?;
            Ok((key.clone(), count))
        };
        object.iter().map(one).collect::<Result<_, String>>().map(Some)
    }

    fn each<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>, kind: &str) -> Result<Vec<T>, String> {
        let one = |(at, value): (usize, &Value)| {
            read(value).ok_or_else(|| format!("\"{name}\" at {at} is not a {kind}"))
        };
        self.list(name)?.iter().enumerate().map(one).collect()
    }
}

/// A number; a flag counts as 0 or 1.
pub fn as_number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_bool().map(|flag| f64::from(u8::from(flag))))
}

/// A whole number, also where it is written 5.0.
pub fn as_whole(value: &Value) -> Option<u64> {
    let of_float =
        |number: f64| (number >= 0.0 && number.fract() == 0.0 && number < 1e15).then_some(number as u64);
    value.as_u64().or_else(|| value.as_f64().and_then(of_float))
}

pub fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
