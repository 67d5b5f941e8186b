//! A command, flag, column, limit, mapping or summary field that the documents do not hold fails here.

use clap::CommandFactory;
use exchange::Table;
use testkit::text;

#[test]
fn every_command_and_flag_is_documented_with_an_example() {
    let page = text("docs/commands.md");
    let program = onrecord::cli::Cli::command();
    for command in program.get_subcommands() {
        let name = command.get_name();
        let section = page.split("\n## ").find(|section| section.starts_with(&format!("`onrecord {name}")));
        let section = section.unwrap_or_else(|| panic!("docs/commands.md has no section for {name}"));
        let parts: Vec<&clap::Command> = match command.has_subcommands() {
            true => command.get_subcommands().filter(|part| part.get_name() != "help").collect(),
            false => vec![command],
        };
        for part in parts {
            let name = part.get_name();
            assert!(section.contains(name), "docs/commands.md lacks {name}");
            let help = part.clone().render_long_help().to_string();
            let of_all = command.clone().render_long_help().to_string();
            assert!((help + &of_all).contains("Example:"), "{name} --help has no example");
            let flags = part.get_arguments().filter_map(|argument| argument.get_long());
            for flag in flags.filter(|flag| *flag != "help") {
                assert!(section.contains(&format!("`--{flag}")), "docs/commands.md: {name} lacks --{flag}");
            }
        }
        assert!(text("README.md").contains(&format!("onrecord {name}")), "README.md does not mention {name}");
    }
}

#[test]
fn every_limit_is_documented() {
    let page = text("docs/commands.md");
    for limit in exchange::limits::ALL {
        let row = format!("| {} | {} {} | {} |", limit.name, limit.value, limit.unit, limit.past_it);
        assert!(page.contains(&row), "docs/commands.md lacks {row}");
    }
}

#[test]
fn every_canonical_column_is_documented() {
    let page = text("docs/commands.md");
    for table in Table::ALL {
        let line = page.lines().find(|line| line.starts_with(&format!("- **{}**", table.name()))).unwrap();
        for column in exchange::canonical::columns(table) {
            let listed = line.split([' ', ',', ':', '.', '(']).any(|word| word == column.name);
            assert!(listed, "docs/commands.md: {} lacks {}", table.name(), column.name);
        }
    }
}

#[test]
fn every_field_of_the_summary_is_documented() {
    let page = text("docs/summary.md");
    let snapshot = text("crates/onrecord/tests/it/snapshots/it__check_files__summary.snap");
    let json = snapshot.split("---\n").nth(2).unwrap();
    let summary: serde_json::Value = serde_json::from_str(json).unwrap();
    let mut names = Vec::new();
    collect(&summary, &mut names);
    for name in names {
        assert!(page.contains(&format!("`{name}`")), "docs/summary.md lacks {name}");
    }
}

fn collect(value: &serde_json::Value, names: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            names.push(name.clone());
            collect(value, names);
        }),
        serde_json::Value::Array(entries) => entries.iter().for_each(|entry| collect(entry, names)),
        _ => {}
    }
}

#[test]
fn every_mapping_of_the_project_reads_and_says_what_it_is_for() {
    for file in testkit::files_in(&testkit::root().join("mappings"), ".toml") {
        let mapping = exchange::Mapping::read(&file).unwrap_or_else(|fault| panic!("{fault}"));
        assert!(Table::ALL.into_iter().any(|table| mapping.feeds(table)), "{}", file.display());
        assert!(std::fs::read_to_string(&file).unwrap().contains("about = "), "{}", file.display());
    }
}
