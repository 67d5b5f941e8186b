//! What was got beside what was expected.

use serde_json::{Map, Value};

/// Problems shown of one vector; the rest are counted.
const MAX_PROBLEMS: usize = 5;

/// The expected fields compared: numbers by |got - want| <= tol max(1, |want|), everything else, and whole
/// numbers that were got as whole numbers, exactly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Largest relative difference of the numbers compared.
    pub difference: Option<f64>,
    /// What was not met.
    pub problems: Vec<String>,
    n_problems: usize,
}

impl Comparison {
    /// Compares the fields that `expected` carries.
    pub fn of(got: &Value, expected: &Map<String, Value>, tolerance: f64) -> Self {
        let mut comparison = Self::default();
        if expected.is_empty() {
            comparison.problem("nothing is expected, so nothing was compared".into());
        }
        for (field, want) in expected {
            // A result without a value carries its status alone: its other fields are null.
            let is_undefined = got.get("status").is_some_and(|status| status != "ok");
            match got.get(field).or_else(|| is_undefined.then_some(&Value::Null)) {
                Some(got) => comparison.value(field, got, want, tolerance),
                None => comparison.problem(format!("{field}: not a field of this operation")),
            }
        }
        if comparison.n_problems > MAX_PROBLEMS {
            let more = comparison.n_problems - MAX_PROBLEMS;
            comparison.problems.push(format!("and {more} more"));
        }
        comparison
    }

    fn value(&mut self, path: &str, got: &Value, want: &Value, tolerance: f64) {
        match (got, want) {
            (Value::Array(got), Value::Array(want)) => self.lists(path, got, want, tolerance),
            (Value::Object(got), Value::Object(want)) => self.maps(path, got, want, tolerance),
            (Value::Number(a), Value::Number(b)) if a.is_f64() || b.is_f64() => {
                self.numbers(path, a.as_f64(), b.as_f64(), tolerance);
            }
            _ if got == want => {
                if let (Value::Number(_), None) = (got, self.difference) {
                    self.difference = Some(0.0);
                }
            }
            _ => {
                if let Some((a, b)) = got.as_f64().zip(want.as_f64()) {
                    self.measure(a, b);
                }
                self.problem(format!("{path}: got {got}, want {want}"));
            }
        }
    }

    fn lists(&mut self, path: &str, got: &[Value], want: &[Value], tolerance: f64) {
        if got.len() != want.len() {
            self.problem(format!("{path}: got {} entries, want {}", got.len(), want.len()));
        }
        for (at, (got, want)) in got.iter().zip(want).enumerate() {
            self.value(&format!("{path}[{at}]"), got, want, tolerance);
        }
    }

    fn maps(&mut self, path: &str, got: &Map<String, Value>, want: &Map<String, Value>, tolerance: f64) {
        for (key, want) in want {
            match got.get(key) {
                Some(got) => self.value(&format!("{path}.{key}"), got, want, tolerance),
                None => self.problem(format!("{path}.{key}: missing")),
            }
        }
    }

    fn numbers(&mut self, path: &str, got: Option<f64>, want: Option<f64>, tolerance: f64) {
        let Some((got, want)) = got.zip(want) else {
            self.problem(format!("{path}: not a number that can be compared"));
            return;
        };
        let difference = self.measure(got, want);
        if difference.is_nan() || difference > tolerance {
            self.problem(format!("{path}: got {got}, want {want}, difference {difference:.1e}"));
        }
    }

    fn measure(&mut self, got: f64, want: f64) -> f64 {
        let difference = (got - want).abs() / want.abs().max(1.0);
        self.difference = Some(self.difference.map_or(difference, |most| most.max(difference)));
        difference
    }

    fn problem(&mut self, problem: String) {
        self.n_problems += 1;
        if self.n_problems <= MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(got: Value, expected: Value, tolerance: f64) -> usize {
        Comparison::of(&got, expected.as_object().unwrap(), tolerance).problems.len()
    }

    #[test]
    fn numbers_are_compared_within_and_the_rest_exactly() {
        assert_eq!(problems(json!({"a": 1.0 + 1e-10}), json!({"a": 1}), 1e-9), 0);
        assert_eq!(problems(json!({"a": 1.0 + 1e-8}), json!({"a": 1}), 1e-9), 1);
        assert_eq!(problems(json!({"a": 1e6 + 1e-4}), json!({"a": 1e6}), 1e-9), 0, "relative above 1");
        assert_eq!(problems(json!({"n": 12}), json!({"n": 13}), 0.5), 1, "whole numbers exactly");
        assert_eq!(problems(json!({"a": null}), json!({"a": 0.0}), 1.0), 1);
        assert_eq!(problems(json!({"a": 0.0}), json!({"a": null}), 1.0), 1);
        assert_eq!(problems(json!({"a": [1.0, 2.0]}), json!({"a": [1.0]}), 1.0), 1);
        assert_eq!(problems(json!({"m": {"x": 1.0}}), json!({"m": {"x": 1.0, "y": 2.0}}), 1.0), 1);
        assert_eq!(problems(json!({"a": "open"}), json!({"a": "certified"}), 1.0), 1);
        assert_eq!(problems(json!({"a": 1.0}), json!({"b": null}), 1.0), 1, "an unknown field is never met");
        assert_eq!(problems(json!({"status": "undefined_no_pairs"}), json!({"coef": null}), 0.0), 0);
        assert_eq!(problems(json!({"a": 1.0}), json!({}), 1.0), 1, "comparing nothing is no pass");
    }
}
