"""Basic traffic features of every host with pandas: for each line on standard input one computation, its seconds and the sums of some
features on standard output, after a first line when pandas is there.

usage: pandas_traffic.py FILE
FILE: the columns below, one after another, as int64 (benchmarks/FeaturesSuite/PandasTraffic.cs); a duration of -1 is unknown.
"""
import sys
import time

import numpy
import pandas

COLUMNS = ["source", "target", "port", "failed", "source_bytes", "target_bytes", "source_packets", "target_packets", "duration"]
AMOUNTS = ["bytes_out", "bytes_in", "packets_out", "packets_in"]
CHECKED = AMOUNTS + ["flows_out", "flows_in", "out_degree", "in_degree", "ports_called", "ports_offered", "failed_out", "bytes_mean", "bytes_median", "seconds_mean", "seconds_median"]


def read(path):
    columns = numpy.fromfile(path, numpy.int64).reshape(len(COLUMNS), -1)
    flows = pandas.DataFrame(dict(zip(COLUMNS, columns)))
    flows["seconds"] = flows["duration"].where(flows["duration"] >= 0) / 1e9
    flows["bytes"] = flows["source_bytes"] + flows["target_bytes"]
    flows["packets"] = flows["source_packets"] + flows["target_packets"]
    return flows


def features(flows):
    opened = flows.groupby("source").agg(
        flows_out=("target", "size"), out_degree=("target", "nunique"), ports_called=("port", "nunique"), failed_out=("failed", "sum"),
        bytes_out=("source_bytes", "sum"), bytes_in=("target_bytes", "sum"), packets_out=("source_packets", "sum"), packets_in=("target_packets", "sum"))
    answered = flows.groupby("target").agg(
        flows_in=("source", "size"), in_degree=("source", "nunique"), ports_offered=("port", "nunique"), failed_in=("failed", "sum"),
        bytes_out=("target_bytes", "sum"), bytes_in=("source_bytes", "sum"), packets_out=("target_packets", "sum"), packets_in=("source_packets", "sum"))
    spread = ["bytes", "packets", "seconds"]
    either = pandas.concat([flows[["source"] + spread].rename(columns={"source": "host"}), flows[["target"] + spread].rename(columns={"target": "host"})])
    spreads = either.groupby("host").agg(["mean", "median", "std"])
    spreads.columns = ["_".join(column) for column in spreads.columns]
    sums = opened[AMOUNTS].add(answered[AMOUNTS], fill_value=0)
    return sums.join([opened.drop(columns=AMOUNTS), answered.drop(columns=AMOUNTS), spreads], how="outer").fillna(0)


def main():
    flows = read(sys.argv[1])
    print(",".join(CHECKED), flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        table = features(flows)
        seconds = time.perf_counter() - started
        print(seconds, *(repr(float(table[name].sum())) for name in CHECKED), flush=True)


main()
