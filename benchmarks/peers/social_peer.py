"""The peer of the social suite: Leiden, Adamic-Adar candidates and CELF by igraph and numpy, on one undirected graph.

    social_peer.py TASK FILE [...]      prints one line of JSON

    leiden FILE LABELS RUNS             NMI, ARI and modularity of each run against the labels (int32 per node, -1 = none)
    candidates FILE COUNT RUNS          seconds of each run, and the scores of the best pairs that are not linked
    celf FILE PROBABILITY WORLDS SEEDS RUNS     seconds of each run, and the seeds of the last

FILE as GraphSuite/EdgeFile.cs writes it.
"""
import heapq
import json
import random
import sys
import time

import igraph
import numpy


def load(path):
    with open(path, "rb") as file:
        nodes, edges, _ = numpy.fromfile(file, "<i8", 3)
        ends = numpy.fromfile(file, "<i8", 2 * edges).reshape(-1, 2)
    return igraph.Graph(int(nodes), ends.tolist()), ends


def leiden(path, labels, runs):
    graph, _ = load(path)
    truth = numpy.fromfile(labels, "<i4")
    known = numpy.flatnonzero(truth >= 0)
    found = []
    for run in range(int(runs)):
        random.seed(run + 1)
        division = graph.community_leiden(objective_function="modularity", n_iterations=-1)
        membership = numpy.array(division.membership)[known].tolist()
        compare = [igraph.compare_communities(truth[known].tolist(), membership, method=method) for method in ("nmi", "adjusted_rand")]
        found.append(compare + [graph.modularity(division.membership)])
    return found


def candidates(path, count, runs):
    graph, _ = load(path)
    seconds = []
    for _ in range(int(runs)):
        began = time.perf_counter()
        scores = numpy.array(graph.similarity_inverse_log_weighted())
        linked = numpy.array(graph.get_adjacency().data, dtype=bool)
        scores[linked | numpy.tril(numpy.ones_like(linked))] = 0
        flat = scores.ravel()
        best = numpy.sort(flat[numpy.argpartition(flat, -int(count))[-int(count):]])[::-1]
        seconds.append(time.perf_counter() - began)
    return {"seconds": seconds, "scores": best.tolist()}


def celf(path, probability, worlds, seeds, runs):
    graph, ends = load(path)
    nodes, worlds, seeds = graph.vcount(), int(worlds), int(seeds)
    seconds = []
    for run in range(int(runs)):
        chance = numpy.random.default_rng(run + 1)
        began = time.perf_counter()
        parts = numpy.empty((nodes, worlds), dtype=numpy.int32)
        sizes = []
        for world in range(worlds):
            live = ends[chance.random(len(ends)) < float(probability)]
            parts[:, world] = igraph.Graph(nodes, live).connected_components().membership
            sizes.append(numpy.bincount(parts[:, world], minlength=nodes))
        sizes = numpy.array(sizes)
        every = numpy.arange(worlds)
        gains = sum(sizes[world][parts[:, world]] for world in range(worlds))
        queue = [(-int(gain), node, 0) for node, gain in enumerate(gains)]
        heapq.heapify(queue)
        chosen = []
        while len(chosen) < seeds:
            gain, node, counted = heapq.heappop(queue)
            if counted == len(chosen):
                chosen.append(node)
                sizes[every, parts[node]] = 0
            else:
                heapq.heappush(queue, (-int(sizes[every, parts[node]].sum()), node, len(chosen)))
        seconds.append(time.perf_counter() - began)
    return {"seconds": seconds, "seeds": chosen}


print(json.dumps({"leiden": leiden, "candidates": candidates, "celf": celf}[sys.argv[1]](*sys.argv[2:])))
