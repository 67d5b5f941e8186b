//! Keys in the text form that public note tools read and write.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer};
use sha2::{Digest, Sha256};

const ED25519: u8 = 1;
const PRIVATE: &str = "PRIVATE+KEY+";

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// A name that is empty, or holds a space or `+`.
    Name,
    /// Not of the form name+id+key.
    Form,
    /// Another kind of key than Ed25519.
    Kind,
    /// The id is not that of this name and key: one of them was mistyped or changed.
    Id,
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "the name of a key must not be empty and must hold no space and no +",
            Self::Form => "a key is written name+id+key, on one line",
            Self::Kind => "only Ed25519 keys can be used",
            Self::Id => "the id does not belong to this name and key: part of the line was changed",
        })
    }
}

/// The public half: who may be believed. Written `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    key: ed25519_dalek::VerifyingKey,
}

/// The secret half, kept outside the database. It is not printed.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, ..)", self.name)
    }
}

impl SigningKey {
    /// A key of this name from 32 secret random bytes.
    ///
    /// # Errors
    /// [`KeyFault::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyFault> {
        if !is_name(name) {
            return Err(KeyFault::Name);
        }
        Ok(Self { name: name.into(), key: ed25519_dalek::SigningKey::from_bytes(seed) })
    }

    /// Reads `PRIVATE+KEY+name+id+base64`, without a newline.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn from_text(text: &str) -> Result<Self, KeyFault> {
        let (name, id, seed) = parts(text.strip_prefix(PRIVATE).ok_or(KeyFault::Form)?)?;
        let key = Self::from_seed(name, &seed)?;
        if key.verifying_key().key_id() == id { Ok(key) } else { Err(KeyFault::Id) }
    }

    /// `PRIVATE+KEY+name+id+base64`: a secret.
    pub fn to_text(&self) -> String {
        alloc::format!(
            "{PRIVATE}{}",
            written(&self.name, self.verifying_key().key_id(), &self.key.to_bytes())
        )
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    pub(super) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.key.sign(text).to_bytes()
    }
}

impl VerifyingKey {
    /// Reads `name+id+base64`, without a newline.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn from_text(text: &str) -> Result<Self, KeyFault> {
        let (name, id, key) = parts(text)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).map_err(|_| KeyFault::Form)?;
        let key = Self { name: name.into(), key };
        if key.key_id() == id { Ok(key) } else { Err(KeyFault::Id) }
    }

    /// `name+id+base64`: for everyone.
    pub fn to_text(&self) -> String {
        written(&self.name, self.key_id(), &self.key.to_bytes())
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256(name, newline, kind, key): an id, not a fingerprint.
    pub fn key_id(&self) -> u32 {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.to_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        u32::from_be_bytes([a, b, c, d])
    }

    pub(super) fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.key.verify_strict(text, &signature).is_ok()
    }
}

pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

fn written(name: &str, id: u32, key: &[u8; 32]) -> String {
    let mut bytes = alloc::vec![ED25519];
    bytes.extend_from_slice(key);
    alloc::format!("{name}+{id:08x}+{}", STANDARD.encode(bytes))
}

/// Name, id and the 32 bytes of the key.
fn parts(text: &str) -> Result<(&str, u32, [u8; 32]), KeyFault> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyFault::Form);
    };
    if !is_name(name) {
        return Err(KeyFault::Name);
    }
    let number = u32::from_str_radix(id, 16).ok().filter(|number| alloc::format!("{number:08x}") == id);
    let bytes: Vec<u8> = STANDARD.decode(key).map_err(|_| KeyFault::Form)?;
    let (kind, key) = bytes.split_first().ok_or(KeyFault::Form)?;
    if *kind != ED25519 {
        return Err(KeyFault::Kind);
    }
    let key: [u8; 32] = key.try_into().map_err(|_| KeyFault::Form)?;
    Ok((name, number.ok_or(KeyFault::Form)?, key))
}
