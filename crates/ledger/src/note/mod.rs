//! Signed notes (C2SP signed-note): text that ends in a newline, an empty line, and a line for each
//! signature. Ed25519 alone; lines of other keys and kinds are kept and not believed.

mod key;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use key::{KeyFault, SigningKey, VerifyingKey};

/// Most bytes of a note.
pub const MAX_BYTES: usize = 1 << 20;
/// Most signatures on a note.
pub const MAX_SIGNATURES: usize = 100;

const MARK: &str = "\u{2014} ";

/// A note of which at least one signature is that of a trusted key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    /// What was signed, with its last newline.
    pub text: String,
    /// By which trusted keys; each once.
    pub signed_by: Vec<Signature>,
    /// Signatures of keys that are not among the trusted; nothing is known of them.
    pub not_checked: Vec<Signature>,
}

/// Who signed, as the line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub key_id: u32,
    bytes: Vec<u8>,
}

/// Why a note is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteFault {
    /// Not of the form of a signed note.
    Malformed(&'static str),
    /// A trusted key's signature does not fit the text.
    BadSignature {
        /// Name of the key.
        name: String,
    },
    /// No trusted key signed.
    NotSigned {
        /// The keys whose signatures it carries.
        by: Vec<String>,
    },
}

impl fmt::Display for NoteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "this is no signed note: {why}"),
            Self::BadSignature { name } => write!(
                f,
                "the signature of {name} does not fit the text: the note was changed after it was signed"
            ),
            Self::NotSigned { by } => write!(
                f,
                "no key that is trusted here signed this note; it carries signatures of {}",
                by.join(", ")
            ),
        }
    }
}

/// Signs a text with each key in turn.
///
/// # Errors
/// [`NoteFault::Malformed`] where the text cannot stand in a note.
pub fn sign(text: &str, keys: &[&SigningKey]) -> Result<String, NoteFault> {
    if !text.ends_with('\n') {
        return Err(NoteFault::Malformed("its text does not end with a newline"));
    }
    if has_control(text) {
        return Err(NoteFault::Malformed("it holds a control character"));
    }
    let mut note = alloc::format!("{text}\n");
    for key in keys {
        let signature = Signature {
            name: key.name().to_string(),
            key_id: key.verifying_key().key_id(),
            bytes: key.sign(text.as_bytes()).to_vec(),
        };
        note.push_str(&signature.line());
    }
    Ok(note)
}

impl SignedNote {
    /// Reads a note and checks the signatures of the trusted keys.
    ///
    /// # Errors
    /// [`NoteFault`]: malformed, a trusted key's signature that does not fit, or no trusted key's.
    pub fn open(note: &[u8], trusted: &[VerifyingKey]) -> Result<Self, NoteFault> {
        let (text, signatures) = Self::parts(note)?;
        let mut opened = Self { text, signed_by: Vec::new(), not_checked: Vec::new() };
        for signature in signatures {
            opened.sort_in(signature, trusted)?;
        }
        if opened.signed_by.is_empty() {
            let by = opened.not_checked.iter().map(|signature| signature.name.clone()).collect();
            return Err(NoteFault::NotSigned { by });
        }
        Ok(opened)
    }

    /// The text and the signatures of a note, none of them checked.
    ///
    /// # Errors
    /// [`NoteFault::Malformed`].
    pub fn parts(note: &[u8]) -> Result<(String, Vec<Signature>), NoteFault> {
        let malformed = NoteFault::Malformed;
        if note.len() > MAX_BYTES {
            return Err(malformed("it is longer than 1 MiB"));
        }
        let note = core::str::from_utf8(note).map_err(|_| malformed("it is not UTF-8"))?;
        if has_control(note) {
            return Err(malformed("it holds a control character"));
        }
        let (text, lines) =
            note.rsplit_once("\n\n").ok_or(malformed("no empty line parts text and signatures"))?;
        let lines = lines.strip_suffix('\n').ok_or(malformed("its last line does not end"))?;
        let lines: Vec<&str> = lines.split('\n').collect();
        if lines.len() > MAX_SIGNATURES {
            return Err(malformed("it has more than 100 signatures"));
        }
        let signatures: Option<Vec<Signature>> = lines.into_iter().map(Signature::of_line).collect();
        let signatures = signatures.ok_or(malformed("a line after the text is no signature"))?;
        Ok((alloc::format!("{text}\n"), signatures))
    }

    fn sort_in(&mut self, signature: Signature, trusted: &[VerifyingKey]) -> Result<(), NoteFault> {
        let known = |key: &&VerifyingKey| key.name() == signature.name && key.key_id() == signature.key_id;
        let Some(key) = trusted.iter().find(known) else {
            self.not_checked.push(signature);
            return Ok(());
        };
        if !key.verifies(self.text.as_bytes(), &signature.bytes) {
            return Err(NoteFault::BadSignature { name: signature.name });
        }
        if !self.signed_by.contains(&signature) {
            self.signed_by.push(signature);
        }
        Ok(())
    }
}

impl Signature {
    fn line(&self) -> String {
        let mut bytes = self.key_id.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.bytes);
        alloc::format!("{MARK}{} {}\n", self.name, STANDARD.encode(bytes))
    }

    fn of_line(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix(MARK)?.split_once(' ')?;
        let bytes = STANDARD.decode(encoded).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        if !key::is_name(name) || signature.is_empty() {
            return None;
        }
        Some(Self { name: name.into(), key_id: u32::from_be_bytes(*id), bytes: signature.to_vec() })
    }
}

fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte < 0x20 && byte != b'\n')
}
