# SPDX-License-Identifier: GPL-3.0-or-later
"""gen.py DIR: 240 files of 90 000 bytes, one block of bzip2 -1 each, the same every time:
80 % text, 12 % all byte values, 8 % so repetitive that the sort gives up its budget."""
import os
import random
import sys

SIZE = 90000
directory = sys.argv[1]
os.makedirs(directory, exist_ok=True)
r = random.Random(1)
letters = 'abcdefghijklmnopqrstuvwxyz'
words = [''.join(r.choice(letters) for _ in range(r.randint(2, 9))) for _ in range(4000)]
for i in range(240):
    kind = r.random()
    if kind < .12:
        content = bytes(r.randrange(256) for _ in range(SIZE))
    elif kind < .20:
        phrase = ' '.join(r.choice(words) for _ in range(60))
        content = (phrase * 400).encode()[:SIZE]
    else:
        content = ' '.join(r.choice(words) for _ in range(16000)).encode()[:SIZE]
    assert len(content) == SIZE
    with open(f'{directory}/f{i:03d}', 'wb') as f:
        f.write(content)
