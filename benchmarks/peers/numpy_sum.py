"""Sum of many vectors with NumPy: for each line on standard input one sum over the file, its seconds by the clock and of the processor and the
sum of all its numbers on standard output, after a first line when NumPy is there.

usage: numpy_sum.py FILE LENGTH
FILE: vectors of LENGTH float32, one after another (benchmarks/FederationSuite/NumpySum.cs); one is in memory at a time.
"""
import sys
import time

import numpy


def total(path, length):
    result = numpy.zeros(length)
    with open(path, "rb", buffering=0) as file:
        while True:
            vector = numpy.fromfile(file, numpy.float32, length)
            if vector.size < length:
                return result
            result += vector


print("ready", flush=True)
for _ in sys.stdin:
    started, worked = time.perf_counter(), time.process_time()
    result = total(sys.argv[1], int(sys.argv[2]))
    print(time.perf_counter() - started, time.process_time() - worked, repr(float(result.sum())), flush=True)
