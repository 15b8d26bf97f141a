# SPDX-License-Identifier: GPL-3.0-or-later
"""client.py SOCKET CLIENTS COMMANDS: so many connections, each with keys of its own and so many
commands; prints a digest of all answers.

One command in twenty appends to a value of more than 1 KiB, one in twenty prepends to such a
value, and one in ten appends to a small one.
"""
import hashlib
import random
import socket
import sys
import threading
import time


def connect(path):
    for _ in range(200):
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(path)
            return connection
        except OSError:
            time.sleep(0.05)
    sys.exit("client: nobody listens")


class Client:
    def __init__(self, path, number):
        self.connection = connect(path)
        self.answers = self.connection.makefile("rb")
        self.random = random.Random(100 + number)
        self.name = b"c%d_" % number
        self.digest = hashlib.md5()

    def store(self, command, key, value):
        self.connection.sendall(b"%s %s 0 0 %d\r\n%s\r\n" % (command, key, len(value), value))
        self.digest.update(self.answers.readline())

    def get(self, key):
        self.connection.sendall(b"get %s\r\n" % key)
        line = b""
        while not line.startswith(b"END"):
            line = self.answers.readline()
            self.digest.update(line)

    def command(self):
        dice = self.random.random()
        key = self.name + b"%d" % self.random.randrange(200)
        long_value = b"x" * self.random.randint(2000, 3000)
        if dice < .05:
            self.store(b"set", b"B" + key, long_value)
            self.store(b"append", b"B" + key, b"tail")
        elif dice < .10:
            self.store(b"set", b"B" + key, long_value)
            self.store(b"prepend", b"B" + key, b"head")
        elif dice < .20:
            self.store(b"set", key, b"y" * 20)
            self.store(b"append", key, b"tail")
        elif dice < .60:
            self.store(b"set", key, b"z" * self.random.randint(10, 400))
        else:
            self.get(key)


def main(path, clients, commands):
    digests = [None] * int(clients)

    def run(number):
        client = Client(path, number)
        for _ in range(int(commands)):
            client.command()
        digests[number] = client.digest.hexdigest()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(int(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(hashlib.md5("".join(digests).encode()).hexdigest())


main(*sys.argv[1:])
