"""Runs one graph library for the suite `graph`: graph_peer.py igraph|networkx.

Prints the names of its cases, then answers one JSON request per line:
  {"directed": path, "undirected": path, "sources": [...]}   loads both graphs (format: benchmarks/GraphSuite/EdgeFile.cs)
  {"run": name, "numbers": path}                             runs one case once, writes its numbers as float64
"""
import importlib
import json
import sys
import time

import numpy


def read(path):
    nodes, edges, is_directed = (int(number) for number in numpy.fromfile(path, numpy.int64, 3))
    ends = numpy.fromfile(path, numpy.int64, 2 * edges, offset=24).reshape(edges, 2)
    return nodes, bool(is_directed), ends, numpy.fromfile(path, numpy.float64, edges, offset=24 + 16 * edges)


class Input:
    """What a case gets: the two graphs and the nodes that searches begin at."""

    def __init__(self, build, request):
        self.directed = build(*read(request["directed"]))
        self.undirected = build(*read(request["undirected"]))
        self.sources = request["sources"]
        self.made = {}

    def once(self, name, make):
        """What a case needs besides the graphs, made by its first run, whose time does not count among the median's."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]


def main():
    try:
        module = importlib.import_module(sys.argv[1] + "_cases")
    except ImportError:
        return
    print(json.dumps(list(module.CASES)), flush=True)
    graphs = None
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "run" in request:
            compute, numbers = module.CASES[request["run"]]
            started = time.perf_counter()
            result = compute(graphs)
            answer["seconds"] = time.perf_counter() - started
            numpy.asarray(numbers(graphs, result), numpy.float64).tofile(request["numbers"])
        else:
            graphs = Input(module.build, request)
        print(json.dumps(answer), flush=True)


main()
