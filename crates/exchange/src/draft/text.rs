//! Plain text: paragraphs apart by empty lines; lines that begin with a bullet or a number are items;
//! rows of `|` or tabs are a table.

use oversight::publication::{BlockKind, Draft};

use super::Gather;

pub fn read(text: &str) -> Draft {
    let mut gather = Gather::default();
    let mut in_table = false;
    for (at, raw) in text.split('\n').enumerate() {
        let (line, content) = (at as u32 + 1, raw.trim_end_matches('\r'));
        let trimmed = content.trim();
        let cells = cells_of(trimmed);
        if let Some(cells) = cells {
            if !in_table {
                gather.begin_table();
                in_table = true;
            }
            row(&mut gather, &cells, line);
            continue;
        }
        if in_table {
            gather.end_table();
            in_table = false;
        }
        if trimmed.is_empty() {
            gather.end();
        } else if let Some(rest) = item(trimmed) {
            gather.begin(BlockKind::Item, line);
            gather.push(rest, line);
            gather.push(" ", line);
        } else {
            gather.push(content, line);
            gather.push(" ", line);
        }
    }
    gather.finish()
}

fn row(gather: &mut Gather, cells: &[String], line: u32) {
    if cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ' | '=' | '+'))) {
        return;
    }
    gather.begin_row(line);
    for cell in cells {
        gather.push(cell, line);
        gather.end_cell();
    }
    gather.end_row(false);
}

fn cells_of(line: &str) -> Option<Vec<String>> {
    let split: Vec<String> = if line.matches('|').count() >= 2 {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    } else if line.matches('\t').count() >= 1 {
        line.split('\t').map(|cell| cell.trim().to_owned()).collect()
    } else {
        return None;
    };
    (split.len() >= 2).then_some(split)
}

/// The text of a line that begins an item of a list.
fn item(line: &str) -> Option<&str> {
    let bullets = ['•', '·', '*', '▪', '◦', '●', '–', '-', '—', '\u{f0b7}', '○', '■'];
    let mut letters = line.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    if bullets.contains(&first) && rest.starts_with(char::is_whitespace) {
        return Some(rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=3).contains(&digits)
        && line.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    let lettered = line.starts_with('(') && line.get(1..4).is_some_and(|rest| rest.contains(')'));
    (numbered || lettered).then_some(line)
}
