# SPDX-License-Identifier: GPL-3.0-or-later
"""gen.py DIR: 30 000 JSON lines, the same every time.  8 % hold a number of 60 to 90
digits (the slow branch of the seed); those always hold a \\u escape too, and so do
10 % of the others: a decoy that goes with slowness and does not cause it."""
import os
import random
import sys

directory = sys.argv[1]
os.makedirs(directory, exist_ok=True)
r = random.Random(2)
with open(f'{directory}/in.json', 'w') as f:
    for i in range(30000):
        long = r.random() < .08
        escaped = long or r.random() < .10
        if long:
            number = '0.' + ''.join(r.choice('0123456789') for _ in range(r.randint(60, 90)))
        else:
            number = str(r.randrange(10 ** 6))
        text = ' '.join('w%d' % r.randrange(1000) for _ in range(r.randint(10, 20)))
        text += '\\u00e9' if escaped else ''
        tags = ','.join('"t%d"' % r.randrange(50) for _ in range(r.randint(1, 8)))
        f.write('{"id":%d,"value":%s,"name":"%s","tags":[%s],"ok":%s}\n'
                % (i, number, text, tags, r.choice(['true', 'false', 'null'])))
