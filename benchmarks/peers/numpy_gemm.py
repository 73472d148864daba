"""Products of float32 matrices with NumPy on OpenBLAS, for the suite `gemm`.

Prints OpenBLAS's configuration, then answers one line per line on standard input:
  load FORM ROWS STEPS COLUMNS   FORM plain, left or right: a @ b, a.T @ b or a @ b.T with a result [ROWS, COLUMNS]; answers "loaded"
  run REPEATS                    answers the median seconds of a product and a checksum of the result

usage: numpy_gemm.py, with OPENBLAS_NUM_THREADS set; prints nothing where NumPy or OpenBLAS is missing.
"""
import ctypes
import statistics
import sys
import time

try:
    import numpy
except ImportError:
    sys.exit()

# OpenBLAS's threads spin for some time after a product; the other side shall not share the cores with them.
PAUSE_SECONDS = 0.15


def configuration():
    """What OpenBLAS says of itself, None where NumPy runs on something else."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = {line.split()[-1] for line in maps if "blas" in line}
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_config"):
            library.openblas_get_config.restype = ctypes.c_char_p
            return library.openblas_get_config().decode()
    return None


def values(rows, columns, seed):
    """Eighths in [-1, 1], as benchmarks/GemmSuite/ProductCase.cs makes them: sums of their products are exact."""
    numbers = (numpy.arange(rows * columns, dtype=numpy.uint32) + numpy.uint32(seed)) * numpy.uint32(2654435761)
    return (((numbers >> numpy.uint32(16)) % numpy.uint32(17)).astype(numpy.float32) / 8 - 1).reshape(rows, columns)


def load(form, rows, steps, columns):
    a = values(steps, rows, 1).T if form == "left" else values(rows, steps, 1)
    b = values(columns, steps, 2).T if form == "right" else values(steps, columns, 2)
    return a, b, numpy.empty((rows, columns), numpy.float32)


def run(a, b, c, repeats):
    numpy.matmul(a, b, out=c)
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        numpy.matmul(a, b, out=c)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def checksum(c):
    flat = c.ravel()
    return float((flat * (1.0 + numpy.arange(flat.size) % 7)).sum())


def main():
    name = configuration()
    if name is None:
        return
    print(name, flush=True)
    matrices = None
    for line in sys.stdin:
        command, *words = line.split()
        if command == "load":
            matrices = load(words[0], *map(int, words[1:]))
            print("loaded", flush=True)
        else:
            median = run(*matrices, int(words[0]))
            total = checksum(matrices[2])
            time.sleep(PAUSE_SECONDS)
            print(repr(median), repr(total), flush=True)


main()
