//! Roots and proofs against the published vectors of RFC 6962's reference implementation, and against an
//! independent tree (ct-merkle).

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::merkle::{leaf_of_bytes, node};
use ledger::{Frontier, Hash, Proof, Prover};
use proptest::prelude::*;
use sha2::Sha256;

/// The eight test leaves of the reference implementation (google/certificate-transparency,
/// merkle_tree_test; transparency-dev/merkle, testonly).
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// Their roots, from none of them to all eight.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hash(hex: &str) -> Hash {
    Hash::from_hex(hex).unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_of_bytes(&bytes(leaf))).collect()
}

fn frontier(leaves: &[Hash]) -> Frontier {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.append(*leaf));
    frontier
}

fn proof(mut prover: Prover, leaves: &[Hash]) -> Proof {
    leaves.iter().for_each(|leaf| prover.push(*leaf));
    prover.finish().unwrap()
}

#[test]
fn published_hashes_of_leaf_and_node() {
    let leaf = "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56";
    assert_eq!(leaf_of_bytes(b"L123456"), hash(leaf));
    // SHA-256(0x01, "N123", "N456") is published for short strings; ours takes two hashes.
    assert_eq!(node(&leaf_of_bytes(b""), &leaf_of_bytes(&[0])), hash(ROOTS[2]));
}

#[test]
fn published_roots() {
    for (n, root) in ROOTS.iter().enumerate() {
        assert_eq!(frontier(&leaves()[..n]).root(), hash(root), "{n} leaves");
    }
}

#[test]
fn published_inclusion_proofs() {
    let cases: &[(u64, u64, &[&str])] = &[
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1,
            5,
            &[
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (index, size, published) in cases {
        let published = Proof(published.iter().map(|hex| hash(hex)).collect());
        let n = *size as usize;
        assert_eq!(proof(Prover::inclusion(*index, *size).unwrap(), &leaves()[..n]), published);
        let leaf = &leaves()[*index as usize];
        assert!(published.proves_inclusion(leaf, *index, *size, &hash(ROOTS[n])), "{index} in {size}");
    }
}

#[test]
fn published_consistency_proofs() {
    let cases: &[(u64, u64, &[&str])] = &[
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (old, size, published) in cases {
        let published = Proof(published.iter().map(|hex| hash(hex)).collect());
        let (o, n) = (*old as usize, *size as usize);
        assert_eq!(proof(Prover::consistency(*old, *size).unwrap(), &leaves()[..n]), published);
        assert!(published.proves_consistency(*old, &hash(ROOTS[o]), *size, &hash(ROOTS[n])), "{old} {size}");
    }
}

/// Every tree up to 70 leaves, every index and every older tree, agree with ct-merkle; no proof proves
/// anything else.
#[test]
fn every_small_tree_agrees_with_an_independent_one() {
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let (mut ours, mut roots) = (Vec::new(), vec![Frontier::new().root()]);
    for size in 1..=70u64 {
        let item = format!("entry {size}").into_bytes();
        ours.push(leaf_of_bytes(&item));
        tree.push(item);
        let root = frontier(&ours).root();
        roots.push(root);
        assert_eq!(root.0[..], tree.root().as_bytes()[..], "{size} leaves");
        for index in 0..size {
            let made = proof(Prover::inclusion(index, size).unwrap(), &ours);
            assert_eq!(concatenated(&made), tree.prove_inclusion(index as usize).as_bytes());
            assert!(made.proves_inclusion(&ours[index as usize], index, size, &root));
            assert!(!made.proves_inclusion(&ours[index as usize], index, size, &roots[size as usize - 1]));
        }
        for old in 1..=size {
            let made = proof(Prover::consistency(old, size).unwrap(), &ours);
            assert_eq!(concatenated(&made), tree.prove_consistency((size - old) as usize).as_bytes());
            assert!(made.proves_consistency(old, &roots[old as usize], size, &root));
        }
    }
}

fn concatenated(proof: &Proof) -> Vec<u8> {
    proof.0.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn the_empty_ledger_and_what_cannot_be_proved() {
    let (none, root) = (Frontier::new().root(), hash(ROOTS[8]));
    assert!(Proof::default().proves_consistency(0, &none, 8, &root));
    assert!(!Proof::default().proves_consistency(0, &root, 8, &root));
    assert!(!Proof(vec![none]).proves_consistency(0, &none, 8, &root));
    assert!(Proof::default().proves_consistency(8, &root, 8, &root));
    assert!(!Proof::default().proves_consistency(9, &root, 8, &root));
    assert!(Prover::inclusion(8, 8).is_none());
    assert!(Prover::inclusion(0, 0).is_none());
    assert!(Prover::consistency(0, 8).is_none());
    assert!(Prover::consistency(9, 8).is_none());
    let mut short = Prover::inclusion(0, 8).unwrap();
    leaves()[..7].iter().for_each(|leaf| short.push(*leaf));
    assert!(short.finish().is_none());
}

#[test]
fn a_frontier_goes_on_where_it_was_left() {
    let all = leaves();
    let kept = frontier(&all[..5]);
    let mut resumed = Frontier::resume(5, kept.peaks().to_vec()).unwrap();
    all[5..].iter().for_each(|leaf| resumed.append(*leaf));
    assert_eq!(resumed.root(), hash(ROOTS[8]));
    assert!(Frontier::resume(5, kept.peaks()[..1].to_vec()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// A proof with one hash changed, dropped or added, or told of another place or size, proves nothing.
    #[test]
    fn a_bent_proof_proves_nothing(size in 2u64..300, index: u64, old: u64, at: usize, how in 0..5) {
        let ours: Vec<Hash> = (0..size).map(|n| leaf_of_bytes(&n.to_be_bytes())).collect();
        let (index, old) = (index % size, 1 + old % (size - 1));
        let root = frontier(&ours).root();
        let old_root = frontier(&ours[..old as usize]).root();
        let mut inclusion = proof(Prover::inclusion(index, size).unwrap(), &ours);
        let mut consistency = proof(Prover::consistency(old, size).unwrap(), &ours);
        let (mut told_index, mut told_old) = (index, old);
        for proof in [&mut inclusion.0, &mut consistency.0] {
            let at = at % proof.len();
            match how {
                0 => proof[at].0[7] ^= 1,
                1 => drop(proof.remove(at)),
                2 => proof.insert(at, Hash([9; 32])),
                3 => proof.push(Hash([9; 32])),
                _ => {
                    told_index = (index + 1) % size;
                    told_old = 1 + old % (size - 1);
                }
            }
        }
        prop_assert!(!inclusion.proves_inclusion(&ours[index as usize], told_index, size, &root));
        if how < 4 || told_old != old {
            prop_assert!(!consistency.proves_consistency(told_old, &old_root, size, &root));
        }
    }

    #[test]
    fn a_proof_of_anything_never_panics(hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70), index: u64, size: u64) {
        let proof = Proof(hashes.into_iter().map(Hash).collect());
        let root = Hash([1; 32]);
        prop_assert!(!proof.proves_inclusion(&Hash([2; 32]), index, size, &root));
        let _ = proof.proves_consistency(index, &Hash([2; 32]), size, &root);
    }
}
