# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings of a SARIF file in one line each, and the names that its rules have.

	sarif.py FILE

prints those in specifications, NAME.yml, as

URI:LINE:COLUMN-END LEVEL RULE «text there» -> «replacement»: message

Fails on what SARIF 2.1.0 does not allow, as far as GCC writes it, and on places that are not
in the files they name, which are looked for in the working directory.
"""

import json
import sys


def text_at(location, region):
	"""What stands there; columns are counted from 1, the end is not part of it."""
	with open(location["uri"], encoding="utf-8") as file:
		line = file.read().split("\n")[region["startLine"] - 1]
	first, last = region["startColumn"], region["endColumn"]
	assert region.get("endLine", region["startLine"]) == region["startLine"]
	assert 1 <= first <= last <= len(line) + 1, region
	return line[first - 1:last - 1]


def place_of(result):
	[location] = result["locations"]
	place = location["physicalLocation"]
	return place["artifactLocation"], place["region"]


def replacements(result):
	"""(place, text) of each; a fix has its changes by files."""
	for fix in result.get("fixes", []):
		for change in fix["artifactChanges"]:
			for item in change["replacements"]:
				yield (change["artifactLocation"], item["deletedRegion"],
				       item["insertedContent"]["text"])


def finding(result, rules):
	file, region = place_of(result)
	assert result["level"] in ("error", "warning", "note")
	assert result["ruleId"] in rules or result["ruleId"] == "error", result["ruleId"]
	words = "%s:%d:%d-%d %s %s «%s»" % (
		file["uri"], region["startLine"], region["startColumn"], region["endColumn"],
		result["level"], result["ruleId"], text_at(file, region))
	for where, deleted, inserted in replacements(result):
		assert text_at(where, deleted) == text_at(file, region), deleted
		words += " -> «%s»" % inserted
	return words + ": " + result["message"]["text"]


def sarif_in(text):
	"""The object in it; on the standard error other words may follow."""
	return json.JSONDecoder().raw_decode(text[text.index("{"):])[0]


def main(path):
	with open(path, encoding="utf-8") as file:
		log = sarif_in(file.read())
	assert log["version"] == "2.1.0" and "sarif-schema-2.1.0" in log["$schema"]
	[run] = log["runs"]
	rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
	assert len(set(rules)) == len(rules), rules
	assert "vypr" in [tool["name"] for tool in run["tool"]["extensions"]]
	known = {artifact["location"]["uri"] for artifact in run["artifacts"]}
	for result in run["results"]:
		uri = place_of(result)[0]["uri"]
		assert uri in known, uri
		if uri.endswith(".yml"):
			print(finding(result, rules))
	print("rules:" + "".join(" " + rule for rule in rules))


main(sys.argv[1])
