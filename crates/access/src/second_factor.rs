//! The second factor: one-time codes of an authenticator app (TOTP, RFC 6238: SHA-1, 30 seconds, six
//! digits, which is what the apps read), and recovery codes for when the telephone is lost.

use alloc::string::String;
use alloc::vec::Vec;

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::SECOND;
use crate::token::{self, is_equal};

/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, section 4).
pub const SECRET_BYTES: usize = 20;
/// Seconds for which a code holds.
const STEP_SECONDS: i64 = 30;
/// Steps that a telephone's clock may be off.
const STEPS_OFF: i64 = 1;
/// Recovery codes given out.
pub const N_RECOVERY_CODES: usize = 8;
/// Random bytes of a recovery code: 16 characters of five bits.
pub const RECOVERY_BYTES: usize = 10;

/// The step of a code that is right at `now` and later than the last one used, `None` where there is
/// none: a code is good once.
pub fn accepted_step(secret: &[u8], code: &str, now: i64, last_step: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = now.div_euclid(SECOND * STEP_SECONDS);
    (step - STEPS_OFF..=step + STEPS_OFF).filter(|step| *step > last_step).find(|step| {
        code_at(secret, *step).is_some_and(|right| is_equal(right.as_bytes(), digits.as_bytes()))
    })
}

/// The secret that is being set up in a session: made of its token, so that nothing is kept before the
/// first code was right.
pub fn secret_of(token: &[u8; token::BYTES]) -> [u8; SECRET_BYTES] {
    let digest = token::of("onrecord/second-factor/1", token);
    core::array::from_fn(|at| digest.get(at).copied().unwrap_or(0))
}

/// The code of a moment, for tests and for the demonstration.
pub fn code(secret: &[u8], now: i64) -> Option<String> {
    code_at(secret, now.div_euclid(SECOND * STEP_SECONDS))
}

/// RFC 4226, section 5.3.
fn code_at(secret: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last()? & 15);
    let four: [u8; 4] = hash.get(offset..offset + 4)?.try_into().ok()?;
    let number = (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000;
    Some(alloc::format!("{number:06}"))
}

/// Base 32 without padding (RFC 4648), as authenticator apps take a secret.
pub fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letters = bytes.chunks(5).flat_map(|chunk| {
        let mut five = [0; 5];
        five.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        let number = five.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        let n = (chunk.len() * 8).div_ceil(5);
        (0..n).map(move |at| ((number >> (35 - 5 * at)) & 31) as usize)
    });
    letters.filter_map(|at| LETTERS.get(at).map(|letter| char::from(*letter))).collect()
}

/// The address that an authenticator app reads.
pub fn address(force: &str, sign_in_name: &str, secret: &[u8]) -> String {
    let escaped = |text: &str| -> String {
        text.bytes()
            .flat_map(|byte| -> Vec<char> {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    alloc::vec![char::from(byte)]
                } else {
                    alloc::format!("%{byte:02X}").chars().collect()
                }
            })
            .collect()
    };
    let issuer = escaped(&alloc::format!("Onrecord {force}"));
    alloc::format!(
        "otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}",
        escaped(sign_in_name),
        base32(secret)
    )
}

/// A recovery code as it is shown: four groups of four.
pub fn recovery_code(random: &[u8; RECOVERY_BYTES]) -> String {
    let letters: Vec<char> = base32(random).to_lowercase().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    #[test]
    fn the_codes_of_the_standard() {
        let secret = b"12345678901234567890";
        for (seconds, right) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, seconds * SECOND).as_deref(), Some(right), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_once_and_near_its_time() {
        let secret = b"12345678901234567890";
        let now = 1_234_567_890 * SECOND;
        let step = accepted_step(secret, "005 924", now, 0).unwrap();
        assert_eq!(accepted_step(secret, "005924", now, step), None);
        assert_eq!(accepted_step(secret, "005924", now + 29 * SECOND, 0), Some(step));
        assert_eq!(accepted_step(secret, "005924", now + 90 * SECOND, 0), None);
        for wrong in ["", "5924", "005925", "0059240", "abcdef"] {
            assert_eq!(accepted_step(secret, wrong, now, 0), None, "{wrong}");
        }
    }

    /// RFC 4648, section 10.
    #[test]
    fn base_32_of_the_standard() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), letters);
        }
        assert_eq!(recovery_code(&[0xff; RECOVERY_BYTES]), "7777-7777-7777-7777");
        assert!(
            address("Borsetshire Police", "k", b"x")
                .starts_with("otpauth://totp/Onrecord%20Borsetshire%20Police:k?")
        );
    }
}
