use std::io::Write;

use oversight::publication::BlockKind::{Heading, Item, Paragraph, Row};

use super::*;

/// A DOCX or ODT with one part.
fn packed(part: &str, xml: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn blocks(file: &str, bytes: &[u8]) -> Vec<(BlockKind, String, u32)> {
    let draft = of_bytes(file, bytes).unwrap();
    draft.blocks.into_iter().map(|b| (b.kind, b.text.clone(), b.line_at(0))).collect()
}

#[test]
fn plain_text_keeps_its_lines() {
    let text = "Dear all,\nsix lines\n\n  \u{2022} 7% of\n    crimes\n1. One\n\nA | B\n1 | 2 | 3\n";
    let draft = of_bytes("a.txt", text.as_bytes()).unwrap();
    let first = &draft.blocks[0];
    assert_eq!((first.text.as_str(), first.line_at(0), first.line_at(12)), ("Dear all, six lines", 1, 2));
    let rest: Vec<_> = draft.blocks[1..].iter().map(|b| (b.kind, b.text.as_str())).collect();
    assert_eq!(rest[0], (Item, "7% of crimes"));
    assert_eq!(rest[1], (Item, "1. One"));
}

#[test]
fn markdown_tables_know_their_headers() {
    let text = "# Head\n\nText *here*.\n\n- item\n\n| Group | n |\n|---|---|\n| Rape | 63 |\n";
    let draft = of_bytes("a.md", text.as_bytes()).unwrap();
    let seen: Vec<_> = draft.blocks.iter().map(|b| (b.kind, b.text.as_str(), b.line_at(0))).collect();
    assert_eq!(
        seen,
        [(Heading, "Head", 1), (Paragraph, "Text here.", 3), (Item, "item", 5), (Row, "Rape | 63", 9)]
    );
    assert_eq!(draft.blocks[3].cells[1].header, "n");
}

#[test]
fn html_is_read_as_it_is_seen() {
    let html = "<html><head><title>9</title><style>a{b:1}</style></head><body>\n<h1>Head</h1><p>62&nbsp;of <b>63</b></p>\
                <script>var x=5</script>\n<ul><li><p>one</p></li></ul><table><tr><th>Group</th><th>n</th></tr>\
                <tr><th>Rape</th><td>63</td></tr></table></body></html>";
    let seen = blocks("a.html", html.as_bytes());
    assert_eq!(
        seen,
        [
            (Heading, "Head".into(), 2),
            (Paragraph, "62 of 63".into(), 2),
            (Item, "one".into(), 3),
            (Row, "Rape | 63".into(), 3)
        ]
    );
}

#[test]
fn word_processors_documents_are_read_without_what_was_deleted() {
    let docx = r#"<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">96.</w:t></w:r><w:r><w:t>6% &amp; more</w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>item</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Group</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>n</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Rape</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>63</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    let seen = blocks("a.docx", &packed("word/document.xml", docx));
    assert_eq!(seen[0], (Heading, "Head".into(), 1));
    assert_eq!(seen[1], (Paragraph, "96.6% & more".into(), 2));
    assert_eq!(seen[2], (Item, "item".into(), 3));
    assert_eq!(seen[3].1, "Rape | 63");
    let odt = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>
<text:tracked-changes><text:p>gone 5%</text:p></text:tracked-changes><text:h>Head</text:h><text:p>62<text:s/>of <text:span>63</text:span></text:p>
<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"#;
    let seen = blocks("a.odt", &packed("content.xml", odt));
    let words: Vec<_> = seen.iter().map(|(kind, text, _)| (*kind, text.as_str())).collect();
    assert_eq!(words, [(Heading, "Head"), (Paragraph, "62 of 63"), (Item, "item")]);
}

#[test]
fn a_document_without_its_part_is_refused() {
    let fault = of_bytes("a.docx", &packed("content.xml", "<a/>")).unwrap_err().to_string();
    assert!(fault.contains("is not what its name says"), "{fault}");
}
