//! The seeds of the fuzz targets (`fuzz/corpus`), as they are and with small damage, for `make test`.

use proptest::prelude::*;

/// The seeds of a target, in the order of their names.
///
/// # Panics
/// Where the target has none.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = crate::root().join("fuzz/corpus").join(target);
    let seeds: Vec<_> = crate::files_in(&folder, "")
        .iter()
        .map(|file| std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
        .collect();
    assert!(!seeds.is_empty(), "{target} has no corpus");
    seeds
}

/// Any seed of a target with a few bytes changed, cut off, put in or said twice.
pub fn damaged(target: &str) -> impl Strategy<Value = Vec<u8>> {
    let wound = (any::<prop::sample::Index>(), any::<u8>(), 0_usize..4);
    (prop::sample::select(seeds(target)), prop::collection::vec(wound, 1..12)).prop_map(
        |(mut bytes, wounds)| {
            for (at, byte, how) in wounds {
                if bytes.is_empty() {
                    break;
                }
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => bytes.truncate(at),
                    2 => bytes.insert(at, byte),
                    _ => {
                        let piece = bytes[at..bytes.len().min(at + 40)].to_vec();
                        bytes.splice(at..at, piece);
                    }
                }
            }
            bytes
        },
    )
}
