"""Reads a Zeek log with pandas as often as asked: for each line on standard input, one reading and its seconds on standard output, after
a first line when pandas is there.

usage: pandas_read.py tsv|json FILE
"""
import sys
import time

import pandas as pd

COLUMNS = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration", "orig_bytes", "resp_bytes", "conn_state",
           "local_orig", "local_resp", "missed_bytes", "history", "orig_pkts", "orig_ip_bytes", "resp_pkts", "resp_ip_bytes", "tunnel_parents"]
TEXTS = {"uid", "id.orig_h", "id.resp_h", "proto", "service", "conn_state", "local_orig", "local_resp", "history", "tunnel_parents"}
WHOLE = {"id.orig_p", "id.resp_p", "missed_bytes", "orig_pkts", "orig_ip_bytes", "resp_pkts", "resp_ip_bytes"}
HEADER_LINES = 6


def read_tsv(path):
    # Columns that may be unset are float64, which is pandas' fastest type with missing values.
    types = {c: "object" if c in TEXTS else "int64" if c in WHOLE else "float64" for c in COLUMNS}
    return pd.read_csv(path, sep="\t", engine="c", skiprows=HEADER_LINES, header=None, names=COLUMNS, dtype=types, na_values=["-", "(empty)"],
                       keep_default_na=False, quoting=3)


def read_json(path):
    return pd.read_json(path, lines=True, convert_dates=False)


def main():
    read = {"tsv": read_tsv, "json": read_json}[sys.argv[1]]
    print("ready", flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        rows = len(read(sys.argv[2]))
        print(rows, time.perf_counter() - started, flush=True)


main()
