# SPDX-License-Identifier: GPL-3.0-or-later
# Where the time of a verdict went, as vypr-analyse tells it in JSON, against what the program
# says itself (torture/spent.c).
#
#   spent.py bounds SHOW TRUTH     the program's own numbers lie within what was told
#   spent.py known SHOW            the bounds are within half of the whole
#   spent.py wait SHOW             what most of the waiting was for
#   spent.py late SHOW             the first call that began too late
#   spent.py inside SHOW           the calls inside, by name
#   spent.py answer EXPLAIN        the answer, and where most of it lies
#   spent.py shares EXPLAIN LEAST  more than that share was waited, or not
import json
import sys


def bounds(told, truth):
    kind, wall, ran = open(truth).read().split()
    spent = told["budget"]["spent"]
    slack = 1000000  # what lies between their clocks and the call itself
    least, most = spent["ran"]
    assert abs(spent["wall"] - int(wall)) < slack + int(wall) // 10, "wall"
    assert 0 <= least <= most <= spent["wall"], "order"
    assert least - slack <= int(ran) <= most + slack, "%s ran %s, told %s" % (kind, ran, spent["ran"])
    low, high = spent["waited"]
    rest = spent["wall"] - spent["queued"]
    assert 0 <= low <= high <= rest - least + 1, "waited"
    assert sum(w["time"] for w in spent["waits"]) <= rest - least + 1, "waits"
    print("ok")


def known(told):
    least, most = told["budget"]["spent"]["ran"]
    print("yes" if most - least < told["budget"]["spent"]["wall"] / 2 else "no")


def main():
    what, told = sys.argv[1], json.load(open(sys.argv[2]))
    if what == "bounds":
        bounds(told, sys.argv[3])
    elif what == "known":
        known(told)
    elif what == "wait":
        waits = told["budget"]["spent"]["waits"]
        print(waits[0]["call"].replace("clock_", "") if waits else "none")
    elif what == "late":
        late = told["budget"]["late"]
        print(late["callee"] if late else "none")
    elif what == "inside":
        print(*sorted("%s %d" % (i["callee"], i["calls"]) for i in told["budget"]["inside"]))
    elif what == "answer":
        budget = told["budget"]
        where = budget["parts"][0]
        print(budget["answer"], where.get("callee", "%s to %s" % (where.get("from"), where.get("to"))))
    elif what == "shares":
        budget = told["budget"]
        for name in "waited_share", "ran_share", "queued_share":
            low, high = budget[name]
            assert 0 <= low <= high <= 1, name
        print("waited" if budget["waited_share"][0] > float(sys.argv[3]) else "did not wait"
              if budget["waited_share"][1] < float(sys.argv[3]) else "unclear")


main()
