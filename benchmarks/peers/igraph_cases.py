"""Cases of python3-igraph: name -> (what is timed, its result as numbers), as in benchmarks/GraphSuite/GraphCases.cs."""
import igraph
import numpy


def build(nodes, is_directed, ends, weights):
    graph = igraph.Graph(n=nodes, edges=ends, directed=is_directed)
    graph.es["weight"] = weights
    return graph


def triangles(graphs, transitivity):
    """igraph counts triangles to divide them by the paths of length two."""
    degrees = numpy.array(graphs.undirected.degree())
    return [round(transitivity * (degrees * (degrees - 1) // 2).sum() / 3)]


CASES = {
    # Traversal
    # Structure
    "components": (lambda g: g.undirected.connected_components(), lambda g, r: [len(r), max(r.sizes())]),
    "triangles": (lambda g: g.undirected.transitivity_undirected(), triangles),
    "clustering": (lambda g: g.undirected.transitivity_local_undirected(mode="zero"), lambda g, r: r),
    # Centrality
    "pagerank": (lambda g: g.directed.pagerank(), lambda g, r: r),
    # Communities, similarity, flows and trees
}
