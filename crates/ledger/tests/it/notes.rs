//! Signed notes against the fixed vectors of the reference implementation (golang.org/x/mod, sumdb/note),
//! and checkpoints in the form of C2SP tlog-checkpoint.

use ledger::checkpoint::CheckpointFault;
use ledger::note::{KeyFault, NoteFault, sign};
use ledger::{Checkpoint, Hash, SignedNote, SigningKey, VerifyingKey};
use proptest::prelude::*;

const PETER_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENOCH_PUBLIC: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn peter() -> VerifyingKey {
    VerifyingKey::from_text(PETER_PUBLIC).unwrap()
}

fn enoch() -> VerifyingKey {
    VerifyingKey::from_text(ENOCH_PUBLIC).unwrap()
}

fn open(note: &str, trusted: &[VerifyingKey]) -> Result<SignedNote, NoteFault> {
    SignedNote::open(note.as_bytes(), trusted)
}

#[test]
fn published_keys_read_and_write() {
    let secret = SigningKey::from_text(PETER_SECRET).unwrap();
    assert_eq!(secret.to_text(), PETER_SECRET);
    assert_eq!(secret.verifying_key(), peter());
    assert_eq!(peter().to_text(), PETER_PUBLIC);
    assert_eq!(peter().key_id(), 0xc74f_20a3);
    assert_eq!(format!("{secret:?}"), "SigningKey(PeterNeumann, ..)");
}

#[test]
fn every_cut_and_every_next_byte_of_a_published_key_is_refused() {
    for (whole, reads) in [
        (PETER_PUBLIC, (|text: &str| VerifyingKey::from_text(text).is_ok()) as fn(&str) -> bool),
        (PETER_SECRET, |text| SigningKey::from_text(text).is_ok()),
    ] {
        for begin in 0..=whole.len() {
            for end in begin..=whole.len() {
                assert_eq!(reads(&whole[begin..end]), begin == 0 && end == whole.len(), "{begin}..{end}");
            }
        }
        for at in 0..whole.len() {
            let mut bytes = whole.as_bytes().to_vec();
            bytes[at] += 1;
            assert!(!reads(std::str::from_utf8(&bytes).unwrap()), "byte {at}");
        }
    }
    let long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    assert_eq!(VerifyingKey::from_text(long), Err(KeyFault::Form));
    let other_kind = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(VerifyingKey::from_text(other_kind), Err(KeyFault::Kind));
}

#[test]
fn the_published_note_is_signed_byte_for_byte() {
    let secret = SigningKey::from_text(PETER_SECRET).unwrap();
    assert_eq!(sign(TEXT, &[&secret]).unwrap(), format!("{TEXT}\n{PETER}"));
    assert!(sign("abc", &[&secret]).is_err());
    assert!(sign("a\tc\n", &[&secret]).is_err());
}

#[test]
fn published_notes_open_for_those_who_trust_a_signer() {
    let both = format!("{TEXT}\n{PETER}{ENOCH}");
    let opened = open(&both, &[peter()]).unwrap();
    assert_eq!(opened.text, TEXT);
    assert_eq!(names(&opened), (vec!["PeterNeumann"], vec!["EnochRoot"]));
    assert_eq!(
        names(&open(&both, &[peter(), enoch()]).unwrap()),
        (vec!["PeterNeumann", "EnochRoot"], vec![])
    );
    let by = vec!["PeterNeumann".to_owned(), "EnochRoot".to_owned()];
    assert_eq!(open(&both, &[]).unwrap_err(), NoteFault::NotSigned { by });
    let twice = format!("{TEXT}\n{PETER}{PETER}");
    assert_eq!(names(&open(&twice, &[peter()]).unwrap()).0, ["PeterNeumann"]);
    let bent = format!("{TEXT}\n{}ABCD{}", &PETER[..62], &PETER[62..]);
    assert_eq!(open(&bent, &[peter()]).unwrap_err(), NoteFault::BadSignature { name: "PeterNeumann".into() });
    let other = format!("{}\n{PETER}", TEXT.replace("answer", "Answer"));
    assert_eq!(
        open(&other, &[peter()]).unwrap_err(),
        NoteFault::BadSignature { name: "PeterNeumann".into() }
    );
}

fn names(note: &SignedNote) -> (Vec<&str>, Vec<&str>) {
    (
        note.signed_by.iter().map(|signature| signature.name.as_str()).collect(),
        note.not_checked.iter().map(|signature| signature.name.as_str()).collect(),
    )
}

#[test]
fn published_malformed_notes_are_refused() {
    let bad = [
        TEXT.to_owned(),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{}", PETER.trim_end()),
        format!("\u{1}{TEXT}\n{PETER}"),
        format!("{TEXT}\n{}", PETER.replace("PeterNeumann", "Bad Name")),
        format!("{TEXT}\n{PETER}Unexpected line.\n"),
        format!("{TEXT}\n{}", PETER.repeat(101)),
        format!("{TEXT}{PETER}"),
    ];
    for note in bad {
        assert!(matches!(open(&note, &[peter()]), Err(NoteFault::Malformed(_))), "{note:?}");
    }
    let not_text = [b"\xff", format!("{TEXT}\n{PETER}").as_bytes()].concat();
    assert!(matches!(SignedNote::open(&not_text, &[peter()]), Err(NoteFault::Malformed(_))));
    assert!(open(&format!("{TEXT}\n{}", PETER.repeat(100)), &[peter()]).is_ok());
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: "borsetshire.example/onrecord".into(), size: 20_852_163, root: Hash([0xab; 32]) }
}

#[test]
fn a_checkpoint_is_three_lines_and_a_signature() {
    let key = SigningKey::from_seed("borsetshire.example/onrecord", &[3; 32]).unwrap();
    let note = checkpoint().sign(&key).unwrap();
    assert!(note.starts_with("borsetshire.example/onrecord\n20852163\nq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=\n\n— borsetshire.example/onrecord "));
    let (read, _) = Checkpoint::open(note.as_bytes(), &[key.verifying_key()]).unwrap();
    assert_eq!(read, checkpoint());
    let refused = Checkpoint::open(note.replace("20852163", "20852164").as_bytes(), &[key.verifying_key()]);
    assert!(matches!(refused, Err(CheckpointFault::Note(NoteFault::BadSignature { .. }))));
}

#[test]
fn the_published_checkpoint_reads() {
    // The example of C2SP tlog-checkpoint.
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let read = Checkpoint::from_text(text).unwrap();
    assert_eq!((read.origin.as_str(), read.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(read.text(), text);
    assert_eq!(Checkpoint::from_text(&format!("{text}an extension\n")).unwrap(), read);
}

#[test]
fn texts_that_are_no_checkpoint_are_refused() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    for text in [
        String::new(),
        "\n".into(),
        "a\n1\n".into(),
        format!("\n1\n{root}\n"),
        format!("a\n01\n{root}\n"),
        format!("a\n+1\n{root}\n"),
        format!("a\n-1\n{root}\n"),
        format!("a\n18446744073709551616\n{root}\n"),
        format!("a\n1\n{root}"),
        format!("a\n1\n{}\n", &root[..43]),
        format!("a\n1\n{}J=\n", &root[..42]),
        "a\n1\nAAAA\n".into(),
        format!("a\n1\n{root}\n\nb\n"),
        format!("a\n1\r\n{root}\n"),
    ] {
        assert!(Checkpoint::from_text(&text).is_err(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn bytes_of_anything_never_panic(bytes: Vec<u8>, text: String) {
        let _ = Checkpoint::open(&bytes, &[peter()]);
        let _ = Checkpoint::from_text(&text);
        prop_assert!(VerifyingKey::from_text(&text).is_err());
    }

    /// A true checkpoint with a byte put in, taken out or changed is refused, or says the same.
    #[test]
    fn a_changed_checkpoint_is_refused(at: usize, byte: u8, how in 0..3) {
        let key = SigningKey::from_seed("b.example/o", &[3; 32]).unwrap();
        let note = checkpoint().sign(&key).unwrap().into_bytes();
        let mut bent = note.clone();
        let at = at % note.len();
        match how {
            0 => bent.insert(at, byte),
            1 => drop(bent.remove(at)),
            _ => bent[at] = byte,
        }
        if let Ok((read, _)) = Checkpoint::open(&bent, &[key.verifying_key()]) {
            prop_assert_eq!(read, checkpoint());
        }
    }

    #[test]
    fn any_checkpoint_reads_back(size: u64, root: [u8; 32], seed: [u8; 32]) {
        let key = SigningKey::from_seed("b.example/o", &seed).unwrap();
        let made = Checkpoint { origin: "b.example/o".into(), size, root: Hash(root) };
        let note = made.sign(&key).unwrap();
        let trusted = [VerifyingKey::from_text(&key.verifying_key().to_text()).unwrap()];
        prop_assert_eq!(Checkpoint::open(note.as_bytes(), &trusted).unwrap().0, made);
    }
}
