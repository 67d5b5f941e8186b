//! Makes the style sheet that is built into the program: GOV.UK Frontend's (from npm, by `make assets`),
//! without the fonts and the crest that only gov.uk may show, and our own after it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The sheet of govuk-frontend 6.6.0, and what it must be.
const SHEET: &str = "govuk-frontend/dist/govuk/govuk-frontend.min.css";
const SHEET_SHA_256: &str = "cda09c60ce00d90a4886f096817e237cdefcb7ff267e4cfe9816fb98a7d17b7f";
const OURS: &str = "web/src/onrecord.css";

fn main() {
    println!("cargo::rerun-if-env-changed=ONRECORD_ASSETS_DIR");
    if let Err(what) = make() {
        println!("cargo::error={what}");
    }
}

fn make() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let packages =
        std::env::var_os("ONRECORD_ASSETS_DIR").map_or_else(|| root.join("web/node_modules"), PathBuf::from);
    let theirs = read(&packages.join(SHEET)).map_err(|_| {
        "the pages' style sheet is not here: run `make assets` (it needs npm), then build again".to_owned()
    })?;
    if hex(&Sha256::digest(theirs.as_bytes())) != SHEET_SHA_256 {
        return Err(format!("{SHEET} is not the one of govuk-frontend 6.6.0: run `make assets`"));
    }
    let ours = read(&root.join(OURS)).map_err(|error| format!("{OURS}: {error}"))?;
    let sheet = format!("{}\n{ours}", without_gov_uk(&theirs));
    let name = format!("onrecord-{}.css", &hex(&Sha256::digest(sheet.as_bytes()))[..16]);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let write =
        |name: &str, text: &str| std::fs::write(out.join(name), text).map_err(|error| error.to_string());
    write("onrecord.css", &sheet)?;
    write("sheet_name.txt", &name)
}

fn read(path: &Path) -> std::io::Result<String> {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path)
}

/// GDS Transport and the crest are for gov.uk alone (methods/stack.md, section 4).
fn without_gov_uk(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("@font-face{") {
        kept.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.replace("GDS Transport,", "").replace("url(/assets/images/govuk-crest.svg)", "none")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
