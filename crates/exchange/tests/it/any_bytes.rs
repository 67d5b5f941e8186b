//! Whatever the bytes: no panic, no row lost from the account, and good rows between rubbish kept.

use exchange::profile;
use proptest::prelude::*;

use crate::kit::{Folder, adds_up, gzip, told};

/// Pieces that make trouble beside one another.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces: [&[u8]; 22] = [
        b"\"",
        b"\"\"",
        b",",
        b";",
        b"\t",
        b"|",
        b"\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"\xe9",
        "é".as_bytes(),
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"2018-11-05",
        b"1026-01-01",
        b"L1",
        b" ",
        b"'",
        b"=1+1",
        b"\",\"",
        b"\"\n\"",
    ];
    prop_oneof![
        20 => proptest::sample::select(pieces.to_vec()).prop_map(<[u8]>::to_vec),
        3 => proptest::collection::vec(any::<u8>(), 0..20),
        1 => (60_000_usize..70_000).prop_map(|n| vec![b'x'; n]),
    ]
}

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(piece(), 0..most).prop_map(|pieces| pieces.concat())
}

/// A line of rubbish that holds no quote and no line end.
fn rubbish() -> impl Strategy<Value = Vec<u8>> {
    bytes(12)
        .prop_map(|bytes| bytes.into_iter().filter(|byte| !matches!(byte, b'"' | b'\n' | b'\r')).collect())
}

fn take_in(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let folder = Folder::new().incidents(&bytes);
    let path = folder.path("logs.csv");
    match folder.try_read() {
        Ok(extract) => {
            adds_up(&extract);
            prop_assert!(extract.incidents.len() as u64 <= extract.accounts[0].tally.accepted);
        }
        Err(fault) => drop(told(&fault)),
    }
    match profile::examine(&path, &mut |_, _| {}) {
        Ok(profile) => {
            let drafted = profile::draft(&profile);
            prop_assert!(exchange::Mapping::parse("draft", &drafted).is_ok(), "{drafted}");
        }
        Err(fault) => drop(told(&fault)),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_at_all(bytes in bytes(80)) {
        take_in(bytes)?;
    }

    #[test]
    fn any_bytes_under_a_good_header(bytes in bytes(80), packed in any::<bool>()) {
        let text = [b"incident_ref,received_at,place\n".as_slice(), &bytes].concat();
        take_in(if packed { gzip(&text) } else { text })?;
    }

    #[test]
    fn good_rows_between_rubbish_are_accepted(lines in proptest::collection::vec(rubbish(), 1..30)) {
        let mut text = b"incident_ref,received_at,place\n".to_vec();
        for (n, line) in lines.iter().enumerate() {
            text.extend(format!("GOOD-{n},2018-11-05T10:00,\"High \"\"Street\"\", {n}\"\n").bytes());
            text.extend(line);
            text.push(b'\n');
        }
        let extract = Folder::new().incidents(&text).read();
        for n in 0..lines.len() {
            let reference = format!("GOOD-{n}");
            let place = format!("High \"Street\", {n}");
            let row = extract.incidents.iter().find(|row| row.incident_ref.as_ref().is_some_and(|r| r.as_str() == reference));
            prop_assert_eq!(row.and_then(|row| row.place.place.as_deref()), Some(place.as_str()));
        }
    }

    #[test]
    fn any_mapping_text(text in "[a-z\\[\\]{}=\"', \n%YmdH#]{0,200}") {
        if let Err(fault) = exchange::Mapping::parse("m", &text) {
            told(&fault);
        }
    }

    #[test]
    fn any_date_and_pattern(value in "[0-9TZ:+/ .,-]{0,24}", pattern in "[%YmdHMSIpbz/: .-]{0,16}") {
        let zone = terms::Zone::london();
        let patterns: Vec<_> = exchange::dates::Pattern::new("m", &pattern).into_iter().collect();
        let _ = exchange::dates::read(&value, &patterns, &zone);
    }
}
