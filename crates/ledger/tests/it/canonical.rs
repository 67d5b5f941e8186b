//! One value, one writing: what is written decodes to itself, and everything else is refused.

use ledger::canonical::{MAX_BYTES, MAX_DEPTH, NotCanonical, Value, Why};
use proptest::prelude::*;

#[test]
fn values_are_written_in_one_way() {
    let cases = [
        (Value::object([("b", 1i64.into()), ("a", Value::from("x"))]), r#"{"a":"x","b":1}"#),
        (Value::object::<&str>([]), "{}"),
        (Value::List(vec![]), "[]"),
        (Value::List(vec![0i64.into(), (-7i64).into(), i64::MIN.into()]), "[0,-7,-9223372036854775808]"),
        (
            "a\"b\\c/\u{8}\t\n\u{c}\r\u{0}\u{1f}\u{7f}é€\u{1f600}".into(),
            "\"a\\\"b\\\\c/\\b\\t\\n\\f\\r\\u0000\\u001f\u{7f}é€\u{1f600}\"",
        ),
        // Sorted by code point: U+1F600 after U+FFFF, where UTF-16 would put it before.
        (
            Value::object([("\u{1f600}", 2i64.into()), ("\u{ffff}", 1i64.into())]),
            "{\"\u{ffff}\":1,\"\u{1f600}\":2}",
        ),
    ];
    for (value, written) in cases {
        assert_eq!(String::from_utf8(value.to_bytes()).unwrap(), written);
        assert_eq!(Value::from_bytes(written.as_bytes()), Ok(value));
    }
}

#[test]
fn every_other_writing_is_refused_with_its_place() {
    let cases: &[(&[u8], usize, Why)] = &[
        (b"", 0, Why::Ends),
        (b"{", 1, Why::Ends),
        (b"\"a", 2, Why::Ends),
        (b"{}{}", 2, Why::Trailing),
        (b"{} ", 2, Why::Trailing),
        (b" {}", 0, Why::Unexpected),
        (b"{\"a\": 1}", 5, Why::Unexpected),
        (b"[1, 2]", 3, Why::Unexpected),
        (b"[1,]", 3, Why::Unexpected),
        (b"{\"a\":1,}", 7, Why::Unexpected),
        (b"true", 0, Why::Unexpected),
        (b"null", 0, Why::Unexpected),
        (b"1.5", 1, Why::Trailing),
        (b"1e3", 1, Why::Trailing),
        (b"[1.0]", 2, Why::Unexpected),
        (b"-0", 0, Why::Number),
        (b"01", 0, Why::Number),
        (b"-", 0, Why::Number),
        (b"9223372036854775808", 0, Why::Number),
        (b"{\"b\":1,\"a\":2}", 7, Why::Order),
        (b"{\"a\":1,\"a\":2}", 7, Why::Order),
        (b"\"\\/\"", 1, Why::Escape),
        (b"\"\\u0041\"", 1, Why::Escape),
        (b"\"\\u000a\"", 1, Why::Escape),
        (b"\"\\u001F\"", 1, Why::Escape),
        (b"\"\\u00\"", 1, Why::Escape),
        (b"\"\\ud83d\\ude00\"", 1, Why::Escape),
        (b"\"\n\"", 1, Why::Unexpected),
        (b"\"\xff\"", 1, Why::NotText),
        (b"\"\xed\xa0\x80\"", 1, Why::NotText),
        (b"\xef\xbb\xbf{}", 0, Why::Unexpected),
    ];
    for (bytes, at, why) in cases {
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(Value::from_bytes(bytes), Err(NotCanonical { at: *at, why: *why }), "{shown}");
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
    assert!(Value::from_bytes(deep(MAX_DEPTH).as_bytes()).is_ok());
    let fault = Value::from_bytes(deep(MAX_DEPTH + 1).as_bytes()).unwrap_err();
    assert_eq!(fault, NotCanonical { at: MAX_DEPTH, why: Why::TooDeep });
    let long = Value::from("x".repeat(MAX_BYTES)).to_bytes();
    assert_eq!(Value::from_bytes(&long), Err(NotCanonical { at: MAX_BYTES, why: Why::TooLong }));
    let just = Value::from("x".repeat(MAX_BYTES - 2));
    assert_eq!(Value::from_bytes(&just.to_bytes()), Ok(just));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::Integer),
        any::<String>().prop_map(Value::Text),
        "[\\x00-\\x24\\\\\"\u{7f}-\u{a0}]{0,8}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(Value::Object),
        ]
    })
}

/// Bytes that look like JSON often enough to reach every corner of the decoder.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just(b"{".to_vec()),
        Just(b"}".to_vec()),
        Just(b"[".to_vec()),
        Just(b"]".to_vec()),
        Just(b",".to_vec()),
        Just(b":".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\"a\":".to_vec()),
        Just(b"\\u00".to_vec()),
        Just(b"\\n".to_vec()),
        Just(b"-".to_vec()),
        Just(b"0".to_vec()),
        Just(b"17".to_vec()),
        any::<u8>().prop_map(|byte| vec![byte]),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_reads_back_as_itself(value in any_value()) {
        let bytes = value.to_bytes();
        prop_assert_eq!(Value::from_bytes(&bytes), Ok(value));
    }

    #[test]
    fn what_reads_at_all_is_written_back_byte_for_byte(bytes in nearly_json()) {
        if let Ok(value) = Value::from_bytes(&bytes) {
            prop_assert_eq!(value.to_bytes(), bytes);
        }
    }

    #[test]
    fn a_changed_byte_never_reads_as_the_same_value(value in any_value(), at in any::<usize>(), bit in 0u8..8) {
        let mut bytes = value.to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert_ne!(Value::from_bytes(&bytes), Ok(value));
    }
}
