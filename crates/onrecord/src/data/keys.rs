//! Keys and checkpoints as files.

use std::io::Write;
use std::path::{Path, PathBuf};

use ledger::{Checkpoint, SignedNote, SigningKey, VerifyingKey};

use crate::Stopped;

/// Reads the secret key, or makes it where that was asked for. It must not lie where whoever copies the
/// database gets it as well.
///
/// # Errors
/// A sentence.
pub fn secret(file: &Path, new_name: Option<&str>, data: Option<&Path>) -> Result<SigningKey, Stopped> {
    refuse_inside(file, data)?;
    match (file.exists(), new_name) {
        (true, _) => {
            let text = read(file)?;
            let key = SigningKey::from_text(text.trim_end());
            key.map_err(|fault| usage(file, &format!("this is no secret key: {fault}.")))
        }
        (false, Some(name)) => made(file, name),
        (false, None) => Err(usage(
            file,
            "there is no key here. Name where it is kept, or make it with --new-key NAME (such as borsetshire.example/onrecord).",
        )),
    }
}

fn refuse_inside(file: &Path, data: Option<&Path>) -> Result<(), Stopped> {
    let Some(data) = data.and_then(|data| data.canonicalize().ok()) else { return Ok(()) };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match folder.canonicalize() {
        Ok(folder) if folder.starts_with(&data) => Err(usage(
            file,
            "the key must not lie in the data folder: whoever has the database could then sign for it. Keep it elsewhere, best on another machine or a card.",
        )),
        _ => Ok(()),
    }
}

fn made(file: &Path, name: &str) -> Result<SigningKey, Stopped> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| usage(file, &format!("no random bytes ({error}).")))?;
    let key =
        SigningKey::from_seed(name, &seed).map_err(|fault| usage(file, &format!("{name}: {fault}.")))?;
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || {
        let mut secret = options.open(file)?;
        writeln!(secret, "{}", key.to_text())?;
        secret.sync_all()?;
        std::fs::write(public_beside(file), format!("{}\n", key.verifying_key().to_text()))
    };
    write().map_err(|error: std::io::Error| usage(file, &format!("the key cannot be written ({error}).")))?;
    Ok(key)
}

/// Where the public half of a key goes.
pub fn public_beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".pub");
    name.into()
}

/// Reads a checkpoint; with a public key its signature must fit.
///
/// # Errors
/// A sentence.
pub fn checkpoint(file: &Path, public: Option<&Path>) -> Result<Checkpoint, Stopped> {
    let note = read(file)?;
    let Some(public) = public else {
        let unsigned =
            SignedNote::parts(note.as_bytes()).map_err(|fault| usage(file, &format!("{fault}.")))?;
        return Checkpoint::from_text(&unsigned.0).map_err(|fault| usage(file, &format!("{fault}.")));
    };
    let keys: Result<Vec<VerifyingKey>, _> =
        read(public)?.lines().filter(|line| !line.is_empty()).map(VerifyingKey::from_text).collect();
    let keys = keys.map_err(|fault| usage(public, &format!("this is no public key: {fault}.")))?;
    Checkpoint::open(note.as_bytes(), &keys)
        .map(|(checkpoint, _)| checkpoint)
        .map_err(|fault| usage(file, &format!("{fault}.")))
}

fn read(file: &Path) -> Result<String, Stopped> {
    std::fs::read_to_string(file).map_err(|error| usage(file, &format!("this cannot be read ({error}).")))
}

fn usage(file: &Path, what: &str) -> Stopped {
    Stopped::Usage(format!("{}: {what}", file.display()))
}
