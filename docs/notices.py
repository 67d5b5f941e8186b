"""Writes the third-party notices: every package the program is built of, its version, licence and
authors, as its own manifest states them. Used by `make notices`; a test compares names."""

import json
import subprocess

def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

tree = run("cargo", "tree", "--locked", "--offline", "-e", "normal,build", "--prefix", "none", "-p", "onrecord", "-p", "letters")
built = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
metadata = json.loads(run("cargo", "metadata", "--locked", "--offline", "--format-version", "1"))

print("# Third-party notices\n")
print("Onrecord, `onrecord-letters` with it, is built of these packages, each under its own licence. Where a licence offers a choice,")
print("either may be chosen. Authors are as each package states them; where it states none, they are its")
print("contributors. Written by `make notices`.\n")
print("| package | version | licence | authors |")
print("|---|---|---|---|")
for package in sorted(metadata["packages"], key=lambda package: package["name"]):
    if package["source"] is None or (package["name"], "v" + package["version"]) not in built:
        continue
    authors = ", ".join(author.split(" <")[0] for author in package["authors"]) or "its contributors"
    print(f"| {package['name']} | {package['version']} | {package['license']} | {authors} |")

print("\n## Style sheet\n")
print("The pages' style sheet is made from GOV.UK Frontend 6.6.0 (npm govuk-frontend), MIT licence, copyright Crown")
print("Copyright (Government Digital Service), without its fonts, images and scripts.")
print("\nFonts inside `onrecord-letters`, from typst-assets: Libertinus Serif (The Libertinus Project Authors,")
print("SIL Open Font License 1.1) and DejaVu Sans Mono (Bitstream and the DejaVu authors, Bitstream Vera licence).")
